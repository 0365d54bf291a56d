"use strict";

// A served page: it renews itself when its file is saved, and shows mistakes over the last good one.

/** @typedef {{ text: string, role: string }} MessagePart */
/** @typedef {{ isCode: boolean, parts: MessagePart[] }} Paragraph */
/** @typedef {{ version: string, error: Paragraph[] | null }} News */

const LIVE_WORDS = {
  en: {
    lost: "Connection lost. This page goes on when the tool runs again.",
    mistake: "The file has a mistake; this is the last correct version.", hide: "Hide the mistake",
  },
  it: {
    lost: "Connessione persa. La pagina riprende quando il programma è di nuovo in funzione.",
    mistake: "Il file ha un errore; questa è l’ultima versione corretta.",
    hide: "Nascondi l’errore",
  },
};

const livePage = document.documentElement;
const words = livePage.lang === "it" ? LIVE_WORDS.it : LIVE_WORDS.en;
/** What is kept while the page is loaded again. */
const MEMORY = "unroll live";

/**
 * @param {string} tag
 * @param {string} name its class
 * @param {Record<string, string>} [attributes]
 */
function part(tag, name, attributes = {}) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

// Both are there before they have words, so that screen readers read the words aloud.
const banner = part("div", "live-error", { role: "alert" });
const notice = part("p", "live-notice", { role: "status" });

/** The mistake that the banner shows, as text, so that it is not announced again. */
let shownError = "null";

/** @param {Paragraph[] | null} error */
function showError(error) {
  const text = JSON.stringify(error);
  if (text === shownError) return;
  shownError = text;
  banner.replaceChildren();
  if (!error) return;
  const hide = part("button", "", { type: "button", "aria-label": words.hide, title: words.hide });
  hide.textContent = "×";
  hide.addEventListener("click", () => banner.replaceChildren());
  // Without a page that was once right, its own words say what it waits for.
  const isOld = !livePage.classList.contains("waiting");
  if (isOld) banner.append(hide, paragraph([{ text: words.mistake, role: "lead" }], "p"));
  for (const { isCode, parts } of error) banner.append(paragraph(parts, isCode ? "pre" : "p"));
}

/**
 * @param {MessagePart[]} parts
 * @param {string} tag
 */
function paragraph(parts, tag) {
  const made = part(tag, "");
  for (const { text, role } of parts) {
    const piece = part(role === "plain" ? "span" : "b", role === "plain" ? "" : role);
    piece.textContent = text;
    made.append(piece);
  }
  return made;
}

// MARK: Loading again

/** The names of the player's buttons that are pressed: its panels, and the question mode. */
function pressedButtons() {
  return Array.from(document.querySelectorAll("button.icon[aria-pressed=true]"), (button) =>
    button.className);
}

function loadAgain() {
  try {
    const memory = { pressed: pressedButtons(), x: scrollX, y: scrollY };
    sessionStorage.setItem(MEMORY, JSON.stringify(memory));
  } catch {
    // The browser keeps nothing for this page: it opens as it does at first.
  }
  location.reload();
}

/** Opens what was open before the page was loaded again. */
function restore() {
  try {
    const memory = JSON.parse(sessionStorage.getItem(MEMORY) ?? "null");
    sessionStorage.removeItem(MEMORY);
    if (!memory) return;
    for (const button of Array.from(document.querySelectorAll("button.icon"))) {
      const isPressed = button.getAttribute("aria-pressed") === "true";
      const wasPressed = memory.pressed.includes(button.className);
      if (button instanceof HTMLElement && isPressed !== wasPressed) button.click();
    }
    scrollTo(memory.x, memory.y);
  } catch {
    // As above.
  }
}

// MARK: Notes

/** The version that the server shows. */
let newest = livePage.dataset.live ?? "";
let isSwapping = false;

/** Exchanges what has changed, and does so again if there is something newer by then. */
async function swap() {
  if (isSwapping) return;
  isSwapping = true;
  try {
    while (newest !== livePage.dataset.live) {
      const answer = await fetch("/", { cache: "no-store" });
      const next = new DOMParser().parseFromString(await answer.text(), "text/html");
      const version = next.documentElement.dataset.live;
      const [style, nextStyle] = [document, next].map((page) => page.querySelector("style"));
      if (!version || style?.textContent !== nextStyle?.textContent
        || next.documentElement.className !== livePage.className) {
        return loadAgain();
      }
      const [main, nextMain] = [document, next].map((page) => page.querySelector("main"));
      if (main && nextMain) await exchange(main, nextMain);
      document.title = next.title;
      livePage.dataset.live = version;
      if (newest !== version) await new Promise((resolve) => { setTimeout(resolve, 50); });
    }
  } catch {
    // The connection is lost; when it is there again, the server says what is newest.
  } finally {
    isSwapping = false;
  }
}

/**
 * Makes the children of an element those of another. Children that both have stay the same
 * elements, and what is in view stays where it is.
 * @param {Element} main
 * @param {Element} next
 */
async function exchange(main, next) {
  /** @type {Map<string, Element[]>} */
  const present = new Map();
  for (const child of Array.from(main.children)) {
    present.set(child.outerHTML, [...present.get(child.outerHTML) ?? [], child]);
  }
  const fresh = new Set();
  const wanted = Array.from(next.children, (child) => {
    const same = present.get(child.outerHTML)?.shift();
    if (same) return same;
    const copy = document.importNode(child, true);
    fresh.add(copy);
    return copy;
  });
  // Pictures are there before they are shown: nothing flickers, and all heights are known.
  const pictures = [...fresh].flatMap((child) => Array.from(child.querySelectorAll("img")));
  await Promise.race([
    Promise.allSettled(pictures.map((picture) => picture.decode())),
    new Promise((resolve) => { setTimeout(resolve, 2000); }),
  ]);
  const kept = new Set(wanted);
  const anchor = wanted.find((child) =>
    !fresh.has(child) && child.getBoundingClientRect().bottom > 0);
  const before = anchor?.getBoundingClientRect().top ?? 0;
  for (const child of Array.from(main.children)) if (!kept.has(child)) child.remove();
  let place = main.firstElementChild;
  for (const child of wanted) {
    if (child === place) place = place.nextElementSibling;
    else main.insertBefore(child, place);
  }
  if (anchor && scrollY > 0) scrollBy(0, anchor.getBoundingClientRect().top - before);
}

// MARK: News

/** @param {News} news */
function hear({ version, error }) {
  notice.textContent = "";
  showError(error);
  newest = version;
  if (newest === livePage.dataset.live) return;
  if (livePage.classList.contains("notes")) swap();
  else loadAgain();
}

function listen() {
  const events = new EventSource("/events");
  events.addEventListener("message", (event) => hear(JSON.parse(event.data)));
  events.addEventListener("error", () => {
    notice.textContent = words.lost;
    // Not every browser tries again after a refusal.
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 1000);
  });
  // A page that is left is not one whose connection is lost.
  addEventListener("pagehide", () => events.close(), { once: true });
}

document.body.append(banner, notice);
restore();
listen();
addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
