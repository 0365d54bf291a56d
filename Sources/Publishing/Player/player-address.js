"use strict";

// The address: the step after #, the changed numbers after ?, so that a link shows both.

/** Whether changed numbers are kept after the #, because the browser refuses to put them before. */
let keepsAllInHash = false;

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The part after # without the numbers, and the numbers that follow it. */
function hashParts() {
  const [anchor, ...query] = location.hash.slice(1).split("?");
  return { anchor: decoded(anchor), query: query.join("?") };
}

/**
 * The step that a name or "step-4" says; −1 if there is none.
 * @param {string} name
 */
function stepNamed(name) {
  const named = deck.steps.findIndex((step) => step.name === name);
  const number = /^step-(\d+)$/.exec(name);
  return named < 0 && number && Number(number[1]) <= deck.steps.length
    ? Number(number[1]) - 1 : named;
}

const FLAGS = ["embed", "presenter"];

/** @param {string} query */
function queryEntries(query) {
  return query.split("&").filter(Boolean).map((part) => {
    const [name, ...rest] = part.split("=");
    return [name, rest.join("=")].map((text) => decoded(text.replaceAll("+", "%2B")));
  });
}

/** @param {string} name */
function hasFlag(name) {
  return queryEntries(`${location.search.slice(1)}&${hashParts().query}`).some(
    ([flag]) => flag === name);
}

/**
 * Sets the knobs that a query names; what it cannot do is reported.
 * @param {string} query
 */
function applyQuery(query) {
  const problems = [];
  for (const [name, text] of queryEntries(query)) {
    const knob = deck.knobs.find((each) => each.name === name);
    if (!knob) {
      if (!FLAGS.includes(name)) problems.push(say("noKnob", { name }));
      continue;
    }
    const numbers = parseNumbers(knob, text);
    if (typeof numbers !== "string") setKnob(knob, numbers);
    else problems.push(say("badKnob", { name: knobLabel(knob), reason: numbers }));
  }
  if (problems.length) showMessage(problems.join(" "), true);
}

/** The step that the address asks for at the start; the first if it asks for none that exists. */
function stepFromAddress() {
  const { anchor } = hashParts();
  if (!anchor) return 0;
  const step = stepNamed(anchor);
  if (step < 0) showMessage(say("noStep", { name: anchor }), true);
  return Math.max(0, step);
}

/** The changed numbers, and the flags as they were. */
function currentQuery() {
  const flags = location.search.slice(1).split("&").filter(
    (part) => FLAGS.includes(part.split("=")[0]));
  const changes = changedKnobs().map(
    (knob) => `${encodeURIComponent(knob.name)}=${knobValues(knob).map(encodeURIComponent).join()}`);
  return [...flags, ...changes].join("&");
}

let addressTimer = 0;

/** @param {boolean} [isNew] whether the back button returns to where the address was before */
function writeAddress(isNew = false) {
  clearTimeout(addressTimer);
  const query = currentQuery();
  const step = `#step-${state.step + 1}`;
  if (!keepsAllInHash) {
    const address = `${location.pathname}${query && "?"}${query}${step}`;
    try {
      // In a frame, the back button belongs to the page around it.
      if (isNew && !isFramed) history.pushState({ unroll: true }, "", address);
      else history.replaceState({ unroll: true }, "", address);
      return;
    } catch {
      keepsAllInHash = true;
    }
  }
  const hash = step + (query && `?${query}`);
  if (isNew && !isFramed) location.hash = hash;
  else location.replace(hash);
}

function followAddress() {
  const { anchor, query } = hashParts();
  const step = anchor ? stepNamed(anchor) : 0;
  if (step < 0) showMessage(say("noStep", { name: anchor }), true);
  else goTo(step, false);
  // The back button keeps the numbers; an address that was typed sets them.
  if (!query || history.state?.unroll || query === currentQuery()) return;
  for (const knob of deck.knobs) setKnob(knob, knob.values);
  applyQuery(query);
  recompute();
}
