extension String {
  /// A token as figures and narrations show it: at most its first twelve characters, unbroken and
  /// isolated from the direction of the text around it.
  ///
  ///     "a very long token".shortenedToken  // a very long…
  ///
  /// A Hebrew or Arabic token is enclosed in invisible marks. Without them, its quotes and the text
  /// after it would be ordered from right to left.
  public var shortenedToken: String {
    let scalars = unicodeScalars.filter { !$0.isDirection }
    let text = String(UnicodeScalarView(scalars))
    let short = text.count <= 12 ? text : text.prefix(11) + "…"
    guard scalars.contains(where: \.isWrittenLeftwards) else { return short }
    // A left-to-right mark, then an isolate, with words kept together.
    return "\u{200E}\u{2068}\(short.replacing(" ", with: "\u{A0}"))\u{2069}"
  }
}

extension Unicode.Scalar {
  /// Whether this character changes the direction of the text after it.
  fileprivate var isDirection: Bool {
    (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
  }

  /// Whether this is in a Unicode block for letters written from right to left.
  fileprivate var isWrittenLeftwards: Bool {
    switch value {
    case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
      true
    default: false
    }
  }
}
