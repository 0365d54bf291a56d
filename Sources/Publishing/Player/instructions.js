// The instructions of compiled formulas: the same as those of Program in the module Formulas,
// operation for operation, so that the numbers are the same.

/** @typedef {number | [number, number]} Shape a number of components, or rows and columns */

/**
 * @typedef {object} ProgramJSON
 * @property {Shape[]} slots
 * @property {Shape} shape
 * @property {number} registers
 * @property {any[][]} instructions
 */

/** @param {Shape} shape */
const shapeSize = (shape) => (Array.isArray(shape) ? shape[0] * shape[1] : shape);

/** @param {Shape} shape */
const isMatrix = (shape) => Array.isArray(shape);

/** Numbers, and where a run of a program finds its own: operands by slot, and registers. */
class Frame {
  /**
   * @param {Float64Array} memory
   * @param {Int32Array} places where each slot's numbers start in the memory
   */
  constructor(memory, places) {
    this.memory = memory;
    this.places = places;
    this.start = 0;
    this.registers = 0;
  }

  /** @param {number} code a register or, if negative, the complement of a slot */
  at(code) {
    return code >= 0 ? this.registers + code : this.places[this.start + ~code];
  }
}

class Instruction {
  /** @param {any[]} json see Program.playerJSON */
  constructor(json) {
    const [opcode, output, size, isScalar, pairs, ...more] = json;
    /** @type {string} */
    this.opcode = opcode;
    /** @type {number} */
    this.output = output;
    /** @type {number} */
    this.size = size;
    this.isScalar = isScalar === 1;
    this.count = pairs.length / 2;
    this.codes = Int32Array.from({ length: this.count }, (_, index) => pairs[2 * index]);
    this.sizes = Int32Array.from({ length: this.count }, (_, index) => pairs[2 * index + 1]);
    this.numbers = Float64Array.from(opcode === "constant" ? more[0] : []);
    this.function = formulaFunction(opcode === "map" ? more[0] : "identity");
    /** @type {number} */
    this.rows = more[0];
    /** @type {number} */
    this.inner = more[1];
    /** @type {number} */
    this.columns = opcode === "transpose" || opcode === "spread" ? more[1] : more[2];
  }

  /**
   * Which number of the operand is spread to a place of the result: a row goes below itself, or each
   * number of a column is repeated in its row.
   *
   * @param {number} place
   */
  sourceOf(place) {
    return this.columns === 1 ? place % (this.size / this.rows) : Math.floor(place / this.columns);
  }

  /**
   * A scalar is combined with every component.
   *
   * @param {number} argument
   */
  stride(argument) {
    return this.sizes[argument] === this.size ? 1 : 0;
  }

  /**
   * Calls `body` for each number of joined parts: its argument, its place in the whole, its offset.
   *
   * @param {(argument: number, place: number, offset: number) => void} body
   */
  forEachPart(body) {
    let start = 0;
    const rows = this.opcode === "stack" ? 1 : this.rows;
    const whole = this.size / rows;
    for (let argument = 0; argument < this.count; argument += 1) {
      const columns = this.sizes[argument] / rows;
      for (let row = 0; row < rows; row += 1) {
        for (let column = 0; column < columns; column += 1) {
          body(argument, row * whole + start + column, row * columns + column);
        }
      }
      start += columns;
    }
  }

  /** @param {Frame} frame */
  compute(frame) {
    const { memory } = frame;
    const { size, rows, inner, columns } = this;
    const out = frame.at(this.output);
    if (this.opcode === "constant") {
      memory.set(this.numbers, out);
      return;
    }
    const a = frame.at(this.codes[0]);
    const b = this.count > 1 ? frame.at(this.codes[1]) : a;
    const count = this.sizes[0];
    switch (this.opcode) {
      case "copy": for (let i = 0; i < size; i += 1) memory[out + i] = memory[a + i]; break;
      case "negative": for (let i = 0; i < size; i += 1) memory[out + i] = -memory[a + i]; break;
      case "map": {
        const { value } = this.function;
        for (let i = 0; i < size; i += 1) memory[out + i] = value(memory[a + i]);
        break;
      }
      case "sum": case "multiply": case "divide": case "largest": case "smallest":
        this.combine(frame, out);
        break;
      case "power":
        for (let i = 0; i < size; i += 1) memory[out + i] = powerOf(memory[a + i], memory[b]);
        break;
      case "total": memory[out] = sumOf(memory, a, count); break;
      case "mean": memory[out] = sumOf(memory, a, count) / count; break;
      case "greatest": case "least": {
        let best = memory[a];
        for (let i = 1; i < count; i += 1) {
          best = better(best, memory[a + i], this.opcode === "greatest");
        }
        memory[out] = best;
        break;
      }
      case "matrixProduct": multiplyMatrices(memory, a, b, out, rows, inner, columns); break;
      case "transpose":
        for (let i = 0; i < rows; i += 1) {
          for (let j = 0; j < columns; j += 1) {
            memory[out + i * columns + j] = memory[a + j * rows + i];
          }
        }
        break;
      case "stack": case "beside":
        this.forEachPart((argument, place, offset) => {
          memory[out + place] = memory[frame.at(this.codes[argument]) + offset];
        });
        break;
      case "spread":
        for (let i = 0; i < size; i += 1) memory[out + i] = memory[a + this.sourceOf(i)];
        break;
      case "component": {
        const row = indexBelow(rows, memory[b]);
        for (let i = 0; i < size; i += 1) {
          memory[out + i] = row < 0 ? NaN : memory[a + row * size + i];
        }
        break;
      }
      case "diagonal":
        memory.fill(0, out, out + size);
        for (let i = 0; i < count; i += 1) memory[out + i * count + i] = memory[a + i];
        break;
      case "oneHot": {
        const chosen = indexBelow(size, memory[a]);
        for (let i = 0; i < size; i += 1) {
          memory[out + i] = i === chosen ? 1 : chosen < 0 ? NaN : 0;
        }
        break;
      }
      case "softmax": {
        const [largest, sum] = exponentialSum(memory, a, size);
        for (let i = 0; i < size; i += 1) {
          memory[out + i] = Math.exp(memory[a + i] - largest) / sum;
        }
        break;
      }
      case "logSoftmax": {
        const [largest, sum] = exponentialSum(memory, a, size);
        const logarithm = Math.log(sum);
        for (let i = 0; i < size; i += 1) memory[out + i] = memory[a + i] - largest - logarithm;
        break;
      }
      case "crossEntropy": {
        const chosen = indexBelow(count, memory[b]);
        const [largest, sum] = exponentialSum(memory, a, count);
        memory[out] = chosen < 0 ? NaN : largest - memory[a + chosen] + Math.log(sum);
        break;
      }
    }
  }

  /**
   * Combines the arguments component by component.
   *
   * @param {Frame} frame
   * @param {number} out
   */
  combine(frame, out) {
    const { memory } = frame;
    const { size, opcode } = this;
    const first = frame.at(this.codes[0]);
    const firstStride = this.stride(0);
    for (let i = 0; i < size; i += 1) memory[out + i] = memory[first + i * firstStride];
    for (let argument = 1; argument < this.count; argument += 1) {
      const b = frame.at(this.codes[argument]);
      const stride = this.stride(argument);
      switch (opcode) {
        case "sum":
          for (let i = 0; i < size; i += 1) memory[out + i] += memory[b + i * stride];
          break;
        case "multiply":
          for (let i = 0; i < size; i += 1) memory[out + i] *= memory[b + i * stride];
          break;
        case "divide":
          for (let i = 0; i < size; i += 1) memory[out + i] /= memory[b + i * stride];
          break;
        default:
          for (let i = 0; i < size; i += 1) {
            const value = memory[b + i * stride];
            memory[out + i] = better(memory[out + i], value, opcode === "largest");
          }
      }
    }
  }
}

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
