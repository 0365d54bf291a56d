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

  private struct Answer: Decodable {
    let failure: Failure?
    let numbers: [[Double]]
    let path: [[Int]]
  }

  private static let script = """
    answers = cases.flatMap(({ graph, origins, asked, rounds }) => {
      const network = new Network(graph);
      return rounds.map((changes) => {
        for (const [node, component, number] of changes) network.setLeaf(node, component, number);
        const failure = network.run();
        return {
          failure, path: network.pathToLoss(asked),
          numbers: failure ? [] : origins.map((origin) => network.origin(origin)),
        };
      });
    });
    """

  /// A graph, what is asked of it, and the numbers of its leaves in each round.
  private struct Case {
    let name: String
    let graph: UnrolledGraph
    let asked: Int
    var rounds: [UnrolledGraph] = []

    /// Chooses numbers for all leaves that do not select a component; the first round changes none,
    /// and the last ones are too large.
    init(_ name: String, _ graph: UnrolledGraph, rounds count: Int, _ random: inout SplitMix64) {
      (self.name, self.graph) = (name, graph)
      asked = Int.random(in: graph.nodes.indices, using: &random)
      let indices = Set(
        zip(graph.operandNodes, graph.areSlotsIndices).filter(\.1).map { Int($0.0) })
      for round in 0..<count {
        var changed = graph
        let scale = round == 0 ? 0 : round > count - 3 ? 1e200 : random.pick([0.01, 0.3, 1])
        for node in graph.nodes.indices where !indices.contains(node) && graph.isLeaf(node) {
          for place in graph.range(of: node) {
            changed.leafValues[place] += scale * random.number()
          }
        }
        rounds.append(changed)
      }
    }

    var json: JSONText {
      let changes = rounds.map { round in
        JSONText.array(
          graph.nodes.indices.filter(graph.isLeaf).flatMap { node in
            graph.range(of: node).enumerated().map { component, place in
              .array([.integer(node), .integer(component), .number(round.leafValues[place])])
            }
          })
      }
      return .object([
        ("graph", graph.programJSON), ("asked", .integer(asked)), ("rounds", .array(changes)),
        ("origins", .array(questions.map(\.origin))),
      ])
    }

    /// Everything that a page may show, with the tool's answers.
    var questions: [(origin: JSONText, answer: (Trace) -> Value?)] {
      var all: [(JSONText, (Trace) -> Value?)] = []
      func ask(_ kind: String, _ numbers: Int..., answer: @escaping (Trace) -> Value?) {
        all.append((.array([.string(kind)] + numbers.map { .integer($0) }), answer))
      }
      for node in graph.nodes.indices {
        ask("value", node) { $0.value(of: node) }
        ask("gradient", node) { $0.gradient(of: node) }
        all.append((norm(of: node), { .scalar($0.gradient(of: node).norm) }))
        for slot in graph.edgeOperands(of: node).indices {
          ask("local", node, slot) { $0.local(of: $0.edges(into: node)[slot]) }
          ask("contribution", node, slot) { $0.contribution(of: $0.edges(into: node)[slot]) }
        }
      }
      for parameter in graph.nodes.indices where graph.nodes[parameter].role == .parameter {
        let rows = graph.nodes.indices.flatMap { graph.edgeOperands(of: $0) }
          .count { $0 == parameter }
        for row in 0..<rows { ask("running", parameter, row) { $0.ledger(of: parameter)[row].sum } }
      }
      for state in graph.nodes.indices {
        for earlier in 0..<state where graph.isStep(from: earlier, to: state) {
          ask("total", state, earlier) { $0.totalDerivative(of: state, by: earlier) }
        }
      }
      let inputs = graph.nodes.indices.filter { graph.nodes[$0].role == .input }
      if Set(inputs.map { graph.nodes[$0].shape }).count == 1 {
        let origin = JSONText.array(inputs.map { .integer($0) })
        all.append(
          (
            .array([.string("embedding"), origin]),
            { trace in Value.sum(of: inputs.map(trace.gradient(of:))) }
          ))
      }
      return all
    }

    private func norm(of node: Int) -> JSONText {
      .array([.string("norm"), .array([.string("gradient"), .integer(node)])])
    }
  }

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
  ]

  private static func cases() throws -> [Case] {
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
        Case(name, lesson.graph, rounds: 12, &random),
        Case(name + " in operations", try lesson.detailed(.operations).graph, rounds: 4, &random),
      ]
    }
  }

  @Test("After any change, every number of a page is that of the tool's trace")
  func changes() throws {
    let cases = try Self.cases()
    let answers: [Answer] = try PlayerScripts.answers(
      to: .array(cases.map(\.json)), by: Self.script)
    try #require(answers.count == cases.reduce(0) { $0 + $1.rounds.count })
    var next = answers.makeIterator()
    var (worst, count, failures) = (0.0, 0, 0)
    var wrong: [String] = []
    for one in cases {
      let questions = one.questions
      for round in one.rounds {
        let following = next.next()
        let answer = try #require(following)
        #expect(
          answer.path == Self.path(from: one.asked, in: round), "\(one.name): \(one.asked)")
        let failure = Self.failure(of: round)
        #expect(answer.failure == failure, "\(one.name)")
        guard failure == nil, answer.failure == nil else {
          failures += 1
          continue
        }
        // Some numbers that are computed from finite ones may be too large for the tool.
        guard let trace = try? Trace(of: round) else { continue }
        for (question, numbers) in zip(questions, answer.numbers) {
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
    #expect(failures > cases.count)
    if ProcessInfo.processInfo.environment["UNROLL_MEASURE"] != nil {
      print("worst of \(count) numbers: \(worst); \(failures) of \(answers.count) not finite")
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

  /// The edges between the loss and a node that carry a gradient from one to the other.
  private static func path(from node: Int, in graph: UnrolledGraph) -> [[Int]] {
    graph.nodes.indices.reversed().flatMap { reader -> [[Int]] in
      guard graph.hasGradientPath(from: graph.outcome, to: reader) else { return [] }
      let operands = graph.edgeOperands(of: reader)
      return operands.indices.filter { slot in
        graph.gradientOperands(of: reader).contains(operands[slot])
          && graph.hasGradientPath(from: operands[slot], to: node)
      }.map { [reader, $0] }
    }
  }
}

extension UnrolledGraph {
  fileprivate func isLeaf(_ node: Int) -> Bool { program(of: node) == nil }

  /// Whether two nodes are states at consecutive time steps.
  fileprivate func isStep(from earlier: Int, to state: Int) -> Bool {
    guard let time = nodes[state].time, let before = nodes[earlier].time else { return false }
    let names = network.stateNames
    return before == time - 1 && names.contains(nodes[state].name)
      && names.contains(nodes[earlier].name)
  }
}
