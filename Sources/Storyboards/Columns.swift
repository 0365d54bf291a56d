/// The columns of a drawing over time: a time step each, and a gap where time steps are left out.
///
///     Columns(stepCount: 20, most: 8).all  // 0, 1, 2, 3, gap 4…17, 18, 19, 20
public struct Columns: Hashable, Sendable {
  /// What stands in a column.
  public enum Column: Hashable, Sendable {
    /// One time step.
    case time(Int)
    /// Time steps that are not drawn.
    case gap(ClosedRange<Int>)
  }

  /// As many columns as a slide holds, unless a lesson says otherwise.
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
  ///   - most: how many columns there are at the most, at least `fewest`; `nil` for no limit.
  ///   - needed: time steps that must be drawn, such as an asked one.
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
      // Dots usually take as much room as the one time step that they would hide.
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

  /// Returns the gap that a time step lies in, counted from 0; `nil` for a drawn one.
  public func gap(of time: Int) -> Int? { gaps.firstIndex { $0.contains(time) } }
}
