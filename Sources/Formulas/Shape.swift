/// The shape of a quantity, known before any arithmetic.
///
/// A row is the transpose of a vector: a row times a column is a number. A matrix that happens to
/// have one row is still a matrix, and times a vector it gives a vector of one component, as in
/// PyTorch.
///
///     Shape(of: .matrix([[1, 2]]))       // a 1×2 matrix
///     Shape.vector(3).description        // "3 components"
public enum Shape: Hashable, Sendable, CustomStringConvertible {
  /// A number.
  case scalar
  /// A column of this many components.
  case vector(Int)
  /// A row of this many components.
  case row(Int)
  /// Rows by columns.
  case matrix(rows: Int, columns: Int)

  /// The shape of a known value.
  public init(of value: Value) {
    switch value {
    case .scalar: self = .scalar
    case .vector(let components): self = .vector(components.count)
    case .matrix(let rows): self = .matrix(rows: rows.count, columns: rows.first?.count ?? 0)
    }
  }

  /// The number of rows; 1 for a number.
  public var rows: Int {
    switch self {
    case .scalar, .row: 1
    case .vector(let count): count
    case .matrix(let rows, _): rows
    }
  }

  /// The number of columns; 1 for a number.
  public var columns: Int {
    switch self {
    case .scalar, .vector: 1
    case .row(let count): count
    case .matrix(_, let columns): columns
    }
  }

  /// The number of components.
  public var count: Int { rows * columns }

  /// Whether this is a matrix, whose derivative with respect to a vector has more than two axes.
  public var isMatrix: Bool { if case .matrix = self { true } else { false } }

  /// The text after "has" or "is" in a sentence: `2×2`, `3 components`, `a number`.
  public var description: String {
    switch self {
    case .scalar: "a number"
    case .vector(1): "1 component"
    case .vector(let count): "\(count) components"
    case .row(let count): "a row of \(count)"
    case .matrix(let rows, let columns): "\(rows)×\(columns)"
    }
  }

  /// The same with its verb: `is 2×2`, `has 3 components`, `is a number`.
  public var phrase: String {
    if case .vector = self { "has \(description)" } else { "is \(description)" }
  }

  /// Returns the shape of two operands combined component by component, `nil` if they do not fit.
  ///
  /// A number fits every shape, and so does what has one component. A vector, a row or a matrix of
  /// one row goes with each row of a matrix, and a matrix of one column with each column, as in
  /// PyTorch:
  ///
  ///     Shape.matrix(rows: 4, columns: 3).broadcast(with: .vector(3))  // 4×3
  ///     Shape.matrix(rows: 4, columns: 3).broadcast(with: .vector(4))  // nil
  public func broadcast(with other: Shape) -> Shape? {
    if self == .scalar { return other }
    if other == .scalar || self == other { return self }
    if rows == other.rows, columns == other.columns { return .matrix(rows: rows, columns: columns) }
    if count == 1 { return other }
    if other.count == 1 { return self }
    return spread(over: other) != nil ? other : other.spread(over: self) != nil ? self : nil
  }

  /// What of a matrix a smaller operand is combined with.
  enum Spread {
    /// With each row: it has a component for each column.
    case rows
    /// With each column: it has a component for each row.
    case columns
  }

  /// Returns how the components go with those of a matrix; `nil` if they do not fit.
  func spread(over matrix: Shape) -> Spread? {
    guard matrix.isMatrix else { return nil }
    switch self {
    case .scalar: return nil
    case .vector(let count), .row(let count): return count == matrix.columns ? .rows : nil
    case .matrix(let rows, let columns):
      if rows == 1, columns == matrix.columns { return .rows }
      return columns == 1 && rows == matrix.rows ? .columns : nil
    }
  }
}
