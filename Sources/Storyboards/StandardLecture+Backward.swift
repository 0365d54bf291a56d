import Formulas
import Unrolling

extension StandardLecture {
  /// More edges than this in the backward pass are told a time step at a time.
  private static let mostSingleEdges = 40

  // MARK: Kind 7

  mutating func loss() {
    lossValueStep()
    seedStep()
  }

  mutating func lossValueStep() {
    show(.value(outcome))
    let value = call(
      equals(symbol(outcome), formula(of: outcome)), .row([.sign(.equals), numbers(of: outcome)]),
      .row([.sign(.equals), valueOf(outcome)]))
    step(
      .loss, .row([.word("the forward pass ends with "), symbol(outcome)]),
      hot: [.node(outcome), .value(outcome)], callout: value)
  }

  mutating func seedStep() {
    show(.gradient(outcome))
    let seed = call(
      equals(gradientSign(outcome), .role(.upstream, number(trace.gradient(of: outcome)))))
    step(
      .loss,
      .row([.word("the backward pass begins: "), symbol(outcome), .word(" by itself is 1")]),
      hot: [.node(outcome), .gradient(outcome)], callout: seed)
  }

  /// The nodes through which the asked gradients arrive, from the loss backwards.
  var path: [Int] {
    var depends = [Bool](repeating: false, count: graph.nodes.count)
    var reaches = depends
    for node in asked { depends[node] = true }
    for node in graph.nodes.indices where !depends[node] {
      depends[node] = gradientWays(from: node).contains { depends[$0.from] }
    }
    reaches[outcome] = true
    for node in graph.nodes.indices.reversed() where reaches[node] {
      for edge in gradientWays(from: node) { reaches[edge.from] = true }
    }
    return graph.nodes.indices.reversed().filter { depends[$0] && reaches[$0] }
  }

  /// The edges by which a node's gradient flows on: all but those that truncation cuts.
  func gradientWays(from node: Int) -> [Trace.Edge] {
    trace.edges(into: node).filter { !$0.isCut }
  }

  // MARK: Kinds 7 to 14

  mutating func backward() {
    let path = path
    let isOnPath = Set(path)
    let arriving = trace.contributions()
    let edges = path.filter(isDrawn).reduce(0) {
      $0 + gradientWays(from: $1).filter { isOnPath.contains($0.from) }.count
    }
    var toldGap: Int?
    var isDetailed = false
    var told = 0
    var brief: [Item.Slot] = []
    for node in path {
      if let gap = gap(of: node) {
        if gap != toldGap { backwardGap(gap) }
        toldGap = gap
        continue
      }
      let terms = arriving[node].filter { isOnPath.contains($0.to) }
      let isBrief = edges > StandardLecture.mostSingleEdges && told > 20
      if isBrief {
        show(.gradient(node))
      } else if terms.count > 1 {
        sum(node, terms)
      } else if let only = terms.first, !isDrawn(only.to) {
        show(.gradient(node))
      }
      let outgoing = gradientWays(from: node).filter { isOnPath.contains($0.from) }
      if isBrief {
        for edge in outgoing {
          show(.flow(slot(edge)))
          brief.append(slot(edge))
        }
        continue
      }
      if node == outcome, outgoing.count > 1, graph.nodes[node].time == nil,
        outgoing.allSatisfy({ graph.nodes[$0.from].time != nil })
      {
        parts(outgoing, arriving, isOnPath)
        told += 1
        continue
      }
      for edge in outgoing where isDrawn(edge.from) {
        let isState = (graph.nodes[edge.from].time ?? 0) < (graph.nodes[node].time ?? 0)
        let isCircuit = graph.network.stepCount == 0
        if !isDetailed, isState || isCircuit, trace.local(of: edge) != nil {
          isDetailed = true
          grow(edge, isOnlyTerm: arriving[edge.from].filter { isOnPath.contains($0.to) }.count == 1)
        } else {
          flow(
            edge, isState: isState,
            isOnlyTerm: arriving[edge.from].filter { isOnPath.contains($0.to) }.count == 1)
        }
        told += 1
      }
    }
    if edges > StandardLecture.mostSingleEdges {
      step(.output, .word("and so on back to the first time step"), hot: asked.map { .node($0) })
      for edge in brief { hide(.flow(edge)) }
    }
  }

  private mutating func backwardGap(_ gap: Int) {
    let range = columns.gaps[gap]
    show(.gapFlow(gap))
    step(
      .braces,
      .word(
        "the gradient flows back through the time steps \(range.upperBound) to "
          + "\(range.lowerBound) in the same way"), hot: [.gap(gap), .gapFlow(gap)])
    hide(.gapFlow(gap))
  }

  func slot(_ edge: Trace.Edge) -> Item.Slot {
    .init(from: edge.from, to: edge.to, slot: edge.slot)
  }

  private func local(_ edge: Trace.Edge) -> Notation {
    .role(.local, trace.local(of: edge).map(number) ?? .empty)
  }

  /// The local gradient as a factor of the contribution: a Jacobian is transposed in it.
  private func localFactor(_ edge: Trace.Edge) -> Notation {
    guard let local = trace.local(of: edge), local.number == nil else { return self.local(edge) }
    return .role(.local, .scripts(number(local), below: nil, above: .sign(.transposed)))
  }

  private func upstream(_ edge: Trace.Edge) -> Notation {
    .role(.upstream, number(trace.upstream(of: edge)))
  }

  /// The loss's gradient to each of its parts, at once: they are all alike.
  mutating func parts(
    _ edges: [Trace.Edge], _ arriving: [[Trace.Edge]], _ isOnPath: Set<Int>
  ) {
    for edge in edges {
      show(.flow(slot(edge)))
      if arriving[edge.from].filter({ isOnPath.contains($0.to) }).count == 1 {
        show(.gradient(edge.from))
      }
    }
    var lines = edges.prefix(3).map { edge in
      Notation.row([gradientSign(edge.from), .sign(.equals), local(edge)])
    }
    let alike = Set(edges.map { trace.local(of: $0) })
    if edges.count > 3, alike.count == 1, let first = edges.first {
      let part = Notation.symbol(Symbol(graph.nodes[first.from].name, time: .relative(0)))
      lines = [
        .row([
          .partialDerivative(of: symbol(outcome), to: part), .sign(.equals), local(first),
          .word(" at every time step "), .variable("t"),
        ])
      ]
    }
    callouts.append(lines)
    step(
      .loss, .row([.word("each part of "), symbol(outcome), .word(" gets its gradient")]),
      hot: edges.flatMap { [.flow(slot($0)), .gradient($0.from)] }, callout: callouts.count - 1)
    for edge in edges { hide(.flow(slot(edge))) }
  }

  /// ∂node/∂operand = derivative, as a fraction; the last part is its value.
  private func derivativeParts(_ edge: Trace.Edge) -> [Notation] {
    let derivative = trace.derivative(of: edge)
    let fraction = Notation.partialDerivative(of: symbol(edge.to), to: symbol(edge.from))
    let value = local(edge)
    if case .number = derivative.kind { return [fraction, value] }
    return [fraction, derivative.notation(style), value]
  }

  /// ∂Loss/∂operand receives local · upstream with braces.
  private func productLine(_ edge: Trace.Edge, isOnlyTerm: Bool) -> (
    Notation, Notation, Notation, Notation
  ) {
    let head = Notation.row([
      gradientSign(edge.from), .sign(isOnlyTerm ? .equals : .receives),
    ])
    return (
      head, .brace(localFactor(edge), "local"), .brace(upstream(edge), "upstream"),
      .row([.sign(.equals), contribution(edge)])
    )
  }

  private func contribution(_ edge: Trace.Edge) -> Notation {
    .role(.result, number(trace.contribution(of: edge)))
  }

  /// One edge in one step.
  mutating func flow(_ edge: Trace.Edge, isState: Bool, isOnlyTerm: Bool) {
    let (head, local, upstream, result) = productLine(edge, isOnlyTerm: isOnlyTerm)
    // The derivative by a matrix has more than two axes: its contribution is shown alone.
    let callout =
      trace.local(of: edge) == nil
      ? call(equals(symbol(edge.to), formula(of: edge.to)), .row([head, contribution(edge)]))
      : call(
        equals(symbol(edge.to), formula(of: edge.to)), .list(derivativeParts(edge), by: .equals),
        .row([head, local, .sign(.times), upstream, result]))
    show(.flow(slot(edge)), .contribution(slot(edge)))
    if isOnlyTerm { show(.gradient(edge.from)) }
    step(
      isState ? .braces : .output, flowCaption(edge),
      hot: [.flow(slot(edge)), .node(edge.to), .contribution(slot(edge))]
        + (isOnlyTerm ? [.gradient(edge.from)] : []), callout: callout)
    if isOnlyTerm {
      hide(.flow(slot(edge)))
      hide(.contribution(slot(edge)))
    }
  }

  private func flowCaption(_ edge: Trace.Edge) -> Notation {
    .row([
      .word("the gradient flows from "), symbol(edge.to), .word(" back to "), symbol(edge.from),
    ])
  }

  /// One edge in five steps: formula, derivative, local, upstream, braces. The formula stands
  /// still while it grows.
  ///
  /// - Parameter stages: which of the five are steps of their own; the last one is.
  mutating func grow(_ edge: Trace.Edge, isOnlyTerm: Bool, stages: [Int] = [0, 1, 2, 3, 4]) {
    let function = Notation.row([
      .variable("f"), .parenthesized(.list([symbol(edge.from), .sign(.ellipsis)], by: .comma)),
    ])
    let derivative = derivativeParts(edge)
    let fraction = Notation.partialDerivative(of: function, to: symbol(edge.from))
    let (head, local, upstream, result) = productLine(edge, isOnlyTerm: isOnlyTerm)
    var second: [Notation] = [.stage(1, fraction)]
    for part in derivative.dropFirst().dropLast() {
      second.append(.stage(1, .row([.sign(.equals), part])))
    }
    second.append(.stage(2, .row([.sign(.equals), derivative[derivative.count - 1]])))
    let callout = call(
      .row([function, .sign(.equals), formula(of: edge.to)]),
      .row(second),
      .row([
        .stage(3, .row([head])), growing(local, from: 3, braceFrom: 4), .stage(3, .sign(.times)),
        growing(upstream, from: 3, braceFrom: 4), .stage(4, result),
      ]))
    let hot: [Item] = [.node(edge.to)]
    for stage in stages {
      switch stage {
      case 0:
        step(.state, .row([.word("the formula of "), symbol(edge.to)]), hot: hot, callout: callout)
      case 1:
        step(
          .derivative, .row([.word("its derivative with respect to "), symbol(edge.from)]),
          hot: hot, callout: callout, stage: 1)
      case 2:
        step(.local, .word("its value is the local gradient"), hot: hot, callout: callout, stage: 2)
      case 3:
        show(.flow(slot(edge)))
        step(
          .upstream, .row([.word("times the gradient that arrives at "), symbol(edge.to)]),
          hot: hot + [.flow(slot(edge)), .gradient(edge.to)], callout: callout, stage: 3)
      default:
        show(.flow(slot(edge)), .contribution(slot(edge)))
        if isOnlyTerm { show(.gradient(edge.from)) }
        step(
          .braces, flowCaption(edge),
          hot: hot + [.flow(slot(edge)), .contribution(slot(edge))]
            + (isOnlyTerm ? [.gradient(edge.from)] : []), callout: callout, stage: 4)
      }
    }
    if isOnlyTerm {
      hide(.flow(slot(edge)))
      hide(.contribution(slot(edge)))
    }
  }

  private func growing(_ part: Notation, from stage: Int, braceFrom: Int) -> Notation {
    guard case .brace(let inner, let word) = part else { return .stage(stage, part) }
    return .stage(braceFrom, .brace(.stage(stage, inner), word))
  }

  /// Several paths, added visibly.
  mutating func sum(_ node: Int, _ terms: [Trace.Edge]) {
    show(.gradient(node))
    let numbers = terms.prefix(6).enumerated().map { index, edge -> Notation in
      let contribution = trace.contribution(of: edge)
      let value = number(contribution)
      return index > 0 && (contribution.number ?? 0) < 0 ? .parenthesized(value) : value
    }
    let paths = terms.prefix(4).map { edge -> Notation in
      let product: [Notation] =
        trace.local(of: edge) == nil
        ? [] : [localFactor(edge), .sign(.times), upstream(edge), .sign(.equals)]
      return Notation.row(
        [.word("by "), symbol(edge.to), .word(": ")] + product
          + [number(trace.contribution(of: edge))])
    }
    callouts.append(
      paths + [
        .row([
          gradientSign(node), .sign(.equals), .list(numbers, by: .plus), .sign(.equals),
          .role(.result, number(trace.gradient(of: node))),
        ])
      ])
    let callout = callouts.count - 1
    step(
      .sum,
      .row([.word("two paths arrive at "), symbol(node), .word(": their gradients are added")])
        .withCount(terms.count),
      hot: [.node(node), .gradient(node)]
        + terms.flatMap { [.flow(slot($0)), .contribution(slot($0))] },
      callout: callout)
    for edge in terms {
      hide(.flow(slot(edge)))
      hide(.contribution(slot(edge)))
    }
  }
}

extension Notation {
  /// Sets the number of paths in the caption of a sum.
  fileprivate func withCount(_ count: Int) -> Notation {
    guard count != 2, case .row(var parts) = self else { return self }
    parts[0] = .word("\(count) paths arrive at ")
    return .row(parts)
  }
}
