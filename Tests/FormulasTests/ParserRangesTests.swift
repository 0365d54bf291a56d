import Testing

@testable import Formulas

@Suite struct ParserRangesTests {
  private func h(_ steps: Int...) -> [Expression] {
    steps.map { .symbol(Symbol("h", time: .absolute($0))) }
  }

  @Test("A range over time is a stack of its time steps")
  func ranges() throws {
    #expect(try Formula("h[1..3]").expression == Expression(.call(.stacked, h(1, 2, 3))))
    #expect(try Formula("stack(h[1], h[2], h[3])").expression == Formula("h[1 .. 3]").expression)
    let relative = [-2, -1, 0, 1].map { Expression.symbol(Symbol("l2.h", time: .relative($0))) }
    #expect(try Formula("l2.h[t-2..t+1]").expression == Expression(.call(.stacked, relative)))
    #expect(try Formula("W*h[0..1]^T").expression.symbols.map(\.position) == [0, 2, 2])
    #expect(try Formula("h[1..1000]").expression.operands.count == 1000)
  }

  @Test("Sum, mean, max, min and last of a range are over time")
  func overTime() throws {
    for (text, other) in [
      ("sum(h[1..3])", "h[1] + h[2] + h[3]"), ("mean(h[1..3])", "(h[1] + h[2] + h[3])/3"),
      ("max(h[1..3])", "max(h[1], h[2], h[3])"), ("min((h[1..2]))", "min(h[1], h[2])"),
      ("last(h[1..3])", "h[3]"), ("mean(h[t-1..t])", "(h[t-1] + h[t])/2"),
    ] {
      #expect(try Formula(text).expression == Formula(other).expression, "\(text)")
    }
    // These are of all components.
    #expect(try Formula("sum(stack(a, b))").expression.operands.count == 1)
    #expect(try Formula("norm(h[1..3])").expression.operands.count == 1)
    #expect(
      try Formula("sum(h[1..3], rows)").expression
        == Expression(.call(.rowwise(.sum), [Formula("h[1..3]").expression])))
  }

  @Test("Slices are read with and without ends, of rows and of columns")
  func slices() throws {
    func slice(_ text: String) throws -> Slice? {
      if case .call(.slice(let slice), _) = try Formula(text).expression.kind { slice } else { nil }
    }
    #expect(try slice("a[0:5]") == Slice(rows: .init(start: 0, end: 5)))
    #expect(try slice("a[t][:5]") == Slice(rows: .init(start: nil, end: 5)))
    #expect(try slice("(a + b)[5:]") == Slice(rows: .init(start: 5, end: nil)))
    #expect(
      try slice("a[t][:, 0:5]")
        == Slice(rows: .init(start: nil, end: nil), columns: .init(start: 0, end: 5)))
    #expect(try slice("E[k[t]][1:2]") == Slice(rows: .init(start: 1, end: 2)))
    #expect(try Formula("v[f([1, 2])]", activation: .tanh).expression.text == "v[tanh([1, 2])]")
  }

  @Test(
    "A text is parsed as the same formula again",
    arguments: [
      "h[1..3]", "h[t-2..t]", "stack(h[1], h[3])", "a[t][0:5]", "A[0:2, 1:3]", "(W*x[t])[:4]",
      "softmax(S, rows)", "norm(S, rows)", "clip(v, -1, 1)", "dot(a, b)", "step(u)",
      "l2.back.h[t+1]", "stack(h[t])", "layer_norm(v)", "v[k]", "W*h[1..2]*a",
    ])
  func texts(text: String) throws {
    #expect(try Formula(text).expression.text == text)
  }

  @Test("@ is a product, and rows is an ordinary name elsewhere")
  func signs() throws {
    #expect(try Formula("A @ B @ x").expression == Formula("A*B*x").expression)
    #expect(
      try Formula("exp(rows) + max(a, rows, b)").expression.symbols.map(\.symbol.name)
        == ["rows", "a", "rows", "b"])
    #expect(try Formula("sum(S, rows)").expression.symbols.count == 1)
  }

  @Test(
    "An error says what to write",
    arguments: [
      ("h[T]", 2, "h[T] is not a time step", "for the last time step write last(h[t])"),
      (
        "h[-1]", 2, "h[-1] is not a time step",
        "for the last time step write last(h[t]); components are counted from 0"
      ),
      (
        "x[4-t]", 4, "a time index is t, t-1, t-2 or a number",
        "an index is t, t-1, t+1, 3 …; where time runs backwards, b[t] is computed from b[t+1]"
      ),
      (
        "h[1..t]", 1, "the ends of a range are two numbers or two of t-2, t, t+1",
        "its length does not change with t"
      ),
      (
        "h[a..b]", 1, "the ends of a range are two numbers or two of t-2, t, t+1",
        "its length does not change with t"
      ),
      ("h[3..3]", 1, "a range has at least 2 entries", "write h[3]"),
      ("h[t..t-2]", 1, "a range ends before it starts", "write h[t-2..t]"),
      ("h[1..1001]", 1, "a range has at most 1000 entries", nil),
      ("h[t][1..2]", 6, "unexpected “..”", "for some components write a[t][0:5]"),
      (
        "a[-2:]", 2, "the ends of a slice are counted from 0, not from the last component",
        "a[0:5] are the first five components; without a second number, as in a[2:], it goes to the end"
      ),
      (
        "A[0, 1:2]", 3, "the ends of a slice are whole numbers, counted from 0",
        "a[0:5] are the first five components, A[:, 1:2] is the second column"
      ),
      ("a**2", 1, "“**” is not an operator", "write a^2 for a power"),
      (
        "argmax(y)", 0, "there is no function argmax, because it has no gradient",
        "use softmax(v), or max(v) for the component itself"
      ),
      (
        "softmax(z, T)", 0, "softmax takes one argument, but 2 are given",
        "write softmax(z / T) for a temperature T, or softmax(S, rows) for each row of a matrix"
      ),
      (
        "sum(z, 1)", 0, "sum takes one argument, but 2 are given",
        "write sum(S, rows) for each row of a matrix"
      ),
      ("clip(x, 2, 1)", 8, "the lower limit 2 is above the upper limit 1", nil),
      ("clip(x, 2)", 0, "clip takes 3 arguments, but 2 are given", nil),
      ("layer_norm(a, b, c, d)", 0, "layer_norm takes 1 to 3 arguments, but 4 are given", nil),
      ("maximum(a)", 0, "maximum takes at least 2 arguments, but 1 is given", nil),
      ("maximun(a, b)", 0, "there is no function maximun", "did you mean maximum?"),
      ("softmax(S, rows", 7, "“(” is never closed", "add “)”"),
    ] as [(String, Int, String, String?)])
  func errors(text: String, position: Int, message: String, hint: String?) {
    do throws(FormulaError) {
      _ = try Formula(text)
      Issue.record("\(text) is not a formula, but was read")
    } catch {
      #expect(error.position == position, "\(text): \(error)")
      #expect(error.message == message)
      if text != "softmax(S, rows" { #expect(error.hint == hint) }
    }
  }

  /// S is 2×3, v has 3 components, p has 2, a is a number.
  private static func shape(_ symbol: Symbol) -> Shape {
    switch symbol.name {
    case "S": .matrix(rows: 2, columns: 3)
    case "a": .scalar
    case "p": .vector(2)
    case "z": .vector(4)
    default: .vector(3)
    }
  }

  @Test(
    "What does not fit is named with its length",
    arguments: [
      (
        "v[0:5]", "v has 3 components, so it has no slice 0:5",
        "they are counted from 0 to 2, and the end is not part of a slice"
      ),
      ("v[2:2]", "v has 3 components, so it has no slice 2:2", nil),
      ("v[2:1]", "v has 3 components, so it has no slice 2:1", nil),
      (
        "v[:, 0:1]", "v has 3 components, so it has no slice [:, 0:1]",
        "a vector has no columns: write [:]"
      ),
      ("a[0:1]", "a is a number, so it has no slice [0:1]", nil),
      ("S[2:]", "S has 2 rows, so it has no slice 2:", nil),
      ("S[:, 1:4]", "S has 3 columns, so it has no slice 1:4", nil),
      ("softmax(S)", "softmax takes a vector, but S is 2×3", "write softmax(S, rows) for each row"),
      (
        "softmax(v, rows)", "softmax by rows takes a matrix, but v has 3 components",
        "write softmax(v)"
      ),
      (
        "cross_entropy(S, v)",
        "cross_entropy of a matrix takes a class for each row: S is 2×3 but v has 3 components",
        "a minibatch has a row for each sample"
      ),
      (
        "cross_entropy(S, z)",
        "cross_entropy of a matrix takes a class for each row: S is 2×3 but z has 4 components", nil
      ),
      (
        "dot(v, p)",
        "dot takes two vectors of the same length, but v has 3 components and p has 2 components",
        nil
      ),
      (
        "stack(v)", "stack( ) of one operand takes all its time steps, but there are none here",
        "write stack(v[t]) in an equation without time, or v[t-2..t]"
      ),
      ("stack(v, p)", "v has 3 components but p has 2 components, so they cannot be stacked", nil),
      (
        "stack(S, S)", "stack( ) writes numbers or vectors into rows, but S is 2×3",
        "[A; B] puts matrices one above the other"
      ),
      (
        "clip(v, p, 1)", "a limit of clip is a number, but p has 2 components",
        "clip(x, low, high) limits each component"
      ),
    ] as [(String, String, String?)])
  func shapes(text: String, message: String, hint: String?) throws {
    let expression = try Formula(text).expression
    do throws(ShapeError) {
      _ = try Program(expression, shapes: Self.shape)
      Issue.record("\(text) was compiled")
    } catch {
      #expect(error.message == message)
      if let hint { #expect(error.hint == hint) }
    }
  }

  @Test("A chain of 10,000 operands is one flat sum or product, and a nested one is an error")
  func chains() throws {
    for (sign, kind) in [
      ("*", Expression.Kind.product), (".*", Expression.Kind.elementwiseProduct),
      ("+", Expression.Kind.sum),
    ] as [(String, ([Expression]) -> Expression.Kind)] {
      let text = Array(repeating: "a", count: 10_000).joined(separator: sign)
      let parsed = try Formula(text).expression
      #expect(parsed == Expression(kind(Array(repeating: .symbol(Symbol("a")), count: 10_000))))
      #expect(
        try Program(parsed).value(of: Array(repeating: 1, count: 10_000))
          == (sign == "+" ? 10_000 : 1))
    }
    let difference = try Formula(Array(repeating: "a", count: 10_000).joined(separator: "-"))
      .expression
    #expect(difference.operands.count == 10_000)
    for sign in ["/", "*a.*", "[0]", "^T", ".T", "*a/"] {
      let text =
        "a"
        + String(
          repeating: sign + (sign.hasSuffix("*") || sign.hasSuffix("/") ? "a" : ""), count: 10_000)
      #expect(throws: FormulaError.self, "\(sign)") { try Formula(text) }
    }
    #expect(
      try Formula(Array(repeating: "a", count: 100).joined(separator: "/")).expression.symbols.count
        == 100)
  }
}
