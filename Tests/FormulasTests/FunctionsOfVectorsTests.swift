import TestSupport
import Testing

@testable import Formulas

@Suite struct FunctionsOfVectorsTests {
  /// S is 2×3, Q is 3×3, v, w and g have 3 components, p has 2, k holds two classes, a, b, c are
  /// numbers.
  private static func shape(_ symbol: Symbol) -> Shape {
    switch symbol.name {
    case "S": .matrix(rows: 2, columns: 3)
    case "Q": .matrix(rows: 3, columns: 3)
    case "p", "k": .vector(2)
    case "a", "b", "c": .scalar
    default: .vector(3)
    }
  }

  private func value(_ text: String, _ given: [String: Value]) throws -> Value {
    let program = try Program(Formula(text).expression) { Shape(of: given[$0.name] ?? .scalar(0)) }
    return program.value(at: program.operands.map { given[$0.name] ?? .scalar(.nan) })
  }

  private func gradients(
    _ text: String, _ given: [String: Value], upstream: [Double]? = nil
  ) throws -> [[Double]] {
    let program = try Program(Formula(text).expression) { Shape(of: given[$0.name] ?? .scalar(0)) }
    var workspace = Workspace(program, program.operands.map { given[$0.name] ?? .scalar(.nan) })
    let ones = Array(repeating: 1.0, count: program.shape.count)
    return workspace.contributions(upstream: (upstream ?? ones)[...]).map(\.components)
  }

  private let s: [String: Value] = ["S": .matrix([[1, 2, 2], [0, 0, -4]])]

  @Test("With rows, a function is applied to each row of a matrix")
  func rows() throws {
    #expect(try value("sum(S, rows)", s) == .vector([5, -4]))
    #expect(try value("max(S, rows)", s) == .vector([2, 0]))
    #expect(try value("min(S, rows)", s) == .vector([1, -4]))
    #expect(try value("mean(S, rows)", s) == .vector([5.0 / 3, -4.0 / 3]))
    #expect(try value("norm(S, rows)", s) == .vector([3, 4]))
    let zeros: [String: Value] = ["S": .matrix([[0, 0], [1000, 1000]])]
    #expect(try value("softmax(S, rows)", zeros) == .matrix([[0.5, 0.5], [0.5, 0.5]]))
    #expect(try value("logsumexp(S, rows)", zeros).components[1] == 1000 + 0.6931471805599453)
    #expect(
      try value("exp(log_softmax(S, rows))", zeros).components.allSatisfy { abs($0 - 0.5) < 1e-15 })
    #expect(try gradients("max(S, rows)", s) == [[0, 0.5, 0.5, 0.5, 0.5, 0]])
  }

  @Test("cross_entropy of a matrix and classes is the vector of the rows' losses")
  func crossEntropies() throws {
    let given: [String: Value] = [
      "Y": .matrix([[1, 2, 0.5], [1000, 0, -3]]), "k": .vector([2, 1]), "y": .vector([1, 2, 0.5]),
    ]
    let losses = try value("cross_entropy(Y, k)", given).components
    #expect(losses[0] == (try value("cross_entropy(y, 2)", given)).number)
    #expect(losses[1] == 1000)
    #expect(try value("mean(cross_entropy(Y, k))", given).number == (losses[0] + 1000) / 2)
    let gradient = try gradients("mean(cross_entropy(Y, k))", given)[0]
    #expect(gradient[4] == -0.5 && abs(gradient.reduce(0, +)) < 1e-15)
    #expect(
      try value("cross_entropy(Y, k)", given.merging(["k": .vector([3, 0])]) { $1 })
        .components[0].isNaN)
  }

  @Test("nll and hinge of a matrix and classes are the vectors of the rows' losses")
  func lossesOfClasses() throws {
    let given: [String: Value] = [
      "Y": .matrix([[1, 2, 0.5], [-3, 0, -2.5]]), "k": .vector([2, 1]), "y": .vector([1, 2, 0.5]),
    ]
    #expect(try value("nll(Y, k)", given) == .vector([-0.5, 0]))
    #expect(try value("nll(y, 2)", given) == .scalar(-0.5))
    #expect(try value("hinge(Y, k)", given) == .vector([4, 0]))
    #expect(try value("hinge(y, 2)", given) == .scalar(4))
    #expect(try gradients("sum(hinge(Y, k))", given)[0] == [1, 1, -2, 0, 0, 0])
    #expect(try gradients("sum(nll(Y, k))", given)[0] == [0, 0, -1, 0, -1, 0])
    // At a margin of exactly 1 the gradient is 0, as PyTorch's.
    #expect(try gradients("hinge(y, 1)", given)[0] == [0, 0, 0])
    #expect(try value("hinge(y, 3)", given).number?.isNaN == true)
  }

  @Test("The logarithms of binary_cross_entropy are at least −100, its gradient is PyTorch's")
  func binaryCrossEntropies() throws {
    let given: [String: Value] = [
      "p": .vector([0, 1, 1, 0.25]), "t": .vector([0, 0, 1, 0.5]), "q": .scalar(1.5),
    ]
    let losses = try value("binary_cross_entropy(p, t)", given).components
    #expect(Array(losses[..<3]) == [0, 100, 0])
    #expect(abs(losses[3] - 0.836988216785) < 1e-12)
    // torch.nn.functional.binary_cross_entropy(p, t, reduction="sum").backward()
    let gradient = try gradients("sum(binary_cross_entropy(p, t))", given)[0]
    #expect(Array(gradient[..<3]) == [0, 1e12, 0] && abs(gradient[3] + 4 / 3.0) < 1e-15)
    #expect(try value("binary_cross_entropy(q, 1)", given).number?.isNaN == true)
  }

  @Test("A vector of indices chooses components of a vector and rows of a matrix")
  func chosen() throws {
    let given: [String: Value] = [
      "v": .vector([5, 6, 7]), "A": .matrix([[1, 2], [3, 4], [5, 6]]), "k": .vector([2, 0, 2, 1]),
    ]
    #expect(try value("v[k]", given) == .vector([7, 5, 7, 6]))
    #expect(try value("A[k]", given) == .matrix([[5, 6], [1, 2], [5, 6], [3, 4]]))
    #expect(try gradients("sum(v[k]^2)", given)[0] == [10, 12, 28])
    #expect(try gradients("sum(A[k])", given)[0] == [1, 1, 1, 1, 2, 2])
    #expect(
      try value("v[k]", given.merging(["k": .vector([0, 3])]) { $1 }).components[1].isNaN)
  }

  @Test("norm neither overflows nor underflows, and its gradient at 0 is 0")
  func norms() throws {
    for unit in [1e200, 1e-200] {
      let norm = try value("norm(v)", ["v": .vector([3 * unit, 4 * unit])]).number
      #expect(norm.map { abs($0 / (5 * unit) - 1) < 1e-15 } == true)
    }
    #expect(try value("norm(A)", ["A": .matrix([[1, 2], [2, 4]])]) == .scalar(5))
    #expect(try value("norm(a)", ["a": .scalar(-3)]) == .scalar(3))
    #expect(try gradients("norm(v)", ["v": .vector([0, 0])]) == [[0, 0]])
    #expect(try gradients("norm(v)", ["v": .vector([3, -4])]) == [[0.6, -0.8]])
    #expect(try gradients("norm(a)", ["a": .scalar(0)]) == [[0]])
    #expect(try value("norm(v)", ["v": .vector([.nan, 1])]).number?.isNaN == true)
  }

  @Test("dot is the sum of the products, and concat puts vectors one above the other")
  func products() throws {
    let given: [String: Value] = ["v": .vector([1, 2]), "w": .vector([3, 4]), "a": .scalar(2)]
    #expect(try value("dot(v, w)", given) == .scalar(11))
    #expect(try value("dot(v, v)", given) == .scalar(5))
    #expect(try gradients("dot(v, v)", given) == [[1, 2], [1, 2]])
    #expect(try value("dot(a, 3)", given) == .scalar(6))
    #expect(try value("dot(v^T, w)", given) == .scalar(11))
    #expect(try value("concat(v, a, w)", given) == .vector([1, 2, 2, 3, 4]))
    #expect(try Formula("concat(v, w)").expression == Formula("[v; w]").expression)
  }

  @Test("layer_norm is that of PyTorch, with a scale and a bias if they are given")
  func layerNorm() throws {
    let given: [String: Value] = [
      "v": .vector([1, 2, 4]), "g": .vector([2, 2, 2]), "b": .vector([1, 0, 0]),
      "S": .matrix([[1, 2, 4], [5, 5, 5]]),
    ]
    // torch.nn.functional.layer_norm(tensor([1., 2., 4.]), (3,))
    let wanted = [-1.0690415, -0.2672604, 1.3363018]
    let found = try value("layer_norm(v)", given).components
    #expect(zip(found, wanted).allSatisfy { abs($0 - $1) < 1e-6 }, "\(found)")
    let scaled = try value("layer_norm(v, g, b)", given).components
    #expect(scaled == [2 * found[0] + 1, 2 * found[1], 2 * found[2]])
    #expect(try value("layer_norm(v, g)", given).components == found.map { 2 * $0 })
    #expect(try value("layer_norm(S)", given) == .matrix([found, [0, 0, 0]]))
    #expect(
      try Formula("layer_norm(v, g, b)").expression
        == Formula("g .* layer_norm(v) + b").expression)
  }

  @Test("clip has the gradient of PyTorch's clamp, also at the limits and for them")
  func clips() throws {
    let given: [String: Value] = [
      "v": .vector([-2, -1, 0, 1, 2]), "a": .scalar(-1), "b": .scalar(1),
    ]
    #expect(try value("clip(v, -1, 1)", given) == .vector([-1, -1, 0, 1, 1]))
    #expect(try gradients("clip(v, -1, 1)", given) == [[0, 1, 1, 1, 0]])
    #expect(try gradients("clip(v, a, b)", given) == [[0, 1, 1, 1, 0], [1], [1]])
    #expect(try value("clip(v, b, a)", given) == .vector([-1, -1, -1, -1, -1]))
    #expect(try gradients("clip(v, b, a)", given) == [[0, 0, 0, 0, 0], [0], [5]])
    #expect(try value("clip(v, -1, 1)", ["v": .vector([.nan])]).components[0].isNaN)
  }

  @Test("A step can be called, has no derivative, and can be found in a formula")
  func steps() throws {
    #expect(try value("step(v)", ["v": .vector([-1, 0, 2])]) == .vector([0, 0, 1]))
    #expect(try gradients("step(v)", ["v": .vector([-1, 0, 2])]) == [[0, 0, 0]])
    #expect(try Formula("W*step(h[t-1])").expression.containsStep)
    #expect(try !Formula("W*relu(h[t-1])").expression.containsStep)
    #expect(try Formula("a*step(b)").expression.derivative(withRespectToSlot: 1) == .number(0))
  }

  @Test("maximum and minimum are max and min of several arguments, component by component")
  func synonyms() throws {
    #expect(try Formula("maximum(v, 0)").expression == Formula("max(v, 0)").expression)
    #expect(try Formula("minimum(v, w, 1)").expression == Formula("min(v, w, 1)").expression)
  }

  @Test("logsumexp does not overflow, and its gradient is softmax")
  func logSumExp() throws {
    #expect(try value("logsumexp(v)", ["v": .vector([1000, 0])]) == .scalar(1000))
    #expect(try gradients("logsumexp(v)", ["v": .vector([1000, 1000])]) == [[0.5, 0.5]])
  }

  @Test("Slices are counted from 0, and their end is not part of them")
  func slices() throws {
    let given: [String: Value] = [
      "v": .vector([1, 2, 3, 4]), "A": .matrix([[1, 2, 3], [4, 5, 6]]),
    ]
    #expect(try value("v[1:3]", given) == .vector([2, 3]))
    #expect(try value("v[:1]", given) == .vector([1]))
    #expect(try value("v[2:]", given) == .vector([3, 4]))
    #expect(try value("v^T[1:3]".replacing("v^T", with: "(v^T)"), given) == .matrix([[2, 3]]))
    #expect(try value("A[1:]", given) == .matrix([[4, 5, 6]]))
    #expect(try value("A[:, 1:]", given) == .matrix([[2, 3], [5, 6]]))
    #expect(try value("A[0:1, :2]", given) == .matrix([[1, 2]]))
    #expect(try gradients("A[:, 1:]", given, upstream: [1, 2, 3, 4]) == [[0, 1, 2, 0, 3, 4]])
    #expect(
      try gradients("v[1:3] + v[2:]", given, upstream: [5, 7]) == [[0, 5, 7, 0], [0, 0, 5, 7]])
  }

  @Test("A stack writes numbers into a vector and vectors into rows")
  func stacks() throws {
    let given: [String: Value] = ["v": .vector([1, 2]), "w": .vector([3, 4]), "a": .scalar(5)]
    #expect(try value("stack(v, w, v)", given) == .matrix([[1, 2], [3, 4], [1, 2]]))
    #expect(try value("stack(a, 1)", given) == .vector([5, 1]))
    #expect(try value("stack(v, w)*w", given) == .vector([11, 25]))
  }

  private static let formulas = [
    "softmax(S, rows)", "log_softmax(S, rows)", "max(S, rows)", "min(S, rows)", "mean(S, rows)",
    "sum(S, rows)", "logsumexp(S, rows)", "norm(S, rows)", "cross_entropy(S, k)",
    "mean(cross_entropy(S*Q, k))", "sum(nll(S*Q, k))", "sum(hinge(S*Q, k))",
    "hinge(v, 1)", "nll(v, 2)", "sum(huber(3*S))", "hinge(S)", "v[k]", "S[[1; 0; 1]]",
    "binary_cross_entropy(sigmoid(S), sigmoid(v))", "binary_cross_entropy(sigmoid(v), b)",
    "norm(v)", "norm(S)", "dot(v, w) + dot(v, v)", "layer_norm(v)",
    "layer_norm(S, v, w)", "clip(v, -0.5, 0.7)", "clip(S, a, b)", "clip(a, b, c)", "logsumexp(v)",
    "logsumexp(S)", "layer_norm(a)", "logsumexp(a)", "maximum(v, w, a)", "minimum(S, v)",
    "v[0:2]", "S[:, 1:]", "S[1:, 0:2]", "Q[1:]*v", "stack(v, w)", "stack(a, b, a)*2",
    "softmax(stack(v, w, v)*Q^T, rows)*w", "concat(v, a, w)", "norm(v^T)", "softmax(v^T, rows)",
    "sum(S + v, rows)", "layer_norm(v^T)", "(v^T)[1:]", "stack(v^T, w^T)", "tanh(S[:, 0:2])",
  ]

  @Test("Gradients agree with central differences", arguments: formulas)
  func differences(text: String) throws {
    var random = SplitMix64(seed: 81)
    for _ in 0..<8 {
      let numbers = ["k": [2.0, 0], "b": [-0.4], "c": [0.9]]
      var check = try FiniteDifference(text, &random, numbers: numbers, shapes: Self.shape)
      // Classes only select.
      if let classes = check.program.operands.firstIndex(of: Symbol("k")) {
        let expression = try Formula(text).expression.replacingSymbols {
          $0.name == "k" ? .literal(.vector([2, 0])) : .symbol($0)
        }
        #expect(check.contributions[classes] == [0, 0])
        check = try FiniteDifference(expression, &random, shapes: Self.shape)
      }
      #expect(check.distance < 1e-7, "\(text)")
    }
  }
}
