import Testing

@testable import Formulas

@Suite struct SpellingTests {
  @Test("A typing error finds the intended name, another word finds none")
  func nearest() {
    #expect(Spelling.nearest(to: "W_hh", among: ["W_h", "W_x"]) == "W_h")
    #expect(Spelling.nearest(to: "sigmiod", among: ["sigmoid", "softmax"]) == "sigmoid")
    #expect(Spelling.nearest(to: "Tanh", among: ["tanh"]) == "tanh")
    #expect(Spelling.nearest(to: "colour", among: ["W_h"]) == nil)
    #expect(Spelling.nearest(to: String(repeating: "a", count: 500), among: ["W_h"]) == nil)
  }
}
