/// A part of a text that is read aloud.
public enum SpokenPart: Hashable, Sendable {
  /// Words.
  case words(String)
  /// The words of a number that can be written anew.
  case number(String, Notation.Live)

  // Around a number in a text that is still being made: characters that no text has.
  private static let opening: Character = "\u{F0000}"
  private static let middle: Character = "\u{F0001}"
  private static let closing: Character = "\u{F0002}"

  static func marked(_ text: String, _ number: Int) -> String {
    "\(opening)\(number)\(middle)\(text)\(closing)"
  }

  /// Takes a text with marks apart.
  static func parts(of text: String, _ lives: [Notation.Live]) -> [SpokenPart] {
    var parts: [SpokenPart] = []
    var rest = text[...]
    while let start = rest.firstIndex(of: opening) {
      if start > rest.startIndex { parts.append(.words(String(rest[..<start]))) }
      guard let middle = rest.firstIndex(of: middle), let end = rest.firstIndex(of: closing),
        let number = Int(rest[rest.index(after: start)..<middle]), lives.indices.contains(number)
      else { break }
      parts.append(.number(String(rest[rest.index(after: middle)..<end]), lives[number]))
      rest = rest[rest.index(after: end)...]
    }
    if !rest.isEmpty { parts.append(.words(String(rest))) }
    return parts
  }
}

extension Notation {
  /// Its texts and signs, and whether each is a variable, which is in italics.
  public var texts: [(text: String, isVariable: Bool)] {
    switch self {
    case .variable(let text): [(text, true)]
    case .word(let text), .strong(let text), .numeral(let text): [(text, false)]
    case .sign(let sign): [(sign.glyph, false)]
    case .live(_, let part), .role(_, let part), .stage(_, let part), .radical(let part),
      .fenced(let part, _):
      part.texts
    case .brace(let part, let word): part.texts + [(word, false)]
    case .row(let parts): parts.flatMap(\.texts)
    case .scripts(let base, let below, let above):
      [base, below, above].compactMap(\.self).flatMap(\.texts)
    case .fraction(let a, let b): a.texts + b.texts
    case .matrix(let rows), .table(let rows): rows.joined().flatMap(\.texts)
    case .folded(let cell, let input, let output, let carried):
      [cell, input, output, carried].flatMap(\.texts)
    }
  }

  /// The sources of all its numbers, from left to right.
  public var sources: [Live] {
    switch self {
    case .variable, .word, .strong, .numeral, .sign: []
    case .live(let live, _): [live]
    case .row(let parts): parts.flatMap(\.sources)
    case .scripts(let base, let below, let above):
      [base, below, above].compactMap(\.self).flatMap(\.sources)
    case .fraction(let a, let b): a.sources + b.sources
    case .fenced(let part, _), .brace(let part, _), .radical(let part), .role(_, let part),
      .stage(_, let part):
      part.sources
    case .matrix(let rows), .table(let rows): rows.joined().flatMap(\.sources)
    case .folded(let cell, let input, let output, let carried):
      [cell, input, output, carried].flatMap(\.sources)
    }
  }
}
