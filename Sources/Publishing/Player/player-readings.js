"use strict";

// What every number of the deck reads now, and writing it wherever it is shown.

// A relation between numbers, = or ≈, is a reading without digits.
/** @typedef {{ x: number, digits: number, text: string, form: string }} Reading */

/** The numbers of the deck: their values, how they read, and where they are. */
class Readings {
  constructor() {
    /**
     * As the network has them.
     * @type {Reading[]}
     */
    this.now = this.evaluated();
    /** As the lesson has them. */
    this.original = this.now;
    /** What is written in the page: a number's text, or "?". */
    this.written = this.now.map((reading) => reading.text);
    /**
     * Where each number is in text and formulas.
     * @type {Element[][]}
     */
    this.places = deck.numbers.map(() => []);
    /**
     * What each place said at first.
     * @type {Map<Element, Node[]>}
     */
    this.firstContent = new Map();
    for (const place of all("main [data-n]")) {
      this.places[Number(place.getAttribute("data-n"))]?.push(place);
    }
    /**
     * The lines that each number is on.
     * @type {WrittenLine[][]}
     */
    this.lines = deck.numbers.map(() => []);
    for (const entry of deck.lines) {
      const line = new WrittenLine(entry);
      for (const number of line.numbers) if (number >= 0) this.lines[number].push(line);
    }
  }

  /** @returns {Reading[]} */
  evaluated() {
    /** @type {number[][]} */
    const values = [];
    /** @param {number} place */
    const origin = (place) => values[place] ??= [...network.origin(deck.origins[place])];
    /** @type {Reading[]} */
    const readings = [];
    for (const entry of deck.numbers) {
      if (entry[0] === "=") {
        const [, program, slots, result, most] = entry;
        const operands = slots.flatMap(([operand]) => origin(operand));
        const areExact = slots.map(([, isExact]) => isExact === 1);
        const text = relationSign(
          deck.programs[program], operands, origin(result), most, areExact);
        readings.push({ x: NaN, digits: 0, text, form: "" });
      } else if (entry[0] === "any") {
        const isRounded = entry[1].some((number) => readings[number].text === "≈");
        readings.push({ x: NaN, digits: 0, text: isRounded ? "≈" : "", form: "" });
      } else {
        const [place, component, digits = deck.digits, form = "bare"] = entry;
        const x = origin(place)[component];
        // Where no two time steps have a gradient, there is no factor between them; and training
        // ends where a number is too large to represent.
        const isMissing = Number.isNaN(x)
          && ["flowFactor", "training", "after"].includes(deck.origins[place][0]);
        const text = isMissing ? "–" : writtenNumber(x, digits).plain;
        readings.push({ x, digits, text, form });
      }
    }
    return readings;
  }

  /**
   * Writes what differs from what is written, everywhere.
   * @param {(number: number) => boolean} isHidden whether a number is a question now
   * @returns {boolean} whether anything was written
   */
  write(isHidden) {
    /** @type {Set<WrittenLine>} */
    const lines = new Set();
    let wrote = false;
    this.now.forEach((reading, number) => {
      const text = isHidden(number) ? "?" : reading.text;
      if (text === this.written[number]) return;
      this.written[number] = text;
      wrote = true;
      for (const place of this.places[number]) this.writePlace(place, number);
      for (const line of this.lines[number]) lines.add(line);
    });
    for (const line of lines) line.write(this);
    return wrote;
  }

  /** Lays all changed lines anew, when letters have other widths than before. */
  relay() {
    for (const line of new Set(this.lines.flat())) line.write(this);
  }

  /** @param {number} number */
  isOriginal(number) { return this.written[number] === this.original[number].text; }

  /** @param {number} number */
  isAsked(number) { return this.written[number] === "?"; }

  /**
   * @param {Element} place
   * @param {number} number
   */
  writePlace(place, number) {
    const first = this.firstContent.get(place) ?? Array.from(place.childNodes);
    this.firstContent.set(place, first);
    place.classList.toggle("asked", this.isAsked(number));
    place.replaceChildren(
      ...this.isOriginal(number) ? first : this.content(place, number));
  }

  /**
   * What a place says instead of what it said at first.
   * @param {Element} place
   * @param {number} number
   */
  content(place, number) {
    const { x, digits, text, form } = this.now[number];
    const isFormula = place.namespaceURI?.endsWith("MathML");
    if (this.isAsked(number)) return [isFormula ? mathematics("mtext", "?") : "?"];
    // A relation may be the sign itself, or a place for one.
    if (!digits) return text && isFormula && place.localName !== "mo" ? [sign(text, "0.28em")] : [text];
    if (text === "–") return [isFormula ? mathematics("mtext", text) : text];
    return isFormula ? formulaNumber(x, digits, form) : [text];
  }
}

/** @param {number} exponent */
function signed(exponent) { return String(exponent).replace("-", "−"); }

/**
 * Whether a number is written in parentheses in a form.
 * @param {string} form
 * @param {number} x
 * @param {boolean} isPower
 */
function isEnclosed(form, x, isPower) {
  return form === "factor" && x < 0 || form === "base" && (x < 0 || isPower);
}

/**
 * A number in a formula.
 * @param {number} x
 * @param {number} digits
 * @param {string} form
 */
function formulaNumber(x, digits, form) {
  const { mantissa, exponent } = writtenNumber(x, digits);
  const parts = [];
  // A power of ten alone has no mantissa, or only a sign.
  if (/\d/.test(mantissa)) parts.push(mathematics("mn", mantissa));
  else if (mantissa) parts.push(sign(mantissa));
  if (exponent !== null) {
    if (/\d/.test(mantissa)) parts.push(sign("×", "0.12em"));
    parts.push(
      mathematics("msup", mathematics("mn", "10"), mathematics("mn", signed(exponent))));
  }
  return isEnclosed(form, x, exponent !== null) ? [sign("("), ...parts, sign(")")] : parts;
}

/**
 * @param {string} text
 * @param {string} space on both sides
 */
function sign(text, space = "0") {
  const made = mathematics("mo", text);
  setAttributes(made, { stretchy: "false", lspace: space, rspace: space });
  return made;
}
