// The network of a lesson, computed anew after each change: the same passes as UnrolledGraph, and
// what Trace derives from them.

/**
 * @typedef {object} GraphJSON see UnrolledGraph.programJSON
 * @property {ProgramJSON[]} programs
 * @property {number[]} computedBy
 * @property {Shape[]} shapes
 * @property {(number | null)[]} times
 * @property {number[]} operands
 * @property {number[]} leaves
 * @property {number} outcome
 * @property {[number, number[][]][]} [shared]
 * @property {number[]} [cut]
 */

/** @typedef {{from: number, slots: number[], isCut: boolean}} Edge */

/** @typedef {{node: number, reason: "value" | "gradient", infinite: boolean}} Failure */

class Network {
  /** @param {GraphJSON} graph */
  constructor(graph) {
    const count = graph.computedBy.length;
    this.outcome = graph.outcome;
    this.times = graph.times;
    this.shapes = graph.shapes;
    this.sizes = graph.shapes.map(shapeSize);
    const programs = graph.programs.map((json) => new Program(json));
    this.programs = graph.computedBy.map((index) => (index < 0 ? null : programs[index]));
    this.operands = /** @type {number[][]} */ ([]);
    this.edges = /** @type {Edge[][]} */ ([]);
    /** Where each node's numbers start, its places in `places`, and its registers. */
    this.offsets = new Int32Array(count);
    this.starts = new Int32Array(count);
    this.registers = new Int32Array(count);
    let size = 0;
    for (let node = 0; node < count; node += 1) {
      this.offsets[node] = size;
      size += this.sizes[node];
    }
    this.valueCount = size;
    const waste = size + programs.reduce((most, { registers }) => Math.max(most, registers), 0);
    const shared = new Map(graph.shared ?? []);
    const cut = new Set(graph.cut ?? []);
    /** @type {number[]} */
    const places = [];
    /** @type {number[]} */
    const sinks = [];
    let slot = 0;
    for (let node = 0; node < count; node += 1) {
      const program = this.programs[node];
      const slots = program ? program.shapes.map((_, index) => slot + index) : [];
      const operands = slots.map((index) => graph.operands[index]);
      const groups = shared.get(node) ?? operands.map((_, index) => [index]);
      this.operands.push(operands);
      this.edges.push(groups.map((slots) => (
        { from: operands[slots[0]], slots, isCut: cut.has(slot + slots[0]) })));
      this.starts[node] = places.length;
      places.push(...operands.map((operand) => this.offsets[operand]), this.offsets[node]);
      // What flows along a cut edge is written behind the gradients and discarded.
      sinks.push(
        ...slots.map((index) => (cut.has(index) ? waste : this.offsets[graph.operands[index]])),
        this.offsets[node]);
      slot += slots.length;
      this.registers[node] = size;
      if (program) size += program.registers;
    }
    this.isShared = this.edges.map((_, node) => shared.has(node));
    this.values = new Frame(new Float64Array(size), Int32Array.from(places));
    this.gradients = new Frame(
      new Float64Array(waste + this.sizes.reduce((most, size) => Math.max(most, size), 1)), Int32Array.from(sinks));
    this.gradients.registers = this.valueCount;
    let leaf = 0;
    for (let node = 0; node < count; node += 1) {
      if (this.programs[node]) continue;
      for (let component = 0; component < this.sizes[node]; component += 1) {
        this.values.memory[this.offsets[node] + component] = graph.leaves[leaf];
        leaf += 1;
      }
    }
    /** What was computed since the last run. */
    this.known = new Map();
    /** @type {Training | null} what the network learns */
    this.training = null;
    this.run();
  }

  /**
   * Returns the numbers of a leaf.
   *
   * @param {number} node
   */
  leaf(node) {
    return this.value(node);
  }

  /**
   * Changes a number of a leaf; `run` computes what follows from it.
   *
   * @param {number} node
   * @param {number} component
   * @param {number} number
   */
  setLeaf(node, component, number) {
    this.values.memory[this.offsets[node] + component] = number;
  }

  /**
   * Computes all values and gradients. Returns the first node whose value is not finite or, if all
   * are, the first one backward whose gradient is not, and null if there is none.
   *
   * @returns {Failure | null}
   */
  run() {
    this.known.clear();
    for (let node = 0; node < this.programs.length; node += 1) {
      this.programs[node]?.run(this.frame(node));
    }
    const { memory } = this.gradients;
    memory.fill(0);
    memory[this.offsets[this.outcome]] = 1;
    for (let node = this.outcome; node >= 0; node -= 1) {
      this.gradients.start = this.starts[node];
      this.programs[node]?.propagate(this.frame(node), this.gradients);
    }
    return this.failure();
  }

  /**
   * The values with the places of one node.
   *
   * @param {number} node
   */
  frame(node) {
    this.values.start = this.starts[node];
    this.values.registers = this.registers[node];
    return this.values;
  }

  /** @returns {Failure | null} */
  failure() {
    for (let node = 0; node < this.sizes.length; node += 1) {
      const value = this.value(node);
      if (!value.every(Number.isFinite)) {
        return { node, reason: "value", infinite: !value.some(Number.isNaN) };
      }
    }
    for (let node = this.sizes.length - 1; node >= 0; node -= 1) {
      const bad = this.gradient(node).find((number) => !Number.isFinite(number));
      if (bad !== undefined) return { node, reason: "gradient", infinite: !Number.isNaN(bad) };
    }
    return null;
  }

  /**
   * Returns the value of a node.
   *
   * @param {number} node
   */
  value(node) {
    return this.part(this.values, node);
  }

  /**
   * Returns ∂Loss/∂node.
   *
   * @param {number} node
   */
  gradient(node) {
    return this.part(this.gradients, node);
  }

  /**
   * @param {Frame} frame
   * @param {number} node
   */
  part(frame, node) {
    const start = this.offsets[node];
    return Array.from(frame.memory.subarray(start, start + this.sizes[node]));
  }

  /**
   * Returns ∂Loss/∂reader.
   *
   * @param {number} reader
   */
  upstream(reader) {
    return this.gradient(reader);
  }

  /**
   * Returns ∂reader/∂operand of an edge, a row for each component of the reader; null for matrices.
   *
   * @param {number} reader
   * @param {number} slot the edge's place among the reader's edges
   * @returns {number[] | null}
   */
  local(reader, slot) {
    const uniform = this.uniform(reader);
    return uniform === null ? this.locals(reader)[slot] : [uniform];
  }

  /**
   * Returns what an edge adds to ∂Loss/∂operand: upstream · local, and zeros along a cut edge.
   *
   * @param {number} reader
   * @param {number} slot the edge's place among the reader's edges
   */
  contribution(reader, slot) {
    const uniform = this.uniform(reader);
    if (uniform === null || this.edges[reader][slot].isCut) return this.added(reader, slot);
    return [uniform * this.gradients.memory[this.offsets[reader]]];
  }

  /**
   * The local gradient that all edges of a node share, if it only sums numbers, each once.
   *
   * @param {number} reader
   */
  uniform(reader) {
    return this.isShared[reader] ? null : (this.programs[reader]?.uniform ?? null);
  }

  /**
   * @template T
   * @param {string} key
   * @param {() => T} compute
   * @returns {T}
   */
  remembered(key, compute) {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const result = compute();
    this.known.set(key, result);
    return result;
  }

  /**
   * What an edge adds, by the backward pass of its reader alone.
   *
   * @param {number} reader
   * @param {number} slot
   * @returns {number[]}
   */
  added(reader, slot) {
    const edge = this.edges[reader][slot];
    if (edge.isCut) return new Array(this.sizes[edge.from]).fill(0);
    return this.remembered("added " + reader, () => {
      const program = this.programs[reader];
      const parts = program ? this.parts(program, reader, this.gradient(reader)) : [];
      return this.edges[reader].map(({ slots }) => sumOfRows(slots.map((slot) => parts[slot])));
    })[slot];
  }

  /**
   * Upstream · Jacobian of each slot.
   *
   * @param {Program} program
   * @param {number} node
   * @param {number[]} upstream
   */
  parts(program, node, upstream) {
    const memory = program.propagated(this.frame(node), upstream);
    return program.shapes.map((_, slot) => (
      Array.from(memory.subarray(program.places[slot], program.places[slot + 1]))));
  }

  /**
   * The Jacobians of all edges into a node, by a backward pass for each of its components.
   *
   * @param {number} reader
   * @returns {(number[] | null)[]}
   */
  locals(reader) {
    return this.remembered("locals " + reader, () => {
      const program = this.programs[reader];
      const { shapes } = this;
      if (!program) return [];
      const rows = program.isMatrix ? [] : Array.from({ length: program.size }, (_, row) => {
        const upstream = new Array(program.size).fill(0);
        upstream[row] = 1;
        return this.parts(program, reader, upstream);
      });
      return this.edges[reader].map(({ from, slots }) => (
        program.isMatrix || isMatrix(shapes[from])
          ? null
          : sumOfRows(slots.map((slot) => rows.flatMap((parts) => parts[slot])))));
    });
  }

  /**
   * The running sums of a parameter's ledger: a row for each edge that reads it.
   *
   * @param {number} parameter
   * @returns {number[][]}
   */
  runningSums(parameter) {
    return this.remembered("running " + parameter, () => runningSums(
      this.edges.flatMap((edges, reader) => edges.flatMap((edge, slot) => (
        edge.from === parameter ? [this.added(reader, slot)] : [])))));
  }

  /**
   * Returns the derivative of a state with respect to an earlier node along all paths within the
   * state's time step: a row for each component of the state.
   *
   * @param {number} state
   * @param {number} earlier
   */
  totalDerivative(state, earlier) {
    return this.remembered("total " + state + " " + earlier, () => (
      Array.from({ length: this.sizes[state] }, (_, row) => {
        const seed = new Array(this.sizes[state]).fill(0);
        seed[row] = 1;
        return this.gradientOf(state, seed, earlier);
      }).flat()));
  }

  /**
   * @param {number} state
   * @param {number[]} seed
   * @param {number} earlier
   */
  gradientOf(state, seed, earlier) {
    /** @type {Map<number, number[]>} */
    const upstream = new Map([[state, seed]]);
    for (let node = state; node > earlier; node -= 1) {
      const [here, program] = [upstream.get(node), this.programs[node]];
      if (!here || !program) continue;
      this.parts(program, node, here).forEach((part, slot) => {
        const operand = this.operands[node][slot];
        if (operand !== earlier && this.times[operand] !== this.times[state]) return;
        const sum = upstream.get(operand);
        upstream.set(operand, sum ? sumOfRows([sum, part]) : part);
      });
    }
    return upstream.get(earlier) ?? new Array(this.sizes[earlier]).fill(0);
  }

  /**
   * Returns the edges along which gradients arrive at a node, from the loss back.
   *
   * @param {number} node
   * @returns {[number, number][]}
   */
  pathToLoss(node) {
    /** @type {Set<number>} */
    const leading = new Set([node]);
    for (let reader = node + 1; reader <= this.outcome; reader += 1) {
      const edges = this.edges[reader];
      if (edges.some((edge) => !edge.isCut && leading.has(edge.from))) leading.add(reader);
    }
    /** @type {[number, number][]} */
    const path = [];
    const reached = new Set(leading.has(this.outcome) ? [this.outcome] : []);
    for (let reader = this.outcome; reader > node; reader -= 1) {
      if (!reached.has(reader)) continue;
      this.edges[reader].forEach((edge, slot) => {
        if (edge.isCut || !leading.has(edge.from)) return;
        reached.add(edge.from);
        path.push([reader, slot]);
      });
    }
    return path;
  }

  /**
   * Returns the numbers of an origin; [NaN] for what there is not.
   *
   *     network.origin(["gradient", 4])            // [-1]
   *     network.origin(["norm", ["gradient", 4]])  // [1]
   *
   * @param {Origin} origin
   */
  origin(origin) {
    return numbersOf(this, origin);
  }
}
