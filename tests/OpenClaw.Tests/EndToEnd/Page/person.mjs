// What drives the page in headless Chromium, for the scripts beside it. Arguments of each: URL, folder for screenshots, folder of node_modules with playwright-core, folder
// of axe-core. Tokens are in the environment. Each line they print is a step; "KILL", "START" and "APPROVE id" ask the test around them to do that and to answer with a line.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import assert from "node:assert/strict";

export const [url, shots, playwright, axe] = process.argv.slice(2);
const { chromium } = createRequire(`${playwright}/`)("playwright-core");
const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
export const ask = async line => { console.log(line); return (await answers.next()).value; };
export const step = line => console.log(`- ${line}`);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const wrongs = [], hosts = new Set();

/** A page of a browser of its own, or of the one that somebody sits at already. */
export async function enter(token, { size = { width: 1280, height: 800 }, colorScheme = "light", context, before = async () => {} } = {}) {
  context ??= await browser.newContext({ viewport: size, colorScheme, bypassCSP: false });
  const page = await context.newPage();
  page.setDefaultTimeout(30000);
  page.on("pageerror", error => wrongs.push(`error: ${error.message}`));
  page.on("dialog", dialog => { wrongs.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", request => hosts.add(new URL(request.url()).host));
  await before(page);
  await page.goto(url);
  await page.waitForSelector("#login:not([hidden])");
  if (token) await logIn(page, token);
  return page;
}

export async function logIn(page, token) {
  await page.fill("#token", token);
  await page.keyboard.press("Enter");
  await page.waitForSelector("#app:not([hidden])");
}

export const say = async (page, text) => { await page.fill("#text", text); await page.press("#text", "Enter"); };
export const shows = (page, text) => page.waitForFunction(text => document.querySelector("#scroll").innerText.includes(text), text);
export const shown = page => page.innerText("#scroll");
export const banner = (page, text) => page.waitForFunction(text => text ? document.querySelector("#banner").textContent.includes(text) : !document.querySelector("#banner").textContent, text);
export const begin = async (page, name) => { await page.fill("#new-name", name); await page.press("#new-name", "Enter"); await page.waitForFunction(name => document.querySelector("#title").textContent === name, name); };
export const open = async (page, name) => { await page.click(`#sessions button:has(.name:text-is("${name}"))`); await page.waitForFunction(name => document.querySelector("#title").textContent === name, name); };
export const attach = (page, name, text) => page.setInputFiles("#files", { name, mimeType: "text/plain", buffer: Buffer.from(text) });
export const idOf = async page => /Id (\S+?)[,.]/.exec(await page.innerText(".ask:not(.done)"))[1];

export async function done() {
  assert.deepEqual(wrongs, []);
  assert.deepEqual([...hosts], [new URL(url).host], "nothing was fetched from elsewhere");
  await browser.close();
  console.log("DONE");
  process.exit(0);
}
