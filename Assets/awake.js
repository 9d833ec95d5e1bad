/*
 * Tells before the session ends for want of use, and lets it go on.
 *
 *   <div class="fg-awake" data-idle="1800" data-warn="300" data-stay="/awake" data-leave="/sign-in" hidden>
 *     <dialog aria-labelledby="…">
 *       <h2 …>…</h2> <p>You will be signed out in <span class="fg-awake__left"></span>.</p>
 *       <button type="button" class="govuk-button fg-awake__stay">…</button> <a href="…">…</a>
 *     </dialog>
 *   </div>
 *   data-minutes="{count} minutes" data-seconds="{count} seconds"; -one, -two … where a language has a form of its own;
 *   data-offline: what is said when staying fails for want of a connection
 *
 * The session lasts data-idle seconds from the last contact with the server, of this tab or another: every page load, and every
 * `fg:contact`. Times are compared on the clock, since timers stand still while a device sleeps. At the end `fg:save` lets forms
 * be saved, in its last five seconds; then the page is left, so that nothing of a case stays on the screen.
 */
(() => {
  "use strict";

  const LAST = 60; // seconds: counted one by one to the eye, every twenty to the ear
  const ENDING = 5; // seconds for saving, while the session still lasts
  const WORDS = {
    minutes: "{count} minutes", minutesOne: "1 minute", seconds: "{count} seconds", secondsOne: "1 second",
    offline: "There is no connection. Try again.",
  };
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel("fg-contact") : null;
  let part = null, dialog = null, left = null, status = null, fault = null;
  let contactAt = Date.now(), timer = 0, spoken = "", isLeaving = false;

  /** Seconds until the session ends. */
  const remaining = () => Math.ceil((contactAt - Date.now()) / 1000) + Number(part.dataset.idle);

  function counted(unit, count) {
    const form = new Intl.PluralRules(document.documentElement.lang || "en").select(count);
    const own = `${unit}${form[0].toUpperCase()}${form.slice(1)}`;
    const text = part.dataset[own] || part.dataset[unit] || WORDS[own] || WORDS[unit];
    return text.replace("{count}", count);
  }

  /** Shows what is left, and says it when a minute, or twenty seconds of the last one, have gone. */
  function show(seconds, isSaid) {
    const isLast = seconds <= LAST;
    const text = (count) => counted(isLast ? "seconds" : "minutes", count);
    left.textContent = text(isLast ? seconds : Math.ceil(seconds / 60));
    const said = text(isLast ? Math.ceil(seconds / 20) * 20 : Math.ceil(seconds / 60));
    if (spoken === said) return;
    spoken = said;
    status.textContent = isSaid ? left.closest("p").textContent.replace(left.textContent, said).trim() : "";
  }

  /** Opens, counts, closes or leaves, by the clock; and comes again when there is something to do. */
  function check() {
    clearTimeout(timer);
    if (!part?.isConnected || isLeaving) return;
    const seconds = remaining(), until = seconds - Number(part.dataset.warn);
    if (seconds <= ENDING) return leave();
    if (until > 0) close();
    else open(seconds);
    timer = setTimeout(check, until > 0 ? Math.min(until, 3600) * 1000 : 1000);
  }

  function open(seconds) {
    const wasOpen = dialog.open;
    show(seconds, wasOpen); // an opening dialog is read out anyway
    if (wasOpen) return;
    fault.textContent = "";
    part.hidden = false;
    dialog.showModal();
  }

  function close() {
    if (dialog.open) dialog.close();
    part.hidden = true;
  }

  /** The server has answered, here or in another tab. */
  function refresh() {
    contactAt = Date.now();
    check();
  }

  function contact() {
    refresh();
    tabs?.postMessage("contact");
  }

  async function stay() {
    fault.textContent = "";
    try {
      const answer = await fetch(part.dataset.stay, { signal: AbortSignal.timeout(10_000) });
      if (answer.status === 401 || answer.redirected) return leave();
      if (answer.ok) return contact();
    } catch {} // no answer is said, as any other that does not help
    fault.textContent = part.dataset.offline || WORDS.offline;
  }

  async function leave() {
    if (isLeaving) return;
    isLeaving = true;
    const wait = [];
    document.dispatchEvent(new CustomEvent("fg:save", { detail: { wait } }));
    await Promise.race([Promise.allSettled(wait), new Promise((done) => setTimeout(done, ENDING * 1000))]);
    location.assign(part.dataset.leave);
  }

  function start() {
    const found = document.querySelector(".fg-awake");
    if (!found || found === part) return;
    part = found;
    dialog = part.querySelector("dialog");
    left = part.querySelector(".fg-awake__left");
    status = Object.assign(document.createElement("p"), { className: "govuk-visually-hidden", role: "status" });
    fault = Object.assign(document.createElement("p"), { className: "fg-awake__fault", role: "alert" });
    const sentence = left.closest("p");
    sentence.id ||= "fg-awake-left";
    dialog.setAttribute("aria-describedby", sentence.id);
    sentence.after(status, fault);
    (part.querySelector(".fg-awake__stay") || part.querySelector("button")).addEventListener("click", stay);
    dialog.addEventListener("cancel", (event) => { // Escape means that somebody is there
      event.preventDefault();
      stay();
    });
    check();
  }

  tabs?.addEventListener("message", refresh);
  tabs?.postMessage("contact");
  document.addEventListener("fg:contact", contact);
  document.addEventListener("fg:content", start);
  document.addEventListener("visibilitychange", check);
  window.addEventListener("focus", check);
  start();
})();
