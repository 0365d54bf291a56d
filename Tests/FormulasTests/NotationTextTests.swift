import Testing

@testable import Formulas

@Suite struct NotationTextTests {
  @Test("A text that contains formulas is a row of words and formulas")
  func interpolation() {
    let h = Notation.symbol(Symbol("h", time: .absolute(2)))
    #expect(Notation("\(h) at time step \(2)") == .row([h, .word(" at time step 2")]))
    #expect(Notation("\(h) at time step \(2)").plain == "h_2 at time step 2")
    #expect(Notation("\(h)") == h)
    #expect("no bias" as Notation == .word("no bias"))
    #expect(Notation("\("two") paths").spoken == "two paths")
  }
}
