import ArgumentParser
import Figures
import Formulas
import Lessons
import Publishing
import Storyboards
import Unrolling

/// The flags that say how a figure looks; they go before what the lesson says.
struct FigureOptions: ParsableArguments {
  private static let themeNames = Theme.all.map(\.name)
  private static let partNames = FigureSettings.Part.allCases.map(\.rawValue)

  @Option(
    help: ArgumentHelp(
      """
      The colours: \(Self.themeNames.joined(separator: ", ")); of several, such as light,dark, each is \
      drawn: fig-3-light.svg, fig-3-dark.svg. (default: the lesson's, or light)
      """, valueName: "names"), completion: .list(themeNames))
  var theme: String?

  @Option(
    help: ArgumentHelp(
      "The page: \(FigureSettings.Canvas.spelling). (default: the lesson's, or 16:9)",
      valueName: "page"), completion: .list(["16:9", "4:3", "a4", "tight"]))
  var canvas: String?

  @Option(
    help: ArgumentHelp(
      "What is left out around the graph: title, panel, callout, caption, or several with commas.",
      valueName: "parts"), completion: .list(partNames))
  var without: String?

  func validate() throws {
    for (index, name) in names.enumerated() {
      guard Self.themeNames.contains(name) else {
        throw ValidationError(
          "--theme \(name): there is no such theme; "
            + Self.guess(name, among: Self.themeNames, "the themes are"))
      }
      guard !names[..<index].contains(name) else {
        throw ValidationError("--theme \(name): it is named twice")
      }
    }
    if let canvas, FigureSettings.Canvas(canvas) == nil {
      throw ValidationError(
        "--canvas \(canvas): there is no such canvas; write \(FigureSettings.Canvas.spelling)")
    }
    for part in hidden where !Self.partNames.contains(part) {
      throw ValidationError(
        "--without \(part): there is no such part; "
          + Self.guess(part, among: Self.partNames, "the parts are"))
    }
  }

  private var names: [String] { Self.list(theme) }
  private var hidden: [String] { Self.list(without) }

  private static func list(_ text: String?) -> [String] {
    text?.split(separator: ",", omittingEmptySubsequences: false)
      .map { $0.filter { $0 != " " } } ?? []
  }

  private static func guess(_ word: String, among all: [String], _ intro: String) -> String {
    Spelling.nearest(to: word, among: all).map { "did you mean \($0)?" }
      ?? intro + " " + all.joined(separator: ", ")
  }

  /// The themes to draw: those of the flag, or the lesson's.
  func themes(of lesson: Lesson) -> [Theme] {
    let named = names.compactMap(Theme.named)
    guard named.isEmpty else { return named }
    let own = lesson.figure.theme
    return [(Theme.named(own.name) ?? .light).recolored(own.colors)]
  }

  /// Checks that an output holds the pictures of all themes.
  func check(_ plan: OutputPlan, _ themes: [Theme]) throws {
    guard plan.isStream, themes.count > 1 else { return }
    throw Failure.usage(
      "-o \(plan.argument): a stream holds one picture, and \(themes.count) themes are chosen")
  }

  /// The lesson's deck, with as many columns as the canvas holds unless the lesson says how many.
  ///
  /// - Parameters:
  ///   - deck: what is told; `nil` for the lecture.
  ///   - language: a flag's language, which goes before the lesson's.
  ///   - usual: the canvas where neither a flag nor the lesson names one.
  func storyboard(
    of trace: Trace, _ lesson: Lesson, deck: Deck? = nil, in language: Language? = nil,
    on usual: Canvas = .widescreen
  ) throws -> Storyboard {
    try storyboard(of: lesson, on: usual) { mostColumns in
      Storyboard(
        of: trace, lesson, deck: deck ?? .lecture(lesson.script), mostColumns: mostColumns,
        in: language)
    }
  }

  /// A deck with as many columns as the canvas holds unless the lesson says how many.
  ///
  /// - Parameter board: makes the deck with so many columns; `nil` is all.
  func storyboard(
    of lesson: Lesson, on usual: Canvas = .widescreen,
    _ board: (_ mostColumns: Int?) throws -> Storyboard
  ) throws -> Storyboard {
    try lesson.figure.storyboard(on: page(of: lesson, usual), beside: parts(of: lesson), board)
  }

  /// Places a storyboard in a theme.
  ///
  /// - Parameters:
  ///   - unneeded: parts that are left out in any case.
  ///   - usual: the canvas where neither a flag nor the lesson names one.
  /// - Throws: `Failure` when the canvas is too small, at its place in the lesson or as typed.
  func scene(
    of board: Storyboard, _ lesson: Lesson, theme: Theme, without unneeded: Set<Scene.Part> = [],
    on usual: Canvas = .widescreen
  ) throws -> Scene {
    do {
      return try Scene(
        of: board, theme: theme, canvas: page(of: lesson, usual),
        parts: parts(of: lesson).subtracting(unneeded))
    } catch let error as CanvasError {
      guard canvas == nil else { throw Failure.usage("--canvas \(error)") }
      throw Failure.lesson(
        lesson.diagnostic(
          forFigure: "canvas", "\(error)", hint: "or write canvas: 16:9, where letters give way"
        ).description)
    }
  }

  private func page(of lesson: Lesson, _ usual: Canvas) -> Canvas {
    if let named = canvas.flatMap({ FigureSettings.Canvas($0) }) { return named.page }
    return lesson.figure.canvas == .widescreen ? usual : lesson.figure.canvas.page
  }

  private func parts(of lesson: Lesson) -> Set<Scene.Part> {
    let missing = hidden + lesson.figure.hiddenParts.map(\.rawValue)
    return Set(Scene.Part.allCases.filter { !missing.contains($0.rawValue) })
  }

  /// The flags as typed, for a second process.
  var arguments: [String] {
    [("--theme", theme), ("--canvas", canvas), ("--without", without)].flatMap { flag, value in
      value.map { [flag, $0] } ?? []
    }
  }
}

extension FigureSettings {
  /// A deck with as many columns as a page holds unless the lesson says how many.
  func storyboard(
    on page: Figures.Canvas, beside parts: Set<Scene.Part>,
    _ board: (_ mostColumns: Int?) throws -> Storyboard
  ) throws -> Storyboard {
    switch columns {
    case .usual: try page.fitting(beside: parts) { try board($0) }
    case .atMost(let most): try board(most)
    case .all: try board(nil)
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
