// The page of openclaw. It draws what the control API tells (POST api/rpc, GET api/events) and keeps nothing of its own but drafts and messages that were not taken
// yet. All text goes into the document as text: the content security policy refuses markup made of strings.
import { fileList } from "./files.js";
import { make, visible } from "./make.js";
import * as notices from "./notices.js";

const $ = id => document.getElementById(id);
const coarse = matchMedia("(pointer: coarse)").matches;
let me, current, stream, pause = 500, heard = 0, entries = [], older = false, contextStart = 0;
const sessions = new Map();   // key -> SessionInfo
const approvals = new Map();  // id -> ApprovalInfo
const turns = new Map();      // key -> the turn that runs there: see newTurn
let ended = [];               // turns that have ended, with their sessions, until the transcript with their answers is read
let taken = [];               // messages that the gateway has and the transcript has not shown yet: { id, session, text, files, turn, over }
const local = new Map();      // key -> what only this page knows: commands and their answers
const nodes = new Map();      // text -> its Markdown, as the server reads it

// --- What is kept in the browser -----------------------------------------------------------------------------------------------

/** Each person's own: two may use one browser. Where the browser keeps nothing (a private window, a full disk), it lasts as long as the page. */
const kept = {
  here: new Map(),
  key: name => `openclaw.${me?.sender ?? ""}.${name}`,
  get(name, otherwise) {
    const key = this.key(name);
    if (this.here.has(key)) return this.here.get(key);
    try { return JSON.parse(localStorage.getItem(key)) ?? otherwise; } catch { return otherwise; }
  },
  set(name, value) {
    const key = this.key(name);
    try { localStorage.setItem(key, JSON.stringify(value)); this.here.delete(key); } catch { this.here.set(key, value); }
  },
  forget() {
    for (const name of ["outgoing", "drafts", "current"]) { this.here.delete(this.key(name)); try { localStorage.removeItem(this.key(name)); } catch { /* nothing is kept there */ } }
  },
};
/** Of the browser, whoever sits at it. */
const looks = {
  get() { try { return localStorage.getItem("openclaw.theme"); } catch { return null; } },
  set(theme) { try { localStorage.setItem("openclaw.theme", theme); } catch { /* it lasts as long as the page */ } },
};
/** The half of the login that only this origin has: a cookie goes to every port of the host. Read each time: another tab may have logged in or out. */
const pass = {
  here: "",
  get() { try { return this.here || (/^[0-9a-f]{64}$/.exec(localStorage.getItem("openclaw.key"))?.[0] ?? ""); } catch { return this.here; } },
  set(key) { try { localStorage.setItem("openclaw.key", key); this.here = ""; } catch { this.here = key; } },
  forget() { this.here = ""; try { localStorage.removeItem("openclaw.key"); } catch { /* nothing is kept there */ } },
};
const keyHeader = "X-OpenClaw-Key";
const outgoing = () => kept.get("outgoing", []);

// --- The wire ---------------------------------------------------------------------------------------------------------------------

class LoggedOut extends Error {}
/** It was heard and will not be done, however often it is asked. Whatever else goes wrong may go well later. */
class Refused extends Error {}
class Away extends Error {}
const final = new Set([400, 403, 404, 405, 409, 413, 415, 421, 422, 429]);

/** What is asked may be lost on its way without a word: after so long it is. */
const patience = 30000;

async function post(path, body) {
  let answer;
  try { answer = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json", [keyHeader]: pass.get() }, body: JSON.stringify(body), signal: AbortSignal.timeout(patience) }); }
  catch { throw new Away(); }
  if (answer.status === 401 && path !== "api/login") throw new LoggedOut();
  // A proxy in front answers for a gateway that is away, with a page of its own.
  if (!answer.ok && answer.status !== 401 && !final.has(answer.status)) throw new Away();
  try {
    if (!answer.ok) throw new Refused((await answer.text()).trim());
    if (path === "api/login") pass.set(answer.headers.get(keyHeader) ?? "");
    const said = answer.status === 204 ? null : await answer.json();
    trouble("wire", "");
    return said;
  } catch (error) { throw error instanceof Refused ? error : new Away(); }
}

async function call(method, params) {
  const answer = await post("api/rpc", { jsonrpc: "2.0", id: 1, method, params });
  // It goes down (-32003), or its disk does not take it now (-32000): a message is kept and sent again. Of anything else -32000 is an answer.
  if (answer.error) throw answer.error.code === -32003 || (answer.error.code === -32000 && method === "send") ? new Away(answer.error.message) : new Refused(answer.error.message);
  return answer.result;
}

/** Whoever notices it first: nobody goes on saying that all is well. */
function gone(error) {
  trouble("wire", away(error));
  if (me?.owner) showHealth(["How it is, is not known now."]);
}

/** Does it, and says what went wrong. */
async function attempt(work) {
  try { await work(); }
  catch (error) {
    if (error instanceof LoggedOut) showLogin();
    else if (error instanceof Refused) trouble("act", error.message);
    else if (error instanceof Away) gone(error);
    else throw error;
  }
}

const away = error => `${error.message ? `The gateway takes nothing now: ${error.message}.` : "The gateway does not answer."} What you send is kept and goes out when it is back.`;

/** What stands at the top until it is over: that nobody answers, that a message waits to be sent, what was refused last, what the turn waits for. */
const troubles = { wire: "", send: "", act: "", turn: "" };
function trouble(kind, line) {
  troubles[kind] = line;
  const now = troubles.wire || troubles.send || troubles.act || troubles.turn;
  if ($("banner").textContent !== now) $("banner").textContent = now;
}

/** Server-sent events over fetch: an EventSource has no way to show the key. Tells of its beginning, each event, and its end unless it was closed here. */
class Listening {
  constructor() { this.ends = new AbortController(); this.isOpen = false; }

  async begin() {
    const answer = await fetch("api/events", { headers: { Accept: "text/event-stream", [keyHeader]: pass.get() }, cache: "no-store", signal: this.ends.signal }).catch(() => null);
    if (answer?.ok) {
      this.isOpen = true;
      this.onopen();
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let text = "";
      for (let piece; (piece = await reader.read().catch(() => ({ done: true }))) && !piece.done && !this.ends.signal.aborted;) {
        const events = (text + piece.value).split("\n\n");
        text = events.pop();
        for (const event of events) this.tell(event);
      }
    }
    if (this.ends.signal.aborted) return;
    this.close();
    this.onend();
  }

  /** A ping has no data; it only says that the line is alive. */
  tell(event) {
    const data = event.split("\n").filter(line => line.startsWith("data:")).map(line => line.slice(5).trim()).join("");
    this.onevent(data);
  }

  close() { this.isOpen = false; this.ends.abort(); }
}

function listen() {
  stream?.close();
  stream = new Listening();
  stream.onopen = () => {
    [pause, heard] = [500, Date.now()];
    // Those that still run are told again.
    if (turns.has(current)) ended.push(Object.assign(turns.get(current), { session: current }));
    turns.clear();
    trouble("wire", "");
    trouble("turn", "");
    attempt(refresh);
  };
  stream.onevent = data => { heard = Date.now(); if (data) hear(JSON.parse(data).params); };
  stream.onend = comeBack;
  stream.begin();
}

/** Begins to listen again, after a while. */
function comeBack() {
  stream.close();
  gone(new Away());
  clearTimeout(comeBack.timer);
  comeBack.timer = setTimeout(() => attempt(start), pause = Math.min(pause * 1.6, 10000));
}

// A connection that died on its way looks alive from here; the gateway says something every twenty seconds.
setInterval(() => { if (stream?.isOpen && Date.now() - heard > 50000) comeBack(); }, 5000);

/** The network is there again, or somebody looks: what waits for a later try is tried now. */
function hurry() {
  if (document.hidden || !me) return;
  if (!stream?.isOpen) { clearTimeout(comeBack.timer); attempt(start); }
  else if (outgoing().length > 0) attempt(sendKept);
}
addEventListener("online", hurry);

// --- Events -------------------------------------------------------------------------------------------------------------------------

function hear(event) {
  const { kind, session } = event;
  const turn = turns.get(session);
  switch (kind) {
    case "turn.started":
      turns.set(session, newTurn(event.turn, session === current ? entries.at(-1)?.seq : 0));
      ended = ended.filter(one => one.turn !== event.turn);
      if (session === current) { trouble("turn", ""); attempt(loadEntries); }
      break;
    case "turn.model": if (turn) turn.model = event.model; break;
    case "turn.text": if (turn) { turn.text += event.text; readSettled(turn); } break;
    case "turn.restarted": if (turn) Object.assign(turn, newTurn(turn.turn, turn.since), { steps: turn.steps, failed: event.reason }); break;
    case "turn.thinking": if (turn) turn.thought = (turn.thought + event.text).slice(-20000); break;
    case "turn.thought": if (turn) Object.assign(turn, newTurn(turn.turn, turn.since), { steps: turn.steps, model: turn.model, thought: (turn.thought + turn.text).slice(-20000) }); break;
    case "turn.tool": if (turn) { if (turn.text && !turn.text.endsWith("\n\n")) turn.text += "\n\n"; turn.steps.push({ call: event.call, tool: event.tool, display: event.display, verdict: event.verdict }); } break;
    case "turn.output": { const step = turn?.steps.find(s => s.call === event.call); if (step) step.text = ((step.text ?? "") + event.text).slice(-20000); break; }
    case "turn.result": { const step = turn?.steps.find(s => s.call === event.call); if (step) Object.assign(step, { text: event.text, failed: event.failed, done: true }); break; }
    case "turn.ended":
      lieDown(turn, event);
      for (const message of taken) if (message.turn === event.turn) message.over = true;
      if (session === current) { trouble("turn", ""); attempt(loadEntries); }
      break;
    case "turn.waiting": if (session === current) trouble("turn", event.reason); break;
    case "message.received": {
      // It is on the disk, whatever becomes of the answer that says so.
      const sent = outgoing().find(message => message.id === event.id && message.tab === tab());
      if (sent) take(sent, event.turn);
      break;
    }
    case "approval.asked":
      learn(event.approval);
      // The turn that asks lies down, and the conversation goes on. It is begun again when somebody has decided.
      if (lieDown(turn, event) && session === current) attempt(loadEntries);
      // Of those that are decided the newest are enough.
      for (const [id, { state }] of approvals) if (approvals.size > 200 && state !== "pending") approvals.delete(id);
      break;
    case "approval.decided": { notices.withdraw(event.id); const asked = approvals.get(event.id); if (asked) Object.assign(asked, { state: event.decision, decided_by: event.by, decided_at: event.at }); break; }
    case "delivery": if (session === current && !event.turn) attempt(loadEntries); break;
    case "gateway.stopping": trouble("wire", "The gateway is going down. What you send is kept and goes out when it is back."); break;
  }
  if (changing.has(kind)) soon(loadSessions);
  draw();
}

/** A turn runs no more. What it has done stays in sight until it is read from the transcript. */
function lieDown(turn, { turn: number, session }) {
  if (turn?.turn !== number) return false;
  turns.delete(session);
  if (session === current) ended.push(Object.assign(turn, { session }));
  return true;
}

/** `text` is all it has said; what is before `cut` has been read as Markdown, and is the nodes of `blocks`. What the transcript has of it up to `since` was done before it slept. Whatever begins anew, here or there, is another `telling`. */
const newTurn = (number, since = 0) => ({ turn: number, since, telling: ++newTurn.tellings, text: "", thought: "", cut: 0, blocks: [], steps: [], model: "", failed: undefined });
newTurn.tellings = 0;

/** Reads the paragraphs that have come whole, one request at a time: an answer that is long takes its form while it is written. */
function readSettled(turn) {
  const [cut, telling] = [settled(turn.text), turn.telling];
  if (cut <= turn.cut || turn.reads) return;
  turn.reads = true;
  attempt(async () => {
    const [block] = await post("api/markdown", [turn.text.slice(turn.cut, cut)]);
    if (turn.telling === telling) { turn.blocks.push(block); turn.cut = cut; }
    draw();
  }).finally(() => { turn.reads = false; });
}

/** Where the last block begins that may still grow. A blank line ends none that is fenced, and no list that goes on behind it. */
function settled(text) {
  let [at, fence, blank] = [0, "", false];
  for (const { 0: line, index } of text.matchAll(/^.*(?:\n|$)/gm)) {
    if (fence) {
      const closes = /^\s*(`{3,}|~{3,})\s*$/.exec(line)?.[1] ?? "";
      if (closes.startsWith(fence)) fence = "";
      continue;
    }
    if (!line.trim()) { blank = true; continue; }
    if (blank && !(isOfList(text.slice(at)) && (isOfList(line) || /^\s/.test(line)))) at = index;
    blank = false;
    fence = /^\s*(?:(`{3,})[^`]*|(~{3,}).*)$/.exec(line.trimEnd())?.slice(1).find(Boolean) ?? "";
  }
  return at;
}

/** A number or a mark at the very end may become one of a list. */
const isOfList = text => /^\s*(?:[-*+]|\d{1,9}[.)]?)(?:\s|$)/.test(text);

/** What changes how a conversation stands in the list at the side. */
const changing = new Set(["message.received", "turn.started", "turn.ended", "turn.waiting", "approval.asked", "approval.decided"]);

/** A list of a year's conversations is long: it is asked for once a second at most, however much happens. */
const soon = (() => {
  let timer;
  return work => { timer ??= setTimeout(() => { timer = undefined; attempt(work); }, 1000); };
})();

// --- Reading ------------------------------------------------------------------------------------------------------------------------

async function refresh() {
  await sendKept();
  await loadSessions();
  const listed = await call("approvals.list", { all: true });
  approvals.clear();
  for (const approval of listed.approvals) learn(approval);
  await loadEntries();
  await loadHealth();
}

/** An approval as it is now. One that this person may answer is told of where nobody looks. */
function learn(approval) {
  approvals.set(approval.id, approval);
  if (approval.state !== "pending") notices.withdraw(approval.id);
  else if (approval.may_decide !== false) notices.announce(approval.id, `Allow ${approval.tool}?`, `${nameOf(approval.session)}: ${visible(approval.display)}`.slice(0, 300), () => leadTo(approval));
}

async function loadSessions() {
  const listed = (await call("sessions.list")).sessions;
  sessions.clear();
  for (const session of listed) sessions.set(session.key, session);
  draw();
}

let reading = 0;
async function loadEntries() {
  const [key, mine] = [current, ++reading];
  const [over, told] = [new Set(ended), taken.filter(message => message.session === key)];
  const gone = new Set(told.filter(message => message.over));
  let shown = { entries: [], more: false };
  try { shown = await call("sessions.show", { session: key, limit: 60 }); }
  catch (error) { if (!(error instanceof Refused) || sessions.has(key)) throw error; }
  // Another conversation was opened, or a newer reading is under way.
  if (key !== current || mine !== reading) return;
  // What was read before stays above, as long as the two meet.
  const first = shown.entries[0]?.seq;
  const before = entries.filter(entry => entry.seq < first);
  const meets = shown.more && before.length > 0 && entries.some(entry => entry.seq >= first);
  [entries, older] = meets ? [[...before, ...shown.entries], older] : [shown.entries, shown.more];
  contextStart = shown.context_start ?? 0;
  // A page that stays open for a year does not hold a year.
  if (entries.length > 300 && isAtEnd()) [entries, older] = [entries.slice(-200), true];
  for (const note of local.get(key) ?? []) note.after ??= entries.at(-1)?.seq ?? 0;
  // What stood below until it was read stands above now. Where nothing runs or waits, there is nothing more to come of what was told before.
  const inTurns = new Set(shown.entries.map(entry => entry.turn));
  for (const message of told) if (inTurns.has(message.turn) || shown.session?.state === "idle") gone.add(message);
  taken = taken.filter(message => !gone.has(message));
  draw();
  // Until its Markdown is read an answer stands as it was streamed.
  try { await readMarkdown(entries.filter(entry => entry.kind === "assistant").map(entry => entry.text)); }
  finally {
    ended = ended.filter(turn => turn.session !== key || !over.has(turn));
    draw();
  }
}

async function loadOlder() {
  const [key, first] = [current, entries[0].seq];
  const shown = await call("sessions.show", { session: key, limit: 60, before: first });
  if (key !== current || entries[0]?.seq !== first) return;
  await readMarkdown(shown.entries.filter(entry => entry.kind === "assistant").map(entry => entry.text));
  if (key !== current || entries[0]?.seq !== first) return;
  const scroll = $("scroll"), fromEnd = scroll.scrollHeight - scroll.scrollTop;
  [entries, older] = [[...shown.entries, ...entries], shown.more];
  // At once: where one was reading is only known when the older ones stand above it.
  quietly(drawn);
  scroll.scrollTop = scroll.scrollHeight - fromEnd;
}

/** What stood here before is not news: a screen reader hears what comes from now on. */
function quietly(work) {
  $("log").setAttribute("aria-live", "off");
  work();
  clearTimeout(quietly.timer);
  quietly.timer = setTimeout(() => $("log").setAttribute("aria-live", "polite"), 500);
}

async function readMarkdown(texts) {
  const unread = [...new Set(texts)].filter(text => text && !nodes.has(text));
  // A request takes a megabyte, and the newest are looked at first.
  for (let piece = unread; piece.length > 0;) {
    let [length, size] = [0, 0];
    while (length < piece.length && (length === 0 || size + piece.at(-1 - length).length < 100000)) size += piece.at(-1 - length++).length;
    const part = piece.slice(-length);
    piece = piece.slice(0, -length);
    const read = await post("api/markdown", part);
    part.forEach((text, i) => nodes.set(text, read[i]));
  }
  const held = new Set(entries.map(entry => entry.text));
  for (const text of nodes.keys()) if (nodes.size > 500 && !held.has(text)) nodes.delete(text);
}

async function loadHealth() {
  if (!me.owner) return;
  try { showHealth(ills(await call("status"))); }
  catch (error) { showHealth(["How it is, is not known now."]); throw error; }
}

const showHealth = lines => $("health").replaceChildren(...lines.map(line => make("p", { dir: "auto" }, line)));

/** What is not as it should be, a line each. That all is well is said only where a model has answered, and models, channels, disk, clock, jobs and what goes out are as they should be. */
function ills(status) {
  const because = ({ state, reason }) => `${state}${reason ? `, ${reason}` : ""}`, models = status.models ?? [], lines = [];
  for (const model of models) if (model.state !== "ready" && model.state !== "untried") lines.push(`Model ${model.name}: ${because(model)}`);
  for (const channel of status.channels ?? []) if (channel.state !== "ok" && channel.state !== "listening") lines.push(`${channel.name}: ${because(channel)}`);
  for (const [state, count] of Object.entries(status.outbox ?? {})) if (count > 0 && state !== "pending") lines.push(`${count} ${count === 1 ? "message" : "messages"} ${state === "unknown" ? "may not have arrived" : state} (openclaw outbox)`);
  if (status.cron?.failing?.length) lines.push(`Failing: ${status.cron.failing.join(", ")} (openclaw cron)`);
  if (status.effects_unknown > 0) lines.push(`${status.effects_unknown} ${status.effects_unknown === 1 ? "call" : "calls"} cut off by a crash (openclaw audit)`);
  if (status.clock?.waiting) lines.push("Waiting for the clock: cron jobs do not start until it is set.");
  else if (status.clock?.behind_seconds > 0) lines.push("The clock shows a time before the last thing that is known; is it set?");
  lines.push(...status.warnings ?? []);
  if (lines.length > 0) return lines;
  const ready = models.filter(model => model.state === "ready").map(model => model.name);
  return [ready.length > 0 ? `All is well. ${ready.join(", ")} answered.` : models.length > 0 ? "No model was asked yet." : "There is no model."];
}

// --- Saying -------------------------------------------------------------------------------------------------------------------------

function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, "0")).join("");
}

const attached = new Map();   // key -> files that go with the next message there; they are with the gateway already, or on their way

/** Sends files to the gateway at once, so that a message only has to name them. */
function attach(list) {
  for (const file of list) {
    const chip = { name: file.name || "pasted", type: file.type, size: file.size };
    attached.set(current, [...(attached.get(current) ?? []), chip]);
    chip.sent = attempt(() => upload(file, chip)).then(() => {
      if (!chip.id) for (const key of attached.keys()) detach(key, chip);
      drawAttached();
    });
  }
  drawAttached();
}

/** A file is not kept: it may be large, and whoever has it can attach it again. */
async function upload(file, chip) {
  const lost = new Refused(`${chip.name} could not be sent; attach it again`);
  let answer;
  // At least as fast as a bad line is.
  try { answer = await fetch("api/files", { method: "POST", headers: { "Content-Type": "application/octet-stream", [keyHeader]: pass.get() }, body: file, signal: AbortSignal.timeout(2 * patience + file.size / 8) }); } catch { throw lost; }
  if (answer.status === 401) throw new LoggedOut();
  if (!answer.ok) throw final.has(answer.status) || answer.status === 507 ? new Refused(`${chip.name} was not taken: ${(await answer.text().catch(() => "")).trim()}`) : lost;
  try { chip.id = (await answer.json()).id; } catch { throw lost; }
}

function detach(key, chip) {
  attached.set(key, (attached.get(key) ?? []).filter(other => other !== chip));
  drawAttached();
}

function drawAttached() {
  const chips = attached.get(current) ?? [];
  $("attached").hidden = chips.length === 0;
  put($("attached"), chips.map((chip, i) => [`${current} ${i} ${chip.name} ${chip.id ?? ""}`, () => make("li", {}, make("button", { type: "button", onclick: () => detach(current, chip) },
    make("bdi", {}, visible(chip.name)), chip.id ? " " : " … ", make("span", { "aria-hidden": "true" }, "✕"), make("span", { class: "unseen" }, "take it out")))]));
}

/** Kept before it is sent, under an id of its own: however often it is sent, it is said once. Its files may still be on their way. */
async function sendMessage(text, chips) {
  const message = { id: newId(), session: current, text, tab: tab(), at: Date.now() };
  const files = () => chips.map(({ id, name, type, size }) => ({ id, name, type, size }));
  kept.set("outgoing", [...outgoing(), { ...message, files: files() }]);
  trouble("act", "");
  draw(true);
  await Promise.all(chips.map(chip => chip.sent));
  // What is under way when a page is left fails for that reason alone, and the next page finds what is kept. One that was not left after all goes on.
  if (leaving) await new Promise(resolve => setTimeout(resolve, 5000));
  leaving = false;
  if (chips.every(chip => chip.id)) kept.set("outgoing", outgoing().map(other => other.id === message.id ? { ...other, files: files() } : other));
  else takeBack(message, chips.filter(chip => chip.id));
  await attempt(sendKept);
}

/** Puts a message that cannot go out as it is back to where it was written. */
function takeBack({ id, session, text }, chips) {
  kept.set("outgoing", outgoing().filter(other => other.id !== id));
  attached.set(session, [...chips, ...(attached.get(session) ?? [])]);
  const drafts = kept.get("drafts", {});
  kept.set("drafts", { ...drafts, [session]: [text, drafts[session]].filter(Boolean).join("\n") });
  if (session === current) showDraft();
  draw();
}

let leaving = false;
addEventListener("beforeunload", () => { leaving = true; });
addEventListener("pageshow", event => { if (event.persisted) location.reload(); });

/** Of this tab, also after a reload: its files are sent by nobody else. */
function tab() {
  try { tab.id ??= sessionStorage.getItem("openclaw.tab"); } catch { /* then each page is a tab of its own */ }
  tab.id ??= newId();
  try { sessionStorage.setItem("openclaw.tab", tab.id); } catch { /* the same */ }
  return tab.id;
}

const isWhole = message => (message.files ?? []).every(file => file.id);

/** The first that can go: of one conversation none overtakes another that is written here. */
const nextKept = () => outgoing().find((message, i, all) => isWhole(message) && !all.slice(0, i).some(other => other.session === message.session && other.tab === tab()));

/** The gateway has it. */
function take(message, turn) {
  kept.set("outgoing", outgoing().filter(other => other.id !== message.id));
  taken.push({ ...message, turn });
}

let sending;
function sendKept() {
  return sending ??= (async () => {
    await undefined;   // It is known as the one that sends before it can have ended.
    try {
      for (let message; (message = nextKept());) {
        let note;
        try {
          const result = await call("send", { session: message.session, message: message.id, text: message.text, ...(message.files?.length ? { files: message.files } : {}) });
          if (result.state === "command") note = { said: message.text, reply: result.reply };
          if (result.state === "failed") note = { said: message.text, reply: result.reply, bad: true };
          if (result.reason) note = { reply: result.reason };
          // Its event may have been quicker.
          if (result.turn && outgoing().some(other => other.id === message.id)) take(message, result.turn);
        } catch (error) {
          if (!(error instanceof Refused)) throw error;
          note = { said: message.text, reply: error.message, bad: true };
        }
        kept.set("outgoing", outgoing().filter(other => other.id !== message.id));
        if (note) addNote(message.session, note);
      }
      sendAgain.after = 1000;
      trouble("send", "");
    } catch (error) {
      if (!(error instanceof Away)) throw error;
      trouble("send", away(error));
      sendAgain();
      return;
    } finally { sending = undefined; }
    await loadEntries();
    await loadSessions();
  })();
}

/** What was not taken is sent again, even if everything else goes well meanwhile. */
function sendAgain() {
  clearTimeout(sendAgain.timer);
  sendAgain.timer = setTimeout(() => attempt(sendKept), sendAgain.after);
  sendAgain.after = Math.min(sendAgain.after * 2, 30000);
}
sendAgain.after = 1000;

/** Remembers what was said last before it: what comes later stands below it. */
function addNote(key, note) {
  const after = key === current ? entries.at(-1)?.seq ?? 0 : undefined;   // known when it is read next
  local.set(key, [...(local.get(key) ?? []), { ...note, after }].slice(-20));
}

/** Answers the call as it stands on this page: the gateway refuses the answer when another waits under the same name. */
async function decide({ id, fingerprint }, approve) {
  trouble("act", "");
  await attempt(async () => {
    const { approval } = await call(approve ? "approvals.approve" : "approvals.deny", { id, fingerprint });
    approvals.set(id, approval);
  });
  draw();
  if (!coarse) $("text").focus();
}

// --- Drawing ------------------------------------------------------------------------------------------------------------------------

const known = new Set(["p", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "span", "table", "tr", "th", "td", "hr", "strong", "em", "s", "code", "br", "pre", "a"]);

/** The server's nodes as elements, and no others than those it may name. */
function elements(list) {
  return list.map(node => {
    if (!Array.isArray(node)) return String(node);
    const [name, ...rest] = node;
    if (!known.has(name)) return rest.flat(Infinity).join("");
    if (name === "pre") return codeOf(rest[0], rest[1]);
    if (name === "ol") return make("ol", { start: rest[0] === 1 ? null : rest[0] }, ...elements(rest.slice(1)));
    if (name === "table") return make("div", { class: "table", tabindex: 0, role: "group", "aria-label": "table" }, make("table", {}, ...elements(rest)));
    if (name !== "a") return make(name, {}, ...elements(rest));
    const safe = /^(https?|mailto):/i.test(rest[0]);
    return safe ? make("a", { href: rest[0], target: "_blank", rel: "noopener noreferrer nofollow" }, ...elements(rest.slice(1))) : rest[0];
  });
}

/** The same for a whole text: each block goes in the direction of its first letter. */
const blocksOf = list => elements(list).map(block => {
  if (block instanceof Element && !block.matches(".code")) block.dir = "auto";
  return block;
});

function codeOf(language, text) {
  const what = language ? `${language} code` : "code";
  return make("div", { class: "code", dir: "ltr" },
    make("div", { class: "head" }, make("span", {}, language), make("button", { type: "button", class: "small", onclick: event => copy(text, event.currentTarget) }, "Copy", make("span", { class: "unseen" }, ` the ${what}`))),
    make("pre", { tabindex: 0, "aria-label": what }, make("code", {}, text)));
}

/** Copies a text, and says so for a moment, to the ear as well. */
async function copy(text, button) {
  const took = await navigator.clipboard?.writeText(text).then(() => true, () => false) || copySelected(button.closest(".code").querySelector("pre"));
  $("told").textContent = button.firstChild.data = took ? "Copied" : "Not copied";
  clearTimeout(button.timer);
  button.timer = setTimeout(() => { $("told").textContent = ""; button.firstChild.data = "Copy"; }, 2000);
}

/** Over plain http a browser gives no clipboard to a page, but copies what is selected. */
function copySelected(element) {
  getSelection().selectAllChildren(element);
  const took = document.execCommand("copy");
  getSelection().removeAllRanges();
  return took;
}

const words = text => make("div", { class: "words" }, ...(nodes.has(text) ? blocksOf(nodes.get(text)) : [make("p", { dir: "auto" }, text)]));

const clock = at => { const date = new Date(at); return `${date.toDateString() === new Date().toDateString() ? "" : `${date.toLocaleDateString()} `}${date.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}`; };

/** Steps in an element that stays: one that somebody has opened stays open while more of it comes. */
function putSteps(box, steps, open) {
  if (steps.length === 0) return;
  const all = box.firstElementChild ?? box.appendChild(make("details", { class: "steps", open }, make("summary", {}), make("div", {})));
  putText(all.firstChild, steps.length === 1 ? "1 step" : `${steps.length} steps`);
  put(all.lastChild, steps.map((step, i) => [String(i), () => make("details", {}, make("summary", {})), details => {
    const title = `${step.tool} ${visible(step.display ?? step.input ?? "")}`.trim(), state = step.verdict === "deny" ? " (denied)" : step.failed ? " (failed)" : "";
    putText(details.firstChild, `${title.length > 160 ? `${title.slice(0, 160)}…` : title}${state}`);
    [title.length > 160 ? title : "", visible(step.text ?? "")].filter(Boolean).forEach((text, at) => putText(details.children[at + 1] ?? details.appendChild(make("pre", { tabindex: 0 })), text));
  }]));
}

/** What a model thinks aloud is not its answer: folded until somebody wants to see it. */
function putThought(box, thought) {
  if (!thought && !box.firstElementChild) return;
  const all = box.firstElementChild ?? box.appendChild(make("details", { class: "steps" }, make("summary", {}, "Thought"), make("pre", { tabindex: 0 })));
  putText(all.lastChild, visible(thought));
}

function stepsOf(steps) {
  const box = make("div", {});
  putSteps(box, steps, false);
  return box;
}

const putText = (element, text) => { if (element.textContent !== text) element.textContent = text; };

/** Entries in groups: what somebody said, what was done about it, what was answered. */
function groups(list) {
  const all = [];
  for (const entry of list) {
    if (all.length === 0 || (entry.kind === "user" && all.at(-1).parts.some(part => part.kind !== "user")) ) all.push({ parts: [], steps: [] });
    const group = all.at(-1);
    if (entry.kind === "tool_call") group.steps.push({ call: entry.call, tool: entry.tool, input: entry.text });
    else if (entry.kind === "tool_result") {
      const step = group.steps.findLast(s => s.call === entry.call && s.text === undefined);
      if (step) step.text = entry.text;
    } else group.parts.push(entry);
  }
  return all;
}

/** What somebody said, and the files that came with it: in the text each has a line for the model, which is not shown twice. */
function saidWith({ text, files, seq }, session = current) {
  const names = (files ?? []).map(({ place }) => `[file ${place}`);
  const own = text.split("\n").filter(line => !names.some(name => line === `${name}]` || line.startsWith(`${name} (`))).join("\n");
  const get = i => bytesOf(`api/file?${new URLSearchParams({ session, seq, file: i })}`, files[i].name);
  return [own ? make("div", { class: "said", dir: "auto" }, own) : null, files ? fileList(files, `${session} ${seq}`, get, attempt) : null];
}

async function bytesOf(path, name) {
  let answer;
  try { answer = await fetch(path, { headers: { [keyHeader]: pass.get() }, cache: "no-store" }); } catch { throw new Away(); }
  if (answer.status === 401) throw new LoggedOut();
  if (!answer.ok) throw new Refused(`${name}: ${(await answer.text().catch(() => "")).trim()}`);
  return answer.blob();
}

function groupOf({ parts, steps }) {
  const shown = parts.map(part => part.kind === "user" ? [...saidWith(part), part.at ? make("p", { class: "fine" }, clock(part.at)) : null]
    : part.kind === "assistant" ? [make("span", { class: "unseen" }, `${me.agent}: `), words(part.text), make("p", { class: "fine" }, [part.cut === "stopped" ? "stopped here" : part.cut && `cut off here: ${part.cut}`, part.model, part.at && clock(part.at)].filter(Boolean).join(" · "))]
    : [make("div", { class: "notice", dir: "auto" }, part.text)]).flat();
  return make("article", { class: "turn" }, make("h2", { class: "unseen" }, parts[0]?.kind === "user" ? "A message and what came of it" : "A notice"), ...shown, stepsOf(steps));
}

/**
 * Makes the children those of a list of [key, build, update]: whatever has its key there already stays the element that it is, so that what is read, opened or selected
 * stays so. Whoever had the focus on what is gone goes on writing.
 */
function put(parent, list) {
  const focused = parent.contains(document.activeElement) ? document.activeElement : null;
  const there = new Map([...parent.children].map(child => [child.dataset.key, child]));
  const keys = new Set(list.map(([key]) => key));
  for (const [key, child] of there) if (!keys.has(key)) child.remove();
  let at = parent.firstElementChild;
  for (const [key, build, update] of list) {
    let child = there.get(key);
    if (!child) { child = build(); child.dataset.key = key; }
    if (child === at) at = at.nextElementSibling;
    else parent.insertBefore(child, at);
    update?.(child);
  }
  // An element that is moved loses the focus; on a phone the focus would open the keyboard.
  if (!focused || parent.contains(document.activeElement)) return;
  if (parent.contains(focused)) focused.focus({ preventScroll: true });
  else if (!coarse) ($("text").disabled ? $("scroll") : $("text")).focus();
}

function isAtEnd() {
  const { scrollHeight, scrollTop, clientHeight } = $("scroll");
  return scrollHeight - scrollTop - clientHeight < 60;
}

let drawing;
/** Draws all of it at the next frame, however often it was called. */
function draw(toEnd = false) {
  if (toEnd) drawn.follow = true;
  drawing ??= requestAnimationFrame(() => { drawing = undefined; drawn(); });
}

function drawn() {
  if (!me) return;
  const session = sessions.get(current), turn = turns.get(current), scroll = $("scroll");
  const atEnd = drawn.follow || isAtEnd();
  drawn.follow = false;
  drawSide();

  // A turn's steps are drawn as they happen, and stay until they are read; the same ones in the transcript would stand there twice.
  const alive = [...ended.filter(one => one.session === current), turn].filter(Boolean);
  const list = groups(entries.filter(entry => entry.kind === "user" || !alive.some(one => one.turn === entry.turn && one.since < entry.seq)));
  const notes = (local.get(current) ?? []).map((note, i) => ({ at: note.after ?? Number.MAX_SAFE_INTEGER, row: [`${current} n${i}${note.reply}`, () => make("div", { class: "turn" }, note.said ? make("div", { class: "said", dir: "auto" }, note.said) : null, make("div", { class: note.bad ? "fine bad" : "notice", dir: "auto" }, note.reply ?? ""))] }));
  const said = list.map(group => ({ at: group.parts[0]?.seq ?? 0, row: [`${current} g${group.parts.map(part => part.seq)}.${group.steps.length}.${group.steps.filter(step => step.text !== undefined).length}.${group.parts.every(part => part.kind !== "assistant" || nodes.has(part.text))}`, () => groupOf(group)] }));
  // What stands above it is the transcript's, and no longer the model's.
  const afresh = entries.some(entry => entry.seq < contextStart) ? [{ at: contextStart - .5, row: [`${current} afresh ${contextStart}`, () => make("p", { class: "afresh" }, "Started afresh: the model knows nothing of what stands above.")] }] : [];
  const rows = [...said, ...afresh, ...notes].sort((a, b) => a.at - b.at).map(one => one.row);
  if (rows.length === 0 && alive.length === 0 && [...taken, ...outgoing()].every(message => message.session !== current)) rows.push([`${current} empty`, () => make("p", { class: "empty" }, "Nothing was said here yet.")]);
  put($("log"), rows);
  if (!older && document.activeElement === $("older")) $("scroll").focus();
  $("older").hidden = !older;

  const here = taken.filter(message => message.session === current);
  put($("live"), [
    ...alive.flatMap(one => [...here.filter(message => message.turn === one.turn).map(message => saidOf(message, "")), ...aliveOf(one, one === turn)]),
    ...here.filter(message => !alive.some(one => one.turn === message.turn)).map(message => saidOf(message, "in the queue")),
    ...outgoing().filter(message => message.session === current).map(message => saidOf(message, isWhole(message) ? "not taken yet" : "its files are on their way")),
  ]);
  // Words come many times a second: they go into the elements that are there.
  const asked = pending().some(approval => approval.session === current);
  if (turn) {
    const box = $("live").querySelector(".cursor");
    for (; box.dataset.blocks < turn.blocks.length; box.dataset.blocks++) box.lastChild.before(...blocksOf(turn.blocks[box.dataset.blocks]));
    box.lastChild.textContent = turn.text.slice(turn.cut);
  }
  drawApprovals();

  const state = turn ? `working${turn.model ? ` · ${turn.model}` : ""}` : asked ? "waits for a decision" : session?.state === "waiting" ? "waits for a model that answers" : session?.state ?? "new";
  $("title").textContent = $("title").title = nameOf(current);
  $("state").textContent = [state, session?.waiting ? `${session.waiting} in the queue` : "", session?.policy ? `policy ${session.policy}` : ""].filter(Boolean).join(" · ");
  $("stop").hidden = !turn && !asked && session?.state !== "asking" && session?.state !== "waiting";
  const mine = isMine(current);
  $("text").disabled = $("send").disabled = $("attach").disabled = !mine;
  $("elsewhere").hidden = mine;
  $("elsewhere").textContent = `This conversation is at ${current}. It can be read here, and spoken to there.`;
  const waiting = pending().length;
  document.title = `${waiting ? `(${waiting}) ` : ""}${nameOf(current)} · ${me.agent}`;
  if (atEnd) scroll.scrollTop = scroll.scrollHeight;
}

/** A message that the transcript does not show yet. */
function saidOf(message, state) {
  const bubble = message.text ? make("div", { class: message.turn ? "said" : "said waits", dir: "auto" }, message.text) : null;
  return [`o${message.id} ${state}`, () => make("div", { class: "turn" }, bubble, message.files?.length ? fileList(message.files) : null, state ? make("p", { class: "fine" }, state) : null)];
}

/** A turn in what it has done and said until now; the words of one that runs are put in by whoever draws it. */
const aliveOf = (turn, runs) => [
  [`s${turn.turn}`, () => make("div", {}), box => putSteps(box, turn.steps, true)],
  [`h${turn.turn}`, () => make("div", {}), box => putThought(box, turn.thought)],
  [`f${turn.turn}`, () => make("p", { class: "fine" }), line => putText(line, turn.failed ? `${turn.failed}; the next model goes on` : "")],
  [`${runs ? "w" : "e"}${turn.telling}`, () => make("div", { class: runs ? "words cursor turn" : "words turn", "data-blocks": turn.blocks.length },
    ...turn.blocks.flatMap(blocksOf), make("span", { class: "streamed" }, turn.text.slice(turn.cut)))],
];

const pending = () => [...approvals.values()].filter(approval => approval.state === "pending");
const isMine = key => key === me.home || key.startsWith(`${me.sender}/`);
const decoded = text => { try { return decodeURIComponent(text); } catch { return text; } };
/** The conversation in the address; any other mark there is a place on the page. */
const addressed = () => location.hash.startsWith("#/") ? decoded(location.hash.slice(2)) : "";
const nameOf = key => key === me.home ? "main" : key.startsWith(`${me.sender}/`) ? decoded(key.slice(me.sender.length + 1)) : key;

function drawSide() {
  // The newest come first; older ones than a hundred are found by `openclaw sessions`.
  const keys = [...new Set([me.home, current, ...[...sessions.keys()].slice(0, 100)])];
  const waiting = pending();
  put($("sessions"), keys.map(key => {
    const session = sessions.get(key), asks = waiting.filter(approval => approval.session === key).length;
    const what = asks ? "waits for you" : turns.has(key) ? "working" : session ? [session.state === "idle" ? "" : session.state, session.updated_at && clock(session.updated_at)].filter(Boolean).join(" · ") : "new";
    return [key, () => make("li", {}, make("button", { type: "button", onclick: () => open(key) },
      make("span", { class: "name", dir: "auto" }, nameOf(key)), make("span", { class: "mark", hidden: true }, make("span", {}), make("span", { class: "unseen" }, " to decide")), make("span", { class: "what" }))), item => {
      const button = item.firstChild, [, mark, state] = button.children;
      if (key === current) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
      mark.hidden = asks === 0;
      putText(mark.firstChild, String(asks));
      putText(state, what);
    }];
  }));
  const elsewhere = waiting.filter(approval => approval.session !== current);
  $("asks").hidden = elsewhere.length === 0;
  $("asks").textContent = elsewhere.length === 1 ? "1 waits for you" : `${elsewhere.length} wait for you`;
}

function drawApprovals() {
  // What was decided about the last message still belongs to what one sees; before that it is history.
  const since = Date.parse(entries.findLast(entry => entry.kind === "user")?.at ?? 0);
  const here = [...approvals.values()].filter(approval => approval.session === current && (approval.state === "pending" || Date.parse(approval.decided_at ?? 0) >= since));
  const decided = here.filter(approval => approval.state !== "pending").sort((a, b) => Date.parse(a.decided_at) - Date.parse(b.decided_at)).slice(-3);
  const asked = here.filter(approval => approval.state === "pending").sort((a, b) => Date.parse(a.asked_at) - Date.parse(b.asked_at));
  const rows = [...decided, ...asked].map(approval => [`${approval.id} ${approval.state}`, () => approval.state === "pending" ? askOf(approval) : decidedOf(approval)]);
  // At the first question that this person may answer, and never again once he has said no.
  if (asked.some(approval => approval.may_decide !== false) && notices.mayAsk() && !kept.get("silent", false)) rows.push(["offer", offer]);
  put($("approvals"), rows);
}

function offer() {
  return make("div", { class: "offer" }, make("p", {}, "When a call waits and you look elsewhere, the browser can tell you."),
    make("button", { type: "button", onclick: () => notices.ask().then(() => draw()) }, "Notify me"),
    make("button", { type: "button", onclick: () => { kept.set("silent", true); draw(); } }, "No, thanks"));
}

/** Opens the conversation where a call waits, at the question. No button of it has the focus: an Enter that was meant for something else would answer it. */
function leadTo({ id, session }) {
  if (session !== current) open(session);
  drawn();
  const question = [...document.querySelectorAll(".ask")].find(one => one.dataset.id === id);
  question?.scrollIntoView({ block: "nearest" });
  question?.focus();
}

function askOf(approval) {
  return make("section", { class: "ask", "aria-label": `Approval ${approval.id}`, "data-id": approval.id, tabindex: -1 },
    make("h2", {}, `Allow ${approval.tool}?`),
    make("pre", { tabindex: 0, dir: "ltr", "aria-label": "the whole call" }, visible(approval.display)),
    approval.reason ? make("p", {}, approval.reason) : null,
    approval.note ? make("p", {}, `Asked again: ${visible(approval.note)}.`) : null,
    make("p", {}, `Asked by ${approval.rule ?? "the policy"}${approval.span ? ` ${approval.span.startsWith("(") ? approval.span : `(${approval.span})`}` : ""}, for ${approval.sender ?? "the gateway"}. Id ${approval.id}${approval.expires_at ? `, until ${clock(approval.expires_at)}` : ""}.`),
    approval.may_decide === false ? make("p", {}, "It is for somebody else to decide.") : make("div", { class: "answers" },
      make("button", { type: "button", class: "main", onclick: () => decide(approval, true) }, "Approve", make("span", { class: "unseen" }, ` ${approval.id}`)),
      make("button", { type: "button", onclick: () => decide(approval, false) }, "Deny", make("span", { class: "unseen" }, ` ${approval.id}`))));
}

function decidedOf(approval) {
  const how = { approved: "Approved", used: "Approved", denied: "Denied", expired: "Expired", withdrawn: "Withdrawn" }[approval.state] ?? approval.state;
  return make("p", { class: "ask done" }, `${how}${approval.decided_by ? ` by ${approval.decided_by}` : ""}${approval.decided_at ? ` at ${clock(approval.decided_at)}` : ""}: ${approval.tool} ${visible(approval.display)}`);
}

// --- What a person does -------------------------------------------------------------------------------------------------------------

function open(key) {
  if (current) keepDraft();
  [current, entries, older] = [key, [], false];
  kept.set("current", key);
  location.hash = `/${encodeURIComponent(key)}`;
  showDraft();
  showSide(false);
  trouble("act", "");
  trouble("turn", "");
  quietly(() => draw(true));
  attempt(loadEntries).then(() => quietly(() => draw(true)));
  if (!coarse) $("text").focus();
}

function keepDraft() {
  const drafts = kept.get("drafts", {});
  if ($("text").value) drafts[current] = $("text").value;
  else delete drafts[current];
  kept.set("drafts", drafts);
}

function showDraft() {
  $("text").value = kept.get("drafts", {})[current] ?? "";
  grow();
  drawAttached();
}

function grow() {
  const text = $("text");
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight + 2}px`;
}

function showSide(shown) {
  $("side").classList.toggle("open", shown);
  $("menu").setAttribute("aria-expanded", String(shown));
}

$("text").addEventListener("input", () => { keepDraft(); grow(); });
$("text").addEventListener("keydown", event => {
  // On a phone Enter is for a new line; an Enter that ends a word of an input method is not for us.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || coarse) return;
  event.preventDefault();
  $("composer").requestSubmit();
});
$("composer").addEventListener("submit", event => {
  event.preventDefault();
  const text = $("text").value, chips = attached.get(current) ?? [];
  if ($("text").disabled || (!text.trim() && chips.length === 0)) return;
  attached.delete(current);
  $("text").value = "";
  keepDraft();
  showDraft();
  sendMessage(text, chips);
});
$("attach").addEventListener("click", () => $("files").click());
$("files").addEventListener("change", () => { attach($("files").files); $("files").value = ""; });
$("text").addEventListener("paste", event => {
  if (event.clipboardData.files.length === 0) return;
  event.preventDefault();
  attach(event.clipboardData.files);
});
$("talk").addEventListener("dragover", event => event.preventDefault());
$("talk").addEventListener("drop", event => {
  event.preventDefault();
  if (!$("text").disabled && event.dataTransfer.files.length > 0) attach(event.dataTransfer.files);
});
$("stop").addEventListener("click", () => attempt(() => call("turn.stop", { session: current })));
$("older").addEventListener("click", () => attempt(loadOlder));
$("menu").addEventListener("click", () => showSide(!$("side").classList.contains("open")));
$("asks").addEventListener("click", () => leadTo(pending().find(approval => approval.session !== current)));
$("new-form").addEventListener("submit", event => {
  event.preventDefault();
  const name = $("new-name").value.trim().replace(/[:%/\s]+/g, "-");
  if (!name) return $("new-name").focus();
  $("new-name").value = "";
  open(name === "main" ? me.home : `${me.sender}/${name}`);
});
document.addEventListener("keydown", event => {
  if (event.key !== "Escape" || !$("side").classList.contains("open")) return;
  showSide(false);
  $("menu").focus();
});
$("viewer-close").addEventListener("click", () => $("viewer").close());
$("viewer").addEventListener("close", () => $("viewer-content").replaceChildren());
$("theme").addEventListener("click", () => {
  const dark = document.documentElement.dataset.theme ? document.documentElement.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "light" : "dark";
  looks.set(document.documentElement.dataset.theme);
});
// The next one at this browser finds nothing of it: neither what was typed nor what was read.
$("logout").addEventListener("click", () => attempt(async () => { await post("api/logout", {}); kept.forget(); pass.forget(); location.replace("./"); }));
$("login-form").addEventListener("submit", async event => {
  event.preventDefault();
  $("login-trouble").textContent = "";
  try {
    await post("api/login", { token: $("token").value });
    $("token").value = "";
    await start();
  } catch (error) {
    $("login-trouble").textContent = error instanceof Refused ? error.message : "The gateway does not answer.";
    $("token").select();
  }
});
addEventListener("hashchange", () => {
  const key = addressed();
  if (me && key && key !== current) open(key);
});
document.addEventListener("visibilitychange", () => { hurry(); if (!document.hidden && me) attempt(loadHealth); });
setInterval(() => { if (!document.hidden && me) attempt(loadHealth); }, 60000);
// The login is renewed by who is asked who he is, and a page may stay open for months.
setInterval(() => { if (me) attempt(start); }, 6 * 3600 * 1000);

/** Somebody else may be here now: nothing of what was on the page is his, nor what its address names. */
function startOver() {
  history.replaceState(null, "", location.pathname);
  location.reload();
}

function showLogin() {
  stream?.close();
  if (me) return startOver();
  $("app").hidden = true;
  $("login").hidden = false;
  document.title = "openclaw";
  $("token").focus();
}

async function start() {
  let answer;
  let told;
  try {
    answer = await fetch("api/me", { headers: { [keyHeader]: pass.get() }, signal: AbortSignal.timeout(patience) });
    if (answer.ok) told = await answer.json();
  } catch { told = undefined; }
  if (answer?.status === 401) return showLogin();
  if (!told) {
    if (!$("app").hidden) gone(new Away());
    clearTimeout(comeBack.timer);
    comeBack.timer = setTimeout(() => attempt(start), pause = Math.min(pause * 1.6, 10000));
    return;
  }
  if (me && me.sender !== told.sender) return startOver();
  const first = !me;
  me = told;
  $("login").hidden = true;
  $("app").hidden = false;
  if (first) {
    open(addressed() || kept.get("current", me.home));
    // Files that were on their way when the page was left did not come, nor those of a tab that is gone: what went with them is written again, and not lost.
    for (const message of outgoing().filter(message => !isWhole(message) && (message.tab === tab() || message.at < Date.now() - 3600000))) {
      takeBack(message, message.files.filter(file => file.id));
      trouble("act", `${message.files.find(file => !file.id).name} was not sent; attach it again`);
    }
  }
  listen();
}

const theme = looks.get();
if (theme) document.documentElement.dataset.theme = theme;
start();
