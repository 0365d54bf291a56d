import Testing

@testable import Notes

@Suite struct JSONPandocTests {
  private func text(_ word: String) -> JSON { .element("Str", .string(word)) }
  private func formula(_ text: String) -> JSON {
    .element("Math", [["t": "InlineMath"], .string(text)])
  }

  @Test("Words are literal text")
  func words() {
    #expect(JSON.words(of: "a *b*\n<c>") == [text("a"), .space, text("*b*"), .space, text("<c>")])
    #expect(JSON.words(of: "a  b") == [text("a"), .space, text("b")])
    #expect(JSON.words(of: "a\u{A0}b") == [text("a\u{A0}b")])
    #expect(JSON.words(of: "").isEmpty)
  }

  @Test("Formulas are between dollar signs, by Pandoc's rule")
  func formulas() {
    #expect(
      JSON.caption("the $W_h$, and $x$") == [
        text("the"), .space, formula("W_h"), text(","), .space, text("and"), .space, formula("x"),
      ])
    for price in ["$5 and $6", "a$ b$", "$ a$", "one $", "$$"] {
      #expect(!JSON.caption(price).contains { $0["t"] == "Math" }, "\(price)")
      #expect(JSON.array(JSON.caption(price)).plainWords == price)
    }
  }

  @Test("Subscript and superscript digits become elements")
  func digits() {
    #expect(
      JSON.caption("h₁₀ x²") == [
        text("h"), .element("Subscript", [text("10")]), .space, text("x"),
        .element("Superscript", [text("2")]),
      ])
  }

  @Test("The words of inline elements have no markup")
  func plainWords() {
    let link: JSON = .element("Link", [["", [], []], [text("b")], ["url", "title"]])
    let inlines: JSON = [
      text("a"), .space, .element("Emph", [link]), formula("x"), ["t": "SoftBreak"],
    ]
    #expect(inlines.plainWords == "a bx ")
    #expect(JSON.element("MetaBool", .bool(false)).plainWords == "false")
    #expect(JSON.null.plainWords.isEmpty)
  }
}
