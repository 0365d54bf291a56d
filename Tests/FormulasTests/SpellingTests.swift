import Testing

@testable import Formulas

@Suite struct SpellingTests {
  @Test("A typing error finds the intended name, another word finds none")
  func nearest() {
    #expect(Spelling.nearest(to: "W_hh", among: ["W_h", "W_x"]) == "W_h")
    #expect(Spelling.nearest(to: "sigmiod", among: ["sigmoid", "softmax"]) == "sigmoid")
    #expect(Spelling.nearest(to: "Tanh", among: ["tanh"]) == "tanh")
    #expect(Spelling.nearest(to: "colour", among: ["W_h"]) == nil)
    #expect(
      Spelling.advice(for: "W_hh", among: ["W_h", "W_x"], intro: "they are").hasSuffix("W_h?"))
    #expect(
      Spelling.advice(for: "colour", among: ["W_h", "W_x"], intro: "they are")
        == "they are W_h and W_x")
    #expect(Spelling.nearest(to: String(repeating: "a", count: 500), among: ["W_h"]) == nil)
  }

  @Test("All wrong words of a list are named, and words are listed as in a sentence")
  func lists() {
    func complaint(_ words: String...) -> String {
      Spelling.complaint(about: words, among: ["title", "panel"], noun: "part", plural: "parts")
    }
    #expect(complaint("panle") == "there is no part panle; did you mean panel?")
    #expect(
      complaint("x", "panel", "y") == "there are no parts x and y; the parts are title and panel")
    #expect(
      complaint("panel", "") == "the name of a part is missing; the parts are title and panel")
    #expect([].listed.isEmpty && ["a"].listed == "a")
    #expect(["a", "b", "c"].joined(lastBy: "or", comma: ",") == "a, b, or c")
  }
}
