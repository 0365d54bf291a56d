/// What a lesson, a flag or a block says about the look of a figure; `nil` where it says nothing.
///
///     let lesson = LookSettings(canvas: .standard, digits: 2)
///     let flags = LookSettings(canvas: .widescreen)
///     lesson.overridden(by: flags).canvas           // .widescreen
///     lesson.overridden(by: flags).resolved.numbers // of 2 digits
///
/// A default that is written out differs from nothing: it overrides another default.
public struct LookSettings: Hashable, Sendable {
  /// The colours.
  public var theme: Theme?
  /// The page.
  public var canvas: Canvas?
  /// The parts around the graph that are shown or hidden by name.
  public var parts: [Part: Visibility]
  /// How many columns a drawing over time has.
  public var columns: ColumnLimit?
  /// How many significant digits numbers have, 1 to 15.
  public var digits: Int?
  /// The strip with the size of the gradient at every time step.
  public var flow: Visibility?
  /// What is a node of the drawing.
  public var detail: Detail?
  /// The nodes of shared parameters.
  public var parameters: Visibility?

  /// Creates settings; whatever is left out is not given.
  public init(
    theme: Theme? = nil, canvas: Canvas? = nil, parts: [Part: Visibility] = [:],
    columns: ColumnLimit? = nil, digits: Int? = nil, flow: Visibility? = nil,
    detail: Detail? = nil, parameters: Visibility? = nil
  ) {
    self.theme = theme
    self.canvas = canvas
    self.parts = parts
    self.columns = columns
    self.digits = digits
    self.flow = flow
    self.detail = detail
    self.parameters = parameters
  }

  /// Returns these settings with everything that `other` gives in place of what they give.
  ///
  /// Parts are overridden one by one: a flag that hides the title leaves a hidden panel hidden.
  public func overridden(by other: LookSettings) -> LookSettings {
    LookSettings(
      theme: other.theme ?? theme, canvas: other.canvas ?? canvas,
      parts: parts.merging(other.parts) { $1 }, columns: other.columns ?? columns,
      digits: other.digits ?? digits, flow: other.flow ?? flow, detail: other.detail ?? detail,
      parameters: other.parameters ?? parameters)
  }

  /// The settings with the default of each that is not given.
  public var resolved: ResolvedLook { ResolvedLook(self) }
}

/// Whether something is drawn.
public enum Visibility: String, CaseIterable, Sendable { case shown, hidden }

/// What is a node of the drawing.
public enum Detail: String, CaseIterable, Sendable {
  /// Each quantity that has an equation.
  case cells
  /// Each operation of the equations.
  case operations
}

/// How many columns a drawing over time has.
public enum ColumnLimit: Hashable, Sendable {
  /// As many as the canvas holds.
  case usual
  /// At most so many, at least 5; the middle of a longer sequence is left out.
  case atMost(Int)
  /// One for each time step.
  case all

  /// The smallest number of columns that can be asked for.
  public static let fewest = 5
}
