import Formulas
import Foundation
import TestSupport
import Testing

/// Compiled formulas in the player's interpreter.
@Suite(
  .enabled(if: PlayerScripts.node.isExpected, "Node.js is missing: sh setup.sh tests"))
struct PlayerProgramsTests {
  private struct Answer: Decodable {
    let value: [Double]
    let contributions: [Double]
  }

  private struct Case {
    let name: String
    let program: Program
    let inputs: [Value]
    let upstream: [Double]
  }

  /// a, b and c are numbers, v and w vectors of 5 components, u of one, M is 2 × 5, N is 5 × 3,
  /// R is 1 × 5, C is 2 × 1.
  private static func shape(_ symbol: Symbol) -> Shape {
    switch symbol.name {
    case "v", "w": .vector(5)
    case let name where name.contains("_"): SplitMix64.shape(ofName: name)
    case "u": .vector(1)
    case "M": .matrix(rows: 2, columns: 5)
    case "R": .matrix(rows: 1, columns: 5)
    case "C": .matrix(rows: 2, columns: 1)
    case "N": .matrix(rows: 5, columns: 3)
    default: .scalar
    }
  }

  private static let formulas = [
    "a", "-a", "a + b - c", "a * a", "a * b * c * a", "a / b", "a^2", "a^3", "abs(a)^1.5",
    "abs(a)^b", "2.5^a", "max(a, b)", "min(a, b, c, a)", "max(a, a)", "v", "-v", "v + w + v",
    "v .* w",
    "v .* w .* v", "a * v", "v * a", "v / w", "v / a", "v^2", "abs(v)^b", "max(v, w)", "max(v, v)",
    "min(v, w)", "max(v)", "min(v)", "sum(v)", "mean(v)", "M * v", "M * N", "M^T", "v^T * w",
    "v * w^T", "(M * N)^T", "[v; w]", "[M, M]", "v[2]", "v[a]", "softmax(v)", "log_softmax(v)",
    "cross_entropy(v, 3)", "M .* M + a", "M / a", "tanh(M * v + [a; b])", "sum(v) / 3", "[a; v]",
    "softmax(M, rows)", "log_softmax(M, rows)", "max(M, rows)", "min(M, rows)", "mean(M, rows)",
    "sum(M, rows)", "norm(M, rows)", "logsumexp(M, rows)", "cross_entropy(M, [3; 0])",
    "cross_entropy(M, [5; 0.5])", "nll(v, 3)", "nll(M, [3; 0])", "nll(M, [5; 0])", "hinge(v, 1)",
    "hinge(M, [5; 0])", "hinge(M, [4; 0])", "binary_cross_entropy(sigmoid(v), w)",
    "binary_cross_entropy(sigmoid(M), v)", "binary_cross_entropy(a, b)",
    "binary_cross_entropy(clip(3*v, 0, 1), a)", "huber(M)", "hinge(M)", "v[[3; 0; 3]]",
    "M[[1; 0; 1]]", "v[[5; 0]]", "dot(v, w)", "dot(a, b)", "layer_norm(M, v, w)", "norm(M)",
    "clip(v, -0.5, 1)", "clip(a, b, c)", "clip(M, b, 2)", "v[1:3]", "M[:, 1:4]", "N[2:, :2]",
    "M[0:1, 3:]", "stack(v, w, v) + v", "stack(a, 2, b)", "maximum(M, v)", "v .* w .* v .* v",
    "M + v", "v / M", "M .* C - R", "max(M, v, C)", "u * v", "u * u", "v^u", "v + u .* v",
  ]

  private static let randomName = "random: "

  private static func cases() throws -> [Case] {
    let (a, v) = (Expression.symbol(Symbol("a")), Expression.symbol(Symbol("v")))
    var expressions = try formulas.map { ($0, try Formula($0).expression) }
    let every: [Function] =
      Function.callable.filter { $0.argumentCounts.contains(1) }
      + [.sign, .step, .share, .diagonal] + Function.activations.map { .slope($0) }
    expressions += every.flatMap { function in
      [a, v].map {
        ("\(function.name) of \($0.notation().plain)", Expression(.call(function, [$0])))
      }
    }
    expressions.append(("onehot", Expression(.call(.oneHot, [.number(2), v]))))
    var random = SplitMix64(seed: 22)
    let shapes: [Shape] = [.scalar, .vector(3), .matrix(rows: 2, columns: 3)]
    expressions += (0..<150).map { index in
      let expression = random.formula(of: shapes[index % 3], depth: 3)
      return (randomName + expression.text, expression)
    }
    return try expressions.flatMap { name, expression -> [Case] in
      let program: Program
      do {
        program = try Program(expression, shapes: shape)
      } catch {
        // Some functions take no number, others no vector.
        guard name.contains(" of ") else { throw error }
        return []
      }
      return (0..<40).map { round in
        // The first ones have kinks and ties; the others are on both sides of all functions.
        let choices = [0.0, 1, -1, 3, 2.5, .infinity, .nan]
        let inputs = program.operandShapes.map { shape in
          Value(
            shape,
            (0..<shape.count).map { _ in
              round < 20 ? random.pick(choices) : random.number() * [1, 4, 0.01][round % 3]
            })
        }
        let upstream = (0..<program.shape.count).map { _ in random.number() }
        return Case(name: name, program: program, inputs: inputs, upstream: upstream)
      }
    }
  }

  @Test("Each function and operation has the tool's value and vector-Jacobian product")
  func operations() throws {
    let cases = try Self.cases()
    let answers: [Answer] = try PlayerScripts.answers(
      to: .array(
        cases.map { one in
          .array([
            one.program.playerJSON,
            .array(one.inputs.flatMap(\.components).map(PlayerScripts.number)),
            .array(one.upstream.map(JSONText.number)),
          ])
        }),
      by: """
        answers = cases.map(([json, inputs, upstream]) => {
          const program = new Program(json);
          const frame = new Frame(new Float64Array(program.adjoints.memory.length), program.places);
          frame.registers = program.adjoints.registers;
          frame.memory.set(inputs.map(Number));
          program.run(frame);
          return {
            value: [...frame.memory.subarray(program.result, program.result + program.size)],
            contributions: [...program.propagated(frame, upstream).subarray(0, program.result)],
          };
        });
        """)
    try #require(answers.count == cases.count)
    var worst = 0.0
    var wrong: [String] = []
    for (one, answer) in zip(cases, answers) {
      var workspace = Workspace(one.program, one.inputs)
      let value = workspace.value.components
      let contributions = workspace.contributions(upstream: one.upstream[...])
        .flatMap(\.components)
      try #require(answer.value.count == value.count)
      try #require(answer.contributions.count == contributions.count)
      // Differences of nearly equal numbers lose digits.
      let isRandom = one.name.hasPrefix(Self.randomName)
      let distances = zip(answer.value + answer.contributions, value + contributions)
        .map { PlayerScripts.distance($0, $1, unit: isRandom ? 1e-3 : 0) }
      let most = distances.max() ?? 0
      worst = max(worst, most)
      if most > (isRandom ? 1e-9 : 1e-12) {
        wrong.append("\(one.name) \(one.inputs): \(most)")
      }
    }
    #expect(wrong.isEmpty, "\(wrong.count) of \(cases.count): \(wrong.prefix(10))")
    if ProcessInfo.processInfo.environment["UNROLL_MEASURE"] != nil { print("worst", worst) }
  }
}
