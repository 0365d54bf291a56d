"use strict";

// What can be changed: parameters, inputs, initial values and targets.

/** @param {Knob} knob */
function knobValues(knob) { return network.leaf(knob.nodes[0]); }

function changedKnobs() {
  return deck.knobs.filter((knob) => (
    knobValues(knob).some((x, component) => x !== knob.values[component])));
}

/**
 * Changes the numbers of a knob; `recompute` shows what follows.
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
  if (values[component] === x) return;
  values[component] = x;
  setKnob(knob, values);
  recompute();
}

/** How many steps of gradient descent were applied. */
let appliedUpdates = 0;

/** Applies a step of gradient descent to the parameters; all numbers follow. */
function applyUpdate() {
  const parameters = training?.apply();
  if (!parameters) {
    showMessage(say("noUpdate"), 8);
    return;
  }
  for (const [node, numbers] of parameters) {
    numbers.forEach((x, component) => network.setLeaf(node, component, x));
  }
  appliedUpdates += 1;
  recompute();
  const now = training?.number("loss", 0, 0)?.[0] ?? network.value(network.outcome)[0];
  const isHidden = isHiddenQuantity(["value", network.outcome]);
  const loss = isHidden ? "?" : writtenNumber(now, deck.digits).plain;
  showMessage(say("applied", { count: appliedUpdates, loss }));
}

function resetKnobs() {
  appliedUpdates = 0;
  training?.reset();
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
function nudge(knob, component, count, { shiftKey, altKey }, from = knobValues(knob)[component]) {
  const size = Math.max(Math.abs(from), Math.abs(knob.values[component])) || 1;
  const unit = 10 ** (Math.floor(Math.log10(size)) - 1) * (shiftKey ? 10 : altKey ? 0.1 : 1);
  const x = Number((from + count * unit).toPrecision(12));
  // Adding and taking away must come back to 0 itself.
  changeKnob(knob, component, Math.abs(x) < unit * 1e-6 ? 0 : x);
}

/**
 * Reads a number as people write it, with a decimal comma too; if it is none, the reason.
 * @param {string} text
 * @returns {number | string}
 */
function parseNumber(text) {
  const plain = text.trim().replaceAll("−", "-").replace(/^([^.,]*),([^.,]*)$/, "$1.$2");
  if (!plain) return say("empty");
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain)) return say("notNumber", { text });
  const x = Number(plain);
  if (!Number.isFinite(x)) return say("tooLarge", { text });
  // Number takes 1e-999 for 0; + 0 is for −0.
  return x === 0 && /[1-9]/.test(plain.split(/e/i)[0]) ? say("tooSmall", { text }) : x + 0;
}

/**
 * Reads all numbers of a knob, separated by commas; if they are none, the reason.
 * @param {Knob} knob
 * @param {string} text
 * @returns {number[] | string}
 */
function parseNumbers({ values }, text) {
  const count = values.length;
  const parts = count === 1 ? [text] : text.split(/[;\s]+|,\s*/).filter(Boolean);
  if (parts.length !== count) return say("wrongCount", { count });
  const numbers = parts.map(parseNumber);
  const reason = numbers.find((x) => typeof x === "string");
  return typeof reason === "string" ? reason : numbers.map(Number);
}

/**
 * The name of a knob: W_h, and x₁ ‘o’ for the embedding of a token.
 * @param {Knob} knob
 */
function knobLabel({ name, token }) { return plainName(name) + (token ? ` ‘${token}’` : ""); }

/**
 * A name on one line, its index lowered where it is a number: h₁, W_h.
 * @param {string} name
 */
function plainName(name) {
  const [base, ...index] = name.split("_");
  return base + index.map(lowered).join("");
}

/** @param {string} index */
function lowered(index) {
  return /^\d+$/.test(index) ? [...index].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]).join("")
    : `_${index}`;
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

/**
 * The name of a component of a knob for readers who cannot see the grid.
 * @param {Knob} knob
 * @param {number} component
 */
function componentName(knob, component) {
  const { columns, values } = knob;
  const word = values.length === 1 ? "{name}" : columns > 1 ? "entry" : "component";
  return say(word, {
    name: knobLabel(knob), row: Math.floor(component / columns) + 1,
    column: component % columns + 1,
  });
}

/** The lesson with the changed numbers, and the names of those that are not in its text. */
function changedLesson() {
  /** @type {[number, number, string][]} */
  const edits = [];
  const missing = [];
  const added = [];
  const isFirst = /_0$/;
  for (const knob of changedKnobs()) {
    const { name, kind, places, values } = knob;
    const now = knobValues(knob);
    if (places) {
      places.forEach(([start, end], component) => {
        if (now[component] !== values[component]) edits.push([start, end, String(now[component])]);
      });
    } else if (kind === "initial" && isFirst.test(name) && !deck.lesson?.hasInitial) {
      added.push(`${name.replace(isFirst, "")}: ${now.length > 1 ? `[${now.join(", ")}]` : now}`);
    } else missing.push(knobLabel(knob));
  }
  let text = deck.lesson?.text ?? "";
  // From the end, so that the places before an edit stay right.
  edits.sort((a, b) => b[0] - a[0]);
  for (const [start, end, number] of edits) text = text.slice(0, start) + number + text.slice(end);
  if (added.length) text = `${text.trimEnd()}\ninitial: {${added.join(", ")}}\n`;
  return { text, missing };
}

function downloadLesson() {
  const { text, missing } = changedLesson();
  const address = URL.createObjectURL(new Blob([text], { type: "text/yaml" }));
  const download = (deck.lesson?.name ?? "").replace(/(\.\w+)?$/, "-changed$1");
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

/** Says beside the controls what is changed. */
function updateBadge() {
  const names = changedKnobs().map((knob) => {
    const numbers = knobValues(knob).map((x) => {
      const text = exact(x);
      return text.length > 8 ? writtenNumber(x, deck.digits).plain : text;
    }).join(", ");
    return `${plainName(knob.name)} = ${knob.values.length > 1 ? `[${numbers}]` : numbers}`;
  });
  page.badge.hidden = !names.length;
  page.badgeText.textContent = `${say("changed")}: ${names.slice(0, 3).join(", ")}`
    + (names.length > 3 ? ", …" : "");
}
