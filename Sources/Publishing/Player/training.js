// Steps of gradient descent on the numbers of now: the same as Training in the tool.

/**
 * What learns: the nodes that it consists of, its value in the lesson, and its first velocity.
 * @typedef {{
 *   name: string, parts: number[], values: number[], velocity: number[], learns: boolean
 * }} LearnableJSON
 */
/**
 * @typedef {object} TrainingJSON see Training.programJSON
 * @property {{ rate: number, clip: number | null, momentum: number, decay: number } | null} update
 * @property {number} count
 * @property {boolean} isBatch
 * @property {LearnableJSON[]} learnables
 * @property {{ graph: GraphJSON, shared: [number, number][] }[]} others the samples after the first,
 *   with the leaves of the first that theirs are copies of
 */
/** @typedef {{ value: number[], gradient: number[], velocityBefore: number[], velocity: number[], updated: number[] }} Change */
/**
 * @typedef {{
 *   samples: number[], loss: number, norm: number, factor: number, changes: (Change | null)[],
 *   parameters: Map<number, number[]>, lossAfter: number
 * }} TrainingStep
 */

class Training {
  /**
   * @param {TrainingJSON} json
   * @param {Network} network that of the first sample, whose leaves can be changed
   * @param {GraphJSON} graph
   */
  constructor(json, network, graph) {
    this.json = json;
    this.network = network;
    this.samples = [new Network(graph), ...json.others.map((other) => new Network(other.graph))];
    /** The values of what learns as far as parts are shared: the biases of a gate. */
    this.given = json.learnables.map(({ values }) => values);
    this.velocities = json.learnables.map(({ velocity }) => velocity);
  }

  /** Forgets the steps that were applied. */
  reset() {
    this.given = this.json.learnables.map(({ values }) => values);
    this.velocities = this.json.learnables.map(({ velocity }) => velocity);
  }

  /** The steps from the numbers of now. */
  steps() { return this.all().steps; }

  /** @returns {{ steps: TrainingStep[], after: number[][], alone: { loss: number, gradients: number[][] }[] }} */
  all() { return this.network.remembered("training", () => this.trained()); }

  /**
   * Gives all samples the leaves of the network.
   */
  copyLeaves() {
    const [first, ...others] = this.samples;
    for (let node = 0; node < first.programs.length; node += 1) {
      if (!first.programs[node]) copyLeaf(this.network.leaf(node), first, node);
    }
    others.forEach((other, place) => {
      for (const [here, there] of this.json.others[place].shared) {
        copyLeaf(this.network.leaf(here), other, there);
      }
    });
  }

  /**
   * The value of each learnable now: where another one shares a part, it stays as it was given.
   */
  currentValues() {
    /** @type {Set<number>} */
    const seen = new Set();
    return this.json.learnables.map(({ parts }, place) => {
      let start = 0;
      return parts.flatMap((part) => {
        const whole = this.network.leaf(part);
        const from = start;
        start += whole.length;
        if (seen.has(part)) return this.given[place].slice(from, start);
        seen.add(part);
        return whole.map((number, index) => this.sharers(part, place).reduce(
          (rest, [other, offset]) => rest - this.given[other][offset + index], number));
      });
    });
  }

  /**
   * The other learnables that a part belongs to, and where it starts in them.
   *
   * @param {number} part
   * @param {number} except
   * @returns {[number, number][]}
   */
  sharers(part, except) {
    /** @type {[number, number][]} */
    const found = [];
    this.json.learnables.forEach(({ parts }, place) => {
      if (place === except) return;
      let start = 0;
      for (const other of parts) {
        if (other === part) found.push([place, start]);
        start += this.network.sizes[other];
      }
    });
    return found;
  }

  /**
   * The values of the nodes of what learns: the sums of those that they are parts of.
   *
   * @param {number[][]} values
   */
  parameters(values) {
    /** @type {Map<number, number[]>} */
    const sums = new Map();
    this.json.learnables.forEach(({ parts }, place) => {
      let start = 0;
      for (const part of parts) {
        const own = values[place].slice(start, start + this.network.sizes[part]);
        start += own.length;
        const sum = sums.get(part);
        sums.set(part, sum ? sumOfRows([sum, own]) : own);
      }
    });
    return sums;
  }

  /**
   * Runs a sample with some parameters.
   *
   * @param {number} sample
   * @param {Map<number, number[]>} parameters
   */
  run(sample, parameters) {
    const network = this.samples[sample];
    for (const [node, numbers] of parameters) copyLeaf(numbers, network, node);
    const failure = network.run();
    const loss = network.value(network.outcome)[0];
    return { failure, loss: failure?.reason === "value" ? NaN : loss };
  }

  /** @param {number} sample */
  gradients(sample) {
    return this.json.learnables.map(({ parts }) => (
      parts.flatMap((part) => this.samples[sample].gradient(part))));
  }

  trained() {
    this.copyLeaves();
    let values = this.currentValues();
    let velocities = this.velocities;
    const start = this.parameters(values);
    const alone = this.samples.map((_, sample) => {
      const { loss } = this.run(sample, start);
      return { loss, gradients: this.gradients(sample) };
    });
    /** @type {TrainingStep[]} */
    const steps = [];
    /** @type {number[][]} */
    let after = [];
    const { update, count, isBatch } = this.json;
    for (let number = 0; update && number < count; number += 1) {
      const samples = isBatch ? this.samples.map((_, place) => place)
        : [number % this.samples.length];
      const parameters = this.parameters(values);
      const runs = samples.map((sample) => ({
        ...this.run(sample, parameters), gradients: this.gradients(sample),
      }));
      if (runs.some(({ failure }) => failure)) break;
      const gradients = this.json.learnables.map((_, place) => (
        sumOfRows(runs.map((run) => run.gradients[place])).map((sum) => sum / runs.length)));
      const norm = euclideanNorm(gradients.filter((_, place) => (
        this.json.learnables[place].learns)).flat());
      const factor = update.clip === null ? 1 : Math.min(1, update.clip / (norm + 1e-6));
      const changes = gradients.map((gradient, place) => {
        if (!this.json.learnables[place].learns) return null;
        const velocityBefore = velocities[place];
        const velocity = gradient.map((slope, index) => (
          update.momentum * velocityBefore[index]
          + (slope * factor + update.decay * values[place][index])));
        const updated = values[place].map((value, index) => value - update.rate * velocity[index]);
        return { value: values[place], gradient, velocityBefore, velocity, updated };
      });
      values = changes.map((change, place) => change?.updated ?? values[place]);
      velocities = changes.map((change, place) => change?.velocity ?? velocities[place]);
      const next = this.parameters(values);
      const losses = samples.map((sample) => this.run(sample, next).loss);
      const lossAfter = mean(losses);
      if (!number && Number.isFinite(lossAfter)) {
        const [network] = this.samples;
        if (samples[0] !== 0) this.run(0, next);
        after = network.sizes.map((_, node) => network.value(node));
      }
      steps.push({
        samples, loss: mean(runs.map(({ loss }) => loss)), norm, factor, changes,
        parameters: next, lossAfter,
      });
      if (!Number.isFinite(lossAfter)) break;
    }
    return { steps, after, alone };
  }

  /**
   * The numbers that an origin names; `null` for what there is not.
   *
   * @param {string} kind
   * @param {number} first a step, or a sample
   * @param {number} second a learnable
   * @returns {number[] | null}
   */
  number(kind, first, second) {
    const { steps, alone } = this.all();
    const together = (/** @type {number[]} */ numbers) => (
      numbers.reduce((sum, number) => sum + number, 0) / (this.json.isBatch ? numbers.length : 1));
    switch (kind) {
      case "sampleLoss": return [alone[first].loss];
      case "sampleGradient": return alone[first].gradients[second];
      case "allLoss": return [together(alone.map(({ loss }) => loss))];
      case "allGradient":
        return alone[0].gradients[first].map((_, index) => (
          together(alone.map(({ gradients }) => gradients[first][index]))));
      default: {
        const step = steps[first];
        if (!step) return second === undefined ? null : this.missing(second);
        if (kind === "loss" || kind === "norm" || kind === "factor" || kind === "lossAfter") {
          return [step[kind]];
        }
        const change = step.changes[second];
        return change?.[/** @type {keyof Change} */ (kind)] ?? null;
      }
    }
  }

  /**
   * No numbers in the place of a learnable's.
   *
   * @param {number} learnable
   */
  missing(learnable) { return this.json.learnables[learnable].values.map(() => NaN); }

  /**
   * The value of a node of the first sample after the first step.
   *
   * @param {number} node
   */
  valueAfter(node) {
    return this.all().after[node] ?? new Array(this.network.sizes[node]).fill(NaN);
  }

  /**
   * Keeps what the first steps change: one, or one for each of the samples that come one after the
   * other. Returns the new values of the parameters, or null if a number would be too large.
   *
   * @returns {Map<number, number[]> | null}
   */
  apply() {
    const steps = this.steps();
    const round = this.json.isBatch ? 1 : this.samples.length;
    const last = steps[Math.min(round, steps.length, this.json.count) - 1];
    if (!last || !Number.isFinite(last.lossAfter)) return null;
    this.given = last.changes.map((change, place) => change?.updated ?? this.given[place]);
    this.velocities = last.changes.map((change, place) => change?.velocity ?? this.velocities[place]);
    return last.parameters;
  }
}

/** @param {number[]} numbers */
function mean(numbers) {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

/**
 * @param {number[]} numbers
 * @param {Network} network
 * @param {number} node
 */
function copyLeaf(numbers, network, node) {
  numbers.forEach((number, component) => network.setLeaf(node, component, number));
}
