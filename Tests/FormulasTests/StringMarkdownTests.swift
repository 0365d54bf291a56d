import TestSupport
import Testing

@testable import Formulas

@Suite struct StringMarkdownTests {
  @Test("Characters that are not markup in their place have no backslash, so the text is readable")
  func plain() {
    for text in [
      "the gradient on h_0", "a well-known sum: 5 + 3 = 8 (or so), 50 %!", "12.5 and 1) a",
    ] {
      #expect(text.markdown == text)
    }
  }

  @Test("Characters that would be markup have a backslash, and lines are joined into one")
  func escaped() {
    #expect("*a* costs $5\n_b_, h_0".markdown == "\\*a\\* costs \\$5 \\_b\\_, h_0")
    #expect("1. a".markdown == "1\\. a" && "- a".markdown == "\\- a")
    #expect("a *\u{301}b".markdown == "a \\*\u{301}b")
    #expect(" \r\n a\r\n\r\nb\u{2028}c ".markdown == "a b c")
  }
}
