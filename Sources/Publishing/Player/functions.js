// The functions that formulas call: the same as Function of the module Formulas.

/**
 * f(u), and f′(u), which gets f(u), so that it is not computed again.
 *
 * @typedef {object} FormulaFunction
 * @property {(u: number) => number} value
 * @property {(u: number, value: number) => number} derivative
 */

/**
 * Splitting by sign keeps e⁻ᵘ from overflowing.
 *
 * @param {number} u
 */
function sigmoid(u) {
  if (!(u < 0)) return 1 / (1 + Math.exp(-u));
  const power = Math.exp(u);
  return power / (1 + power);
}

/**
 * 1 − erf(x): by the series of erf, and from 2 on, where it would cancel, by a continued fraction
 * (Abramowitz and Stegun, 7.1.6 and 7.1.14).
 *
 * @param {number} x
 */
function complementaryError(x) {
  const size = Math.abs(x);
  const density = Math.exp(-size * size) / Math.sqrt(Math.PI);
  if (!(size < 2)) {
    let fraction = size;
    for (let k = 120; k >= 1; k -= 1) fraction = size + k / 2 / fraction;
    const tail = size > 40 ? 0 : density / fraction;
    return x < 0 ? 2 - tail : tail;
  }
  let term = 2 * x;
  let sum = term;
  for (let k = 1; Math.abs(term) > 1e-18 * Math.abs(sum); k += 1) {
    term *= (2 * x * x) / (2 * k + 1);
    sum += term;
  }
  return 1 - density * sum;
}

/** @param {number} u */
const normalDistribution = (u) => 0.5 * complementaryError(-u * Math.sqrt(0.5));

/** @param {number} u */
const normalDensity = (u) => Math.exp(-0.5 * u * u) / Math.sqrt(2 * Math.PI);

/** @param {number} u */
const signOf = (u) => (u > 0 ? 1 : u < 0 ? -1 : 0);

const zero = () => 0;
const one = () => 1;

/** @type {Record<string, FormulaFunction>} */
const formulaFunctions = {
  identity: { value: (u) => u, derivative: one },
  tanh: { value: Math.tanh, derivative: (_, value) => 1 - value * value },
  sigmoid: { value: sigmoid, derivative: (_, value) => value * (1 - value) },
  relu: {
    value: (u) => (u > 0 ? u : Number.isNaN(u) ? u : 0),
    derivative: (u) => (u > 0 ? 1 : 0),
  },
  leaky_relu: {
    value: (u) => (u > 0 ? u : 0.01 * u),
    derivative: (u) => (u > 0 ? 1 : 0.01),
  },
  softplus: {
    value: (u) => Math.max(u, 0) + Math.log1p(Math.exp(-Math.abs(u))),
    derivative: sigmoid,
  },
  gelu: {
    value: (u) => u * normalDistribution(u),
    derivative: (u) => normalDistribution(u) + u * normalDensity(u),
  },
  silu: {
    value: (u) => u * sigmoid(u),
    derivative: (u) => sigmoid(u) * (1 + u * (1 - sigmoid(u))),
  },
  elu: {
    value: (u) => (u > 0 ? u : Math.expm1(u)),
    derivative: (u) => (u > 0 ? 1 : Math.exp(u)),
  },
  exp: { value: Math.exp, derivative: (_, value) => value },
  log: { value: Math.log, derivative: (u) => 1 / u },
  sqrt: { value: Math.sqrt, derivative: (_, value) => 1 / (2 * value) },
  abs: { value: Math.abs, derivative: signOf },
  sin: { value: Math.sin, derivative: Math.cos },
  cos: { value: Math.cos, derivative: (u) => -Math.sin(u) },
  huber: {
    value: (u) => (Math.abs(u) <= 1 ? (u * u) / 2 : Math.abs(u) - 0.5),
    derivative: (u) => Math.min(Math.max(u, -1), 1),
  },
  hinge: {
    value: (u) => (u < 1 ? 1 - u : Number.isNaN(u) ? u : 0),
    derivative: (u) => (u < 1 ? -1 : 0),
  },
  sign: { value: signOf, derivative: zero },
  step: { value: (u) => (u > 0 ? 1 : 0), derivative: zero },
  share: { value: (u) => (u > 0 ? 1 : u < 0 ? 0 : 0.5), derivative: zero },
};

/**
 * Returns the function of this name; `gelu′` is the derivative of gelu.
 *
 * @param {string} name
 * @returns {FormulaFunction}
 */
function formulaFunction(name) {
  if (!name.endsWith("′")) return formulaFunctions[name];
  const inner = formulaFunction(name.slice(0, -1));
  return { value: (u) => inner.derivative(u, inner.value(u)), derivative: zero };
}

/**
 * Squares and cubes are products; the first and last cases differ between C and JavaScript.
 *
 * @param {number} base
 * @param {number} exponent
 */
function powerOf(base, exponent) {
  switch (exponent) {
    case 0: return 1;
    case 1: return base;
    case 2: return base * base;
    case 3: return base * base * base;
  }
  if (base === 1 || (base === -1 && Math.abs(exponent) === Infinity)) return 1;
  return Math.pow(base, exponent);
}
