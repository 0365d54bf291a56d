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

  /// Returns the shape of two operands combined component by component, `nil` if they do not fit; a
  /// number fits every shape.
  public func broadcast(with other: Shape) -> Shape? {
    if self == .scalar { return other }
    if other == .scalar || self == other { return self }
    guard rows == other.rows, columns == other.columns else { return nil }
    return .matrix(rows: rows, columns: columns)
  }
}
