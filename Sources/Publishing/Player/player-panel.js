"use strict";

// The side panel with a field for every number that can be changed.
// The place for a training step (W − ηg, and the loss plotted) is below the fields.

/** @type {{ knob: Knob, component: number, input: HTMLInputElement, reason: HTMLElement }[]} */
const fields = [];

function buildPanel() {
  const kinds = [...new Set(deck.knobs.map((knob) => knob.kind))];
  page.panel.append(
    element(
      "header", {}, element("h2", { id: "panel-heading" }, say("panel")),
      iconButton("close", togglePanel, "K")),
    page.loss, page.failure, element("p", { class: "hint" }, say("scrub")),
    ...kinds.map((kind) => element(
      "fieldset", {}, element("legend", {}, say(kind)),
      ...deck.knobs.filter((knob) => knob.kind === kind).map(knobFields))),
    element("footer", {}, ...knobButtons()));
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
  const grid = element("div", { class: "grid" });
  grid.style.gridTemplateColumns = `repeat(${knob.columns}, minmax(4.5rem, 1fr))`;
  knob.values.forEach((_, component) => grid.append(knobField(knob, component)));
  const token = knob.token ? [` ‘${knob.token}’`] : [];
  const label = element("label", { for: `${knob.name}-0` }, indexed(knob.name), ...token);
  scrub(label, knob, 0);
  return element("div", { class: "knob" }, label, grid);
}

/**
 * @param {Knob} knob
 * @param {number} component
 */
function knobField(knob, component) {
  const id = `${knob.name}-${component}`;
  const reason = element("span", { class: "reason", id: `${id}-reason`, role: "alert" });
  const input = element("input", {
    id, type: "text", autocomplete: "off", spellcheck: "false",
    "aria-label": componentName(knob, component), "aria-describedby": reason.id,
  });
  // While somebody types 1e999, 1e99 is no more meant than the text at the end is a number.
  let before = 0;
  const remember = () => { before = knobValues(knob)[component]; };
  input.addEventListener("input", () => {
    const x = parseNumber(input.value);
    mark(input, reason, typeof x === "string" ? x : "");
    changeKnob(knob, component, typeof x === "string" ? before : x);
  });
  for (const name of ["focus", "change", "keyup"]) {
    input.addEventListener(name, (event) => {
      const isNudge = event instanceof KeyboardEvent && event.key.startsWith("Arrow");
      if (name !== "keyup" || isNudge) remember();
    });
  }
  input.addEventListener("blur", updatePanel);
  nudgeByKeys(input, knob, component);
  scrub(input, knob, component);
  fields.push({ knob, component, input, reason });
  return element("span", { class: "field" }, input, reason);
}

/**
 * Marks a field whose text is no number, with the reason.
 * @param {HTMLInputElement} input
 * @param {HTMLElement} reason
 * @param {string} text
 */
function mark(input, reason, text) {
  setAttributes(input, { "aria-invalid": text ? "true" : null });
  reason.textContent = text;
}

/**
 * @param {HTMLInputElement} input
 * @param {Knob} knob
 * @param {number} component
 */
function nudgeByKeys(input, knob, component) {
  input.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    nudge(knob, component, event.key === "ArrowUp" ? 1 : -1, event);
    input.value = exact(knobValues(knob)[component]);
    input.dispatchEvent(new Event("input"));
  });
}

/**
 * Lets a number be dragged: four pixels are one step.
 * @param {HTMLElement} handle
 * @param {Knob} knob
 * @param {number} component
 */
function scrub(handle, knob, component) {
  handle.classList.add("scrub");
  handle.addEventListener("pointerdown", (event) => {
    if (event.button || document.activeElement === handle) return;
    followDrag(event, knob, component);
  });
}

/**
 * Follows a drag that begins with an event, and reports one that ends where it began.
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
    if (!hasMoved) document.documentElement.classList.add("dragging");
    hasMoved = true;
    steps = now;
    nudge(knob, component, steps, event, from);
  }, { signal });
  for (const name of ["pointerup", "pointercancel"]) {
    addEventListener(name, () => {
      ending.abort();
      document.documentElement.classList.remove("dragging");
      if (hasMoved) {
        // The click that follows a drag is no click.
        addEventListener("click", stopEvent, { capture: true, once: true });
        setTimeout(() => removeEventListener("click", stopEvent, { capture: true }), 50);
      } else if (name === "pointerup") onClick?.();
    }, { signal });
  }
}

/** @param {Event} event */
function stopEvent(event) {
  event.preventDefault();
  event.stopPropagation();
}

/** Shows the numbers in the fields, except where somebody types. */
function updatePanel() {
  for (const { knob, component, input, reason } of fields) {
    if (input === document.activeElement) continue;
    input.value = exact(knobValues(knob)[component]);
    mark(input, reason, "");
  }
  page.loss.textContent = lossText();
}

/** The loss before and after the change; a question mode that has not come to it hides it. */
function lossText() {
  const before = writtenNumber(originalLoss, deck.digits).plain;
  const after = quantity(["value", network.outcome]);
  return say(changedKnobs().length ? "lossWas" : "lossIs", {
    before: isHiddenQuantity(["value", network.outcome]) ? "?" : before, after,
  });
}

function togglePanel() {
  const isOpen = page.panel.hidden;
  if (isOpen && !fields.length) buildPanel();
  page.panel.hidden = !isOpen;
  document.documentElement.classList.toggle("with-panel", isOpen);
  pressed("panel", isOpen);
  if (isOpen) {
    updatePanel();
    fields[0]?.input.focus();
  } else if (!page.panel.contains(document.activeElement) || !page.buttons.panel) {
    return;
  } else page.buttons.panel.focus();
}

/**
 * A field over a chip of the drawing, for all numbers of its knob.
 * @param {SVGGElement} chip
 * @param {Knob} knob
 */
function editChip(chip, knob) {
  const bounds = chip.getBoundingClientRect();
  const reason = element("span", { class: "reason", role: "alert" });
  const input = element("input", {
    type: "text", autocomplete: "off", "aria-label": say("valuesOf", { name: knobLabel(knob) }),
  });
  input.value = knobValues(knob).map(exact).join(", ");
  const editor = element("div", { class: "chip-editor" }, input, reason);
  editor.style.left = `${Math.max(4, Math.min(innerWidth - 170, bounds.left - 8))}px`;
  editor.style.top = `${Math.max(4, bounds.top + bounds.height / 2 - 22)}px`;
  const close = () => {
    // Taking a focused field away is one more blur.
    input.onblur = null;
    editor.remove();
    chip.focus();
  };
  const commit = () => {
    const numbers = parseNumbers(knob, input.value);
    mark(input, reason, typeof numbers === "string" ? numbers : "");
    if (typeof numbers === "string") return;
    setKnob(knob, numbers);
    recompute();
    close();
  };
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") commit();
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  if (knob.values.length === 1) nudgeByKeys(input, knob, 0);
  input.onblur = () => {
    commit();
    // A field that is left with a mistake gives up; the old numbers stay.
    if (editor.isConnected) editor.remove();
  };
  document.body.append(editor);
  input.select();
  input.focus();
}
