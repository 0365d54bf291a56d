"use strict";

// Letters of the drawing that flow together, as the chips and the products on curves do.

const measuring = document.createElement("canvas").getContext("2d");

/** @type {Map<string, number>} */
const measured = new Map();

/**
 * @param {string} text
 * @param {string} font
 */
function textWidth(text, font) {
  const key = `${font}|${text}`;
  let width = measured.get(key);
  if (width === undefined && measuring) {
    measuring.font = font;
    width = measuring.measureText(text).width;
    measured.set(key, width);
  }
  return width ?? 0;
}

// Letters, and as parts of the full size their size, how far they are raised, and the space before.
/** @typedef {[string, number, number, number]} Run */

/**
 * The letters of a number.
 * @param {number} x
 * @param {number} digits
 * @param {string} form
 * @returns {Run[]}
 */
function lettersOf(x, digits, form) {
  const { mantissa, exponent } = writtenNumber(x, digits);
  const isPower = exponent !== null;
  const [open, close] = isEnclosed(form, x, isPower) ? "()" : ["", ""];
  if (exponent === null) return [[open + mantissa + close, 1, 0, 0]];
  const hasTimes = /\d/.test(mantissa);
  const gap = hasTimes ? 0.11 : 0;
  return [
    [open + mantissa, 1, 0, 0], [hasTimes ? "×" : "", 1, 0, gap], ["10", 1, 0, gap],
    [signed(exponent), 0.76, 0.36, 0.05], [close, 1, 0, 0],
  ];
}

/** A text of the drawing, in the store. */
class WrittenPiece {
  /** @param {number} piece */
  constructor(piece) {
    this.text = document.querySelector(`#p${piece} text`) ?? drawn("text", {});
    this.first = Array.from(this.text.childNodes);
    this.attributes = {
      class: null, display: null,
      x: this.text.getAttribute("x"), "font-size": this.text.getAttribute("font-size"),
    };
    const style = getComputedStyle(this.text);
    this.size = parseFloat(style.fontSize);
    this.isMiddle = style.textAnchor === "middle";
    this.face = `${style.fontStyle} ${style.fontWeight}`;
    this.family = style.fontFamily;
    this.width = 0;
  }

  restore() {
    this.text.replaceChildren(...this.first);
    setAttributes(this.text, this.attributes);
  }

  /**
   * Writes letters, or leaves those that are there, and measures them.
   * @param {Run[] | null} runs
   * @param {number} scale
   */
  set(runs, scale) {
    const size = this.size * scale;
    setAttributes(this.text, { "font-size": size });
    const letters = runs ?? [[this.text.textContent ?? "", 1, 0, 0]];
    let raised = 0;
    this.width = 0;
    const spans = letters.filter(([text]) => text).map(([text, part, rise, gap]) => {
      this.width += gap * size + textWidth(text, `${this.face} ${size * part}px ${this.family}`);
      const span = drawn(
        "tspan", { "font-size": size * part, dx: gap * size, dy: (raised - rise) * size }, text);
      raised = rise;
      return span;
    });
    if (runs) this.text.replaceChildren(...spans);
  }
}

/** Letters on one baseline, centred together. */
class WrittenLine {
  /** @param {Line} line */
  constructor([center, available, pieces, gaps, numbers]) {
    this.center = center;
    this.available = available;
    this.places = pieces;
    this.gaps = gaps;
    this.numbers = numbers;
    /**
     * Made when the line is first written.
     * @type {WrittenPiece[] | null}
     */
    this.pieces = null;
  }

  /** @param {Readings} readings */
  write(readings) {
    const pieces = this.pieces ??= this.places.map((piece) => new WrittenPiece(piece));
    const isOriginal = this.numbers.every((number) => number < 0 || readings.isOriginal(number));
    for (const piece of pieces) piece.restore();
    if (isOriginal) return;
    let digits = Math.max(...this.numbers.map((number) => readings.now[number]?.digits ?? 1));
    let room = this.available / this.set(pieces, readings, digits, 1);
    // Slightly smaller letters first, then fewer digits, then whatever fits.
    while (room < 0.75 && digits > 1) {
      digits -= 1;
      room = this.available / this.set(pieces, readings, digits, 1);
    }
    const scale = clamped(room, 0.4, 1);
    let left = this.center - this.set(pieces, readings, digits, scale) / 2;
    pieces.forEach((piece, place) => {
      setAttributes(piece.text, { x: (left + (piece.isMiddle ? piece.width / 2 : 0)).toFixed(2) });
      left += piece.width + this.gap(place);
    });
  }

  /**
   * The space after a piece; inside a number that is written as a whole there is none.
   * @param {number} place
   */
  gap(place) { return this.numbers[place + 1] === -2 ? 0 : this.gaps[place]; }

  /**
   * Writes the numbers and returns how wide the line is.
   * @param {WrittenPiece[]} pieces
   * @param {Readings} readings
   * @param {number} most how many digits a number may have
   * @param {number} scale
   */
  set(pieces, readings, most, scale) {
    let width = 0;
    pieces.forEach((piece, place) => {
      const number = this.numbers[place];
      if (number === -2) {
        setAttributes(piece.text, { display: "none" });
        piece.width = 0;
      } else piece.set(number < 0 ? null : this.letters(readings, number, piece, most), scale);
      width += piece.width + (place < pieces.length - 1 ? this.gap(place) : 0);
    });
    return width;
  }

  /**
   * @param {Readings} readings
   * @param {number} number
   * @param {WrittenPiece} piece
   * @param {number} most
   * @returns {Run[]}
   */
  letters(readings, number, piece, most) {
    const { x, digits, text, form } = readings.now[number];
    const isAsked = readings.isAsked(number);
    setAttributes(piece.text, { class: isAsked ? "asked" : null });
    if (isAsked || !digits) return [[isAsked ? "?" : text, 1, 0, 0]];
    const letters = lettersOf(x, Math.min(digits, most), form);
    if (most >= digits || letters.join() === lettersOf(x, digits, form).join()) return letters;
    setAttributes(piece.text, { class: "shortened" });
    return [...letters, ["…", 0.55, 0, 0]];
  }
}
