import Formulas

/// One line of a network: a quantity and the formula that computes it.
///
///     Equation("h", isTimed: true, expression)  // h[t] = …
public struct Equation: Hashable, Sendable {
  /// The quantity's name.
  public let name: String
  /// Whether there is one for each time step (`h[t]`) or only one (`Loss`, `q`).
  public let isTimed: Bool
  /// The formula; in a timed equation `h[t-1]` is relative to the equation's time step.
  public let expression: Expression

  /// The quantity of the lesson that this is an operation of; `nil` for a quantity of the lesson.
  public let partOf: String?

  /// Creates an equation from its two sides.
  public init(
    _ name: String, isTimed: Bool, partOf: String? = nil, _ expression: Expression
  ) {
    self.name = name
    self.isTimed = isTimed
    self.partOf = partOf
    self.expression = expression
  }

  /// The weights, their operands and the remaining terms if the formula is an activation of a sum
  /// of such products: `f(W_h · h + W_x · x + b)`; `nil` for any other form.
  ///
  ///     equation.stackedParts?.weights  // W_h and W_x of the Elman cell's h[t]
  public var stackedParts: (weights: [Expression], operands: [Expression], rest: [Expression])? {
    guard case .call(_, let inner) = expression.kind, case .sum(let terms) = inner[0].kind else {
      return nil
    }
    var parts: (weights: [Expression], operands: [Expression], rest: [Expression]) = ([], [], [])
    for term in terms {
      if case .product(let factors) = term.kind, factors.count == 2 {
        parts.weights.append(factors[0])
        parts.operands.append(factors[1])
      } else {
        parts.rest.append(term)
      }
    }
    return parts.weights.count > 1 ? parts : nil
  }

  /// The equation typeset, as a lecturer writes it: `h_t = tanh(W_h · h_{t−1} + W_x · x_t)`.
  ///
  /// - Parameters:
  ///   - style: how literal numbers are written.
  ///   - activation: the function that is written as f where it is the outermost one of the right
  ///     side.
  public func notation(
    _ style: NumberStyle = NumberStyle(), naming activation: Function? = nil
  ) -> Notation {
    .row([
      .symbol(Symbol(name, time: isTimed ? .relative(0) : nil)), .sign(.equals),
      rightSide(style, naming: activation),
    ])
  }

  /// The right side alone, typeset.
  public func rightSide(
    _ style: NumberStyle = NumberStyle(), naming activation: Function? = nil
  ) -> Notation {
    guard let activation, case .call(activation, let inner) = expression.kind else {
      return expression.notation(style)
    }
    return .row([.variable("f"), .parenthesized(inner[0].notation(style))])
  }
}
