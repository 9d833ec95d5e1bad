/*
 * Sends a form without leaving the page, so that nothing typed is lost with the connection, the session or the server:
 *   <form method="post" action="/…" data-keep data-save="/…">         data-save: save also while it is being filled in
 *   data-keep-offline, -fault, -refused, -signed-out, -try, -sign-in, -saved         what is said; see WORDS
 *
 * A field named “touched” in it gets the names of what was changed, so that changing it back is told from leaving it alone.
 * Requests have the header X-Keep: 1. Answers: 204 with X-Next leads there; 200, 409 or 422 with a page takes the place of `main`;
 * 401 asks to sign in beside it; no answer, or a fault of the server, is tried again. What is typed stays on the page and
 * nowhere else: nothing is put into any store of the browser. Events on document: `fg:content` after `main` was replaced,
 * `fg:contact` after an answer; `fg:save` asks to save and let the page go, its detail.wait takes the promises to wait for.
 */
(() => {
  "use strict";

  const AGAIN = 5_000, QUIET = 3_000, LONGEST = 20_000, PATIENCE = 15_000; // milliseconds
  const WORDS = {
    offline: "There is no connection. What you typed is still on this page. "
      + "Keep it open: it is sent as soon as the connection is back.",
    refused: "This could not be sent. What you typed is still on this page. Copy what you need before you leave it.",
    "signed-out": "You have been signed out. What you typed is still on this page. Sign in again, then come back here.",
    try: "Try now", "sign-in": "Sign in (opens in a new tab)", saved: "Saved at {time}",
  };
  const kept = new Map(); // each form on the page, and what can be done with it
  let isLeaving = false;
  const isPassing = (outcome) => outcome === "offline" || outcome === "fault";

  function element(name, attributes, text = "") {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.textContent = text;
    return made;
  }

  /** What the form would send, encoded as it would be. Saving in the background leaves files out. */
  function body(form, submitter, withFiles) {
    const data = new FormData(form);
    if (submitter?.name) data.append(submitter.name, submitter.value);
    if (form.getAttribute("enctype") === "multipart/form-data") {
      if (!withFiles) for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
      return data;
    }
    const plain = (value) => (value instanceof File ? value.name : value.replace(/\r\n|\r|\n/g, "\r\n"));
    return new URLSearchParams([...data].map(([name, value]) => [name, plain(value)]));
  }

  /** Whatever can come of a request, in one word, with what belongs to it. */
  async function post(address, content, signal) {
    try {
      const answer = await fetch(address, { method: "POST", body: content, headers: { "X-Keep": "1" }, signal });
      const { status, redirected } = answer, end = new URL(answer.url);
      if (status === 401 || (redirected && end.pathname === "/sign-in")) return { outcome: "signed-out" };
      if (status >= 500 || status === 408 || status === 429) return { outcome: "fault" };
      document.dispatchEvent(new CustomEvent("fg:contact"));
      if (redirected && answer.ok) return { outcome: "done", next: end };
      if (status === 204) return { outcome: "done", next: answer.headers.get("X-Next") };
      const page = [200, 409, 422].includes(status) && new DOMParser().parseFromString(await answer.text(), "text/html");
      return page && page.querySelector("main") ? { outcome: "page", page, status } : { outcome: "refused" };
    } catch {
      return { outcome: "offline" };
    }
  }

  /** Puts the main part of an answer in the place of the page’s own. */
  function replaceMain(page, isWrong) {
    const main = document.querySelector("main");
    main.replaceChildren(...page.querySelector("main").childNodes);
    document.title = page.title;
    document.dispatchEvent(new CustomEvent("fg:content"));
    if (isWrong) for (const [form, { touch }] of kept) if (main.contains(form)) touch();
    const target = main.querySelector(".govuk-error-summary") || main;
    target.tabIndex = -1;
    target.focus();
    target.scrollIntoView();
  }

  /** The banner and the line “Saved at …” of a form, above its button. Both are there, empty, before they have to speak. */
  function voice(form) {
    const word = (name) => form.getAttribute(`data-keep-${name}`) || WORDS[name];
    const banner = element("div", { class: "fg-keep", role: "alert" });
    const status = element("p", { class: "fg-keep-status", role: "status", tabindex: "-1" });
    const button = [...form.querySelectorAll("button:not([type]), [type=submit]")].pop();
    (button?.closest(".govuk-button-group") || button || form.appendChild(element("div", {}))).before(banner, status);
    let said = null, timer = 0, again = null;

    /** Said once: the same again leaves the banner as it is. What may pass by itself is tried again. */
    function warn(outcome, retry) {
      again = retry;
      clearTimeout(timer);
      timer = isPassing(outcome) ? setTimeout(retry, AGAIN) : 0;
      if (said === outcome) return;
      said = outcome;
      const link = element("a", { href: form.dataset.keepSignInAt || "/sign-in", target: "_blank", rel: "noopener" }, word("sign-in"));
      const button = element("button", { class: "govuk-button govuk-button--secondary", type: "button" }, word("try"));
      button.addEventListener("click", () => again());
      const actions = element("div", { class: "fg-keep__actions" });
      actions.append(...(outcome === "signed-out" ? [link, button] : [button]));
      banner.replaceChildren(element("p", { class: "fg-keep__text" }, word(outcome) || word("offline")), actions);
    }

    function saySaved() {
      if (banner.contains(document.activeElement)) status.focus();
      clearTimeout(timer);
      banner.replaceChildren();
      said = again = null;
      const time = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
      const text = word("saved").replace("{time}", time);
      if (form.dataset.save && status.textContent !== text) status.textContent = text; // at most once a minute
    }

    return { warn, saySaved, retry: () => timer && again?.() };
  }

  function keep(form) {
    const { warn, saySaved, retry } = voice(form);
    let changes = 0, savedChanges = 0; // counted, because people type on while a request is under way
    let saving = null, sending = null, quiet = 0, longest = 0; // what is under way; timers
    let isDue = false; // sent in vain, and to be sent again
    const hasFiles = () => [...form.querySelectorAll("[type=file]")].some((field) => field.files.length > 0);
    const isUnsaved = () => changes > savedChanges || (changes > 0 && hasFiles());

    async function send(submitter) {
      const upTo = changes, content = body(form, submitter, true), focused = document.activeElement;
      const buttons = [...form.elements].filter((each) => each.type === "submit" && !each.disabled);
      for (const button of buttons) button.disabled = true;
      await saving; // a draft must not arrive after what it is a draft of
      const address = submitter?.getAttribute("formaction") || form.getAttribute("action") || location.href;
      const { outcome, next, page, status } = await post(address, content);
      if (outcome === "done" && next) {
        isLeaving = true;
        return location.assign(next); // the buttons stay as they are: the page is going
      }
      sending = null;
      for (const button of buttons) button.disabled = false;
      if (outcome === "page") return replaceMain(page, status === 422 || status === 409);
      if (document.activeElement === document.body) focused.focus();
      isDue = isPassing(outcome) || outcome === "signed-out";
      if (outcome !== "done") return warn(outcome, () => submit(submitter));
      savedChanges = upTo;
      saySaved();
    }

    /** Sends the form, once at a time. */
    const submit = (submitter) => sending ??= send(submitter);

    /** Saves in the background, unless nothing changed or the form itself is being sent. Answers what to wait for. */
    function save(isLast = false) {
      clearTimeout(quiet);
      clearTimeout(longest);
      longest = 0;
      const isWanted = form.dataset.save && form.isConnected && changes > savedChanges && (isLast || !isDue);
      return sending || (isWanted ? saving ??= saveNow() : saving);
    }

    async function saveNow() {
      const upTo = changes;
      const { outcome, next } = await post(form.dataset.save, body(form, null, false), AbortSignal.timeout(PATIENCE));
      saving = null;
      if (outcome === "done" && !next) {
        savedChanges = upTo;
        saySaved();
      } else if (outcome !== "page" && !sending) warn(outcome, () => save());
      if (changes > upTo) longest ||= setTimeout(save, QUIET);
    }

    function touch(event) {
      const list = form.elements.touched, name = event?.target.name;
      if (list && name && !list.value.split(" ").includes(name)) list.value += ` ${name}`;
      changes += 1;
      clearTimeout(quiet);
      quiet = setTimeout(save, QUIET);
      longest ||= setTimeout(save, LONGEST);
    }

    form.addEventListener("input", touch);
    form.addEventListener("change", touch);
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      event.preventDefault();
      submit(event.submitter);
    });
    return { touch, save, isUnsaved, retry };
  }

  function start() {
    for (const form of kept.keys()) if (!form.isConnected) kept.delete(form);
    for (const form of document.querySelectorAll("form[data-keep]")) if (!kept.has(form)) kept.set(form, keep(form));
  }

  document.addEventListener("fg:content", start);
  document.addEventListener("fg:save", ({ detail }) => {
    isLeaving = true;
    kept.forEach(({ save }) => detail.wait.push(save(true)));
  });
  document.addEventListener("visibilitychange", () => document.hidden && kept.forEach(({ save }) => save()));
  document.addEventListener("click", ({ target }) => { isLeaving ||= target.closest("[class*=exit-this-page]") !== null; }, true);
  window.addEventListener("online", () => kept.forEach(({ retry }) => retry()));
  window.addEventListener("pageshow", ({ persisted }) => persisted && isLeaving && location.reload());
  window.addEventListener("beforeunload", (event) => {
    if (!isLeaving && [...kept.values()].some(({ isUnsaved }) => isUnsaved())) event.preventDefault();
  });
  start();
})();
