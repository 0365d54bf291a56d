// Where the numbers of a page come from: an origin names what of the network they are.

/** @typedef {[string, ...any[]]} Origin `["gradient", 4]`, `["norm", ["gradient", 4]]` */

/**
 * @param {Network} network
 * @param {Origin} origin
 * @returns {number[]}
 */
function numbersOf(network, [kind, first, second, third]) {
  switch (kind) {
    case "value": return network.value(first);
    case "gradient": return network.gradient(first);
    case "local": return network.local(first, second) ?? [NaN];
    case "contribution": return network.contribution(first, second);
    case "running": return network.runningSums(first)[second];
    case "total": return network.totalDerivative(first, second);
    case "embedding": case "embeddingRunning":
      return runningSums(first.map((/** @type {number} */ node) => network.gradient(node))).pop()
        ?? [NaN];
    case "sum": return sumOfRows(
      first.map((/** @type {Origin} */ part) => numbersOf(network, part)));
    case "row": return numbersOf(network, first).slice(second * third, (second + 1) * third);
    case "largest": return [numbersOf(network, first).reduce(
      (largest, number) => (Math.abs(number) > Math.abs(largest) ? number : largest))];
    case "norm": return [euclideanNorm(numbersOf(network, first))];
    case "product": {
      const origins = /** @type {Origin[]} */ (first);
      return [origins.map((part) => numbersOf(network, part)[0]).reduce((a, b) => a * b, 1)];
    }
    case "flowFactor": {
      const norms = /** @type {Origin[]} */ (first);
      return [flowFactor(norms.map((norm) => numbersOf(network, norm)[0]))];
    }
    case "transposed": {
      const numbers = numbersOf(network, first);
      return numbers.map((_, index) => (
        numbers[(index % second) * third + Math.floor(index / second)]));
    }
    case "training": return network.training?.number(first, second, third) ?? [NaN];
    case "after": return network.training?.valueAfter(first) ?? [NaN];
    case "constant": return first;
    default: return [NaN];
  }
}

/**
 * @param {number[][]} rows
 * @returns {number[]}
 */
function sumOfRows([first, ...others]) {
  return others.reduce((sum, row) => sum.map((number, index) => number + row[index]), first);
}

/** @param {number[][]} rows */
function runningSums(rows) {
  /** @type {number[][]} */
  const sums = [];
  for (const row of rows) sums.push(sums.length ? sumOfRows([sums[sums.length - 1], row]) : row);
  return sums;
}

/**
 * The length of a vector, which is infinite only if it exceeds the largest number itself.
 *
 * @param {number[]} numbers
 */
function euclideanNorm(numbers) {
  const largest = numbers.reduce((most, number) => Math.max(most, Math.abs(number)), 0);
  if (numbers.length === 1 || !(largest > 0 && Number.isFinite(largest))) {
    return numbers.reduce((sum, number) => sum + Math.abs(number), 0);
  }
  // The unit is a power of two, so that scaling by it is exact; in two steps, to stay in range.
  const exponent = Math.floor(Math.log2(largest));
  const half = 2 ** Math.trunc(exponent / 2);
  const rest = 2 ** (exponent - Math.trunc(exponent / 2));
  const squares = numbers.reduce((sum, number) => sum + (number / half / rest) ** 2, 0);
  return Math.sqrt(squares) * half * rest;
}

/**
 * By what one time step back multiplies the norm of the gradient; NaN if there are no two.
 *
 * @param {number[]} norms
 */
function flowFactor(norms) {
  const first = norms.findIndex((norm) => norm > 0);
  const last = norms.length - 1 - [...norms].reverse().findIndex((norm) => norm > 0);
  if (first < 0 || last <= first) return NaN;
  const factor = Math.exp((Math.log(norms[first]) - Math.log(norms[last])) / (last - first));
  return factor > 0 && Number.isFinite(factor) ? factor : NaN;
}
