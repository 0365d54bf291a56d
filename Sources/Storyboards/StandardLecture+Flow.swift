import Formulas
import Unrolling

/// Kinds 8 to 14: how the gradient flows along an edge, and how paths are added.
extension StandardLecture {
  static let mostTerms = 6
  private static let mostPaths = 4

  func local(_ edge: Trace.Edge) -> Notation {
    .role(.local, sourced.local(of: edge).map(number) ?? .empty)
  }

  private func upstream(_ edge: Trace.Edge) -> Notation {
    .role(.upstream, number(sourced.upstream(of: edge)))
  }

  /// ∂node/∂operand = derivative, as a fraction; the last part is its value.
  private func derivativeParts(_ edge: Trace.Edge) -> [Notation] {
    let derivative = trace.derivative(of: edge)
    let fraction = Notation.partialDerivative(of: symbol(edge.to), to: symbol(edge.from))
    let value = local(edge)
    if case .number = derivative.kind { return [fraction, value] }
    return [fraction, derivative.notation(style), value]
  }

  /// ∂Loss/∂operand receives local · upstream, with braces.
  private func productLine(_ edge: Trace.Edge, isOnlyTerm: Bool) -> (
    Notation, Notation, Notation, Notation
  ) {
    let head = Notation.row([
      gradientSign(edge.from), .sign(isOnlyTerm ? .equals : .receives),
    ])
    let product = style.product(along: edge, in: sourced)
    return (
      head, .brace(product.local, phrases.local), .brace(product.upstream, phrases.upstream),
      .row([product.sign, contribution(edge)])
    )
  }

  func contribution(_ edge: Trace.Edge) -> Notation {
    .role(.result, number(sourced.contribution(of: edge)))
  }

  /// One edge in one step.
  mutating func flow(_ edge: Trace.Edge, isState: Bool, isOnlyTerm: Bool) {
    let (head, local, upstream, result) = productLine(edge, isOnlyTerm: isOnlyTerm)
    // A derivative with respect to a matrix has more than two axes: only its contribution is shown.
    let callout =
      trace.local(of: edge) == nil
      ? call(equals(symbol(edge.to), formula(of: edge.to)), .row([head, contribution(edge)]))
      : call(
        equals(symbol(edge.to), formula(of: edge.to)), .list(derivativeParts(edge), by: .equals),
        .row([head, local, .sign(.times), upstream, result]))
    show(.flow(slot(edge)), .contribution(slot(edge)))
    if isOnlyTerm { show(.gradient(edge.from)) }
    step(
      isState ? .braces : .output, "backward \(wayBack(edge))", words(for: edge),
      hot: [.flow(slot(edge)), .node(edge.to), .contribution(slot(edge))]
        + (isOnlyTerm ? [.gradient(edge.from)] : []),
      touching: factors(of: edge), callout: callout)
    if isOnlyTerm {
      hide(.flow(slot(edge)))
      hide(.contribution(slot(edge)))
    }
  }

  // Of one reader, what the first so many are computed from is what the others are, too.
  private static let mostTouching = 32

  /// Edges that work like the one before, in one step: their numbers in a table.
  mutating func flowAlike(_ edges: [Trace.Edge], isOnlyTerm: [Bool]) {
    var hot: [Item] = []
    for (edge, isOnlyTerm) in zip(edges, isOnlyTerm) {
      show(.flow(slot(edge)), .contribution(slot(edge)))
      if isOnlyTerm { show(.gradient(edge.from)) }
      hot += [.flow(slot(edge)), .contribution(slot(edge))]
      if isOnlyTerm { hot.append(.gradient(edge.from)) }
    }
    // Their other ends are what tells them apart.
    let haveOneReader = edges.allSatisfy { $0.to == edges[0].to }
    let ends = edges.map { symbol(haveOneReader ? $0.from : $0.to) }
    let locals = trace.locals(of: edges)
    let (told, rest) = told(Array(edges.indices), most: Self.mostPaths)
    let areNumbers = edges.indices.allSatisfy {
      locals[$0]?.number != nil && trace.contribution(of: edges[$0]).number != nil
    }
    let rows = told.map { index -> [Notation] in
      let result = contribution(edges[index])
      return areNumbers
        ? [ends[index], local(edges[index]), upstream(edges[index]), result]
        : [ends[index], result]
    }
    let head: [Notation] =
      [.empty] + (areNumbers ? [.word(phrases.local), .word(phrases.upstream)] : [])
      + [
        head(
          phrases.product,
          areNumbers ? told.map { style.product(along: edges[$0], in: sourced).sign } : [])
      ]
    let shares = told.map {
      Named(name: ends[$0], value: number(sourced.contribution(of: edges[$0])))
    }
    let words =
      haveOneReader
      ? phrases.flowAlike(from: symbol(edges[0].to), to: shares, rest: rest)
      : phrases.flowAlike(from: shares, to: symbol(edges[0].from), rest: rest)
    step(
      .output, "likewise \(wayBack(edges[0]))", words, hot: hot,
      touching: (haveOneReader ? Array(edges.prefix(Self.mostTouching)) : edges).flatMap {
        factors(of: $0)
      },
      callout: call(
        [.table([head] + rows)] + (rest > 0 ? [.sign(.ellipsis)] : [])))
    for (edge, isOnlyTerm) in zip(edges, isOnlyTerm) where isOnlyTerm {
      hide(.flow(slot(edge)))
      hide(.contribution(slot(edge)))
    }
  }

  private func words(for edge: Trace.Edge) -> StepWords {
    let local = sourced.local(of: edge)
    let words = phrases.flow(
      Flow(
        reader: symbol(edge.to), operand: symbol(edge.from), time: graph.nodes[edge.to].time,
        upstream: number(sourced.upstream(of: edge)), local: local.map(number),
        isJacobian: local.map { $0.value.number == nil } ?? false,
        contribution: number(sourced.contribution(of: edge)),
        isRounded: style.product(along: edge, in: sourced).sign.isApproximate))
    let operand = graph.nodes[edge.from].symbol
    let isStopped = graph.expression(of: edge.to)?.hasStep(over: operand) ?? false
    return isStopped ? words.ending(with: phrases.stepHasNoDerivative) : words
  }

  /// One edge in five steps: formula, derivative, local, upstream, braces. The formula keeps its
  /// position while it grows.
  ///
  /// - Parameter stages: which of the five are separate steps; the last one always is.
  mutating func grow(_ edge: Trace.Edge, isOnlyTerm: Bool, stages: [Int] = [0, 1, 2, 3, 4]) {
    let function =
      isFunctionNamed
      ? Notation.row([
        .variable("f"), .parenthesized(.list([symbol(edge.from), .sign(.ellipsis)], by: .comma)),
      ]) : symbol(edge.to)
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
    let all = trace.edges(into: edge.to).map { Item.edge(slot($0)) }
    let touched = [Item.edge(slot(edge))] + factors(of: edge)
    let reader = Named(name: symbol(edge.to), value: formula(of: edge.to))
    let operand = symbol(edge.from)
    for stage in stages {
      switch stage {
      case 0:
        step(
          .state, "state \(wayBack(edge))", phrases.formula(of: reader, byOperand: operand),
          hot: hot, touching: all, callout: callout)
      case 1:
        step(
          .derivative, "derivative \(wayBack(edge))",
          phrases.derivative(byOperand: operand, derivative.count > 2 ? derivative[1] : nil),
          hot: hot, touching: touched, callout: callout, stage: 1)
      case 2:
        step(
          .local, "local \(wayBack(edge))", phrases.localGradient(derivative[derivative.count - 1]),
          hot: hot, touching: touched, callout: callout, stage: 2)
      case 3:
        show(.flow(slot(edge)))
        step(
          .upstream, "upstream \(wayBack(edge))",
          phrases.upstreamGradient(
            at: withGradient(edge.to),
            local: stages.contains(2) ? nil : derivative[derivative.count - 1]),
          hot: hot + [.flow(slot(edge)), .gradient(edge.to)], touching: touched, callout: callout,
          stage: 3)
      default:
        show(.flow(slot(edge)), .contribution(slot(edge)))
        if isOnlyTerm { show(.gradient(edge.from)) }
        step(
          .braces, "backward \(wayBack(edge))", words(for: edge),
          hot: hot + [.flow(slot(edge)), .contribution(slot(edge))]
            + (isOnlyTerm ? [.gradient(edge.from)] : []),
          touching: touched, callout: callout, stage: 4)
      }
    }
    if isOnlyTerm {
      hide(.flow(slot(edge)))
      hide(.contribution(slot(edge)))
    }
  }

  /// The quantities whose values the local gradient is computed from.
  private func factors(of edge: Trace.Edge) -> [Item] {
    let symbols = Set(trace.derivative(of: edge).symbols.map(\.symbol))
    return (graph.edgeOperands(of: edge.to) + [edge.to])
      .filter { symbols.contains(graph.nodes[$0].symbol) }.map { .node($0) }
  }

  /// Whether a state may be written as f(h, …): in the lecture, whose activation f(x) is x. Elsewhere
  /// f is another function, a gate, or nothing that is in view.
  private var isFunctionNamed: Bool {
    graph.network.activation == .identity && graph.network.cell?.hasActivation ?? false
      && !graph.nodes.contains { $0.name == "f" }
  }

  private func growing(_ part: Notation, from stage: Int, braceFrom: Int) -> Notation {
    guard case .brace(let inner, let word) = part else { return .stage(stage, part) }
    return .stage(braceFrom, .brace(.stage(stage, inner), word))
  }

  /// What arrives along one path: an edge, or all edges from one folded time step.
  private struct Term {
    let reader: Notation
    /// The factors, where the path is one edge.
    let product: [Notation]
    let contribution: SourcedValue
  }

  /// Joins the edges from the same folded time step.
  private func joined(_ edges: [Trace.Edge]) -> [Term] {
    var terms: [Term] = []
    var placeOfBox: [Int: Int] = [:]
    for edge in edges {
      let contribution = sourced.contribution(of: edge)
      guard let box = folds.box(of: edge.to) else {
        let product = style.product(along: edge, in: sourced)
        terms.append(
          Term(
            reader: symbol(edge.to),
            product: trace.local(of: edge) == nil
              ? [] : [product.local, .sign(.times), product.upstream, product.sign],
            contribution: contribution))
        continue
      }
      guard let place = placeOfBox[box] else {
        placeOfBox[box] = terms.count
        let states = folds.boxes[box].states.map { symbol($0.node) }
        // A parameter is read by other quantities of the box, too.
        let time = folds.boxes[box].time
        let reader: Notation =
          graph.nodes[edge.from].time == nil
          ? phrases.timeSteps(TimeSpan(time...time)) : .list(states, by: .comma)
        terms.append(Term(reader: reader, product: [], contribution: contribution))
        continue
      }
      terms[place] = Term(
        reader: terms[place].reader, product: [],
        contribution: SourcedValue(
          Value(
            graph.nodes[edge.from].shape,
            zip(terms[place].contribution.value.components, contribution.value.components)
              .map { $0 + $1 }),
          "sum", of: [terms[place].contribution, contribution]))
    }
    return terms
  }

  /// The number of paths along which gradients arrive by these edges.
  func pathCount(_ edges: [Trace.Edge]) -> Int {
    folds.boxes.isEmpty ? edges.count : joined(edges).count
  }

  /// The numbers that arrive along several paths, as a sum, and the sign before their total.
  func sumOfNumbers(_ edges: [Trace.Edge]) -> (sum: Notation, sign: Notation) {
    sum(joinedContributions(edges))
  }

  /// What arrives along each path.
  func joinedContributions(_ edges: [Trace.Edge]) -> [SourcedValue] {
    joined(edges).map(\.contribution)
  }

  /// The gradient of a node, as the result of a line.
  func total(_ node: Int) -> Notation { .role(.result, number(sourced.gradient(of: node))) }

  func sum(_ terms: [SourcedValue]) -> (sum: Notation, sign: Notation) {
    var numbers = terms.enumerated().map { style.factor($1, isFirst: $0 == 0) }
    // A long sum shows only its first and last terms.
    if numbers.count > Self.mostTerms {
      let middle = Self.mostTerms - 2..<numbers.count - 1
      numbers.replaceSubrange(middle, with: [.sign(.centeredEllipsis)])
      return (.list(numbers, by: .plus), .sign(.equals))
    }
    let total = Value.sum(of: terms.map(\.value)).map { SourcedValue($0, "sum", of: terms) }
    return (
      .list(numbers, by: .plus),
      total.map { style.relation(Expression(.sum(terms.map(Expression.literal))), $0) }
        ?? .sign(.equals)
    )
  }

  /// The sum over several paths, with all its terms shown.
  mutating func sum(_ node: Int, _ edges: [Trace.Edge]) {
    show(.gradient(node))
    let terms = joined(edges)
    let (sum, sign) = sum(terms.map(\.contribution))
    let paths = lines(of: terms, most: Self.mostPaths) { term in
      Notation.row([phrases.via(term.reader)] + term.product + [number(term.contribution)])
    }
    let total = Notation.row([equals(gradientSign(node), sum), sign, total(node)])
    let callout = call(paths + [total])
    let (told, rest) = told(terms, most: Self.mostPaths)
    let brought = told.map { Named(name: $0.reader, value: number($0.contribution)) }
    step(
      .sum, "sum \(id(node))",
      phrases.sum(at: withGradient(node), paths: brought, rest: rest, terms: sum),
      hot: [.node(node), .gradient(node)]
        + edges.flatMap { [.flow(slot($0)), .contribution(slot($0))] },
      callout: callout)
    for edge in edges {
      hide(.flow(slot(edge)))
      hide(.contribution(slot(edge)))
    }
  }
}

extension Expression {
  /// Whether a step function is taken of something that a symbol is part of.
  fileprivate func hasStep(over symbol: Symbol) -> Bool {
    if case .call(.step, let arguments) = kind,
      arguments.contains(where: { $0.symbols.contains { $0.symbol == symbol } })
    {
      return true
    }
    return operands.contains { $0.hasStep(over: symbol) }
  }
}
