import Formulas
import Unrolling

/// All paths of the gradient at once, with their products.
extension StandardLecture {
  private static let mostFactors = 4
  private static let mostAnswers = 2

  mutating func recap() {
    let isOnPath = Set(path)
    var ways: [Item] = []
    for node in path {
      if let gap = gap(of: node) {
        ways.append(.gapFlow(gap))
      } else if let box = folds.box(of: node) {
        ways.append(.foldFlow(box))
      }
      for edge in gradientWays(from: node)
      where isOnPath.contains(edge.from) && isDrawn(edge.from) && isDrawn(node) {
        ways.append(.flow(slot(edge)))
      }
    }
    for way in ways { show(way) }
    for node in path { show(.gradient(node)) }
    let (told, rest) = told(asked, most: Self.mostAnswers)
    let lines = told.map { node in
      product(of: node).map {
        .row([equals(gradientSign(node), $0), sign(before: node, $1), total(node)])
      } ?? equals(gradientSign(node), total(node))
    }
    let callout = call(lines + (rest > 0 ? [.sign(.ellipsis)] : []))
    step(
      .recap, phrases.recap(told.map(withGradient), rest: rest, loss: lossName),
      hot: ways + asked.flatMap { [.node($0), .gradient($0)] }, callout: callout)
    for way in ways { hide(way) }
  }

  /// A value that is written by its name, so that no digits of it are seen.
  private func byName(_ value: SourcedValue, _ name: Notation) -> Expression {
    Expression(.value(value.value, name: name.plain), origin: value.origin)
  }

  private func sign(before node: Int, _ formula: Expression?) -> Notation {
    formula.map { style.relation($0, sourced.gradient(of: node)) } ?? .sign(.equals)
  }

  /// The gradient of a node as the product of local gradients and, at the first node where several
  /// paths meet, the sum of what they bring: −5 · (−1 + 5); also as a formula, if it shows all
  /// numbers. `nil` for the loss itself.
  private func product(of node: Int) -> (Notation, Expression?)? {
    var factors: [Notation] = []
    var numbers: [Expression] = []
    var place = node
    while factors.count < Self.mostFactors, pathCount(terms(place)) == 1,
      let edge = terms(place).first, isDrawn(edge.to), let local = sourced.local(of: edge)
    {
      if local.value.number == nil {
        let derivative = Notation.partialDerivative(of: symbol(edge.to), to: symbol(edge.from))
        factors.append(
          .scripts(.parenthesized(derivative), below: nil, above: .sign(.transposed)))
        numbers.append(Expression(.transpose(byName(local, derivative))))
      } else {
        factors.append(.role(.local, style.factor(local, isFirst: factors.isEmpty)))
        numbers.append(.literal(local))
      }
      place = edge.to
    }
    guard trace.gradient(of: place).number != nil else {
      let gradient = gradientSign(place)
      factors.append(gradient)
      numbers.append(byName(sourced.gradient(of: place), gradient))
      return factors.count > 1 ? (.list(factors, by: .times), Expression(.product(numbers))) : nil
    }
    if place == outcome {
      return factors.count < 2 ? nil : (.list(factors, by: .times), Expression(.product(numbers)))
    }
    let terms = terms(place)
    guard pathCount(terms) > 1 else {
      // Of a gradient that arrives from a folded time step there is nothing to say.
      guard !factors.isEmpty else { return nil }
      let gradient = sourced.gradient(of: place)
      factors.append(.role(.upstream, style.factor(gradient, isFirst: factors.isEmpty)))
      return (.list(factors, by: .times), Expression(.product(numbers + [.literal(gradient)])))
    }
    let (sum, _) = sumOfNumbers(terms)
    let parts = joinedContributions(terms)
    let isWhole = parts.count <= Self.mostTerms
    let formula = Expression(.product(numbers + [Expression(.sum(parts.map(Expression.literal)))]))
    let colored = Notation.role(.upstream, sum)
    return (
      factors.isEmpty ? colored : .list(factors + [.parenthesized(colored)], by: .times),
      isWhole ? formula : nil
    )
  }
}
