/// The gradient of a matrix, such as a minibatch with a row for each sample: what arrives at a part
/// is a matrix of its shape, and each step back multiplies, transposes or adds up rows of it.
extension JacobianBuilder {
  /// Returns what arrives at an occurrence, in the shape of its symbol: for W in `tanh(x*W^T)` it is
  /// (δ ⊙ (1 − h ⊙ h))ᵀ · x.
  ///
  /// - Parameters:
  ///   - delta: the gradient of the part.
  ///   - own: the name of the part's value, if it has one.
  /// - Returns: `nil` where we have no formula for a step.
  func adjoint(
    _ part: FormulaPart, _ slot: Int, _ own: Expression?, _ delta: Expression
  ) -> Expression? {
    guard let (index, rest) = part.place(ofSlot: slot) else { return delta }
    guard let arriving = arriving(at: index, of: part, own ?? part.expression, delta) else {
      return nil
    }
    return adjoint(part.operands[index], rest, nil, arriving)
  }

  private func arriving(
    at index: Int, of part: FormulaPart, _ own: Expression, _ delta: Expression
  ) -> Expression? {
    let shape = part.operands[index].shape
    func gathered(_ gradient: Expression) -> Expression? {
      self.gathered(gradient, from: part.shape, to: shape)
    }
    switch part.expression.kind {
    case .negative: return Expression(.negative(delta))
    case .transpose: return turned(delta)
    case .sum: return gathered(delta)
    case .elementwiseProduct(let all):
      return gathered(.elementwise([delta] + all.indices.filter { $0 != index }.map { all[$0] }))
    case .quotient(let a, let b):
      if index == 0 { return gathered(Expression(.quotient(delta, b))) }
      let slope = Expression(.quotient(a, .elementwise([b, b])))
      return gathered(Expression(.negative(.elementwise([delta, slope]))))
    case .product(let all): return product(all, index, delta, shape)
    case .power(let base, let exponent):
      guard index == 0, case .number(let number) = exponent.kind else { return nil }
      let power = number == 2 ? base : Expression(.power(base, .number(number - 1)))
      return Expression(.product([exponent, .elementwise([delta, power])]))
    case .stack(let parts):
      return block(of: parts, index, delta) {
        $0.rows
      } slice: {
        Slice(rows: $0)
      }
    case .beside(let parts):
      let all = Slice.Bounds(start: nil, end: nil)
      return block(of: parts, index, delta) {
        $0.columns
      } slice: {
        Slice(rows: all, columns: $0)
      }
    case .call(let function, let all):
      return call(function, all, index, part.operands[index].shape, own, delta)
    case .component, .number, .value, .symbol: return nil
    }
  }

  /// Adds up what was spread over the rows or columns of a matrix.
  private func gathered(
    _ gradient: Expression, from whole: Shape, to operand: Shape
  ) -> Expression? {
    if operand == whole { return gradient }
    if operand == .scalar { return Expression(.call(.sum, [gradient])) }
    switch operand {
    case .vector(whole.columns): return times(turned(gradient), .ones(whole.rows))
    case .row(whole.columns): return times(.transposed(.ones(whole.rows)), gradient)
    default: return nil
    }
  }

  /// Lᵀ · δ · Rᵀ for a matrix between L and R, with numbers in front.
  private func product(
    _ all: [Expression], _ index: Int, _ delta: Expression, _ shape: Shape
  ) -> Expression? {
    // A number that scales a matrix receives the sum of all its components' shares.
    if shape == .scalar {
      let others = all.indices.filter { $0 != index }.map { all[$0] }
      let rest = others.count == 1 ? others[0] : Expression(.product(others))
      guard self.shape(rest) == self.shape(Expression(.product(all))) else { return nil }
      return Expression(.call(.sum, [.elementwise([delta, rest])]))
    }
    guard all.allSatisfy({ self.shape($0) == .scalar || self.shape($0).count > 1 }) else {
      return nil
    }
    var numbers: [Expression] = []
    func turnedFactors(_ factors: ArraySlice<Expression>) -> [Expression] {
      factors.reversed().compactMap { factor in
        guard self.shape(factor) == .scalar else { return turned(factor) }
        numbers.append(factor)
        return nil
      }
    }
    let chain =
      turnedFactors(all[..<index]) + factors(of: delta) + turnedFactors(all[(index + 1)...])
    return Expression(.product(numbers + chain))
  }

  private func call(
    _ function: Function, _ all: [Expression], _ index: Int, _ shape: Shape, _ own: Expression,
    _ delta: Expression
  ) -> Expression? {
    switch function {
    case .sum where shape.isMatrix, .mean where shape.isMatrix:
      let ones = Expression(
        .value(Value(shape, repeatElement(1, count: shape.count)), name: "1"))
      let sum = Expression(.product([delta, ones]))
      return function == .sum
        ? sum : Expression(.quotient(sum, .number(Double(shape.count))))
    case .identity: return delta
    case .binaryCrossEntropy:
      guard self.shape(all[index]) == self.shape(all[1 - index]) else { return nil }
      let slope = Expression.binaryCrossEntropySlope(all, index, isComponentwise: true)
      return .elementwise([delta, slope])
    case .clip where index == 0, .norm where shape.isMatrix:
      let slope =
        function == .clip
        ? Expression.clipSlope(all, 0) : Expression(.quotient(all[0], own))
      return function == .clip
        ? .elementwise([delta, slope]) : Expression(.product([delta, slope]))
    default:
      guard all.count == 1, function.isComponentwise, shape != .scalar else { return nil }
      let slope = function.componentwiseDerivative(argument: all[0], own: own)
      switch slope.kind {
      case .number(1): return delta
      case .number: return Expression(.product([slope, delta]))
      default: return .elementwise([delta, slope])
      }
    }
  }

  private func block(
    of parts: [Expression], _ index: Int, _ delta: Expression, length: (Shape) -> Int,
    slice: (Slice.Bounds) -> Slice
  ) -> Expression? {
    // What is joined to a vector has no rows of its own.
    guard parts.allSatisfy({ shape($0).isMatrix }) else { return nil }
    let start = parts[..<index].map { length(shape($0)) }.reduce(0, +)
    let bounds = Slice.Bounds(start: start, end: start + length(shape(parts[index])))
    return Expression(.call(.slice(slice(bounds)), [delta]))
  }

  // MARK: Products

  private func factors(of expression: Expression) -> [Expression] {
    if case .product(let all) = expression.kind { all } else { [expression] }
  }

  private func times(_ a: Expression, _ b: Expression) -> Expression {
    Expression(.product(factors(of: a) + factors(of: b)))
  }

  /// The transpose, with that of a product multiplied out: (xᵀ · δ)ᵀ is δᵀ · x.
  private func turned(_ expression: Expression) -> Expression {
    switch expression.kind {
    case .number: return expression
    case .negative(let a): return Expression(.negative(turned(a)))
    case .product(let all):
      let (numbers, rest) = (
        all.filter { shape($0) == .scalar }, all.filter { shape($0) != .scalar }
      )
      return Expression(.product(numbers + rest.reversed().map(turned)))
    default: return .transposed(expression)
    }
  }
}
