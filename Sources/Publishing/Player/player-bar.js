"use strict";

// The controls below the stage: buttons, the line of progress, notes, messages, the theme.

/** What the page is made of, besides the stage. */
const page = {
  area: element("div", { class: "area" }),
  bar: element("div", { class: "bar" }),
  count: element("span", { class: "count" }),
  strip: element("nav", { class: "strip" }),
  notes: element("aside", { class: "notes-pane" }),
  panel: element("aside", { class: "panel-pane", role: "dialog", "aria-labelledby": "panel-heading" }),
  loss: element("p", { class: "loss-line", "aria-live": "polite" }),
  failure: element("p", { class: "failure", role: "alert" }),
  badge: element("div", { class: "badge" }),
  badgeText: element("span"),
  hint: element("p", { class: "question-hint" }),
  message: element("p", { class: "message", role: "status" }),
  live: element("p", { class: "unseen", "aria-live": "polite" }),
  card: element("div", { class: "card", id: "card", role: "tooltip" }),
  black: element("div", { class: "black" }),
  /** @type {Record<string, HTMLButtonElement>} */
  buttons: {},
};

/** @type {HTMLElement[]} */
const segments = [];
let messageTimer = 0;

function buildPage() {
  const { buttons } = page;
  buttons.previous = iconButton("previous", goBack, "←");
  buttons.next = iconButton("next", advance, "→");
  buttons.overview = iconButton("overview", openOverview, "O");
  buttons.notes = iconButton("notes", toggleNotes, "N");
  if (deck.knobs.length) buttons.panel = iconButton("panel", togglePanel, "K");
  buttons.question = iconButton("question", toggleQuestionMode, "Q");
  buttons.presenter = iconButton("presenter", openPresenter, "S");
  buttons.fullscreen = iconButton("fullscreen", toggleFullScreen, "F");
  buttons.theme = iconButton("theme", changeTheme, "T");
  buttons.help = iconButton("help", openHelp, "?");
  for (const name of ["notes", "panel", "question"]) pressed(name, false);
  buildStrip();
  setAttributes(page.bar, { role: "group", "aria-label": say("controls") });
  setAttributes(page.strip, { "aria-label": say("sections") });
  setAttributes(page.notes, { "aria-label": say("notes") });
  const { previous, next, ...others } = buttons;
  page.bar.append(
    element("span", { class: "steps" }, previous, page.count, next),
    element("span", { class: "tools" }, ...Object.values(others)));
  page.hint.textContent = say("questionHint");
  page.badge.append(page.badgeText, ...knobButtons());
  for (const part of ["notes", "panel", "badge", "hint", "message", "card", "black"]) {
    page[/** @type {"notes"} */ (part)].hidden = true;
  }
  page.area.append(stage.root, page.badge, page.hint);
  document.body.prepend(page.area, page.notes, page.panel, page.strip, page.bar);
  document.body.append(page.message, page.live, page.card, page.black);
  page.black.addEventListener("click", () => toggleBlack(false));
  fadeWhenIdle();
}

function buildStrip() {
  for (const { title, first, count } of deck.sections) {
    const done = element("span", { class: "done" });
    const segment = element(
      "a", { href: `#step-${first + 1}`, title, "aria-label": title },
      element("span", { class: "track" }, done));
    segment.style.flexGrow = String(count);
    segment.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      goTo(first);
    });
    segments.push(segment);
    page.strip.append(segment);
  }
}

/** Shows where the deck is. */
function updateBar() {
  const { step } = state;
  const count = deck.steps.length;
  page.count.textContent = say("stepOf", { step: step + 1, count });
  page.buttons.previous.disabled = step === 0;
  page.buttons.next.disabled = step === count - 1 && page.hint.hidden;
  deck.sections.forEach((section, place) => {
    const share = Math.max(0, Math.min(1, (step + 1 - section.first) / section.count));
    const segment = segments[place];
    const isHere = step >= section.first && step < section.first + section.count;
    setAttributes(segment, { "aria-current": isHere ? "step" : null });
    const done = segment.querySelector(".done");
    if (done instanceof HTMLElement) done.style.width = `${share * 100}%`;
  });
}

/**
 * @param {string} name of a button that switches something on and off
 * @param {boolean} isOn
 */
function pressed(name, isOn) {
  page.buttons[name]?.setAttribute("aria-pressed", String(isOn));
}

/**
 * Says something for a while, or until the next message.
 * @param {string} text
 * @param {boolean} [isLasting]
 */
function showMessage(text, isLasting = false) {
  page.message.hidden = false;
  page.message.textContent = text;
  clearTimeout(messageTimer);
  messageTimer = setTimeout(() => { page.message.hidden = true; }, isLasting ? 12000 : 4000);
}

function updateNotes() {
  page.notes.replaceChildren(...narrationOf(state.step));
}

/**
 * A copy of what is said to a step.
 * @param {number} step
 */
function narrationOf(step) {
  const said = all(".narration", sections[step]);
  return said.some((text) => text.textContent)
    ? said.map((text) => text.cloneNode(true)) : [element("p", {}, say("noNotes"))];
}

function toggleNotes() {
  page.notes.hidden = !page.notes.hidden;
  document.documentElement.classList.toggle("with-notes", !page.notes.hidden);
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
    else await document.documentElement.requestFullscreen();
  } catch {
    showMessage(say("noFullScreen"));
  }
}

const ownTheme = Array.from(document.documentElement.classList).find(
  (name) => name.startsWith("theme-"))
  ?? "theme-light";
let chosenTheme = ownTheme;

/** @param {string} name */
function setTheme(name) {
  const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
  const shown = name !== "theme-auto" ? name : isDark ? "theme-dark" : "theme-light";
  const { classList } = document.documentElement;
  for (const each of Array.from(classList)) if (each.startsWith("theme-")) classList.remove(each);
  classList.add(shown);
  return getComputedStyle(document.documentElement).getPropertyValue("--ink") !== "";
}

/** The deck's theme, light, dark, print, and again. */
function changeTheme() {
  const themes = [...new Set([ownTheme, "theme-light", "theme-dark", "theme-print"])];
  for (let tried = 0; tried < themes.length; tried += 1) {
    chosenTheme = themes[(themes.indexOf(chosenTheme) + 1) % themes.length];
    // A deck has the colours of its own theme at least.
    if (setTheme(chosenTheme)) break;
  }
  const word = chosenTheme === ownTheme ? "theme-own" : chosenTheme;
  showMessage(say("themeIs", { name: say(word) }));
}

/** In full screen the bar hides until the pointer moves or a key is pressed. */
function fadeWhenIdle() {
  let timer = 0;
  const wake = () => {
    document.documentElement.classList.remove("idle");
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!document.fullscreenElement || page.bar.contains(document.activeElement)) return;
      document.documentElement.classList.add("idle");
    }, 3000);
  };
  for (const name of ["pointermove", "pointerdown", "focusin", "fullscreenchange"]) {
    document.addEventListener(name, wake);
  }
}
