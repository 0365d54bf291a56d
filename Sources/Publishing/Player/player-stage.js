"use strict";

// The stage: one drawing that is built once; a step only says which pieces it shows.

/** What is drawn, from the groups of the deck. */
class Stage {
  constructor() {
    /**
     * The group that each piece belongs to.
     * @type {Map<number, number>}
     */
    this.groupOfPiece = new Map();
    this.items = deck.groups.map(({ name, classes, pieces }, place) => {
      for (const piece of pieces) this.groupOfPiece.set(piece, place);
      return drawn("g", { class: `item ${classes}`, "data-name": name, display: "none" });
    });
    /** The pieces that each item shows now. */
    this.showing = deck.groups.map(() => "");
    this.words = drawn("g", {});
    this.root = drawn(
      "svg", {
        class: "stage", viewBox: pictureOf(0).getAttribute("viewBox"), role: "group",
        "aria-label": deck.title,
      },
      ...this.items, this.words);
    this.step = -1;
  }

  /** @param {number} step */
  show(step) {
    /** @type {number[][]} */
    const shown = this.items.map(() => []);
    for (const piece of piecesOf(step)) shown[this.groupOfPiece.get(piece) ?? -1]?.push(piece);
    const hot = new Set(deck.steps[step].hot);
    this.items.forEach((item, place) => {
      item.classList.toggle("hot", hot.has(place));
      const key = shown[place].join();
      if (this.showing[place] === key) return;
      this.showing[place] = key;
      item.replaceChildren(...shown[place].map((piece) => drawn("use", { href: `#p${piece}` })));
      if (deck.groups[place].edge) item.prepend(...shown[place].map(margin));
      setAttributes(item, { display: key ? null : "none" });
    });
    this.step = step;
    this.showWords();
  }

  /** Puts the words of the current step on the stage, as its section has them now. */
  showWords() {
    const now = Array.from(this.words.children);
    const words = all("foreignObject", pictureOf(this.step)).map((word, place) => (
      now[place]?.isEqualNode(word) ? now[place] : word.cloneNode(true)));
    this.words.replaceChildren(...words);
    fitWords(this.words);
  }
}

/**
 * A wide copy of a line that is not seen, so that a pointer need not hit the line itself.
 * @param {number} piece
 */
function margin(piece) {
  const copy = document.getElementById(`p${piece}`)?.cloneNode(true);
  if (!(copy instanceof SVGElement) || copy.querySelector("text")) return "";
  setAttributes(copy, { id: null, class: "margin" });
  return copy;
}

/** @type {number[][]} */
const masks = [];

/**
 * The pieces that a step shows, from below.
 * @param {number} step
 */
function piecesOf(step) {
  return masks[step] ??= all("use", pictureOf(step)).map(pieceOf);
}

/**
 * The piece that an element shows.
 * @param {Element} target
 */
function pieceOf(target) {
  return Number((target.closest("use")?.getAttribute("href") ?? "").slice(2) || -1);
}

/**
 * Moves a line that is too wide as far to the left as others of its kind begin.
 * @param {SVGElement} line
 * @param {SVGElement[]} lines
 */
function moveLeft(line, lines) {
  const [x, width] = ["x", "width"].map((name) => Number(line.getAttribute(name)));
  const excess = Math.max(...Array.from(line.children).map((part) => part.scrollWidth)) - width;
  if (!(excess > 0.5)) return;
  const alike = lines.filter((other) => other.getAttribute("class") === line.getAttribute("class"));
  const left = Math.min(...alike.map((other) => Number(other.getAttribute("x"))));
  const step = Math.min(excess, x - left);
  setAttributes(line, { x: (x - step).toFixed(2), width: (width + step).toFixed(2) });
}

/** @param {number} step */
function pictureOf(step) {
  const picture = sections[step].querySelector("svg");
  if (!picture) throw new Error(`step ${step + 1} has no picture`);
  return picture;
}

/**
 * Makes the font of words smaller where they have outgrown their box, as changed numbers may.
 * Lines do not break, and a number that changes grows to the side.
 * @param {Element} holder
 */
function fitWords(holder) {
  let boxes = all("foreignObject", holder).flatMap((each) => (
    each instanceof SVGElement ? each : []));
  for (const each of boxes) moveLeft(each, boxes);
  // A formula shrinks unevenly: a few rounds settle it. What needs no change is measured once.
  for (let round = 0; round < 6 && boxes.length; round += 1) {
    const factors = boxes.map((each) => Number(each.getAttribute("width"))
      / Math.max(...Array.from(each.children).map((line) => line.scrollWidth)));
    boxes = boxes.filter((each, place) => {
      if (!(factors[place] < 0.98)) return false;
      const full = Number(each.getAttribute("font-size"));
      const size = parseFloat(each.style.fontSize) || full;
      each.style.fontSize = `${Math.max(full * 0.3, size * factors[place] * 0.99)}px`;
      return size > full * 0.31;
    });
  }
}
