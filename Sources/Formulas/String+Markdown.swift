extension String {
  /// The text as one line of Markdown that means these letters and nothing else, in CommonMark and
  /// to GitHub, Pandoc and MyST.
  ///
  ///     "*a* costs $5\n_b_, h_0".markdown  // \*a\* costs \$5 \_b\_, h_0
  ///
  /// Line endings become blanks, and those at the ends go, as they do in a paragraph.
  package var markdown: String {
    // By scalars: to `Character`, an asterisk with a combining mark is no asterisk.
    let scalars = Array(
      String(split(whereSeparator: \.isNewline).joined(separator: " ")).unicodeScalars
        .trimmingBlanks)
    var text = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      let before = index > 0 ? scalars[index - 1] : nil
      let after = index + 1 < scalars.count ? scalars[index + 1] : nil
      let isMarkup =
        switch scalar {
        case "\\", "`", "*", "[", "]", "<", ">", "{", "}", "#", "&", "~", "|", "$", "^", "@": true
        // Within a word it is a letter.
        case "_": before?.isOfWord != true || after?.isOfWord != true
        // It begins an emoji of GitHub's, and what is taken for a link without being marked as one.
        case ":": after.map { $0 != " " } ?? false
        case ".", ")":
          text.hasSuffix("www") || (after ?? " ") == " " && scalars[..<index].allSatisfy(\.isDigit)
        case "-": before == nil || before == "-" || after == "-"
        // Lists, and MyST's comments and labels.
        case "+", "=", "%", "(": before == nil
        default: false
        }
      if isMarkup { text.append("\\") }
      text.append(scalar)
    }
    return String(text)
  }
}

extension Unicode.Scalar {
  fileprivate var isOfWord: Bool { properties.isAlphabetic || properties.numericType != nil }
  fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}

extension String.UnicodeScalarView {
  fileprivate func hasSuffix(_ suffix: String) -> Bool {
    reversed().starts(with: suffix.unicodeScalars.reversed())
  }

  fileprivate var trimmingBlanks: Substring.UnicodeScalarView {
    let start = firstIndex { !$0.properties.isWhitespace } ?? endIndex
    let end = lastIndex { !$0.properties.isWhitespace }.map(index(after:)) ?? start
    return self[start..<end]
  }
}
