import Formulas

/// What a lesson's `figure` says of its drawing.
///
///     let lesson = try Lesson(yaml: text, name: "lesson.yaml")  // figure: {digits: 2, columns: all}
///     lesson.figure.numbers.digits  // 2
///     lesson.figure.columns         // .all
public struct FigureSettings: Hashable, Sendable {
  /// How many columns a drawing over time has.
  public enum ColumnLimit: Hashable, Sendable {
    /// As many as a slide holds.
    case usual
    /// So many at the most, at least 5; the middle of a longer sequence is left out.
    case atMost(Int)
    /// One for each time step.
    case all
  }

  /// How numbers are written.
  public var numbers = NumberStyle()
  /// How many columns there are.
  public var columns = ColumnLimit.usual
  /// Whether every operation is a node of its own (`detail: operations`).
  public var drawsOperations = false
  /// Whether shared parameters are nodes of the drawing (`parameters: shown`).
  public var showsParameters = false
}
