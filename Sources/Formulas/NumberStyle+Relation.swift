extension NumberStyle {
  /// Returns the sign between a formula as it is printed, with rounded numbers in it, and its
  /// printed result: ≈ where the printed numbers give another last digit.
  ///
  ///     let style = NumberStyle()
  ///     let product = Expression(.product([.number(0.1213), .number(-0.6507)]))
  ///     style.relation(product, .scalar(-0.0789))  // ≈, because 0.121 · (−0.651) = −0.0788
  ///
  /// - Parameters:
  ///   - formula: one without symbols, in full precision; a vector or matrix too large to be written
  ///     out is not rounded.
  ///   - result: its value in full precision.
  public func relation(_ formula: Expression, _ result: Value) -> Notation.Sign {
    guard let program = try? Program(rounded(formula)) else { return .equals }
    let printed = program.value(at: []).components
    let components = result.components
    guard printed.count == components.count else { return .equals }
    let isSame = zip(printed, components).allSatisfy { printed, exact in
      let most = halfUnit(of: rounded(exact)) + 1e-9 * abs(exact)
      return abs(printed - rounded(exact)) <= (exact == 0 ? 1e-9 : most)
    }
    return isSame ? .equals : .approximates
  }

  /// Returns the formula with its numbers as a reader sees them.
  func rounded(_ formula: Expression) -> Expression {
    switch formula.kind {
    case .number(let number): .number(rounded(number))
    case .value(let value, nil): .literal(rounded(value))
    default: formula.mapOperands(rounded)
    }
  }

  private func rounded(_ value: Value) -> Value {
    let shape = Shape(of: value)
    guard max(shape.rows, shape.columns) <= Self.mostRows else { return value }
    return Value(shape, value.components.map(rounded))
  }
}
