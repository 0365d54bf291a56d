/// Words that some format takes for more than words: each writer must give them to a reader of its
/// format as they are.
package enum HostileWords {
  /// Words of one line, since keys of a block are written in one.
  package static let all: [String] =
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
    // With a combining mark a sign is another `Character`, and the same sign to all readers.
    + "%&_$#{}\\<>\"'*[]|~^`@:-".map { "a \($0)\u{301} b\($0)\u{301}\($0)" }
    + "%&_$#{}\\<>\"'*[]|~^`@:-".map { "\($0)a\($0)" }
    + [String(repeating: "very long words ", count: 300) + "end"]

  /// Words of several lines, with every ending there is, and one that only Unicode knows.
  package static let ofSeveralLines = [
    "one\ntwo", "one\r\ntwo", "one\rtwo", "one\n\ntwo", "one\n# two", "one\u{2028}two",
    "one\u{2029}two", "one\u{85}two", "\n", "one\n", "\rone", "one\n    two", "one\n- two",
  ]

  /// The words as a reader sees them in a line: blanks and line endings of all kinds are one blank.
  package static func asRead(_ word: String) -> String {
    word.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
