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
 *   name: string, kind: string, token: string | null, nodes: number[], rows: number,
 *   columns: number, values: number[], places: [number, number][] | null
 * }} Knob
 */
/**
 * @typedef {{
 *   title: string, language: string, file: string, width: number, height: number, digits: number,
 *   steps: Step[], sections: Section[], question: number | null, startsInQuestionMode: boolean,
 *   groups: Group[], lines: Line[], numbers: NumberEntry[], origins: Origin[],
 *   programs: ProgramJSON[], graph: GraphJSON,
 *   nodes: { id: string, label: string, spoken: string }[], knobs: Knob[], plots: PlotData[],
 *   training: TrainingJSON | null,
 *   lesson: { name: string, text: string, hasInitial: boolean } | null
 * }} Deck
 */

/** @type {Deck} */
const deck = JSON.parse(document.getElementById("data")?.textContent ?? "{}");
const sections = all("main > section");
const network = new Network(deck.graph);
const training = deck.training ? new Training(deck.training, network, deck.graph) : null;
network.training = training;
const originalLoss = network.value(network.outcome)[0];
const readings = new Readings();
const stage = new Stage();
const plots = deck.plots.map((data) => new Plot(data));
const isPresenter = hasFlag("presenter");

const state = { step: -1, question: false };

/**
 * Shows a step.
 * @param {number} step
 * @param {boolean} [isNew] whether the back button returns from it
 */
function goTo(step, isNew = true) {
  const next = clamped(step, 0, deck.steps.length - 1);
  if (next === state.step) return;
  const isFirst = state.step < 0;
  state.step = next;
  endLookUp();
  readings.write(isHidden);
  stage.show(next);
  showStep();
  updateBar();
  if (isFirst) return;
  writeAddress(isNew);
  const said = sections[next].querySelector(".narration")?.textContent ?? "";
  page.live.textContent = `${titleOf(next)}. ${said.trim().split(/(?<=[.?!])\s/)[0]}`;
  tellPresenters();
  tellParent("step");
}

/** Shows what depends on the step and on its numbers, besides the stage itself. */
function showStep() {
  labelItems();
  updateNotes();
  updatePresenter();
  document.title = titleOf(state.step);
  page.heading.textContent = document.title;
}

/** The next step; in question mode, first what this step hides. */
function advance() {
  if (reveal(hiddenKeys())) return;
  if (state.step === deck.steps.length - 1) stepAround("next");
  goTo(state.step + 1);
}

function goBack() {
  if (state.step === 0) stepAround("prev");
  goTo(state.step - 1);
}

/** Computes the network anew and shows all that follows. */
function recompute() {
  const failure = network.run();
  readings.now = readings.evaluated();
  for (const plot of plots) plot.update(network);
  rewrite();
  updateBadge();
  page.failure.textContent = failure && say(failure.infinite ? "overflow" : "undefinedAt", {
    name: plainName(deck.nodes[failure.node].label), what: say(failure.reason),
  });
  if (failure) showMessage(page.failure.textContent ?? "", 12);
  tellPresenters();
  // Browsers refuse an address that changes with every move of a drag.
  clearTimeout(addressTimer);
  addressTimer = setTimeout(writeAddress, 200);
}

/** Writes the numbers that read differently now. */
function rewrite() {
  if (readings.write(isHidden)) {
    stage.showWords();
    showStep();
    describePictures();
    if (looked >= 0) lookUp(looked, isPinned);
  }
  updatePanel();
}

/** The descriptions of pictures have the lesson's numbers; what is said has those of now. */
function describePictures() {
  const isChanged = changedKnobs().length > 0;
  sections.forEach((section, step) => {
    const said = section.querySelector(".narration")?.textContent;
    setAttributes(pictureOf(step), { "aria-label": isChanged && said ? said : descriptions[step] });
  });
}

const descriptions = sections.map((_, step) => pictureOf(step).getAttribute("aria-label"));

function start() {
  for (const knob of deck.knobs) for (const node of knob.nodes) knobOfNode.set(node, knob);
  findNumbers();
  buildPage();
  root.classList.add("playing");
  root.classList.toggle("embed", hasFlag("embed"));
  applyAddress();
  state.question = deck.startsInQuestionMode;
  pressed("question", state.question);
  followAddress();
  if (changedKnobs().length) recompute();
  listenToStage();
  listenToSwipes();
  page.area.onclick = onStageClick;
  document.onkeydown = onKey;
  addEventListener("popstate", followAddress);
  addEventListener("hashchange", followAddress);
  // Printing shows the sections, as without scripts.
  addEventListener("beforeprint", () => {
    root.classList.add("measuring");
    for (const section of sections) fitWords(section);
    root.classList.remove("measuring");
  });
  listenToParent();
  listenToWindows();
  tellParent("ready");
  // Letters have their widths when the font of the page is there.
  document.fonts.ready.then(() => {
    measured.clear();
    readings.relay();
    fitWords(stage.words);
  });
}

try {
  start();
} catch (error) {
  root.classList.remove("playing");
  throw error;
}
