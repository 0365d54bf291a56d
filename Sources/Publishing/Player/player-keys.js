"use strict";

// Keys, clicks and swipes.

/** @typedef {{ keys: string[], shown: string, word: string, act?: () => void }} KeyEntry */

/** @type {KeyEntry[]} */
const KEYS = [
  {
    keys: ["ArrowRight", "ArrowDown", "PageDown", " "], shown: "→ ↓ space PageDown",
    word: "keyNext", act: () => advance(),
  },
  {
    keys: ["ArrowLeft", "ArrowUp", "PageUp", "Shift "], shown: "← ↑ ⇧+space PageUp",
    word: "keyPrevious", act: () => goBack(),
  },
  { keys: ["Home"], shown: "Home End", word: "keyEnds", act: () => goTo(0) },
  { keys: [], shown: "digits", word: "keyDigits" },
  { keys: ["o"], shown: "O", word: "overview", act: () => openOverview() },
  { keys: ["n"], shown: "N", word: "notes", act: () => toggleNotes() },
  { keys: ["k"], shown: "K", word: "panel", act: () => togglePanel() },
  { keys: ["r"], shown: "R", word: "reset", act: () => resetKnobs() },
  { keys: ["q"], shown: "Q", word: "question", act: () => toggleQuestionMode() },
  { keys: ["s"], shown: "S", word: "presenter", act: () => openPresenter() },
  { keys: ["f"], shown: "F", word: "fullscreen", act: () => toggleFullScreen() },
  { keys: ["b", "."], shown: "B", word: "black", act: () => toggleBlack() },
  { keys: ["t"], shown: "T", word: "theme", act: () => changeTheme() },
  { keys: ["?"], shown: "?", word: "help", act: () => openHelp() },
  { keys: [], shown: "Tab", word: "keyTab" },
  { keys: ["Escape"], shown: "Esc", word: "keyEscape", act: () => leave() },
];

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
  const step = Number(digits);
  page.message.hidden = true;
  if (digits && (step < 1 || step > deck.steps.length)) showMessage(say("noStep", { name: digits }));
  else if (digits) goTo(step - 1);
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
  const { target, key } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const isElsewhere = target instanceof Element
    && target.closest("dialog, input, textarea, select, [contenteditable]");
  if (isElsewhere) {
    // A field of the panel keeps its keys, but Escape leaves the panel.
    if (key === "Escape" && target.closest(".panel-pane")) togglePanel();
    return;
  }
  const isOnControl = target instanceof Element && target.closest("button, a, summary");
  if (isOnControl && (key === " " || key === "Enter" && !digits)) return;
  if (/^\d$/.test(key)) return typeDigit(key);
  if (key === "Enter" && digits) return goToDigits();
  const name = key === " " && event.shiftKey ? "Shift " : key.length === 1 ? key.toLowerCase() : key;
  const entry = KEYS.find(({ keys }) => keys.includes(name));
  const act = key === "End" ? () => goTo(deck.steps.length - 1) : entry?.act;
  if (!act || event.shiftKey && /^[a-z]$/.test(name) && !event.getModifierState("CapsLock")) return;
  event.preventDefault();
  if (!page.black.hidden && name !== "b" && name !== "." && name !== "Escape") toggleBlack(false);
  act();
}

/** @param {MouseEvent} event */
function onStageClick(event) {
  const { target } = event;
  if (!(target instanceof Element) || getSelection()?.toString()) return;
  if (revealAt(target)) return;
  const place = placeOf(target);
  const group = deck.groups[place];
  if (group && (group.node !== undefined || group.edge)) {
    // A chip of a knob opens its field instead.
    if (!chipKnob(place)) lookUp(place, true);
    return;
  }
  if (isPinned && looked >= 0) return endLookUp();
  const bounds = page.area.getBoundingClientRect();
  if (event.clientX < bounds.left + bounds.width / 2) goBack();
  else advance();
}

/** A finger that moves across goes on or back, unless the page is zoomed or two fingers zoom it. */
function listenToSwipes() {
  /** @type {PointerEvent | null} */
  let start = null;
  let fingers = 0;
  page.area.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "touch") return;
    fingers = event.isPrimary ? 1 : fingers + 1;
    start = fingers === 1 && (visualViewport?.scale ?? 1) < 1.05 ? event : null;
    if (start && start.target instanceof Element && chipKnob(placeOf(start.target))) start = null;
  });
  page.area.addEventListener("pointerup", (event) => {
    if (!start || event.pointerId !== start.pointerId) return;
    const [right, down] = [event.clientX - start.clientX, event.clientY - start.clientY];
    start = null;
    if (Math.abs(right) < 45 || Math.abs(right) < 2 * Math.abs(down)) return;
    if (right < 0) advance();
    else goBack();
    addEventListener("click", stopEvent, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", stopEvent, { capture: true }), 50);
  });
  page.area.addEventListener("pointercancel", () => { start = null; });
}
