import Formulas
import Testing

@testable import Unrolling

@Suite struct NetworkShapesTests {
  private func error(_ network: Network) throws -> UnrollingError? {
    do {
      _ = try Networks.trace(network)
      return nil
    } catch let error as UnrollingError {
      return error
    }
  }

  private func elman(_ changed: [String: Value], initial: [String: Value] = [:]) throws -> Network {
    let given: [(String, Value)] = [
      ("W_h", .matrix([[1, 0], [0, 1]])), ("W_x", .matrix([[1], [1]])), ("W_y", .matrix([[1, 1]])),
    ]
    return try Networks.cell(
      "elman", activation: .tanh, parameters: given.map { ($0.0, changed[$0.0] ?? $0.1) },
      inputs: [.vector([1]), .vector([2])], initial: initial,
      loss: ["Loss[t]": "sum(y[t])", "Loss": "sum(Loss[t])"])
  }

  @Test("A state without an initial value has the shape of its equation and starts at zero")
  func zeros() throws {
    let trace = try Networks.trace(elman([:]))
    #expect(trace.value("h_0") == .vector([0, 0]))
    #expect(trace.value("y_1")?.shape == [1])
    #expect(trace.gradient("W_h")?.shape == [2, 2])
    #expect(trace.gradient("W_y")?.shape == [1, 2])
  }

  @Test("A weight that does not fit is reported with both shapes and its place")
  func weight() throws {
    let network = try elman(
      ["W_h": .matrix([[1, 0], [0, 1]])], initial: ["h": .vector([0, 0, 0])])
    let error = try error(network)
    #expect(error?.description == "W_h is 2×2 but h[t-1] has 3 components")
    guard case .shape(let facts, let equation)? = error else { return }
    #expect(equation == "h")
    #expect(facts.position == 6)
    #expect(facts.length == 6)
    #expect(facts.symbols == [Symbol("h", time: .relative(-1)), Symbol("W_h")])
  }

  @Test("Terms of different length are reported, with the later one as the culprit")
  func terms() throws {
    let error = try error(elman(["W_x": .matrix([[1], [1], [1]])]))
    #expect(error?.description == "W_h*h[t-1] has 2 components but W_x*x[t] has 3 components")
    guard case .shape(let facts, _)? = error else { return }
    #expect(facts.symbols.first == Symbol("W_x"))
  }

  @Test(
    "Each operator rejects operands that do not fit",
    arguments: [
      ("v*w", "v has 2 components but w has 3 components"),
      ("v*v", "v*v has no meaning: both are vectors, and * multiplies a matrix by a vector"),
      ("v + w", "v has 2 components but w has 3 components"),
      ("v .* w", "v has 2 components but w has 3 components"),
      ("v/w", "v has 2 components but w has 3 components"),
      ("M*w", "M is 2×2 but w has 3 components"),
      ("v^w", "an exponent is a number, but w has 3 components"),
      ("v[M]", "an index is a number, but M is 2×2"),
      ("a[0]", "a is a number and has no component 0"),
      ("softmax(M)", "softmax takes a vector, but M is 2×2"),
      ("cross_entropy(a, 0)", "cross_entropy takes a vector of scores, but a is a number"),
      ("[M; w^T]", "M is 2×2 but w^T is a row of 3, so they cannot be stacked"),
      ("[v, w]", "v has 2 components but w has 3 components, so they do not fit side by side"),
      ("max(v, w)", "v has 2 components but w has 3 components"),
      ("v", "q must be a number, but has 2 components"),
      ("M", "q must be a number, but is 2×2"),
      ("last(a)", "last( ) takes the last time step, but there are no time steps here"),
    ])
  func operators(formula: String, message: String) throws {
    let network = try Networks.own(
      ["q": formula],
      values: [
        ("a", .scalar(1)), ("v", .vector([1, 2])), ("w", .vector([1, 2, 3])),
        ("M", .matrix([[1, 2], [3, 4]])),
      ].filter { formula.contains($0.0) }, outcome: "q")
    #expect(try error(network)?.description == message)
  }

  @Test("The error for a product of two vectors has a hint")
  func hint() throws {
    let network = try Networks.own(["q": "v*v"], values: [("v", .vector([1, 2]))], outcome: "q")
    #expect(
      try error(network)?.hint
        == "write v .* v for component by component, or v^T*v for the sum of the products")
  }

  @Test("An initial value of another shape, a ragged matrix and an uneven series are rejected")
  func values() throws {
    #expect(
      try error(elman([:], initial: ["h": .scalar(0)]))?.description
        == "the initial h is a number but h[t] has 2 components")
    #expect(
      try error(elman(["W_h": .matrix([[1, 2], [3]])]))?.description
        == "the rows of W_h differ in length")
    #expect(try error(elman(["W_h": .vector([])]))?.description == "W_h has no components")
    let uneven = try Networks.own(
      ["h[t]": "x[t]", "Loss": "sum(h[t])"], inputs: [.vector([1]), .vector([1, 2])])
    #expect(try error(uneven)?.description == "x[1] has 1 component but x[2] has 2 components")
  }

  private static let algebraic: [(String, [Double])] = [
    ("v^T*v", [5.0]), ("v*v^T", [1, 2, 2, 4]), ("M*v", [5, 11]), ("v^T*M", [7, 10]),
    ("M^T*v", [7, 10]), ("M*M", [7, 10, 15, 22]), ("2*v", [2, 4]), ("v*2", [2, 4]),
    ("v/2", [0.5, 1]), ("v .* v", [1, 4]), ("v + 1", [2, 3]), ("1 - v", [0, -1]),
    ("v^2", [1, 4]), ("[v; 3]", [1, 2, 3]), ("[v, v]", [1, 1, 2, 2]), ("[1, 2]", [1, 2]),
    ("[M, v]", [1, 2, 1, 3, 4, 2]), ("[M; v^T]", [1, 2, 3, 4, 1, 2]), ("sum(M)", [10]),
    ("mean(v)", [1.5]), ("max(v)", [2]), ("min(M)", [1]), ("max(v, 1.5)", [1.5, 2]),
    ("v[1]", [2]), ("M[1]", [3, 4]), ("M[1][0]", [3]), ("[1, 2]*v", [5]), ("-v", [-1, -2]),
    ("softmax(v)", [0.2689414213699951, 0.7310585786300049]),
  ]

  @Test(
    "Products, transposes, brackets and reductions have the values of linear algebra",
    arguments: algebraic)
  func algebra(formula: String, expected: [Double]) throws {
    let network = try Networks.own(
      ["p": formula, "q": "sum(p)"],
      values: [("v", .vector([1, 2])), ("M", .matrix([[1, 2], [3, 4]]))].filter {
        formula.contains($0.0)
      }, outcome: "q")
    let found = try #require(try Networks.trace(network).value("p")?.components)
    #expect(found.count == expected.count)
    for (value, wanted) in zip(found, expected) { #expect(abs(value - wanted) < 1e-15) }
  }

  @Test("A sum over one number is removed from the equations")
  func idle() throws {
    let network = try Networks.own(
      ["y[t]": "x[t]", "Loss[t]": "sum((y[t] - target[t])^2)/2", "Loss": "sum(Loss[t])"],
      inputs: [.scalar(1)], targets: [.scalar(2)])
    let graph = try UnrolledGraph(of: network)
    #expect(graph.network.equations[1].notation().plain == "Loss_t = (y_t − target_t)^2/2")
  }

  @Test("The errors of all equations are reported, not only the first one")
  func all() throws {
    let network = try Networks.own(
      ["p": "v + w", "q": "v^T*w", "r": "nothing + 1", "s": "v"],
      values: [("v", .vector([1, 2])), ("w", .vector([1, 2, 3]))], outcome: "s")
    #expect(
      network.shapeErrors.map(\.description) == [
        "v has 2 components but w has 3 components", "v^T is a row of 2 but w has 3 components",
        "r reads nothing, which is not defined", "s must be a number, but has 2 components",
      ])
  }
}
