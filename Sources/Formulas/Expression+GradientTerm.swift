extension Expression {
  /// Returns what one occurrence of a symbol contributes to its gradient, in the symbol's shape.
  ///
  /// For a number or vector it is the transposed Jacobian times the upstream gradient; for a matrix
  /// W in W · x it is an outer product, the gradient that arrives at W · x times xᵀ. Where x is a
  /// matrix with a row for each sample, W in x · Wᵀ gets δᵀ · x, and a bias the sum of δ's rows.
  ///
  ///     let formula = try Formula("tanh(W*x)").expression  // x a vector
  ///     formula.gradientTerm(ofSlot: 0, own: Symbol("h"), upstream: Symbol("delta"), shapes: …)
  ///     // diag(1 − h ⊙ h) · δ · xᵀ
  ///
  /// - Parameters:
  ///   - slot: the occurrence, counted from 0 in order of appearance.
  ///   - own: the name of the formula's own value.
  ///   - upstream: the name of the gradient of the formula's value, which has the value's shape.
  ///   - shapes: the shape of each name; the formula must fit them.
  /// - Returns: `nil` if there is no formula for it.
  public func gradientTerm(
    ofSlot slot: Int, own: Symbol, upstream: Symbol, shapes: @escaping (Symbol) -> Shape
  ) -> Expression? {
    Derivatives(of: self, own: own, shapes: shapes).gradientTerm(ofSlot: slot, upstream: upstream)
  }
}

extension JacobianBuilder {
  /// The path to an occurrence: the steps down to a product that contains a matrix, if there is
  /// one, and the factors left and right of the matrix in it.
  struct OuterProduct {
    var factors: [Factor]
    var left: [Expression] = []
    var right: [Expression] = []
    var isTransposed = false
  }

  /// Returns the way; `nil` where it leads elsewhere through a matrix, or nowhere.
  func outerProduct(_ part: FormulaPart, _ slot: Int, _ own: Expression?) -> OuterProduct? {
    guard let (index, rest) = part.place(ofSlot: slot) else { return OuterProduct(factors: []) }
    let operand = part.operands[index]
    if operand.shape.isMatrix {
      guard case .product(let all) = part.expression.kind, !part.shape.isMatrix else { return nil }
      let way = OuterProduct(
        factors: [], left: Array(all[..<index]), right: Array(all[(index + 1)...]))
      if case .symbol = operand.expression.kind { return way }
      guard case .transpose(let inner) = operand.expression.kind, case .symbol = inner.kind else {
        return nil
      }
      return OuterProduct(factors: [], left: way.left, right: way.right, isTransposed: true)
    }
    // What is combined with each row of a matrix is not multiplied by a Jacobian.
    guard !part.shape.isMatrix, let outer = step(part, index, own ?? part.expression),
      var inner = outerProduct(operand, rest, nil)
    else { return nil }
    inner.factors = outer + inner.factors
    return inner
  }

  /// Writes leftᵀ · steps transposed in reverse · δ · rightᵀ, numbers in front.
  func gradientTerm(_ way: OuterProduct, _ delta: Expression) -> Expression {
    var scales: [Expression] = []
    var before: [Expression] = []
    var after: [Expression] = []
    for part in way.left.reversed() {
      if shape(part) == .scalar { scales.append(part) } else { before.append(.transposed(part)) }
    }
    var diagonal: Expression?
    func flush() {
      if let vector = diagonal { before.append(Expression(.call(.diagonal, [vector]))) }
      diagonal = nil
    }
    for factor in way.factors.reversed() {
      switch factor {
      case .scale(let number): scales.append(number)
      case .diagonal(let vector):
        diagonal = diagonal.map { .elementwise([vector, $0]) } ?? vector
      case .full(let matrix):
        flush()
        before.append(.transposed(matrix))
      }
    }
    flush()
    for part in way.right.reversed() {
      if shape(part) == .scalar { scales.append(part) } else { after.append(.transposed(part)) }
    }
    let chain = before + [delta] + after
    let scale = Expression(.product(scales + [.number(1)])).simplifiedNumber(shapeOf)
    let whole = chain.count == 1 ? chain[0] : Expression(.product(chain))
    let term: Expression =
      switch scale.kind {
      case .number(1): whole
      case .number(-1): Expression(.negative(whole))
      default: Expression(.product([scale] + chain))
      }
    return way.isTransposed ? .transposed(term) : term
  }
}
