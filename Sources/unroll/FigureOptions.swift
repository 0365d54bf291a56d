import ArgumentParser
import Figures
import Formulas
import Lessons
import Look
import Publishing
import UnrollKit

/// The flags for the look of a figure; they take precedence over the lesson.
struct FigureOptions: ParsableArguments {
  private static let themeNames = Theme.all.map(\.name)
  private static let partNames = Part.allCases.map(\.rawValue)

  @Option(
    help: ArgumentHelp(
      """
      The colours: \(Self.themeNames.joined(separator: ", ")); several, such as light,dark, draw \
      each step in each theme: fig-3-light.svg, fig-3-dark.svg. (default: the lesson's, or light)
      """, valueName: "names"), completion: .list(themeNames))
  var theme: String?

  @Option(
    help: ArgumentHelp(
      "The page: \(Canvas.spelling). (default: the lesson's, or 16:9)",
      valueName: "page"), completion: .list(Canvas.names))
  var canvas: String?

  @Option(
    help: ArgumentHelp(
      "The parts to leave out: title, panel, callout, caption, or several with commas.",
      valueName: "parts"), completion: .list(partNames))
  var without: String?

  func validate() throws {
    try Self.check(names, of: "--theme", among: Self.themeNames, "theme", "themes")
    for (index, name) in names.enumerated() {
      guard !names[..<index].contains(name) else {
        throw ValidationError("--theme: \(name) is named twice")
      }
    }
    if let canvas, Canvas(canvas) == nil {
      throw ValidationError(
        "--canvas \(canvas): there is no such canvas; write "
          + (Canvas.size(ofShape: canvas).map { "\($0) for this shape" } ?? Canvas.spelling))
    }
    try Self.check(hidden, of: "--without", among: Self.partNames, "part", "parts")
  }

  private var names: [String] { theme?.commaSeparated ?? [] }
  private var hidden: [String] { without?.commaSeparated ?? [] }

  private static func check(
    _ words: [String], of flag: String, among known: [String], _ noun: String, _ plural: String
  ) throws {
    guard !words.allSatisfy(known.contains) else { return }
    throw ValidationError(
      flag + ": "
        + Spelling.complaint(about: words, among: known, noun: noun, plural: plural))
  }

  /// The flags as typed.
  var typed: [String] {
    [("--theme", theme), ("--canvas", canvas), ("--without", without)]
      .compactMap { flag, value in value.map { _ in flag } }
  }

  /// The look that the flags choose, with the first theme.
  func overrides(in language: Language? = nil, deck: Overrides.Deck = .lecture) -> Overrides {
    Overrides(
      LookSettings(
        theme: names.first.flatMap(Theme.named), canvas: canvas.flatMap { Canvas($0) },
        parts: Dictionary(
          hidden.compactMap(Part.init).map { ($0, .hidden) }, uniquingKeysWith: { $1 })),
      language: language, deck: deck)
  }

  /// The themes to draw: the flag's, or else the lesson's.
  func themes(or own: Theme) -> [Theme] {
    let named = names.compactMap(Theme.named)
    return named.isEmpty ? [own] : named
  }

  /// Checks that an output can hold the pictures of all themes.
  func check(_ plan: OutputPlan, _ themes: [Theme]) throws {
    guard plan.isStream, themes.count > 1 else { return }
    throw Failure.usage(
      "-o \(plan.argument): a stream holds one picture, but \(themes.count) themes are chosen")
  }
}
