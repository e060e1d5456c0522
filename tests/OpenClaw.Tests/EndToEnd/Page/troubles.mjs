// The page on a bad line, and at a browser that people share; what the arguments are says person.mjs.
import assert from "node:assert/strict";
import { attach, banner, begin, done, enter, logIn, say, shown, shows, step } from "./person.mjs";

const rpc = "**/api/rpc", files = "**/api/files", methodOf = route => route.request().postDataJSON().method;
const pi = process.env.PI_TOKEN, anna = process.env.ANNA_TOKEN;
/** Lets the test break the page's stream. */
const breakable = page => page.addInitScript(() => {
  const asked = window.fetch;
  window.fetch = (path, options) => {
    if (path !== "api/events") return asked(path, options);
    const breaks = new AbortController();
    window.breakStream = () => breaks.abort();
    return asked(path, { ...options, signal: AbortSignal.any([options.signal, breaks.signal]) });
  };
});
let page = await enter(pi, { before: breakable });

// --- One request is lost, and everything else goes well
let lost = 0;
await page.route(rpc, route => methodOf(route) === "send" && lost++ === 0 ? route.abort() : route.continue());
await say(page, "remember rain");
await banner(page, "does not answer");
await shows(page, "I keep rain.");
await banner(page, "");
assert.equal((await shown(page)).split("remember rain").length, 2, "said once");
step("what was lost is sent again by itself");

// --- The line is dead for a while, and nobody types again when it is back
await page.context().setOffline(true);
await say(page, "remember snow");
await say(page, "remember wind");
await shows(page, "not taken yet");
await page.context().setOffline(false);
await shows(page, "I keep wind.");
await banner(page, "");
const order = await shown(page);
assert(order.indexOf("I keep snow.") < order.indexOf("I keep wind."), "in order");
step("what was written without a line goes out when there is one");
await page.unroute(rpc);

// --- Only the answer is lost, and the message is not
let answers = 0;
await page.route(rpc, async route => {
  if (methodOf(route) !== "send" || answers++ > 0) return route.continue();
  await route.fetch();
  await shows(page, "I keep fog.");
  assert.equal((await shown(page)).split("remember fog").length, 2, "it stands where it was answered, and does not wait below it");
  await route.abort();
});
await say(page, "remember fog");
await shows(page, "I keep fog.");
await banner(page, "");
assert.equal((await shown(page)).split("remember fog").length, 2, "said once");
await page.unroute(rpc);
step("what is known to have arrived does not wait to be sent");

// --- The stream breaks in the middle of an answer
await say(page, "slowly");
await page.waitForSelector("#live .words strong:text-is(\"bold\")");
await page.evaluate(() => window.breakStream());
await banner(page, "does not answer");
await banner(page, "");
await shows(page, "and one after");
assert.equal(await page.locator("#scroll .words strong:text-is(\"bold\")").count(), 1, "what was said before is still there, once");
await shows(page, "the end");
step("an answer goes on where its stream broke");

// --- A file that is long on its way
let arrive;
const held = () => new Promise(resolve => { arrive = resolve; });
let waiting = held();
await page.route(files, async route => await waiting ? route.continue() : route.abort());
await attach(page, "photo.txt", "a picture\n");
await say(page, "see the photo");
await shows(page, "its files are on their way");
const beside = await page.context().newPage();
await beside.goto(page.url());
await beside.waitForSelector("#app:not([hidden])");
await shows(beside, "its files are on their way");
assert.equal(await beside.inputValue("#text"), "", "another tab leaves it alone");
await beside.close();
await page.fill("#text", "typed meanwhile");
arrive(true);
await shows(page, "You said: see the photo");
await page.waitForFunction(() => /\[file inbox\/\S+photo\.txt/.test(document.querySelector("#scroll").innerText));
assert.equal(await page.inputValue("#text"), "typed meanwhile", "what comes later is another message");
step("a message waits for its file, and for nothing that is typed after it");

// --- A file that does not come
await page.fill("#text", "");
waiting = held();
await attach(page, "lost.txt", "another\n");
await say(page, "see the other");
await shows(page, "its files are on their way");
arrive(false);
await banner(page, "lost.txt could not be sent; attach it again");
await page.waitForFunction(() => document.querySelector("#text").value === "see the other");
assert(!(await shown(page)).includes("see the other"), "it was not said without its file");
await page.unroute(files);
await attach(page, "lost.txt", "another\n");
await page.press("#text", "Enter");
await page.waitForFunction(() => /\[file inbox\/\S+lost\.txt/.test(document.querySelector("#scroll").innerText));
await banner(page, "");
step("a message does not go without its file");

// --- Left while a file was on its way
await page.route(files, () => { /* it is never heard of again */ });
await attach(page, "third.txt", "third\n");
await say(page, "see the third");
await shows(page, "its files are on their way");
await page.reload();
await banner(page, "third.txt was not sent; attach it again");
assert.equal(await page.inputValue("#text"), "see the third");
await page.unroute(files);
await page.fill("#text", "");
step("a page that is left in the middle loses no word");

// --- A connection that is dead and looks alive
const listened = [];
const sleepy = await enter(pi, { before: async other => { other.on("request", request => { if (request.url().endsWith("/api/events")) listened.push(request); }); await other.clock.install(); } });
await sleepy.waitForFunction(() => document.querySelector("#health").textContent.includes("All is well"));
assert.equal(listened.length, 1);
await sleepy.clock.fastForward(40000);
assert.equal(listened.length, 1, "a quiet minute is no trouble");
const again = sleepy.waitForRequest("**/api/events");
await sleepy.clock.fastForward(20000);
await sleepy.clock.runFor(11000);
await again;
await sleepy.context().close();
step("a stream that says nothing is opened again");

// --- Two people at one browser
await begin(page, "secret-plans");
await page.fill("#text", "a private draft");
let known;
const asked = new Promise(resolve => { known = resolve; });
let release;
const free = new Promise(resolve => { release = resolve; });
await page.route("**/api/me", async route => { known(); await free; await route.continue(); });
const other = await page.context().newPage();
await other.goto(page.url().split("#")[0]);
await other.waitForSelector("#app:not([hidden])");
await other.click("#logout");
await other.waitForSelector("#login:not([hidden])");
await logIn(other, anna);
await asked;
release();
await page.waitForFunction(() => document.querySelector("#title").textContent === "main");
assert.equal(await page.inputValue("#text"), "");
assert.deepEqual(await page.locator("#sessions .name").allInnerTexts(), ["main"]);
assert(!(await page.evaluate(() => JSON.stringify({ ...localStorage }))).includes("private"), "what was typed is nobody else's");
step("what one person wrote is not shown to the next");

await done();
