import Formulas
import Testing

@testable import Figures

@Suite struct NotationWordsTests {
  @Test("A text is broken after spaces and commas, and nothing of it is lost")
  func words() {
    let h = Notation.symbol(Symbol("h", time: .absolute(0)))
    let text: Notation = "What are the gradients on \(.list([h, h, h], by: .comma))?"
    let parts = text.brokenAtSpaces
    #expect(
      parts.map(\.plain) == [
        "What ", "are ", "the ", "gradients ", "on ", "h_0, ", "h_0, ", "h_0?",
      ]
    )
    #expect(parts.map(\.plain).joined() == text.plain)
    #expect(h.brokenAtSpaces == [.row([h])])
  }
}
