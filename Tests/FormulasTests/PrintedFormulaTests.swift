import TestSupport
import Testing

@testable import Formulas

@Suite struct PrintedFormulaTests {
  /// Names with an index, with a time, in Greek, and with the number of an operation.
  private static let names: [String: Symbol] = [
    "a": Symbol("theta_1"), "b": Symbol("h", time: .relative(-1)), "c": Symbol("f.2"),
    "d": Symbol("l2.back.h", time: .relative(0)), "e": Symbol("back.W_h"),
  ]
  private static let style = NumberStyle(digits: 15)

  private static func value(_ expression: Expression, _ given: [Symbol: Double]) throws -> Double {
    let program = try Program(expression)
    return program.value(of: program.operands.map { given[$0] ?? .nan })
  }

  /// Whether a bracket [u > 0] is evaluated at u = 0, where max and relu treat it differently.
  private static func holdsTie(_ expression: Expression, _ given: [Symbol: Double]) throws -> Bool {
    switch expression.kind {
    case .call(.share, let u), .call(.step, let u):
      if try abs(value(u[0], given)) < 1e-9 { return true }
    default: break
    }
    return try expression.operands.contains { try holdsTie($0, given) }
  }

  /// Reads each written form of a formula back and compares its value.
  private static func expectReadable(
    _ expression: Expression, _ given: [Symbol: Double]
  ) throws -> Bool {
    let wanted = try value(expression, given)
    if try holdsTie(expression, given) { return false }
    // A value near a pole or kink depends on the last digit.
    for share in [1e-9, -1e-9] {
      let near = try value(expression, given.mapValues { $0 * (1 + share) })
      guard wanted.isFinite, abs(wanted) < 1e9, abs(near - wanted) <= 1e-5 * max(1, abs(wanted))
      else { return false }
    }
    let notation = expression.notation(style)
    // A long sum over time shows only its ends.
    guard !notation.plain.contains("⋯") else { return false }
    let symbols = Array(given.keys)
    let writings: [(String, () throws -> Expression)] = [
      (notation.latex, { try PrintedFormula.latex(notation.latex, symbols) }),
      (notation.plain, { try PrintedFormula.plain(notation.plain, symbols) }),
    ]
    for (text, read) in writings {
      do {
        let found = try value(try read(), given)
        #expect(
          abs(found - wanted) <= 1e-5 * max(1, abs(wanted)), "\(expression.text) as \(text)")
      } catch {
        Issue.record("\(expression.text) as \(text): \(error)")
      }
    }
    return true
  }

  @Test("Formulas and derivatives in LaTeX and plain text are read back with the same value")
  func numbers() throws {
    var random = SplitMix64(seed: 51)
    var checked = 0
    for _ in 0..<800 {
      let other = random.pick([nil, "d", "e"])
      let expression = random.anyExpression(depth: 3).replacingSymbols {
        .symbol(Self.names[$0.name == "a" ? other ?? "a" : $0.name] ?? $0)
      }
      var given: [Symbol: Double] = [:]
      for symbol in Self.names.values.sorted(by: { $0.name < $1.name }) {
        given[symbol] = random.number()
      }
      if try Self.expectReadable(expression, given) { checked += 1 }
      for slot in expression.symbols.indices {
        let derivative = expression.derivative(withRespectToSlot: slot)
        if try Self.expectReadable(derivative, given) { checked += 1 }
      }
    }
    #expect(checked > 1300)
  }

  @Test("A formula's text in a message is parsed as the same formula")
  func messages() throws {
    var random = SplitMix64(seed: 52)
    for _ in 0..<1500 {
      let expression = random.anyExpression(depth: 3)
      let given: [Symbol: Double] = [
        Symbol("a"): random.number(), Symbol("b"): random.number(), Symbol("c"): random.number(),
      ]
      let wanted = try Self.value(expression, given)
      guard wanted.isFinite else { continue }
      let found = try Self.value(try Formula(expression.text).expression, given)
      #expect(abs(found - wanted) <= 1e-6 * max(1, abs(wanted)), "\(expression.text)")
    }
  }

  @Test(
    "A product of one kind inside one of the other kind keeps its parentheses in a message",
    arguments: ["a .* (W*v)", "(v .* w)*a", "W*(v .* w)", "W*v .* w", "v .* (w*a) .* w"])
  func productsInMessages(text: String) throws {
    let expression = try Formula(text).expression
    #expect(try Formula(expression.text).expression == expression, "\(expression.text)")
  }

  @Test(
    "A base with an exponent is put in parentheses, and so is a fraction within a line",
    arguments: [
      ("1e-7^2", "(10⁻⁷)^2"), ("a/(b/c)", "a/(b/c)"), ("(a/b)/c", "(a/b)/c"),
      ("(1.5e-7)^2", "(1.5 × 10⁻⁷)^2"),
    ])
  func groups(text: String, expected: String) throws {
    #expect(try Formula(text).expression.notation().plain == expected)
  }

  /// v, w are vectors of 3, a is a number, W and V are 3×3.
  private static func shape(_ symbol: Symbol) -> Shape {
    switch symbol.name {
    case "a": .scalar
    case "W", "V": .matrix(rows: 3, columns: 3)
    default: .vector(3)
    }
  }

  @Test(
    "Jacobians and gradient terms of vectors and matrices are read back with the same value",
    arguments: [
      "tanh(W*v + V*w)", "sigmoid(W*v) .* tanh(w) .* a", "softmax(W*v)", "v^T*W*w*v",
      "W*(v .* w) - a*v", "v/w", "w/a", "a/w", "v^3", "a*(v^T*w)*W*tanh(v)", "-(W*-v)",
      "(a*v)^T*w*(w/(-2*a))", "elu(W*leaky_relu(v))", "v/(a/(w .* w))", "W^T*V*v",
      "exp(v) .* log(w .* w + 1)", "max(v, w)", "gelu(v) - abs(W*w)", "dot(v, W*w)*v",
      "v .* dot(v, w)", "norm(W*v)*w", "logsumexp(v + w)/norm(v)", "clip(v, -0.5, a)",
      "layer_norm(W*v)", "layer_norm(v, w, v)", "v[0:2]", "(W*v)[1:]", "stack(v, w)*v",
      "stack(a, sum(v), 2)", "softmax(W, rows)*v", "log_softmax(W + v, rows)", "norm(W, rows)",
      "logsumexp(W, rows) + max(W, rows) .* sum(W, rows)", "W[0:2, 1:]*v[1:]", "W[:, :2]",
      "W + v", "step(v) .* w", "[W; v^T]", "concat(v, w)",
    ])
  func vectors(text: String) throws {
    var random = SplitMix64(seed: 53)
    let expression = try Formula(text).expression
    let program = try Program(expression, shapes: Self.shape)
    var given: [Symbol: Value] = [:]
    for symbol in program.operands where given[symbol] == nil {
      let shape = Self.shape(symbol)
      given[symbol] = Value(shape, (0..<shape.count).map { _ in random.number() })
    }
    let delta = Symbol("delta")
    given[delta] = Value(program.shape, (0..<program.shape.count).map { _ in random.number() })
    let own = Symbol("own")
    given[own] = program.value(at: program.operands.map { given[$0] ?? .scalar(0) })
    let shapes = { (symbol: Symbol) in given[symbol].map(Shape.init) ?? .scalar }
    func expectReadable(_ formula: Expression) throws {
      let notation = formula.notation(Self.style)
      let derived = try Program(formula, shapes: shapes)
      let wanted = derived.value(at: derived.operands.map { given[$0] ?? .scalar(0) })
      for read in [
        try PrintedFormula.latex(notation.latex, Array(given.keys)),
        try PrintedFormula.plain(notation.plain, Array(given.keys)),
      ] {
        let again = try Program(read, shapes: shapes)
        let found = again.value(at: again.operands.map { given[$0] ?? .scalar(0) })
        #expect(found.components.count == wanted.components.count, "\(text): \(notation.plain)")
        for (a, b) in zip(found.components, wanted.components) {
          #expect(abs(a - b) <= 1e-9 * max(1, abs(b)), "\(text): \(notation.plain)")
        }
      }
    }
    try expectReadable(expression)
    for slot in program.operands.indices {
      let jacobian = expression.jacobian(withRespectToSlot: slot, own: own, shapes: shapes)
      let term = expression.gradientTerm(
        ofSlot: slot, own: own, upstream: delta, shapes: shapes)
      // The identity and a vector of ones are written as names, which do not show their size.
      for formula in [jacobian, term].compactMap({ $0 }) where !formula.holdsNamedValue {
        try expectReadable(formula)
      }
    }
  }
}

extension Expression {
  fileprivate var holdsNamedValue: Bool {
    if case .value(_, name: .some) = kind { return true }
    return operands.contains(where: \.holdsNamedValue)
  }
}
