/// Some of the components of a vector, or of the rows and columns of a matrix, counted from 0; as in
/// NumPy the end is not part of it.
///
///     try Formula("a[t][0:5]").expression      // the first five components
///     try Formula("A[:, 1:3]").expression.text  // "A[:, 1:3]"
public struct Slice: Hashable, Sendable {
  /// Where a slice starts and ends along one axis.
  public struct Bounds: Hashable, Sendable {
    /// The first index; 0 if not given.
    public let start: Int?
    /// The index after the last one; the length if not given.
    public let end: Int?

    /// Creates bounds.
    public init(start: Int?, end: Int?) {
      self.start = start
      self.end = end
    }

    /// Returns the indices along an axis; `nil` if there are none or they are out of range.
    func range(of count: Int) -> Range<Int>? {
      let (low, high) = (start ?? 0, end ?? count)
      return low < high && high <= count ? low..<high : nil
    }

    /// How many indices it has if both ends say so.
    var count: Int? { end.flatMap { $0 > start ?? 0 ? $0 - (start ?? 0) : nil } }

    /// The bounds as a formula writes them: `0:5`.
    public var text: String { (start.map(String.init) ?? "") + ":" + (end.map(String.init) ?? "") }
  }

  /// Which components of a vector, or which rows of a matrix.
  public let rows: Bounds
  /// Which columns of a matrix; `nil` for all of them, and for a vector.
  public let columns: Bounds?

  /// Creates a slice.
  public init(rows: Bounds, columns: Bounds? = nil) {
    self.rows = rows
    self.columns = columns
  }

  /// The slice as a formula writes it between brackets: `0:5` or `:, 0:5`.
  public var text: String { rows.text + (columns.map { ", " + $0.text } ?? "") }
}
