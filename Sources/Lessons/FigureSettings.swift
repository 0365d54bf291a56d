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

  /// A theme's name, and the colours that differ from it.
  public struct Theme: Hashable, Sendable {
    /// The name of a theme of `Figures`.
    public var name: String
    /// Colours as `#rrggbb`, by their names among `colorNames`.
    public var colors: [String: String]

    /// Names a theme, and the colours that differ from it.
    public init(name: String = "light", colors: [String: String] = [:]) {
      self.name = name
      self.colors = colors
    }

    /// The names of a theme's colours.
    public static let colorNames = [
      "background", "ink", "muted", "forward", "forward-text", "forward-tint", "backward",
      "backward-text", "backward-tint", "input",
    ]
  }

  /// The page of a figure.
  public enum Canvas: Hashable, Sendable {
    /// 16:9.
    case widescreen
    /// 4:3.
    case standard
    /// A4, wide way up.
    case a4
    /// As large as what is drawn.
    case tight
    /// A size in points.
    case points(width: Double, height: Double)

    /// How a canvas is written, in a sentence.
    public static let spelling = "16:9, 4:3, a4, tight, or a size in points such as 800x600"

    /// Reads a canvas as lessons and flags write it.
    ///
    ///     FigureSettings.Canvas("800x600")  // .points(width: 800, height: 600)
    ///     FigureSettings.Canvas("800")      // nil
    public init?(_ text: String) {
      switch text.lowercased() {
      case "16:9": self = .widescreen
      case "4:3": self = .standard
      case "a4": self = .a4
      case "tight": self = .tight
      default:
        let sides = text.lowercased().split(separator: "x", omittingEmptySubsequences: false)
          .map { Int($0) }
        guard sides.count == 2, let width = sides[0], let height = sides[1],
          (1...Self.longest).contains(width), (1...Self.longest).contains(height)
        else { return nil }
        self = .points(width: Double(width), height: Double(height))
      }
    }

    // Two hundred inches are the longest side that a page of PDF can have.
    private static let longest = 14_400
  }

  /// What stands around the graph and can be left out.
  public enum Part: String, CaseIterable, Sendable { case title, panel, callout, caption }

  /// The colours.
  public var theme = Theme()
  /// The page.
  public var canvas = Canvas.widescreen
  /// The parts that are not drawn.
  public var hiddenParts: Set<Part> = []
  /// How numbers are written.
  public var numbers = NumberStyle()
  /// How many columns there are.
  public var columns = ColumnLimit.usual
  /// Whether the size of the gradient at every time step is drawn below the graph; `nil` for where
  /// some time steps are left out.
  public var showsFlow: Bool?
  /// Whether every operation is a node of its own (`detail: operations`).
  public var drawsOperations = false
  /// Whether shared parameters are nodes of the drawing (`parameters: shown`).
  public var showsParameters = false
}
