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
    /** How many rows there are, or to how many a function is applied. */
    this.rows = /** @type {number} */ (more[0] ?? 1);
    /** @type {number} */
    this.inner = more[1];
    /** @type {number} */
    this.columns = opcode === "transpose" || opcode === "spread" ? more[1] : more[2];
    /** @type {number} */
    this.start = more[3];
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
      case "total": case "mean": case "greatest": case "least": case "norm": case "logSumExp": {
        // One number, or one for each row.
        const width = count / size;
        for (let row = 0; row < size; row += 1) {
          memory[out + row] = reduced(this.opcode, memory, a + row * width, width);
        }
        break;
      }
      case "clip": {
        const high = memory[frame.at(this.codes[2])];
        for (let i = 0; i < size; i += 1) {
          memory[out + i] = better(better(memory[a + i], memory[b], true), high, false);
        }
        break;
      }
      case "slice":
        for (let i = 0; i < rows; i += 1) {
          const source = a + this.start + i * inner;
          memory.copyWithin(out + i * columns, source, source + columns);
        }
        break;
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
        const width = size / this.sizes[1];
        for (let chosen = 0; chosen < this.sizes[1]; chosen += 1) {
          const row = indexBelow(rows, memory[b + chosen]);
          for (let i = 0; i < width; i += 1) {
            memory[out + chosen * width + i] = row < 0 ? NaN : memory[a + row * width + i];
          }
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
      case "softmax": case "logSoftmax": case "layerNorm": {
        const width = size / rows;
        for (let row = 0; row < rows; row += 1) {
          normalize(this.opcode, memory, a + row * width, out + row * width, width);
        }
        break;
      }
      case "crossEntropy": case "negativeLogLikelihood": case "multiclassHinge": {
        const width = count / size;
        for (let row = 0; row < size; row += 1) {
          memory[out + row] =
            lossOfClass(this.opcode, memory, a + row * width, width, memory[b + row]);
        }
        break;
      }
      case "binaryCrossEntropy":
        for (let i = 0; i < size; i += 1) {
          const p = memory[a + i * this.stride(0)];
          memory[out + i] = binaryCrossEntropy(p, memory[b + i * this.stride(1)]);
        }
        break;
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
