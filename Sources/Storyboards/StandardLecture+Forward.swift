import Formulas
import Unrolling

/// Kind 6: the forward pass.
extension StandardLecture {
  /// With more steps than this, the forward pass of a script has one for each time step.
  private static let mostSingleValues = 24
  private static let mostLeaves = 5
  private static let mostLines = 4

  /// All values that are not shown yet, in a script: one at a time if they are few.
  mutating func forward() {
    if !graph.nodes.indices.contains(where: { isShown(.value($0)) }) { forwardBegins() }
    var plan = forwardPlan(0, joins: false)
    for detail in 1...2 where plan.count > Self.mostSingleValues {
      plan = forwardPlan(detail, joins: false)
    }
    tell(plan)
  }

  mutating func tell(_ plan: [Forward], isGrowing: Bool = false) {
    for part in plan {
      switch part {
      case .value(let node, let copies): forwardValue(node, copies, isGrowing: isGrowing)
      case .alike(let nodes): forwardAlike(nodes)
      case .timeSteps(let nodes): forwardTimeSteps(nodes)
      case .gap(let gap): forwardGap(gap)
      case .folds(let run): forwardFolds(run)
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
        name: symbol(node), value: number(sourced.value(of: node)),
        token: graph.network.token(of: graph.nodes[node])?.shortenedToken)
    }
    let callout = call(
      zip(shown, told).map { node, leaf in
        leaf.token.map { equals(leaf.name, phrases.embedding(of: $0), lineOf(node)) }
          ?? equals(leaf.name, lineOf(node))
      } + (rest > 0 ? [.sign(.ellipsis)] : []))
    step(
      .forward, "forward inputs", phrases.forwardBegins(told, rest: rest),
      hot: leaves.map { .value($0) }, callout: callout)
  }

  /// A value on one line: a list of columns would be as high as all of them.
  private func lineOf(_ node: Int) -> Notation {
    let value = sourced.value(of: node)
    guard case .vector(let components) = value.value, components.count > 1 else {
      return valueOf(node)
    }
    let row = number(value.asRow)
    return .role(.value, .scripts(row, below: nil, above: .sign(.transposed)))
  }

  /// - Parameters:
  ///   - copies: the quantities that only repeat the value.
  ///   - isGrowing: whether the formula and the substitution of numbers are separate steps.
  mutating func forwardValue(_ node: Int, _ copies: [Int] = [], isGrowing: Bool = false) {
    let callout = computation(of: node, copies)
    if isGrowing {
      let named = Named(name: symbol(node), value: formula(of: node))
      step(
        .forward, "formula \(id(node))", phrases.formula(of: named), hot: [.node(node)],
        callout: callout)
      if addsNumbers(node) {
        step(
          .forward, "numbers \(id(node))", phrases.numbersPutIn(numbers(of: node)),
          hot: [.node(node)], callout: callout,
          stage: 1)
      }
    }
    for node in [node] + copies { show(.value(node)) }
    var words = phrases.forwardValue(
      withValue(node), formula: formula(of: node), numbers: spokenNumbers(of: node),
      copies: copies.map(symbol))
    if turnsTime(at: node) { words = words.beginning(with: phrases.timeRunsBackward) }
    step(
      .forward, "value \(id(node))", words,
      hot: ([node] + copies).flatMap { [.value($0), .node($0)] }, callout: callout, stage: 2)
  }

  /// The other gates of a cell, in one step.
  private mutating func forwardAlike(_ nodes: [Int]) {
    nodes.forEach { show(.value($0)) }
    let callout = call(lines(of: nodes, most: Self.mostLines, lineWithNumbers))
    let (told, rest) = told(nodes, most: Self.mostLines)
    step(
      .forward, "likewise \(id(nodes[0]))", phrases.forwardAlike(told.map(withValue), rest: rest),
      hot: nodes.flatMap { [.value($0), .node($0)] }, callout: callout)
  }

  /// All values of time steps that are told together, or those left at the end.
  private mutating func forwardTimeSteps(_ nodes: [Int]) {
    nodes.forEach { show(.value($0)) }
    let times = nodes.compactMap { graph.nodes[$0].time }
    let hot = nodes.map { Item.value($0) }
    guard times.count == nodes.count, let first = times.min(), let last = times.max() else {
      let callout = call(lines(of: nodes, most: Self.mostLines, lineWithNumbers))
      let (told, rest) = told(nodes, most: Self.mostLines)
      return step(
        .forward, "values \(id(nodes[0]))", phrases.forwardValues(told.map(withValue), rest: rest),
        hot: hot, callout: callout)
    }
    let name = "forward \(range(first...last))"
    if first == last {
      let callout = call(lines(of: nodes, most: Self.mostLines, lineWithNumbers))
      let (told, rest) = told(nodes, most: Self.mostLines)
      return step(
        .forward, name, phrases.forwardTimeStep(first, told.map(withValue), rest: rest), hot: hot,
        callout: callout)
    }
    // What goes on to the next time step says most.
    let carried = nodes.filter(isCarried)
    let shown = carried.isEmpty ? nodes : carried
    let span = span(first...last, of: nodes)
    let told =
      shown.count > Self.mostLines
      ? Array(shown.filter { graph.nodes[$0].time == span.to }.prefix(Self.mostLines)) : shown
    step(
      .forward, name,
      phrases.forwardTimeSteps(
        span, told.map(withValue), isNew: !hasToldValues, areLast: told.count < shown.count),
      hot: hot,
      callout: call(
        (told.count < shown.count ? [.sign(.ellipsis)] : [])
          + told.map { equals(symbol($0), valueOf($0)) }))
  }

  /// Whether a value was told by itself.
  private var hasToldValues: Bool {
    steps.contains { $0.kind == .forward && $0.name.hasPrefix("value ") }
  }

  /// "h_2 = −5 · 5 + 1 · 1 = −24"
  func lineWithNumbers(_ node: Int) -> Notation {
    isCopy(node)
      ? equals(symbol(node), formula(of: node), valueOf(node))
      : .row([equals(symbol(node), numbers(of: node)), sign(before: node), valueOf(node)])
  }

  /// Whether the time of a node's quantity runs backwards.
  func runsBackward(_ node: Int) -> Bool {
    graph.nodes[node].time != nil
      && graph.times.direction(of: graph.nodes[node].name) == .backward
  }

  /// Time steps in the order in which some values are computed.
  func span(_ range: ClosedRange<Int>, of nodes: [Int]) -> TimeSpan {
    let span = TimeSpan(range)
    return !nodes.isEmpty && nodes.allSatisfy(runsBackward) ? span.reversed : span
  }

  /// Whether a node is the first one told of a recurrence that starts at the last time step.
  private mutating func turnsTime(at node: Int) -> Bool {
    guard runsBackward(node), let quantity = quantities.index(of: graph.nodes[node]),
      case .cell(let cell) = quantities.structure.roles[quantity]
    else { return false }
    return toldTurns.insert(cell).inserted
  }

  /// Whether another time step reads a node's quantity.
  func isCarried(_ node: Int) -> Bool {
    quantities.index(of: graph.nodes[node]).map { quantities.structure.isCarried[$0] } ?? false
  }

  mutating func forwardGap(_ gap: Int) {
    step(
      .forward, "forward \(range(columns.gaps[gap]))",
      phrases.forwardGap(TimeSpan(columns.gaps[gap])),
      hot: [.gap(gap)])
  }

  /// - Parameter run: boxes in the order of time.
  private mutating func forwardFolds(_ run: [Int]) {
    let boxes = run.map { folds.boxes[$0] }
    guard let first = boxes.first?.time, let last = boxes.last?.time else { return }
    // A few values say all; of more, the last ones are what the next time step reads.
    let all = boxes.flatMap(\.states).map(\.node)
    let areLast = all.count > Self.mostLines && first < last
    let span = span(first...last, of: all)
    let states =
      areLast ? boxes.filter { $0.time == span.to }.flatMap(\.states).map(\.node) : all
    let (told, rest) = told(states, most: Self.mostLines)
    let callout = call(told.map { equals(symbol($0), valueOf($0)) })
    step(
      .forward, "forward \(range(first...last))",
      phrases.forwardFolds(
        span, told.map(withValue), rest: rest, areLast: areLast),
      hot: run.map { .fold($0) }, callout: callout)
  }

  /// Shows a callout with a node's formula, the same with numbers, and its value.
  mutating func computation(of node: Int, _ copies: [Int] = []) -> Int {
    let numbers = Notation.stage(1, .row([.sign(.equals), numbers(of: node)]))
    return call(
      [equals(symbol(node), formula(of: node))] + (addsNumbers(node) ? [numbers] : [])
        + [.stage(2, .row([sign(before: node), valueOf(node)]))]
        + copies.map { .stage(2, equals(symbol($0), formula(of: $0))) })
  }

  /// Whether the formula with numbers is already the value, as when Loss_1 is y_1.
  func isCopy(_ node: Int) -> Bool { numbers(of: node).plain == valueOf(node).plain }

  /// Whether the formula with numbers is neither the value already nor the formula: that of matrices
  /// keeps their names.
  private func addsNumbers(_ node: Int) -> Bool {
    !isCopy(node) && numbers(of: node).plain != formula(of: node).plain
  }

  /// The node's formula with the operands' values in place of their names.
  func numbers(of node: Int) -> Notation {
    // Matrices keep their names: written out, they would be wider than a slide.
    withNumbers(node) { symbol, value in
      if case .matrix = value.value { .symbol(symbol) } else { .literal(value) }
    }?.notation(style, names: { primed.contains($0.name) ? .row([.symbol($0), .word("′")]) : nil })
      ?? .empty
  }

  /// = before a node's value, ≈ where the numbers in the formula give another last digit.
  private func sign(before node: Int) -> Notation {
    let formula = withNumbers(node) { symbol, value in
      if case .matrix = value.value {
        Expression(.value(value.value, name: symbol.name), origin: value.origin)
      } else {
        .literal(value)
      }
    }
    return formula.map { style.relation($0, sourced.value(of: node)) } ?? .sign(.equals)
  }

  private func withNumbers(
    _ node: Int, _ written: (Symbol, SourcedValue) -> Expression
  ) -> Expression? {
    let operands = graph.operands(of: node)
    var occurrence = 0
    return graph.expression(of: node)?.replacingSymbols { symbol in
      defer { occurrence += 1 }
      let operand = operands[graph.slot(ofOccurrence: occurrence, in: node)]
      return written(symbol, sourced.value(of: operand))
    }
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
