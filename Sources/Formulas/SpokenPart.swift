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
