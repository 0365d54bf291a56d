import ArgumentParser
import Figures
import Formulas
import Lessons
import Look
import Publishing
import Storyboards
import Unrolling

/// The flags that say how a figure looks; they go before what the lesson says.
struct FigureOptions: ParsableArguments {
  private static let themeNames = Theme.all.map(\.name)
  private static let partNames = Part.allCases.map(\.rawValue)

  @Option(
    help: ArgumentHelp(
      """
      The colours: \(Self.themeNames.joined(separator: ", ")); of several, such as light,dark, each is \
      drawn: fig-3-light.svg, fig-3-dark.svg. (default: the lesson's, or light)
      """, valueName: "names"), completion: .list(themeNames))
  var theme: String?

  @Option(
    help: ArgumentHelp(
      "The page: \(Canvas.spelling). (default: the lesson's, or 16:9)",
      valueName: "page"), completion: .list(Canvas.names))
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
    if let canvas, Canvas(canvas) == nil {
      throw ValidationError(
        "--canvas \(canvas): there is no such canvas; write \(Canvas.spelling)")
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
    return named.isEmpty ? [lesson.figure.resolved.theme] : named
  }

  /// What the flags set, except for the themes, of which there may be several.
  var settings: LookSettings {
    LookSettings(
      canvas: canvas.flatMap { Canvas($0) },
      parts: Dictionary(
        hidden.compactMap(Part.init).map { ($0, .hidden) }, uniquingKeysWith: { $1 }))
  }

  /// The look of a lesson's figures.
  ///
  /// - Parameter usual: the canvas where neither a flag nor the lesson names one.
  private func look(of lesson: Lesson, on usual: Canvas?) -> ResolvedLook {
    LookSettings(canvas: usual).overridden(by: lesson.figure).overridden(by: settings).resolved
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
    on usual: Canvas? = nil
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
    of lesson: Lesson, on usual: Canvas? = nil,
    _ board: (_ mostColumns: Int?) throws -> Storyboard
  ) throws -> Storyboard {
    try look(of: lesson, on: usual).storyboard(board)
  }

  /// Places a storyboard in a theme.
  ///
  /// - Parameters:
  ///   - unneeded: parts that are left out in any case.
  ///   - usual: the canvas where neither a flag nor the lesson names one.
  /// - Throws: `Failure` when the canvas is too small, at its place in the lesson or as typed.
  func scene(
    of board: Storyboard, _ lesson: Lesson, theme: Theme, without unneeded: Set<Part> = [],
    on usual: Canvas? = nil
  ) throws -> Scene {
    do {
      let look = look(of: lesson, on: usual)
      return try Scene(
        of: board, theme: theme, canvas: look.canvas, parts: look.parts.subtracting(unneeded))
    } catch let error as CanvasError {
      guard canvas == nil else { throw Failure.usage("--canvas \(error)") }
      throw Failure.lesson(
        lesson.diagnostic(
          forFigure: "canvas", "\(error)", hint: "or write canvas: 16:9, where letters give way"
        ).description)
    }
  }

  /// The flags as typed, for a second process.
  var arguments: [String] {
    [("--theme", theme), ("--canvas", canvas), ("--without", without)].flatMap { flag, value in
      value.map { [flag, $0] } ?? []
    }
  }
}

extension ResolvedLook {
  /// A deck with as many columns as the canvas holds unless it is said how many.
  func storyboard(
    _ board: (_ mostColumns: Int?) throws -> Storyboard
  ) throws -> Storyboard {
    switch columns {
    case .usual: try canvas.fitting(beside: parts) { try board($0) }
    case .atMost(let most): try board(most)
    case .all: try board(nil)
    }
  }
}
