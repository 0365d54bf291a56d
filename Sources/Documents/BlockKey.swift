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
    /// Some of these words, with commas.
    case choices([String])
  }

  /// The name.
  public let name: String
  /// What it may hold.
  public let values: Values
  /// What holds without it, in words.
  public let usual: String
  /// What it does, in a line.
  public let help: String
  /// Whether a document or book can set it for all of its blocks.
  public var isShared = true
  /// What a value of it sets of look and words, if it does.
  var sets: @Sendable (_ value: String, _ overrides: inout Overrides) -> Void = { _, _ in }

  /// The keys, in the order in which help lists them.
  public static let all = [
    BlockKey(
      name: "id", values: .text, usual: "named after the content",
      help: "the name of the figure's files and, but for unroll embed, what links point to",
      isShared: false),
    BlockKey(
      name: "show", values: .steps, usual: "last",
      help:
        "a step's number, a kind of step such as braces, a range 2-5, all, last; several with commas"
    ),
    BlockKey(
      name: "as", values: .choice(BlockFigure.Shape.allCases.map(\.rawValue)), usual: "figure",
      help:
        "figure, strip (side by side), grid (two in a row), stack (one over the other, for slides)"
    ),
    BlockKey(
      name: "caption", values: .text, usual: "none", help: "the text below", isShared: false),
    BlockKey(
      name: "alt", values: .text, usual: "the step's own words",
      help: "the figure in words, for readers who cannot see it", isShared: false),
    BlockKey(
      name: "width", values: .width, usual: "as wide as it is",
      help: "60% of the text, which pictures side by side divide; 300 or 8cm for each of them"),
    BlockKey(
      name: "theme", values: .choices(Theme.all.map(\.name)), usual: "the lesson's",
      help: themes + "; light,dark is a pair, and the reader's page chooses"),
    BlockKey(
      name: "panel", values: .choice(["shown", "none"]), usual: "shown",
      help: "none leaves the definitions out",
      sets: { $1.look.parts[.panel] = $0 == "none" ? .hidden : .shown }),
    BlockKey(
      name: "language", values: .choice(Language.allCases.map(\.rawValue)), usual: "the lesson's",
      help: Language.allCases.map(\.rawValue).joined(separator: " or "),
      sets: { $1.language = Language(rawValue: $0) }),
  ]

  private static let themes = Theme.all.map(\.name).joined(separator: ", ")

  /// The names of all keys.
  static let names = all.map(\.name)
  /// The names of those that a document or book can set for all of its blocks.
  static let sharedNames = all.filter(\.isShared).map(\.name)

  /// All names, with what each does where the name does not say it, for help texts.
  public static let summary = all.map { key in
    switch key.values {
    case .text: key.name
    case .steps: "\(key.name) (a step, a kind, last, all, 2-5)"
    case .width: "\(key.name) (60% or 300px)"
    case .choice(let words): "\(key.name) (\(words.joined(separator: ", ")))"
    case .choices(let words): "\(key.name) (\(words.joined(separator: ", ")); several with commas)"
    }
  }.joined(separator: ", ")

  /// The names of the shared keys, for help texts.
  public static let sharedSummary = sharedNames.joined(separator: ", ")

  /// Returns the key of a name, `nil` if there is none.
  static func named(_ name: String) -> BlockKey? { all.first { $0.name == name } }

  /// Returns whether a text is a value of the key; steps are those of a deck, and found there.
  func accepts(_ text: String) -> Bool {
    switch values {
    case .text, .steps: true
    case .width: FigureWidth(text) != nil
    case .choice(let words): words.contains(text)
    case .choices(let words): Self.list(text).allSatisfy(words.contains)
    }
  }

  /// Returns the values of a text with commas between.
  static func list(_ text: String) -> [String] {
    text.split(separator: ",", omittingEmptySubsequences: false).map { $0.filter { $0 != " " } }
  }
}

extension BlockKey: Hashable {
  /// Keys of one name are one key.
  public static func == (one: BlockKey, other: BlockKey) -> Bool { one.name == other.name }

  /// Hashes the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
