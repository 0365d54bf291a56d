extension Expression {
  /// Returns the Jacobian with respect to one occurrence of a symbol as in textbooks, with rows for
  /// the formula's components and columns for the symbol's.
  ///
  /// One occurrence has one path to the root, and the chain rule multiplies a Jacobian for each
  /// step of it, in order: diag(f′) for a function, W for W · u, numbers in front. For a formula of
  /// numbers only, it is `derivative(withRespectToSlot:own:)`.
  ///
  ///     let formula = try Formula("tanh(W*h)").expression  // h a vector
  ///     formula.jacobian(withRespectToSlot: 1, own: Symbol("y"), shapes: …)  // diag(1 − y ⊙ y) · W
  ///
  /// - Parameters:
  ///   - slot: the occurrence, counted from 0 in order of appearance.
  ///   - own: the name of the formula's own value, used where that shortens the derivative.
  ///   - shapes: the shape of each name; the formula must fit them.
  /// - Returns: `nil` where the path leads through a matrix, whose derivative has more than two
  ///   axes, or through the largest or smallest component of a vector.
  public func jacobian(
    withRespectToSlot slot: Int, own: Symbol? = nil, shapes: @escaping (Symbol) -> Shape
  ) -> Expression? {
    Derivatives(of: self, own: own, shapes: shapes).jacobian(withRespectToSlot: slot)
  }
}

/// A step of the chain rule.
enum Factor {
  /// A number that scales.
  case scale(Expression)
  /// diag of a vector.
  case diagonal(Expression)
  /// A matrix, a row or a column.
  case full(Expression)
}

struct JacobianBuilder {
  let shapeOf: (Symbol) -> Shape

  func shape(_ expression: Expression) -> Shape { (try? expression.shape(of: shapeOf)) ?? .scalar }

  func isOfNumbers(_ expression: Expression) -> Bool {
    shape(expression) == .scalar && expression.operands.allSatisfy(isOfNumbers)
  }

  /// The tree with each product split where a part of it is a number: in vᵀ · w · u the number vᵀ ·
  /// w scales u, so that every factor is grouped with the factors that it is multiplied by.
  func grouped(_ expression: Expression) -> Expression {
    if isOfNumbers(expression) { return expression }
    let inner = withNumbers(expression.mapOperands(grouped))
    guard case .product(let all) = inner.kind else { return inner }
    var factors: [Expression] = []
    // The shape of the product so far, and whether all its factors are numbers.
    var whole = Shape.scalar
    var areNumbers = true
    for factor in all {
      factors.append(factor)
      let own = shape(factor)
      whole = whole.product(with: own) ?? .scalar
      areNumbers = areNumbers && own == .scalar
      if factors.count > 1, factors.count < all.count, whole == .scalar, !areNumbers {
        factors = [Expression(.product(factors))]
        areNumbers = true
      }
    }
    return Expression(.product(factors), position: inner.position)
  }

  /// The parts of a formula, with their shapes.
  func parts(of expression: Expression) -> FormulaPart { FormulaPart(expression, shape: shape) }

  /// The steps from a formula to an occurrence; `nil` where we have no formula for one.
  func path(_ part: FormulaPart, toSlot slot: Int, _ own: Expression?) -> [Factor]? {
    guard let (index, rest) = part.place(ofSlot: slot) else { return [] }
    let operand = part.operands[index]
    guard let inner = path(operand, toSlot: rest, nil), !operand.shape.isMatrix,
      !part.shape.isMatrix, let outer = step(part, index, own ?? part.expression)
    else { return nil }
    return outer + inner
  }

  // MARK: One step

  /// ∂expression/∂operand; `nil` where we have no formula for it.
  func step(_ part: FormulaPart, _ index: Int, _ own: Expression) -> [Factor]? {
    let whole = part.shape
    // A number that goes with every component of a vector.
    let isSpread = part.operands[index].shape == .scalar && whole != .scalar
    func componentwise(_ slope: Expression) -> [Factor] {
      if case .number = slope.kind, !isSpread { return [.scale(slope)] }
      if isSpread { return [.full(slope)] }
      return [whole == .scalar ? .scale(slope) : .diagonal(slope)]
    }
    switch part.expression.kind {
    case .number, .value, .symbol: return []
    case .negative: return [.scale(.number(-1))]
    case .sum: return isSpread ? [.full(.ones(whole.count))] : []
    case .transpose: return []
    case .elementwiseProduct(let all):
      let others = all.indices.filter { $0 != index }.map { all[$0] }
      let scales = others.filter { shape($0) == .scalar }
      let vectors = others.filter { shape($0) != .scalar }
      return scales.map(Factor.scale)
        + (vectors.isEmpty ? [] : componentwise(.elementwise(vectors)))
    case .product(let all): return product(all, index, of: part.operands[index].shape)
    case .quotient(let a, let b):
      if index == 0 {
        let inverse = Expression(.quotient(.number(1), b))
        return part.operands[1].shape == .scalar ? [.scale(inverse)] : componentwise(inverse)
      }
      let square =
        part.operands[1].shape == .scalar
        ? Expression(.power(b, .number(2))) : .elementwise([b, b])
      return [.scale(.number(-1))] + componentwise(Expression(.quotient(a, square)))
    case .power(let base, let exponent):
      if index == 1 {
        let logarithm = Expression(.call(.log, [base]))
        return whole == .scalar
          ? [.scale(own), .scale(logarithm)] : componentwise(.elementwise([own, logarithm]))
      }
      let less = Expression(.sum([exponent, .number(-1)])).simplified
      let power = less.kind == .number(1) ? base : Expression(.power(base, less))
      return [.scale(exponent)] + componentwise(power)
    case .stack(let parts): return stack(parts, index)
    case .call(.stacked, let parts): return whole.isMatrix ? nil : stack(parts, index)
    case .beside(let parts): return whole.isMatrix ? nil : stack(parts, index)
    case .component(let a, at: let position):
      if index == 1 { return [.scale(.number(0))] }
      if part.operands[1].shape.count > 1 { return nil }
      if part.operands[0].shape.count == 1 { return [] }
      return [.full(.transposed(Expression(.call(.oneHot, [position, a]))))]
    case .call(let function, let all):
      return call(function, all, index, of: part.operands[0].shape, own, componentwise)
    }
  }

  /// A · X · B by X: A scaled by B where B is a number, Bᵀ where X is a row.
  private func product(_ all: [Expression], _ index: Int, of shape: Shape) -> [Factor]? {
    let before = all[..<index].map { $0 }
    let after = all[(index + 1)...].map { $0 }
    func factors(_ expressions: [Expression]) -> [Factor] {
      expressions.map { self.shape($0) == .scalar ? .scale($0) : .full($0) }
    }
    switch shape {
    case .vector where self.shape(Expression(.product(after + [.number(1)]))) == .scalar:
      return factors(before) + after.map(Factor.scale)
    case .row where before.allSatisfy { self.shape($0) == .scalar }:
      return before.map(Factor.scale)
        + after.reversed().map { part in
          self.shape(part) == .scalar ? .scale(part) : .full(.transposed(part))
        }
    case .scalar:
      let others = before + after
      let whole =
        others.isEmpty ? Shape.scalar : self.shape(Expression(.product(others + [.number(1)])))
      if whole == .scalar || whole.columns == 1 { return factors(others) }
      guard case .row = whole else { return nil }
      return [.full(.transposed(Expression(.product(others))))]
    default: return nil
    }
  }

  /// [0; I; 0]: the position of the part in the whole.
  private func stack(_ parts: [Expression], _ index: Int) -> [Factor]? {
    let size = shape(parts[index]).count
    let isNumber = shape(parts[index]) == .scalar
    let blocks = parts.indices.map { other -> Expression in
      let rows = shape(parts[other]).count
      if other == index { return isNumber ? .number(1) : .identity(size) }
      if rows == 1, isNumber { return .number(0) }
      let zeros: Shape = isNumber ? .vector(rows) : .matrix(rows: rows, columns: size)
      return Expression(.value(.zeros(zeros), name: "0"))
    }
    return [.full(Expression(.stack(blocks)))]
  }

  private func call(
    _ function: Function, _ all: [Expression], _ index: Int, of shape: Shape,
    _ own: Expression, _ componentwise: (Expression) -> [Factor]
  ) -> [Factor]? {
    let u = all[0]
    let count = shape.count
    if all.count == 1, shape == .scalar {
      return [.scale(function.symbolicDerivative(argument: u, own: own))]
    }
    switch function {
    case .softmax:
      let square = Expression(.product([own, .transposed(own)]))
      return [.full(.difference(Expression(.call(.diagonal, [own])), square))]
    case .logSoftmax:
      let p = Expression(.call(.softmax, [u]))
      let mean = Expression(.product([.ones(count), .transposed(p)]))
      return [.full(.difference(.identity(count), mean))]
    case .crossEntropy, .negativeLogLikelihood, .multiclassHinge:
      if index == 1 { return [.scale(.number(0))] }
      return [.full(.transposed(Expression.slope(ofClassLoss: function, all)))]
    case .binaryCrossEntropy:
      let slope = Expression.binaryCrossEntropySlope(all, index, isComponentwise: true)
      let isNumber = self.shape(slope) == .scalar && self.shape(all[index]) != .scalar
      return isNumber ? [.scale(slope)] : componentwise(slope)
    case .sum: return [.full(.transposed(.ones(count)))]
    case .mean:
      return [.scale(.number(1 / Double(count))), .full(.transposed(.ones(count)))]
    case .max, .min:
      guard all.count > 1 else { return nil }
      let rest = all.indices.filter { $0 != index }.map { all[$0] }
      let other = rest.count == 1 ? rest[0] : Expression(.call(function, rest))
      let (greater, smaller) = function == .max ? (all[index], other) : (other, all[index])
      return componentwise(Expression(.call(.share, [.difference(greater, smaller)])))
    case .dot: return [.full(row(all[1 - index]))]
    case .norm: return [.full(row(Expression(.quotient(u, own))))]
    case .logSumExp: return [.full(row(Expression(.call(.softmax, [u]))))]
    case .layerNorm: return normalized(u, count, own)
    case .clip: return componentwise(Expression.clipSlope(all, index))
    case .slice(let slice): return [.full(selection(slice.rows, of: count))]
    case .last, .diagonal, .oneHot, .stacked, .rowwise: return nil
    default:
      return componentwise(function.componentwiseDerivative(argument: u, own: own))
    }
  }

  /// A vector as a row.
  private func row(_ vector: Expression) -> Expression {
    if case .row = shape(vector) { vector } else { .transposed(vector) }
  }

  /// 1/√(‖u − mean(u)‖²/n + 10⁻⁵) · (I − (1 · 1ᵀ + y · yᵀ)/n) for the normalized y.
  private func normalized(_ u: Expression, _ count: Int, _ own: Expression) -> [Factor] {
    let deviation = Expression.difference(u, Expression(.call(.mean, [u])))
    let squares = Expression(.power(Expression(.call(.norm, [deviation])), .number(2)))
    let size = Expression.number(Double(count))
    let variance = Expression(.sum([Expression(.quotient(squares, size)), .number(1e-5)]))
    let y = row(own)
    let outer = Expression(
      .sum([
        Expression(.product([.ones(count), .transposed(.ones(count))])),
        Expression(.product([.transposed(y), y])),
      ]))
    return [
      .scale(Expression(.quotient(.number(1), Expression(.call(.sqrt, [variance]))))),
      .full(.difference(.identity(count), Expression(.quotient(outer, size)))),
    ]
  }

  /// [0, I, 0]: the components of a slice.
  private func selection(_ bounds: Slice.Bounds, of count: Int) -> Expression {
    guard let range = bounds.range(of: count) else { return .identity(count) }
    func zeros(_ columns: Int) -> [Expression] {
      columns == 0
        ? []
        : [Expression(.value(.zeros(.matrix(rows: range.count, columns: columns)), name: "0"))]
    }
    let blocks =
      zeros(range.lowerBound) + [.identity(range.count)] + zeros(count - range.upperBound)
    return blocks.count == 1 ? blocks[0] : Expression(.beside(blocks))
  }

  // MARK: The chain

  /// The vector v of a path whose product is diag(v), a number times a diagonal matrix or several;
  /// `nil` for every other path.
  func diagonal(of factors: [Factor]) -> Expression? {
    var scales: [Expression] = []
    var vectors: [Expression] = []
    for factor in factors {
      switch factor {
      case .scale(let number): scales.append(number)
      case .diagonal(let vector): vectors.append(vector)
      case .full: return nil
      }
    }
    guard !vectors.isEmpty else { return nil }
    let vector = Expression.elementwise(vectors)
    let scale = Expression(.product(scales + [.number(1)])).simplifiedNumber(shapeOf)
    switch scale.kind {
    case .number(1): return vector
    case .number(-1): return Expression(.negative(vector))
    case .negative(let positive):
      return Expression(.negative(Expression(.product([positive, vector]))))
    default: return Expression(.product([scale, vector]))
    }
  }

  /// Multiplies the steps: numbers in front, diag(a) · diag(b) as diag(a ⊙ b).
  func product(of factors: [Factor], size: Int) -> Expression {
    var scales: [Expression] = []
    var parts: [Factor] = []
    for factor in factors {
      switch (factor, parts.last) {
      case (.scale(let number), _): scales.append(number)
      case (.diagonal(let b), .diagonal(let a)?):
        parts[parts.count - 1] = .diagonal(.elementwise([a, b]))
      default: parts.append(factor)
      }
    }
    let scale = Expression(.product(scales + [.number(1)])).simplifiedNumber(shapeOf)
    parts = withoutOnes(parts)
    let matrices = parts.map { part -> Expression in
      switch part {
      case .diagonal(let vector): Expression(.call(.diagonal, [vector]))
      case .full(let matrix), .scale(let matrix): matrix
      }
    }
    if matrices.isEmpty, size == 1 { return scale }
    let chain = matrices.isEmpty ? [Expression.identity(size)] : matrices
    let whole = chain.count == 1 ? chain[0] : Expression(.product(chain))
    if scale.kind == .number(1) { return whole }
    if scale.kind == .number(-1) { return Expression(.negative(whole)) }
    if case .negative(let positive) = scale.kind {
      return Expression(.negative(Expression(.product([positive] + chain))))
    }
    return Expression(.product([scale] + chain))
  }
}

extension Function {
  /// f′ of each component: a product of vectors is taken component by component.
  func componentwiseDerivative(argument: Expression, own: Expression) -> Expression {
    // Names that no formula can contain replace what must stay unchanged.
    let (u, y) = (Symbol("·u"), Symbol("·own"))
    let slope = symbolicDerivative(argument: .symbol(u), own: .symbol(y))
    return slope.componentwise.replacingSymbols { $0 == u ? argument : own }
  }
}

extension Expression {
  fileprivate var componentwise: Expression {
    let inner = mapOperands(\.componentwise)
    switch inner.kind {
    case .power(let base, let exponent) where exponent.kind == .number(2):
      return .elementwise([base, base])
    case .product(let all)
    where all.allSatisfy { if case .number = $0.kind { false } else { true } }:
      return .elementwise(all)
    default: return inner
    }
  }

  /// The simplified tree if it contains only numbers, whose factors may change places.
  func simplifiedNumber(_ shapeOf: @escaping (Symbol) -> Shape) -> Expression {
    if JacobianBuilder(shapeOf: shapeOf).isOfNumbers(self) { return simplified }
    guard case .product(let all) = kind else { return self }
    var number = 1.0
    var kept: [Expression] = []
    for factor in all {
      if case .number(let value) = factor.kind { number *= value } else { kept.append(factor) }
    }
    if kept.isEmpty { return .number(number) }
    let whole = kept.count == 1 ? kept[0] : Expression(.product(kept))
    if number == 1 { return whole }
    return number == -1
      ? Expression(.negative(whole)) : Expression(.product([.number(number)] + kept))
  }

  static func difference(_ a: Expression, _ b: Expression) -> Expression {
    Expression(.sum([a, Expression(.negative(b))]))
  }

  /// a ⊙ b ⊙ …, flat.
  static func elementwise(_ factors: [Expression]) -> Expression {
    let flat = factors.flatMap { factor -> [Expression] in
      if case .elementwiseProduct(let inner) = factor.kind { inner } else { [factor] }
    }
    return flat.count == 1 ? flat[0] : Expression(.elementwiseProduct(flat))
  }

  /// Aᵀ; the transpose of Aᵀ is A.
  static func transposed(_ a: Expression) -> Expression {
    if case .transpose(let inner) = a.kind { inner } else { Expression(.transpose(a)) }
  }

  /// I, the identity matrix.
  static func identity(_ size: Int) -> Expression {
    let rows = (0..<size).map { row in (0..<size).map { $0 == row ? 1.0 : 0 } }
    return Expression(.value(.matrix(rows), name: "I"))
  }
}
