/// Characters beyond U+FFFF as JSON writes them, in two escapes: `\ud83d\ude42`.
///
/// YAML has another escape for them, `\U0001F642`, and libyaml refuses the halves.
enum SurrogatePairs {
  /// A text in which YAML's escapes replace JSON's.
  struct Joined {
    let text: String
    /// Where each new escape starts, as YAML counts places, in order; it is two characters shorter
    /// than the two that it replaces.
    let places: [(line: Int, column: Int)]
  }

  /// Returns the text with the pairs of a double-quoted text joined, and of all that follow it in a
  /// JSON file; `nil` if there is no pair at the place.
  ///
  /// - Parameters:
  ///   - line: the line of the first pair, as YAML counts.
  ///   - column: the column of its backslash.
  static func joined(in text: String, line: Int, column: Int) -> Joined? {
    let scalars = Array(text.unicodeScalars)
    guard var index = offset(in: scalars, line: line, column: column) else { return nil }
    guard pair(in: scalars, at: index) != nil else { return nil }
    // In JSON a quote always starts or ends a text.
    let isJSON = scalars.first { !$0.properties.isWhitespace } == "{"
    var result = Array(scalars[..<index])
    var places: [(line: Int, column: Int)] = []
    var (line, column) = (line, column)
    var isQuoted = true
    while index < scalars.count {
      if isQuoted, let character = pair(in: scalars, at: index) {
        places.append((line, column))
        let digits = String(character.value, radix: 16)
        result += "\\U".unicodeScalars
        result += String(repeating: "0", count: 8 - digits.count).unicodeScalars
        result += digits.unicodeScalars
        (index, column) = (index + 12, column + 10)
        continue
      }
      let scalar = scalars[index]
      result.append(scalar)
      (index, column) = (index + 1, column + 1)
      if scalar == "\\", isQuoted, index < scalars.count, !scalars[index].endsLine {
        result.append(scalars[index])
        (index, column) = (index + 1, column + 1)
      } else if scalar == "\"" {
        guard isJSON else { break }
        isQuoted.toggle()
      } else if scalar.endsLine {
        if scalar == "\r", index < scalars.count, scalars[index] == "\n" {
          result.append("\n")
          index += 1
        }
        (line, column) = (line + 1, 1)
      }
    }
    result += scalars[index...]
    return Joined(text: String(String.UnicodeScalarView(result)), places: places)
  }

  /// The offset of a place as YAML counts it.
  private static func offset(in scalars: [Unicode.Scalar], line: Int, column: Int) -> Int? {
    var (index, current) = (0, 1)
    while current < line, index < scalars.count {
      if scalars[index] == "\r", index + 1 < scalars.count, scalars[index + 1] == "\n" {
        index += 1
      }
      if scalars[index].endsLine { current += 1 }
      index += 1
    }
    let offset = index + column - 1
    return current == line && column >= 1 && offset < scalars.count ? offset : nil
  }

  /// The character of two escapes, `nil` if they are not there.
  private static func pair(in scalars: [Unicode.Scalar], at index: Int) -> Unicode.Scalar? {
    guard let high = unit(in: scalars, at: index), (0xD800...0xDBFF).contains(high),
      let low = unit(in: scalars, at: index + 6), (0xDC00...0xDFFF).contains(low)
    else { return nil }
    return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
  }

  /// The code unit of a JSON escape: `\u` and four hexadecimal digits.
  private static func unit(in scalars: [Unicode.Scalar], at index: Int) -> UInt32? {
    guard index + 6 <= scalars.count, scalars[index] == "\\", scalars[index + 1] == "u" else {
      return nil
    }
    return UInt32(
      String(String.UnicodeScalarView(scalars[(index + 2)..<(index + 6)])), radix: 16)
  }
}

extension Unicode.Scalar {
  /// Whether a line of YAML ends here.
  fileprivate var endsLine: Bool {
    ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains(self)
  }
}
