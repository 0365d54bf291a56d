import Formulas
import Unrolling

/// Tells the standard lecture, step by step, from a trace alone.
struct StandardLecture {
  let trace: Trace
  let asked: [Int]
  let style: NumberStyle

  var steps: [Step] = []
  var callouts: [[Notation]] = []
  /// The first and last step of an item; no last one means to the end.
  var spans: [Item: (first: Int, last: Int?)] = [:]
  /// The steps of items that were hidden before they came again.
  var earlierSpans: [Item: [ClosedRange<Int>]] = [:]

  /// More values than this in the forward pass are told a time step at a time.
  private static let mostSingleValues = 24

  let columns: Columns
  // For scripts, which may begin anywhere: the edges by which gradients arrive at each node, and
  // the nodes that the outcome depends on.
  var arriving: [[Trace.Edge]] = []
  var isReached: [Bool] = []

  init(trace: Trace, asked: [Int], style: NumberStyle, columns: Columns) {
    self.columns = columns
    self.trace = trace
    self.asked = asked
    self.style = style
  }

  var graph: UnrolledGraph { trace.graph }
  var outcome: Int { graph.outcome }

  mutating func tell() {
    tellOpening()
    forward()
    loss()
    backward()
    ledgers()
    answer()
  }

  mutating func tellOpening() {
    graphStep()
    definitionsStep()
    targetStep()
    questionStep()
    cellStep()
    if stackedEquation != nil { stackedStep() }
  }

  // MARK: Words and signs

  func symbol(_ node: Int) -> Notation { .symbol(graph.nodes[node].symbol) }
  func number(_ value: Value) -> Notation { style.notation(value) }
  func valueOf(_ node: Int) -> Notation { .role(.value, number(trace.value(of: node))) }
  func gradientSign(_ node: Int) -> Notation {
    .partialDerivative(of: symbol(outcome), to: symbol(node))
  }
  func equals(_ parts: Notation...) -> Notation { .list(parts, by: .equals) }

  /// Names in a row with commas and a final "and".
  func names(_ nodes: [Int]) -> Notation {
    guard nodes.count > 1 else { return nodes.first.map(symbol) ?? .empty }
    return .row([
      .list(nodes.dropLast().map(symbol), by: .comma), .word(" and "),
      symbol(nodes[nodes.count - 1]),
    ])
  }

  // MARK: Steps

  mutating func show(_ items: Item...) { items.forEach { show($0) } }

  mutating func show(_ item: Item) {
    guard isPlaced(item) else { return }
    guard let span = spans[item] else { return spans[item] = (steps.count + 1, nil) }
    guard let last = span.last, last < steps.count + 1 else { return }
    earlierSpans[item, default: []].append(span.first...last)
    spans[item] = (steps.count + 1, nil)
  }

  /// Whether an item shows in the step in the making.
  func isShown(_ item: Item) -> Bool { spans[item].map { $0.last == nil } ?? false }

  /// The item was last seen in the step before the one in the making.
  mutating func hide(_ item: Item) {
    if let span = spans[item], span.last == nil { spans[item] = (span.first, steps.count) }
  }

  mutating func call(_ lines: Notation...) -> Int {
    callouts.append(lines)
    return callouts.count - 1
  }

  mutating func step(
    _ kind: StepKind, _ caption: Notation, hot: [Item] = [], callout: Int? = nil, stage: Int = 0
  ) {
    var words = caption.spoken
    if let callout {
      let lines = callouts[callout].compactMap { $0.upToStage(stage)?.spoken }.filter {
        !$0.isEmpty
      }
      words += ": " + lines.joined(separator: "; ")
    }
    steps.append(
      Step(
        number: steps.count + 1, kind: kind, caption: caption,
        words: words.prefix(1).uppercased() + words.dropFirst() + ".", hot: Set(hot),
        callout: callout, stage: stage))
  }

  // MARK: Kinds 1 to 5

  /// Shows the bare graph, which is there in every step.
  mutating func showGraph() {
    show(.title)
    for node in graph.nodes.indices where isDrawn(node) {
      show(.node(node))
      show(.token(node))
      for edge in trace.edges(into: node) where isDrawn(edge.from) {
        show(.edge(.init(from: edge.from, to: edge.to, slot: edge.slot)))
      }
    }
    for gap in columns.gaps.indices { show(.gap(gap)) }
  }

  mutating func graphStep() {
    showGraph()
    let steps = graph.network.stepCount
    let loss = call(equals(symbol(outcome), formula(of: outcome)))
    step(
      .title,
      steps > 0
        ? .word("the network, unrolled over \(steps) time step\(steps == 1 ? "" : "s")")
        : .word("the computational graph"), callout: loss)
  }

  mutating func definitionsStep() {
    show(.definitions)
    step(.definitions, .word("what is given"), hot: [.definitions])
  }

  mutating func targetStep() {
    for node in asked { show(.question(node)) }
    var given = asked.filter { graph.nodes[$0].role == .initial }.map {
      equals(symbol($0), number(trace.value(of: $0)))
    }
    given.insert(equals(askedSigns, .role(.asked, .sign(.question))), at: 0)
    callouts.append(given)
    step(
      .target, .row([.word("wanted: the gradient on "), names(asked)]),
      hot: asked.map { .node($0) }, callout: callouts.count - 1)
  }

  /// - Parameter words: the question as the lecturer asks it.
  mutating func questionStep(_ words: Words? = nil) {
    for node in asked { show(.question(node)) }
    let question = call(
      words.map { $0.notation(style) } ?? questionWords,
      equals(askedSigns, .role(.asked, .sign(.question)))
    )
    step(.question, .word("the question"), hot: asked.map { .node($0) }, callout: question)
  }

  var questionWords: Notation {
    .row([
      .word("What \(asked.count > 1 ? "are the gradients" : "is the gradient") of "),
      lossWords, .word(" on "), names(asked), .word("?"),
    ])
  }

  var askedSigns: Notation { .list(asked.map(gradientSign), by: .comma) }

  private var lossWords: Notation {
    graph.nodes[outcome].name == "Loss" ? .word("the loss") : symbol(outcome)
  }

  /// Whether an item's nodes are drawn.
  private func isPlaced(_ item: Item) -> Bool {
    switch item {
    case .title, .definitions, .gap, .gapFlow: true
    case .node(let node), .token(let node), .value(let node), .gradient(let node),
      .valueBlank(let node), .gradientBlank(let node), .question(let node):
      isDrawn(node)
    case .edge(let slot), .flow(let slot), .contribution(let slot):
      isDrawn(slot.from) && isDrawn(slot.to)
    }
  }

  /// The gap that a node's time step lies in.
  func gap(of node: Int) -> Int? {
    columns.gaps.isEmpty ? nil : graph.nodes[node].time.flatMap(columns.gap(of:))
  }

  func isDrawn(_ node: Int) -> Bool {
    if gap(of: node) != nil { return false }
    return switch graph.nodes[node].role {
    case .parameter, .target: asked.contains(node)
    case .input, .initial, .computed: true
    }
  }

  mutating func cellStep() {
    let lines = graph.network.equations.filter { $0.isTimed && $0.name != "Loss" }
    guard !lines.isEmpty else {
      callouts.append(graph.network.equations.map { $0.notation(style) })
      step(.cell, .word("the formulas"), callout: callouts.count - 1)
      return
    }
    callouts.append(lines.map { .row([left(of: $0), .sign(.equals), named($0.expression)]) })
    step(.cell, .word("the formulas of one time step"), callout: callouts.count - 1)
  }

  /// The state whose weights can be written as one matrix.
  var stackedEquation: Equation? {
    let states = graph.network.stateNames
    let lines = graph.network.equations.filter { $0.isTimed && $0.name != "Loss" }
    let state = lines.first { states.contains($0.name) || $0.name == "h" }
    return state?.stackedParts == nil ? nil : state
  }

  /// W_h·h + W_x·x as one row of weights times one column.
  mutating func stackedStep() {
    guard let equation = stackedEquation, let parts = equation.stackedParts else { return }
    let rest = parts.rest.flatMap { [.sign(.plus), $0.notation(style)] }
    let product = Notation.row(
      [
        .matrix([parts.weights.map { $0.notation(style) }]), .sign(.times),
        .matrix(parts.operands.map { [$0.notation(style)] }),
      ] + rest)
    let both = call(
      .row([left(of: equation), .sign(.equals), named(equation.expression)]),
      .row([
        left(of: equation), .sign(.equals), .variable("f"), .fenced(product, .parentheses),
      ]))
    step(.cell, .word("the same with the weights stacked in one matrix"), callout: both)
  }

  private func left(of equation: Equation) -> Notation {
    .symbol(Symbol(equation.name, time: .relative(0)))
  }

  /// The formula with its activation as f.
  private func named(_ expression: Expression) -> Notation {
    guard graph.network.cell != nil,
      case .call(graph.network.activation, let inner) = expression.kind
    else { return expression.notation(style) }
    return .row([.variable("f"), .parenthesized(inner[0].notation(style))])
  }

  // MARK: Kind 6

  func formula(of node: Int) -> Notation {
    graph.expression(of: node)?.notation(style) ?? .empty
  }

  /// The node's formula with the operands' values in place of their names.
  func numbers(of node: Int) -> Notation {
    guard let expression = graph.expression(of: node) else { return .empty }
    let operands = graph.operands(of: node)
    var occurrence = 0
    // Matrices keep their names: written out they would be wider than any slide.
    return expression.replacingSymbols { symbol in
      defer { occurrence += 1 }
      let value = trace.value(of: operands[graph.slot(ofOccurrence: occurrence, in: node)])
      if case .matrix = value { return .symbol(symbol) }
      return .literal(value)
    }.notation(style)
  }

  mutating func leavesStep() {
    let leaves = graph.nodes.indices.filter { isDrawn($0) && graph.operands(of: $0).isEmpty }
    for node in leaves { show(.value(node)) }
    callouts.append(leaves.prefix(5).map { leafLine($0) })
    step(
      .forward, .word("the forward pass begins with what comes in"),
      hot: leaves.map { .value($0) }, callout: callouts.count - 1)
  }

  /// Tells all values of the forward pass that were not told yet, but for the outcome's.
  mutating func forward() {
    if !graph.nodes.indices.contains(where: { isShown(.value($0)) }) { leavesStep() }
    let computed = graph.nodes.indices.filter {
      $0 != outcome && !graph.operands(of: $0).isEmpty && $0 < outcome
        && !isShown(.value($0))
    }
    let areFew = computed.filter(isDrawn).count <= StandardLecture.mostSingleValues
    // The first time steps one value at a time, then whole time steps, then the rest at once.
    var groups: [(time: Int, nodes: [Int])] = []
    for node in computed {
      let time = graph.nodes[node].time ?? 0
      if groups.last?.time != time { groups.append((time, [])) }
      groups[groups.count - 1].nodes.append(node)
    }
    var toldGap = -1
    for (position, group) in groups.enumerated() {
      if let gap = gap(of: group.nodes[0]) {
        if gap != toldGap { forwardGap(gap) }
        toldGap = gap
      } else if areFew || position < 2 {
        group.nodes.forEach { forwardValue($0) }
      } else if position < 9 || toldGap >= 0 {
        group.nodes.forEach { show(.value($0)) }
        callouts.append(
          group.nodes.prefix(4).map { equals(symbol($0), numbers(of: $0), valueOf($0)) })
        step(
          .forward, .word("the values of time step \(group.time)"),
          hot: group.nodes.map { .value($0) }, callout: callouts.count - 1)
      } else {
        let rest = groups[position...].flatMap(\.nodes)
        rest.forEach { show(.value($0)) }
        step(.forward, .word("and so on to the last time step"), hot: rest.map { .value($0) })
        break
      }
    }
  }

  private mutating func forwardGap(_ gap: Int) {
    let range = columns.gaps[gap]
    step(
      .forward,
      .word("the time steps \(range.lowerBound) to \(range.upperBound) go on in the same way"),
      hot: [.gap(gap)])
  }

  func leafLine(_ node: Int) -> Notation {
    let token = graph.network.series.first { $0.name == graph.nodes[node].name }?.tokens
    guard let token, let time = graph.nodes[node].time, token.indices.contains(time - 1) else {
      return equals(symbol(node), valueOf(node))
    }
    return .row([
      symbol(node), .sign(.equals), .word("embedding of ‘\(token[time - 1].prefix(12))’"),
      .sign(.equals), valueOf(node),
    ])
  }

  /// - Parameter isGrowing: whether the formula and the numbers put in are steps of their own.
  mutating func forwardValue(_ node: Int, isGrowing: Bool = false) {
    let callout = call(
      equals(symbol(node), formula(of: node)),
      .stage(1, .row([.sign(.equals), numbers(of: node)])),
      .stage(2, .row([.sign(.equals), valueOf(node)])))
    if isGrowing {
      step(
        .forward, .row([.word("the formula of "), symbol(node)]), hot: [.node(node)],
        callout: callout)
      step(
        .forward, .word("the numbers are put in"), hot: [.node(node)], callout: callout, stage: 1)
    }
    show(.value(node))
    step(
      .forward, .row([.word("the forward pass computes "), symbol(node)]),
      hot: [.value(node), .node(node)], callout: callout, stage: 2)
  }

  // MARK: Kind 15

  var answers: [Notation] {
    asked.map { equals(gradientSign($0), .role(.result, number(trace.gradient(of: $0)))) }
  }

  mutating func answer() {
    for node in asked { hide(.question(node)) }
    for node in asked { show(.gradient(node)) }
    let words = asked.count > 1 ? "The gradients of " : "The gradient of "
    let verb = asked.count > 1 ? " are" : " is"
    callouts.append(
      [.row([.word(words), lossWords, .word(" on "), names(asked), .word(verb)])]
        + answers)
    step(
      .answer,
      .row([
        .word(asked.count > 1 ? "the answers: the gradients on " : "the answer: the gradient on "),
        names(asked),
      ]),
      hot: asked.flatMap { [.node($0), .gradient($0)] }, callout: callouts.count - 1)
  }
}

extension Notation {
  /// The formula as far as it has grown, `nil` where nothing of it shows yet.
  func upToStage(_ stage: Int) -> Notation? {
    switch self {
    case .stage(let from, .brace(let part, _)) where from > stage: part.upToStage(stage)
    case .stage(let from, let part): from <= stage ? part.upToStage(stage) : nil
    case .row(let parts): .row(parts.compactMap { $0.upToStage(stage) })
    case .role(let role, let part): part.upToStage(stage).map { .role(role, $0) }
    default: self
    }
  }
}
