"use strict";

// The player: shows the steps of a deck on one stage, and computes its numbers anew.

/** @typedef {{ name: string, title: string, hot: number[] }} Step */
/** @typedef {{ title: string, first: number, count: number }} Section */
/**
 * @typedef {{
 *   name: string, classes: string, pieces: number[], node?: number, edge?: [number, number]
 * }} Group
 */
/** Center, room, pieces, gaps after them, numbers (−1: fixed letters, −2: rest of a number). */
/** @typedef {[number, number, number[], number[], number[]]} Line */
/** Origin, component, digits, form; a relation; whether any of some relations is ≈. */
/**
 * @typedef {[number, number, number?, string?]
 *   | ["=", number, [number, number][], number, number] | ["any", number[]]} NumberEntry
 */
/**
 * @typedef {{
 *   name: string, kind: string, token: string | null, nodes: number[], rows: number, columns: number,
 *   values: number[], places: [number, number][] | null
 * }} Knob
 */
/**
 * @typedef {{
 *   title: string, language: string, file: string, width: number, height: number, digits: number,
 *   steps: Step[], sections: Section[], question: number | null, startsInQuestionMode: boolean,
 *   groups: Group[], lines: Line[], numbers: NumberEntry[], origins: Origin[],
 *   programs: ProgramJSON[], graph: GraphJSON,
 *   nodes: { label: string, spoken: string }[], knobs: Knob[],
 *   lesson: { name: string, text: string, hasInitial: boolean } | null
 * }} Deck
 */

/** @type {Deck} */
const deck = JSON.parse(document.getElementById("data")?.textContent ?? "{}");
const sections = all("main > section");
const network = new Network(deck.graph);
const originalLoss = network.value(network.outcome)[0];
const readings = new Readings(deck, network);
const stage = new Stage(deck);
const isPresenter = hasFlag("presenter");

const state = { step: -1, question: false };

/**
 * Shows a step.
 * @param {number} step
 * @param {boolean} [isNew] whether the back button returns from it
 */
function goTo(step, isNew = true) {
  const next = Math.max(0, Math.min(deck.steps.length - 1, step));
  if (next === state.step) return;
  const isFirst = state.step < 0;
  state.step = next;
  endLookUp();
  if (state.question) readings.write(isHidden);
  stage.show(next);
  labelItems();
  updateHint();
  updateBar();
  updateNotes();
  updatePresenter();
  document.title = titleOf(next);
  if (!isFirst) {
    writeAddress(isNew);
    announce();
    tellPresenters();
    tellParent("step");
  }
}

/** The next step; in question mode, first what this step hides. */
function advance() {
  if (state.question && revealStep()) return;
  if (state.step === deck.steps.length - 1) stepAround("next");
  goTo(state.step + 1);
}

function goBack() {
  if (state.step === 0) stepAround("prev");
  goTo(state.step - 1);
}

/** Says the step and the first sentence of what is said to it. */
function announce() {
  const said = sections[state.step].querySelector(".narration")?.textContent ?? "";
  const [sentence] = said.trim().split(/(?<=[.?!])\s/);
  page.live.textContent = `${titleOf(state.step)}. ${sentence}`;
}

/** Computes the network anew and shows all that follows. */
function recompute() {
  const failure = network.run();
  readings.update();
  rewrite();
  showFailure(failure);
  updateBadge();
  updatePanel();
  // Browsers refuse an address that changes with every move of a drag.
  clearTimeout(addressTimer);
  addressTimer = setTimeout(writeAddress, 200);
  tellPresenters();
}

/** @param {Failure | null} failure */
function showFailure(failure) {
  page.failure.textContent = "";
  if (!failure) return;
  const name = plainName(deck.nodes[failure.node].label);
  const text = say(failure.infinite ? "overflow" : "undefinedAt", {
    name, what: say(failure.reason),
  });
  page.failure.textContent = text;
  showMessage(text, true);
}

/** Writes the numbers that read differently now. */
function rewrite() {
  if (!readings.write(isHidden)) return;
  stage.showWords();
  labelItems();
  updateNotes();
  updatePresenter();
  updatePanel();
  refreshLookUp();
  document.title = titleOf(state.step);
  refreshDescriptions();
}

/** What a picture says to readers who cannot see it holds the lesson's numbers: the narration not. */
function refreshDescriptions() {
  const isChanged = changedKnobs().length > 0;
  sections.forEach((section, step) => {
    const picture = pictureOf(step);
    const first = picture.getAttribute("data-label") ?? picture.getAttribute("aria-label") ?? "";
    setAttributes(picture, { "data-label": first });
    const said = section.querySelector(".narration")?.textContent;
    setAttributes(picture, { "aria-label": isChanged && said ? said : first });
  });
}

/** Printing shows the sections, as without scripts. */
function listenToPrinting() {
  addEventListener("beforeprint", () => {
    document.documentElement.classList.add("measuring");
    for (const section of sections) fitWords(section);
    document.documentElement.classList.remove("measuring");
  });
}

function start() {
  for (const knob of deck.knobs) for (const node of knob.nodes) knobOfNode.set(node, knob);
  findNumbersOfPieces();
  setTheme(chosenTheme);
  buildPage();
  document.documentElement.classList.add("playing");
  applyQuery(`${location.search.slice(1)}&${hashParts().query}`);
  if (deck.startsInQuestionMode) setQuestionMode(true);
  goTo(stepFromAddress(), false);
  if (changedKnobs().length) recompute();
  listenToStage();
  listenToSwipes();
  page.area.addEventListener("click", onStageClick);
  document.addEventListener("keydown", onKey);
  addEventListener("popstate", followAddress);
  addEventListener("hashchange", followAddress);
  listenToPrinting();
  listenToParent();
  listenToWindows();
  tellParent("ready");
  // Letters are measured once more when the font of the page is there.
  document.fonts.ready.then(() => {
    measured.clear();
    fitWords(stage.words);
    if (changedKnobs().length) readings.relay();
  });
}

start();
