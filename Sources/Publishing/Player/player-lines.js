"use strict";

// Letters of the drawing that flow together, as the chips and the products on curves do.

const measuring = /** @type {CanvasRenderingContext2D} */ (
  document.createElement("canvas").getContext("2d"));

/** @type {Map<string, number>} */
const measured = new Map();

/**
 * @param {string} text
 * @param {string} font
 */
function textWidth(text, font) {
  const key = `${font}|${text}`;
  let width = measured.get(key);
  if (width === undefined) {
    measuring.font = font;
    width = measuring.measureText(text).width;
    measured.set(key, width);
  }
  return width;
}

// An exponent beside its base, as parts of the base's size.
const EXPONENT = { size: 0.76, rise: 0.36 };

/** A text of the drawing, in the store. */
class WrittenPiece {
  /** @param {number} piece */
  constructor(piece) {
    const holder = document.getElementById(`p${piece}`);
    this.text = holder?.querySelector("text") ?? drawn("text");
    this.first = Array.from(this.text.childNodes);
    this.firstX = this.text.getAttribute("x") ?? "0";
    const style = getComputedStyle(this.text);
    this.size = parseFloat(style.fontSize) || 16;
    this.isMiddle = style.textAnchor === "middle";
    this.family = style.fontFamily;
    this.face = `${style.fontStyle} ${style.fontWeight}`;
    this.width = 0;
  }

  restore() {
    this.text.replaceChildren(...this.first);
    this.text.removeAttribute("display");
    this.text.classList.remove("asked", "shortened");
    this.text.style.fontSize = "";
    this.text.setAttribute("x", this.firstX);
  }

  hide() { this.text.setAttribute("display", "none"); }

  /**
   * Writes a number, or leaves the letters that are there, and measures them.
   * @param {Letters | null} letters
   * @param {number} scale
   */
  set(letters, scale) {
    const size = this.size * scale;
    const font = (/** @type {number} */ part) => `${this.face} ${size * part}px ${this.family}`;
    this.text.style.fontSize = scale === 1 ? "" : `${size}px`;
    if (!letters) {
      this.width = textWidth(this.text.textContent ?? "", font(1));
      return;
    }
    const { base, exponent, after } = letters;
    this.text.replaceChildren(base);
    this.width = textWidth(base + after, font(1));
    if (!exponent) {
      this.text.append(after);
      return;
    }
    const rise = size * EXPONENT.rise;
    const raised = { "font-size": (size * EXPONENT.size).toFixed(2), dy: -rise };
    this.text.append(drawn("tspan", raised, exponent));
    if (after) this.text.append(drawn("tspan", { dy: rise }, after));
    this.width += textWidth(exponent, font(EXPONENT.size));
  }

  /** @param {number} left */
  place(left) {
    this.text.setAttribute("x", (left + (this.isMiddle ? this.width / 2 : 0)).toFixed(2));
  }
}

/** @typedef {{ base: string, exponent: string, after: string }} Letters */

/**
 * The letters of a number; `digits` 0 asks for its order of magnitude only.
 * @param {number} x
 * @param {number} digits
 * @param {string} form
 */
function lettersOf(x, digits, form) {
  const { mantissa, exponent } = writtenNumber(x, Math.max(1, digits));
  const isPower = exponent !== null;
  let base = isPower ? `${mantissa}${/\d/.test(mantissa) ? " × " : ""}10` : mantissa;
  let power = isPower ? signed(exponent) : "";
  if (digits === 0 && Number.isFinite(x) && x !== 0) {
    const [head, tail] = x.toExponential(0).split("e");
    base = `${head.replace("-", "−")}·10`;
    power = signed(Number(tail));
  }
  const isClosed = isEnclosed(form, x, isPower);
  return { base: (isClosed ? "(" : "") + base, exponent: power, after: isClosed ? ")" : "" };
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
    /** @type {WrittenPiece[] | null} made when the line is first written */
    this.pieces = null;
  }

  /** @param {Readings} readings */
  write(readings) {
    this.pieces ??= this.places.map((piece) => new WrittenPiece(piece));
    if (this.numbers.every((number) => number < 0 || readings.isOriginal(number))) {
      for (const piece of this.pieces) piece.restore();
      return;
    }
    const digits = Math.max(
      ...this.numbers.map((number) => (number < 0 ? 1 : readings.now[number].digits)));
    let width = this.set(readings, digits, 1);
    for (let fewer = digits - 1; width > this.available && fewer >= 0; fewer -= 1) {
      width = this.set(readings, fewer, 1);
    }
    if (width > this.available) {
      width = this.set(readings, 0, Math.max(0.4, this.available / width));
    }
    this.place(width);
  }

  /**
   * Writes the numbers and returns how wide the line is.
   * @param {Readings} readings
   * @param {number} most how many digits a number may have
   * @param {number} scale
   */
  set(readings, most, scale) {
    let width = 0;
    this.pieces?.forEach((piece, place) => {
      const number = this.numbers[place];
      // The other letters of a number that is written as a whole; the last one has the gap.
      if (number === -2) {
        piece.hide();
        if (this.numbers[place + 1] !== -2) width += this.gaps[place];
        return;
      }
      piece.set(number < 0 ? null : this.letters(readings, number, piece, most), scale);
      width += piece.width;
      if (this.numbers[place + 1] !== -2) width += this.gaps[place];
    });
    return width - (this.gaps[this.gaps.length - 1] ?? 0);
  }

  /**
   * @param {Readings} readings
   * @param {number} number
   * @param {WrittenPiece} piece
   * @param {number} most
   * @returns {Letters}
   */
  letters(readings, number, piece, most) {
    const isAsked = readings.isAsked(number);
    piece.text.classList.toggle("asked", isAsked);
    piece.text.classList.remove("shortened");
    const { x, digits, text, form } = readings.now[number];
    if (isAsked) return { base: "?", exponent: "", after: "" };
    // A relation is a number that reads = or ≈.
    if (digits === 0) return { base: text, exponent: "", after: "" };
    const letters = lettersOf(x, Math.min(digits, most), form);
    if (most >= digits) return letters;
    const full = lettersOf(x, digits, form);
    if (full.base === letters.base && full.exponent === letters.exponent) return letters;
    piece.text.classList.add("shortened");
    return { ...letters, after: `${letters.after}…` };
  }

  /** @param {number} width */
  place(width) {
    let left = this.center - width / 2;
    this.pieces?.forEach((piece, place) => {
      if (this.numbers[place] !== -2) {
        piece.place(left);
        left += piece.width;
      }
      if (this.numbers[place + 1] !== -2) left += this.gaps[place];
    });
  }
}
