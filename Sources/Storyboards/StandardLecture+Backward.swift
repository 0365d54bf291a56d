import Formulas
import Unrolling

/// The backward pass: which edges are shown, and in which order.
extension StandardLecture {
  /// A backward pass with more edges than this is shown one time step at a time.
  private static let mostSingleEdges = 40
  // A formula of more lines has small letters.
  private static let mostTotals = 2
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
      if let box = folds.box(of: node) {
        backwardFold(box)
        continue
      }
      let terms = arriving[node].filter { isOnPath.contains($0.to) }
      let isBrief = edges > Self.mostSingleEdges && told > 20
      if isBrief {
        show(.gradient(node))
        // Flows that were shown one by one, waiting for their sum.
        for edge in terms {
          hide(.flow(slot(edge)))
          hide(.contribution(slot(edge)))
        }
      } else if pathCount(terms) > 1 {
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
        parts(outgoing) { edge in arriving[edge.from].filter { isOnPath.contains($0.to) }.count == 1
        }
        told += 1
        continue
      }
      for edge in outgoing where isDrawn(edge.from) {
        let isOnlyTerm = arriving[edge.from].filter { isOnPath.contains($0.to) }.count == 1
        let isState = (graph.nodes[edge.from].time ?? 0) < (graph.nodes[node].time ?? 0)
        let isCircuit = graph.network.stepCount == 0
        if !isDetailed, isState || isCircuit, trace.local(of: edge) != nil {
          isDetailed = true
          grow(edge, isOnlyTerm: isOnlyTerm)
        } else {
          flow(edge, isState: isState, isOnlyTerm: isOnlyTerm)
        }
        told += 1
      }
    }
    if edges > Self.mostSingleEdges {
      step(
        .output, "backward rest", phrases.backwardRest(to: asked.map(symbol)),
        hot: asked.map { .node($0) }, touching: brief.map { .flow($0) })
      for edge in brief { hide(.flow(edge)) }
    }
  }

  mutating func backwardGap(_ gap: Int) {
    show(.gapFlow(gap))
    step(
      .braces, "backward \(range(columns.gaps[gap]))", phrases.backwardGap(columns.gaps[gap]),
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
    var totals: [Value] = []
    for box in boxes.reversed() {
      for state in box.states {
        guard let before = state.before, !isCut(state.node, before),
          let total = trace.totalDerivative(of: state.node, by: before)
        else { continue }
        // The line from dots has no number: it comes from another time step.
        if total.number != nil, gap(of: before) == nil {
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
    for box in run { show(.foldFlow(box)) }
    let callout = call(
      lines.count <= Self.mostTotals
        ? lines : lines.prefix(Self.mostTotals) + [.sign(.ellipsis)])
    step(
      .braces, "backward \(range(first.time...last.time))",
      phrases.backwardFolds(first.time...last.time),
      hot: run.flatMap { [.fold($0), .foldFlow($0)] }, callout: lines.isEmpty ? nil : callout)
    for box in run { hide(.foldFlow(box)) }
  }

  /// Whether truncation keeps gradients from flowing from a state to the one before.
  private func isCut(_ state: Int, _ before: Int) -> Bool {
    guard graph.network.truncation != nil else { return false }
    return !graph.hasGradientPath(from: state, to: before)
  }

  /// The derivative over several boxes, as a product; `nil` unless each passes on one number, and
  /// if their product is too large or too small for a number.
  private func product(of totals: [Value], _ boxes: [Folds.Box]) -> Notation? {
    guard boxes.allSatisfy({ $0.states.count == 1 && $0.cell == boxes[0].cell }),
      totals.count == boxes.count,
      let end = boxes.last?.states[0], let start = boxes.first?.states[0].before
    else { return nil }
    let factors = totals.compactMap(\.number)
    let product = factors.reduce(1, *)
    guard factors.count == totals.count, product.isFinite, product != 0 || factors.contains(0)
    else { return nil }
    var shown = factors.map { factor in
      let sign = number(.scalar(factor))
      return factor < 0 ? Notation.parenthesized(sign) : sign
    }
    if shown.count > Self.mostFactors {
      shown.replaceSubrange(
        Self.mostFactors - 2..<shown.count - 1, with: [.sign(.centeredEllipsis)])
    }
    return equals(
      .partialDerivative(of: symbol(end.node), to: symbol(start)),
      .list(shown, by: .times), .role(.local, number(.scalar(product))))
  }

  func slot(_ edge: Trace.Edge) -> Item.Slot {
    .init(from: edge.from, to: edge.to, slot: edge.slot)
  }
}
