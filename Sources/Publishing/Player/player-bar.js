"use strict";

// What is around the stage: buttons, the line of progress, notes, messages, the theme.

const isSmall = matchMedia("(max-width: 700px) and (orientation: portrait)");

const page = {
  area: element("div", { class: "area", role: "main" }),
  heading: element("h1", { class: "unseen" }),
  bar: box("bar"),
  count: element("span", { class: "count" }),
  strip: element("nav", { class: "strip" }),
  notes: element("aside", { class: "notes-pane" }),
  panel: element(
    "div", { class: "panel-pane", role: "dialog", "aria-labelledby": "panel-heading" }),
  loss: element("p", { class: "loss-line", "aria-live": "polite" }),
  failure: element("p", { class: "failure", role: "alert" }),
  badge: box("badge"),
  badgeText: element("span"),
  hint: element("p", { class: "question-hint" }),
  message: element("p", { class: "message", role: "status" }),
  live: element("p", { class: "unseen", "aria-live": "polite" }),
  card: element("div", { class: "card", id: "card", role: "tooltip" }),
  black: box("black"),
  /** @type {Record<string, HTMLButtonElement>} */
  buttons: {},
};

/** @type {HTMLElement[]} */
const segments = [];
let messageTimer = 0;

function buildPage() {
  const { area, bar, strip, notes, panel, badge, hint, message, live, card, black } = page;
  const steps = box("steps");
  const tools = box("tools");
  for (const [name, key, action] of BUTTONS) {
    if (name === "panel" && !deck.knobs.length) continue;
    if (name === "update" && !deck.training?.update) continue;
    page.buttons[name] = iconButton(name, action, key);
    (steps.childElementCount < 2 ? steps : tools).append(page.buttons[name]);
  }
  page.buttons.previous.after(page.count);
  for (const name of ["notes", "panel", "question"]) pressed(name, false);
  deck.sections.forEach(addSegment);
  setAttributes(bar, { role: "region", "aria-label": say("controls") });
  setAttributes(strip, { "aria-label": say("sections") });
  setAttributes(notes, { "aria-label": say("notes") });
  hint.textContent = say("questionHint");
  badge.append(page.badgeText, ...knobButtons());
  for (const part of [notes, panel, badge, hint, message, card, black]) part.hidden = true;
  area.append(page.heading, stage.root, card);
  bar.append(steps, hint, badge, tools);
  document.body.prepend(area, notes, panel, strip, bar);
  document.body.append(message, live, black);
  black.onclick = () => toggleBlack(false);
  fadeWhenIdle();
  // Below the drawing, an upright phone has space for words in letters of a full size.
  if (isSmall.matches) toggleNotes();
}

/** @type {[keyof typeof ICONS, string, () => void][]} */
const BUTTONS = [
  ["previous", "←", () => goBack()], ["next", "→", () => advance()],
  ["overview", "O", () => openOverview()], ["notes", "N", () => toggleNotes()],
  ["panel", "K", () => togglePanel()],
  ["update", "U", () => applyUpdate()], ["question", "Q", () => toggleQuestionMode()],
  ["presenter", "S", () => openPresenter()], ["fullscreen", "F", () => toggleFullScreen()],
  ["theme", "T", () => changeTheme()], ["help", "?", () => openHelp()],
];

/** @param {Section} section */
function addSegment({ title, first, count }) {
  const track = element("span", { class: "track" }, element("span", { class: "done" }));
  const segment = element(
    "a", { href: `#step-${first + 1}`, title, "aria-label": title }, track);
  segment.style.flexGrow = String(count);
  segment.onclick = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    goTo(first);
  };
  segments.push(segment);
  page.strip.append(segment);
}

/** Shows where the deck is, and whether the step still asks something. */
function updateBar() {
  const { step } = state;
  const count = deck.steps.length;
  page.count.textContent = say("stepOf", { step: step + 1, count });
  page.hint.hidden = !hiddenKeys().length;
  page.buttons.previous.disabled = step === 0;
  page.buttons.next.disabled = step === count - 1 && page.hint.hidden;
  segments.forEach((segment, place) => {
    const share = (step + 1 - deck.sections[place].first) / deck.sections[place].count;
    setAttributes(segment, { "aria-current": share > 0 && share <= 1 && "step" });
    const [done] = all(".done", segment);
    if (done instanceof HTMLElement) done.style.width = `${clamped(share, 0, 1) * 100}%`;
  });
}

/**
 * @param {string} name of a button that switches something on and off
 * @param {boolean} isOn
 */
function pressed(name, isOn) { page.buttons[name]?.setAttribute("aria-pressed", String(isOn)); }

/**
 * Says something for a while, or until the next message.
 * @param {string} text
 * @param {number} [seconds]
 */
function showMessage(text, seconds = 4) {
  page.message.hidden = false;
  page.message.textContent = text;
  clearTimeout(messageTimer);
  messageTimer = setTimeout(() => { page.message.hidden = true; }, seconds * 1000);
}

function updateNotes() {
  const said = all(".narration", sections[state.step]).map((text) => text.cloneNode(true));
  page.notes.replaceChildren(...said);
  if (!page.notes.textContent) page.notes.textContent = say("noNotes");
}

function toggleNotes() {
  page.notes.hidden = !page.notes.hidden;
  pressed("notes", !page.notes.hidden);
}

/** @param {boolean} [isBlack] */
function toggleBlack(isBlack = page.black.hidden) {
  if (page.black.hidden !== isBlack) return;
  page.black.hidden = !isBlack;
  tellPresenters();
}

async function toggleFullScreen() {
  try {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await root.requestFullscreen();
  } catch {
    showMessage(say("noFullScreen"));
  }
}

const ownTheme = /theme-[\w-]+/.exec(document.documentElement.className)?.[0] ?? "theme-light";
let chosenTheme = ownTheme;

/** The deck's theme, light, dark, print, and again. */
function changeTheme() {
  const themes = [...new Set([ownTheme, "theme-light", "theme-dark", "theme-print"])];
  root.classList.remove(chosenTheme);
  chosenTheme = themes[(themes.indexOf(chosenTheme) + 1) % themes.length];
  root.classList.add(chosenTheme);
  const word = chosenTheme === ownTheme ? "theme-own" : chosenTheme;
  showMessage(say("themeIs", { name: say(word) }));
}

/** In full screen the bar hides until the pointer moves. */
function fadeWhenIdle() {
  let timer = 0;
  const wake = () => {
    root.classList.remove("idle");
    clearTimeout(timer);
    timer = setTimeout(() => {
      const isIdle = document.fullscreenElement && !page.bar.matches(":focus-within");
      root.classList.toggle("idle", Boolean(isIdle));
    }, 3000);
  };
  for (const name of ["pointermove", "pointerdown", "focusin", "fullscreenchange"]) {
    document.addEventListener(name, wake);
  }
}
