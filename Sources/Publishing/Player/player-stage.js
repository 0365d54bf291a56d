"use strict";

// The stage: one drawing that is built once; a step only says which pieces it shows.

/** What is drawn, from the groups of the deck. */
class Stage {
  /** @param {Deck} deck */
  constructor(deck) {
    this.deck = deck;
    /** @type {Map<number, number>} the group that each piece belongs to */
    this.groupOfPiece = new Map();
    deck.groups.forEach((group, place) => {
      for (const piece of group.pieces) this.groupOfPiece.set(piece, place);
    });
    this.items = deck.groups.map((group) => drawn("g", {
      class: `item ${group.classes}`, "data-name": group.name, display: "none",
    }));
    /**
     * The pieces that each item shows now.
     * @type {string[]}
     */
    this.showing = deck.groups.map(() => "");
    this.ground = drawn("g", { "aria-hidden": "true" });
    this.words = drawn("g", { class: "all-words" });
    this.root = drawn(
      "svg", {
        class: "stage", viewBox: pictureOf(0).getAttribute("viewBox"), role: "group",
        "aria-label": deck.title,
      },
      this.ground, ...this.items, this.words);
    /** @type {Map<number, SVGUseElement>} */
    this.uses = new Map();
    this.step = -1;
    /**
     * The items that the step highlights.
     * @type {SVGGElement[]}
     */
    this.hot = [];
  }

  /** @param {number} step */
  show(step) {
    /** @type {Map<number, number[]>} */
    const shown = new Map();
    for (const piece of piecesOf(step)) {
      const place = this.groupOfPiece.get(piece) ?? -1;
      const pieces = shown.get(place);
      if (pieces) pieces.push(piece);
      else shown.set(place, [piece]);
    }
    this.items.forEach((item, place) => this.fill(item, place, shown.get(place) ?? []));
    this.ground.replaceChildren(...(shown.get(-1) ?? []).map((piece) => this.use(piece)));
    for (const item of this.hot) item.classList.remove("hot");
    this.hot = this.deck.steps[step].hot.map((place) => this.items[place]);
    for (const item of this.hot) item.classList.add("hot");
    this.step = step;
    this.showWords();
  }

  /**
   * @param {SVGGElement} item
   * @param {number} place
   * @param {number[]} pieces
   */
  fill(item, place, pieces) {
    const key = pieces.join();
    if (this.showing[place] === key) return;
    this.showing[place] = key;
    item.replaceChildren(...pieces.map((piece) => this.use(piece)));
    setAttributes(item, { display: pieces.length ? null : "none" });
  }

  /** @param {number} piece */
  use(piece) {
    let use = this.uses.get(piece);
    if (!use) {
      use = drawn("use", { href: `#p${piece}` });
      this.uses.set(piece, use);
    }
    return use;
  }

  /** Puts the words of the current step on the stage, as its section has them now. */
  showWords() {
    const now = Array.from(this.words.children);
    const words = all("foreignObject", pictureOf(this.step)).map((word, place) => (
      now[place]?.isEqualNode(word) ? now[place] : word.cloneNode(true)));
    this.words.replaceChildren(...words);
    fitWords(this.words);
  }

  /** @param {number} place */
  isShown(place) { return this.showing[place] !== ""; }
}

/** @type {number[][]} */
const masks = [];

/**
 * The pieces that a step shows, from below.
 * @param {number} step
 */
function piecesOf(step) {
  return masks[step] ??= all("use", pictureOf(step)).map(
    (use) => Number((use.getAttribute("href") ?? "").slice(2)));
}

/** @param {number} step */
function pictureOf(step) {
  const picture = sections[step].querySelector("svg");
  if (!picture) throw new Error(`step ${step + 1} has no picture`);
  return picture;
}

/**
 * Makes the font of words smaller where they have outgrown their box, as changed numbers may.
 * @param {Element} holder
 */
function fitWords(holder) {
  let boxes = all("foreignObject", holder).flatMap((box) => (box instanceof SVGElement ? box : []));
  // A formula shrinks unevenly: a few rounds settle it. What needs no change is measured once.
  for (let round = 0; round < 6 && boxes.length; round += 1) {
    const factors = boxes.map(roomOf);
    boxes = boxes.filter((box, place) => {
      const factor = factors[place];
      if (!(factor < 0.98)) return false;
      const full = Number(box.getAttribute("font-size"));
      const size = parseFloat(box.style.fontSize) || full;
      box.style.fontSize = `${Math.max(full * 0.3, size * Math.max(0.5, factor) * 0.99)}px`;
      return size > full * 0.31;
    });
  }
}

/**
 * By what the words in a box would have to grow to be as wide as it. Lines do not break, and a
 * number that changes grows to the side.
 * @param {SVGElement} box
 */
function roomOf(box) {
  const widest = Math.max(...Array.from(box.children).map((line) => line.scrollWidth));
  return Number(box.getAttribute("width")) / widest;
}
