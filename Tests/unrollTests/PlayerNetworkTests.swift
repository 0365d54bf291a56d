import Foundation
import Lessons
import TestSupport
import Testing

@testable import Formulas
@testable import Unrolling

/// The player's network, changed at random, against the trace of the same network in the tool.
@Suite(
  .enabled(if: PlayerScripts.node.isExpected, "Node.js is missing: sh setup.sh tests"))
struct PlayerNetworkTests {
  private struct Failure: Decodable, Equatable {
    let node: Int
    let reason: String
    let infinite: Bool
  }

  private struct Round: Decodable {
    let failure: Failure?
    let numbers: [[Double]]
  }

  private struct Answer: Decodable {
    let paths: [[[Int]]]
    let rounds: [Round]
  }

  private static let script = """
    answers = cases.map(({ graph, asked, origins, rounds }) => {
      const network = new Network(graph);
      const paths = asked.map((node) => network.pathToLoss(node));
      return { paths, rounds: rounds.map((changes) => {
        for (const [node, component, number] of changes) network.setLeaf(node, component, number);
        const failure = network.run();
        return {
          failure, numbers: failure ? [] : origins.map((origin) => network.origin(origin)),
        };
      }) };
    });
    """

  /// Lessons with what the samples lack: matrices that are multiplied, several readings, classes.
  private static let more = [
    """
    cell: gru
    parameters:
      W_xr: [[0.5, -1], [1, 0.25]]
      W_hr: [[0.5, 0.3], [-0.2, 1]]
      W_xz: [[0.1, -0.3], [0.7, 0.25]]
      W_hz: [[-0.5, 0.3], [0.2, 0.4]]
      W_xn: [[0.5, -1], [1, 0.25]]
      W_hn: [[0.9, 0.3], [-0.2, 0.8]]
      W_y: [[1, 0.5], [-0.5, 1], [0.25, -1]]
    sequence: [[1, 0], [0, 1], [1, 1], [0.5, -0.5], [1, 0]]
    targets: [0, 2, ~, 1, 2]
    loss: cross-entropy
    reduction: mean
    truncate: 2
    """,
    """
    equations:
      h[t]: softplus(W * h[t-1] + x[t] * u) .* h[t-1] + max(h[t-1], u)
      y[t]: mean(h[t] .* h[t]) + sum(softmax(W * W * h[t]) .* u)^2
      Loss[t]: y[t] / (1 + exp(-x[t] * y[t]))
      Loss: mean(Loss[t])
    parameters: {W: [[0.5, -1, 0.1], [1, 0.25, 0.3], [0.2, 0.1, -0.4]], u: [1, -0.5, 0.3]}
    sequence: {x: [1, -1, 0.5]}
    initial: {h: [0.1, 0.2, -0.3]}
    """,
    // A minibatch with a row for each sample.
    """
    equations:
      H: tanh(X @ W.T + b)
      G: layer_norm(H, g, c)[:, 0:2]
      Y: softmax(stack(u, G[0], clip(G[1], -1, 1))*V, rows)
      Loss: mean(cross_entropy(Y, k)) + sum(nll(Y, k)) + sum(hinge(Y, k)) + mean(huber(Y)) + 0.1*norm(Y) + dot(u, u) + sum(max(H, rows) .* mean(H, rows))
    parameters:
      W: [[0.5, -1], [1, 0.25], [0.3, 0.2]]
      b: [0.1, -0.2, 0.3]
      g: [1, 2, 0.5]
      c: [0, 0.1, 0.2]
      V: [[1, 0.5], [-0.3, 0.8]]
    inputs: {X: [[1, 2], [0.5, -1]], u: [0.5, -0.4], k: [0, 1, 1]}
    """,
    // A finite value with an infinite gradient.
    """
    equations: {p: x * y, q: sqrt(p) + y}
    inputs: {x: 0, y: 1}
    """,
    """
    equations: {q: a + a + b, r: a * q}
    inputs: {a: 3, b: 0.5}
    """,
  ]

  private static func cases() throws -> [PlayerCase] {
    let names = try FileManager.default.contentsOfDirectory(atPath: Tool.samples)
      .filter { $0.hasSuffix(".yaml") }.sorted()
    var lessons = try names.map { name in
      let text = try String(contentsOfFile: "\(Tool.samples)/\(name)", encoding: .utf8)
        // A script may name what the graph of operations does not have.
        .components(separatedBy: "\nslides:")[0]
      return (name, try Lesson(yaml: text, name: name))
    }
    lessons += try more.enumerated().map { index, text in
      ("custom \(index)", try Lesson(yaml: text, name: "lesson.yaml"))
    }
    var random = SplitMix64(seed: 23)
    return try lessons.flatMap { name, lesson in
      [
        PlayerCase(name, lesson.graph, rounds: 12, &random),
        PlayerCase(
          name + " in operations", try lesson.detailed(.operations).graph, rounds: 4, &random),
      ]
    }
  }

  @Test("After any change, every number of a page is that of the tool's trace")
  func changes() throws {
    let cases = try Self.cases()
    let answers: [Answer] = try PlayerScripts.answers(
      to: .array(cases.map(\.json)), by: Self.script)
    try #require(answers.count == cases.count)
    var (worst, count) = (0.0, 0)
    var wrong: [String] = []
    var failures: [Failure] = []
    for (one, answer) in zip(cases, answers) {
      #expect(answer.paths == one.asked.map { one.path(to: $0) }, "\(one.name)")
      let questions = one.questions
      try #require(answer.rounds.count == one.rounds.count)
      for (graph, round) in zip(one.rounds, answer.rounds) {
        let failure = Self.failure(of: graph)
        #expect(round.failure == failure, "\(one.name)")
        if let failure { failures.append(failure) }
        // Some numbers that are computed from finite ones may be too large for the tool.
        guard failure == nil, let trace = try? Trace(of: graph) else { continue }
        try #require(round.numbers.count == questions.count)
        for (question, numbers) in zip(questions, round.numbers) {
          let expected = question.answer(trace)?.components ?? [.nan]
          try #require(numbers.count == expected.count, "\(one.name): \(question.origin)")
          let largest = expected.reduce(0) { $0.isNaN ? $0 : max($0, abs($1)) }
          for (number, exact) in zip(numbers, expected) {
            // A sum may cancel what its terms have in common.
            let distance = PlayerScripts.distance(number, exact, unit: 1e-3 * largest)
            if !(distance < 1e-9) {
              wrong.append("\(one.name): \(question.origin) \(number), in the tool \(exact)")
            }
            worst = max(worst, distance)
            count += 1
          }
        }
      }
    }
    #expect(wrong.isEmpty, "\(wrong.count) of \(count): \(wrong.prefix(10))")
    #expect(Set(failures.map(\.reason)) == ["value", "gradient"])
    #expect(Set(failures.map(\.infinite)) == [true, false])
    if ProcessInfo.processInfo.environment["UNROLL_MEASURE"] != nil {
      print("worst of \(count) numbers: \(worst); \(failures.count) failures")
    }
  }

  /// The first node whose value or gradient is not finite.
  private static func failure(of graph: UnrolledGraph) -> Failure? {
    var forward = graph.forward(from: graph.leafValues, keepsTape: true)
    if let node = forward.failure {
      let isInfinite = !forward.values[graph.range(of: node)].contains(where: \.isNaN)
      return Failure(node: node, reason: "value", infinite: isInfinite)
    }
    let gradients = graph.backward(&forward)
    for node in graph.nodes.indices.reversed() {
      guard let bad = gradients[graph.range(of: node)].first(where: { !$0.isFinite }) else {
        continue
      }
      return Failure(node: node, reason: "gradient", infinite: !bad.isNaN)
    }
    return nil
  }
}
