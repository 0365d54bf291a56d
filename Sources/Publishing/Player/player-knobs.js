"use strict";

// What can be changed: parameters, inputs, initial values and targets.

/** @param {Knob} knob */
function knobValues(knob) { return network.leaf(knob.nodes[0]); }

/** @param {Knob} knob */
function isChanged(knob) {
  return knobValues(knob).some((x, component) => x !== knob.values[component]);
}

function changedKnobs() { return deck.knobs.filter(isChanged); }

/**
 * Changes numbers of a knob; `recompute` shows what follows.
 * @param {Knob} knob
 * @param {number[]} values
 */
function setKnob(knob, values) {
  for (const node of knob.nodes) {
    values.forEach((x, component) => network.setLeaf(node, component, x));
  }
}

/**
 * @param {Knob} knob
 * @param {number} component
 * @param {number} x
 */
function changeKnob(knob, component, x) {
  const values = knobValues(knob);
  values[component] = x;
  setKnob(knob, values);
  recompute();
}

function resetKnobs() {
  for (const knob of deck.knobs) setKnob(knob, knob.values);
  recompute();
}

/**
 * Moves a number by a nice amount: a tenth of its order of magnitude, so 0.1 for −5.
 * @param {Knob} knob
 * @param {number} component
 * @param {number} count
 * @param {{ shiftKey: boolean, altKey: boolean }} keys
 * @param {number} [from] where to count from, if not from what the number is now
 */
function nudge(knob, component, count, keys, from = knobValues(knob)[component]) {
  const size = Math.max(Math.abs(from), Math.abs(knob.values[component])) || 1;
  const unit = 10 ** (Math.floor(Math.log10(size)) - 1);
  const factor = keys.shiftKey ? 10 : keys.altKey ? 0.1 : 1;
  const x = Number((from + count * unit * factor).toPrecision(12));
  // Adding and taking away must come back to 0 itself.
  changeKnob(knob, component, Math.abs(x) < unit * factor * 1e-6 ? 0 : x);
}

/**
 * Reads a number as people write it, with a decimal comma too; if it is none, the reason.
 * @param {string} text
 * @returns {number | string}
 */
function parseNumber(text) {
  const plain = text.trim().replace("−", "-").replace(/^([^.,]*),([^.,]*)$/, "$1.$2");
  if (!plain) return say("empty");
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain)) return say("notNumber", { text });
  const x = Number(plain);
  if (!Number.isFinite(x)) return say("tooLarge", { text });
  // Number takes 1e-999 for 0.
  return x === 0 && /[1-9]/.test(plain.split(/e/i)[0]) ? say("tooSmall", { text }) : x + 0;
}

/**
 * Reads all numbers of a knob, separated by commas; if they are none, the reason.
 * @param {Knob} knob
 * @param {string} text
 * @returns {number[] | string}
 */
function parseNumbers(knob, text) {
  const count = knob.values.length;
  const parts = count === 1 ? [text] : text.split(/[;\s]+|,\s*/).filter(Boolean);
  if (parts.length !== count) return say("wrongCount", { count });
  const numbers = [];
  for (const part of parts) {
    const x = parseNumber(part);
    if (typeof x === "string") return x;
    numbers.push(x);
  }
  return numbers;
}

/**
 * The name of a knob: W_h, and x₁ ‘o’ for the embedding of a token.
 * @param {Knob} knob
 */
function knobLabel({ name, token }) { return token ? `${plainName(name)} ‘${token}’` : plainName(name); }

/**
 * A name on one line, its index lowered where it is a number: h₁, W_h.
 * @param {string} name
 */
function plainName(name) {
  return name.replace(/_(\d+)$/, (_, index) => [...index].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[digit]).join(""));
}

/**
 * A name with its index below the line.
 * @param {string} name
 */
function indexed(name) {
  const [base, ...index] = name.split("_");
  return element("span", { class: "name" }, base, ...index.map((part) => element("sub", {}, part)));
}

/**
 * A number in full, as a field shows it.
 * @param {number} x
 */
function exact(x) { return String(x).replaceAll("-", "−"); }

/** @param {Knob} knob */
function knobText(knob) {
  const numbers = knobValues(knob).map(exact).join(", ");
  return `${plainName(knob.name)} = ${knob.values.length > 1 ? `[${numbers}]` : numbers}`;
}

/**
 * The name of a component of a knob for readers who cannot see the grid.
 * @param {Knob} knob
 * @param {number} component
 */
function componentName(knob, component) {
  if (knob.values.length === 1) return knobLabel(knob);
  const row = Math.floor(component / knob.columns) + 1;
  return say(knob.columns > 1 ? "entry" : "component", {
    name: knobLabel(knob), row, column: component % knob.columns + 1,
  });
}

/** The lesson with the changed numbers, and the labels of those that are not in its text. */
function changedLesson() {
  /** @type {[number, number, string][]} */
  const edits = [];
  const missing = [];
  /** @type {Knob[]} */
  const initial = [];
  for (const knob of changedKnobs()) {
    const values = knobValues(knob);
    if (!knob.places && knob.kind === "initial" && !deck.lesson?.hasInitial) initial.push(knob);
    else if (!knob.places) missing.push(knobLabel(knob));
    knob.places?.forEach(([start, end], component) => {
      if (values[component] === knob.values[component]) return;
      edits.push([start, end, String(values[component])]);
    });
  }
  let text = deck.lesson?.text ?? "";
  // From the end, so that the places before an edit stay right.
  edits.sort((a, b) => b[0] - a[0]);
  for (const [start, end, number] of edits) text = text.slice(0, start) + number + text.slice(end);
  if (initial.length) {
    const entries = initial.map((knob) => {
      const values = knobValues(knob).join(", ");
      return `${knob.name.replace(/_0$/, "")}: ${knob.values.length > 1 ? `[${values}]` : values}`;
    });
    text = `${text.replace(/\n*$/, "\n")}initial: {${entries.join(", ")}}\n`;
  }
  return { text, missing };
}

function downloadLesson() {
  if (!deck.lesson) return;
  const { text, missing } = changedLesson();
  const address = URL.createObjectURL(new Blob([text], { type: "text/yaml" }));
  const download = deck.lesson.name.replace(/(\.\w+)?$/, "-changed$1");
  element("a", { href: address, download }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
  if (missing.length) showMessage(say("notInFile", { names: missing.join(", ") }));
}

async function copyLink() {
  writeAddress();
  try {
    await navigator.clipboard.writeText(location.href);
    showMessage(say("copied"));
  } catch {
    showMessage(say("notCopied", { link: location.href }));
  }
}

/** The badge of a changed deck. */
function updateBadge() {
  const changed = changedKnobs();
  const names = changed.slice(0, 3).map(knobText).join(", ") + (changed.length > 3 ? ", …" : "");
  page.badgeText.textContent = `${say("changed")}: ${names}`;
  page.badge.hidden = changed.length === 0;
}
