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
      equals(gradientSign(outcome), .role(.upstream, number(trace.gradient(of: outcome)))))
    step(
      .loss, "gradient \(id(outcome))", phrases.backwardBegins(withGradient(outcome)),
      hot: [.node(outcome), .gradient(outcome)], callout: seed)
  }

  /// The loss's gradient to each of its parts, all at once because they are alike.
  ///
  /// - Parameter isOnlyPath: whether an edge is the only path by which a part gets its gradient.
  mutating func parts(_ edges: [Trace.Edge], isOnlyPath: (Trace.Edge) -> Bool) {
    for edge in edges {
      show(.flow(slot(edge)))
      if isOnlyPath(edge) { show(.gradient(edge.from)) }
    }
    var lines = edges.prefix(Self.mostParts).map { edge in
      equals(gradientSign(edge.from), local(edge))
    }
    let alike = Set(trace.locals(of: edges))
    let common = alike.count == 1 ? edges.first : nil
    if edges.count > Self.mostParts, let common {
      let part = Notation.symbol(Symbol(graph.nodes[common.from].name, time: .relative(0)))
      let derivative = Notation.partialDerivative(of: symbol(outcome), to: part)
      lines = [phrases.atEveryTimeStep(equals(derivative, local(common)))]
    }
    let (told, rest) = told(edges, most: Self.mostParts)
    let shares = told.map {
      Named(name: symbol($0.from), value: number(trace.contribution(of: $0)))
    }
    let words = phrases.parts(
      of: symbol(outcome), shares, rest: rest,
      common: common.map { number(trace.contribution(of: $0)) })
    let callout = call(lines)
    step(
      .loss, "backward \(id(outcome))", words,
      hot: edges.flatMap { [.flow(slot($0)), .gradient($0.from)] }, callout: callout)
    for edge in edges { hide(.flow(slot(edge))) }
  }
}
