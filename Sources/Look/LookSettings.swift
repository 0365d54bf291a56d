/// The look of a figure as set by a lesson, a flag or a block; `nil` for what is not set.
///
///     let lesson = LookSettings(canvas: .standard, digits: 2)
///     let flags = LookSettings(canvas: .widescreen)
///     lesson.overridden(by: flags).canvas           // .widescreen
///     lesson.overridden(by: flags).resolved.numbers // of 2 digits
///
/// A default that is set explicitly differs from an unset value: it overrides other settings.
public struct LookSettings: Hashable, Sendable {
  /// The colours.
  public var theme: Theme?
  /// The page.
  public var canvas: Canvas?
  /// The parts around the graph that are explicitly shown or hidden.
  public var parts: [Part: Visibility]
  /// The number of columns of a drawing over time.
  public var columns: ColumnLimit?
  /// The number of significant digits, 1 to 15.
  public var digits: Int?
  /// The strip with the size of the gradient at every time step.
  public var flow: Visibility?
  /// What the nodes of the drawing are.
  public var detail: Detail?
  /// The nodes of shared parameters.
  public var parameters: Visibility?
  /// Which time steps are drawn as single boxes.
  public var fold: Fold?
  /// How many steps the standard lecture takes.
  public var pace: Pace?

  /// Creates settings; everything left out is unset.
  public init(
    theme: Theme? = nil, canvas: Canvas? = nil, parts: [Part: Visibility] = [:],
    columns: ColumnLimit? = nil, digits: Int? = nil, flow: Visibility? = nil,
    detail: Detail? = nil, parameters: Visibility? = nil, fold: Fold? = nil,
    pace: Pace? = nil
  ) {
    self.theme = theme
    self.canvas = canvas
    self.parts = parts
    self.columns = columns
    self.digits = digits
    self.flow = flow
    self.detail = detail
    self.parameters = parameters
    self.fold = fold
    self.pace = pace
  }

  /// Returns these settings, replaced by those of `other` where `other` sets them.
  ///
  /// Parts are overridden one by one: a flag that hides the title leaves a hidden panel hidden.
  public func overridden(by other: LookSettings) -> LookSettings {
    LookSettings(
      theme: other.theme ?? theme, canvas: other.canvas ?? canvas,
      parts: parts.merging(other.parts) { $1 }, columns: other.columns ?? columns,
      digits: other.digits ?? digits, flow: other.flow ?? flow, detail: other.detail ?? detail,
      parameters: other.parameters ?? parameters, fold: other.fold ?? fold,
      pace: other.pace ?? pace)
  }

  /// The settings, with defaults for everything unset.
  public var resolved: ResolvedLook { ResolvedLook(self) }
}

/// Whether something is drawn.
public enum Visibility: String, CaseIterable, Sendable { case shown, hidden }

/// What the nodes of the drawing are.
public enum Detail: String, CaseIterable, Sendable {
  /// Each quantity that has an equation.
  case cells
  /// Each operation of the equations.
  case operations
}

/// Which time steps are drawn as single boxes that pass their states on.
public enum Fold: String, CaseIterable, Sendable {
  /// None.
  case none
  /// All except those with a quantity that the deck asks about or names.
  case all
  /// Where the drawing does not fit otherwise, those that the deck does not show one quantity at a
  /// time.
  case auto
}

/// How many steps a lecture takes.
public enum Pace: String, CaseIterable, Sendable {
  /// Few: time steps that work alike share a step.
  case brief
  /// At most 40.
  case normal
  /// One for each value and five for each edge, however many they are.
  case detailed
}

/// The number of columns of a drawing over time.
public enum ColumnLimit: Hashable, Sendable {
  /// As many as fit on the canvas.
  case usual
  /// At most this many, at least `fewest`; the middle of a longer sequence is left out.
  case atMost(Int)
  /// One for each time step.
  case all

  /// The smallest allowed number of columns.
  public static let fewest = 3
}
