/// Ids of elements that XML and CSS take as they are.
public enum ElementID {
  /// Returns a text with a hyphen in place of everything that an id cannot hold.
  ///
  ///     ElementID.safe("h_1.value")   // "h_1-value"
  ///     ElementID.safe("fig:my rnn")  // "fig-my-rnn"
  public static func safe(_ text: String) -> String {
    if text.utf8.allSatisfy({ isASCII($0) }) { return text }
    return String(
      String.UnicodeScalarView(text.unicodeScalars.map { isAllowed($0) ? $0 : "-" }))
  }

  /// Returns a text as the beginning of ids, which must be a letter.
  ///
  ///     ElementID.prefix("2026 exam")  // "fig-2026-exam"
  public static func prefix(_ text: String) -> String {
    let safe = safe(text)
    return safe.unicodeScalars.first.map(isLetter) == true
      ? safe : safe.isEmpty ? "fig" : "fig-\(safe)"
  }

  /// Returns whether a text is the beginning of ids as it stands.
  public static func isPrefix(_ text: String) -> Bool { !text.isEmpty && prefix(text) == text }

  private static func isASCII(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII ? isASCII(UInt8(scalar.value)) : isLetter(scalar)
  }

  /// Whether XML lets a name begin with it; `_` and `:` are left to their own uses.
  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    letters.contains { $0.contains(scalar) }
  }

  // Source: XML 1.0, section 2.3, NameStartChar.
  private static let letters: [ClosedRange<Unicode.Scalar>] = [
    "A"..."Z", "a"..."z", "\u{C0}"..."\u{D6}", "\u{D8}"..."\u{F6}", "\u{F8}"..."\u{2FF}",
    "\u{370}"..."\u{37D}", "\u{37F}"..."\u{1FFF}", "\u{200C}"..."\u{200D}",
    "\u{2070}"..."\u{218F}", "\u{2C00}"..."\u{2FEF}", "\u{3001}"..."\u{D7FF}",
    "\u{F900}"..."\u{FDCF}", "\u{FDF0}"..."\u{FFFD}", "\u{10000}"..."\u{EFFFF}",
  ]

  /// A regular expression for the texts that `isPrefix` accepts.
  package static var prefixPattern: String {
    let letters = letters.map { "\(escaped($0.lowerBound))-\(escaped($0.upperBound))" }.joined()
    return "^[\(letters)][\(letters)0-9_-]*$"
  }

  // Dialects of regular expressions agree on escapes of four digits only.
  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    guard !scalar.isASCII, scalar.value <= 0xFFFF else { return String(scalar) }
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
