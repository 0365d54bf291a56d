import TestSupport
import Testing

@testable import Formulas

@Suite struct ExpressionDerivativeTests {
  private func derivative(_ text: String, slot: Int, own: String? = nil) throws -> Notation {
    let own = own.map { Symbol($0, time: .relative(0)) }
    return try Formula(text).expression.derivative(withRespectToSlot: slot, own: own).notation()
  }

  @Test(
    "Derivatives match those in a textbook",
    arguments: [
      ("W_h*h[t-1] + W_x*x[t]", 1, "W_h"),
      ("W_h*h[t-1] + W_x*x[t]", 0, "h_{t−1}"),
      ("tanh(W_h*h[t-1] + W_x*x[t])", 1, "(1 − h_t^2) · W_h"),
      ("sigmoid(w*x)", 1, "h_t · (1 − h_t) · w"),
      ("relu(w*x)", 1, "[h_t > 0] · w"),
      ("exp(a*b)", 0, "h_t · b"),
      ("log(a)", 0, "1/a"),
      ("sqrt(a)", 0, "1/(2 · h_t)"),
      ("sin(a)", 0, "cos(a)"),
      ("cos(a)", 0, "−sin(a)"),
      ("abs(a)", 0, "sign(a)"),
      ("softplus(a)", 0, "sigma(a)"),
      ("(y - d)^2", 0, "2 · (y − d)"),
      ("(y - d)^2/2", 0, "y − d"),
      ("(y - d)^2", 1, "−2 · (y − d)"),
      ("a/b", 0, "1/b"),
      ("a/b", 1, "−a/b^2"),
      ("a - b", 1, "−1"),
      ("a^3", 0, "3 · a^2"),
      ("gelu(a)", 0, "gelu′(a)"),
      ("1 - a*b", 1, "−a"),
    ])
  func textbook(text: String, slot: Int, expected: String) throws {
    let plain = try derivative(text, slot: slot, own: "h").plain
    #expect(plain == expected.replacing("sigma", with: "σ"))
  }

  @Test("A derivative can be written in LaTeX, as spoken words and as a label")
  func writers() throws {
    let notation = try derivative("tanh(W_h*h[t-1] + W_x*x[t])", slot: 1, own: "h")
    #expect(notation.latex == "\\left(1 - h_{t}^{2}\\right) \\cdot W_{h}")
    #expect(
      notation.spoken
        == "open parenthesis one minus h t squared close parenthesis times W h")
    let label = notation.label(size: 20) { text, _, size in Double(text.count) * size / 2 }
    #expect(label.pieces.map(\.text) == ["1", "−", "h", "t", "2", "·", "W", "h"])
    #expect(label.marks.map(\.shape) == [.opening, .closing])
    #expect(label.width > 0 && label.ascent > 0)
  }

  @Test("On random formulas the symbolic derivative has the value of the numeric one")
  func random() throws {
    var random = SplitMix64(seed: 7)
    for _ in 0..<400 {
      let expression = random.expression(depth: 4)
      let program = try Program(expression)
      let given = ["a": random.number(), "b": random.number(), "c": random.number()]
      let inputs = program.operands.map { given[$0.name] ?? 0 }
      let numeric = program.localGradients(at: inputs)
      let own = program.value(of: inputs)
      for slot in inputs.indices {
        for name in [nil, Symbol("own")] {
          let symbolic = expression.derivative(withRespectToSlot: slot, own: name)
          let derived = try Program(symbolic)
          let value = derived.value(
            of: derived.operands.map { $0.name == "own" ? own : given[$0.name] ?? 0 })
          #expect(
            abs(value - numeric[slot]) <= 1e-9 * max(1, abs(value)),
            "slot \(slot) of \(expression.notation().plain)")
        }
      }
    }
  }

  @Test("The share of an argument of max and min agrees with the numeric derivative")
  func extremes() throws {
    for text in ["max(a, b, c)", "min(a, b, c)", "max(a, b)"] {
      let expression = try Formula(text).expression
      let program = try Program(expression)
      for inputs in [[1.0, 2, 3], [3.0, 2, 1], [2.0, 3, 1]] {
        let numeric = program.localGradients(at: Array(inputs.prefix(program.operands.count)))
        for slot in program.operands.indices {
          let derived = try Program(expression.derivative(withRespectToSlot: slot))
          let given = Dictionary(uniqueKeysWithValues: zip(["a", "b", "c"], inputs))
          #expect(derived.value(of: derived.operands.map { given[$0.name] ?? 0 }) == numeric[slot])
        }
      }
    }
  }
}
