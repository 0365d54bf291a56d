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

// The size of the dots that say that digits are missing.
const MARK = 0.55;

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
    this.text.removeAttribute("class");
    this.text.removeAttribute("style");
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
    const { base, exponent, after, isShortened } = letters;
    this.text.replaceChildren(base);
    this.width = textWidth(base + after, font(1)) + textWidth(exponent, font(EXPONENT.size));
    const rise = size * EXPONENT.rise;
    const small = (size * EXPONENT.size).toFixed(2);
    if (exponent) this.text.append(drawn("tspan", { "font-size": small, dy: -rise }, exponent));
    if (exponent && after) this.text.append(drawn("tspan", { dy: rise }, after));
    else this.text.append(after);
    if (!isShortened) return;
    this.text.append(drawn("tspan", { "font-size": size * MARK, dy: exponent && !after ? rise : 0 }, "…"));
    this.width += textWidth("…", font(MARK));
  }

  /** @param {number} left */
  place(left) {
    this.text.setAttribute("x", (left + (this.isMiddle ? this.width / 2 : 0)).toFixed(2));
  }
}

/** @typedef {{ base: string, exponent: string, after: string, isShortened?: boolean }} Letters */

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
  const [head, tail] = x.toExponential(0).split("e");
  if (digits === 0 && Math.abs(Number(tail)) > 2) {
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
    this.most = 0;
    /**
     * Made when the line is first written.
     * @type {WrittenPiece[] | null}
     */
    this.pieces = null;
  }

  /** @param {Readings} readings */
  write(readings) {
    this.pieces ??= this.places.map((piece) => new WrittenPiece(piece));
    if (this.numbers.every((number) => number < 0 || readings.isOriginal(number))) {
      for (const piece of this.pieces) piece.restore();
      return;
    }
    const most = Math.max(
      ...this.numbers.map((number) => (number < 0 ? 1 : readings.now[number].digits)));
    let width = 0;
    let room = 0;
    // Slightly smaller letters first, then fewer digits, then whatever fits.
    for (let digits = most; digits >= 0; digits -= 1) {
      width = this.set(readings, digits, 1);
      room = this.available / width;
      if (room >= 0.8) break;
    }
    if (room < 1) width = this.set(readings, this.most, Math.max(0.4, room));
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
    this.most = most;
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
    return { ...letters, isShortened: true };
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
