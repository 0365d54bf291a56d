import Formulas

/// The look of a figure with every setting resolved.
///
///     LookSettings().resolved.canvas                         // .widescreen
///     LookSettings(parts: [.panel: .hidden]).resolved.parts  // title, callout and caption
public struct ResolvedLook: Hashable, Sendable {
  /// The colours.
  public let theme: Theme
  /// The page.
  public let canvas: Canvas
  /// The parts around the graph that are drawn.
  public let parts: Set<Part>
  /// The number of columns of a drawing over time.
  public let columns: ColumnLimit
  /// How numbers are written.
  public let numbers: NumberStyle
  /// Whether the size of the gradient at every time step is drawn below the graph; `nil` draws it
  /// if time steps are left out.
  public let showsFlow: Bool?
  /// What the nodes of the drawing are.
  public let detail: Detail
  /// Whether shared parameters are nodes of the drawing.
  public let showsParameters: Bool
  /// Which time steps are drawn as single boxes.
  public let fold: Fold
  /// How many steps the standard lecture takes.
  public let pace: Pace

  init(_ settings: LookSettings) {
    theme = settings.theme ?? .light
    canvas = settings.canvas ?? .widescreen
    parts = Set(Part.allCases.filter { settings.parts[$0] != .hidden })
    columns = settings.columns ?? .usual
    numbers = settings.digits.map { NumberStyle(digits: $0) } ?? NumberStyle()
    showsFlow = settings.flow.map { $0 == .shown }
    detail = settings.detail ?? .cells
    showsParameters = settings.parameters == .shown
    fold = settings.fold ?? .auto
    pace = settings.pace ?? .normal
  }
}
