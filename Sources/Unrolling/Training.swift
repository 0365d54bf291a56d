import Formulas

/// What a network learns from its samples: their gradients together, and the steps of gradient descent.
///
///     let training = try Training(of: [graph], update: Update(rate: 0.5, parameters: ["w"]))
///     training.steps[0].loss        // 0.298371109
///     training.steps[0].lossAfter   // 0.291027774
///
/// Several samples are one batch, whose loss is the mean of theirs, or come one after the other: then
/// each step uses one, and after the last one comes the first again. Without an update, the gradients
/// of samples one after the other add up.
public struct Training: Sendable {
  /// One step of gradient descent.
  public struct Step: Sendable {
    /// The samples whose loss it lowers, counted from 0.
    public let samples: [Int]
    /// Their loss before the step: of a batch the mean.
    public let loss: Double
    /// The norm of the gradient of all that learns.
    public let norm: Double
    /// The factor by which clipping scales the gradient, 1 without clipping.
    public let clipFactor: Double
    /// What the step changes, in the order of `learnables`.
    public let changes: [Change]
    /// The values of all parameters of the network after the step.
    public let updated: [Value]
    /// The same samples' loss after the step; `nil` if it is too large to represent.
    public let lossAfter: Double?
  }

  /// How one step changes a parameter.
  public struct Change: Hashable, Sendable {
    /// Its place in `learnables`.
    public let learnable: Int
    /// Its value before.
    public let value: Value
    /// The gradient, neither clipped nor with decay.
    public let gradient: Value
    /// The velocity before, 0 without momentum.
    public let velocityBefore: Value
    /// What the rate multiplies: the velocity after; without momentum the gradient, clipped and with
    /// decay.
    public let velocity: Value
    /// Its value after.
    public let updated: Value
  }

  /// The unrolled network of each sample.
  public let graphs: [UnrolledGraph]
  /// Whether the samples are one batch.
  public let isBatch: Bool
  /// The update, `nil` if only gradients are asked for.
  public let update: Update?
  /// What can learn, in the lesson's order.
  public let learnables: [Network.Learnable]
  /// The steps, in order; fewer than asked for if one made the loss too large to represent.
  public private(set) var steps: [Step] = []
  /// Why there are fewer steps than asked for.
  public private(set) var failure: UnrollingError?
  /// The gradients of each sample with the weights that it meets: those before the first step or, if
  /// samples are trained one after the other, those of its own first step; fewer if training ended
  /// before.
  public private(set) var traces: [Trace] = []
  /// The first sample with the weights after the first step; `nil` without one, or if a number is too
  /// large to represent.
  public private(set) var after: Trace?
  /// How many steps were asked for.
  public let count: Int
  /// Whether the lesson names the number of steps.
  public let isCounted: Bool

  /// Trains a network.
  ///
  /// - Parameters:
  ///   - graphs: the unrolled network of each sample, with the same parameters; at least one.
  ///   - update: how the parameters change, `nil` for no steps.
  ///   - count: how many steps; without it one, or one for each of the samples that come one after
  ///     the other.
  ///   - isBatch: whether the samples are one batch.
  /// - Throws: `UnrollingError` if a value or gradient before the first step is not finite.
  /// - Complexity: O(steps · n), n the number of operations of all nodes.
  public init(
    of graphs: [UnrolledGraph], update: Update?, count: Int? = nil, isBatch: Bool = false
  ) throws(UnrollingError) {
    precondition(!graphs.isEmpty, "there is at least one sample")
    (self.graphs, self.update, self.isBatch) = (graphs, update, isBatch)
    learnables = graphs[0].network.learnables
    isCounted = count != nil
    self.count = update == nil ? 0 : count ?? (isBatch ? 1 : graphs.count)
    try train()
    for (sample, graph) in graphs.enumerated() {
      guard let weights = weights(before: sample) else { break }
      traces.append(try Trace(of: graph.setting(parameters: weights)))
    }
    after = steps.first.flatMap { step in
      step.lossAfter.flatMap { _ in try? Trace(of: graphs[0].setting(parameters: step.updated)) }
    }
  }

  /// The values of what learns, while it does.
  private struct State {
    /// Those of each learnable.
    var values: [[Double]]
    var velocities: [[Double]]
    let isLearning: [Bool]
  }

  /// A forward pass of each sample of a step.
  private struct Passes {
    let samples: [Int]
    var passes: [UnrolledGraph.Forward]
    /// The first sample whose loss is not finite.
    var failed: Int? { passes.firstIndex { $0.failure != nil } }

    func loss(_ graphs: [UnrolledGraph]) -> Double {
      let losses = zip(samples, passes).map { $1.values[graphs[$0].offsets[graphs[$0].outcome]] }
      return losses.reduce(0, +) / Double(losses.count)
    }
  }

  private mutating func train() throws(UnrollingError) {
    guard let update else { return }
    let names = Set(update.parameters)
    var state = State(
      values: learnables.map(\.value.components),
      velocities: learnables.map {
        update.velocity[$0.name]?.components
          ?? Array(repeating: 0, count: $0.value.components.count)
      },
      isLearning: learnables.map { names.contains($0.name) })
    var ready: Passes?
    for number in 0..<count {
      let samples = isBatch ? Array(graphs.indices) : [number % graphs.count]
      // The pass that gave the loss after the step before, if it was of the same samples.
      var passes =
        ready.take().flatMap { $0.samples == samples ? $0 : nil } ?? forward(samples, state)
      if let failed = passes.failed {
        failure = error(of: passes, failed)
        if number == 0, let failure { throw failure }
        return
      }
      let loss = passes.loss(graphs)
      let gradients = gradients(&passes)
      let norm = norm(of: gradients, state)
      guard norm.isFinite else {
        failure = unbounded(gradients, samples[0])
        if number == 0, let failure { throw failure }
        return
      }
      let factor = update.clipFactor(ofNorm: norm)
      let changes = change(&state, gradients, factor, update)
      let next = forward(samples, state)
      let isFinite = next.failed == nil
      steps.append(
        Step(
          samples: samples, loss: loss, norm: norm, clipFactor: factor, changes: changes,
          updated: parameters(state), lossAfter: isFinite ? next.loss(graphs) : nil))
      if let failed = next.failed {
        failure = error(of: next, failed)
        return
      }
      ready = next
    }
  }

  // MARK: A step

  private func forward(_ samples: [Int], _ state: State) -> Passes {
    Passes(
      samples: samples,
      passes: samples.map { sample in
        graphs[sample].forward(from: leaves(of: sample, state), keepsTape: true)
      })
  }

  /// The values of a sample's leaves, with those of the parameters that learn.
  private func leaves(of sample: Int, _ state: State) -> [Double] {
    var leaves = graphs[sample].leafValues
    setParameters(state) { place, numbers in
      let start = graphs[sample].offsets[place]
      for (index, number) in numbers.enumerated() { leaves[start + index] = number }
    }
    return leaves
  }

  /// Passes on the value of each parameter: the sum of those of the learnables that it is a part of,
  /// as the two biases of a gate.
  private func setParameters(_ state: State, _ set: (Int, [Double]) -> Void) {
    var sums: [Int: [Double]] = [:]
    for (learnable, values) in zip(learnables, state.values) {
      var start = 0
      for part in learnable.parts {
        let end = start + graphs[0].nodes[part].shape.count
        let own = Array(values[start..<end])
        sums[part] = sums[part].map { zip($0, own).map(+) } ?? own
        start = end
      }
    }
    for (part, sum) in sums { set(part, sum) }
  }

  private func parameters(_ state: State) -> [Value] {
    var values = graphs[0].network.parameters.map(\.value)
    setParameters(state) { place, numbers in
      values[place] = Value(Shape(of: values[place]), numbers)
    }
    return values
  }

  /// The gradient of each learnable: of a batch the mean.
  private func gradients(_ passes: inout Passes) -> [[Double]] {
    var sums = learnables.map { Array(repeating: 0.0, count: $0.value.components.count) }
    for index in passes.samples.indices {
      let graph = graphs[passes.samples[index]]
      let gradients = graph.backward(&passes.passes[index])
      for (place, learnable) in learnables.enumerated() {
        var start = 0
        for part in learnable.parts {
          for number in gradients[graph.range(of: part)] {
            sums[place][start] += number
            start += 1
          }
        }
      }
    }
    let count = Double(passes.samples.count)
    return count == 1 ? sums : sums.map { $0.map { $0 / count } }
  }

  /// The norm of all gradients of what learns.
  private func norm(of gradients: [[Double]], _ state: State) -> Double {
    let all = zip(gradients, state.isLearning).flatMap { $1 ? $0 : [] }
    return Value.vector(all).norm
  }

  private func change(
    _ state: inout State, _ gradients: [[Double]], _ factor: Double, _ update: Update
  ) -> [Change] {
    var changes: [Change] = []
    for (place, gradient) in gradients.enumerated() where state.isLearning[place] {
      let before = state.values[place]
      let velocityBefore = state.velocities[place]
      let velocity = gradient.indices.map { index in
        update.momentum * velocityBefore[index]
          + (gradient[index] * factor + update.decay * before[index])
      }
      state.velocities[place] = velocity
      state.values[place] = zip(before, velocity).map { $0 - update.rate * $1 }
      let shape = Shape(of: learnables[place].value)
      changes.append(
        Change(
          learnable: place, value: Value(shape, before), gradient: Value(shape, gradient),
          velocityBefore: Value(shape, velocityBefore), velocity: Value(shape, velocity),
          updated: Value(shape, state.values[place])))
    }
    return changes
  }

  // MARK: Errors

  private func error(of passes: Passes, _ failed: Int) -> UnrollingError {
    let (sample, pass) = (passes.samples[failed], passes.passes[failed])
    return graphs[sample].notFinite(at: pass.failure ?? 0, values: pass.values)
  }

  private func unbounded(_ gradients: [[Double]], _ sample: Int) -> UnrollingError {
    let place = gradients.firstIndex { !$0.allSatisfy(\.isFinite) } ?? 0
    return .gradientNotFinite(
      node: learnables[place].name, time: nil,
      isInfinite: !gradients[place].contains(where: \.isNaN))
  }
}
