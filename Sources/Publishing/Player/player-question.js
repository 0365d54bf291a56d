"use strict";

// Question mode: numbers that a step shows for the first time are hidden until they are asked for.

/**
 * What has been asked for, as "origin:component".
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
 * The numbers that a piece is a part of, or that are on its line.
 * @type {Map<number, number[]>}
 */
const numbersOfPiece = new Map();

/**
 * What a number shows; empty for a relation and for what is given.
 * @param {number} number
 */
function quantityKey(number) {
  const [origin, component] = deck.numbers[number];
  const isAskable = typeof origin === "number" && !isGiven(deck.origins[origin]);
  return isAskable ? `${origin}:${component}` : "";
}

/**
 * Whether a number is the lesson's own.
 * @param {Origin} origin
 * @returns {boolean}
 */
function isGiven([kind, of]) {
  switch (kind) {
    case "constant": return true;
    case "value": return knobOfNode.has(of);
    case "norm": case "transposed": return isGiven(of);
    case "product": case "sum": return of.every(isGiven);
    default: return false;
  }
}

function findNumbers() {
  for (const [, , pieces, , numbers] of deck.lines) {
    const real = numbers.filter((number) => number >= 0);
    pieces.forEach((piece, place) => {
      numbersOfPiece.set(piece, numbers[place] >= 0 ? [numbers[place]] : real);
    });
  }
  deck.origins.forEach((origin, place) => originPlaces.set(JSON.stringify(origin), place));
  sections.forEach((section, step) => {
    // What a later step shows is there already, but hidden.
    const written = all("[data-n]", section)
      .filter((each) => !each.closest(".later, .shown")?.matches(".later"))
      .map((each) => Number(each.getAttribute("data-n")));
    for (const piece of piecesOf(step)) written.push(...numbersOfPiece.get(piece) ?? []);
    for (const key of written.map(quantityKey)) {
      if (key && !firstSteps.has(key)) firstSteps.set(key, step);
    }
  });
}

/** @param {number} number */
function isHidden(number) { return state.question && isHiddenKey(quantityKey(number)); }

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
  const keys = [...firstSteps.keys()].filter((key) => key.startsWith(`${place}:`));
  return !keys.length || keys.some(isHiddenKey);
}

/** What the current step hides. */
function hiddenKeys() {
  if (!state.question) return [];
  return [...firstSteps].filter(([key, first]) => first === state.step && isHiddenKey(key)).map(
    ([key]) => key);
}

/**
 * Shows what has been asked for; false if nothing has.
 * @param {string[]} keys
 */
function reveal(keys) {
  if (!keys.length) return false;
  for (const key of keys) revealed.add(key);
  rewrite();
  updateBar();
  tellPresenters();
  return true;
}

/** @param {boolean} isOn */
function setQuestionMode(isOn) {
  state.question = isOn;
  revealed.clear();
  pressed("question", isOn);
  rewrite();
  updateBar();
}

function toggleQuestionMode() {
  setQuestionMode(!state.question);
  showMessage(say(state.question ? "questionOn" : "questionOff"));
  tellPresenters();
}

/**
 * Reveals what a click on a "?" asks for.
 * @param {Element} target
 * @returns {boolean} whether there was a "?"
 */
function revealAt(target) {
  const place = target.closest("[data-n].asked");
  const numbers = place ? [Number(place.getAttribute("data-n"))] : numbersAt(target);
  return reveal(numbers.filter(isHidden).map(quantityKey));
}

/**
 * The number under a pointer, or all numbers of the item under it.
 * @param {Element} target
 */
function numbersAt(target) {
  return numbersOfPiece.get(pieceOf(target)) ?? all("use", target.closest(".item") ?? target)
    .flatMap((use) => numbersOfPiece.get(pieceOf(use)) ?? []);
}
