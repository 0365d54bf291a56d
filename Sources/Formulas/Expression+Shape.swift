extension Expression {
  /// Returns the shape of the formula's value, given the shapes of its operands.
  ///
  ///     try Formula("W*x").expression.shape { $0.name == "W" ? .matrix(rows: 2, columns: 3) : .vector(3) }
  ///     // a vector of 2 components
  ///
  /// - Throws: `ShapeError` naming both shapes where two operands do not fit.
  public func shape(of symbols: @escaping (Symbol) -> Shape) throws(ShapeError) -> Shape {
    let inference = ShapeInference(shapeOf: symbols, isGuess: false)
    // If every name has a shape, so does the formula.
    return try inference.shape(of: self) ?? .scalar
  }

  /// Returns the shape of the formula's value, or `nil` if it depends on a name without a shape or
  /// on operands that do not fit, and reports every mismatch rather than the first.
  public func shape(
    of symbols: @escaping (Symbol) -> Shape?, misfits: inout [ShapeError]
  ) -> Shape? {
    let found = Collected()
    let inference = ShapeInference(
      shapeOf: symbols, isGuess: false, report: { found.misfits.append($0) })
    defer { misfits += found.misfits }
    return try? inference.shape(of: self)
  }

  private final class Collected { var misfits: [ShapeError] = [] }

  /// Returns the shape as far as it is known while some names have none yet; never throws.
  public func likelyShape(of symbols: @escaping (Symbol) -> Shape?) -> Shape? {
    let inference = ShapeInference(shapeOf: symbols, isGuess: true)
    return try? inference.shape(of: self)
  }
}

/// The rules of shapes. A shape is `nil` if it depends on a name that has none yet, or on operands
/// that do not fit.
struct ShapeInference {
  let shapeOf: (Symbol) -> Shape?
  /// Whether names without a shape are expected and mismatches are reported later.
  let isGuess: Bool
  /// Throws a mismatch, or keeps it so that the others are found too.
  var report: (ShapeError) throws(ShapeError) -> Void = { error throws(ShapeError) in throw error }

  func shape(of expression: Expression) throws(ShapeError) -> Shape? {
    switch expression.kind {
    case .number: return .scalar
    case .value(let value, _): return Shape(of: value)
    case .symbol(let symbol): return shapeOf(symbol)
    case .negative(let a): return try shape(of: a)
    case .sum(let all), .elementwiseProduct(let all): return try broadcast(all)
    case .quotient(let a, let b): return try broadcast([a, b])
    case .power(let base, let exponent):
      try expectNumber(exponent, "an exponent", hint: "powers are taken component by component")
      return try shape(of: base)
    case .product(let all): return try product(all)
    case .call(let function, let all): return try call(function, all, in: expression)
    case .transpose(let a): return try shape(of: a)?.transposed
    case .stack(let all): return try stack(all)
    case .beside(let all): return try beside(all)
    case .component(let a, at: let index):
      if case .vector(let count)? = try shape(of: index), count > 1 {
        return try chosen(count, from: a, by: index)
      }
      try expectNumber(index, "an index", hint: nil)
      switch try shape(of: a) {
      case nil: return isGuess ? .scalar : nil
      case .vector, .row: return .scalar
      case .matrix(_, let columns): return .vector(columns)
      case .scalar:
        try report(
          ShapeError(
            "\(a.text) is a number and has no component \(index.text)", about: [a, index]))
        return nil
      }
    }
  }

  /// The shape of the components or rows that a vector of indices chooses.
  private func chosen(
    _ count: Int, from whole: Expression, by index: Expression
  ) throws(ShapeError) -> Shape? {
    switch try shape(of: whole) {
    case nil: return isGuess ? .vector(count) : nil
    case .vector, .row: return .vector(count)
    case .matrix(_, let columns): return .matrix(rows: count, columns: columns)
    case .scalar:
      try report(
        ShapeError(
          "\(whole.text) is a number and has no components \(index.text)", about: [whole, index]))
      return nil
    }
  }

  func broadcast(_ operands: [Expression]) throws(ShapeError) -> Shape? {
    var result: Shape? = .scalar
    var widest = operands[0]
    var shapes: [Shape] = []
    var fits = true
    for operand in operands {
      guard let next = try shape(of: operand) else { continue }
      shapes.append(next)
      guard fits, let before = result else { continue }
      guard let both = before.broadcast(with: next) else {
        if isGuess { continue }
        fits = false
        try report(
          ShapeError(
            "\(widest.text) \(before.phrase) but \(operand.text) \(next.phrase)",
            about: [operand, widest], hint: ShapeInference.batchHint(before, next)))
        continue
      }
      if before != both || before == .scalar { widest = operand }
      result = both
    }
    guard fits else { return mostFrequent(shapes) }
    return shapes.count == operands.count || result != .scalar ? result : nil
  }

  /// How to write it if a vector has a component for each row of a matrix.
  private static func batchHint(_ a: Shape, _ b: Shape) -> String? {
    func fits(_ vector: Shape, _ matrix: Shape) -> Bool {
      if case .vector(let count) = vector { matrix.isMatrix && count == matrix.rows } else { false }
    }
    guard fits(a, b) || fits(b, a) else { return nil }
    return
      "a minibatch has a row for each sample, as in x[t]*U^T, so that a bias is added to every "
      + "row"
  }

  /// The shape of most operands that are not numbers, if one of them is wrong; `nil` if no shape
  /// has a majority.
  private func mostFrequent(_ shapes: [Shape]) -> Shape? {
    let wide = shapes.filter { $0 != .scalar }
    return wide.first { shape in 2 * wide.count { $0 == shape } > wide.count }
  }

  func expectNumber(
    _ operand: Expression, _ what: String, hint: String?
  ) throws(ShapeError) {
    guard let shape = try shape(of: operand), shape.count != 1, !isGuess else { return }
    try report(
      ShapeError(
        "\(what) is a number, but \(operand.text) \(shape.phrase)", about: [operand], hint: hint))
  }

  /// The samples of a minibatch beside something without a shape yet: in `[x[t], h[t-1]]*W` the state
  /// has as many rows as x.
  private func samples(_ factors: ArraySlice<Expression>) throws(ShapeError) -> Int? {
    guard isGuess, factors.count == 1, case .beside(let parts)? = factors.first?.kind else {
      return nil
    }
    for part in parts { if case .matrix(let rows, _)? = try shape(of: part) { return rows } }
    return nil
  }

  private func product(_ factors: [Expression]) throws(ShapeError) -> Shape? {
    var left = try shape(of: factors[0])
    for index in 1..<factors.count {
      let right = try shape(of: factors[index])
      guard let before = left, let next = right else {
        // A matrix times something without a shape yet: that is most likely a vector.
        if case .matrix(let rows, _)? = left, right == nil {
          left = .vector(rows)
        } else if let samples = try samples(factors[..<index]), let columns = right?.columns {
          left = .matrix(rows: samples, columns: columns)
        } else {
          left = nil
        }
        continue
      }
      if let both = before.product(with: next) {
        left = both
      } else {
        if !isGuess { try report(misfit(factors, index, before, next)) }
        left = rows(of: before, times: next)
      }
    }
    return left
  }

  /// The shape of a matrix times a vector that it does not fit: that of its rows, unless the matrix
  /// may have its rows and columns the wrong way round.
  private func rows(of matrix: Shape, times vector: Shape) -> Shape? {
    guard case .matrix(let rows, _) = matrix, case .vector(let count) = vector, rows != count else {
      return nil
    }
    return .vector(rows)
  }

  private func misfit(
    _ factors: [Expression], _ index: Int, _ left: Shape, _ right: Shape
  ) -> ShapeError {
    let before = index == 1 ? factors[0] : Expression(.product(Array(factors[..<index])))
    var hint: String?
    if let single = left == .vector(1) ? before : right == .vector(1) ? factors[index] : nil {
      hint = "\(single.text)[0] is its component as a number"
    }
    if case .vector = left, case .vector = right {
      hint =
        "write \(before.text) .* \(factors[index].text) for component by component, "
        + "or \(before.text)^T*\(factors[index].text) for the sum of the products"
      if left == right {
        return ShapeError(
          "\(before.text)*\(factors[index].text) has no meaning: both are vectors, and * multiplies "
            + "a matrix by a vector",
          about: [factors[index], before], hint: hint)
      }
    }
    if case .vector = left, right.isMatrix {
      let other = Expression(.transpose(before)).text
      hint =
        right.rows == left.count
        ? "write \(other)*\(factors[index].text)"
        : right.columns == left.count ? "write \(factors[index].text)*\(before.text)" : nil
    }
    return ShapeError(
      "\(before.text) \(left.phrase) but \(factors[index].text) \(right.phrase)",
      about: [factors[index], before], hint: hint)
  }

  private func stack(_ parts: [Expression]) throws(ShapeError) -> Shape? {
    guard let shapes = try shapes(of: parts) else { return nil }
    for (index, shape) in shapes.enumerated() where shape.columns != shapes[0].columns {
      if isGuess { return nil }
      try report(
        ShapeError(
          "\(parts[0].text) \(shapes[0].phrase) but \(parts[index].text) \(shape.phrase), "
            + "so they cannot be stacked", about: [parts[index], parts[0]]))
      return nil
    }
    let rows = shapes.reduce(0) { $0 + $1.rows }
    let isColumn = shapes.allSatisfy {
      if case .vector = $0 { true } else { $0 == .scalar }
    }
    return isColumn ? .vector(rows) : .matrix(rows: rows, columns: shapes[0].columns)
  }

  private func beside(_ parts: [Expression]) throws(ShapeError) -> Shape? {
    guard let shapes = try shapes(of: parts) else { return nil }
    for (index, shape) in shapes.enumerated() where shape.rows != shapes[0].rows {
      if isGuess { return nil }
      try report(
        ShapeError(
          "\(parts[0].text) \(shapes[0].phrase) but \(parts[index].text) \(shape.phrase), "
            + "so they do not fit side by side", about: [parts[index], parts[0]]))
      return nil
    }
    let columns = shapes.reduce(0) { $0 + $1.columns }
    let isRow = shapes.allSatisfy { if case .row = $0 { true } else { $0 == .scalar } }
    return isRow ? .row(columns) : .matrix(rows: shapes[0].rows, columns: columns)
  }

  func shapes(of parts: [Expression]) throws(ShapeError) -> [Shape]? {
    var shapes: [Shape] = []
    for part in parts { if let shape = try shape(of: part) { shapes.append(shape) } }
    return shapes.count == parts.count ? shapes : nil
  }
}

extension Shape {
  /// The shape of the transpose.
  public var transposed: Shape {
    switch self {
    case .scalar: .scalar
    case .vector(let count): .row(count)
    case .row(let count): .vector(count)
    case .matrix(let rows, let columns): .matrix(rows: columns, columns: rows)
    }
  }

  /// Returns the shape of a product, `nil` if the operands do not fit; a number scales anything, and
  /// so does one component where there is no matrix product.
  ///
  ///     Shape.matrix(rows: 1, columns: 2).product(with: .vector(2))  // 1 component
  ///     Shape.vector(1).product(with: .vector(3))                    // 3 components
  public func product(with other: Shape) -> Shape? {
    if self == .scalar { return other }
    if other == .scalar { return self }
    if let product = matrixProduct(with: other) { return product }
    if count == 1, other.count == 1 { return .scalar }
    // A matrix that does not fit is more likely a mistake than scaled by one component.
    if isMatrix && count > 1 || other.isMatrix && other.count > 1 { return nil }
    return count == 1 ? other : other.count == 1 ? self : nil
  }

  /// The shape of a product of rows and columns; `nil` if there is none.
  func matrixProduct(with other: Shape) -> Shape? {
    guard self != .scalar, other != .scalar, columns == other.rows else { return nil }
    switch (self, other) {
    case (.vector, .vector): return nil
    case (.row, .vector): return .scalar
    case (.row, _): return .row(other.columns)
    case (_, .vector): return .vector(rows)
    default: return .matrix(rows: rows, columns: other.columns)
    }
  }
}
