import Formulas
import Unrolling

/// Kind 6: the forward pass.
extension StandardLecture {
  /// A forward pass with more values than this is shown one time step at a time.
  private static let mostSingleValues = 24
  private static let mostLeaves = 5
  private static let mostLines = 4

  /// Shows the first time steps one value at a time, then whole time steps, then the rest at once.
  mutating func forward() {
    if !graph.nodes.indices.contains(where: { isShown(.value($0)) }) { forwardBegins() }
    let computed = graph.nodes.indices.filter {
      $0 != outcome && !graph.operands(of: $0).isEmpty && $0 < outcome && !isShown(.value($0))
    }
    let areFew = computed.filter(isDrawn).count <= Self.mostSingleValues
    var groups: [(time: Int, nodes: [Int])] = []
    for node in computed {
      let time = graph.nodes[node].time ?? 0
      if groups.last?.time != time { groups.append((time, [])) }
      groups[groups.count - 1].nodes.append(node)
    }
    var toldGap = -1
    var toldBoxes: Set<Int> = []
    for (position, group) in groups.enumerated() {
      if let box = group.nodes.lazy.compactMap(folds.box).first, !toldBoxes.contains(box) {
        let run = folds.run(around: box)
        forwardFolds(run)
        toldBoxes.formUnion(run)
      }
      let group = (time: group.time, nodes: group.nodes.filter { folds.box(of: $0) == nil })
      guard !group.nodes.isEmpty else { continue }
      if let gap = gap(of: group.nodes[0]) {
        if gap != toldGap { forwardGap(gap) }
        toldGap = gap
      } else if areFew || position < 2 {
        group.nodes.forEach { forwardValue($0) }
      } else if position < 9 || toldGap >= 0 {
        forwardTimeStep(group.time, group.nodes)
      } else {
        forwardRest(groups[position...].flatMap(\.nodes))
        break
      }
    }
  }

  mutating func forwardBegins() {
    let leaves = graph.nodes.indices.filter { isDrawn($0) && graph.operands(of: $0).isEmpty }
    for node in leaves { show(.value(node)) }
    // The definitions already give the parameters.
    let incoming = leaves.filter { graph.nodes[$0].role != .parameter || asked.contains($0) }
    let (shown, rest) = told(incoming, most: Self.mostLeaves)
    let told = shown.map { node in
      Named(
        name: symbol(node), value: number(trace.value(of: node)),
        token: graph.network.token(of: graph.nodes[node])?.shortenedToken)
    }
    let callout = call(
      zip(shown, told).prefix(Self.mostLeaves).map { node, leaf in
        leaf.token.map { equals(leaf.name, phrases.embedding(of: $0), lineOf(node)) }
          ?? equals(leaf.name, lineOf(node))
      })
    step(
      .forward, "forward inputs", phrases.forwardBegins(told, rest: rest),
      hot: leaves.map { .value($0) }, callout: callout)
  }

  /// A value on one line: a list of columns would be as high as all of them.
  private func lineOf(_ node: Int) -> Notation {
    let value = trace.value(of: node)
    guard case .vector(let components) = value, components.count > 1 else { return valueOf(node) }
    let row = number(.matrix([components]))
    return .role(.value, .scripts(row, below: nil, above: .sign(.transposed)))
  }

  /// - Parameter isGrowing: whether the formula and the substitution of numbers are separate steps.
  mutating func forwardValue(_ node: Int, isGrowing: Bool = false) {
    let callout = computation(of: node)
    if isGrowing {
      let named = Named(name: symbol(node), value: formula(of: node))
      step(
        .forward, "formula \(id(node))", phrases.formula(of: named), hot: [.node(node)],
        callout: callout)
      if !isCopy(node) {
        step(
          .forward, "numbers \(id(node))", phrases.numbersPutIn(numbers(of: node)),
          hot: [.node(node)], callout: callout,
          stage: 1)
      }
    }
    show(.value(node))
    let words = phrases.forwardValue(
      withValue(node), formula: formula(of: node), numbers: spokenNumbers(of: node))
    step(
      .forward, "value \(id(node))", words, hot: [.value(node), .node(node)], callout: callout,
      stage: 2)
  }

  mutating func forwardTimeStep(_ time: Int, _ nodes: [Int]) {
    nodes.forEach { show(.value($0)) }
    let callout = call(
      nodes.prefix(Self.mostLines).map {
        isCopy($0)
          ? equals(symbol($0), formula(of: $0), valueOf($0))
          : equals(symbol($0), numbers(of: $0), valueOf($0))
      })
    let (told, rest) = told(nodes, most: Self.mostLines)
    let words = phrases.forwardTimeStep(time, told.map(withValue), rest: rest)
    step(
      .forward, "forward \(range(time...time))", words, hot: nodes.map { .value($0) },
      callout: callout)
  }

  mutating func forwardGap(_ gap: Int) {
    step(
      .forward, "forward \(range(columns.gaps[gap]))", phrases.forwardGap(columns.gaps[gap]),
      hot: [.gap(gap)])
  }

  /// - Parameter run: boxes in the order of time.
  private mutating func forwardFolds(_ run: [Int]) {
    let boxes = run.map { folds.boxes[$0] }
    guard let first = boxes.first?.time, let last = boxes.last?.time else { return }
    // A few values say all; of more, the last ones are what the next time step reads.
    let all = boxes.flatMap(\.states).map(\.node)
    let areLast = all.count > Self.mostLines && first < last
    let states =
      areLast ? boxes.filter { $0.time == last }.flatMap(\.states).map(\.node) : all
    let (told, rest) = told(states, most: Self.mostLines)
    let callout = call(told.map { equals(symbol($0), valueOf($0)) })
    step(
      .forward, "forward \(range(first...last))",
      phrases.forwardFolds(
        first...last, told.map(withValue), rest: rest, areLast: areLast),
      hot: run.map { .fold($0) }, callout: callout)
  }

  mutating func forwardRest(_ nodes: [Int]) {
    nodes.forEach { show(.value($0)) }
    step(
      .forward, "forward rest", phrases.forwardRest(to: graph.network.stepCount),
      hot: nodes.map { .value($0) })
  }

  /// Shows a callout with a node's formula, the same with numbers, and its value.
  mutating func computation(of node: Int) -> Int {
    let numbers = Notation.stage(1, .row([.sign(.equals), numbers(of: node)]))
    return call(
      [equals(symbol(node), formula(of: node))] + (isCopy(node) ? [] : [numbers])
        + [.stage(2, .row([.sign(.equals), valueOf(node)]))])
  }

  /// Whether the formula with numbers is already the value, as when Loss_1 is y_1.
  private func isCopy(_ node: Int) -> Bool { numbers(of: node).plain == valueOf(node).plain }

  /// The node's formula with the operands' values in place of their names.
  func numbers(of node: Int) -> Notation {
    guard let expression = graph.expression(of: node) else { return .empty }
    let operands = graph.operands(of: node)
    var occurrence = 0
    // Matrices keep their names: written out, they would be wider than a slide.
    return expression.replacingSymbols { symbol in
      defer { occurrence += 1 }
      let value = trace.value(of: operands[graph.slot(ofOccurrence: occurrence, in: node)])
      if case .matrix = value { return .symbol(symbol) }
      return .literal(value)
    }.notation(style)
  }

  /// The formula with numbers, if it adds information and is short enough to listen to.
  func spokenNumbers(of node: Int) -> Notation? {
    guard let expression = graph.expression(of: node), expression.symbols.count <= 8,
      graph.operands(of: node).allSatisfy({ trace.value(of: $0).number != nil })
    else { return nil }
    if case .symbol = expression.kind { return nil }
    return numbers(of: node)
  }
}

extension Network {
  /// Returns the token behind an input.
  func token(of node: UnrolledGraph.Node) -> String? {
    guard let tokens = series.first(where: { $0.name == node.name })?.tokens, let time = node.time,
      tokens.indices.contains(time - 1)
    else { return nil }
    return tokens[time - 1]
  }
}
