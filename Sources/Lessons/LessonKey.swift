/// A key of a lesson: what may be written under it, and what it means.
struct LessonKey: Sendable {
  let name: String
  let type: LessonType
  /// What the key means, in a line of Markdown.
  let help: String
  /// What holds where the key is missing, in a few words of Markdown.
  var fallback = ""
  /// A value as a message suggests it.
  var example = ""
  /// The keys that may accompany a kind of slide.
  var companions: [LessonKey] = []
}

extension [LessonKey] {
  /// The keys' names, in the table's order.
  var names: [String] { map(\.name) }

  /// Returns the key of a name.
  subscript(_ name: String) -> LessonKey? { first { $0.name == name } }
}

/// What may be written under a key.
indirect enum LessonType: Sendable {
  /// Any text on one line.
  case text
  /// One of several words, and other spellings of them that mean the same.
  case choice([String], otherSpellings: [String] = [])
  /// A whole number within limits.
  case whole(ClosedRange<Int>)
  /// A number, a vector or a matrix.
  case value
  /// A colour as `#rrggbb`.
  case color
  /// A canvas by its name or size.
  case canvas
  /// The name of a quantity.
  case quantity
  /// The text of a formula.
  case formula
  /// A token of the vocabulary.
  case token
  /// Nothing: the key alone.
  case nothing
  /// A list with at least one entry.
  case list(LessonType)
  /// A mapping of names that the lesson chooses.
  case named(LessonType)
  /// A mapping of certain keys.
  case mapping([LessonKey])
  /// A slide: the word of a kind, or a mapping of the kind and its companions.
  case slide([LessonKey])
  /// Any of several types.
  case either([LessonType])

  /// The words of a choice, here or among several types.
  var words: [String] {
    switch self {
    case .choice(let words, _): words
    case .either(let types): types.flatMap(\.words)
    default: []
    }
  }

  /// The type in a few words of Markdown: `a list of tokens`.
  var phrase: String {
    switch self {
    case .text: "text"
    case .choice(let words, _): words.map { "`\($0)`" }.joined(" or ")
    case .whole(let range):
      range.upperBound == .max
        ? "a whole number, \(range.lowerBound) or more"
        : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .value: "a number, vector or matrix"
    case .color: "a colour such as `\"#0072b2\"`"
    case .canvas: "`16:9`, `4:3`, `a4`, `tight` or a size in points such as `800x600`"
    case .quantity: "a quantity"
    case .formula: "a formula"
    case .token: "a token"
    case .nothing: "nothing"
    case .list(let type): "a list of " + type.plural
    case .named(let type): "names with " + type.plural
    case .mapping: "a mapping"
    case .slide: "a slide"
    case .either(let types): types.map(\.phrase).joined(", or ")
    }
  }

  /// Several values of the type, in words.
  private var plural: String {
    switch self {
    case .value: "values"
    case .quantity: "quantities"
    case .formula: "formulas"
    case .token: "tokens"
    case .slide: "slides"
    case .list(let type): "lists of " + type.plural
    case .either(let types): types.map(\.plural).joined(" or ")
    default: phrase
    }
  }
}

extension [String] {
  /// The words with commas between them, and another word before the last.
  fileprivate func joined(_ lastSeparator: String) -> String {
    guard let last, count > 1 else { return first ?? "" }
    return dropLast().joined(separator: ", ") + lastSeparator + last
  }
}
