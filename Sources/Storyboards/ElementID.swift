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
    switch scalar.value {
    case 0x41...0x5A, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D,
      0x37F...0x1FFF, 0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF,
      0xF900...0xFDCF, 0xFDF0...0xFFFD, 0x10000...0xEFFFF:
      true
    default: false
    }
  }
}
