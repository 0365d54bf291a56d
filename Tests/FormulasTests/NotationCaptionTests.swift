import Testing

@testable import Formulas

@Suite struct NotationCaptionTests {
  @Test("The formulas of a caption are between dollar signs, and it begins with a capital letter")
  func captions() {
    let symbol = Notation.scripts(.variable("h"), below: .numeral("1"), above: nil)
    #expect(
      Notation.row([.word("two paths meet at "), symbol, .word(": we add")]).captionText
        == "Two paths meet at $h_{1}$: we add")
    #expect(Notation.variable("α").captionText == "$\\alpha$")
    #expect(Notation.row([.word("a "), .role(.local, symbol)]).captionText == "A $h_{1}$")
  }
}
