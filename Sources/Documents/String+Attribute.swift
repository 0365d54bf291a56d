extension String {
  /// The text within the quotes of an attribute or an element of HTML, in one line.
  ///
  ///     "a<b".attribute  // a&lt;b
  var attribute: String {
    // By scalars: to `Character`, a quotation mark with a combining mark is no quotation mark.
    var text = String.UnicodeScalarView()
    for scalar in split(whereSeparator: \.isNewline).joined(separator: " ").unicodeScalars {
      switch scalar {
      case "&": text += "&amp;".unicodeScalars
      case "<": text += "&lt;".unicodeScalars
      case ">": text += "&gt;".unicodeScalars
      case "\"": text += "&quot;".unicodeScalars
      // XML, and so an EPUB, cannot hold them.
      case _ where scalar.properties.generalCategory == .control: text.append(" ")
      default: text.append(scalar)
      }
    }
    return String(text)
  }
}
