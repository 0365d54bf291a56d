/// The columns of a drawing over time: one for each time step, and gaps for omitted time steps.
///
///     Columns(stepCount: 20, most: 8).all  // 0, 1, 2, 3, gap 4…17, 18, 19, 20
public struct Columns: Hashable, Sendable {
  /// The content of a column.
  public enum Column: Hashable, Sendable {
    /// One time step.
    case time(Int)
    /// Time steps that are not drawn.
    case gap(ClosedRange<Int>)
  }

  /// The number of columns that fit on a slide, unless a lesson sets another.
  public static let usual = 8
  /// The states at 0, the first and the last time step, with dots between, however few they hide.
  public static let fewest = 3

  /// The columns from left to right.
  public let all: [Column]
  /// The gaps, from left to right.
  public let gaps: [ClosedRange<Int>]

  /// Chooses the columns of the time steps 0 to `stepCount`.
  ///
  /// - Parameters:
  ///   - most: the maximum number of columns, at least `fewest`; `nil` for no limit.
  ///   - needed: time steps that must be drawn, such as that of a node asked for.
  public init(stepCount: Int, most: Int?, needed: Set<Int> = []) {
    guard let most, stepCount + 1 > most else {
      all = (0...max(0, stepCount)).map(Column.time)
      gaps = []
      return
    }
    let last = max(1, (most - 1) / 2)
    let first = max(2, most - 1 - last)
    var drawn = Set(0..<first).union(stepCount - last + 1...stepCount)
    // A needed time step inside the gap is drawn between its neighbours.
    for time in needed where !drawn.contains(time) {
      drawn.formUnion((time - 1...time + 1).filter { (0...stepCount).contains($0) })
    }
    var columns: [Column] = []
    var previous = -1
    for time in drawn.sorted() {
      // Dots usually take as much space as the single time step they would hide.
      if time == previous + 2 {
        columns.append(.time(previous + 1))
      } else if time > previous + 1 {
        columns.append(.gap(previous + 1...time - 1))
      }
      columns.append(.time(time))
      previous = time
    }
    all = columns
    gaps = columns.compactMap { if case .gap(let range) = $0 { range } else { nil } }
  }

  /// Returns the gap that contains a time step, counted from 0; `nil` for a time step that is
  /// drawn.
  public func gap(of time: Int) -> Int? { gaps.firstIndex { $0.contains(time) } }
}
