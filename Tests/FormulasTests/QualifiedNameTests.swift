import Testing

@testable import Formulas

@Suite struct QualifiedNameTests {
  private func notation(_ text: String) throws -> Notation {
    try Formula(text).expression.notation()
  }

  @Test("A point before a letter continues a name, and .T transposes")
  func names() throws {
    let read = try Formula("l2.W_h*l2.back.h[t+1] + back.W_x.T .* 2 + enc.θ_h").expression.symbols
    #expect(
      read.map(\.symbol) == [
        Symbol("l2.W_h"), Symbol("l2.back.h", time: .relative(1)), Symbol("back.W_x"),
        Symbol("enc.theta_h"),
      ])
    #expect(read.map(\.position) == [0, 7, 24, 42])
    #expect(read[1].symbol.text == "l2.back.h[t+1]")
  }

  @Test(
    "A .T is a synonym of ^T wherever an operand ends",
    arguments: [
      ("W.T", "W^T"), ("back.W.T", "back.W^T"), ("h[t].T", "h[t]^T"), ("(A*B).T", "(A*B)^T"),
      ("W.T*x", "W^T*x"), ("-a.T", "-(a^T)"), ("W^T.T", "(W^T)^T"), ("W .T[0]", "(W^T)[0]"),
      ("tanh(x).T", "tanh(x)^T"), ("a.T .* b", "a^T .* b"), ("a.*T", "a .* T"),
    ])
  func transposes(text: String, other: String) throws {
    #expect(try Formula(text).expression == Formula(other).expression)
  }

  @Test("A name that only begins with T is a part of a name")
  func partsWithT() throws {
    #expect(
      try Formula("enc.T_x + enc.Tx").expression.symbols.map(\.symbol.name) == [
        "enc.T_x", "enc.Tx",
      ])
  }

  @Test(
    "A point without a letter after it is an error",
    arguments: [("h.", 1), ("h.2", 1), ("h..x", 1), (".T", 0), ("a + .T", 4), ("h. x", 1)])
  func errors(text: String, position: Int) {
    do throws(FormulaError) {
      _ = try Formula(text)
      Issue.record("\(text) is not a formula, but was read")
    } catch {
      #expect(error.position == position)
    }
  }

  @Test("A layer is a superscript number, the direction backwards an arrow, other prefixes words")
  func writers() throws {
    #expect(try notation("l2.h[t]").latex == "h_{t}^{\\left(2\\right)}")
    #expect(try notation("back.h[t]").latex == "h_{t}^{ \\leftarrow }")
    #expect(try notation("l2.back.W_h").latex == "W_{h}^{\\left(2\\right) \\leftarrow }")
    #expect(try notation("enc.h[t]").latex == "h_{t}^{\\text{enc}}")
    #expect(try notation("enc.l2.h").latex == "h^{\\text{enc}, \\left(2\\right)}")
    #expect(try notation("l2.back.h[3]").plain == "l2.back.h_3")
    #expect(try notation("back.h[t]").latex(upTo: 0) == "$h_{t}^{ \\leftarrow }$")
    #expect(
      try notation("l2.h").typst(upTo: 0)
        == "$display(italic(\"h\")^(lr((upright(\"2\")))))$")
    #expect(
      try notation("back.h[t]").mathML(upTo: 0)
        == "<msubsup><mi mathvariant=\"normal\">h</mi><mi mathvariant=\"normal\">t</mi>"
        + "<mo lspace=\"0\" rspace=\"0\">←</mo></msubsup>")
    let label = try notation("l2.back.h[t]").label(size: 20) { text, _, size in
      Double(text.count) * size / 2
    }
    #expect(label.pieces.map(\.text) == ["h", "t", "(", "2", ")", "←"])
    #expect(try notation("l2.h[t]").texts.map(\.text) == ["h", "t", "2"])
  }

  @Test("A power or transpose of such a name is put in parentheses")
  func powers() throws {
    #expect(try notation("back.h[t]^2").latex == "\\left(h_{t}^{ \\leftarrow }\\right)^{2}")
    #expect(try notation("l2.W^T*x").plain == "(l2.W)^T · x")
  }

  @Test("Layer and direction are spoken after the name and its index")
  func spoken() throws {
    #expect(try notation("l2.h[t]").spoken == "h t of layer two")
    #expect(try notation("l2.back.h[3] + 1").spoken == "h three of layer two, backwards, plus one")
    #expect(
      try notation("l2.back.h[3] + 1").spoken(in: .italian)
        == "h tre del livello due, all’indietro, più uno")
    #expect(try notation("l2.h[3]").spoken(in: .english, digits: true) == "h 3 of layer 2")
    #expect(try notation("enc.h").spoken == "h of enc")
  }

  @Test("The operation of an equation is still v with a number")
  func operations() {
    #expect(Notation.symbol(Symbol("l2.h.5")).plain == "v_5")
    #expect(Symbol.isOperation(named: "l2.h.5"))
    #expect(!Symbol.isOperation(named: "l2.h"))
    #expect(!Symbol.isOperation(named: "h"))
  }
}
