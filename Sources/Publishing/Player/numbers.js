// How a number is written: the same as NumberStyle of the module Formulas, digit for digit.

/** @type {Record<string, string>} */
const superscripts = {
  "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹",
};

/**
 * A number as it is written: `mantissa` alone, or `mantissa` × 10 to the power of `exponent`. The
 * mantissa of a power of ten alone is "" or "−".
 *
 * @typedef {{mantissa: string, exponent: number | null, plain: string}} WrittenNumber
 */

/**
 * Engines round some powers of ten differently, but not a literal.
 *
 * @param {number} exponent
 */
function powerOfTen(exponent) {
  return Number("1e" + exponent);
}

/**
 * A number's mantissa from 1 to below 10, and its power of ten.
 *
 * @param {number} magnitude
 * @returns {[number, number]}
 */
function scaledNumber(magnitude) {
  const exponent = Math.floor(Math.log10(magnitude));
  // Two steps, because 10³⁰⁸ is the largest representable power.
  const half = Math.trunc(exponent / 2);
  return [magnitude / powerOfTen(half) / powerOfTen(exponent - half), exponent];
}

/**
 * Math.round rounds halves up and the tool away from zero: the same, since no number is negative.
 *
 * @param {number} number
 * @param {number} decimals
 */
function roundedToDecimals(number, decimals) {
  const scale = powerOfTen(decimals);
  return Math.round(number * scale) / scale;
}

/**
 * Fixed decimals; trailing zeros are removed only if the number is exactly that short, so that
 * 0.9999 shows as 1.00 and 0.5 as 0.5.
 *
 * @param {number} number
 * @param {number} decimals
 */
function decimalDigits(number, decimals) {
  const shown = roundedToDecimals(number, decimals);
  const digits = String(Math.round(shown * powerOfTen(decimals)));
  if (decimals <= 0) return digits;
  const padded = digits.padStart(decimals + 1, "0");
  const text = padded.slice(0, -decimals) + "." + padded.slice(-decimals);
  const isShort = Math.abs(shown - number) <= 1e-12 * Math.abs(number);
  return isShort ? text.replace(/\.?0+$/, "") : text;
}

/**
 * The digits of a finite number and, where it is written with one, its power of ten.
 *
 * @param {number} number
 * @param {number} digits
 * @returns {[string, number | null]}
 */
function digitsAndExponent(number, digits) {
  const magnitude = Math.abs(number);
  const sign = number < 0 ? "−" : "";
  if (Number.isInteger(magnitude) && magnitude < 1e6) return [sign + magnitude, null];
  let [mantissa, exponent] = scaledNumber(magnitude);
  // Rounding the mantissa may carry: 9.996 to three digits is 10.0.
  if (roundedToDecimals(mantissa, digits - 1) >= 10) {
    mantissa /= 10;
    exponent += 1;
  }
  if (exponent < -4 || exponent >= 6) {
    return [sign + decimalDigits(mantissa, digits - 1), exponent];
  }
  return [sign + decimalDigits(magnitude, Math.max(0, digits - 1 - exponent)), null];
}

/**
 * Returns a number as a formula shows it, with 1 to 15 significant digits.
 *
 *     writtenNumber(1.2e-7, 3)  // {mantissa: "1.2", exponent: -7, plain: "1.2 × 10⁻⁷"}
 *
 * @param {number} number
 * @param {number} digits
 * @returns {WrittenNumber}
 */
function writtenNumber(number, digits) {
  if (!Number.isFinite(number)) {
    const mantissa = Number.isNaN(number) ? "NaN" : number < 0 ? "−∞" : "∞";
    return { mantissa, exponent: null, plain: mantissa };
  }
  const [text, exponent] = digitsAndExponent(number, digits);
  if (exponent === null) return { mantissa: text, exponent, plain: text };
  const power = "10" + [...String(exponent)].map((digit) => superscripts[digit]).join("");
  if (text === "1") return { mantissa: "", exponent, plain: power };
  if (text === "−1") return { mantissa: "−", exponent, plain: "−" + power };
  return { mantissa: text, exponent, plain: text + " × " + power };
}

/**
 * Returns the number that a reader sees: 0.393 for 0.39322.
 *
 * @param {number} number
 * @param {number} digits
 */
function roundedNumber(number, digits) {
  if (!Number.isFinite(number)) return number;
  const [text, exponent] = digitsAndExponent(number, digits);
  return Number(text.replace("−", "-") + (exponent === null ? "" : "e" + exponent));
}

/**
 * Half a unit of the last digit that a number is written with.
 *
 * @param {number} number
 * @param {number} digits
 */
function halfUnit(number, digits) {
  if (number === 0) return 0;
  const exponent = scaledNumber(Math.abs(number))[1];
  const isPower = exponent < -4 || exponent >= 6;
  const last = exponent - digits + 1;
  return 0.5 * powerOfTen(isPower ? last : Math.min(0, last));
}
