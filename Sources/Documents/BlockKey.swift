import Formulas
import Look
import UnrollKit
import Notes

/// A key of a lesson's block in a document. **A new key goes here:** an entry in `all`.
///
/// The table drives `unroll embed`, `block`, `pandoc`, `mdbook` and `myst`, their help texts, and
/// through `unroll block` the extension for Sphinx; docs/notes.md is compared with it.
public struct BlockKey: Sendable {
  /// What a key may hold.
  public enum Values: Hashable, Sendable {
    /// Any text.
    case text
    /// Steps of the deck.
    case steps
    /// A width, such as `60%`.
    case width
    /// One of these words.
    case choice([String])
    /// One or more of these words, separated by commas.
    case choices([String])
  }

  /// The name.
  public let name: String
  /// What it may hold.
  public let values: Values
  /// The default, in words.
  public let usual: String
  /// What it does, in one line.
  public let help: String
  /// Whether a document or book can set it for all of its blocks.
  public var isShared = true
  /// Whether pictures depend on it; if not, it only arranges them, or adds words around them.
  var changesPictures = true
  /// What one of its words names; `nil` for the key's name.
  var word: String?
  /// What one of its words names, in messages.
  var noun: String { word ?? name }
  /// Applies a value to the look or the language, if the key sets either.
  var sets: @Sendable (_ value: String, _ overrides: inout Overrides) -> Void = { _, _ in }

  /// The keys, in the order in which help lists them.
  public static let all = [
    BlockKey(
      name: "id", values: .text, usual: "named after the content",
      help: "the name of the figure's files and, except in unroll embed, the target of links",
      isShared: false),
    BlockKey(
      name: "show", values: .steps, usual: "answer",
      help:
        "a step's name such as sum h_1, or its number, a kind of step such as braces, a range 2-5, all, first, last; several with commas"
    ),
    BlockKey(
      name: "as", values: .choice(BlockFigure.Shape.allCases.map(\.rawValue)), usual: "figure",
      help:
        "figure, strip (side by side), grid (two per row), stack (on top of each other, for slides)",
      changesPictures: false),
    BlockKey(
      name: "caption", values: .text, usual: "none", help: "the text below", isShared: false,
      changesPictures: false),
    BlockKey(
      name: "captions", values: .choice(["steps"]), usual: "none",
      help: "steps puts the caption of each step below its picture, in a stack on slides",
      changesPictures: false),
    BlockKey(
      name: "speaker-notes", values: .choice(["true", "false"]), usual: "false",
      help: "true makes the narration of each step the speaker notes of its slide, with Pandoc",
      changesPictures: false),
    BlockKey(
      name: "alt", values: .text, usual: "the step's own words",
      help: "the figure in words, for readers who cannot see it", isShared: false),
    BlockKey(
      name: "width", values: .width, usual: "the natural width",
      help: "60% of the text, shared by pictures side by side; 300 or 8cm for each of them",
      changesPictures: false),
    BlockKey(
      name: "theme", values: .choices(Theme.all.map(\.name)), usual: "the lesson's",
      help: themes + "; light,dark is a pair, of which the reader's page shows one"),
    BlockKey(
      name: "without", values: .choices(Part.allCases.map(\.rawValue)), usual: "the lesson's",
      help: "the parts to leave out: \(Part.allCases.map(\.rawValue).joined(separator: ", "))",
      word: "part",
      sets: { text, overrides in
        for part in text.commaSeparated.compactMap(Part.init) {
          overrides.look.parts[part] = .hidden
        }
      }),
    BlockKey(
      name: "panel", values: .choice(["shown", "none"]), usual: "the lesson's",
      help: "none leaves the definitions out",
      sets: { $1.look.parts[.panel] = $0 == "none" ? .hidden : .shown }),
    BlockKey(
      name: "language", values: .choice(Language.allCases.map(\.rawValue)), usual: "the lesson's",
      help: Language.allCases.map(\.rawValue).joined(separator: " or "),
      sets: { $1.language = Language(rawValue: $0) }),
  ]

  private static let themes = Theme.all.map(\.name).joined(separator: ", ")

  /// Whether a key is one for the program that reads the document, such as Quarto's `fig-align`.
  static func isOfHost(_ name: String) -> Bool {
    name.hasPrefix("fig-") || name.hasPrefix("data-")
  }

  /// The names of all keys.
  static let names = all.map(\.name)
  /// The names of the keys that a document or book can set for all of its blocks.
  static let sharedNames = all.filter(\.isShared).map(\.name)

  /// All names, each with a short explanation where it needs one, for help texts.
  public static let summary = all.map { key in
    switch key.values {
    case .text: key.name
    case .steps: "\(key.name) (a step, a kind, last, all, 2-5)"
    case .width: "\(key.name) (60% or 300px)"
    case .choice(let words): "\(key.name) (\(words.joined(separator: ", ")))"
    case .choices(let words):
      "\(key.name) (\(words.joined(separator: ", ")); several with commas)"
    }
  }.joined(separator: ", ")

  /// The names of the shared keys, for help texts.
  public static let sharedSummary = sharedNames.joined(separator: ", ")

  /// Returns the key with a name, `nil` if there is none.
  static func named(_ name: String) -> BlockKey? { all.first { $0.name == name } }

  /// Returns whether a text is a valid value of the key; steps are checked later, against the deck.
  func accepts(_ text: String) -> Bool {
    switch values {
    case .text, .steps: true
    case .width: FigureWidth(text) != nil
    case .choice(let words): words.contains(text)
    case .choices(let words): text.commaSeparated.allSatisfy(words.contains)
    }
  }
}

extension BlockKey: Hashable {
  /// Keys are equal if their names are.
  public static func == (one: BlockKey, other: BlockKey) -> Bool { one.name == other.name }

  /// Hashes the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
