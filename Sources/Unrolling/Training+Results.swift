import Formulas

/// What training gives, for a report.
extension Training {
  /// The values of the network's parameters when a sample comes first; `nil` if training ended before.
  func weights(before sample: Int) -> [Value]? {
    let initial = graphs[0].network.parameters.map(\.value)
    guard update != nil, !isBatch, sample > 0 else { return initial }
    let earlier = min(sample, steps.count)
    guard earlier < sample, failure != nil else {
      return earlier == 0 ? initial : steps[earlier - 1].updated
    }
    return nil
  }

  /// Whether all samples meet the same weights, so that their losses and gradients can be added.
  public var isTogether: Bool { isBatch || update == nil || graphs.count == 1 }

  /// The loss of all samples together: of a batch the mean, otherwise the sum; `nil` if they do not meet
  /// the same weights.
  public var loss: Double? {
    guard isTogether else { return nil }
    let sum = traces.reduce(0) { $0 + ($1.value(of: $1.graph.outcome).number ?? 0) }
    return isBatch ? sum / Double(traces.count) : sum
  }

  /// The gradient of a learnable by the loss of all samples together.
  public func gradient(of learnable: Int) -> Value? {
    guard isTogether else { return nil }
    let parts = traces.map { trace in
      learnables[learnable].parts.flatMap { trace.gradient(of: $0).components }
    }
    let sum = parts.dropFirst().reduce(parts[0]) { zip($0, $1).map(+) }
    return Value(
      Shape(of: learnables[learnable].value),
      isBatch ? sum.map { $0 / Double(traces.count) } : sum)
  }

  /// The value of a parameter, or of one in PyTorch's form, after a step; `nil` if it does not learn.
  public func updated(_ name: String, after step: Step) -> Value? {
    if let change = step.changes.first(where: { learnables[$0.learnable].name == name }) {
      return change.updated
    }
    // A part learns with its whole.
    let network = graphs[0].network
    guard let place = network.parameters.firstIndex(where: { $0.name == name }),
      step.changes.contains(where: { learnables[$0.learnable].parts.contains(place) })
    else { return nil }
    return step.updated[place]
  }

  /// The step in which a sample comes first.
  func firstStep(of sample: Int) -> Step? {
    isBatch ? steps.first : steps.indices.contains(sample) ? steps[sample] : nil
  }
}
