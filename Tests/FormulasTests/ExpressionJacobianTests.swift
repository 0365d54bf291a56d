import TestSupport
import Testing

@testable import Formulas

@Suite struct ExpressionJacobianTests {
  /// Lowercase names are vectors of 3, except the numbers a, k and s; W and V are 3×3, R is 1×3.
  private static func shape(_ symbol: Symbol) -> Shape {
    switch symbol.name {
    case "a", "k", "s": .scalar
    case "W", "V", "W_h", "W_x": .matrix(rows: 3, columns: 3)
    case "R": .matrix(rows: 1, columns: 3)
    case "d", "e": .vector(1)
    case "q": .scalar
    default: .vector(3)
    }
  }

  private func jacobian(_ text: String, _ slot: Int, own: String = "h") throws -> Expression? {
    try Formula(text).expression.jacobian(
      withRespectToSlot: slot, own: Symbol(own, time: .relative(0)), shapes: Self.shape)
  }

  @Test(
    "Jacobians match those in a textbook",
    arguments: [
      ("tanh(W_h*h[t-1] + W_x*x[t])", 1, "diag(1 − h_t ⊙ h_t) · W_h"),
      ("sigmoid(W_h*h[t-1])", 1, "diag(h_t ⊙ (1 − h_t)) · W_h"),
      ("W_h*h[t-1] + W_x*x[t]", 1, "W_h"),
      ("W*tanh(V*v)", 2, "W · diag(1 − tanh(V · v) ⊙ tanh(V · v)) · V"),
      ("f .* c + i .* g", 1, "diag(f)"),
      ("o .* tanh(c)", 1, "diag(o ⊙ (1 − tanh(c) ⊙ tanh(c)))"),
      ("(1 - z) .* n", 0, "−diag(n)"),
      ("v + w", 0, "I"),
      ("2*v", 0, "2 · I"),
      ("v^T*w", 0, "w^T"),
      ("v^T*w", 1, "v^T"),
      ("sum(v)", 0, "1^T"),
      ("a*v", 0, "v"),
      ("v + a", 1, "1"),
      ("softmax(v)", 0, "diag(h_t) − h_t · h_t^T"),
      ("cross_entropy(v, k)", 0, "(softmax(v) − onehot(k))^T"),
      ("nll(v, k)", 0, "(−onehot(k))^T"),
      (
        "hinge(v, k)", 0, "([1 − v[k] + v > 0] − sum([1 − v[k] + v > 0]) · onehot(k))^T"
      ),
      ("huber(v)", 0, "diag(clip(v, −1, 1))"),
      ("hinge(a)", 0, "−[1 − a > 0]"),
      ("v[k]", 0, "onehot(k)^T"),
      ("[v; w]", 0, "[I; 0]"),
      ("W*[v; a]", 2, "W · [0; 1]"),
      ("v^2", 0, "2 · diag(v)"),
      ("v/a", 0, "1/a · I"),
      ("a^2", 0, "2 · a"),
    ])
  func textbook(text: String, slot: Int, expected: String) throws {
    #expect(try jacobian(text, slot)?.notation().plain == expected)
  }

  @Test("A Jacobian can be written in LaTeX, as spoken words and as a label")
  func writers() throws {
    let notation = try #require(try jacobian("tanh(W_h*h[t-1])", 1)).notation()
    #expect(
      notation.latex == "\\text{diag}\\left(1 - h_{t} \\odot h_{t}\\right) \\cdot W_{h}")
    #expect(
      notation.spoken
        == "diag open parenthesis one minus h t elementwise times h t close parenthesis times W h")
    let label = notation.label(size: 20) { text, _, size in Double(text.count) * size / 2 }
    #expect(label.pieces.map(\.text).contains("⊙"))
    let literal = Expression.literal(.matrix([[1, 2], [3, 4]])).notation()
    #expect(literal.plain == "[1, 2; 3, 4]")
    #expect(literal.latex == "\\begin{pmatrix}1 & 2 \\\\ 3 & 4\\end{pmatrix}")
  }

  @Test("A path through a matrix has no Jacobian")
  func matrices() throws {
    #expect(try jacobian("W*v", 0) == nil)
    #expect(try jacobian("W*(v*w^T)*v", 1) == nil)
  }

  @Test(
    "All derivatives of a sum ask for shapes as often as those of one symbol",
    arguments: ["h[1]^T*h[1]", "a*h[1]^T*(W*h[1])", "k[1]^2"])
  func walks(term: String) throws {
    func shapesAsked(ofTerms count: Int, allSlots: Bool) throws -> Int {
      let text = (1...count).map { term.replacing("[1]", with: "[\($0)]") }
      let expression = try Formula(text.joined(separator: " + ")).expression
      var asked = 0
      let derivatives = Derivatives(of: expression) { symbol in
        asked += 1
        return Self.shape(symbol)
      }
      let slots = expression.symbols.indices
      for slot in allSlots ? slots : slots.suffix(1) {
        #expect(derivatives.jacobian(withRespectToSlot: slot) != nil || term.contains("W"))
        #expect(derivatives.gradientTerm(ofSlot: slot, upstream: Symbol("q")) != nil)
      }
      return asked
    }
    let (once, all) = try (
      shapesAsked(ofTerms: 200, allSlots: false), shapesAsked(ofTerms: 200, allSlots: true)
    )
    // A walk over the sum for each of its symbols would ask 200 times as often.
    #expect(all < once * 8, "\(once), \(all)")
  }

  private static let formulas = [
    "tanh(W*v + V*w + u)", "sigmoid(W*v) .* tanh(w) .* a", "softmax(W*v)", "log_softmax(v/a)",
    "cross_entropy(W*v + w, 1)", "hinge(W*v + w, 1)*a", "nll(W*v, 2)", "huber(2*W*v)",
    "binary_cross_entropy(sigmoid(W*v), sigmoid(w))", "hinge(v) .* w",
    "binary_cross_entropy(sigmoid(a), sigmoid(k))", "binary_cross_entropy(sigmoid(a), v)",
    "binary_cross_entropy(sigmoid(v), a)", "v^T*W*w", "(v^T*W)*w*a", "W*(v .* w) - a*v",
    "[v; w; a]", "[a, s, q]*v", "v/w", "a/w", "w/a", "v^3", "v^a", "a^(1*v)[1]", "sum(v .* w)*u",
    "mean(W*v)*a + (v + w)[2]*s", "max(v, w)", "min(v, w, a)", "gelu(v) + softplus(w) + silu(u)",
    "exp(v) .* log(w .* w + 1)", "sqrt(v .* v + 1)", "abs(v)*2 - relu(w)", "-(W*-v)",
    "v*(w^T*u)", "(a*v)^T*w + s*a*q", "elu(W*leaky_relu(v))", "[W, V]*[v; w]", "(v^T)^T + w",
    "sin(a*s)*cos(q) + sum([a; v])", "R*v", "softmax(v)[1]*a", "1/(1 + exp(-(W*v)))",
    "d*v", "w^T*(v*d)*v", "d .* v + e", "(R*v)*w", "d*e*v", "d*e + a", "(v .* v + 1)^d",
    "max(v, d)",
    "norm(W*v)*w", "dot(W*v, w .* u)*v", "logsumexp(W*v)", "layer_norm(W*v)", "layer_norm(v, w, u)",
    "clip(W*v, -0.3, 0.5)", "clip(v, -exp(a), exp(k))", "(W*v)[1:3]", "[v; w][2:5]",
    "stack(a, v^T*w, s)",
    "norm(v^T)*w", "(v^T)[0:2]*[w[0:2]]", "step(v) .* w", "maximum(v, w, a)",
    "v/d", "d/v", "a*d + e",
  ]

  @Test(
    "On random values the symbolic Jacobian has the value of the numeric one", arguments: formulas)
  func random(text: String) throws {
    var random = SplitMix64(seed: 31)
    let expression = try Formula(text).expression
    let program = try Program(expression, shapes: Self.shape)
    for _ in 0..<3 {
      var given: [String: Value] = [:]
      for symbol in program.operands {
        let shape = Self.shape(symbol)
        let isPositive = text.contains("^a") || text.contains("a^")
        given[symbol.name] = Value(
          shape,
          (0..<shape.count).map { _ in isPositive ? Swift.abs(random.number()) : random.number() })
      }
      let inputs = program.operands.map { given[$0.name] ?? .scalar(0) }
      let own = program.value(at: inputs)
      for (slot, numeric) in program.jacobians(at: inputs).enumerated() {
        guard let numeric else { continue }
        let symbolic = try #require(
          expression.jacobian(
            withRespectToSlot: slot, own: Symbol("own"), shapes: Self.shape),
          "slot \(slot) of \(text)")
        let shapes = { (symbol: Symbol) in
          symbol.name == "own" ? program.shape : Self.shape(symbol)
        }
        let derived = try Program(symbolic, shapes: shapes)
        let found = derived.value(
          at: derived.operands.map { $0.name == "own" ? own : given[$0.name] ?? .scalar(0) })
        #expect(found.components.count == numeric.components.count)
        for (a, b) in zip(found.components, numeric.components) {
          #expect(
            Swift.abs(a - b) <= 1e-9 * max(1, Swift.abs(b)),
            "slot \(slot) of \(text): \(symbolic.notation().plain)")
        }
      }
    }
  }
}
