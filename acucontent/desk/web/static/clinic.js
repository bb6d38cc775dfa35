// The script of the form of a clinic. Everything works without it, by buttons; with it errors and the sheet follow the form.
"use strict";

const CHECK_WAIT = 300, SHEET_WAIT = 700; // milliseconds of quiet after which errors and the sheet are asked for

const form = document.getElementById("overlay");
const sheet = document.getElementById("sheet");
const summary = document.getElementById("summary");
const others = document.getElementById("others");
const status = document.getElementById("preview-status");
const requests = {};
const logo = form.elements.logo_file;
let checkTimer, sheetTimer;

/** Post the form; an earlier request for the same answer that is not there yet is dropped. Return its text; null without an answer. */
async function post(name, body) {
  requests[name]?.abort();
  const own = (requests[name] = new AbortController());
  let status;
  try {
    const answer = await fetch(`${form.action}/${name}`, { method: "POST", body, signal: own.signal });
    const text = await answer.text();
    if (answer.ok) return text;
    status = answer.status;
  } catch (error) {
    if (error.name === "AbortError") return null;
  }
  showSummary(explainFailure(status), "error");
  sheet.setAttribute("aria-busy", "false");
  return null;
}

function showSummary(text, kind) {
  if (summary.textContent !== text) summary.textContent = text;
  summary.className = kind;
}

/** Show what is wrong with the form, and return whether the desk answered. A new logo is sent only with the whole form. */
async function check({ isWhole = false } = {}) {
  const fields = new FormData(form);
  if (!isWhole) fields.delete("logo_file");
  const text = await post("check", fields);
  if (text !== null) showErrors(JSON.parse(text));
  return text !== null;
}

/** Show why a field is wrong, or that it is not. */
function showError(path, message) {
  const place = form.querySelector(`[data-error-for="${path}"]`);
  const field = path === "logo" ? logo : form.elements.namedItem(path);
  const isNew = place.textContent !== message;
  place.textContent = message;
  place.hidden = !message;
  if (message && isNew && field === document.activeElement) place.scrollIntoView({ block: "nearest" }); // not behind the bar
  place.closest(".field").classList.toggle("wrong", Boolean(message));
  if (message) field?.setAttribute("aria-invalid", "true");
  else field?.removeAttribute("aria-invalid");
  offerColor(field, message);
}

function showErrors(errors) {
  for (const { dataset } of form.querySelectorAll("[data-error-for]")) {
    const path = dataset.errorFor;
    if (path !== "logo" || !logo.files.length) showError(path, errors.fields[path] ?? ""); // a new logo is checked with the sheet
  }
  others.querySelector("ul").replaceChildren(...errors.others.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
  others.hidden = errors.others.length === 0;
  const count = Object.keys(errors.fields).length;
  const text = count === 0 ? "" : count === 1 ? "1 field needs a correction." : `${count} fields need a correction.`;
  showSummary(text, count ? "error" : "quiet");
}

/** Return why a new logo cannot be sent; the browser then does not send the form either. */
function explainLogo() {
  const most = Number(logo.dataset.mostBytes);
  const isLarge = logo.files.length > 0 && logo.files[0].size > most;
  const reason = isLarge ? `The file is larger than ${most / 1_000_000} MB. To fix it, choose a smaller picture.` : "";
  logo.setCustomValidity(reason);
  return reason;
}

async function showSheet() {
  const fields = new FormData(form), tooLarge = explainLogo();
  if (tooLarge) fields.delete("logo_file");
  sheet.setAttribute("aria-busy", "true");
  const text = await post("preview", fields);
  if (text === null) return;
  sheet.innerHTML = text;
  sheet.setAttribute("aria-busy", "false");
  if (logo.files.length) showError("logo", tooLarge || sheet.querySelector("[data-wrong-logo]").textContent);
  const title = sheet.querySelector("h3")?.textContent;
  status.textContent = title ? `The sheet ${title} was drawn again.` : "";
}

function checkAll() {
  clearTimeout(checkTimer);
  return check({ isWhole: true });
}

/** Return whether the form waits for a check, which a second one would stop. */
const isSending = () => "sending" in form.dataset;

function follow() {
  if (isSending()) return;
  clearTimeout(checkTimer);
  clearTimeout(sheetTimer);
  checkTimer = setTimeout(() => check(), CHECK_WAIT);
  sheetTimer = setTimeout(showSheet, SHEET_WAIT);
}

/** Add a color picker beside a color. */
function addPicker(field) {
  const box = document.createElement("span"), picker = document.createElement("input"), offer = document.createElement("button");
  box.className = "swatch";
  picker.type = "color";
  picker.setAttribute("aria-label", `${form.querySelector(`label[for="${field.id}"]`).textContent}: pick`);
  offer.type = "button";
  offer.hidden = true;
  offer.addEventListener("click", () => setColor(field, offer.dataset.color));
  picker.addEventListener("input", () => setColor(field, picker.value));
  field.addEventListener("input", () => copyColor(field, picker));
  box.append(picker, offer);
  field.after(box);
  copyColor(field, picker);
}

function setColor(field, color) {
  field.value = color;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function copyColor(field, picker) {
  const color = field.value.trim();
  if (!color) picker.value = "#ffffff"; // none
  else if (/^#[0-9a-f]{6}$/i.test(color)) picker.value = color;
}

/** Offer the nearest readable color that a message names. */
function offerColor(field, message) {
  const offer = field?.dataset && "color" in field.dataset ? field.parentElement.querySelector(".swatch button") : null;
  if (!offer) return;
  const colors = message.match(/#[0-9a-f]{6}/gi) ?? [];
  offer.hidden = colors.length < 2;
  offer.dataset.color = colors.at(-1) ?? "";
  offer.textContent = `Use ${offer.dataset.color}`;
}

for (const field of form.querySelectorAll("[data-color]")) addPicker(field);
form.addEventListener("input", follow);
logo.addEventListener("input", explainLogo);
keepEntered(form, checkAll);
document.addEventListener("visibilitychange", () => { if (!document.hidden && !isSending()) check(); }); // the file may have changed in another tab
document.getElementById("show").hidden = true;
if (!sheet.querySelector("img")) sheet.innerHTML = '<p class="quiet">The sheet is being drawn …</p>';
showSheet();
