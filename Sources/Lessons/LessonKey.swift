import Look

/// A key of a lesson: what may be written under it, and what it means.
struct LessonKey: Hashable, Sendable {
  let name: String
  let type: LessonType
  /// What the key means, in a line of Markdown.
  let help: String
  /// What holds where the key is missing, in a few words of Markdown.
  var fallback = ""
  /// A value as a hint suggests it.
  var example = ""
  /// What one of its words is called, and several of them: of `base` a `theme`, the `themes`; empty
  /// where a message lists the words at once.
  var noun = "", plural = ""
  /// What to do where none of the words will do.
  var alternative = ""
  /// Words that people write for one of the key's own.
  var synonyms: [String: String] = [:]
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
indirect enum LessonType: Hashable, Sendable {
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

  /// The type itself, or the types of which it is any.
  var alternatives: [LessonType] {
    if case .either(let types) = self { types.flatMap(\.alternatives) } else { [self] }
  }

  /// The words of a choice, here or among several types.
  var words: [String] {
    alternatives.flatMap { type -> [String] in
      if case .choice(let words, _) = type { words } else { [] }
    }
  }

  /// Returns the type in a few words: `a list of tokens`.
  ///
  /// - Parameter quote: how words that are written as they are look.
  func phrase(quoting quote: (String) -> String = { $0 }) -> String {
    switch self {
    case .text: "text"
    case .choice(let words, _): words.map(quote).joined(lastBy: "or")
    case .whole(let range):
      range.upperBound == .max
        ? "a whole number of at least \(range.lowerBound)"
        : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .value: "a number, vector or matrix"
    case .color: "a colour such as " + quote("\"#0072b2\"")
    case .canvas:
      (Canvas.names.map(quote) + ["a size in points such as " + quote("800x600")])
        .joined(lastBy: "or", comma: ",")
    case .quantity: "a quantity such as " + quote("h_1")
    case .formula: "a formula"
    case .token: "a token"
    case .nothing: "nothing"
    case .list(let type): "a list of " + type.plural
    case .named(let type): "a mapping of names to " + type.plural
    case .mapping: "a mapping of keys to values"
    case .slide: "a slide"
    case .either: choices(quoting: quote).joined(lastBy: "or", comma: ",")
    }
  }

  /// What may be chosen, each word of a choice by itself.
  private func choices(quoting quote: (String) -> String) -> [String] {
    alternatives.flatMap { type in
      if case .choice(let words, _) = type {
        words.map(quote)
      } else {
        [type.phrase(quoting: quote)]
      }
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
    case .either(let types): types.map(\.plural).joined(lastBy: "or")
    default: phrase()
    }
  }
}

extension [String] {
  /// The words as a list in a sentence: `a, b or c`.
  ///
  /// - Parameter comma: what comes before the last word's conjunction.
  func joined(lastBy word: String, comma: String = "") -> String {
    guard let last, count > 1 else { return first ?? "" }
    return dropLast().joined(separator: ", ") + "\(comma) \(word) " + last
  }

  /// The words as a list in a sentence: `a, b and c`.
  var listed: String { joined(lastBy: "and") }
}
