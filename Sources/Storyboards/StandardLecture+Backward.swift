import Formulas
import Unrolling

/// The backward pass: which edges are shown, and in which order.
extension StandardLecture {
  // A formula of more lines has small letters.
  private static let mostTotals = 2
  private static let mostTold = 3
  private static let mostFactors = 4

  /// The nodes through which the gradients asked for arrive, from the loss backwards.
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

  /// The edges along which a node's gradient flows on: all except those that truncation cuts.
  func gradientWays(from node: Int) -> [Trace.Edge] {
    trace.edges(into: node).filter { !$0.isCut }
  }

  /// - Parameter stages: those in which the formula of an edge grows.
  mutating func tell(_ plan: [Backward], stages: [Int]) {
    for part in plan {
      switch part {
      case .loss(let edges, let copies): loss(edges, copies)
      case .seed: backwardBegins()
      case .edge(let edge, let isGrown):
        arrive(at: edge.to)
        let isOnlyTerm = terms(edge.from).count == 1
        if isGrown {
          grow(edge, isOnlyTerm: isOnlyTerm, stages: stages)
        } else {
          flow(edge, isState: isState(edge), isOnlyTerm: isOnlyTerm)
        }
      case .alike(let edges):
        for edge in edges { arrive(at: edge.to) }
        flowAlike(edges, isOnlyTerm: edges.map { terms($0.from).count == 1 })
      case .sum(let node): sum(node, terms(node))
      case .timeSteps(let nodes): backwardTimeSteps(nodes)
      case .gap(let gap): backwardGap(gap)
      case .fold(let box): backwardFold(box)
      }
    }
  }

  /// The edges along which the gradients asked for arrive at a node.
  func terms(_ node: Int) -> [Trace.Edge] { arriving[node].filter { isReached[$0.to] } }

  /// Shows a node's gradient where it arrives from what is not drawn.
  private mutating func arrive(at node: Int) {
    if !isShown(.gradient(node)) { show(.gradient(node)) }
  }

  /// Everything in time steps that work like one before, in one step.
  private mutating func backwardTimeSteps(_ nodes: [Int]) {
    let isOnPath = Set(path)
    let isTold = Set(nodes)
    let drawn = nodes.filter(isDrawn)
    var passing: [Trace.Edge] = []
    for node in drawn {
      show(.gradient(node))
      passing += terms(node).filter { isDrawn($0.to) }
      for edge in gradientWays(from: node) where isOnPath.contains(edge.from) {
        show(.flow(slot(edge)))
        if isTold.contains(edge.from) { continue }
        if terms(edge.from).count == 1 {
          show(.gradient(edge.from))
          passing.append(edge)
        } else {
          show(.contribution(slot(edge)))
        }
      }
    }
    let times = nodes.compactMap { graph.nodes[$0].time }
    let asked = asked.filter(isTold.contains)
    // What goes on to the next time step says most.
    let sums = drawn.filter { isCarried($0) || asked.contains($0) }
    let shown = sums.isEmpty ? drawn : sums
    let told = shown.count > Self.mostTold ? Array(shown.suffix(Self.mostTold - 1)) : shown
    let ellipsis: [Notation] = told.count < shown.count ? [.sign(.ellipsis)] : []
    let lines =
      ellipsis
      + told.map { node -> Notation in
        let (sum, sign) = sumOfNumbers(terms(node))
        return terms(node).count > 1
          ? .row([equals(gradientSign(node), sum), sign, total(node)])
          : equals(gradientSign(node), total(node))
      }
    let words: StepWords
    let name: String
    if times.count == nodes.count, let first = times.min(), let last = times.max() {
      name = "backward \(range(first...last))"
      words = phrases.backwardTimeSteps(
        span(first...last, of: nodes).reversed, told.map(withGradient))
    } else {
      name = "backward rest"
      words = phrases.backwardRest(to: self.asked.map(symbol))
    }
    step(
      .output, name, words,
      hot: drawn.flatMap { node in
        gradientWays(from: node).filter { isOnPath.contains($0.from) }.map { .flow(slot($0)) }
      } + told.map { .gradient($0) }, callout: lines.isEmpty ? nil : call(lines))
    for edge in passing {
      hide(.flow(slot(edge)))
      hide(.contribution(slot(edge)))
    }
  }

  mutating func backwardGap(_ gap: Int) {
    show(.gapFlow(gap))
    step(
      .braces, "backward \(range(columns.gaps[gap]))",
      phrases.backwardGap(TimeSpan(columns.gaps[gap]).reversed),
      hot: [.gap(gap), .gapFlow(gap)])
    hide(.gapFlow(gap))
  }

  /// Shows once how the gradient flows back through a folded time step and those beside it.
  mutating func backwardFold(_ box: Int) {
    guard !toldBoxes.contains(box) else { return }
    let run = folds.run(around: box)
    toldBoxes.formUnion(run)
    let boxes = run.map { folds.boxes[$0] }
    guard let first = boxes.first, let last = boxes.last else { return }
    var lines: [Notation] = []
    var totals: [SourcedValue] = []
    for box in boxes.reversed() {
      for state in box.states {
        guard let before = state.before, !isCut(state.node, before),
          let total = sourced.totalDerivative(of: state.node, by: before)
        else { continue }
        // The line from dots has no number: it comes from another time step.
        if total.value.number != nil, gap(of: before) == nil {
          show(.totalDerivative(.init(from: before, to: state.node, slot: 0)))
        }
        totals.append(total)
        lines.append(
          equals(
            .partialDerivative(of: symbol(state.node), to: symbol(before)),
            .role(.local, number(total))))
      }
    }
    if lines.count > Self.mostTotals, let product = product(of: totals, boxes) {
      lines = [product]
    }
    if boxes.count == 1, lines.count == 1, let total = totals.first,
      let arrival = arrival(through: boxes[0], total)
    {
      lines.append(arrival)
    }
    for box in run { show(.foldFlow(box)) }
    let callout = call(
      lines.count <= Self.mostTotals
        ? lines : lines.prefix(Self.mostTotals) + [.sign(.ellipsis)])
    step(
      .braces, "backward \(range(first.time...last.time))",
      phrases.backwardFolds(
        span(first.time...last.time, of: run.flatMap { folds.boxes[$0].states.map(\.node) })
          .reversed),
      hot: run.flatMap { [.fold($0), .foldFlow($0)] }, callout: lines.isEmpty ? nil : callout)
    for box in run { hide(.foldFlow(box)) }
  }

  /// What arrives at the state before a box that passes on a single one: the total derivative times
  /// the gradient of the state after it. `nil` where other readers add to it.
  private func arrival(through box: Folds.Box, _ total: SourcedValue) -> Notation? {
    guard box.states.count == 1, let before = box.states[0].before else { return nil }
    let upstream = sourced.gradient(of: box.states[0].node)
    let result = sourced.gradient(of: before)
    guard let product = total.value.transposedProduct(with: upstream.value),
      product.isClose(to: result.value)
    else { return nil }
    let shown = style.product(total, upstream, giving: result)
    return .row([
      gradientSign(before), .sign(.equals), shown.local, .sign(.times), shown.upstream,
      shown.sign, .role(.result, number(result)),
    ])
  }

  /// Whether truncation keeps gradients from flowing from a state to the one before.
  private func isCut(_ state: Int, _ before: Int) -> Bool {
    guard graph.network.truncation != nil else { return false }
    return !graph.hasGradientPath(from: state, to: before)
  }

  /// The derivative over several boxes, as a product; `nil` unless each passes on one number, and
  /// if their product is too large or too small for a number.
  private func product(of totals: [SourcedValue], _ boxes: [Folds.Box]) -> Notation? {
    guard boxes.allSatisfy({ $0.states.count == 1 && $0.cell == boxes[0].cell }),
      totals.count == boxes.count,
      let end = boxes.last?.states[0], let start = boxes.first?.states[0].before
    else { return nil }
    let factors = totals.compactMap(\.value.number)
    let product = factors.reduce(1, *)
    guard factors.count == totals.count, product.isFinite, product != 0 || factors.contains(0)
    else { return nil }
    let result = SourcedValue(.scalar(product), "product", of: totals)
    var shown = totals.enumerated().map { style.factor($1, isFirst: $0 == 0) }
    if shown.count > Self.mostFactors {
      shown.replaceSubrange(
        Self.mostFactors - 2..<shown.count - 1, with: [.sign(.centeredEllipsis)])
    }
    let isWhole = shown.count == factors.count
    let sign =
      isWhole
      ? style.relation(Expression(.product(totals.map(Expression.literal))), result)
      : .sign(.equals)
    let derivative = Notation.partialDerivative(of: symbol(end.node), to: symbol(start))
    return .row([
      equals(derivative, .list(shown, by: .times)), sign, .role(.local, number(result)),
    ])
  }

  func slot(_ edge: Trace.Edge) -> Item.Slot {
    .init(from: edge.from, to: edge.to, slot: edge.slot)
  }
}

extension Value {
  /// Returns the product of a derivative, a Jacobian transposed, with an upstream gradient; `nil` for
  /// values of other shapes.
  fileprivate func transposedProduct(with upstream: Value) -> Value? {
    switch (self, upstream) {
    case (.scalar(let local), .scalar(let arriving)): return .scalar(local * arriving)
    case (.matrix(let rows), .vector(let arriving)) where rows.count == arriving.count:
      return .vector(
        (rows.first ?? []).indices.map { column in
          zip(rows, arriving).reduce(0) { $0 + $1.0[column] * $1.1 }
        })
    default: return nil
    }
  }

  /// Whether two values agree up to rounding.
  fileprivate func isClose(to other: Value) -> Bool {
    func parts(_ value: Value) -> [Double] {
      switch value {
      case .scalar(let number): [number]
      case .vector(let numbers): numbers
      case .matrix(let rows): rows.flatMap(\.self)
      }
    }
    let (one, two) = (parts(self), parts(other))
    let scale = two.map(abs).max() ?? 0
    return one.count == two.count
      && zip(one, two).allSatisfy { abs($0 - $1) <= 1e-9 * max(scale, 1e-300) }
  }
}
