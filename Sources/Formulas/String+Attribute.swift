extension String {
  /// The text escaped for an HTML attribute or element, on one line.
  ///
  ///     "a<b".attribute  // a&lt;b
  public var attribute: String {
    // By scalars: as a `Character`, a quotation mark with a combining mark is not a quotation mark.
    var text = String.UnicodeScalarView()
    for scalar in split(whereSeparator: \.isNewline).joined(separator: " ").unicodeScalars {
      switch scalar {
      case "&": text += "&amp;".unicodeScalars
      case "<": text += "&lt;".unicodeScalars
      case ">": text += "&gt;".unicodeScalars
      case "\"": text += "&quot;".unicodeScalars
      // XML, and therefore EPUB, cannot hold these and control characters.
      case "\u{FFFE}", "\u{FFFF}": text.append("\u{FFFD}")
      case _ where scalar.properties.generalCategory == .control: text.append(" ")
      default: text.append(scalar)
      }
    }
    return String(text)
  }
}
