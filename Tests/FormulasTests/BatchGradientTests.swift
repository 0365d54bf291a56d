import TestSupport
import Testing

@testable import Formulas

@Suite struct BatchGradientTests {
  /// x is a minibatch of 4 samples with 3 components, h one of 4 with 2; W is 2×3, V is 3×2, U is
  /// 2×2, b has 2 components, and a is a number.
  private static func shape(_ symbol: Symbol) -> Shape {
    switch symbol.name {
    case "x", "z": .matrix(rows: 4, columns: 3)
    case "h", "g", "delta": .matrix(rows: 4, columns: 2)
    case "W": .matrix(rows: 2, columns: 3)
    case "V": .matrix(rows: 3, columns: 2)
    case "U": .matrix(rows: 2, columns: 2)
    case "b": .vector(2)
    default: .scalar
    }
  }

  private func term(_ text: String, _ slot: Int) throws -> Expression? {
    try Formula(text).expression.gradientTerm(
      ofSlot: slot, own: Symbol("h", time: .relative(0)), upstream: Symbol("delta"),
      shapes: Self.shape)
  }

  @Test(
    "The gradient of a weight is a product of matrices, that of a bias the sum of the rows",
    arguments: [
      ("x[t]*W^T", 1, "δ^T · x_t"),
      ("x[t]*V", 1, "x_t^T · δ"),
      ("x[t]*V", 0, "δ · V^T"),
      ("x[t]*W.T + b", 2, "δ^T · 1"),
      ("x[t]*V + b^T", 2, "δ^T · 1"),
      ("tanh(x[t]*W^T + h[t-1]*U^T + b)", 1, "(δ ⊙ (1 − h_t ⊙ h_t))^T · x_t"),
      ("tanh(x[t]*W^T + h[t-1]*U^T + b)", 3, "(δ ⊙ (1 − h_t ⊙ h_t))^T · h_{t−1}"),
      ("tanh(x[t]*W^T + h[t-1]*U^T + b)", 4, "(δ ⊙ (1 − h_t ⊙ h_t))^T · 1"),
      (
        "sigmoid(x[t]*V) .* g[t]", 1,
        "x_t^T · (δ ⊙ g_t ⊙ sigmoid(x_t · V) ⊙ (1 − sigmoid(x_t · V)))"
      ),
      ("a*x[t]*V", 0, "sum(δ ⊙ (x_t · V))"),
      ("h[t-1] .* b", 1, "(δ ⊙ h_{t−1})^T · 1"),
      ("-(x[t]*V)", 1, "x_t^T · (−δ)"),
    ])
  func written(text: String, slot: Int, expected: String) throws {
    #expect(
      try term(text, slot)?.notation().plain.replacing("σ(", with: "sigmoid(") == expected)
  }

  @Test("There is no formula where a step has none")
  func missing() throws {
    #expect(try term("softmax(x[t]*V, rows)", 1) == nil)
  }

  @Test(
    "On random values the formula has the value of the numeric gradient",
    arguments: [
      "x*W^T", "x*V + b", "tanh(x*W^T + h*U^T + b)", "sigmoid(x*V) .* g + b", "a*x*V", "h .* b",
      "relu(x*V) / (b .* b + 1)", "h / (1 + exp(-(x*V)))", "(x*V)^2", "(x*V)^3 - g", "a + x*V",
      "x*V*U", "x*(V*U) + h*U^T .* g", "-(x*V - g)", "(x*V + b^T) .* a", "elu(x*W.T)*2",
      "clip(x*V, -0.5, 0.5) + b", "(W*x^T)^T + b", "norm(x*V)*h", "sum(x*V)*h + mean(z)*h",
      "[x*V; g] + b", "[x, z]*[V; V]", "(a*h)*U", "h*(a*U^T)",
    ])
  func values(text: String) throws {
    var random = SplitMix64(seed: 91)
    let expression = try Formula(text).expression
    let program = try Program(expression, shapes: Self.shape)
    for _ in 0..<3 {
      var given: [String: Value] = [:]
      for symbol in program.operands where given[symbol.name] == nil {
        let shape = Self.shape(symbol)
        given[symbol.name] = Value(shape, (0..<shape.count).map { _ in random.number() })
      }
      let inputs = program.operands.map { given[$0.name] ?? .scalar(0) }
      var workspace = Workspace(program, inputs)
      given["own"] = workspace.value
      let upstream = (0..<program.shape.count).map { _ in random.number() }
      given["delta"] = Value(program.shape, upstream)
      let numeric = workspace.contributions(upstream: upstream[...])
      for slot in inputs.indices {
        let symbolic = try #require(
          expression.gradientTerm(
            ofSlot: slot, own: Symbol("own"), upstream: Symbol("delta")
          ) { $0.name == "own" || $0.name == "delta" ? program.shape : Self.shape($0) },
          "slot \(slot) of \(text)")
        let derived = try Program(symbolic) { given[$0.name].map(Shape.init) ?? .scalar }
        let found = derived.value(at: derived.operands.map { given[$0.name] ?? .scalar(0) })
        #expect(found.shape == numeric[slot].shape, "slot \(slot) of \(text)")
        for (a, b) in zip(found.components, numeric[slot].components) {
          #expect(
            abs(a - b) <= 1e-9 * max(1, abs(b)),
            "slot \(slot) of \(text): \(symbolic.notation().plain)")
        }
      }
    }
  }
}
