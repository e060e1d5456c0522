// The browser's notifications: that a call waits for an answer, told where the page is not in front. Browsers have them on pages of https and of this machine only.

const shown = new Map();   // id of an approval -> the notification about it

/** Browsers of phones have the class and refuse to make one of it. */
let isSupported = isSecureContext && "Notification" in window;
// Without a permission it shows nothing, so it can be tried.
if (isSupported && Notification.permission !== "granted") tryNew("", {})?.close();

function tryNew(title, options) {
  try { return new Notification(title, options); }
  catch (error) {
    if (!(error instanceof TypeError)) throw error;
    isSupported = false;
    return null;
  }
}

/** Nobody has said yes or no yet. */
export const mayAsk = () => isSupported && Notification.permission === "default";

/** To be called where a person has pressed something: a browser asks for nothing else. */
export const ask = () => Notification.requestPermission();

/** Tells of an approval, unless somebody looks at the page; `lead` leads to it. */
export function announce(id, title, body, lead) {
  if (!isSupported || Notification.permission !== "granted" || shown.has(id) || (!document.hidden && document.hasFocus())) return;
  // Of several tabs each tells; with one tag the browser shows one.
  const note = tryNew(title, { body, tag: id });
  if (!note) return;
  shown.set(id, note);
  note.onclick = () => { window.focus(); note.close(); lead(); };
  note.onclose = () => shown.delete(id);
}

/** It is answered, here or elsewhere. */
export function withdraw(id) {
  shown.get(id)?.close();
  shown.delete(id);
}
