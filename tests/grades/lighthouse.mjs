// Lighthouse on its mobile settings, over a page of a browser that is already there: what it grades is what a person
// has in front of them, an open vault too.
//
// usage: node lighthouse.mjs DEBUGGING_PORT visit|return|look URL REPORT.html
//   visit   loads the address as on a first visit, with nothing stored
//   return  loads it with what is stored
//   look    grades the page that is open there, without loading it
// Prints one line of JSON.
import { writeFileSync } from 'node:fs';
import lighthouse, { generateReport, snapshot } from 'lighthouse';
import puppeteer from 'puppeteer-core';

const [port, how, url, report] = process.argv.slice(2);
const browser = await puppeteer.connect({ browserURL: `http://127.0.0.1:${port}`, defaultViewport: null });
const settings = {
  onlyCategories: ['performance', 'accessibility', 'best-practices'],
  disableStorageReset: how !== 'visit',
};
let result;
if (how === 'look') {
  const page = (await browser.pages()).find((one) => one.url() === url);
  result = await snapshot(page, { flags: settings });
} else {
  const page = await browser.newPage();
  result = await lighthouse(url, settings, undefined, page);
  await page.close();
}
await browser.disconnect();

const { lhr } = result;
writeFileSync(report, generateReport(lhr, 'html'));
const audits = (category) => category.auditRefs.map(({ id, weight }) => ({ weight, ...lhr.audits[id] }));
const failed = ({ score, scoreDisplayMode, weight }) =>
  weight > 0 && score !== null && score < 1 && scoreDisplayMode !== 'informative';
const number = (id) => lhr.audits[id]?.numericValue ?? null;
console.log(JSON.stringify({
  error: lhr.runtimeError?.message ?? null,
  // A page that is only looked at has no speed.
  scores: Object.fromEntries(Object.values(lhr.categories)
    .filter(({ id }) => how !== 'look' || id !== 'performance')
    .map(({ id, score }) => [id, score === null ? null : Math.round(score * 100)])),
  against: Object.values(lhr.categories)
    .filter(({ id }) => how !== 'look' || id !== 'performance')
    .flatMap((category) => audits(category).filter(failed)
      .map(({ id, title, displayValue }) => `${category.id}: ${id}: ${[title, displayValue].filter(Boolean).join(': ')}`)),
  lcp: number('largest-contentful-paint'),
  tbt: number('total-blocking-time'),
  bytes: number('total-byte-weight'),
}));
