import Formulas
import Look

/// A key of a lesson: its possible values and its meaning.
struct LessonKey: Hashable, Sendable {
  let name: String
  let type: LessonType
  /// What the key means, in one line of Markdown.
  let help: String
  /// The default, in a few words of Markdown.
  var fallback = ""
  /// An example value for hints.
  var example = ""
  /// The noun for one of its words and for several, such as `theme` and `themes` for `base`; empty
  /// if messages list the words directly.
  var noun = "", plural = ""
  /// What to do if none of the words fits.
  var alternative = ""
  /// Other words that people write for one of the key's words.
  var synonyms: [String: String] = [:]
  /// Words that are none of the key's words, however alike they are.
  var strangers: Set<String> = []
  /// The keys that may accompany a kind of slide.
  var companions: [LessonKey] = []
}

extension LessonKey {
  /// Returns the word that another one was probably meant for: another name of it, or one with a
  /// typing error.
  func word(meantBy text: String) -> String? {
    let plain = plain(text)
    if let name = synonyms.keys.first(where: { self.plain($0) == plain }) { return synonyms[name] }
    if let word = type.words.first(where: { self.plain($0) == plain }) { return word }
    if strangers.contains(where: { self.plain($0) == plain }) { return nil }
    // Names that are only alike may be those of other things.
    let mostErrors = strangers.isEmpty ? Int.max : min(2, text.count / 4)
    func nearest(_ candidates: [String]) -> String? {
      Spelling.meant(by: text, among: candidates, mostErrors: mostErrors)
    }
    return nearest(synonyms.keys.sorted()).flatMap { synonyms[$0] } ?? nearest(type.words)
  }

  /// The letters and digits of a word, without the noun that it may end in: of MSELoss, mse.
  private func plain(_ text: String) -> String {
    let letters = text.lowercased().filter { $0.isLetter || $0.isNumber }
    return !noun.isEmpty && letters.hasSuffix(noun) && letters != noun
      ? String(letters.dropLast(noun.count)) : letters
  }
}

extension [LessonKey] {
  /// The keys' names, in the table's order.
  var names: [String] { map(\.name) }

  /// Returns the key with a name.
  subscript(_ name: String) -> LessonKey? { first { $0.name == name } }
}

/// The type of a key's value.
indirect enum LessonType: Hashable, Sendable {
  /// Any text on one line.
  case text
  /// A text that ids can begin with.
  case id
  /// One of several words, and other spellings of them that mean the same.
  case choice([String], otherSpellings: [String] = [])
  /// A whole number within limits.
  case whole(ClosedRange<Int>)
  /// A number.
  case number
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
  /// A mapping with fixed keys.
  case mapping([LessonKey])
  /// A slide: a kind's word, or a mapping of the kind and its companions.
  case slide([LessonKey])
  /// Any of several types.
  case either([LessonType])

  /// The type itself, or the types of an `either`.
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
  /// - Parameter quote: formats words that are written literally.
  func phrase(quoting quote: (String) -> String = { $0 }) -> String {
    switch self {
    case .text, .id: "text"
    case .choice(let words, _): words.map(quote).joined(lastBy: "or")
    case .whole(let range):
      range.upperBound == .max
        ? "a whole number of at least \(range.lowerBound)"
        : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .number: "a number"
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

  /// The alternatives, each word of a choice separately.
  private func choices(quoting quote: (String) -> String) -> [String] {
    alternatives.flatMap { type in
      if case .choice(let words, _) = type {
        words.map(quote)
      } else {
        [type.phrase(quoting: quote)]
      }
    }
  }

  /// The plural of the type, in words.
  private var plural: String {
    switch self {
    case .value: "values"
    case .number: "numbers"
    case .quantity: "quantities"
    case .formula: "formulas"
    case .token: "tokens"
    case .slide: "slides"
    case .list(let type): "lists of " + type.plural
    case .mapping: "mappings of keys to values"
    case .either(let types): types.map(\.plural).joined(lastBy: "or")
    default: phrase()
    }
  }
}
