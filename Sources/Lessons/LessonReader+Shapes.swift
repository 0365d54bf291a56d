import Formulas
import Unrolling
import Yams

extension LessonReader {
  /// Unrolls the network, or reports everything that does not fit, each at its place in the file.
  func unrolled(_ network: Network) -> UnrolledGraph? {
    do throws(UnrollingError) {
      return try UnrolledGraph(of: network)
    } catch {
      let times = network.times.errors
      let all = times.isEmpty ? network.shapeErrors : times
      var suspects = Set<String>()
      for error in all.isEmpty ? [error] : all {
        // A state's value at time 0 gives the state its shape everywhere, so that a wrong one
        // does not fit in several places.
        if let suspect = suspectState(of: error, network), !suspects.insert(suspect).inserted {
          continue
        }
        report(error, network)
      }
      return nil
    }
  }

  private func report(_ error: UnrollingError, _ network: Network) {
    switch error {
    case .shape(let misfit, let equation):
      if let node = formula(of: equation, holding: misfit.symbols, in: network) {
        source.report(
          .unrolling(error), in: node, offset: misfit.position ?? 0, length: misfit.length)
        return
      }
      // A cell's formula is not in the file, so the mistake is at a value that the lesson gives.
      let names = misfit.symbols.map(\.name)
      let parameters = names.filter { name in network.parameters.contains { $0.name == name } }
      let odd = oddParameter(among: parameters, network)
      let given = ((odd.map { [$0] } ?? []) + parameters + names).lazy.compactMap {
        places.value(of: $0, in: network)
      }.first
      report(
        .unrolling(error, initial: initialPlace(misfit.symbols, network)),
        at: given ?? places.place(of: equation, in: network))
    case .initialShape(let name, _, _):
      report(.unrolling(error), at: places.initial(of: name))
    case .lengthsDiffer(let equation, let first, let second)
    where (first.series == "target" || second.series == "target") && !isWritten(equation):
      let (count, steps) =
        first.series == "target" ? (first.count, second.count) : (second.count, first.count)
      report(.sequence(.targetCount(count, steps: steps)), at: entries["targets"].map(keyPlace))
    case .lengthsDiffer(let equation, _, let second):
      report(error, reading: second.name, in: equation, network)
    case .bothDirections(_, _, let name, let equation):
      report(error, reading: name, in: equation, network, isLater: true)
    case .pastTheEnd(let name, _, _, _, let equation), .beforeTheStart(let name, _, let equation),
      .backwardBeforeTheStart(let name, _, let equation), .missingTarget(let name, _, let equation):
      report(error, reading: name, in: equation, network)
    default:
      report(.unrolling(error), at: places.place(of: error.subjectName(in: nil), in: network))
    }
  }

  /// Reports an error where a formula reads a name; for a cell's formula, at the cell.
  private func report(
    _ error: UnrollingError, reading name: String, in equation: String, _ network: Network,
    isLater: Bool = false
  ) {
    guard let node = formula(of: equation, holding: [Symbol(name)], in: network),
      let position = position(of: name, in: equation, network, isLater: isLater)
    else {
      let subject = error.subjectName(in: nil)
      report(.unrolling(error), at: places.place(of: subject, in: network))
      return
    }
    source.report(
      .unrolling(error), in: node, offset: position, length: name.unicodeScalars.count)
  }

  /// The state whose value at time 0 may be the cause of an error.
  private func suspectState(of error: UnrollingError, _ network: Network) -> String? {
    switch error {
    case .shape(let misfit, _): initialPlace(misfit.symbols, network)?.name
    case .initialShape(let name, _, _): name
    default: nil
    }
  }

  /// The place of a state's value at time 0, which may also be the cause of a mismatch.
  private func initialPlace(_ symbols: [Symbol], _ network: Network) -> InitialPlace? {
    let given = symbols.map(\.name).first { name in
      network.initial[name].map { $0.number == nil } ?? false
    }
    return given.map { InitialPlace(name: $0, line: places.initial(of: $0)?.line ?? 1) }
  }

  private func report(_ mistake: LessonMistake, at place: Place?) {
    source.report(mistake, at: place ?? source.place(at: nil))
  }

  /// The formula of a lesson's equation that contains the symbols; Loss[t] and Loss share a name.
  private func formula(
    of equation: String, holding symbols: [Symbol], in network: Network
  ) -> Node? {
    let wanted = Set(symbols.map(\.name))
    return formulas.first { index, _ in
      network.equations[index].name == equation
        && wanted.isSubset(of: network.equations[index].expression.symbols.map(\.symbol.name))
    }?.node
  }

  private func keyPlace(_ entry: (key: Node, value: Node)) -> Place { source.place(at: entry.key) }

  /// Whether the lesson itself has an equation, which is not of a cell or a loss.
  private func isWritten(_ equation: String) -> Bool {
    pairs("equations")?.contains { key, _ in
      GreekName.symbol(key.scalar?.string ?? "")?.name == equation
    } ?? false
  }

  /// Where a formula reads a name, at another time step if it does.
  ///
  /// - Parameter isLater: whether only later time steps count.
  private func position(
    of name: String, in equation: String, _ network: Network, isLater: Bool
  ) -> Int? {
    let read = network.equations.filter { $0.name == equation }
      .flatMap { $0.expression.symbols }.filter { $0.symbol.name == name }
    let atOthers = read.filter { symbol, _ in
      guard isLater else { return symbol.time != .relative(0) }
      return if case .relative(let offset) = symbol.time { offset > 0 } else { false }
    }
    return (atOthers.first ?? read.first)?.position
  }

  // MARK: Targets

  /// Reports targets that do not fit the quantity that they are compared with.
  func checkTargets(_ graph: UnrolledGraph) {
    checkClasses(graph)
    for loss in losses { checkCompared(loss, graph) }
  }

  /// Reports targets whose shape differs from the output that a preset loss compares them with; a
  /// number would otherwise be compared with each component of a vector.
  private func checkCompared(_ loss: Loss, _ graph: UnrolledGraph) {
    let name = loss.form.output
    guard loss.preset.needsTargets, !loss.takesClasses,
      let output = graph.nodes.first(where: { $0.name == name && $0.time != nil }),
      let nodes = entries["targets"]?.value.sequence.map({ Array($0) }),
      let targets = graph.network.series.first(where: \.isTarget)
    else { return }
    for (index, value) in targets.values.enumerated() {
      guard let value else { continue }
      let shape = Shape(of: value)
      // One component is a number.
      if shape != output.shape, shape.count != 1 || output.shape.count != 1 {
        source.report(
          .sequence(.comparedShape(shape, target: index + 1, output: name, output.shape)),
          at: nodes[index])
      } else if let allowed = loss.preset.allowedTargets,
        let wrong = value.components.first(where: { !allowed.contains($0) })
      {
        source.report(
          .loss(
            .targetOutOfRange(
              "target[\(index + 1)]", wrong, loss: loss.preset.rawValue,
              areSigns: allowed == .signs)),
          at: nodes[index])
      }
    }
  }

  /// Reports targets that are not a class of the vector from which they pick a component.
  private func checkClasses(_ graph: UnrolledGraph) {
    guard let nodes = entries["targets"]?.value.sequence.map({ Array($0) }),
      let targets = graph.network.series.first(where: \.isTarget)
    else { return }
    let shapes = Dictionary(
      graph.nodes.map { (Symbol($0.name, time: $0.time == nil ? nil : .relative(0)), $0.shape) },
      uniquingKeysWith: { first, _ in first })
    func shape(_ symbol: Symbol) -> Shape {
      shapes[Symbol(symbol.name, time: symbol.time == nil ? nil : .relative(0))] ?? .scalar
    }
    for picked in graph.network.equations.flatMap({ $0.expression.pickedByTarget }) {
      if case .value(let weights, name: _?) = picked.kind {
        checkCount(ofClassWeights: weights, graph)
        continue
      }
      guard let found = try? picked.shape(of: shape) else { continue }
      // Of a minibatch, each row of the scores has a class.
      let isBatch = found.isMatrix && targets.values.contains { $0?.number == nil && $0 != nil }
      let most = Double(isBatch ? found.columns : found.rows)
      for (index, value) in targets.values.enumerated() {
        let samples = isBatch ? nodes[index].sequence.map { Array($0) } : nil
        for (sample, number) in (value?.components ?? []).enumerated() where number >= most {
          let token = targets.tokens.flatMap { $0[index].isEmpty ? nil : $0[index] }
          let name = "target[\(index + 1)]" + (samples == nil ? "" : ", sample \(sample + 1),")
          source.report(
            .sequence(.classBeyond(number, token: token, target: name, of: picked.text, found)),
            at: samples?[sample] ?? nodes[index])
        }
      }
    }
  }

  private func checkCount(ofClassWeights weights: Value, _ graph: UnrolledGraph) {
    guard let loss = losses.first(where: \.takesClasses),
      let output = graph.nodes.first(where: { $0.name == loss.form.output && $0.time != nil })
    else { return }
    let (count, name) = (weights.components.count, loss.form.output)
    let classes = output.shape.isMatrix ? output.shape.columns : output.shape.count
    guard count != classes, !source.hasErrors else { return }
    source.report(
      .loss(.classWeightCount(count, output: name, classes: classes)),
      at: entries["class-weights"]?.value)
  }

  /// Whether targets are classes, because of the loss or of a formula that picks `v[target[t]]`.
  func asksForClasses(_ equations: [Equation]) -> Bool {
    losses.contains(where: \.takesClasses)
      || equations.contains { !$0.expression.pickedByTarget.isEmpty }
  }
}

extension Expression {
  /// The expressions from which `target[t]` picks a component, in this one and all its operands.
  fileprivate var pickedByTarget: [Expression] {
    let inner = operands.flatMap(\.pickedByTarget)
    switch kind {
    case .component(let whole, let index) where index.readsTarget: return [whole] + inner
    case .call(let function, let arguments)
    where function.takesClasses && arguments.last?.readsTarget == true:
      return arguments.prefix(1) + inner
    default: return inner
    }
  }

  private var readsTarget: Bool { symbols.contains { $0.symbol.name == "target" } }
}

extension UnrollingError {
  /// The name of the quantity the error is about, without its time.
  func subjectName(in graph: UnrolledGraph?) -> String {
    if let graph, let node = graph.node(id: subject) { return graph.nodes[node].name }
    guard let mark = subject.lastIndex(of: "_"), Int(subject[mark...].dropFirst()) != nil else {
      return subject
    }
    return String(subject[..<mark])
  }

  /// What to do about it in a lesson, if known.
  var bestHint: String? {
    guard case .cycle(let path) = self else { return hint }
    let last = path.dropLast().last ?? ""
    guard let mark = last.lastIndex(of: "_"), Int(last[mark...].dropFirst()) != nil else {
      return "one of them must come from elsewhere, as an input or a parameter"
    }
    return "feedback must go through an earlier time step, such as \(last[..<mark])[t-1]"
  }
}
