/// A number, vector or matrix: the value of a quantity in a lesson.
///
///     Value.scalar(-5).shape      // []
///     Value.vector([1, 2]).shape  // [2]
public enum Value: Hashable, Sendable {
  /// One number.
  case scalar(Double)
  /// A column vector.
  case vector([Double])
  /// Rows of equal length.
  case matrix([[Double]])

  /// Creates a value from its components, row by row; a row is a matrix of one row.
  ///
  /// - Parameter components: as many as the shape has.
  public init(_ shape: Shape, _ components: some Collection<Double>) {
    precondition(components.count == shape.count, "the number of components must match the shape")
    switch shape {
    case .scalar: self = .scalar(components.first ?? 0)
    case .vector: self = .vector(Array(components))
    case .row, .matrix:
      let all = Array(components)
      let columns = shape.columns
      self = .matrix((0..<shape.rows).map { Array(all[$0 * columns..<($0 + 1) * columns]) })
    }
  }

  /// Returns the zeros of a shape.
  public static func zeros(_ shape: Shape) -> Value {
    Value(shape, repeatElement(0, count: shape.count))
  }

  /// Returns the lengths along each axis: `[]`, `[n]` or `[rows, columns]`.
  public var shape: [Int] {
    switch self {
    case .scalar: []
    case .vector(let components): [components.count]
    case .matrix(let rows): [rows.count, rows.first?.count ?? 0]
    }
  }

  /// Returns the number of a scalar, `nil` for every other shape.
  public var number: Double? {
    if case .scalar(let number) = self { number } else { nil }
  }

  /// The only component, which is written as a number whatever the shape; `nil` of several.
  var single: Double? {
    switch self {
    case .scalar(let number): number
    case .vector(let components): components.count == 1 ? components[0] : nil
    case .matrix(let rows): rows.count == 1 && rows[0].count == 1 ? rows[0][0] : nil
    }
  }

  /// Returns all components, row by row.
  public var components: [Double] {
    switch self {
    case .scalar(let number): [number]
    case .vector(let components): components
    case .matrix(let rows): rows.flatMap { $0 }
    }
  }
}

extension Value {
  /// The value in full precision, a vector in brackets, a matrix as its rows.
  public var text: String {
    switch self {
    case .scalar(let number): "\(number)"
    case .vector(let components): "\(components)"
    case .matrix(let rows): "\(rows)"
    }
  }
}

extension Value {
  /// Returns the sum of values of one shape, component by component; `nil` without any.
  ///
  ///     Value.sum(of: [.vector([1, 2]), .vector([3, 4])])  // [4, 6]
  package static func sum(of values: [Value]) -> Value? {
    guard let first = values.first else { return nil }
    let total = values.dropFirst().reduce(first.components) { zip($0, $1.components).map(+) }
    return Value(Shape(of: first), total)
  }

  /// The Euclidean norm of all components: the length of a vector, the Frobenius norm of a matrix.
  ///
  ///     Value.vector([3e200, 4e200]).norm    // 5e200, although the squares overflow
  ///     Value.vector([3e-200, 4e-200]).norm  // 5e-200, although the squares underflow
  ///
  /// It is infinite only if the norm itself exceeds the largest number.
  public var norm: Double {
    if case .scalar(let number) = self { return abs(number) }
    let components = components
    let largest = components.reduce(0) { max($0, abs($1)) }
    guard largest > 0, largest.isFinite else { return components.reduce(0) { $0 + abs($1) } }
    // The unit is a power of two, so that scaling by it is exact.
    let exponent = largest.exponent
    let squares = components.reduce(0) { sum, component in
      let scaled = Double(sign: .plus, exponent: -exponent, significand: component)
      return sum + scaled * scaled
    }
    return Double(sign: .plus, exponent: exponent, significand: squares.squareRoot())
  }
}
