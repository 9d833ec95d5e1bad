/*
 * Offers what may be meant while a field is being filled in. What is typed always counts; nobody has to choose from the list.
 *
 *   <input class="govuk-input" type="text" name="town" data-suggest="/suggest/town"
 *     data-suggest-more="{count} results" data-suggest-one="1 result" data-suggest-none="No results">
 *
 * The address is asked with ?q= and answers [{"label": "Leeds", "note": "West Yorkshire"}]; a note may be missing. While it
 * answers, the field is an editable combobox with a listbox as WAI-ARIA 1.2 describes it: the focus stays in the field, and
 * aria-activedescendant names the option that the arrows have reached. Without an answer it is an ordinary field.
 */
(() => {
  "use strict";

  const PAUSE = 150; // milliseconds without a keystroke before the address is asked
  const LEAST = 2; // letters
  const SETTLED = 250; // milliseconds after which a list that came up under a finger may be meant
  const seen = new WeakSet();
  let lists = 0;
  let isPressed = false; // a button of the mouse or a finger is down

  /** Runs when nothing is pressed any more and the click that came of it has been dealt with. */
  function afterPress(run) {
    if (!isPressed) return run();
    document.addEventListener("pointerup", () => setTimeout(run), { once: true, capture: true });
    document.addEventListener("pointercancel", () => setTimeout(run), { once: true, capture: true });
  }

  /** The text for a number: data-suggest-one, -two and so on where a language has a form of its own, else data-suggest-more. */
  function counted(input, count) {
    if (count === 0) return input.dataset.suggestNone || "No results";
    const form = new Intl.PluralRules(document.documentElement.lang || "en").select(count);
    const own = input.dataset[`suggest${form[0].toUpperCase()}${form.slice(1)}`];
    const fallback = form === "one" && !input.dataset.suggestMore ? "1 result" : "{count} results";
    return (own || input.dataset.suggestMore || fallback).replace("{count}", count);
  }

  function element(name, className, text = "") {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  }

  /** Puts the field into a frame with its list and its live region. A field that has the focus keeps it. */
  function furnish(input) {
    const hadFocus = document.activeElement === input;
    const frame = element("div", "fg-suggest");
    const list = element("ul", "fg-suggest__list");
    const status = element("div", "govuk-visually-hidden");
    list.id = `fg-suggest-${++lists}`;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    status.setAttribute("role", "status");
    input.before(frame);
    frame.append(input, list, status);
    input.removeAttribute("list");
    input.setAttribute("autocomplete", "off");
    if (hadFocus) input.focus();
    return { list, status };
  }

  function enhance(input) {
    const { list, status } = furnish(input);
    let asking = null; // the request under way
    let pause = 0;
    let active = -1; // the option that the arrows have reached
    let isChoosing = false;
    let shownAt = 0;

    const isOpen = () => !list.hidden;

    function activate(index) {
      list.children[active]?.setAttribute("aria-selected", "false");
      active = index;
      const option = list.children[active];
      if (!option) return input.removeAttribute("aria-activedescendant");
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", option.id);
    }

    function show(isShown) {
      activate(-1);
      if (isShown && list.hidden) shownAt = performance.now();
      list.hidden = !isShown;
      input.setAttribute("aria-expanded", String(isShown));
    }

    /** Closes the list, and forgets what was asked, so that a late answer does not open it again. */
    function close() {
      clearTimeout(pause);
      asking?.abort();
      asking = null;
      if (isOpen()) show(false);
    }

    /** An ordinary field again, until the next answer. */
    function retire() {
      close();
      list.replaceChildren();
      status.textContent = "";
      for (const name of ["role", "aria-expanded", "aria-controls", "aria-autocomplete"]) input.removeAttribute(name);
    }

    function fill(found) {
      list.replaceChildren(...found.map(({ label, note }, index) => {
        const option = element("li", "fg-suggest__option");
        option.id = `${list.id}-${index}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.append(element("span", "fg-suggest__label", label));
        if (note) option.append(" ", element("span", "fg-suggest__note", note));
        return option;
      }));
      list.setAttribute("aria-label", input.labels?.[0]?.textContent.trim() || input.getAttribute("aria-label") || input.name);
      input.setAttribute("role", "combobox");
      input.setAttribute("aria-autocomplete", "list");
      input.setAttribute("aria-controls", list.id);
      const isChosen = found.some(({ label }) => label.toLowerCase() === input.value.trim().toLowerCase());
      show(found.length > 0 && !isChosen);
      status.textContent = counted(input, found.length);
    }

    async function ask() {
      const request = asking = new AbortController();
      try {
        const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(input.value.trim())}`,
          { headers: { Accept: "application/json" }, signal: request.signal });
        if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
        const found = (await answer.json()).filter((each) => typeof each.label === "string");
        document.dispatchEvent(new CustomEvent("fg:contact"));
        if (request === asking) fill(found);
      } catch {
        if (request === asking) retire();
      }
    }

    function choose(option) {
      input.value = option.querySelector(".fg-suggest__label").textContent;
      close();
      status.textContent = "";
      isChoosing = true;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.dispatchEvent(new Event("change", { bubbles: true }));
      isChoosing = false;
    }

    function move(step) {
      const count = list.children.length;
      if (!isOpen()) show(true);
      activate(active < 0 ? (step > 0 ? 0 : count - 1) : (active + step + count) % count);
    }

    /** Answers whether the key has been dealt with; if not, it does what it does in any field. */
    function press(key, alt) {
      const isDown = key === "ArrowDown";
      if ((isDown || key === "ArrowUp") && list.children.length > 0) {
        if (alt) show(isDown);
        else move(isDown ? 1 : -1);
        return true;
      }
      if (key === "Enter" && active >= 0) {
        choose(list.children[active]);
        return true;
      }
      if (key === "Escape" && isOpen()) {
        close();
        return true;
      }
      if (key === "Tab" || key === "Enter") close();
      else if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(key)) activate(-1); // back to the text
      return false;
    }

    input.addEventListener("keydown", (event) => {
      if (event.isComposing || event.ctrlKey || event.metaKey) return;
      if (press(event.key, event.altKey)) event.preventDefault();
    });
    input.addEventListener("input", () => {
      if (isChoosing) return;
      clearTimeout(pause);
      asking?.abort();
      asking = null;
      activate(-1);
      if (input.value.trim().length >= LEAST) {
        pause = setTimeout(ask, PAUSE);
        return;
      }
      close();
      list.replaceChildren();
      status.textContent = "";
    });
    // What is being clicked must not move away under the finger.
    input.addEventListener("blur", () => afterPress(() => document.activeElement !== input && close()));
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the field
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      // Whoever was about to press the button does not choose what came up in its place.
      if (option && performance.now() - shownAt > SETTLED) choose(option);
    });
  }

  function start() {
    for (const input of document.querySelectorAll("input[data-suggest]")) {
      if (seen.has(input)) continue;
      seen.add(input);
      enhance(input);
    }
  }

  for (const [name, isDown] of [["pointerdown", true], ["pointerup", false], ["pointercancel", false]]) {
    document.addEventListener(name, () => { isPressed = isDown; }, { capture: true });
  }
  document.addEventListener("fg:content", start);
  start();
})();
