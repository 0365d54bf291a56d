/// Words that break careless output code: one table for all formats.
///
/// A test writes each word and reads it back with a parser of that format. If a format cannot
/// represent a character, such as a control character in XML, the test replaces it in the expected
/// word.
///
///     for word in HostileWords.all { #expect(decoded(encoded(word)) == word) }
package enum HostileWords {
  /// All words; none is empty, and all are distinct.
  package static let all = signs + ends + scripts + controls + long

  /// The words that every text format can represent exactly.
  package static let printable = signs + ends + scripts + long

  /// Characters that are special in some format: alone, doubled and between letters.
  package static let signs: [String] =
    ["%", "&", "_", "$", "#", "{", "}", "\\", "<", ">", "\"", "'", "^", "~", "`", "|", "*", "@"]
    .flatMap { [$0, "a\($0)b", "\($0)\($0)"] }
    + [
      "5 % & more", "$5 or $6", "{a}", "\\N", "\\n", "\\\"", "a\\", "&amp;", "&lt;b>", "&#38;",
      "x_1^2",
      "%s %d", "--", "---", "\u{2013}5", "\u{2212}5", "a -- b", "?`", "!`", "''", "[a](b)", "- a",
      "1. a", ": a",
      // A combining mark forms one `Character` with the character before it.
      "%\u{301}", "&\u{FE0F}", "\\\u{338}", "<\u{338}", "\"\u{301}",
    ]

  /// Delimiters that start or end an element in some format.
  package static let ends: [String] = [
    "]]>", "<![CDATA[", "-->", "<!--", "--!>", "</script>", "</SCRIPT >", "</desc>", "</title>",
    "*/", "\\end{document}", "\\end{pmatrix}", "```", ":::", "$$", "\\)", "\\]", "${a}", "{{a}}",
    "...", "---",
  ].filter { !signs.contains($0) }

  /// Other scripts, combining marks, characters outside the Basic Multilingual Plane, and
  /// right-to-left text.
  package static let scripts: [String] = [
    "é", "e\u{301}", "語", "😀", "👩‍👩‍👧", "🇮🇹", "שלום", "مرحبا 5", "a\u{202E}b", "\u{2067}a\u{2069}",
    "\u{FEFF}a",
    "a\u{A0}b", "a\u{200B}b", "a\u{2028}b", "a\u{2029}b", "𝒲", "ﬁ", "ω", "∂Loss", "√", "a′",
  ]

  /// Control characters: XML 1.0 allows only three, and terminals act on some.
  package static let controls: [String] = [
    "a\tb", "a\nb", "a\n\nb", "a\rb", "a\r\nb", "a\u{1}b", "a\u{7}b", "a\u{8}b", "a\u{1B}[31mb",
    "a\u{7F}b", "a\u{85}b", "a\u{9B}1mb", "a\u{FFFE}b", "a\u{FFFF}b",
  ]

  /// Words too long to fit anywhere.
  package static let long: [String] = [
    String(repeating: "long", count: 250), String(repeating: "many words ", count: 90) + "end",
  ]

  /// Phrases as in documents, each on one line, since the keys of a block are single-line.
  package static let inDocuments: [String] =
    [
      "100 % of _x_ & y_1, $5 or $6, #1", "{a} \\b \\\\ c\\", "<b>bold</b> > a < b &amp; &#65;",
      "\"quoted\" 'single' “curly”", "[link](url) ![picture](a.svg) [^1] [@key]",
      "*strong* **very** _so_ __very__ ~~not~~ H~2~O x^2^", "`code` ``more``", "| a | b |",
      "-->", "--> <!-- -->", "]]>", "<![CDATA[x]]>", "</script><script>alert(1)</script>",
      "<?xml version='1.0'?>", "# heading #", "- item", "+ item", "* item", "1. item", "12) item",
      "= a", "---", "***", ">quote", "% comment", "(label)=", ":tada: :+1:", "@fig-one, (@doe99)",
      "https://a.org/b_c_d www.b.org mailto:c", "\\(x\\) \\[y\\] $$z$$",
      "{role}`text` {#id .class}",
      "a\tb", "  blanks at the ends  ", "\u{A0}no-break\u{A0}", "\u{3000}ideographic\u{3000}",
      "🙂 👩‍👩‍👧 🇮🇹", "日本語", "אבג عربي", "e\u{301} a\u{304}\u{323}",
    ]
    // With a combining mark a special character is a different `Character`, but still special to
    // all parsers.
    + "%&_$#{}\\<>\"'*[]|~^`@:-".map { "a \($0)\u{301} b\($0)\u{301}\($0)" }
    + "%&_$#{}\\<>\"'*[]|~^`@:-".map { "\($0)a\($0)" }
    + [String(repeating: "very long words ", count: 300) + "end"]

  /// Words of several lines, with every kind of line ending, including those of Unicode.
  package static let ofSeveralLines = [
    "one\ntwo", "one\r\ntwo", "one\rtwo", "one\n\ntwo", "one\n# two", "one\u{2028}two",
    "one\u{2029}two", "one\u{85}two", "\n", "one\n", "\rone", "one\n    two", "one\n- two",
  ]

  /// The words as rendered on one line: every run of white space and line endings is one space.
  package static func asRead(_ word: String) -> String {
    word.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

extension String {
  /// Returns the text with each control character replaced.
  package func replacingControls(with other: Unicode.Scalar) -> String {
    String(
      UnicodeScalarView(
        unicodeScalars.map { $0.properties.generalCategory == .control ? other : $0 }))
  }
}
