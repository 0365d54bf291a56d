import Testing

@testable import Formulas

@Suite struct NotationSpokenTests {
  private func spoken(_ formula: String, in language: Language = .english) throws -> String {
    try Formula(formula).expression.notation().spoken(in: language)
  }

  @Test(
    "A formula is read in order, in words",
    arguments: [
      ("W_h*h[t-1] + W_x*x[t]", "W h times h t minus one plus W x times x t"),
      ("tanh(W_h*h[1])", "tanh of W h times h one"),
      ("tanh(W*x) * y", "tanh open parenthesis W times x close parenthesis times y"),
      ("softmax(y[t])", "softmax of y t"),
      ("sigmoid(x) + 1", "sigma of x plus one"),
      ("24 + -5", "twenty-four plus minus five"),
      ("(1 - h[2]^2) * W", "open parenthesis one minus h two squared close parenthesis times W"),
      ("a .* b", "a elementwise times b"), ("0.5 .* b", "zero point five times b"),
      ("x^3", "x cubed"), ("x^n", "x to the power n"), ("A^T*x", "A transposed times x"),
      ("a/b", "a over b"), ("(a+1)/2", "open parenthesis a plus one close parenthesis over two"),
      ("sqrt(x)", "the square root of x"), ("abs(x + 1)", "the absolute value of x plus one"),
      ("softmax(y)[2]", "softmax of y, component two,"),
      ("[a; b]", "the column a, b"), ("[a, b]", "the row a, b"),
      ("alpha*x", "alpha times x"),
      // Two adjacent names do not form a word, and neither do letters without a vowel.
      ("W_hh*h[t-1] + W_xi", "W h h times h t minus one plus W x i"),
      ("W_src + W_out + W_h", "W s r c plus W out plus W h"),
    ])
  func english(formula: String, expected: String) throws {
    #expect(try spoken(formula) == expected)
  }

  @Test(
    "A formula is read in Italian too",
    arguments: [
      ("W_h*h[t-1] + W_x*x[t]", "W h per h t meno uno più W x per x t"),
      ("tanh(W_h*h[1])", "tanh di W h per h uno"),
      ("a/b - x^2", "a fratto b meno x al quadrato"),
      ("(1 - h[2]) * W", "aperta parentesi uno meno h due chiusa parentesi per W"),
      ("a .* b", "a moltiplicato elemento per elemento per b"), ("2 .* b", "due per b"),
      ("x^n", "x alla n"), ("tanh([a; b])", "tanh della colonna a, b"),
      ("A^T*x", "A trasposto per x"), ("[a; b]", "la colonna a, b"),
    ])
  func italian(formula: String, expected: String) throws {
    #expect(try spoken(formula, in: .italian) == expected)
  }

  @Test("Numbers are words, or digits on request")
  func numbers() {
    let style = NumberStyle()
    func spoken(_ number: Double, _ language: Language = .english) -> String {
      style.notation(number).spoken(in: language)
    }
    #expect(spoken(-24) == "minus twenty-four")
    #expect(spoken(0.80001) == "zero point eight" && spoken(0.9999) == "one")
    #expect(spoken(0.3932) == "zero point three nine three")
    #expect(spoken(-1.5e-7) == "minus one point five times ten to the power minus seven")
    #expect(spoken(-1.5e-7, .italian) == "meno uno virgola cinque per dieci alla meno sette")
    #expect(style.notation(-0.5).spoken(in: .english, digits: true) == "minus 0.5")
  }

  @Test("A small vector is read in full, a large one by its size and its largest entry")
  func vectors() {
    let style = NumberStyle()
    func spoken(_ value: Value) -> String { style.notation(value).spoken }
    #expect(spoken(.vector([1, -2])) == "the vector one, minus two")
    #expect(
      spoken(.vector([1, 2, -30, 4, 5]))
        == "a vector of five components, the largest minus thirty,")
    #expect(
      style.notation(.vector([1e-12, -2e-9, 0, 0, 3e-13])).spoken(in: .italian).contains(
        "un vettore di cinque componenti, la più grande meno due per dieci alla meno nove"))
    #expect(
      spoken(.matrix([[1, 2], [3, 4]]))
        == "the matrix with the row one, two, and below it three, four")
    #expect(
      spoken(.matrix([[1, 2, 3], [3, 4, 5]]))
        == "a matrix of two by three, the largest entry five,")
    #expect(spoken(.vector([3] + Array(repeating: 0, count: 8))) == "nine by one, norm three")
  }

  @Test("Derivatives, braces, growing parts and operations have spoken words")
  func parts() {
    let derivative = Notation.partialDerivative(
      of: .word("Loss"), to: .symbol(Symbol("h", time: .absolute(0))))
    #expect(derivative.spoken == "the derivative of Loss with respect to h zero")
    #expect(derivative.spoken(in: .italian) == "la derivata di Loss rispetto a h zero")
    let brace = Notation.row([
      .brace(.stage(3, .role(.local, .numeral("−5"))), "local"), .sign(.times), .numeral("2"),
    ])
    #expect(brace.spoken == "minus five, local, times two")
    #expect(Notation.name("h.2", index: .numeral("1")).spoken == "v two, one")
    #expect(Function.slope(.gelu).notation.spoken == "gelu prime")
    let step = Expression(.call(.step, [.symbol(Symbol("x"))])).notation()
    #expect(step.spoken == "one where x is greater than zero, else zero,")
  }

  @Test("Punctuation in a sentence directly follows its word")
  func sentences() {
    let sum: Notation = .row([.numeral("1"), .sign(.plus), .sign(.centeredEllipsis)])
    #expect(Notation("It is \(sum) : done\n !").spoken == "It is one plus, and so on: done!")
  }
}
