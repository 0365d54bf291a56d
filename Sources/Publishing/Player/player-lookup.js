"use strict";

// Look up: a card with the numbers of a node or an edge, and the path from it to the loss.

/**
 * The knobs by the nodes that they set.
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
  const texts = network.origin(origin).map((x) => writtenNumber(x, deck.digits).plain);
  if (texts.length === 1) return texts[0];
  if (texts.length > 6) texts.splice(5, texts.length - 5, `… (${texts.length})`);
  return `[${texts.join(", ")}]`;
}

/** @param {number} place */
function kindsOf(place) {
  const group = deck.groups[place];
  const kinds = (group?.classes ?? "").split(" ");
  const knob = kinds.includes("value") ? knobOfNode.get(group.node ?? -1) : undefined;
  return { group, kinds, knob };
}

/**
 * The name of an item for readers who cannot see it; empty for what has none.
 * @param {number} place
 */
function labelOf(place) {
  const { group: { node, edge }, kinds, knob } = kindsOf(place);
  if (edge) {
    const [from, to] = ends(edge).map((end) => deck.nodes[end].spoken);
    const label = say(kinds.includes("edge") ? "from" : "back", { from, to });
    return kinds.includes("contribution")
      ? `${label}: ${say("contribution")} ${quantity(["contribution", ...edge])}` : label;
  }
  if (node === undefined) return "";
  const { spoken } = deck.nodes[node];
  const kind = ["value", "gradient"].find((each) => kinds.includes(each));
  if (!kind) return spoken;
  const hint = knob ? `. ${say("chipHint")}` : "";
  return `${say(`${kind}Of`, { name: spoken })}: ${quantity([kind, node])}${hint}`;
}

/**
 * The operand and the reader of an edge.
 * @param {[number, number]} edge
 */
function ends([reader, slot]) { return [network.edges[reader][slot].from, reader]; }

/** Names what the stage shows, and lets the keyboard reach it. */
function labelItems() {
  stage.items.forEach((item, place) => {
    if (!stage.showing[place]) return;
    const { group, kinds, knob } = kindsOf(place);
    const label = labelOf(place);
    const isStop = knob || kinds.includes("node") || group.edge && !kinds.includes("edge");
    setAttributes(item, {
      role: label && "img", "aria-label": label, "aria-hidden": !label && "true",
      tabindex: isStop && label ? 0 : null,
    });
    item.classList.toggle("knob", Boolean(knob));
  });
}

/** @param {EventTarget | null} target */
function placeOf(target) {
  const item = target instanceof Element ? target.closest(".item") : null;
  return stage.items.findIndex((other) => other === item);
}

/**
 * @param {number} place
 * @param {boolean} pins whether the card stays when the pointer leaves
 */
function lookUp(place, pins) {
  endLookUp();
  if (place < 0 || !labelOf(place)) return;
  looked = place;
  isPinned = pins;
  const { node = 0, edge } = deck.groups[place];
  page.card.replaceChildren(...edge ? edgeCard(edge) : nodeCard(node));
  page.card.hidden = false;
  setAttributes(stage.items[place], { "aria-describedby": "card" });
  placeCard(stage.items[place].getBoundingClientRect());
  lightPath(edge ? edge[0] : node, edge);
}

/** @param {number} node */
function nodeCard(node) {
  return [
    element("strong", {}, indexed(deck.nodes[node].label)),
    rows([
      ["value", quantity(["value", node]), "forward"],
      ["gradient", quantity(["gradient", node]), "backward"],
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
  const isKnown = hasLocal && ![local, upstream, contribution].includes(say("notYet"));
  const sentence = say("givesFor", { local, upstream, contribution, from });
  return [
    element("strong", {}, say("from", { from, to })),
    rows([
      ["local", `∂${to}/∂${from} = ${local}`, "forward"],
      ["upstream", `∂${deck.nodes[network.outcome].label}/∂${to} = ${upstream}`, "backward"],
      ["contribution", contribution, "result"],
    ]),
    element("p", {}, isKnown ? sentence : ""),
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
function placeCard({ left, top, bottom, width }) {
  const card = page.card.getBoundingClientRect();
  const below = bottom + 12;
  const { style } = page.card;
  style.left = `${clamped(left + (width - card.width) / 2, 8, innerWidth - card.width - 8)}px`;
  style.top = `${below + card.height < innerHeight - 8
    ? below : Math.max(8, top - card.height - 12)}px`;
}

/**
 * @param {number} start
 * @param {[number, number]} [edge] which leads to it
 */
function lightPath(start, edge) {
  const path = network.pathToLoss(start);
  if (edge) path.push(edge);
  const edges = new Set(path.map(String));
  const nodes = new Set([start, ...path.flatMap(ends)]);
  deck.groups.forEach((group, place) => {
    const isLit = group.edge ? edges.has(String(group.edge)) : nodes.has(group.node ?? -1);
    stage.items[place].classList.toggle("lit", isLit);
  });
  stage.root.classList.add("looking");
}

function endLookUp() {
  clearTimeout(hoverTimer);
  if (looked >= 0) setAttributes(stage.items[looked], { "aria-describedby": null });
  looked = -1;
  page.card.hidden = true;
  stage.root.classList.remove("looking");
}

function listenToStage() {
  const target = stage.root;
  target.addEventListener("pointerover", (event) => {
    const place = placeOf(event.target);
    if (event.pointerType !== "mouse" || isPinned && looked >= 0) return;
    clearTimeout(hoverTimer);
    // Resting on a thing looks it up; passing over it does not.
    if (place !== looked) hoverTimer = setTimeout(() => lookUp(place, false), 160);
  });
  target.addEventListener("pointerleave", () => {
    if (!isPinned) endLookUp();
  });
  target.addEventListener("focusin", (event) => {
    if (target.querySelector(":focus-visible")) lookUp(placeOf(event.target), true);
  });
  target.addEventListener("focusout", endLookUp);
  target.addEventListener("pointerdown", (event) => {
    const place = placeOf(event.target);
    const { knob } = kindsOf(place);
    if (!knob || event.button || !(event.target instanceof Element)) return;
    const component = deck.numbers[numbersAt(event.target)[0]]?.[1];
    followDrag(
      event, knob, Number(component ?? 0), () => editChip(stage.items[place], knob));
  });
  target.addEventListener("keydown", (event) => {
    const { key } = event;
    const place = placeOf(event.target);
    const { knob } = kindsOf(place);
    if (!knob || event.ctrlKey || event.metaKey) return;
    if (key === "Enter") editChip(stage.items[place], knob);
    else if (key === "ArrowUp") nudge(knob, 0, 1, event);
    else if (key === "ArrowDown") nudge(knob, 0, -1, event);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
