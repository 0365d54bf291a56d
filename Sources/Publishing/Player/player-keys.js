"use strict";

// Keys, clicks and swipes.

/** @type {{ keys: string[], shown: string, word: string, act?: () => void }[]} */
const KEYS = [
  {
    keys: ["ArrowRight", "ArrowDown", "PageDown", " "], shown: "→ ↓ space PageDown",
    word: "keyNext", act: () => advance(),
  },
  {
    keys: ["ArrowLeft", "ArrowUp", "PageUp", "⇧ "], shown: "← ↑ ⇧+space PageUp",
    word: "keyPrevious", act: () => goBack(),
  },
  { keys: ["Home"], shown: "Home", word: "keyFirst", act: () => goTo(0) },
  { keys: ["End"], shown: "End", word: "keyLast", act: () => goTo(deck.steps.length - 1) },
  { keys: [], shown: "digits", word: "keyDigits" },
  ...BUTTONS.slice(2).map(([word, shown, act]) => ({
    keys: [shown.toLowerCase()], shown, word, act,
  })),
  { keys: ["b", "."], shown: "B", word: "black", act: () => toggleBlack() },
  { keys: ["r"], shown: "R", word: "reset", act: () => resetKnobs() },
  { keys: [], shown: "Tab", word: "keyTab" },
  { keys: ["Escape"], shown: "Esc", word: "keyEscape", act: () => leave() },
];

/** The keys that do something in this deck. */
function usefulKeys() {
  return KEYS.filter(({ word }) => word !== "update" || deck.training?.update);
}

let digits = "";
let digitsTimer = 0;

/** @param {string} key */
function typeDigit(key) {
  digits = (digits + key).slice(-4);
  showMessage(say("going", { step: digits }));
  clearTimeout(digitsTimer);
  digitsTimer = setTimeout(goToDigits, 1200);
}

function goToDigits() {
  clearTimeout(digitsTimer);
  page.message.hidden = true;
  obey(Number(digits));
  digits = "";
}

function leave() {
  digits = "";
  clearTimeout(digitsTimer);
  if (!page.black.hidden) toggleBlack(false);
  else if (looked >= 0) endLookUp();
  else if (!page.panel.hidden) togglePanel();
  else page.message.hidden = true;
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const { key, shiftKey } = event;
  const target = event.target instanceof Element ? event.target : root;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (target.closest("dialog, input")) {
    // A field of the panel keeps its keys, but Escape leaves the panel.
    if (key === "Escape" && target.closest(".panel-pane")) togglePanel();
    return;
  }
  if (target.closest("button, a") && (key === " " || key === "Enter" && !digits)) return;
  if (/^\d$/.test(key)) return typeDigit(key);
  if (key === "Enter" && digits) return goToDigits();
  const name = key === " " && shiftKey ? "⇧ " : key.length === 1 ? key.toLowerCase() : key;
  const act = usefulKeys().find(({ keys }) => keys.includes(name))?.act;
  if (!act) return;
  event.preventDefault();
  if (!["b", ".", "Escape"].includes(name)) toggleBlack(false);
  act();
}

/** Whether a press has closed a card, and so is no step. */
let hadCard = false;

/** @param {MouseEvent} event */
function onStageClick({ target, clientX }) {
  if (!(target instanceof Element) || revealAt(target)) return;
  const place = placeOf(target);
  if (place >= 0 && labelOf(place)) {
    // A click on a chip of a knob opens its field.
    if (!kindsOf(place).knob) lookUp(place, true);
    return;
  }
  if (hadCard) return;
  const { left, width } = page.area.getBoundingClientRect();
  if (clientX < left + width / 2) goBack();
  else advance();
}

/** A finger that moves across goes on or back, unless the page is zoomed. */
function listenToSwipes() {
  /** @type {PointerEvent | null} */
  let start = null;
  page.area.addEventListener("pointerdown", (event) => {
    hadCard = isPinned && looked >= 0;
    if (hadCard) endLookUp();
    const isSwipe = event.pointerType === "touch" && event.isPrimary && !(
      (visualViewport?.scale ?? 1) > 1.05 || kindsOf(placeOf(event.target)).knob);
    start = isSwipe ? event : null;
  });
  page.area.addEventListener("pointerup", (event) => {
    if (!start) return;
    const [right, down] = [event.clientX - start.clientX, event.clientY - start.clientY];
    start = null;
    if (Math.abs(right) < 45 || Math.abs(right) < 2 * Math.abs(down)) return;
    ignoreNextClick();
    if (right < 0) advance();
    else goBack();
  });
  page.area.addEventListener("pointercancel", () => { start = null; });
}
