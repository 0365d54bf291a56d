import Formulas
import Testing

/// Numbers that keep where they come from.
@Suite struct LiveTests {
  private let style = NumberStyle()
  private func sourced(_ number: Double, _ origin: String) -> SourcedValue {
    SourcedValue(.scalar(number), from: origin)
  }

  @Test("A value without an origin is written as ever")
  func plain() {
    for value in [Value.scalar(-5), .vector([1, 2]), .matrix([[1, 2], [3, 4]])] {
      #expect(style.notation(SourcedValue(value)) == style.notation(value))
      #expect(style.notation(SourcedValue(value, from: "a")).plain == style.notation(value).plain)
      #expect(style.brief(SourcedValue(value, from: "a")).plain == style.brief(value).plain)
    }
  }

  @Test("The numbers of a matrix are counted row by row")
  func components() {
    let matrix = style.notation(SourcedValue(.matrix([[1, 2], [3, 4]]), from: "a"))
    #expect(
      matrix.sources.map(\.source)
        == (0..<4).map { .number(origin: "a", component: $0) })
  }

  @Test("In a formula each number knows whether it is in parentheses when it is negative")
  func forms() throws {
    let formula = try Formula("a*b + c^2").expression
    let names = ["a": -2.0, "b": -3.0, "c": -4.0]
    let put = formula.replacingSymbols { .literal(sourced(names[$0.name] ?? 0, $0.name)) }
    let written = put.notation(style)
    #expect(written.plain == "−2 · (−3) + (−4)^2")
    #expect(written.sources.map(\.form) == [.bare, .factor, .base])
    // The same formula, whatever its numbers are.
    let other = formula.replacingSymbols { .literal(sourced(1e9, $0.name)) }.notation(style)
    #expect(other.plain == "10⁹ · 10⁹ + (10⁹)^2")
    #expect(other.sources.map(\.form) == [.bare, .factor, .base])
  }

  @Test("Relations of equal numbers with other origins are different")
  func relations() {
    func relation(_ origins: [String]) -> Notation {
      let product = Expression(.product(origins.map { .literal(sourced(0.5, $0)) }))
      return style.relation(product, sourced(0.25, "r"))
    }
    #expect(relation(["a", "b"]) != relation(["a", "c"]))
    #expect(relation(["a", "b"]) == relation(["a", "b"]))
    #expect(!relation(["a", "b"]).isApproximate)
  }

  @Test("A text that is read aloud is in parts, with its numbers apart")
  func spoken() {
    let five = style.notation(sourced(-5, "five"))
    let text: Notation = "We add it: \(five), and \(five)."
    let parts = text.spokenParts(in: .english)
    #expect(parts.count == 5)
    let joined = parts.map { part in
      switch part {
      case .words(let words), .number(let words, _): words
      }
    }.joined()
    #expect(joined == text.spoken && joined == "We add it: minus five, and minus five.")
    guard case .number("minus five", let live) = parts[1] else {
      Issue.record("\(parts)")
      return
    }
    #expect(live.source == .number(origin: "five", component: 0))
  }
}
