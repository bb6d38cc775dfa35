// The search of a site. It works from a disk: the index of each folder is a script, and nothing is fetched or sent.
"use strict";
(() => {
  const LIMIT = 25; // results that are listed
  const DELAY = 200; // milliseconds after the last key, so that a screen reader does not announce each letter
  const ENDINGS = 2; // letters of an ending: "pacemakers" also finds "pacemaker"
  const SHORTEST_STEM = 4;
  const IN_TITLE = 4; // how much more a word in a title says
  const OTHER_FORM = 0.6; // how much the beginning of a word or another ending says
  const BEFORE = 60; // letters of an extract before the first word that was found
  const EXTRACT = 220;

  const form = document.querySelector("form.search");
  const input = form.elements.q;
  const select = form.elements.region;
  const status = document.getElementById("status");
  const results = document.getElementById("results");
  const list = results.querySelector("ol");
  const loaded = new Map();

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const findWords = (text) => [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)];
  const listWords = (text) => findWords(text).map((match) => fold(match[0]));

  // A term finds itself, the words that begin with it, and words that lack its ending.
  const isOtherForm = (word, term) =>
    (term.length > 1 && word.startsWith(term)) ||
    (word.length >= SHORTEST_STEM && term.startsWith(word) && term.length - word.length <= ENDINGS);

  const load = (folder) => {
    if (!loaded.has(folder)) {
      const script = document.createElement("script");
      script.src = `${folder}/${form.dataset.index}`;
      const pending = new Promise((resolve, reject) => {
        script.onload = () => resolve(prepare(self.acucontentSearchIndexes[folder]));
        script.onerror = () => reject(new Error(script.getAttribute("src")));
      });
      loaded.set(folder, pending);
      document.head.append(script);
    }
    return loaded.get(folder);
  };

  const prepare = ({ pages, sections }) => {
    const places = new Map(); // the weight of each word in each section, by word and section
    const add = (word, section, weight) => {
      const found = places.get(word) ?? new Map();
      found.set(section, (found.get(section) ?? 0) + weight);
      places.set(word, found);
    };
    sections.forEach(([, , title, , text], section) => {
      for (const word of listWords(title)) add(word, section, IN_TITLE);
      for (const word of listWords(text)) add(word, section, 1);
    });
    return { pages, sections, places };
  };

  // The score of each section for one term. Rare words say more, and each further occurrence says less.
  const scoreTerm = ({ sections, places }, term) => {
    const scores = new Map();
    for (const [word, found] of places) {
      if (word !== term && !isOtherForm(word, term)) continue;
      const rarity = Math.log(1 + sections.length / found.size);
      const form = word === term ? 1 : OTHER_FORM;
      for (const [section, weight] of found) {
        const score = form * rarity * (weight / (weight + 1.5));
        scores.set(section, Math.max(scores.get(section) ?? 0, score));
      }
    }
    return scores;
  };

  const rank = (index, terms) => {
    const found = new Map();
    for (const term of terms) {
      for (const [section, score] of scoreTerm(index, term)) {
        const before = found.get(section) ?? { section, score: 0, terms: 0 };
        found.set(section, { section, score: before.score + score, terms: before.terms + 1 });
      }
    }
    const most = Math.max(0, ...[...found.values()].map((each) => each.terms));
    const best = [...found.values()].filter((each) => each.terms === most);
    for (const each of best) {
      const [page, , , , , weight] = index.sections[each.section];
      each.score *= weight * index.pages[page][3];
    }
    best.sort((one, other) => other.score - one.score || one.section - other.section);
    return { best: dropCopies(index, best), complete: most === terms.length };
  };

  // A section that is in two handouts of a guide with the same words is listed once.
  const dropCopies = ({ pages, sections }, ranked) => {
    const seen = new Set();
    return ranked.filter(({ section }) => {
      const [page, , title, , text] = sections[section];
      const key = [pages[page][1], title, text].join("\n");
      return !seen.has(key) && seen.add(key);
    });
  };

  const isFound = (word, terms) => terms.some((term) => word === term || isOtherForm(word, term));

  // The text around the first word that was found, with each such word marked.
  const makeExtract = (text, terms) => {
    const made = document.createElement("p");
    const first = findWords(text).find((match) => isFound(fold(match[0]), terms));
    let start = Math.max(0, (first?.index ?? 0) - BEFORE);
    if (start > 0) start = text.indexOf(" ", start) + 1;
    let end = Math.min(text.length, start + EXTRACT);
    if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), start + 1);
    const shown = text.slice(start, end);
    let at = 0;
    made.append(start > 0 ? "… " : "");
    for (const match of findWords(shown)) {
      if (!isFound(fold(match[0]), terms)) continue;
      const mark = document.createElement("mark");
      mark.textContent = match[0];
      made.append(shown.slice(at, match.index), mark);
      at = match.index + match[0].length;
    }
    made.append(shown.slice(at), end < text.length ? " …" : "");
    return made;
  };

  const makeItem = ({ pages, sections }, { section }, terms) => {
    const [page, id, title, parent, text] = sections[section];
    const [pageTitle, guide, address] = pages[page];
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = `${address}#${id}`;
    link.textContent = title;
    const source = document.createElement("p");
    source.className = "small";
    source.textContent = [...new Set([guide, pageTitle, parent])].filter(Boolean).join(" › ");
    item.append(link, source, makeExtract(text, terms));
    return item;
  };

  const write = (message, values = {}) => {
    status.textContent = message.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  };

  const describe = (count, complete) => {
    const { found, foundOne, foundFirst, foundSome, notFound } = form.dataset;
    if (count === 0) return notFound;
    if (!complete) return foundSome;
    if (count === 1) return foundOne;
    return count > LIMIT ? foundFirst : found;
  };

  const show = async () => {
    const words = input.value.trim();
    const terms = [...new Set(listWords(words))];
    if (terms.length === 0) {
      list.replaceChildren();
      results.hidden = true;
      write("");
      return;
    }
    let index;
    try {
      index = await load(select.value);
    } catch (error) {
      loaded.delete(select.value);
      results.hidden = true;
      write(form.dataset.failed, { file: error.message });
      return;
    }
    if (input.value.trim() !== words) return; // a later search shows its own results
    const { best, complete } = rank(index, terms);
    list.replaceChildren(...best.slice(0, LIMIT).map((each) => makeItem(index, each, terms)));
    results.hidden = best.length === 0;
    write(describe(best.length, complete), { count: best.length, shown: Math.min(LIMIT, best.length), words });
  };

  let timer;
  const showLater = () => {
    clearTimeout(timer);
    timer = setTimeout(show, DELAY);
  };

  // A link to a search, such as index.html?q=pacemaker&region=gb, is a bookmark that a clinic can give.
  const asked = new URLSearchParams(location.search);
  if (asked.get("q") && !input.value) input.value = asked.get("q");
  if ([...select.options].some((option) => option.value === asked.get("region"))) select.value = asked.get("region");

  form.hidden = false;
  input.addEventListener("input", showLater);
  select.addEventListener("change", show);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(timer);
    await show();
    if (!results.hidden) results.querySelector("h2").focus();
  });
  addEventListener("pageshow", show); // a browser that goes back to the page restores the words
})();
