// node axe.mjs FOLDER: opens each page of a folder on screens of several widths, by day and by night, and prints what
// axe-core finds wrong with it, and what is wider than the screen. Pages of ebooks are *.xhtml, web pages are *.html.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const folder = resolve(process.argv[2]);
const pages = readdirSync(folder).filter((name) => /\.x?html$/.test(name)).sort();

// A screen of 1280 pixels at a zoom of 200 % is 640 pixels wide.
const WEB_SCREENS = [320, 640, 768, 1280].flatMap((width) =>
  [false, true].map((night) => ({ width, height: 900, night, whole: true })),
);
const EBOOK_SCREENS = [
  { width: 320, height: 640, night: false, whole: true },
  { width: 320, height: 640, night: true, whole: false },
  { width: 390, height: 844, night: false, whole: false },
  { width: 390, height: 844, night: true, whole: false },
  { width: 820, height: 1180, night: false, whole: true },
  { width: 820, height: 1180, night: true, whole: false },
];
// A reading system has landmarks and headings of its own around a page: so for Ace, too.
const NOT_OURS = ["bypass", "region", "page-has-heading-one", "landmark-one-main", "landmark-complementary-is-top-level"];
// What does not hang on the look was seen on the whole run of the same markup.
const LOOK = ["color-contrast", "target-size", "link-in-text-block", "scrollable-region-focusable", "avoid-inline-spacing"];
// axe-core looks past the roles of DPUB-ARIA when it asks whether an element may have a label; doc-pagebreak may (DPUB-ARIA
// 1.1), and Ace, whose axe knows it, says so.
const LABELLED = 'role="doc-pagebreak"';
// What a reading system paints at night, before the book's own styles.
const NIGHT = "html{background:#000;color:#fff}a:link{color:#8ab4f8}a:visited{color:#c58af9}";

const found = async (page, { whole }, isWeb) =>
  page.evaluate(
    async (notOurs, look, whole, labelled) => {
      const rules = Object.fromEntries(notOurs.map((rule) => [rule, { enabled: false }]));
      const options = whole
        ? { rules: { ...rules, "target-size": { enabled: true } } }
        : { runOnly: { type: "rule", values: look } };
      const result = await axe.run(document, { ...options, resultTypes: ["violations"] });
      return result.violations.flatMap(({ id, impact, nodes }) =>
        nodes
          .filter((node) => id !== "aria-prohibited-attr" || !node.html.split(">")[0].includes(labelled))
          .map((node) => ({ rule: id, impact, html: node.html.slice(0, 200), says: node.failureSummary })),
      );
    },
    isWeb ? [] : NOT_OURS,
    LOOK,
    whole,
    LABELLED,
  );

const wider = async (page) =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const out = [...document.body.querySelectorAll("*")].filter((each) => each.getBoundingClientRect().right > width + 0.5);
    return out.slice(0, 5).map((each) => each.outerHTML.slice(0, 200));
  });

const seen = async (browser, name) => {
  const page = await browser.newPage();
  page.setDefaultTimeout(240_000);
  const reports = [];
  const isWeb = name.endsWith(".html");
  for (const screen of isWeb ? WEB_SCREENS : EBOOK_SCREENS) {
    await page.setViewport({ width: screen.width, height: screen.height });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: screen.night ? "dark" : "light" }]);
    await page.goto(pathToFileURL(join(folder, name)).href, { waitUntil: "load" });
    if (screen.night && !isWeb) {
      await page.evaluate((css) => {
        const style = document.createElementNS("http://www.w3.org/1999/xhtml", "style");
        style.textContent = css;
        document.head.prepend(style);
      }, NIGHT);
    }
    await page.evaluate(axe);
    const { width, night } = screen;
    reports.push({ page: name, width, night, violations: await found(page, screen, isWeb), wider: await wider(page) });
  }
  await page.close();
  return reports;
};

const browser = await puppeteer.launch({
  timeout: 240_000,
  executablePath: process.env.PUPPETEER_EXECUTABLE_PATH,
  args: ["--no-sandbox", "--disable-setuid-sandbox", "--allow-file-access-from-files"],
  protocolTimeout: 600_000,
});
try {
  const reports = [];
  const waiting = [...pages];
  const work = async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) reports.push(...(await seen(browser, name)));
  };
  await Promise.all([work(), work()]);
  process.stdout.write(JSON.stringify(reports.sort((one, other) => one.page.localeCompare(other.page))));
} finally {
  await browser.close();
}
