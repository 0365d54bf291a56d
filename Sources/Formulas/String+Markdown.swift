extension String {
  /// The text as one line of Markdown that renders as exactly these characters in CommonMark,
  /// GitHub, Pandoc and MyST.
  ///
  ///     "*a* costs $5\n_b_, h_0".markdown  // \*a\* costs \$5 \_b\_, h_0
  ///
  /// Line endings become spaces, and those at either end are removed, as in a paragraph.
  package var markdown: String { markdown { "\\" + String($0) } }

  /// The text as one line of Markdown with entities for markup, for programs in which a backslash
  /// escapes other characters than in CommonMark, such as kramdown, Python-Markdown
  /// and Asciidoctor. Quotation
  /// marks, and full stops in a row, are kept from being replaced by typographic ones.
  ///
  ///     "*a* & {{b}}".markdownWithEntities  // &#42;a&#42; &#38; &#123;&#123;b&#125;&#125;
  package var markdownWithEntities: String {
    markdown(alsoEscaping: ["\"", "'", "!", "=", "+", "("]) { "&#\($0.value);" }
  }

  private func markdown(
    alsoEscaping others: Set<Unicode.Scalar> = [], escape: (Unicode.Scalar) -> String
  ) -> String {
    // By scalars: as a `Character`, an asterisk with a combining mark does not equal an asterisk.
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
        // Within a word it is an ordinary character.
        case "_": before?.isOfWord != true || after?.isOfWord != true
        // It starts a GitHub emoji, and what is taken for a link without markup.
        case ":": after.map { $0 != " " } ?? false
        case ".", ")":
          scalars[..<index].suffix(3).elementsEqual("www".unicodeScalars)
            || (after ?? " ") == " " && scalars[..<index].allSatisfy(\.isDigit)
        case "-": before == nil || before == "-" || after == "-"
        // Lists, and comments and labels of MyST.
        case "+", "=", "%", "(": before == nil
        default: false
        }
      let isOther =
        others.contains(scalar)
        || !others.isEmpty && scalar == "." && (before == "." || after == ".")
      if isMarkup || isOther {
        text.append(contentsOf: escape(scalar).unicodeScalars)
      } else {
        text.append(scalar)
      }
    }
    return String(text)
  }
}

extension Unicode.Scalar {
  fileprivate var isOfWord: Bool { properties.isAlphabetic || properties.numericType != nil }
  fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}

extension String.UnicodeScalarView {
  fileprivate var trimmingBlanks: Substring.UnicodeScalarView {
    let start = firstIndex { !$0.properties.isWhitespace } ?? endIndex
    let end = lastIndex { !$0.properties.isWhitespace }.map(index(after:)) ?? start
    return self[start..<end]
  }
}
