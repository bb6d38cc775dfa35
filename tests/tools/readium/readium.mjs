// node readium.mjs FOLDER [PICTURES]: opens each page of a folder (FOLDER/*.xhtml) with the style sheets of Readium CSS 1
// (Thorium, among others) and 2, in each theme, size and width, and prints what cannot be read. With PICTURES, a folder,
// drawings and the beginning of the safety chapter are saved as pictures.
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const packages = dirname(dirname(createRequire(import.meta.url).resolve("puppeteer-core/package.json")));
const folder = resolve(process.argv[2]);
const pictures = process.argv[3] && resolve(process.argv[3]);
const pages = readdirSync(folder).filter((name) => name.endsWith(".xhtml")).sort();

const SYSTEMS = {
  "readium 1": join(packages, "r2-navigator-js", "dist", "ReadiumCSS"),
  "readium 2": join(packages, "@readium", "css", "css", "dist"),
};
// The themes of Readium CSS 1. Version 2 has no themes of its own: a reading system sets the same colors as variables.
const COLORS = {
  day: ["#ffffff", "#121212", "#0000ee", "#551a8b"],
  sepia: ["#faf4e8", "#121212", "#0000ee", "#551a8b"],
  night: ["#000000", "#fefefe", "#63caff", "#0099e5"],
};
const NAMES = ["backgroundColor", "textColor", "linkColor", "visitedColor"];
const SETTINGS = ["day", "sepia", "night"].flatMap((theme) =>
  [360, 800].flatMap((width) => ["100%", "200%"].map((size) => ({ theme, width, size }))),
);

const style = (system, { theme, size }) => {
  const set = { "--USER__view": "readium-scroll-on", "--RS__pageGutter": "20px" };
  if (system === "readium 1") set["--USER__appearance"] = `readium-${theme === "day" ? "default" : theme}-on`;
  else COLORS[theme].forEach((color, place) => (set[`--USER__${NAMES[place]}`] = color));
  if (size !== "100%") set["--USER__fontSize"] = size;
  return Object.entries(set).map(([name, value]) => `${name}: ${value}`).join("; ");
};

// Runs in the page.
const inspect = () => {
  const parse = (color) => {
    const [r, g, b, a = 1] = color.match(/[\d.]+/g).map(Number);
    return { rgb: [r, g, b], a };
  };
  const blend = (paint, opacity, ground) => ground.map((part, place) => opacity * paint[place] + (1 - opacity) * part);
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, two) => {
    const [dark, light] = [luminance(one), luminance(two)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const ground = (element) => {
    if (!element) return [255, 255, 255];
    const { rgb, a } = parse(getComputedStyle(element).backgroundColor);
    return a === 1 ? rgb : blend(rgb, a, ground(element.parentElement));
  };
  const painted = (look, name, under) => {
    if (look[name] === "none") return null;
    const { rgb, a } = parse(look[name]);
    return blend(rgb, a * Number(look[`${name}Opacity`]), under);
  };
  const SHAPES = "path, polyline, circle, rect";
  const behind = (text) => {
    const svg = text.ownerSVGElement;
    const { left, right, top, bottom } = text.getBoundingClientRect();
    let found = ground(svg);
    for (const shape of svg.querySelectorAll(SHAPES)) {
      if (shape.closest("defs") || !(shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
      const box = shape.getBoundingClientRect();
      const covers = box.left <= (left + right) / 2 && box.right >= (left + right) / 2;
      if (!covers || box.top > (top + bottom) / 2 || box.bottom < (top + bottom) / 2) continue;
      const paint = shape.tagName !== "polyline" && painted(getComputedStyle(shape), "fill", found);
      if (paint) found = paint;
    }
    return found;
  };
  const hidden = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return !element.checkVisibility({ visibilityProperty: true }) || width <= 1 || height <= 1 || element.closest("thead, [hidden]");
  };
  const faults = [];
  const width = document.documentElement.clientWidth;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const letters = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const drawn = element.tagName === "text";
    if (!node.data.trim() || (element.ownerSVGElement && !drawn) || hidden(element)) continue;
    const look = getComputedStyle(element);
    const under = drawn ? behind(element) : ground(element);
    const color = drawn ? painted(look, "fill", under) : blend(parse(look.color).rgb, parse(look.color).a, under);
    const found = contrast(color, under);
    if (found < 4.5) faults.push(`contrast ${found.toFixed(2)}: ${node.data.trim().slice(0, 60)}`);
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (!element.closest(".table-room") && (box.right > width + 1 || box.left < -1)) {
      faults.push(`cut off: ${node.data.trim().slice(0, 60)}`);
    }
  }
  for (const svg of document.querySelectorAll("svg")) {
    const frame = svg.getBoundingClientRect();
    const boxes = [...svg.querySelectorAll("text")].map((text) => ({ text, box: text.getBoundingClientRect() }));
    for (const { text, box } of boxes) {
      // The em box of the text in the page, whatever zooms it.
      const height = box.height / text.getBBox().height;
      letters.push(height * parseFloat(getComputedStyle(text).fontSize));
      const inside = box.left >= frame.left - 1 && box.right <= frame.right + 1;
      if (!inside) faults.push(`out of its drawing: ${text.textContent}`);
      for (const other of boxes) {
        if (other.text === text || !(text.compareDocumentPosition(other.text) & 4)) continue;
        const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        if (across > 1 && down > 0.45 * box.height) faults.push(`covers: ${text.textContent} | ${other.text.textContent}`);
      }
    }
    for (const shape of svg.querySelectorAll(SHAPES)) {
      const look = getComputedStyle(shape);
      const under = ground(svg);
      const line = shape.tagName === "polyline";
      const paints = [painted(look, "stroke", under), line ? null : painted(look, "fill", under)].filter(Boolean);
      const found = Math.max(...paints.map((paint) => contrast(paint, under)));
      if (found < 3) faults.push(`contrast of a shape ${found.toFixed(2)}: ${shape.outerHTML.slice(0, 120)}`);
    }
  }
  if (document.documentElement.scrollWidth > width + 1) faults.push(`wider than the screen: ${document.documentElement.scrollWidth}`);
  return { faults, letters: letters.length ? Math.min(...letters) : null, body: parseFloat(getComputedStyle(document.body).fontSize) };
};

const dress = (style) => {
  // The order in which reading systems inject: first, without styles of the book, and last.
  const add = (css, place) => {
    const element = document.createElementNS("http://www.w3.org/1999/xhtml", "style");
    element.textContent = css;
    document.head[place](element);
  };
  add(style.before, "prepend");
  add(style.after, "append");
};

// Saves each figure, and the first screens of the safety chapter.
const picture = async (page, name, setting) => {
  const stem = [name.replace(".xhtml", ""), ...setting].join("_").replaceAll(" ", "").replace("%", "");
  const figures = await page.$$("figure");
  for (const [place, figure] of figures.entries()) {
    await figure.screenshot({ path: join(pictures, `${stem}_${place + 1}.png`) });
  }
  if (name.startsWith("safety")) {
    const { width, height } = page.viewport();
    await page.screenshot({ path: join(pictures, `${stem}.png`), clip: { x: 0, y: 0, width, height: 2 * height } });
  }
};

const browser = await puppeteer.launch({
  timeout: 240_000,
  executablePath: process.env.PUPPETEER_EXECUTABLE_PATH,
  args: ["--no-sandbox", "--disable-setuid-sandbox", "--allow-file-access-from-files"],
  protocolTimeout: 600_000,
});
try {
  const reports = [];
  const page = await browser.newPage();
  page.setDefaultTimeout(240_000);
  if (pictures) mkdirSync(pictures, { recursive: true });
  for (const [system, css] of Object.entries(SYSTEMS)) {
    const sheets = { before: "before", after: "after" };
    for (const name of Object.keys(sheets)) sheets[name] = readFileSync(join(css, `ReadiumCSS-${name}.css`), "utf8");
    for (const name of pages) {
      await page.goto(pathToFileURL(join(folder, name)).href, { waitUntil: "load" });
      await page.evaluate(dress, sheets);
      for (const setting of SETTINGS) {
        await page.setViewport({ width: setting.width, height: setting.width === 360 ? 740 : 1100 });
        await page.evaluate((text) => document.documentElement.setAttribute("style", text), style(system, setting));
        reports.push({ page: name, system, ...setting, ...(await page.evaluate(inspect)) });
        if (pictures) await picture(page, name, [system, setting.theme, setting.width, setting.size]);
      }
    }
  }
  process.stdout.write(JSON.stringify(reports));
} finally {
  await browser.close();
}
