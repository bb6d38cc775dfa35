// The script of the main page. Everything works without it, by a button. With it the pages follow the form, and the
// form is sent in the background, so that the browser's history has no page with what was written for a patient.
"use strict";

const WAIT = 150; // milliseconds of quiet after which the pages are asked for
const SLOW = 500; // milliseconds after which a message says that pages are being made
const CLICK = 50; // milliseconds from the release of a mouse button or a finger until its click event has arrived

const find = (id) => document.getElementById(id);
const findAll = (selector) => [...find("choices").querySelectorAll(selector)];
let timer, slowTimer, request;
let replacing = Promise.resolve(); // the answers that replace the page
let clicking = Promise.resolve(); // the click that began: on a page that is replaced meanwhile it would press nothing
let longestPress = 2_000; // milliseconds that an answer waits for a button that is held
let release = () => {}; // ends the wait for it

/** Send the form in the background and return the answer. */
function send(path, { button, signal, accept = "text/html" } = {}) {
  const values = new URLSearchParams(new FormData(find("choices")));
  if (button) values.append(button.name, button.value);
  return fetch(path, { method: "POST", body: values, signal, headers: { Accept: accept } });
}

// The pages

/** Show the pages of what is chosen; an earlier request that is not answered yet is dropped. */
async function showPages() {
  clearTimeout(timer);
  timer = undefined;
  request?.abort();
  const own = (request = new AbortController());
  setBusy(true);
  try {
    const text = await readAnswer(await send("/pages", { signal: own.signal }));
    if (own.signal.aborted) return;
    replacePages(text);
  } catch (error) {
    if (own.signal.aborted) return;
    find("pages").replaceChildren(); // they are not those of the form, and may have the words for another patient
    showFailure(explainFailure(error.status), true);
  }
  setBusy(false);
}

/** Return the text of an answer. */
async function readAnswer(answer) {
  if (!answer.ok) throw Object.assign(new Error(answer.statusText), { status: answer.status });
  return answer.text();
}

function showPagesSoon() {
  clearTimeout(timer);
  timer = setTimeout(showPages, WAIT);
}

function setBusy(isBusy) {
  clearTimeout(slowTimer);
  find("pages").setAttribute("aria-busy", String(isBusy));
  if (isBusy) slowTimer = setTimeout(() => (find("waiting").hidden = false), SLOW);
  else find("waiting").hidden = true;
}

function replacePages(text) {
  const pages = find("pages"), isHere = pages.contains(document.activeElement);
  if (!keepFocus(() => (pages.innerHTML = text)) && isHere) find("pages-title").focus({ preventScroll: true });
  if ("unanswered" in find("failure").dataset) find("failure").hidden = true;
  showErrors();
  const { announcement, stock } = pages.querySelector("[data-announcement]").dataset;
  announce(announcement);
  if (stock !== find("choices").dataset.stock) refreshPage(stock);
}

/** Let a screen reader say something, once. */
function announce(text) {
  if (find("announcement").textContent !== text) find("announcement").textContent = text;
}

/** Say what failed, until something is entered; that the desk did not answer, until it answers. */
function showFailure(text, isUnanswered = false) {
  const failure = find("failure");
  failure.textContent = text;
  failure.toggleAttribute("data-unanswered", isUnanswered);
  failure.hidden = false;
}

/** Show what is wrong beside each field. */
function showErrors() {
  const places = [...find("pages").querySelectorAll("#errors [data-field]")];
  const reasons = new Map(places.map((place) => [place.dataset.field, place.textContent]));
  for (const place of findAll("[data-error-for]:not(#set_name-error)")) {
    const reason = reasons.get(place.dataset.errorFor) ?? "";
    place.textContent = reason;
    place.hidden = !reason;
    place.closest(".field")?.classList.toggle("wrong", Boolean(reason));
    const field = find(place.dataset.errorFor);
    if (reason) field?.setAttribute("aria-invalid", "true");
    else field?.removeAttribute("aria-invalid");
  }
}

/** Return the first error beside a field, or nothing; nothing, too, while that is being found out again. */
function findMistake() {
  if (timer || find("pages").getAttribute("aria-busy") === "true") return undefined;
  return findAll("[data-error-for]:not([hidden], #set_name-error)")[0];
}

/** Say why no file is made, and move to the field that is wrong, or to the first of those that are. */
function showMistake(place) {
  showFailure(place.textContent);
  const fields = place.closest("fieldset, .part").querySelectorAll("input:not([type=hidden], :disabled)");
  (find(place.dataset.errorFor) ?? [...fields].find((field) => field.offsetParent))?.focus();
}

// The sheets and their order

function filterSheets() {
  const words = find("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const guide of findAll("#catalog fieldset")) {
    const rows = [...guide.querySelectorAll("[data-words]")];
    for (const row of rows) row.hidden = !words.every((word) => row.dataset.words.includes(word));
    const shown = rows.filter((row) => !row.hidden).length;
    guide.hidden = words.length > 0 && shown === 0;
    count += shown;
  }
  const found = count === 1 ? "1 sheet" : count ? `${count} sheets` : "No sheets found.";
  find("found").textContent = words.length ? found : "";
}

const listRows = () => findAll("#order ol > li");

/** Keep the list of the order equal to what is ticked. */
function updateOrder() {
  const ticked = findAll("[name=sheet]:checked");
  const keys = new Set(ticked.map((box) => box.value));
  for (const row of listRows()) if (!keys.has(row.dataset.key)) row.remove();
  const listed = new Set(listRows().map((row) => row.dataset.key));
  for (const box of ticked) if (!listed.has(box.value)) find("order").querySelector("ol").append(makeRow(box));
  const rows = listRows();
  find("order").hidden = rows.length < 2;
  rows.forEach((row, place) => {
    row.querySelector("[name=up]").disabled = place === 0;
    row.querySelector("[name=down]").disabled = place === rows.length - 1;
  });
}

function makeRow(box) {
  const row = find("order-row").content.firstElementChild.cloneNode(true);
  const title = box.labels[0].firstChild.textContent.trim();
  row.dataset.key = row.querySelector("[name=order]").value = box.value;
  row.querySelector(".title").textContent = title;
  for (const button of row.querySelectorAll("button")) {
    button.id = box.id.replace("sheet", button.name);
    button.value = box.value;
    button.setAttribute("aria-label", `${button.title}: ${title}`);
  }
  return row;
}

/** Move a row. The focus stays on its button, or goes to the other one at an end of the list. */
function moveRow(button) {
  const row = button.closest("li");
  if (button.name === "up") row.previousElementSibling?.before(row);
  else row.nextElementSibling?.after(row);
  updateOrder();
  (button.disabled ? row.querySelector("button:not(:disabled)") : button).focus();
  announce(`${row.querySelector(".title").textContent}: ${listRows().indexOf(row) + 1} of ${listRows().length}`);
  showPagesSoon();
}

/** Show the options of the decision aids that are ticked. */
function updateOptions() {
  for (const box of findAll("[data-options]")) find(box.dataset.options).hidden = !box.checked;
}

// The buttons

const patientFields = () => findAll("#patient-part :is(input:not([type=checkbox]), textarea)");

/** Let links to other pages open a new tab while something is written for a patient, which this page would lose. */
function updateLinks() {
  const hasWords = patientFields().some((field) => field.value);
  for (const link of document.querySelectorAll('.bar a, .choices a[href="/sets"]')) {
    link.target = hasWords ? "_blank" : "";
    link.querySelector(".unseen")?.remove();
    if (hasWords) link.append(Object.assign(document.createElement("span"), { className: "unseen", textContent: " (opens a new tab)" }));
  }
}

function clearPatient() {
  for (const field of patientFields()) field.value = "";
  updateLinks();
  showPages();
  find("patient").focus();
}

/** Empty the fields that are still as they were printed. What cannot be printed stays, to be corrected. */
async function clearPrinted() {
  const printed = new Map(patientFields().map((field) => [field.id, field.value]));
  const text = await send("/pages").then(readAnswer).catch(() => null);
  if (text === null || parsePage(text).querySelector("#errors li, .sheet > .danger, [data-changed]")) return;
  for (const field of patientFields()) if (field.value === printed.get(field.id)) field.value = "";
  updateLinks();
  showPages();
  if (document.activeElement.id === "print") find("patient").focus();
}

const parsePage = (text) => new DOMParser().parseFromString(text, "text/html");

// What is entered

const readField = (field) => (field.type === "checkbox" ? field.checked : field.value);
const listKeys = () => listRows().map((row) => row.dataset.key);

/** Return the value of each field by its id, and the order of the sheets. */
function readEntries() {
  const fields = findAll(":is(input, select, textarea)[id]");
  return { values: new Map(fields.map((field) => [field.id, readField(field)])), keys: listKeys() };
}

/** Let a page that was just shown keep what was entered after the request for it, and what no request has. */
function keepEntries(entered, sent) {
  for (const [id, value] of entered.values) {
    const field = find(id);
    if (!field || field.disabled || (field.name && value === sent.values.get(id))) continue;
    const isGone = field.options && ![...field.options].some((option) => option.value === value);
    if (field.type === "checkbox") field.checked = value;
    else if (!isGone) field.value = value;
  }
  updateOrder();
  if (entered.keys.join() === sent.keys.join()) return;
  const place = (row) => (entered.keys.indexOf(row.dataset.key) + 1 || Infinity);
  find("order").querySelector("ol").append(...listRows().sort((one, other) => place(one) - place(other)));
}

/** Let the desk do what a button says, and show the page that it returns: one answer after the other. */
function replacePage(button) {
  replacing = replacing.then(() => replaceNow(button));
}

/** Show the page again if a set, a clinic or a guide was changed in another tab, unless an answer already brought that. */
function refreshPage(stock) {
  replacing = replacing.then(() => stock !== find("choices").dataset.stock && replaceNow());
}

/** The older pages stay until new ones come; so does what is entered while the desk answers. */
async function replaceNow(button) {
  const sent = readEntries();
  try {
    const page = parsePage(await readAnswer(await send("/", { button })));
    await clicking;
    if (!keepFocus(() => showPage(page, sent))) find("main").focus({ preventScroll: true });
  } catch (error) {
    if (!button) {
      find("pages").replaceChildren(); // they are not those of the form
      find("choices").dataset.stock = ""; // so that the next pages bring the page again
    }
    showFailure(explainFailure(error.status), true);
  }
}

/** Show a page in place of this one, with the older pages of sheets and with what was entered since the form was sent. */
function showPage(page, sent) {
  const entered = readEntries(), scrolled = find("choices").scrollTop;
  page.getElementById("pages").replaceChildren(...find("pages").childNodes);
  find("main").replaceWith(document.adoptNode(page.getElementById("main")));
  keepEntries(entered, sent);
  start();
  find("choices").scrollTop = find("notice").hidden && find("failure").hidden ? scrolled : 0;
}

/** Show the text for the chart in a dialog, which is open while the text is made, so that nothing is chosen meanwhile. */
async function showChartText() {
  const dialog = find("chart-dialog"), field = find("chart-text"), own = new AbortController();
  field.value = "Making the text …";
  find("chart-copied").textContent = "";
  find("copy-chart").disabled = true;
  dialog.addEventListener("close", () => own.abort(), { once: true });
  dialog.showModal();
  try {
    const answer = await send("/chart", { accept: "text/plain", signal: own.signal });
    const text = await answer.text();
    if (answer.headers.get("content-type").startsWith("text/plain")) {
      field.value = text;
      field.setSelectionRange(0, 0);
      field.scrollTop = 0;
      find("copy-chart").disabled = false;
      find("copy-chart").focus();
      return;
    }
    showFailure(parsePage(text).querySelector("main li")?.textContent ?? explainFailure(answer.status));
  } catch {
    if (own.signal.aborted) return;
    showFailure(explainFailure(), true);
  }
  dialog.close();
}

/** Copy the text. A page that is served by another computer has no clipboard, but an older way. */
async function copyChartText() {
  find("chart-text").select();
  let isCopied = false;
  try {
    await navigator.clipboard.writeText(find("chart-text").value);
    isCopied = true;
  } catch {
    isCopied = document.execCommand("copy");
  }
  find("chart-copied").textContent = isCopied ? "Copied." : "It cannot be copied here. Select the text and copy it.";
}

/** Return whether a file can be made, and say why if not. */
function canMakeFile(button) {
  const hasWords = button.id === "print" || button.id === "download-pdf";
  if (!findAll("[name=sheet]:checked").length) {
    showFailure("No sheet is chosen. Tick a sheet first.");
    findAll("[name=sheet]").find((box) => box.offsetParent)?.focus();
    return false;
  }
  const mistake = hasWords && findMistake();
  if (mistake) showMistake(mistake);
  return !mistake;
}

/** What each button does here. Without an entry the form is sent as it is. */
const ACTIONS = {
  show: showPages,
  up: moveRow,
  down: moveRow,
  clear: clearPatient,
  apply: replacePage,
  save: replacePage,
  replace: replacePage,
  reload: replacePage,
};

function handleSubmit(event) {
  const button = event.submitter;
  const action = button ? ACTIONS[button.name] : showPages;
  if (action) {
    event.preventDefault();
    action(button);
  } else if (!canMakeFile(button)) {
    event.preventDefault();
  } else if (button.id === "chart") {
    event.preventDefault();
    showChartText();
  } else if (button.id === "print" && find("clear-after").checked) {
    clearPrinted();
  }
}

function handleInput(event) {
  if (event.target.id === "search") filterSheets();
  if (!event.target.name || event.target.name === "set_name") return;
  find("notice").hidden = true;
  if (!("unanswered" in find("failure").dataset)) find("failure").hidden = true;
  if (event.target.id === "region" || event.target.id === "clinic") {
    replacePage(); // it may have other options or practitioners
    return;
  }
  updateLinks();
  updateOrder();
  updateOptions();
  showPagesSoon();
}

function handleKey(event) {
  const menu = document.querySelector(".more[open]");
  if (event.key === "Escape" && menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else if (event.key === "Enter" && event.target.id === "search") {
    event.preventDefault();
  } else if (event.key === "Enter" && event.target.id === "set_name") {
    event.preventDefault();
    find("save-set").click();
  }
}

function handlePress() {
  clicking = new Promise((resolve) => {
    release = () => setTimeout(resolve, CLICK);
    setTimeout(resolve, longestPress);
  });
}

function handleClick(event) {
  const menu = document.querySelector(".more[open]");
  if (menu && !menu.contains(event.target)) menu.open = false;
  if (event.target.closest("#copy-chart")) copyChartText();
  if (event.target.closest("#close-chart")) find("chart-dialog").close();
}

/** Prepare a page that was just shown. */
function start() {
  find("choices").elements.script.value = "1";
  for (const part of document.querySelectorAll(".search, .clear-after")) part.hidden = false;
  filterSheets();
  updateLinks();
  updateOrder();
  updateOptions();
  if (find("pages").dataset.missing) showPages();
}

/** Show the pages again after another tab was used: a set, a clinic or a guide may have changed there. */
function handleReturn() {
  if (!document.hidden) showPages();
}

document.addEventListener("visibilitychange", handleReturn);
document.addEventListener("submit", handleSubmit);
document.addEventListener("input", handleInput);
document.addEventListener("keydown", handleKey);
document.addEventListener("pointerdown", handlePress);
for (const type of ["pointerup", "pointercancel"]) addEventListener(type, () => release());
document.addEventListener("click", handleClick);
start();
