"use strict";

// Question mode: numbers that a step shows for the first time are hidden until they are asked for.

/**
 * What has been asked for: "origin:component".
 * @type {Set<string>}
 */
const revealed = new Set();

/**
 * The step that shows each quantity first.
 * @type {Map<string, number>}
 */
const firstSteps = new Map();

/**
 * The place of each origin, by its text.
 * @type {Map<string, number>}
 */
const originPlaces = new Map();

/**
 * The numbers on the line that a piece is on.
 * @type {Map<number, number[]>}
 */
const numbersOfPiece = new Map();

/**
 * @param {number} number
 * @returns {string} empty for a relation and for what is given
 */
function quantityKey(number) {
  const entry = deck.numbers[number];
  if (typeof entry[0] === "string") return "";
  return isGiven(deck.origins[entry[0]]) ? "" : `${entry[0]}:${entry[1]}`;
}

/**
 * Whether a number follows from nothing: it is the lesson's own.
 * @param {Origin} origin
 * @returns {boolean}
 */
function isGiven(origin) {
  const [kind, of] = origin;
  switch (kind) {
    case "constant": return true;
    case "value": return knobOfNode.has(of);
    case "norm": case "transposed": return isGiven(of);
    case "product": case "sum": return of.every(isGiven);
    default: return false;
  }
}

function findNumbersOfPieces() {
  for (const [, , pieces, , numbers] of deck.lines) {
    const real = numbers.filter((number) => number >= 0);
    pieces.forEach((piece, place) => {
      numbersOfPiece.set(piece, numbers[place] >= 0 ? [numbers[place]] : real);
    });
  }
}

function findFirstSteps() {
  deck.origins.forEach((origin, place) => originPlaces.set(JSON.stringify(origin), place));
  for (let step = 0; step < deck.steps.length; step += 1) {
    const written = all("[data-n]", sections[step]).map(
      (place) => Number(place.getAttribute("data-n")));
    const drawnNumbers = piecesOf(step).flatMap((piece) => numbersOfPiece.get(piece) ?? []);
    for (const number of [...written, ...drawnNumbers]) {
      const key = quantityKey(number);
      if (key && !firstSteps.has(key)) firstSteps.set(key, step);
    }
  }
}

/** @param {number} number */
function isHidden(number) {
  return state.question && isHiddenKey(quantityKey(number));
}

/** @param {string} key */
function isHiddenKey(key) {
  const first = firstSteps.get(key) ?? -1;
  return first > (deck.question ?? 0) && first >= state.step && !revealed.has(key);
}

/**
 * Whether question mode keeps a quantity back; one that the deck never shows stays back.
 * @param {Origin} origin
 */
function isHiddenQuantity(origin) {
  if (!state.question || isGiven(origin)) return false;
  const place = originPlaces.get(JSON.stringify(origin));
  const count = place === undefined ? 0 : network.origin(origin).length;
  for (let component = 0; component < count; component += 1) {
    const key = `${place}:${component}`;
    if (firstSteps.has(key)) {
      if (isHiddenKey(key)) return true;
    } else if (component === 0) return true;
  }
  return count === 0;
}

/** Shows all that the current step hides; false if it hides nothing. */
function revealStep() {
  const hidden = [...firstSteps].filter(
    ([key, first]) => first === state.step && isHiddenKey(key));
  reveal(hidden.map(([key]) => key));
  return hidden.length > 0;
}

/** @param {string[]} keys */
function reveal(keys) {
  if (!keys.length) return;
  for (const key of keys) revealed.add(key);
  rewrite();
  updateHint();
  tellPresenters();
}

/** @param {boolean} isOn */
function setQuestionMode(isOn) {
  if (isOn && !firstSteps.size) findFirstSteps();
  state.question = isOn;
  if (!isOn) revealed.clear();
  pressed("question", isOn);
  rewrite();
  updateHint();
}

function toggleQuestionMode() {
  setQuestionMode(!state.question);
  showMessage(say(state.question ? "questionOn" : "questionOff"));
  tellPresenters();
}

function updateHint() {
  const asks = state.question && [...firstSteps].some(
    ([key, first]) => first === state.step && isHiddenKey(key));
  page.hint.hidden = !asks;
}

/**
 * Reveals what a click on a "?" asks for.
 * @param {Element} target
 * @returns {boolean} whether there was a "?"
 */
function revealAt(target) {
  if (!state.question) return false;
  const place = target.closest("[data-n].asked");
  const numbers = place ? [Number(place.getAttribute("data-n"))] : numbersAt(target);
  const asked = numbers.filter(isHidden);
  reveal(asked.map(quantityKey));
  return asked.length > 0;
}

/**
 * The number under a pointer, or all numbers of the item under it.
 * @param {Element} target
 */
function numbersAt(target) {
  const numbers = numbersOfPiece.get(pieceOf(target));
  if (numbers) return numbers;
  const item = target.closest(".item");
  return all("use", item ?? target).map(pieceOf).flatMap((piece) => numbersOfPiece.get(piece) ?? []);
}

/**
 * The piece that an element of the stage shows.
 * @param {Element} target
 */
function pieceOf(target) {
  return Number((target.closest("use")?.getAttribute("href") ?? "").slice(2) || -1);
}
