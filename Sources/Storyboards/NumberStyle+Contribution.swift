import Formulas
import Unrolling

extension NumberStyle {
  /// Returns what an edge adds to the gradient of its operand, as a product: the local gradient, a
  /// Jacobian transposed, the upstream gradient, and the sign before their product.
  ///
  ///     style.product(along: edge, in: trace)  // (−5, (−1), =) for −5 · (−1) = 5
  public func product(
    along edge: Trace.Edge, in trace: SourcedTrace
  ) -> (local: Notation, upstream: Notation, sign: Notation) {
    let upstream = trace.upstream(of: edge)
    guard let local = trace.local(of: edge) else {
      return (.empty, .role(.upstream, notation(upstream)), .sign(.equals))
    }
    let product = product(local, upstream, giving: trace.contribution(of: edge))
    return (product.local, product.upstream, edge.isCut ? .sign(.equals) : product.sign)
  }

  /// Returns a derivative times what arrives, as a product.
  ///
  /// - Parameter result: the value of the product.
  func product(
    _ local: SourcedValue, _ upstream: SourcedValue, giving result: SourcedValue
  ) -> (local: Notation, upstream: Notation, sign: Notation) {
    let isNumber = local.value.number != nil
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
}
