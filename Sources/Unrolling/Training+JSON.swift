import Formulas

extension Training {
  /// The training as JSON in the format `unroll-trace`, version 2, in full precision.
  ///
  /// Of one sample it is its trace, with `update` (or `updates`, if the lesson counts them) and with
  /// `updated` in each parameter that learns; of several, `samples` holds a trace of each, as a trace of
  /// its own loss, and `parameters` their gradients together. In `update`, `loss` is the loss after the
  /// step, null if it is too large to represent.
  ///
  /// - Parameter hasSamples: whether the lesson gives a list of samples.
  public func json(hasSamples: Bool) -> String {
    let header: [JSONText.Member] = [
      ("format", .string("unroll-trace")), ("version", .integer(2)),
    ]
    let updates = updatesJSON
    guard hasSamples else {
      return "\(traces[0].object(header, updates, updated: finally))\n"
    }
    let samples = traces.enumerated().map { sample, trace in
      let step = firstStep(of: sample)
      let own: [JSONText.Member] =
        isTogether ? [] : step.map { [("update", json(of: $0))] } ?? []
      return trace.object([], own) { name in
        step.flatMap { isTogether ? nil : updated(name, after: $0) }
      }
    }
    let loss: [JSONText.Member] =
      loss.map { value in
        let id = graphs[0].uniqueID(of: graphs[0].outcome)
        return [
          ("loss", .object([("id", .string(id)), ("value", .number(value))])),
          ("batch", .bool(isBatch)),
        ]
      } ?? [("batch", .bool(isBatch))]
    let text = JSONText.object(
      header + loss,
      [("samples", .lines(samples, indent: 2))],
      [("parameters", .lines(parametersJSON, indent: 2))], updates)
    return "\(text)\n"
  }

  /// All parameters, those in PyTorch's form besides their parts, as in a trace.
  private var parametersJSON: [JSONText] {
    let network = graphs[0].network
    let names =
      network.parameters.map { ($0.name, $0.value) }
      + network.stacked.map { ($0.name, $0.value) }
    return names.map { name, value in
      var members: [JSONText.Member] = [("id", .string(name)), ("value", .value(value))]
      if isTogether { members.append(("gradient", .value(gradient(of: name)))) }
      if let updated = finally(name) { members.append(("updated", .value(updated))) }
      return .object(members)
    }
  }

  private func gradient(of name: String) -> Value? {
    if let place = learnables.firstIndex(where: { $0.name == name }) {
      return gradient(of: place)
    }
    let network = graphs[0].network
    guard let part = network.parameters.firstIndex(where: { $0.name == name }) else { return nil }
    let all = traces.map { $0.gradient(of: part) }
    guard let sum = Value.sum(of: all) else { return nil }
    return isBatch
      ? Value(Shape(of: sum), sum.components.map { $0 / Double(traces.count) }) : sum
  }

  /// The value of a parameter after all steps.
  private func finally(_ name: String) -> Value? {
    steps.last.flatMap { updated(name, after: $0) }
  }

  private var updatesJSON: [JSONText.Member] {
    guard update != nil else { return [] }
    let failure: [JSONText.Member] = failure.map { [("failure", .string("\($0)"))] } ?? []
    if !isCounted, count == 1, let step = steps.first {
      return [("update", json(of: step))] + failure
    }
    return [("updates", .lines(steps.map(json), indent: 2))] + failure
  }

  private func json(of step: Step) -> JSONText {
    guard let update else { return .null }
    let parameters = step.changes.map { change in
      var members: [JSONText.Member] = [
        ("id", .string(learnables[change.learnable].name)), ("value", .value(change.value)),
        ("gradient", .value(change.gradient)),
      ]
      if update.hasVelocity { members.append(("velocity", .value(change.velocity))) }
      return JSONText.object(members + [("updated", .value(change.updated))])
    }
    return .object([
      ("rate", .number(update.rate)), ("lossBefore", .number(step.loss)),
      ("loss", step.lossAfter.map(JSONText.number) ?? .null), ("norm", .number(step.norm)),
      ("clip", update.clip.map(JSONText.number) ?? .null),
      ("clipFactor", .number(step.clipFactor)), ("momentum", .number(update.momentum)),
      ("decay", .number(update.decay)),
      ("samples", .array(step.samples.map { .integer($0 + 1) })),
      ("parameters", .array(parameters)),
    ])
  }
}
