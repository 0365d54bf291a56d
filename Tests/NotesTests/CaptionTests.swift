import Formulas
import Notes
import Testing

@Suite struct CaptionTests {
  @Test(
    "A caption is Markdown with formulas",
    arguments: [
      ("the weight $W_h$", "the weight $W_h$", "the weight $W_h$"),
      ("from $5 to $6", "from \\$5 to \\$6", "from $5 to $6"),
      ("\\$a$ and \\*b*", "\\$a\\$ and \\*b\\*", "$a$ and *b*"),
      ("$a*b*c$ *d*", "$a\\ast b\\ast c$ _d_", "$a*b*c$ <em>d</em>"),
      ("**two $h_1$ paths**", "**two $h_1$ paths**", "<strong>two $h_1$ paths</strong>"),
      ("`$x$` and `` a`b ``", "`$x$` and ``a`b``", "<code>$x$</code> and <code>a`b</code>"),
      ("[a _b_](c.html)", "[a _b_](<c.html>)", "<a href=\"c.html\">a <em>b</em></a>"),
      ("[a](javascript:b)", "a", "a"),
      ("<b>a</b> &amp; c", "\\<b\\>a\\</b\\> \\& c", "&lt;b&gt;a&lt;/b&gt; &amp; c"),
      ("1. one\n- two", "1\\. one - two", "1. one - two"),
      ("# not a title", "\\# not a title", "# not a title"),
      ("![a *b*](c.svg)", "a _b_", "a <em>b</em>"),
      ("", "", ""),
    ])
  func forms(text: String, markdown: String, html: String) {
    #expect(Caption(text).markdown == markdown)
    #expect(Caption(text).html() == html)
    // What a host gets means the same as what the author wrote.
    #expect(Caption(markdown).markdown == markdown)
  }

  @Test("Words as Markdown are those words")
  func words() {
    let words = "*a* $b$ [c](d) `e` <f> & _g_ 1. \\ # \u{F0000}"
    #expect(Caption(words.markdown).runs == [.text(words.filter { $0 != "\u{F0000}" }.trimmed)])
  }
}

extension String {
  fileprivate var trimmed: String { String(reversed().drop { $0 == " " }.reversed()) }
}
