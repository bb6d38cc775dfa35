// Replaces the parts of the preview when a file is saved. The place to which the page is scrolled, open lists and the
// focus stay; a picture is shown when it is decoded, so that nothing flickers.
"use strict";

const live = document.getElementById("live");
const parts = new Map(["state", "file", "remarks"].map((id) => [id, document.getElementById(id)]));
const shown = new Map();
let latest = 0;
let place = null;

// Browsers allow six connections to a server. A tab that is hidden for a minute gives up its own, and gets the newest
// version when it is seen again.
let events = null;
let hiding = 0;

const SILENCE = 3000; // milliseconds without a connection after which the page says so
let silence = 0;

function connect() {
  events?.close();
  events = new EventSource(`/events${location.search}`);
  events.addEventListener("message", (event) => show(JSON.parse(event.data)));
  events.addEventListener("open", hideSilence);
  events.addEventListener("error", () => {
    silence ||= setTimeout(() => (document.getElementById("stopped").hidden = false), SILENCE);
    if (events?.readyState === EventSource.CLOSED) setTimeout(() => events && connect(), 1000);
  });
}

function hideSilence() {
  clearTimeout(silence);
  silence = 0;
  document.getElementById("stopped").hidden = true;
}

function disconnect() {
  hideSilence();
  events?.close();
  events = null;
}

document.addEventListener("visibilitychange", () => {
  clearTimeout(hiding);
  if (document.hidden) hiding = setTimeout(disconnect, 60_000);
  else if (!events) connect();
});
addEventListener("pagehide", disconnect);
addEventListener("pageshow", (event) => event.persisted && connect());

async function show({ parts: texts, announcement, title }) {
  const number = ++latest;
  const changed = Object.entries(texts).filter(([id, text]) => shown.get(id) !== text);
  const fragments = new Map(changed.map(([id, text]) => [id, parse(text)]));
  await Promise.race([Promise.all([...fragments.values()].map(decodePictures)), wait(2000)]);
  if (number !== latest) return;
  const anchor = findAnchor();
  for (const [id, fragment] of fragments) {
    replace(parts.get(id), fragment);
    shown.set(id, texts[id]);
  }
  keepPlace(anchor);
  document.title = `${title} – acucontent`;
  if (announcement) announce(announcement);
}

function parse(text) {
  const template = document.createElement("template");
  template.innerHTML = text;
  return template.content;
}

// Decodes the new pictures of a fragment, in elements of this document, before they are put into it.
function decodePictures(fragment) {
  const known = new Set([...document.querySelectorAll("#file img")].map((img) => img.getAttribute("src")));
  const fresh = [...fragment.querySelectorAll("img")].filter((img) => !known.has(img.getAttribute("src")));
  return Promise.all(
    fresh.map(async (img) => {
      const decoded = document.importNode(img);
      await decoded.decode().catch(() => null);
      img.replaceWith(decoded);
    }),
  );
}

function replace(part, fragment) {
  const loaded = new Map([...part.querySelectorAll("img")].map((img) => [img.getAttribute("src"), img]));
  for (const img of fragment.querySelectorAll("img")) {
    const known = loaded.get(img.getAttribute("src"));
    if (known) {
      known.alt = img.alt;
      img.replaceWith(known);
    }
  }
  const frame = part.querySelector("iframe"), next = fragment.querySelector("iframe");
  if (frame && next) {
    keepFramePlace(frame, next.getAttribute("src"));
  } else {
    keepFocus(() => {
      part.replaceChildren(fragment);
      showCopyButtons(part);
    });
  }
}

function keepFramePlace(frame, source) {
  if (frame.getAttribute("src") === source) return;
  const top = frame.contentWindow.scrollY;
  frame.addEventListener("load", () => frame.contentWindow.scrollTo(0, top), { once: true });
  frame.src = source;
}

// The page that is read now, and how far it is from the top of the window; null if no pages are shown.
function findAnchor() {
  for (const side of document.querySelectorAll(".side")) {
    const { top, bottom } = side.getBoundingClientRect();
    if (bottom > 0) return { id: side.id, top };
  }
  return null;
}

// Scrolls to the place that was read. Problems are shown from the first one, and the place is found again after them.
function keepPlace(anchor) {
  place = anchor ?? place;
  const side = place && document.getElementById(place.id);
  if (side) scrollTo({ top: scrollY + side.getBoundingClientRect().top - place.top, behavior: "instant" });
  else if (anchor) scrollTo({ top: 0, behavior: "instant" });
}

function announce(text) {
  live.textContent = "";
  setTimeout(() => (live.textContent = text), 50);
}

function wait(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function showCopyButtons(part) {
  for (const button of part.querySelectorAll("button.copy")) button.hidden = false;
}

async function copy(button) {
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    announce(`Copied ${button.dataset.copy}`);
    button.classList.add("done");
    setTimeout(() => button.classList.remove("done"), 1500);
  } catch {
    getSelection().selectAllChildren(button.closest(".place").querySelector("code"));
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button.copy");
  if (button) copy(button);
});
document.querySelector(".views").addEventListener("change", (event) => event.currentTarget.requestSubmit());
document.querySelector(".views .show").hidden = true;
showCopyButtons(document);
connect();
