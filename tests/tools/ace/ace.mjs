// node ace.mjs BOOK.epub…: prints, for each book, what Ace by DAISY finds wrong with it, of whatever impact.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ace from "@daisy/ace-core";
import puppeteerRunner from "@daisy/ace-axe-runner-puppeteer";

// One browser for all books: Ace would start one for each.
const runner = { ...puppeteerRunner, launch: async () => {}, close: async () => {} };
const work = mkdtempSync(join(tmpdir(), "ace-"));

const finding = (page, assertion) => ({
  page,
  rule: assertion["earl:test"]["dct:title"],
  impact: assertion["earl:test"]["earl:impact"],
  says: assertion["earl:result"]["dct:description"],
});

const judged = async (book) => {
  // With no folder to write to, Ace prints its report.
  const outdir = mkdtempSync(join(work, "report-"));
  const options = { cwd: process.cwd(), outdir, tmpdir: mkdtempSync(join(work, "book-")), silent: true, jobid: book };
  const [, report] = await ace(book, options, runner);
  const findings = report.assertions.flatMap(({ "earl:testSubject": subject, assertions }) =>
    assertions.map((assertion) => finding(subject.url, assertion)),
  );
  return { outcome: report["earl:result"]["earl:outcome"], metadata: report["a11y-metadata"].present, findings };
};

await puppeteerRunner.launch();
try {
  const reports = [];
  for (const book of process.argv.slice(2)) reports.push(await judged(book));
  process.stdout.write(JSON.stringify(reports));
} finally {
  await puppeteerRunner.close();
  rmSync(work, { recursive: true, force: true });
}
