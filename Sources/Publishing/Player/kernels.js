// The arithmetic of instructions: the same as Kernels of the module Formulas, in the same order, so
// that the numbers are the same.

/**
 * A comparison with NaN is false, and NaN must not get lost by that.
 *
 * @param {number} best
 * @param {number} value
 * @param {boolean} isLargest
 */
function better(best, value, isLargest) {
  return Number.isNaN(value) || (isLargest ? value > best : value < best) ? value : best;
}

/**
 * The index of a component, −1 if it is not whole or out of range.
 *
 * @param {number} count
 * @param {number} number
 */
function indexBelow(count, number) {
  return Number.isInteger(number) && number >= 0 && number < count ? number : -1;
}

/**
 * @param {Float64Array} memory
 * @param {number} a
 * @param {number} count
 */
function sumOf(memory, a, count) {
  let total = 0;
  for (let i = 0; i < count; i += 1) total += memory[a + i];
  return total;
}

/**
 * The largest number, and Σ eᵃ after subtracting it, so that nothing overflows.
 *
 * @param {Float64Array} memory
 * @param {number} a
 * @param {number} count
 */
function exponentialSum(memory, a, count) {
  let largest = memory[a];
  for (let i = 1; i < count; i += 1) largest = better(largest, memory[a + i], true);
  let sum = 0;
  for (let i = 0; i < count; i += 1) sum += Math.exp(memory[a + i] - largest);
  return [largest, sum];
}

/**
 * The dot product in four partial sums, as the tool computes it.
 *
 * @param {Float64Array} x
 * @param {number} a
 * @param {Float64Array} y
 * @param {number} b
 * @param {number} count
 */
function dotProduct(x, a, y, b, count) {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    s0 += x[a + i] * y[b + i];
    s1 += x[a + i + 1] * y[b + i + 1];
    s2 += x[a + i + 2] * y[b + i + 2];
    s3 += x[a + i + 3] * y[b + i + 3];
  }
  let rest = 0;
  for (; i < count; i += 1) rest += x[a + i] * y[b + i];
  return s0 + s1 + s2 + s3 + rest;
}

/**
 * y += factor · x.
 *
 * @param {number} factor
 * @param {Float64Array} from
 * @param {number} x
 * @param {Float64Array} to
 * @param {number} y
 * @param {number} count
 */
function addScaled(factor, from, x, to, y, count) {
  for (let i = 0; i < count; i += 1) to[y + i] += factor * from[x + i];
}

/**
 * @param {Float64Array} memory
 * @param {number} a
 * @param {number} b
 * @param {number} out
 * @param {number} rows
 * @param {number} inner
 * @param {number} columns
 */
function multiplyMatrices(memory, a, b, out, rows, inner, columns) {
  memory.fill(0, out, out + rows * columns);
  for (let i = 0; i < rows; i += 1) {
    if (columns === 1) {
      memory[out + i] = dotProduct(memory, a + i * inner, memory, b, inner);
      continue;
    }
    for (let k = 0; k < inner; k += 1) {
      const factor = memory[a + i * inner + k];
      addScaled(factor, memory, b + k * columns, memory, out + i * columns, columns);
    }
  }
}

/**
 * The Euclidean norm, scaled by a power of two, so that squares neither overflow nor underflow.
 *
 * @param {Float64Array} memory
 * @param {number} a
 * @param {number} count
 */
function normOf(memory, a, count) {
  if (count === 1) return Math.abs(memory[a]);
  let largest = 0;
  for (let i = 0; i < count; i += 1) largest = better(largest, Math.abs(memory[a + i]), true);
  if (!(largest > 0 && largest < Infinity)) return largest;
  // In two steps, because the power itself may be out of range.
  const exponent = Math.floor(Math.log2(largest));
  const half = 2 ** Math.trunc(exponent / 2);
  const rest = 2 ** (exponent - Math.trunc(exponent / 2));
  let squares = 0;
  for (let i = 0; i < count; i += 1) squares += (memory[a + i] / half / rest) ** 2;
  return Math.sqrt(squares) * half * rest;
}

/**
 * The mean, and 1/√(variance + 10⁻⁵) with the variance divided by n.
 *
 * @param {Float64Array} memory
 * @param {number} a
 * @param {number} count
 */
function momentsOf(memory, a, count) {
  const mean = sumOf(memory, a, count) / count;
  let squares = 0;
  for (let i = 0; i < count; i += 1) squares += (memory[a + i] - mean) * (memory[a + i] - mean);
  return [mean, 1 / Math.sqrt(squares / count + 1e-5)];
}

/**
 * One number of a vector or row.
 *
 * @param {string} opcode
 * @param {Float64Array} memory
 * @param {number} a
 * @param {number} count
 */
function reduced(opcode, memory, a, count) {
  switch (opcode) {
    case "mean": return sumOf(memory, a, count) / count;
    case "greatest": case "least": {
      let best = memory[a];
      for (let i = 1; i < count; i += 1) best = better(best, memory[a + i], opcode === "greatest");
      return best;
    }
    case "norm": return normOf(memory, a, count);
    case "logSumExp": {
      const [largest, sum] = exponentialSum(memory, a, count);
      return Math.abs(largest) === Infinity ? largest : largest + Math.log(sum);
    }
    default: return sumOf(memory, a, count);
  }
}

/**
 * Adds what `reduced` passes back to the adjoints of its numbers, at `da`.
 *
 * @param {string} opcode
 * @param {Float64Array} v
 * @param {number} a
 * @param {number} count
 * @param {number} result
 * @param {number} upstream
 * @param {Float64Array} d
 * @param {number} da
 */
function reducedBackward(opcode, v, a, count, result, upstream, d, da) {
  switch (opcode) {
    case "mean": {
      const part = upstream / count;
      for (let i = 0; i < count; i += 1) d[da + i] += part;
      break;
    }
    case "greatest": case "least": {
      let winners = 0;
      for (let i = 0; i < count; i += 1) if (v[a + i] === result) winners += 1;
      for (let i = 0; i < count; i += 1) if (v[a + i] === result) d[da + i] += upstream / winners;
      break;
    }
    case "norm":
      if (result === 0) break;
      for (let i = 0; i < count; i += 1) d[da + i] += upstream * (v[a + i] / result);
      break;
    case "logSumExp": {
      const [largest, sum] = exponentialSum(v, a, count);
      for (let i = 0; i < count; i += 1) {
        d[da + i] += upstream * (Math.exp(v[a + i] - largest) / sum);
      }
      break;
    }
    default: for (let i = 0; i < count; i += 1) d[da + i] += upstream;
  }
}

/**
 * As many numbers as a vector or row has.
 *
 * @param {string} opcode
 * @param {Float64Array} memory
 * @param {number} a
 * @param {number} out
 * @param {number} count
 */
function normalize(opcode, memory, a, out, count) {
  if (opcode === "layerNorm") {
    const [mean, inverse] = momentsOf(memory, a, count);
    for (let i = 0; i < count; i += 1) memory[out + i] = (memory[a + i] - mean) * inverse;
    return;
  }
  const [largest, sum] = exponentialSum(memory, a, count);
  if (opcode === "softmax") {
    for (let i = 0; i < count; i += 1) memory[out + i] = Math.exp(memory[a + i] - largest) / sum;
    return;
  }
  const logarithm = Math.log(sum);
  for (let i = 0; i < count; i += 1) memory[out + i] = memory[a + i] - largest - logarithm;
}

/**
 * Adds what `normalize` passes back to the adjoints of its numbers, at `da`.
 *
 * @param {string} opcode
 * @param {Float64Array} v
 * @param {number} a
 * @param {number} count
 * @param {number} result
 * @param {Float64Array} d
 * @param {number} up
 * @param {number} da
 */
function normalizeBackward(opcode, v, a, count, result, d, up, da) {
  switch (opcode) {
    case "softmax": {
      const mean = dotProduct(d, up, v, result, count);
      for (let i = 0; i < count; i += 1) d[da + i] += v[result + i] * (d[up + i] - mean);
      break;
    }
    case "logSoftmax": {
      const total = sumOf(d, up, count);
      for (let i = 0; i < count; i += 1) d[da + i] += d[up + i] - Math.exp(v[result + i]) * total;
      break;
    }
    default: {
      const inverse = momentsOf(v, a, count)[1];
      const mean = sumOf(d, up, count) / count;
      const along = dotProduct(d, up, v, result, count) / count;
      for (let i = 0; i < count; i += 1) {
        d[da + i] += inverse * (d[up + i] - mean - v[result + i] * along);
      }
    }
  }
}

/**
 * The loss of scores for a class: −log softmax(y)[k], −y[k] or Σ max(0, 1 − y[k] + y[j]).
 *
 * @param {string} opcode
 * @param {Float64Array} memory
 * @param {number} y
 * @param {number} count
 * @param {number} number the class
 */
function lossOfClass(opcode, memory, y, count, number) {
  const chosen = indexBelow(count, number);
  if (chosen < 0) return NaN;
  const own = memory[y + chosen];
  switch (opcode) {
    case "negativeLogLikelihood": return -own;
    case "multiclassHinge": {
      let total = 0;
      for (let i = 0; i < count; i += 1) {
        if (i !== chosen) total += better(1 - own + memory[y + i], 0, true);
      }
      return total;
    }
    default: {
      const [largest, sum] = exponentialSum(memory, y, count);
      return largest - own + Math.log(sum);
    }
  }
}

/**
 * Adds what `lossOfClass` passes back to the adjoints of the scores, at `dy`.
 *
 * @param {string} opcode
 * @param {Float64Array} v
 * @param {number} y
 * @param {number} count
 * @param {number} number the class
 * @param {number} upstream
 * @param {Float64Array} d
 * @param {number} dy
 */
function lossOfClassBackward(opcode, v, y, count, number, upstream, d, dy) {
  const chosen = indexBelow(count, number);
  if (chosen < 0) return;
  switch (opcode) {
    case "negativeLogLikelihood": d[dy + chosen] -= upstream; break;
    case "multiclassHinge":
      for (let i = 0; i < count; i += 1) {
        if (i === chosen || !(1 - v[y + chosen] + v[y + i] > 0)) continue;
        d[dy + i] += upstream;
        d[dy + chosen] -= upstream;
      }
      break;
    default: {
      const [largest, sum] = exponentialSum(v, y, count);
      for (let i = 0; i < count; i += 1) {
        d[dy + i] += upstream * (Math.exp(v[y + i] - largest) / sum);
      }
      d[dy + chosen] -= upstream;
    }
  }
}

/**
 * The logarithms of a probability and of the rest, which are at least −100, as in PyTorch.
 *
 * @param {number} p
 */
const logarithmsOf = (p) => [Math.max(Math.log(p), -100), Math.max(Math.log1p(-p), -100)];

/**
 * −(t log p + (1 − t) log(1 − p)).
 *
 * @param {number} p
 * @param {number} target
 */
function binaryCrossEntropy(p, target) {
  const [log, logOfRest] = logarithmsOf(p);
  return (target - 1) * logOfRest - target * log;
}

/**
 * Its derivatives by the probability and by the target.
 *
 * @param {number} p
 * @param {number} target
 */
function binaryCrossEntropySlopes(p, target) {
  const [log, logOfRest] = logarithmsOf(p);
  return [(p - target) / Math.max((1 - p) * p, 1e-12), logOfRest - log];
}
