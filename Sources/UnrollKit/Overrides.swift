import Figures
import Formulas
import Lessons
import Storyboards

/// What goes before what a lesson says; every value is optional.
///
///     try Illustration(of: lesson, with: Overrides(theme: .dark, language: .italian))
public struct Overrides: Hashable, Sendable {
  /// What a deck tells.
  public enum Deck: String, CaseIterable, Sendable {
    /// Question, numbers and answer.
    case lecture
    /// The same up to the question: no gradient shows.
    case question
  }

  /// The colors.
  public var theme: Theme?
  /// The page.
  public var canvas: FigureSettings.Canvas?
  /// Parts to leave out beside those that the lesson leaves out.
  public var hiddenParts: Set<FigureSettings.Part>
  /// The language of all words.
  public var language: Language?
  /// What the deck tells.
  public var deck: Deck

  /// Makes overrides.
  public init(
    theme: Theme? = nil, canvas: FigureSettings.Canvas? = nil,
    hiddenParts: Set<FigureSettings.Part> = [], language: Language? = nil, deck: Deck = .lecture
  ) {
    (self.theme, self.canvas, self.hiddenParts) = (theme, canvas, hiddenParts)
    (self.language, self.deck) = (language, deck)
  }
}

/// How a lesson looks with its overrides: the one place where both are put together.
struct ResolvedLook {
  var theme: Theme
  var canvas: Canvas
  var parts: Set<Scene.Part>
  var language: Language
  let columns: FigureSettings.ColumnLimit
  /// Whether the lesson, rather than an override, chose the canvas.
  let isCanvasOfLesson: Bool
  /// Whether nothing was said of the canvas.
  let isCanvasFree: Bool

  init(_ lesson: Lesson, _ overrides: Overrides) {
    let figure = lesson.figure
    theme =
      overrides.theme
      ?? (Theme.named(figure.theme.name) ?? .light).recolored(figure.theme.colors)
    canvas = (overrides.canvas ?? figure.canvas).page
    isCanvasOfLesson = overrides.canvas == nil
    isCanvasFree = overrides.canvas == nil && figure.canvas == .widescreen
    let hidden = Set(overrides.hiddenParts.union(figure.hiddenParts).map(\.rawValue))
    parts = Set(Scene.Part.allCases.filter { !hidden.contains($0.rawValue) })
    language = overrides.language ?? lesson.language
    columns = figure.columns
  }

  /// Returns a deck with as many columns as the page holds, unless the lesson says how many.
  func storyboard(
    _ board: (_ mostColumns: Int?) throws -> Storyboard
  ) throws(IllustrationError) -> Storyboard {
    try IllustrationError.typed {
      switch columns {
      case .usual: try canvas.fitting(beside: parts) { try board($0) }
      case .atMost(let most): try board(most)
      case .all: try board(nil)
      }
    }
  }
}

extension FigureSettings.Canvas {
  /// The page with its size.
  var page: Canvas {
    switch self {
    case .widescreen: .widescreen
    case .standard: .standard
    case .a4: .a4
    case .tight: .tight
    case .points(let width, let height): Canvas(width: width, height: height)
    }
  }
}
