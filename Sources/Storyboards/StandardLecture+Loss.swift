import Formulas
import Unrolling

/// Kind 7: the loss, and its gradient to each of its parts.
extension StandardLecture {
  private static let mostParts = 3

  mutating func forwardEnds() {
    show(.value(outcome))
    let words = phrases.forwardEnds(
      withValue(outcome), formula: formula(of: outcome), numbers: spokenNumbers(of: outcome))
    step(
      .loss, "value \(id(outcome))", words, hot: [.node(outcome), .value(outcome)],
      callout: computation(of: outcome),
      stage: 2)
  }

  mutating func backwardBegins() {
    show(.gradient(outcome))
    let seed = call(
      equals(gradientSign(outcome), .role(.upstream, number(sourced.gradient(of: outcome)))))
    step(
      .loss, "gradient \(id(outcome))", phrases.backwardBegins(withGradient(outcome)),
      hot: [.node(outcome), .gradient(outcome)], callout: seed)
  }

  /// The loss's gradient to each of its parts, all at once because they are alike.
  ///
  /// - Parameter copies: the edges from parts that only hand their gradients on.
  mutating func loss(_ edges: [Trace.Edge], _ copies: [Trace.Edge]) {
    show(.gradient(outcome))
    for edge in edges + copies {
      show(.flow(slot(edge)))
      if isOnlyTerm(edge) {
        show(.gradient(edge.from))
      } else {
        show(.contribution(slot(edge)))
      }
    }
    var lines = Storyboards.lines(of: edges, most: Self.mostParts) { edge in
      share(edge, of: gradientSign(edge.from))
    }
    let alike = Set(trace.locals(of: edges))
    let areTotals = Set(edges.map(isOnlyTerm)).count == 1
    // Numbers that are alike by chance are so no longer when the deck computes them again.
    let areAlike =
      alike.count == 1
      && (!sourced.isLive || edges.allSatisfy { trace.derivative(of: $0).isConstant })
    let common = areAlike && areTotals ? edges.first : nil
    if edges.count > Self.mostParts, let common {
      let part = Notation.symbol(Symbol(graph.nodes[common.from].name, time: .relative(0)))
      let derivative = Notation.partialDerivative(of: symbol(outcome), to: part)
      lines = [phrases.atEveryTimeStep(share(common, of: derivative))]
    }
    let (told, rest) = told(edges, most: Self.mostParts)
    let shares = told.map {
      Named(name: symbol($0.from), value: number(sourced.contribution(of: $0)))
    }
    let words = phrases.parts(
      of: symbol(outcome), shares, rest: rest,
      common: common.map { number(sourced.contribution(of: $0)) })
    lines += self.lines(of: copies)
    let callout = call(lines)
    step(
      .loss, "backward \(id(outcome))", words,
      hot: (edges + copies).flatMap {
        [.flow(slot($0)), isOnlyTerm($0) ? .gradient($0.from) : .contribution(slot($0))]
      }, callout: callout)
    for edge in edges + copies where isOnlyTerm(edge) {
      hide(.flow(slot(edge)))
    }
  }

  /// The gradient of a part: all of it, or what it gets from the loss directly.
  private func share(_ edge: Trace.Edge, of gradient: Notation) -> Notation {
    .row([gradient, .sign(isOnlyTerm(edge) ? .equals : .receives), local(edge)])
  }

  private func isOnlyTerm(_ edge: Trace.Edge) -> Bool { terms(edge.from).count == 1 }

  /// "Loss_t = y_t, ∂Loss/∂y_t = 1", for all parts at once if they are alike.
  private func lines(of copies: [Trace.Edge]) -> [Notation] {
    guard let first = copies.first else { return [] }
    func isLike(_ node: Int, _ other: Int) -> Bool {
      graph.nodes[node].name == graph.nodes[other].name && graph.nodes[node].time != nil
    }
    let areAlike =
      copies.count > 1 && !sourced.isLive
      && Set(copies.map { trace.contribution(of: $0) }).count == 1
      && copies.allSatisfy {
        isLike($0.to, first.to) && isLike($0.from, first.from)
          && graph.nodes[$0.to].time == graph.nodes[$0.from].time
      }
    // In a Jordan network the next time step reads y_t too.
    let isTotal = copies.allSatisfy(isOnlyTerm)
    let (told, rest) = areAlike ? ([first], 0) : told(copies, most: Self.mostParts)
    return told.flatMap { copy in
      let (part, whole) = (graph.nodes[copy.to], graph.nodes[copy.from])
      func sign(_ node: UnrolledGraph.Node) -> Notation {
        .symbol(areAlike ? Symbol(node.name, time: .relative(0)) : node.symbol)
      }
      return [
        equals(sign(part), sign(whole)),
        .row([
          .partialDerivative(of: symbol(outcome), to: sign(whole)),
          .sign(isTotal || !areAlike && isOnlyTerm(copy) ? .equals : .receives),
          contribution(copy),
        ]),
      ]
    } + (rest > 0 ? [.sign(.ellipsis)] : [])
  }
}
