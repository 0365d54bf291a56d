"use strict";

// Look up: a card with the numbers of a node or an edge, and the path from it to the loss.

/**
 * The nodes that a knob sets.
 * @type {Map<number, Knob>}
 */
const knobOfNode = new Map();

let looked = -1;
let isPinned = false;
let hoverTimer = 0;

/**
 * A quantity in digits, or that it is not yet shown.
 * @param {Origin} origin
 */
function quantity(origin) {
  if (isHiddenQuantity(origin)) return say("notYet");
  const numbers = network.origin(origin);
  const texts = numbers.map((x) => writtenNumber(x, deck.digits).plain);
  if (texts.length === 1) return texts[0];
  if (texts.length <= 6) return `[${texts.join(", ")}]`;
  return `[${texts.slice(0, 5).join(", ")}, … (${texts.length})]`;
}

/**
 * The name of an item for readers who cannot see it.
 * @param {Group} group
 */
function labelOf({ name, classes, node, edge }) {
  const kinds = classes.split(" ");
  if (edge) {
    const [from, to] = ends(edge).map((end) => deck.nodes[end].spoken);
    const label = say(kinds.includes("edge") ? "from" : "back", { from, to });
    if (!kinds.includes("contribution")) return label;
    return `${label}: ${say("contribution")} ${quantity(["contribution", ...edge])}`;
  }
  if (node === undefined) return name;
  const { spoken } = deck.nodes[node];
  for (const [kind, word] of [["value", "valueOf"], ["gradient", "gradientOf"]]) {
    if (!kinds.includes(kind)) continue;
    const hint = kind === "value" && knobOfNode.has(node) ? `. ${say("chipHint")}` : "";
    return `${say(word, { name: spoken })}: ${quantity([kind, node])}${hint}`;
  }
  return spoken;
}

/**
 * The operand and the reader of an edge.
 * @param {[number, number]} edge
 */
function ends([reader, slot]) { return [network.edges[reader][slot].from, reader]; }

/** Names what the stage shows, and lets the keyboard reach it. */
function labelItems() {
  deck.groups.forEach((group, place) => {
    if (!stage.isShown(place)) return;
    const { edge, node, classes } = group;
    const isKnob = chipKnob(place) !== undefined;
    const isNode = node !== undefined && classes.split(" ").includes("node");
    const isBackward = edge && !classes.split(" ").includes("edge");
    setAttributes(stage.items[place], {
      role: "img", "aria-label": labelOf(group),
      tabindex: isNode || isKnob || isBackward ? 0 : edge ? -1 : null,
    });
    stage.items[place].classList.toggle("knob", isKnob);
  });
}

/**
 * The knob that a chip of the drawing changes.
 * @param {number} place
 */
function chipKnob(place) {
  const group = deck.groups[place];
  return group?.node !== undefined && group.classes.split(" ").includes("value")
    ? knobOfNode.get(group.node) : undefined;
}

/** @param {Element} target */
function placeOf(target) {
  const item = target.closest(".item");
  return item ? stage.items.findIndex((other) => other === item) : -1;
}

/**
 * @param {number} place
 * @param {boolean} pins whether the card stays when the pointer leaves
 */
function lookUp(place, pins) {
  const group = deck.groups[place];
  if (!group || group.node === undefined && !group.edge) return endLookUp();
  if (looked >= 0) endLookUp();
  looked = place;
  isPinned = pins;
  page.card.replaceChildren(...group.edge ? edgeCard(group.edge) : nodeCard(group.node ?? 0));
  page.card.hidden = false;
  stage.items[place].setAttribute("aria-describedby", "card");
  placeCard(stage.items[place].getBoundingClientRect());
  lightPath(group);
}

/** @param {number} node */
function nodeCard(node) {
  const { outcome } = network;
  return [
    element("strong", {}, indexed(deck.nodes[node].label)),
    rows([
      ["value", quantity(["value", node]), "forward"],
      ["gradient", node === outcome ? "1" : quantity(["gradient", node]), "backward"],
    ]),
  ];
}

/** @param {[number, number]} edge */
function edgeCard(edge) {
  const [from, to] = ends(edge).map((end) => plainName(deck.nodes[end].label));
  const hasLocal = network.local(...edge) !== null;
  const local = hasLocal ? quantity(["local", ...edge]) : say("matrixProduct");
  const upstream = quantity(["gradient", edge[0]]);
  const contribution = quantity(["contribution", ...edge]);
  const isKnown = ![local, upstream, contribution].includes(say("notYet"));
  return [
    element("strong", {}, say("from", { from, to })),
    rows([
      ["local", `∂${to}/∂${from} = ${local}`, "forward"],
      ["upstream", `∂${deck.nodes[network.outcome].label}/∂${to} = ${upstream}`, "backward"],
      ["contribution", contribution, "result"],
    ]),
    ...hasLocal && isKnown
      ? [element("p", {}, say("givesFor", { local, upstream, contribution, from }))] : [],
  ];
}

/** @param {[string, string, string][]} entries */
function rows(entries) {
  return element("dl", {}, ...entries.map(([word, text, role]) => element(
    "div", {}, element("dt", {}, say(word)), element("dd", { class: role }, text))));
}

/**
 * Beside what it is about, and in the window.
 * @param {DOMRect} about
 */
function placeCard(about) {
  const { width, height } = page.card.getBoundingClientRect();
  const middle = about.left + about.width / 2 - width / 2;
  const below = about.bottom + 12;
  const top = below + height < innerHeight - 8 ? below : about.top - height - 12;
  page.card.style.left = `${Math.max(8, Math.min(innerWidth - width - 8, middle))}px`;
  page.card.style.top = `${Math.max(8, top)}px`;
}

/** @param {Group} group */
function lightPath({ node, edge }) {
  const start = edge ? edge[0] : node ?? 0;
  const path = network.pathToLoss(start);
  if (edge) path.push(edge);
  const edges = new Set(path.map((each) => each.join()));
  const nodes = new Set([start, ...path.flatMap((each) => ends(each))]);
  deck.groups.forEach((other, place) => {
    const isLit = other.edge ? edges.has(other.edge.join())
      : other.node !== undefined && nodes.has(other.node);
    stage.items[place].classList.toggle("lit", isLit);
  });
  stage.root.classList.add("looking");
}

function endLookUp() {
  clearTimeout(hoverTimer);
  if (looked < 0) return;
  stage.items[looked].removeAttribute("aria-describedby");
  looked = -1;
  page.card.hidden = true;
  stage.root.classList.remove("looking");
}

/** Shows the card anew after a change. */
function refreshLookUp() {
  if (looked >= 0) lookUp(looked, isPinned);
}

function listenToStage() {
  const { root } = stage;
  root.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse" || isPinned || !(event.target instanceof Element)) return;
    clearTimeout(hoverTimer);
    const place = placeOf(event.target);
    if (place === looked) return;
    // Resting on a thing looks it up; passing over it does not.
    hoverTimer = setTimeout(() => lookUp(place, false), place < 0 ? 80 : 180);
  });
  root.addEventListener("pointerleave", () => {
    if (!isPinned) endLookUp();
  });
  root.addEventListener("focusin", (event) => {
    if (event.target instanceof Element && event.target.matches(":focus-visible")) {
      lookUp(placeOf(event.target), true);
    }
  });
  root.addEventListener("focusout", endLookUp);
  root.addEventListener("pointerdown", (event) => {
    const knob = event.target instanceof Element && chipKnob(placeOf(event.target));
    if (!knob || event.button || !(event.target instanceof Element)) return;
    const [number] = numbersAt(event.target);
    const entry = deck.numbers[number ?? -1] ?? [0, 0];
    const chip = stage.items[placeOf(event.target)];
    const component = typeof entry[0] === "number" ? Number(entry[1]) : 0;
    followDrag(event, knob, component, () => editChip(chip, knob));
  });
  root.addEventListener("keydown", (event) => {
    const knob = event.target instanceof Element && chipKnob(placeOf(event.target));
    if (!knob || event.ctrlKey || event.metaKey || !(event.target instanceof SVGGElement)) return;
    if (event.key === "Enter") editChip(event.target, knob);
    else if (event.key === "ArrowUp") nudge(knob, 0, 1, event);
    else if (event.key === "ArrowDown") nudge(knob, 0, -1, event);
    else return;
    stopEvent(event);
  });
}
