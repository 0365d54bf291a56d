"use strict";

// The address: the step after #, the changed numbers after ?, so that a link shows both.

/** Whether changed numbers are kept after the #, because the browser refuses to put them before. */
let keepsAllInHash = false;
let addressTimer = 0;

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The step that is asked for, and the names and texts that follow a question mark. */
function readAddress() {
  const [anchor, inHash = ""] = location.hash.slice(1).split("?");
  const entries = `${location.search.slice(1)}&${inHash}`.split("&").filter(Boolean).map((part) => {
    const [name, ...text] = part.split("=").map(decoded);
    return { name, text: text.join("="), part };
  });
  return { anchor: decoded(anchor), entries, inHash };
}

/**
 * The step that a name or "step-4" says; −1 if there is none.
 * @param {string} name
 */
function stepNamed(name) {
  const named = deck.steps.findIndex((step) => step.name === name);
  const number = Number(/^step-(\d+)$/.exec(name)?.[1] ?? 0);
  return named < 0 && number <= deck.steps.length ? number - 1 : named;
}

const FLAGS = ["embed", "presenter"];

/** @param {string} flag */
function hasFlag(flag) { return readAddress().entries.some(({ name }) => name === flag); }

/** Sets the knobs that the address names; what it cannot do is reported. */
function applyAddress() {
  const problems = [];
  for (const { name, text } of readAddress().entries) {
    const knob = deck.knobs.find((each) => (
      each.nodes.some((node) => deck.nodes[node].id === name)));
    const numbers = knob && parseNumbers(knob, text);
    if (knob && typeof numbers === "object") setKnob(knob, numbers);
    else if (numbers) problems.push(say("badKnob", { name, reason: String(numbers) }));
    else if (!FLAGS.includes(name)) problems.push(say("noKnob", { name }));
  }
  if (problems.length) showMessage(problems.join(" "), 12);
}

/** Goes where the address says; at the start, to the first step if there is no such step. */
function followAddress() {
  const { anchor, inHash } = readAddress();
  const step = anchor ? stepNamed(anchor) : 0;
  if (step >= 0 || state.step < 0) goTo(Math.max(0, step), false);
  if (step < 0) showMessage(say("noStep", { name: anchor }), 12);
  // The back button keeps the numbers; an address that was typed sets them.
  if (!inHash || history.state?.unroll || inHash === currentQuery()) return;
  for (const knob of deck.knobs) setKnob(knob, knob.values);
  applyAddress();
  recompute();
}

/** The flags as they were, and the changed numbers. */
function currentQuery() {
  const flags = readAddress().entries.filter(({ name }) => FLAGS.includes(name));
  const changes = changedKnobs().map((knob) => (
    `${encodeURIComponent(knob.name)}=${knobValues(knob).map(encodeURIComponent)}`));
  return [...new Set(flags.map(({ part }) => part)), ...changes].join("&");
}

/** @param {boolean} [isNew] whether the back button returns to where the address was before */
function writeAddress(isNew = false) {
  clearTimeout(addressTimer);
  const query = currentQuery();
  const hash = `#step-${state.step + 1}`;
  // In a frame, the back button belongs to the page around it.
  const adds = isNew && !isFramed;
  if (!keepsAllInHash) {
    const address = location.pathname + (query && `?${query}`) + hash;
    try {
      history[adds ? "pushState" : "replaceState"]({ unroll: true }, "", address);
      return;
    } catch {
      keepsAllInHash = true;
    }
  }
  const address = hash + (query && `?${query}`);
  if (adds) location.hash = address;
  else location.replace(address);
}
