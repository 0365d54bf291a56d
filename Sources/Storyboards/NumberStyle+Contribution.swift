import Formulas
import Unrolling

extension NumberStyle {
  /// Returns what an edge adds to the gradient of its operand, as a product: the local gradient, a
  /// Jacobian transposed, the upstream gradient, and the sign before their product.
  ///
  ///     style.product(along: edge, in: trace)  // (−5, (−1), =) for −5 · (−1) = 5
  public func product(
    along edge: Trace.Edge, in trace: Trace
  ) -> (local: Notation, upstream: Notation, sign: Notation.Sign) {
    let upstream = trace.upstream(of: edge)
    guard let local = trace.local(of: edge) else {
      return (.empty, .role(.upstream, notation(upstream)), .equals)
    }
    let product = product(local, upstream, giving: trace.contribution(of: edge))
    return (product.local, product.upstream, edge.isCut ? .equals : product.sign)
  }

  /// Returns a derivative times what arrives, as a product.
  ///
  /// - Parameter result: the value of the product.
  func product(
    _ local: Value, _ upstream: Value, giving result: Value
  ) -> (local: Notation, upstream: Notation, sign: Notation.Sign) {
    let isNumber = local.number != nil
    let factor = Expression.literal(local)
    let product = Expression(
      .product([isNumber ? factor : Expression(.transpose(factor)), .literal(upstream)]))
    return (
      .role(
        .local,
        isNumber
          ? notation(local) : .scripts(notation(local), below: nil, above: .sign(.transposed))),
      .role(.upstream, self.factor(upstream, isFirst: false)),
      relation(product, result)
    )
  }

  /// Returns a value in a product: a negative number is in parentheses, unless it is the first.
  func factor(_ value: Value, isFirst: Bool) -> Notation {
    let written = notation(value)
    return !isFirst && (value.number ?? 0) < 0 ? .parenthesized(written) : written
  }
}
