// Compiled formulas and their backward pass, as Program of the module Formulas computes it.

/** A compiled formula. */
class Program {
  /** @param {ProgramJSON} json */
  constructor(json) {
    this.shapes = json.slots;
    this.size = shapeSize(json.shape);
    this.isMatrix = isMatrix(json.shape);
    this.registers = json.registers;
    this.instructions = json.instructions.map((instruction) => new Instruction(instruction));
    this.uniform = this.uniformLocal();
    /** Places of slots and result, one after another, to run it without a graph. */
    this.places = new Int32Array(json.slots.length + 1);
    json.slots.forEach((shape, slot) => {
      this.places[slot + 1] = this.places[slot] + shapeSize(shape);
    });
    this.result = this.places[json.slots.length];
    this.adjoints = new Frame(
      new Float64Array(this.result + this.size + this.registers), this.places);
    this.adjoints.registers = this.result + this.size;
  }

  /** @param {Frame} frame */
  run(frame) {
    for (const instruction of this.instructions) instruction.compute(frame);
  }

  /**
   * @param {Frame} frame
   * @param {Frame} adjoints
   */
  propagate(frame, adjoints) {
    adjoints.memory.fill(0, adjoints.registers, adjoints.registers + this.registers);
    for (let index = this.instructions.length - 1; index >= 0; index -= 1) {
      propagate(this.instructions[index], frame, adjoints);
    }
  }

  /**
   * Returns upstream · Jacobian of each slot, at `places`; valid until the next call.
   *
   * @param {Frame} frame
   * @param {ArrayLike<number>} upstream
   */
  propagated(frame, upstream) {
    const { memory } = this.adjoints;
    memory.fill(0);
    memory.set(upstream, this.result);
    this.propagate(frame, this.adjoints);
    return memory;
  }

  /** The local gradient of all slots, where the formula is only a sum or mean of numbers. */
  uniformLocal() {
    const [sum, constant, divide] = this.instructions;
    const isSum =
      sum && sum.opcode === "sum" && sum.isScalar && sum.count === this.shapes.length;
    if (!isSum) return null;
    if (this.instructions.length === 1) return 1;
    const isMean = this.instructions.length === 3 && constant.opcode === "constant"
      && divide.opcode === "divide" && divide.codes[0] === sum.output;
    return isMean ? 1 / constant.numbers[0] : null;
  }
}

/** @type {WeakMap<ProgramJSON, Program>} */
const relations = new WeakMap();

/**
 * Returns the sign between a formula as it is printed, with rounded numbers in it, and its printed
 * result: ≈ where the printed numbers give another last digit.
 *
 * @param {ProgramJSON} json
 * @param {number[]} operands the numbers of all slots, one after another
 * @param {number[]} result
 * @param {number} digits
 * @param {boolean[]} [areExact] which slots are written by a name, and so not rounded
 * @returns {"=" | "≈"}
 */
function relationSign(json, operands, result, digits, areExact = []) {
  const program = relations.get(json) ?? new Program(json);
  relations.set(json, program);
  const frame = new Frame(new Float64Array(program.adjoints.memory.length), program.places);
  frame.registers = program.adjoints.registers;
  program.shapes.forEach((shape, slot) => {
    // What has more than six rows or columns is not written out, and so not rounded.
    const isWritten = !areExact[slot] && Math.max(...(Array.isArray(shape) ? shape : [shape])) <= 6;
    for (let place = program.places[slot]; place < program.places[slot + 1]; place += 1) {
      const number = operands[place];
      frame.memory[place] = isWritten ? roundedNumber(number, digits) : number;
    }
  });
  program.run(frame);
  const isSame = result.length !== program.size || result.every((exact, index) => {
    const printed = frame.memory[program.result + index];
    const shown = roundedNumber(exact, digits);
    const most = exact === 0 ? 1e-9 : halfUnit(shown, digits) + 1e-9 * Math.abs(exact);
    return Math.abs(printed - shown) <= most;
  });
  return isSame ? "=" : "≈";
}

/**
 * Adds upstream · Jacobian of an instruction to the adjoints of its arguments.
 *
 * @param {Instruction} instruction
 * @param {Frame} frame the values, as `compute` left them
 * @param {Frame} adjoints the same places; the upstream gradient is at the result's
 */
function propagate(instruction, frame, adjoints) {
  const { opcode, size, codes, sizes, count, rows, inner, columns } = instruction;
  if (opcode === "constant") return;
  const v = frame.memory;
  const d = adjoints.memory;
  const up = adjoints.at(instruction.output);
  // What does not flow is not multiplied: 0 · ∞ would be no number.
  if (instruction.isScalar && d[up] === 0) return;
  const result = frame.at(instruction.output);
  const a = frame.at(codes[0]);
  const da = adjoints.at(codes[0]);
  const b = count > 1 ? frame.at(codes[1]) : a;
  const db = count > 1 ? adjoints.at(codes[1]) : da;
  switch (opcode) {
    case "copy": for (let i = 0; i < size; i += 1) d[da + i] += d[up + i]; break;
    case "negative": for (let i = 0; i < size; i += 1) d[da + i] -= d[up + i]; break;
    case "map": {
      const { derivative } = instruction.function;
      for (let i = 0; i < size; i += 1) {
        d[da + i] += d[up + i] * derivative(v[a + i], v[result + i]);
      }
      break;
    }
    case "sum":
      for (let argument = 0; argument < count; argument += 1) {
        const place = adjoints.at(codes[argument]);
        const stride = instruction.stride(argument);
        for (let i = 0; i < size; i += 1) d[place + i * stride] += d[up + i];
      }
      break;
    case "multiply": {
      if (count !== 2) {
        for (let i = 0; i < size; i += 1) propagateProduct(instruction, frame, adjoints, i);
        break;
      }
      const [strideA, strideB] = [instruction.stride(0), instruction.stride(1)];
      for (let i = 0; i < size; i += 1) {
        d[da + i * strideA] += d[up + i] * v[b + i * strideB];
        d[db + i * strideB] += d[up + i] * v[a + i * strideA];
      }
      break;
    }
    case "divide": {
      const [strideA, strideB] = [instruction.stride(0), instruction.stride(1)];
      for (let i = 0; i < size; i += 1) {
        const divisor = v[b + i * strideB];
        d[da + i * strideA] += d[up + i] / divisor;
        d[db + i * strideB] -= (d[up + i] * v[result + i]) / divisor;
      }
      break;
    }
    case "power": {
      const exponent = v[b];
      for (let i = 0; i < size; i += 1) {
        const base = v[a + i];
        if (exponent !== 0) d[da + i] += d[up + i] * exponent * powerOf(base, exponent - 1);
        // At base 0 it is 0; a negative base has no derivative by the exponent.
        if (base !== 0) d[db] += d[up + i] * v[result + i] * Math.log(base);
      }
      break;
    }
    case "largest": case "smallest":
      for (let i = 0; i < size; i += 1) propagateShares(instruction, frame, adjoints, i);
      break;
    case "total": case "mean": case "greatest": case "least": case "norm": case "logSumExp": {
      const width = sizes[0] / size;
      for (let row = 0; row < size; row += 1) {
        reducedBackward(
          opcode, v, a + row * width, width, v[result + row], d[up + row], d, da + row * width);
      }
      break;
    }
    case "clip": {
      // What is out of the limits passes its gradient on to the limit.
      const dh = adjoints.at(codes[2]);
      const [low, high] = [v[b], v[frame.at(codes[2])]];
      for (let i = 0; i < size; i += 1) {
        const u = v[a + i];
        if (u >= low && u <= high) d[da + i] += d[up + i];
        if (u < low && low < high) d[db] += d[up + i];
        if (u > high || high < low) d[dh] += d[up + i];
      }
      break;
    }
    case "slice":
      for (let i = 0; i < rows; i += 1) {
        const place = da + instruction.start + i * inner;
        for (let j = 0; j < columns; j += 1) d[place + j] += d[up + i * columns + j];
      }
      break;
    case "matrixProduct":
      for (let i = 0; i < rows; i += 1) {
        const row = up + i * columns;
        if (columns === 1) {
          if (d[row] === 0) continue;
          addScaled(d[row], v, b, d, da + i * inner, inner);
          addScaled(d[row], v, a + i * inner, d, db, inner);
          continue;
        }
        for (let k = 0; k < inner; k += 1) {
          d[da + i * inner + k] += dotProduct(d, row, v, b + k * columns, columns);
          addScaled(v[a + i * inner + k], d, row, d, db + k * columns, columns);
        }
      }
      break;
    case "transpose":
      for (let i = 0; i < rows; i += 1) {
        for (let j = 0; j < columns; j += 1) d[da + j * rows + i] += d[up + i * columns + j];
      }
      break;
    case "stack": case "beside":
      instruction.forEachPart((argument, place, offset) => {
        d[adjoints.at(codes[argument]) + offset] += d[up + place];
      });
      break;
    case "spread":
      for (let i = 0; i < size; i += 1) d[da + instruction.sourceOf(i)] += d[up + i];
      break;
    case "component": {
      const width = size / sizes[1];
      for (let chosen = 0; chosen < sizes[1]; chosen += 1) {
        const row = indexBelow(rows, v[b + chosen]);
        if (row < 0) continue;
        for (let i = 0; i < width; i += 1) d[da + row * width + i] += d[up + chosen * width + i];
      }
      break;
    }
    case "diagonal":
      for (let i = 0; i < sizes[0]; i += 1) d[da + i] += d[up + i * sizes[0] + i];
      break;
    case "softmax": case "logSoftmax": case "layerNorm": {
      const width = size / rows;
      for (let start = 0; start < size; start += width) {
        normalizeBackward(opcode, v, a + start, width, result + start, d, up + start, da + start);
      }
      break;
    }
    case "crossEntropy": case "negativeLogLikelihood": case "multiclassHinge": {
      const width = sizes[0] / size;
      for (let row = 0; row < size; row += 1) {
        lossOfClassBackward(
          opcode, v, a + row * width, width, v[b + row], d[up + row], d, da + row * width);
      }
      break;
    }
    case "binaryCrossEntropy": {
      const [strideA, strideB] = [instruction.stride(0), instruction.stride(1)];
      for (let i = 0; i < size; i += 1) {
        const [byP, byTarget] = binaryCrossEntropySlopes(v[a + i * strideA], v[b + i * strideB]);
        d[da + i * strideA] += d[up + i] * byP;
        d[db + i * strideB] += d[up + i] * byTarget;
      }
      break;
    }
  }
}

/**
 * A product of many: each factor receives upstream times all the others.
 *
 * @param {Instruction} instruction
 * @param {Frame} frame
 * @param {Frame} adjoints
 * @param {number} place
 */
function propagateProduct(instruction, frame, adjoints, place) {
  const { count, codes } = instruction;
  const upstream = adjoints.memory[adjoints.at(instruction.output) + place];
  for (let index = 0; index < count; index += 1) {
    let others = upstream;
    for (let other = 0; other < count; other += 1) {
      if (other === index) continue;
      others *= frame.memory[frame.at(codes[other]) + place * instruction.stride(other)];
    }
    adjoints.memory[adjoints.at(codes[index]) + place * instruction.stride(index)] += others;
  }
}

/**
 * max and min: components that tie share the gradient equally.
 *
 * @param {Instruction} instruction
 * @param {Frame} frame
 * @param {Frame} adjoints
 * @param {number} place
 */
function propagateShares(instruction, frame, adjoints, place) {
  const { count, codes } = instruction;
  const best = frame.memory[frame.at(instruction.output) + place];
  const upstream = adjoints.memory[adjoints.at(instruction.output) + place];
  const winners = [];
  for (let index = 0; index < count; index += 1) {
    const offset = place * instruction.stride(index);
    if (frame.memory[frame.at(codes[index]) + offset] === best) {
      winners.push(adjoints.at(codes[index]) + offset);
    }
  }
  for (const winner of winners) adjoints.memory[winner] += upstream / winners.length;
}
