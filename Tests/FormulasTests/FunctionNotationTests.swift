import Testing

@testable import Formulas

@Suite struct FunctionNotationTests {
  private func notation(_ text: String) throws -> Notation {
    try Formula(text).expression.notation()
  }

  @Test(
    "Functions of vectors and matrices have their usual signs",
    arguments: [
      ("norm(v)", "‖v‖", "\\left\\|v\\right\\|"),
      ("norm(S, rows)", "‖S‖_rows", "\\left\\|S\\right\\|_{\\text{rows}}"),
      ("dot(a, b)", "a^T · b", "a^{\\top } \\cdot b"),
      ("x .* dot(a, b)", "x ⊙ (a^T · b)", "x \\odot \\left(a^{\\top } \\cdot b\\right)"),
      ("softmax(S, rows)", "softmax_rows(S)", "\\text{softmax}_{\\text{rows}}\\left(S\\right)"),
      ("a[t][0:5]", "a_t[0:5]", "a_{t}\\left[0{:}5\\right]"),
      ("A[:, 1:]", "A[:, 1:]", "A\\left[{:}, 1{:}\\right]"),
      ("(W*x)[:2]", "(W · x)[:2]", "\\left(W \\cdot x\\right)\\left[{:}2\\right]"),
      (
        "h[1..2]", "[h_1^T; h_2^T]",
        "\\begin{pmatrix}h_{1}^{\\top } \\\\ h_{2}^{\\top }\\end{pmatrix}"
      ),
      ("stack(1, 2)", "[1; 2]", "\\begin{pmatrix}1 \\\\ 2\\end{pmatrix}"),
      (
        "h[1..6]", "[h_1^T; h_2^T; ⋮; h_6^T]",
        "\\begin{pmatrix}h_{1}^{\\top } \\\\ h_{2}^{\\top } \\\\ \\vdots  \\\\ h_{6}^{\\top }\\end{pmatrix}"
      ),
      ("stack(h[t])", "stack_t(h_t)", "\\text{stack}_{t}\\left(h_{t}\\right)"),
      ("step(u)", "[u > 0]", "\\left[u > 0\\right]"),
      ("clip(x, -1, 1)", "clip(x, −1, 1)", "\\text{clip}\\left(x, -1, 1\\right)"),
      ("layer_norm(x)", "layer norm(x)", "\\text{layer norm}\\left(x\\right)"),
      ("huber(x)", "huber(x)", "\\text{huber}\\left(x\\right)"),
      ("hinge(x)", "max(0, 1 − x)", "\\text{max}\\left(0, 1 - x\\right)"),
      ("2*nll(y, k)", "2 · (−y[k])", "2 \\cdot \\left(-y\\left[k\\right]\\right)"),
      (
        "0.5*hinge(y, k)", "0.5 · Σ_{j≠k} max(0, 1 − y[k] + y[j])",
        "0.5 \\cdot \\sum _{j \\neq k}\\text{max}\\left(0, 1 - y\\left[k\\right] + y\\left[j\\right]\\right)"
      ),
      (
        "binary_cross_entropy(p, t)", "−(t ⊙ log(p) + (1 − t) ⊙ log(1 − p))",
        "-\\left(t \\odot \\text{log}\\left(p\\right) + \\left(1 - t\\right) \\odot \\text{log}\\left(1 - p\\right)\\right)"
      ),
    ])
  func written(text: String, plain: String, latex: String) throws {
    #expect(try notation(text).plain == plain)
    #expect(try notation(text).latex == latex)
  }

  @Test("The multiclass hinge of a few known scores has all its terms")
  func hinges() throws {
    func notation(_ scores: [Double], _ text: String) throws -> String {
      try Formula(text).expression.replacingSymbols { symbol in
        symbol.name == "y" ? .literal(.vector(scores)) : .symbol(symbol)
      }.notation().plain
    }
    #expect(
      try notation([2, -1, 3], "0.5*hinge(y, 1)")
        == "0.5 · (max(0, 1 − (−1) + 2) + max(0, 1 − (−1) + 3))")
    #expect(
      try notation([1, 2, 3, 4, 5], "hinge(y, 0)")
        == "Σ_{j≠0} max(0, 1 − [1; 2; 3; 4; 5][0] + [1; 2; 3; 4; 5][j])")
  }

  @Test("Known vectors in a stack are its rows")
  func values() throws {
    let stack = Expression(
      .call(.stacked, [.literal(.vector([1, 2])), .literal(.vector([3, 4]))]))
    #expect(stack.notation().plain == "[1, 2; 3, 4]")
  }

  @Test(
    "Functions are spoken",
    arguments: [
      ("norm(v)", "the norm of v", "la norma di v"),
      ("softmax(S, rows)", "softmax rows of S", "softmax rows di S"),
      (
        "hinge(y, k)",
        "the sum over j other than k of max of zero, one minus y, component k, plus y, component j,",
        "la somma su j diverso da k di max di zero, uno meno y, componente k, più y, componente j,"
      ),
      ("a[t][0:5]", "a t, component zero to five,", "a t, componente zero a cinque,"),
      (
        "h[1..2]", "the column h one transposed, h two transposed",
        "la colonna h uno trasposto, h due trasposto"
      ),
    ])
  func spoken(text: String, english: String, italian: String) throws {
    #expect(try notation(text).spoken == english)
    #expect(try notation(text).spoken(in: .italian) == italian)
  }

  @Test("A norm has two bars at each side in every form")
  func bars() throws {
    let norm = try notation("norm(v)")
    let label = norm.label(size: 20) { text, _, size in Double(text.count) * size / 2 }
    #expect(label.marks.count == 4)
    #expect(label.marks.map(\.x) == label.marks.map(\.x).sorted())
    #expect(label.width > (label.marks.last?.x ?? 0))
    #expect(norm.latex(upTo: 0) == "$\\lVert v\\rVert $")
    #expect(norm.typst(upTo: 0) == "$display(lr(‖italic(\"v\")‖))$")
    #expect(norm.mathML(upTo: 0).components(separatedBy: "class=\"bars\"").count == 3)
  }

  @Test(
    "Jacobians of the functions of vectors",
    arguments: [
      ("norm(v)", 0, "(v/h)^T"), ("dot(v, w)", 0, "w^T"), ("logsumexp(v)", 0, "softmax(v)^T"),
      ("v[1:3]", 0, "[0, I]"), ("v[0:3]", 0, "I"), ("v[1:2]", 0, "[0, I, 0]"),
      ("clip(v, -1, 1)", 0, "diag(1 − [−1 − v > 0] − [v − 1 > 0])"),
      ("clip(v, 0, 1)", 0, "diag(1 − [−v > 0] − [v − 1 > 0])"),
      ("stack(a, b)", 1, "[0; 1]"), ("step(v)", 0, "0 · I"),
      (
        "layer_norm(v)", 0,
        "1/√(‖v − mean(v)‖^2/3 + 10⁻⁵) · (I − (1 · 1^T + h · h^T)/3)"
      ),
    ])
  func jacobians(text: String, slot: Int, expected: String) throws {
    let found = try Formula(text).expression.jacobian(
      withRespectToSlot: slot, own: Symbol("h")
    ) { ["a", "b"].contains($0.name) ? .scalar : .vector(3) }
    #expect(found?.notation().plain == expected)
  }
}
