// The page as a person uses it; what the arguments are says person.mjs.
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import assert from "node:assert/strict";
import { ask, attach, axe, banner, begin, done, enter, idOf, open, say, shots, shown, shows, step } from "./person.mjs";

const axeSource = await readFile(createRequire(`${axe}/`).resolve("axe-core/axe.min.js"), "utf8");

async function accessible(page, where) {
  // Evaluated by the debugger, which stands above the page's policy.
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => axe.run(document));
  assert.deepEqual(violations.map(v => `${v.id}: ${v.nodes.map(n => n.target.join(" ")).join(", ")}`), [], `axe, ${where}`);
}

// --- The way in
let page = await enter();
await accessible(page, "login");
await page.fill("#token", "nobody's token");
await page.keyboard.press("Enter");
await page.waitForFunction(() => document.querySelector("#login-trouble").textContent.includes("nobody"));
step("a wrong token is refused");
await page.context().close();
page = await enter(process.env.PI_TOKEN);
assert.equal(await page.evaluate(() => document.cookie), "");
step("logged in, with a cookie that no script sees");

// --- Two conversations, and two people
await say(page, "remember red");
await shows(page, "I keep red.");
await begin(page, "garden");
await say(page, "recall");
await shows(page, "You told me nothing.");
await say(page, "remember blue");
await shows(page, "I keep blue.");
await open(page, "main");
await say(page, "recall");
await shows(page, "You told me red.");
assert(!(await shown(page)).includes("blue"));
const anna = await enter(process.env.ANNA_TOKEN);
await say(anna, "recall");
await shows(anna, "You told me nothing.");
assert.deepEqual(await anna.locator("#sessions .name").allInnerTexts(), ["main"]);
step("conversations and people do not mix");

// --- Streaming, and a reload in the middle
await say(page, "please count");
await shows(page, "five");
assert(!(await shown(page)).includes("counted"), "what streams is seen before it is whole");
await page.reload();
await page.waitForSelector("#app:not([hidden])");
await shows(page, "one two three four five");
assert(!(await shown(page)).includes("counted"), "what was said before the reload is shown while it goes on");
await shows(page, "twenty counted");
assert.equal((await shown(page)).split("please count").length, 2, "said once");
step("it streams, and a reload in the middle loses nothing");

// --- Stopped in the middle
await begin(page, "halves");
await say(page, "please count");
await shows(page, "two three");
await page.click("#stop");
await shows(page, "stopped here");
await page.reload();
await page.waitForSelector("#app:not([hidden])");
await open(page, "halves");
await shows(page, "stopped here");
assert.match(await shown(page), /one two three/, "the words that had come stay");
assert(!(await shown(page)).includes("counted"));
await open(page, "main");
step("a stopped answer keeps its words, and is marked");

// --- An answer takes its form while it is written
await say(page, "slowly");
await page.waitForSelector("#live .words strong:text-is(\"bold\")");
assert(!(await shown(page)).includes("the end"), "before it is whole");
await page.evaluate(() => { (function look() { window.raw ||= document.querySelector("#scroll").innerText.includes("**bold**"); requestAnimationFrame(look); })(); });
await page.waitForSelector("#live .words pre:has-text(\"two\")");
assert.equal(await page.locator("#live .words pre").count(), 1, "a blank line in code ends nothing");
await page.waitForSelector("#log .words .code + p:has-text(\"the end\")");
assert.equal((await shown(page)).split("bold").length, 2, "said once");
assert.equal(await page.evaluate(() => window.raw), false, "what had its form keeps it");
step("an answer takes its form while it is written");

// --- What was shown stays, however slowly the transcript is read
let slow = true;
await page.route("**/api/rpc", async route => {
  if (slow && route.request().postDataJSON().method === "sessions.show") await new Promise(done => setTimeout(done, 700));
  await route.continue();
});
await page.evaluate(() => {
  const wanted = ["steady one", "You said: steady one", "steady two", "You said: steady two"], seen = new Set(), lost = new Set();
  (function look() {
    const text = document.querySelector("#scroll").innerText.split("\n");
    for (const line of wanted) text.includes(line) ? seen.add(line) : seen.has(line) && lost.add(line);
    requestAnimationFrame(look);
  })();
  Object.assign(window, { seen, lost });
});
await say(page, "steady one");
await shows(page, "You said: steady one");
await say(page, "steady two");
await shows(page, "You said: steady two");
await page.waitForFunction(() => !document.querySelector("#live").innerText);
assert.deepEqual(await page.evaluate(() => [[...seen].length, [...lost]]), [4, []], "nothing vanishes on its way into the transcript");
for (const line of ["steady one", "steady two"]) assert.equal((await shown(page)).split(line).length, 3, "said once, answered once");
slow = false;
step("what was shown stays");

// --- Approvals
await say(page, "run touch made");
await page.waitForSelector(".ask:not(.done)");
assert((await page.innerText(".ask pre")).includes("touch made"));
assert.match(await page.innerText(".ask"), /openclaw\.toml:\d+/, "the rule that asked");
assert(!(await anna.locator(".ask").count()), "it is nobody else's to see");
await accessible(page, "an approval");
await page.click(".ask button:has-text('Approve')");
await shows(page, "It said:");
await page.waitForFunction(() => [...document.querySelectorAll(".ask.done")].some(e => e.textContent.includes("Approved by webchat:pi at")));
await say(page, "run touch other");
await page.waitForSelector(".ask:not(.done)");
assert.equal(await ask(`APPROVE ${await idOf(page)}`), "OK");
await page.waitForFunction(() => [...document.querySelectorAll(".ask.done")].some(e => e.textContent.includes("Approved by local:")));
step("approved here and elsewhere, and both are shown");
await say(anna, "run touch hers");
await anna.waitForSelector(".ask:has-text('for somebody else to decide')");
assert.equal(await anna.locator(".ask button").count(), 0, "what cannot be pressed is not there");
assert.equal(await ask(`APPROVE ${await idOf(anna)}`), "OK");
await shows(anna, "It said:");
await say(page, "run for i in 1 2 3; do echo piece $i; sleep 1; done");
await page.click(".ask button:has-text('Approve')");
await page.click("#live .steps details summary");
await page.waitForSelector("#live details[open] pre:has-text('piece 1')");
await page.waitForSelector("#live details[open] pre:has-text('piece 2')");
await shows(page, "It said: piece 1");
step("a step that was opened stays open while it goes on");

// --- Files
await attach(page, "list of things.txt", "milk and bread\n");
await page.waitForFunction(() => document.querySelector("#attached").textContent.includes("list of things.txt"));
await say(page, "here is a file");
await shows(page, "You said: here is a file");
await page.waitForFunction(() => /\[file inbox\/\S+list_of_things\.txt \(text\/plain, 15 bytes\)\]/.test(document.querySelector("#scroll").innerText));
assert(await page.locator("#attached").isHidden());
step("a file lands where the agent works");

// --- ... and is shown where it was sent
const square = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP8z8DAwMDAxMDAwMDAAAANHQEDasKb6QAAAABJRU5ErkJggg==", "base64");
await begin(page, "album");
await page.setInputFiles("#files", [
  { name: "a <b>picture</b>.png", mimeType: "image/png", buffer: square },
  { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("<b>milk</b>\n") },
  { name: "page.html", mimeType: "text/html", buffer: Buffer.from("<script>document.title='owned'</script>") },
  { name: "drawing.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg' onload='document.title=1'/>") },
]);
await say(page, "four files");
await page.waitForSelector("#log .files");
assert.deepEqual(await page.locator("#log .files bdi").allInnerTexts(), ["a <b>picture</b>.png", "notes.txt", "page.html", "drawing.svg"]);
assert(!(await page.innerText("#log .said")).includes("[file"), "the line for the model is not shown twice");
await page.waitForFunction(() => document.querySelector("#log .thumbnail canvas").width === 2);
assert.equal(await page.locator(".thumbnail").count(), 1, "only what is a picture is drawn");
await page.click("#log .thumbnail");
await page.waitForSelector("#viewer[open] canvas");
await accessible(page, "a picture");
await page.keyboard.press("Escape");
await page.click("#log .files .link:has-text('notes.txt')");
await page.waitForSelector("#viewer[open] pre");
assert.equal(await page.innerText("#viewer pre"), "<b>milk</b>\n");
await page.click("#viewer-close");
const [download] = await Promise.all([page.waitForEvent("download"), page.click("#log .files li:has-text('page.html') button:has-text('Download')")]);
assert.equal(download.suggestedFilename(), "page.html");
assert.match(await readFile(await download.path(), "utf8"), /owned/);
await page.reload();
await page.waitForFunction(() => document.querySelector("#log .thumbnail canvas")?.width === 2);
await open(page, "main");
step("files are shown by their names, looked at and kept");

// --- Commands
await say(page, "/status");
await shows(page, "policy guarded");
await say(page, "remember the order");
await shows(page, "I keep the order.");
const order = await shown(page);
assert(order.indexOf("/status") < order.indexOf("I keep the order."), "what was said later stands below");
step("a command is answered where it was given");

// --- A fresh start is seen
await begin(page, "afresh");
await say(page, "remember this");
await shows(page, "I keep this.");
await say(page, "/new");
await shows(page, "Started afresh: the model knows nothing of what stands above.");
await say(page, "recall");
await shows(page, "You told me nothing.");
await page.reload();
await shows(page, "Started afresh: the model knows nothing of what stands above.");
const anew = await shown(page);
assert(anew.indexOf("I keep this.") < anew.indexOf("Started afresh:") && anew.indexOf("Started afresh:") < anew.indexOf("You told me nothing."));
await open(page, "main");
step("where the model's memory begins is seen");

// --- Hostile words
const title = await page.title();
await say(page, "hostile");
await page.waitForSelector("#log .words a:text-is(\"fine\")");
const words = await shown(page);
assert(words.includes("<script>") && words.includes("onerror=") && words.includes("javascript:"), "it is shown as text");
assert.equal(await page.title(), title);
assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll("#scroll script, #scroll img, #scroll iframe, #scroll [onerror]")].length), 0);
assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll("#scroll a")].map(a => a.protocol).filter(p => p !== "https:" && p !== "http:")), []);
await assert.rejects(page.evaluate(() => { document.querySelector("#log").innerHTML = "<b>x</b>"; }), "the policy refuses markup made of strings");
step("hostile words are words");

// --- The gateway goes and comes back
await say(page, "please count again");
await shows(page, "three");
await page.waitForFunction(() => document.querySelector("#health").textContent.includes("All is well"));
assert.equal(await ask("KILL"), "OK");
await banner(page, "does not answer");
assert(!(await page.innerText("#health")).includes("well"), "of a gateway that does not answer nobody says that it is well");
await say(page, "remember green");
await shows(page, "not taken yet");
await page.fill("#text", "half a sentence");
assert.equal(await ask("START"), "OK");
await shows(page, "I keep green.");
await banner(page, "");
assert.equal(await page.inputValue("#text"), "half a sentence");
assert.equal((await shown(page)).split("remember green").length, 2, "said once");
assert.equal((await shown(page)).split("please count again").length, 2, "said once");
await page.reload();
await page.waitForSelector("#app:not([hidden])");
assert.equal(await page.inputValue("#text"), "half a sentence");
step("a restart loses neither what was sent nor what was typed");

// --- With the keyboard alone
await page.fill("#text", "");
assert.equal(await page.evaluate(() => document.activeElement.id), "text", "one can write at once");
const reached = new Set();
for (let i = 0; i < 60; i++) {
  await page.keyboard.press("Tab");
  reached.add(await page.evaluate(() => document.activeElement.id || document.activeElement.className || document.activeElement.parentElement?.parentElement?.id));
}
for (const place of ["skip", "theme", "logout", "new-name", "sessions", "scroll", "text", "attach", "send"]) assert(reached.has(place), `${place} is reached by Tab, among ${[...reached]}`);
while (await page.evaluate(() => document.activeElement.className) !== "skip") await page.keyboard.press("Tab");
await page.keyboard.press("Enter");
await page.keyboard.type("remember keys");
await page.keyboard.press("Enter");
await shows(page, "I keep keys.");
await page.focus("#sessions button[aria-current]");
assert.equal(await page.evaluate(() => { window.stood = document.activeElement; return document.activeElement.querySelector(".name").textContent; }), "main");
await page.evaluate(() => { document.querySelector("#text").value = "remember places"; document.querySelector("#composer").requestSubmit(); });
await shows(page, "I keep places.");
await page.waitForFunction(() => !document.querySelector("#sessions [aria-current] .what").textContent.includes("working"));
assert(await page.evaluate(() => document.activeElement === window.stood), "whoever stands somewhere stays there while things happen");
step("the keyboard is enough");

// --- Code is copied, and what is written from the right stands there
await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
await say(page, "markdown");
await page.waitForSelector("#log .code .head span:text-is(\"python\")");
const copying = page.getByRole("button", { name: "Copy the python code" }).last();
await copying.focus();
await page.keyboard.press("Enter");
await page.waitForFunction(() => document.querySelector("#told").textContent === "Copied" && [...document.querySelectorAll(".code button")].at(-1).textContent.startsWith("Copied the"));
assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^print\('a rather long line/);
await say(page, "arabic");
await shows(page, "And in English.");
await page.waitForSelector("#log .words ul:has-text(\"واحد\")");
const direction = selector => page.evaluate(selector => getComputedStyle([...document.querySelectorAll(selector)].at(-1)).direction, selector);
assert.deepEqual([await direction("#log .words p:has(strong)"), await direction("#log .words ul"), await direction("#log .words > p:last-child")], ["rtl", "rtl", "ltr"]);
await page.fill("#text", "مرحبا");
assert.equal(await direction("#text"), "rtl");
await page.fill("#text", "");
step("code is copied with the keyboard, and each paragraph has its direction");

// --- Notifications: asked for at the first question, shown where nobody looks, and leading to the question
const busy = await enter(process.env.PI_TOKEN, { before: page => page.addInitScript(() => {
  window.notes = [];
  window.Notification = class Notification {
    static permission = "default";
    static requestPermission() { Notification.permission = "granted"; return Promise.resolve("granted"); }
    constructor(title, options) { if (Notification.permission === "granted") window.notes.push(Object.assign(this, { title, ...options })); }
    close() { this.closed = true; this.onclose?.(); }
  };
  Object.defineProperty(document, "hidden", { get: () => window.elsewhere === true });
}) });
await begin(busy, "alarm");
assert.equal(await busy.locator(".offer").count(), 0, "nothing is asked for before there is a question");
await say(busy, "run touch fourth");
await busy.click(".offer button:has-text('Notify me')");
await busy.waitForFunction(() => !document.querySelector(".offer"));
await busy.click(".ask button:has-text('Deny')");
await busy.waitForSelector(".ask.done");
assert.equal(await busy.evaluate(() => window.notes.length), 0, "whoever looks needs no notification");
await busy.evaluate(() => { window.elsewhere = true; });
await say(busy, "run touch fifth");
await busy.waitForFunction(() => window.notes.length === 1);
assert.deepEqual(await busy.evaluate(() => [window.notes[0].title, window.notes[0].body]), ["Allow exec?", "alarm: touch fifth"]);
await open(busy, "main");
await busy.evaluate(() => { window.elsewhere = false; window.notes[0].onclick(); });
await busy.waitForFunction(() => document.querySelector("#title").textContent === "alarm" && document.activeElement.matches(".ask:not(.done)"));
assert(await busy.evaluate(() => window.notes[0].closed));
await busy.click(".ask button:has-text('Deny')");
await busy.waitForFunction(() => !document.querySelector(".ask:not(.done)"));
await busy.context().close();
step("a call that waits is told of where nobody looks");

// --- Sizes and themes
await say(page, "markdown");
await shows(page, "The end.");
await say(page, "run touch third");
await page.waitForSelector(".ask:not(.done)");
for (const [width, height] of [[360, 740], [1280, 800]]) {
  for (const scheme of ["light", "dark"]) {
    const other = await enter(process.env.PI_TOKEN, { size: { width, height }, colorScheme: scheme });
    await other.waitForSelector(".ask:not(.done)");
    await accessible(other, `${width} ${scheme}`);
    assert.deepEqual(await other.evaluate(() => [...document.querySelectorAll("#app, #app *")].filter(e => !e.closest(".unseen, .skip, pre, table") && (e.getBoundingClientRect().right > innerWidth + 1 || (!e.closest("#scroll, #side") && e.getBoundingClientRect().bottom > innerHeight + 1))).map(e => e.id || e.className || e.tagName)), [], `nothing sticks out at ${width}`);
    assert.deepEqual(await other.evaluate(() => [document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight]), [0, 0]);
    await other.screenshot({ path: `${shots}/${width}-${scheme}.png` });
    const headings = await other.evaluate(() => [...document.querySelectorAll(".table th")].map(cell => cell.getClientRects()[0].height));
    assert(headings.every(height => height < 50), `no heading of a table is torn: ${headings}`);
    if (width === 360) {
      assert(await other.evaluate(() => document.querySelector(".table").scrollWidth > document.querySelector(".table").clientWidth), "a wide table scrolls");
      assert(await other.evaluate(() => document.querySelector(".where").getBoundingClientRect().width > 250), "the name has its room");
      await other.click("#menu");
      await accessible(other, `${width} ${scheme}, conversations`);
      await other.screenshot({ path: `${shots}/${width}-${scheme}-side.png` });
      await other.keyboard.press("Escape");
      assert.equal(await other.getAttribute("#menu", "aria-expanded"), "false");
    }
    await other.context().close();
  }
}
await page.click(".ask button:has-text('Deny')");
await page.waitForFunction(() => [...document.querySelectorAll(".ask.done")].some(e => e.textContent.includes("Denied by webchat:pi")));
step("four looks without a complaint of axe");

// --- The way out
await page.click("#logout");
await page.waitForSelector("#login:not([hidden])");
assert.equal(await page.evaluate(async () => (await fetch("api/me")).status), 401);
step("logged out");

await done();
