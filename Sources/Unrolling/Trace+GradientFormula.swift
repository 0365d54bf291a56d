import Formulas

extension Trace {
  /// Part of a parameter's gradient: what one equation contributes, at each of its time steps.
  public struct GradientPart: Hashable, Sendable {
    /// The equation's index in the network.
    public let equation: Int
    /// The contribution; times are relative to the equation's, and `upstream` in it is ∂Loss/∂(the
    /// equation's quantity).
    public let term: Expression
    /// The name that stands for the upstream gradient.
    public let upstream: Symbol
  }

  /// Returns a parameter's gradient as a formula: the sum over time of each reader's upstream
  /// gradient times its derivative with respect to the parameter; for a matrix, a sum of outer
  /// products.
  ///
  ///     trace.gradientFormula(of: weight)?.plain
  ///     // "∂Loss/∂W_h = Σ_t diag(1 − h_t ⊙ h_t) · ∂Loss/∂h_t · h_{t−1}^T"
  ///
  /// - Parameter most: of more contributions than this, the first ones and the last are written with
  ///   dots between them.
  /// - Returns: `nil` for a parameter that no equation reads and if there is no such formula.
  public func gradientFormula(
    of parameter: Int, _ style: NumberStyle = NumberStyle(), most: Int = .max
  ) -> Notation? {
    guard let parts = gradientParts(of: parameter), !parts.isEmpty else { return nil }
    let loss = Notation.symbol(graph.nodes[graph.outcome].symbol)
    var terms: [Notation] = []
    let isLong = parts.count > most
    for part in isLong ? parts.prefix(most - 1) + parts.suffix(1) : parts {
      let equation = graph.network.equations[part.equation]
      let reader = Symbol(equation.name, time: equation.isTimed ? .relative(0) : nil)
      let isLoss = !equation.isTimed && equation.name == graph.network.outcome
      let upstream =
        isLoss ? Notation.numeral("1") : .partialDerivative(of: loss, to: .symbol(reader))
      var term = part.term.notation(style) { $0 == part.upstream ? upstream : nil }
      if equation.isTimed {
        if case .sum = part.term.kind { term = .parenthesized(term) }
        term = .row([.scripts(.sign(.sum), below: .variable("t"), above: nil), term])
      }
      terms.append(term)
    }
    if isLong { terms.insert(.sign(.centeredEllipsis), at: most - 1) }
    let gradient = Notation.partialDerivative(
      of: loss, to: .symbol(graph.nodes[parameter].symbol))
    return .row([gradient, .sign(.equals), .list(terms, by: .plus)])
  }

  /// Returns what each equation contributes to a parameter's gradient, in the equations' order;
  /// `nil` if there is no formula for one of them.
  public func gradientParts(of parameter: Int) -> [GradientPart]? {
    let name = graph.nodes[parameter].name
    let shapes = graph.shapes
    var parts: [GradientPart] = []
    for (index, equation) in graph.network.equations.enumerated() {
      let own = Symbol(equation.name, time: equation.isTimed ? .relative(0) : nil)
      // No formula can contain this name.
      let upstream = Symbol("∂\(equation.name)", time: own.time)
      let symbols = equation.expression.symbols
      let slots = symbols.indices.filter { symbols[$0].symbol == Symbol(name) }
      if slots.isEmpty { continue }
      guard equation.isTimed || !equation.expression.goesOverTime else { return nil }
      let derivatives = Derivatives(of: equation.expression, own: own) {
        shapes.shape(of: $0 == upstream ? own : $0)
      }
      var terms: [Expression] = []
      for slot in slots {
        guard let term = derivatives.gradientTerm(ofSlot: slot, upstream: upstream) else {
          return nil
        }
        terms.append(term)
      }
      let sum = terms.count == 1 ? terms[0] : Expression(.sum(terms))
      parts.append(GradientPart(equation: index, term: sum, upstream: upstream))
    }
    return parts
  }
}

extension Expression {
  fileprivate var goesOverTime: Bool { overTime != nil || operands.contains(where: \.goesOverTime) }
}
