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

  @Test("A table and a folded network have a text, a LaTeX form and a label")
  func tableAndFold() {
    let table = Notation.table([
      [.variable("t"), .row([.sign(.approximates), .word("sum")])],
      [.numeral("1"), .numeral("−5")],
    ])
    #expect(table.plain == "t, ≈ sum; 1, −5")
    #expect(
      table.latex
        == "\\begin{array}{lr}t &  \\approx \\text{sum} \\\\ \\hline 1 & -5\\end{array}")
    let label = table.label(size: 10) { text, _, size in Double(text.count) * size / 2 }
    let heads = label.pieces.prefix(3).map { $0.x + $0.width }
    let row = label.pieces.suffix(2)
    // Names at the left, numbers at the right, a rule between the heads and the rest.
    #expect(
      row.first?.x == label.pieces[0].x
        && abs((row.last.map { $0.x + $0.width } ?? 0) - heads[2]) < 1e-9)
    let rule = label.marks.first { $0.shape == .rule }
    #expect(rule.map { $0.y > label.pieces[2].y && $0.y < (row.last?.y ?? 0) } == true)
    let h = Notation.name("h")
    let folded = Notation.folded(
      cell: .word("cell"), input: .variable("x"), output: .variable("y"), carried: h)
    #expect(folded.plain == "x → [cell, h] → y")
    #expect(folded.latex == "x \\to \\boxed{\\text{cell},\\ h} \\to y")
    let drawing = folded.label(size: 10) { text, _, size in Double(text.count) * size / 2 }
    let places = Dictionary(uniqueKeysWithValues: drawing.pieces.map { ($0.text, $0) })
    // What it reads is below, what it gives above, and what it carries beside the loop.
    #expect((places["y"]?.y ?? 0) < (places["cell"]?.y ?? 0))
    #expect((places["cell"]?.y ?? 0) < (places["x"]?.y ?? 0))
    let loop = drawing.marks.first { $0.shape == .loop }
    #expect(loop.map { $0.x + $0.width < (places["h"]?.x ?? 0) } == true)
    for mark in drawing.marks {
      #expect(mark.x >= 0 && mark.x + mark.width <= drawing.width)
      #expect(mark.y >= -drawing.ascent && mark.y + mark.height <= drawing.descent)
    }
  }

  @Test("A formula that has not grown yet lacks its later parts, and a brace keeps what is in it")
  func grown() {
    let formula = Notation.row([
      .variable("h"), .stage(1, .row([.sign(.equals), .numeral("5")])),
      .stage(2, .brace(.stage(1, .numeral("7")), "local")),
    ])
    #expect((0...2).map { formula.grown(to: $0).plain } == ["h", "h = 57", "h = 57 (local)"])
  }
}
