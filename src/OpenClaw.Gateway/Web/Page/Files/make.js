// Elements, and text that is fit to be looked at.

/** An element with attributes and children; what begins with "on" listens, true is an attribute without a value, and what is null is left out. */
export function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...children.filter(child => child != null));
  return element;
}

/** What could move, reorder or hide letters is shown as what it is: somebody decides by this text. */
export const visible = text => text.replace(/\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}|\p{Co}|\p{Cs}/gu, c => c === "\n" || c === "\t" ? c : `\\u{${c.codePointAt(0).toString(16).toUpperCase()}}`);
