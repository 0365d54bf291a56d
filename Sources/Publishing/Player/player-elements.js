"use strict";

// Elements made by script: the page's security policy and untrusted words leave no room for markup.

const root = document.documentElement;

// Without a player, the steps below one another are better than an empty page.
addEventListener("error", () => root.classList.add("failed"));

/** @typedef {Record<string, string | number | boolean | null>} Attributes */

/**
 * Makes an HTML element; an attribute that is null, false or empty is left out.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Attributes} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  setAttributes(made, attributes);
  made.append(...children);
  return made;
}

/**
 * Makes a part of the page.
 * @param {string} name its class
 * @param {...(Node | string)} children
 */
function box(name, ...children) { return element("div", { class: name }, ...children); }

/**
 * Makes an SVG element.
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} tag
 * @param {Attributes} attributes
 * @param {...(Node | string)} children
 * @returns {SVGElementTagNameMap[K]}
 */
function drawn(tag, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  setAttributes(made, attributes);
  made.append(...children);
  return made;
}

/**
 * Makes a MathML element.
 * @param {string} tag
 * @param {...(Node | string)} children
 */
function mathematics(tag, ...children) {
  const made = document.createElementNS("http://www.w3.org/1998/Math/MathML", tag);
  made.append(...children);
  return made;
}

/**
 * @param {Element} target
 * @param {Attributes} attributes
 */
function setAttributes(target, attributes) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === false || value === "") target.removeAttribute(key);
    else target.setAttribute(key, value === true ? "" : String(value));
  }
}

/**
 * @param {string} selector
 * @param {ParentNode} [within]
 */
function all(selector, within = document) {
  return Array.from(within.querySelectorAll(selector));
}

/**
 * @template T
 * @param {T} number
 * @param {T} least
 * @param {T} most
 */
function clamped(number, least, most) {
  return number > most ? most : number < least ? least : number;
}

/** The lines of each icon on a square of 24. */
const ICONS = {
  previous: "M15 4 7 12l8 8",
  next: "m9 4 8 8-8 8",
  overview: "M4 5h7v6H4zm9 0h7v6h-7zm-9 8h7v6H4zm9 0h7v6h-7z",
  notes: "M4 6h16M4 11h16M4 16h10",
  update: "M4 5v14h16M7 8c3 0 3 8 7 8h4m-3-3l3 3-3 3",
  panel: "M4 7h9m4 0h3M4 17h3m4 0h9M15 4v6M9 14v6",
  question: "M8 9a4 4 0 1 1 5.5 3.7c-1 .5-1.5 1-1.5 2.3m0 4v.5",
  presenter: "M3 4h18v11H3zm9 11v5m-5 0h10",
  fullscreen: "M4 9V4h5m6 0h5v5m0 6v5h-5m-6 0H4v-5",
  theme: "M12 3a9 9 0 1 0 0 18zm0 0a9 9 0 0 1 0 18",
  help: "M12 3a9 9 0 1 0 .01 0M9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.8.4-1 .9-1 1.7m0 3v.5",
  close: "m6 6 12 12M18 6 6 18",
};

/**
 * Makes a button with an icon, named for all readers, with its key in the tooltip.
 * @param {keyof typeof ICONS} name the icon, and the word that names the button
 * @param {() => void} action
 * @param {string} key
 */
function iconButton(name, action, key) {
  const label = say(name);
  const icon = drawn(
    "svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, drawn("path", { d: ICONS[name] }));
  const button = wordButton(icon, action);
  setAttributes(button, { class: `icon ${name}`, "aria-label": label, title: `${label} (${key})` });
  return button;
}

/**
 * Makes a button with words.
 * @param {Node | string} label
 * @param {() => void} action
 */
function wordButton(label, action) {
  const button = element("button", { type: "button", class: "word" }, label);
  button.onclick = action;
  return button;
}

/**
 * Opens a dialog that takes the focus and gives it back; Escape closes it.
 * @param {string} name its class, and the word that is its heading
 * @param {...Node} content
 */
function openDialog(name, ...content) {
  const id = `${name}-heading`;
  const dialog = element("dialog", { class: name, "aria-labelledby": id });
  const close = () => dialog.close();
  dialog.append(
    element("header", {}, element("h2", { id }, say(name)), iconButton("close", close, "Esc")),
    ...content);
  dialog.onclose = () => dialog.remove();
  dialog.onclick = ({ target }) => {
    if (target === dialog) close();
  };
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
