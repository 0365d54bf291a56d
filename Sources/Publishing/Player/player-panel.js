"use strict";

// The side panel with a field for every number that can be changed, and fields over chips.

/** @type {(() => void)[]} what shows the numbers in the fields */
const fieldUpdates = [];

function buildPanel() {
  const kinds = [...new Set(deck.knobs.map(({ kind }) => kind))];
  page.panel.append(
    element(
      "header", {}, element("h2", { id: "panel-heading" }, say("panel")),
      iconButton("close", togglePanel, "K")),
    page.loss, page.failure, element("p", { class: "hint" }, say("scrub")),
    ...kinds.map((kind) => element(
      "fieldset", {}, element("legend", {}, say(kind)),
      ...deck.knobs.filter((knob) => knob.kind === kind).map(knobFields))),
    element(
      "footer", {},
      ...deck.training?.update ? [wordButton(say("update"), applyUpdate)] : [], ...knobButtons()));
}

/** The buttons of the panel and of the badge. */
function knobButtons() {
  return [
    wordButton(say("reset"), resetKnobs), wordButton(say("copyLink"), copyLink),
    ...deck.lesson ? [wordButton(say("download"), downloadLesson)] : [],
  ];
}

/** @param {Knob} knob */
function knobFields(knob) {
  const { name, token, columns, values, nodes } = knob;
  const grid = box("grid", ...values.map((_, component) => knobField(knob, component)));
  grid.style.gridTemplateColumns = `repeat(${columns}, minmax(3.3rem, 1fr))`;
  const label = element(
    "label", { for: `${name}-0` },
    ...nodes.flatMap((node, place) => [place ? ", " : "", indexed(deck.nodes[node].id)]),
    token ? ` ‘${token}’` : "");
  scrub(label, knob, 0);
  return box("knob", label, grid);
}

/**
 * @param {Knob} knob
 * @param {number} component
 */
function knobField(knob, component) {
  const id = `${knob.name}-${component}`;
  const { input, reason, mark } = field(id, componentName(knob, component));
  // While somebody types 1e999, the 1e99 on the way is not meant either.
  let before = 0;
  const remember = () => { before = knobValues(knob)[component]; };
  input.onchange = remember;
  input.oninput = () => {
    const x = parseNumber(input.value);
    changeKnob(knob, component, mark(x) ?? before);
  };
  const update = () => {
    if (input === document.activeElement) return;
    remember();
    input.value = exact(knobValues(knob)[component]);
    mark(0);
  };
  input.onblur = update;
  fieldUpdates.push(update);
  nudgeByKeys(input, knob, component, remember);
  scrub(input, knob, component);
  return element("span", { class: "field" }, input, reason);
}

/**
 * A field, the reason that it may be marked with, and a function that marks it if what was read is
 * a reason, and returns the number if it is one.
 * @param {string} id
 * @param {string} label
 */
function field(id, label) {
  const reason = element("span", { class: "reason", id: `${id}-reason`, role: "alert" });
  const input = element("input", {
    id, type: "text", autocomplete: "off", spellcheck: "false", "aria-label": label,
    "aria-describedby": reason.id,
  });
  /**
   * @template T
   * @param {T | string} read
   */
  const mark = (read) => {
    const isWrong = typeof read === "string";
    setAttributes(input, { "aria-invalid": isWrong ? "true" : null });
    reason.textContent = isWrong ? read : "";
    return isWrong ? undefined : read;
  };
  return { input, reason, mark };
}

/**
 * @param {HTMLInputElement} input
 * @param {Knob} knob
 * @param {number} component
 * @param {() => void} [onNudge]
 */
function nudgeByKeys(input, knob, component, onNudge) {
  input.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    nudge(knob, component, event.key === "ArrowUp" ? 1 : -1, event);
    input.value = exact(knobValues(knob)[component]);
    setAttributes(input, { "aria-invalid": null });
    onNudge?.();
  });
}

/**
 * Lets a number be dragged by a label or by a field that nobody types in.
 * @param {HTMLElement} handle
 * @param {Knob} knob
 * @param {number} component
 */
function scrub(handle, knob, component) {
  handle.classList.add("scrub");
  handle.addEventListener("pointerdown", (event) => {
    if (!event.button && document.activeElement !== handle) followDrag(event, knob, component);
  });
}

/**
 * Follows a drag: four pixels are one step. One that ends where it began is a click.
 * @param {PointerEvent} start
 * @param {Knob} knob
 * @param {number} component
 * @param {() => void} [onClick]
 */
function followDrag(start, knob, component, onClick) {
  const from = knobValues(knob)[component];
  let steps = 0;
  let hasMoved = false;
  const ending = new AbortController();
  const { signal } = ending;
  addEventListener("pointermove", (event) => {
    const now = Math.round((event.clientX - start.clientX + start.clientY - event.clientY) / 4);
    if (now === steps || event.pointerId !== start.pointerId) return;
    hasMoved = true;
    root.classList.add("dragging");
    steps = now;
    nudge(knob, component, steps, event, from);
  }, { signal });
  /** @param {Event} event */
  const end = ({ type }) => {
    ending.abort();
    root.classList.remove("dragging");
    if (hasMoved) ignoreNextClick();
    else if (type === "pointerup") onClick?.();
  };
  addEventListener("pointerup", end, { signal });
  addEventListener("pointercancel", end, { signal });
}

/** The click that ends a drag or a swipe is not meant. */
function ignoreNextClick() {
  /** @param {Event} event */
  const ignore = (event) => event.stopPropagation();
  addEventListener("click", ignore, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", ignore, { capture: true }), 50);
}

function updatePanel() {
  for (const update of fieldUpdates) update();
  // Question mode hides the loss until the deck has come to it.
  const after = quantity(["value", network.outcome]);
  const isHidden = isHiddenQuantity(["value", network.outcome]);
  const before = isHidden ? "?" : writtenNumber(originalLoss, deck.digits).plain;
  page.loss.textContent = say(changedKnobs().length ? "lossWas" : "lossIs", { before, after });
}

function togglePanel() {
  const { panel, buttons } = page;
  if (!fieldUpdates.length) buildPanel();
  const hadFocus = panel.contains(document.activeElement);
  panel.hidden = !panel.hidden;
  // A phone has space for the drawing and one of them.
  if (!panel.hidden && isSmall.matches && !page.notes.hidden) toggleNotes();
  pressed("panel", !panel.hidden);
  updatePanel();
  if (!panel.hidden) panel.querySelector("input")?.focus();
  else if (hadFocus) buttons.panel.focus();
}

/**
 * A field over a chip of the drawing, for all numbers of its knob.
 * @param {SVGGElement} chip
 * @param {Knob} knob
 */
function editChip(chip, knob) {
  const { left, top, height } = chip.getBoundingClientRect();
  const { input, reason, mark } = field("chip", say("valuesOf", { name: knobLabel(knob) }));
  input.value = knobValues(knob).map(exact).join(", ");
  const editor = box("chip-editor", input, reason);
  editor.style.left = `${clamped(left - 8, 4, innerWidth - 170)}px`;
  editor.style.top = `${Math.max(4, top + height / 2 - 22)}px`;
  const close = () => {
    // Taking a focused field away is one more blur.
    input.onblur = null;
    editor.remove();
    chip.focus();
  };
  /** A field that is left with a mistake gives up, and the old numbers stay. */
  const commit = () => {
    const numbers = mark(parseNumbers(knob, input.value));
    if (!numbers) return;
    setKnob(knob, numbers);
    recompute();
    close();
  };
  input.onkeydown = (event) => {
    if (event.key === "Enter") commit();
    else if (event.key === "Escape") close();
  };
  input.onblur = () => {
    commit();
    editor.remove();
  };
  if (knob.values.length === 1) nudgeByKeys(input, knob, 0);
  document.body.append(editor);
  input.select();
}
