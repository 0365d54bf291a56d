import Look

/// A difference between a lesson's YAML and the table of keys.
enum ShapeMistake: Mistake {
  /// A key that is a list or a mapping.
  case keyIsNoWord
  /// A key that a lesson, or this part of it, cannot have.
  case unknownKey(String, in: Part, meant: String?)
  /// A key without a value.
  case noValue(LessonKey)
  /// A theme at the top level, and another one under `figure`.
  case themeTwice
  /// A list without an entry.
  case empty(key: String)
  /// A value whose type is not its key's.
  case wrongType(LessonKey, found: NodeKind, isEntry: Bool)
  /// A word that is not among those of its key.
  case unknownWord(String, LessonKey, meant: String?)
  /// A text that is no canvas.
  case noCanvas(String, LessonKey)
  /// A whole number in quotes.
  case quotedNumber(LessonKey)
  /// An entry of `slides` that is neither a word nor a mapping.
  case noSlide
  /// A slide of an unknown kind.
  case unknownSlide(String, meant: String?)
  /// A value for a slide that takes none.
  case valueOfSlide(kind: String)

  /// A part of a lesson that has its own keys.
  enum Part: Hashable, Sendable {
    /// The lesson itself.
    case lesson
    /// The mapping under a key.
    case key(LessonKey, keys: [String])
    /// A slide of a kind, which comes first among the keys.
    case slide(kind: String, companions: [String])
  }
}

extension ShapeMistake {
  /// What is wrong, without a full stop.
  var description: String {
    switch self {
    case .keyIsNoWord: "a key must be one word"
    case .unknownKey(let name, .lesson, _): "there is no key \(name)"
    case .unknownKey(let name, .key(let key, _), _): "\(key.name) has no key \(name)"
    case .unknownKey(let name, .slide(let kind, _), _):
      "a slide of kind \(kind) has no key \(name)"
    case .noValue(let key): "\(key.name) has no value"
    case .themeTwice: "the theme is given here and under figure"
    case .empty(let key): "\(key) is empty"
    case .wrongType(let key, let found, let isEntry):
      "\(isEntry ? "an entry of " : "")\(key.name) must be \(key.type.phrase())"
        + (found == .text ? "" : ", not \(found.rawValue)")
    case .unknownWord(let word, let key, _):
      key.noun.isEmpty
        ? "\(key.name) must be \(key.type.phrase())" : "there is no \(key.noun) \(word)"
    case .noCanvas(_, let key): "\(key.name) must be \(key.type.phrase())"
    case .quotedNumber(let key): "\(key.name) must be \(key.type.phrase()), not text"
    case .noSlide: "a slide must be a word such as forward, or a mapping such as {forward: 1}"
    case .unknownSlide(let kind, _): "there is no slide \(kind)"
    case .valueOfSlide(let kind): "\(kind) takes no value"
    }
  }

  /// What to do, if known.
  var hint: String? {
    switch self {
    case .unknownKey(let name, let part, let meant)
    where meant.map({ $0.hasPrefix(name) || LessonKeys.otherNames[name] == $0 }) != true
      && Self.place(of: name, wronglyIn: part) != nil:
      Self.place(of: name, wronglyIn: part)
    case .unknownKey(_, _, let meant?), .unknownWord(_, _, let meant?),
      .unknownSlide(_, let meant?):
      guess(meant)
    case .unknownKey(let name, .lesson, nil) where LessonKeys.advice[name.lowercased()] != nil:
      LessonKeys.advice[name.lowercased()]
    case .unknownKey(_, .lesson, nil): "the keys are " + LessonKeys.lesson.names.listed
    case .unknownKey(_, .key(_, let keys), nil): "its keys are " + keys.listed
    case .unknownKey(_, .slide(let kind, let companions), nil):
      companions.isEmpty
        ? "\(kind) takes no other keys"
        : "besides \(kind) it can have " + companions.listed
    case .noValue(let key):
      key.example.isEmpty ? "give it one, or leave it out" : "write \(key.name): \(key.example)"
    case .themeTwice: "delete one of the two"
    case .empty: "give it at least one entry, or leave it out"
    case .noCanvas(let word, let key):
      Canvas.size(ofShape: word).map { "for this shape write \(key.name): \($0)" }
    case .wrongType(let key, let found, _):
      key.type == .formula && found != .text
        ? "a formula that starts with a bracket needs quotes; numbers belong under parameters: or "
          + "inputs:"
        : key.example.isEmpty ? nil : "write \(key.name): \(key.example)"
    case .unknownWord(_, let key, nil):
      key.noun.isEmpty
        ? key.example.isEmpty ? nil : "write \(key.name): \(key.example)"
        : "the \(key.plural) are \(key.type.words.listed)"
          + (key.alternative.isEmpty ? "" : "; \(key.alternative)")
    case .quotedNumber: "leave the quotes out"
    case .noSlide: "the words are " + LessonKeys.slides.names.listed
    case .unknownSlide(_, nil): "the slides are " + LessonKeys.slides.names.listed
    case .valueOfSlide(let kind): "write - \(kind)"
    case .keyIsNoWord: nil
    }
  }
}

extension ShapeMistake {
  /// Where a key belongs that is in the wrong part of a lesson; `nil` if no part has it.
  private static func place(of name: String, wronglyIn part: Part) -> String? {
    if part != .lesson, LessonKeys.lesson[name] != nil {
      return "\(name) belongs at the top of the lesson, beside title"
    }
    if LessonKeys.figure[name] != nil { return "\(name) belongs under figure:" }
    if LessonKeys.slides[name] != nil { return "\(name) is a slide, and belongs under slides:" }
    if LessonKeys.companions[name] != nil {
      return "\(name) belongs to a slide, such as - {forward: all, pace: brief}"
    }
    return LessonKeys.theme[name] == nil ? nil : "\(name) belongs under theme:"
  }
}
