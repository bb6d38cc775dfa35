// node site.mjs FILE WORDS [REGION]: opens the index of a site from the disk without a network, searches with the keyboard
// alone, follows the first result, and prints what a reader gets, also without JavaScript.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const [file, words, region] = process.argv.slice(2);
const address = pathToFileURL(resolve(file)).href;

const browser = await puppeteer.launch({
  timeout: 240_000,
  executablePath: process.env.PUPPETEER_EXECUTABLE_PATH,
  args: ["--no-sandbox", "--disable-setuid-sandbox"],
  protocolTimeout: 120_000,
});

const open = async (where, { scripts = true } = {}) => {
  const page = await browser.newPage();
  page.setDefaultTimeout(240_000);
  const problems = [];
  const requests = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("request", (request) => requests.push(request.url()));
  await page.setOfflineMode(true);
  await page.setJavaScriptEnabled(scripts);
  await page.setViewport({ width: 320, height: 900 });
  await page.goto(where, { waitUntil: "load" });
  return { page, problems, requests };
};

const waitForStatus = (page) =>
  page.waitForFunction(() => document.getElementById("status").textContent !== "", { timeout: 60_000 });

const read = (page) =>
  page.evaluate(() => ({
    status: document.getElementById("status").textContent,
    role: document.getElementById("status").getAttribute("role"),
    focus: document.activeElement.id,
    marked: [...document.querySelectorAll(".results mark")].map((each) => each.textContent),
    results: [...document.querySelectorAll(".results a")].map((each) => ({
      title: each.textContent,
      address: each.getAttribute("href"),
      source: each.nextElementSibling.textContent,
    })),
  }));

const findViolations = async (page) => {
  const found = [];
  for (const night of [false, true]) {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: night ? "dark" : "light" }]);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => axe.run(document, { rules: { "target-size": { enabled: true } } }));
    found.push(...violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`));
  }
  return found;
};

// The words are typed after Tab has reached the field; Enter moves to the results, and Tab and Enter to the first one.
const search = async () => {
  const { page, problems, requests } = await open(address);
  if (region) await page.select("#region", region);
  let presses = 0;
  for (; presses < 20 && (await page.evaluate(() => document.activeElement.id)) !== "words"; presses += 1) {
    await page.keyboard.press("Tab");
  }
  await page.keyboard.sendCharacter(words); // at once, so that nothing is found for the first letters alone
  await waitForStatus(page);
  const typed = await read(page);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.id !== "words" || document.getElementById("results").hidden);
  const entered = await read(page);
  const violations = await findViolations(page);
  let target = null;
  if (entered.results.length) {
    await page.keyboard.press("Tab");
    await Promise.all([page.waitForNavigation({ waitUntil: "load" }), page.keyboard.press("Enter")]);
    target = await page.evaluate(() => ({
      address: location.pathname.split("/").slice(-2).join("/") + decodeURIComponent(location.hash),
      found: document.querySelector(":target")?.textContent ?? null,
      back: document.querySelector("nav.site a")?.getAttribute("href") ?? null,
    }));
  }
  await page.close();
  return { presses, typed, entered, violations, target, problems, requests };
};

const bookmark = async () => {
  const { page } = await open(`${address}?q=${encodeURIComponent(words)}`);
  await waitForStatus(page);
  const found = await read(page);
  await page.close();
  return found;
};

const withoutScripts = async () => {
  const { page } = await open(address, { scripts: false });
  const text = await page.$eval("body", (body) => body.innerText);
  const form = await page.$eval("form.search", (each) => each.checkVisibility());
  await page.close();
  return { text, form };
};

try {
  const found = { search: await search(), bookmark: await bookmark(), withoutScripts: await withoutScripts() };
  process.stdout.write(JSON.stringify(found));
} finally {
  await browser.close();
}
