/// A number, vector or matrix: what a quantity of a lesson holds.
///
/// Figures of this version show scalars; the other shapes are already part of the promise that
/// `unroll trace --format json` makes (a vector is an array, a matrix an array of rows).
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
}
