extension String {
  /// A token as figures and narrations show it: its first twelve characters at the most, in one
  /// piece and with a direction of its own.
  ///
  ///     "a very long token".shortenedToken  // a very long…
  ///
  /// A token of Hebrew or Arabic stands between marks that no reader sees. Without them its quotes
  /// and whatever follows would be put in order from right to left.
  public var shortenedToken: String {
    let scalars = unicodeScalars.filter { !$0.isDirection }
    let text = String(UnicodeScalarView(scalars))
    let short = text.count <= 12 ? text : text.prefix(11) + "…"
    guard scalars.contains(where: \.isWrittenLeftwards) else { return short }
    // A left-to-right mark, then an isolate, in which words stay together.
    return "\u{200E}\u{2068}\(short.replacing(" ", with: "\u{A0}"))\u{2069}"
  }
}

extension Unicode.Scalar {
  /// Whether this is a sign that changes the direction of what follows.
  fileprivate var isDirection: Bool {
    (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
  }

  /// Whether this is in a block of Unicode for letters from right to left.
  fileprivate var isWrittenLeftwards: Bool {
    switch value {
    case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
      true
    default: false
    }
  }
}
