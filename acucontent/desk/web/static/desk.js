// The script of every page: a second click, or a key that is held, neither sends a form again nor presses the button that the
// first click brought; a person stays where they are when a part of the page is replaced; what is entered in a form is not
// lost; and what the other scripts say when the desk does not do what it was asked for.
"use strict";

const CALM = 800; // milliseconds after which a second click at the same place is meant
const STOPPED = 15_000; // milliseconds after which a page that was asked for does not come any more

let lastPress = null; // the place and the time of the button that sent the last form

function isSecondClick(button, time) {
  if (!button || "repeat" in button.dataset) return false;
  const { left, right, top, bottom } = button.getBoundingClientRect(), before = lastPress;
  const isCalm = !before || time - before.time > CALM;
  const isElsewhere = !before || right <= before.left || left >= before.right || bottom <= before.top || top >= before.bottom;
  if (!isCalm && !isElsewhere) return true;
  lastPress = { left, right, top, bottom, time };
  return false;
}

document.addEventListener("input", () => (lastPress = null), true); // after that, a click is meant

document.addEventListener("submit", (event) => {
  if (!isSecondClick(event.submitter, event.timeStamp)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.repeat || event.isComposing)) return; // while composing, Enter chooses a letter
  if (event.repeat && !event.target.matches("textarea")) event.preventDefault();
  event.stopImmediatePropagation();
}, true);

/**
 * Change the page and leave a person where they are: the focus with the caret in its text, and the lists that are open.
 * What is replaced is found again by its id, so whatever can have the focus has one. Return whether the focus was kept.
 */
function keepFocus(change) {
  const focused = document.activeElement, { selectionStart, selectionEnd } = focused;
  const open = [...document.querySelectorAll("details[open][id]")].map(({ id }) => id);
  change();
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  const next = focused.isConnected ? focused : document.getElementById(focused.id);
  if (!next) return false;
  if (next === document.activeElement) return true;
  next.focus({ preventScroll: true });
  if (Number.isInteger(selectionStart)) next.setSelectionRange?.(selectionStart, selectionEnd);
  return next === document.activeElement;
}

/**
 * Keep what is entered in a form. It is sent only when the desk answers, because it would be lost with a page that cannot
 * be opened; nothing is entered while it is sent, because the next page would not have it; and the browser asks before it
 * is left unsaved.
 *
 * The parts of the form with its fields have `data-entries`; the form has `data-unsaved` if they were not saved before,
 * and `data-sending` while it is sent. `ask` returns whether the desk answers, and says why if it does not.
 */
function keepEntered(form, ask) {
  const parts = form.querySelectorAll("[data-entries]");
  let isUnsaved = "unsaved" in form.dataset;

  function hold(isHeld) {
    form.toggleAttribute("data-sending", isHeld);
    for (const part of parts) part.inert = isHeld;
  }

  async function send(button) {
    const focused = document.activeElement;
    hold(true);
    if (!(await ask())) {
      hold(false);
      focused.focus({ preventScroll: true });
      return;
    }
    const pressed = Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value });
    form.append(pressed);
    isUnsaved = false;
    form.submit();
    pressed.remove();
    setTimeout(() => { // the page is still there: it was stopped while the next one was fetched
      isUnsaved = true;
      hold(false);
    }, STOPPED);
  }

  form.addEventListener("input", (event) => {
    if (event.target.closest("[data-entries]")) isUnsaved = true;
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!("sending" in form.dataset)) send(event.submitter);
  });
  addEventListener("beforeunload", (event) => { if (isUnsaved) event.preventDefault(); });
  addEventListener("pageshow", () => hold(false)); // with Back, the page may be as it was left
}

const UNREACHABLE = "The desk does not answer. It may have been stopped on this computer. Your entries are kept: start the desk again, then continue.";
const REFUSALS = {
  401: "The desk was started again and asks for its token. Your entries are kept: open the desk in a new tab, enter the token there, then continue here.",
  413: "The entries are too long. Shorten them, or choose a smaller file.",
};

/** Return why there is no usable answer: its status, or nothing if there is none at all. */
function explainFailure(status) {
  return status ? (REFUSALS[status] ?? `The desk cannot do that now (error ${status}). To fix it, open this page in a new tab.`) : UNREACHABLE;
}
