import Foundation
import Lessons
import TestSupport
import Testing

@testable import Formulas
@testable import Unrolling

/// The player's steps of gradient descent against the tool's.
@Suite(
  .enabled(if: PlayerScripts.node.isExpected, "Node.js is missing: sh setup.sh tests"))
struct PlayerTrainingTests {
  private static let script = """
    answers = cases.map(({ graph, training, origins, leaves }) => {
      const network = new Network(graph);
      network.training = new Training(training, network, graph);
      return [0, 1].map((round) => {
        if (round) {
          for (const [node, component, number] of leaves) network.setLeaf(node, component, number);
        }
        network.run();
        return origins.map((origin) => network.origin(origin));
      });
    });
    """

  private static let lessons = [
    """
    cell: elman
    parameters: {W_h: 0.5, W_x: 1, W_y: 2}
    sequence: [1, 2]
    targets: [0, 1]
    loss: squared-error
    update: {rate: 0.1, parameters: [W_h, W_y]}
    """,
    """
    cell: elman
    parameters: {W_h: [[0.5, 0.1], [-0.3, 0.2]], W_x: [1, -1], W_y: [[2, 0.5]], b_h: [0.1, 0.2]}
    samples:
      - {sequence: [1, 2], targets: [0, 1]}
      - {sequence: [2, 1, 0.5], targets: [1, 0, 1]}
    loss: squared-error
    update: {rate: 0.1, clip: 1, momentum: 0.9, decay: 0.01, velocity: {W_x: [0.2, -0.1]}}
    updates: 5
    """,
    """
    cell: gru
    parameters: {W_xr: 0.5, W_hr: 0.5, W_xz: 1, W_hz: -0.5, b_z: 1, W_xn: 1.5, W_hn: 1, W_y: 1}
    vocabulary: [a, b]
    embeddings: [1, -0.5]
    samples:
      - {sequence: [a, b, a], targets: [~, ~, 1]}
      - {sequence: [b, b], targets: [1, 0.5]}
    initial: {h: 0.3}
    batch: true
    loss: squared-error
    update: {rate: 0.2, momentum: 0.5}
    updates: 3
    """,
    """
    cell: elman
    parameters: {W_h: 0.5, W_x: 1, W_y: 2}
    samples:
      - {sequence: [1, 2], targets: [0, 1]}
      - {sequence: [2, 1, 0.5], targets: [1, 0, 1]}
    loss: squared-error
    """,
  ]

  private struct Question {
    let origin: JSONText
    let answer: (Training) -> [Double]?
  }

  /// Everything about the training that a page may show.
  private static func questions(about training: Training) -> [Question] {
    var questions: [Question] = []
    func ask(_ parts: JSONText..., answer: @escaping (Training) -> [Double]?) {
      questions.append(Question(origin: .array([.string("training")] + parts), answer: answer))
    }
    for step in 0..<training.count {
      ask(.string("loss"), .integer(step)) { [$0.steps[step].loss] }
      ask(.string("lossAfter"), .integer(step)) { $0.steps[step].lossAfter.map { [$0] } }
      ask(.string("norm"), .integer(step)) { [$0.steps[step].norm] }
      ask(.string("factor"), .integer(step)) { [$0.steps[step].clipFactor] }
      for (place, change) in training.steps[step].changes.enumerated() {
        let learnable = JSONText.integer(change.learnable)
        let kinds: [(String, (Training.Change) -> Value)] = [
          ("value", \.value), ("gradient", \.gradient), ("velocityBefore", \.velocityBefore),
          ("velocity", \.velocity), ("updated", \.updated),
        ]
        for (kind, value) in kinds {
          ask(.string(kind), .integer(step), learnable) {
            value($0.steps[step].changes[place]).components
          }
        }
      }
    }
    if training.isTogether {
      ask(.string("allLoss")) { $0.loss.map { [$0] } }
      for place in training.learnables.indices {
        ask(.string("allGradient"), .integer(place)) { $0.gradient(of: place)?.components }
        for sample in training.graphs.indices {
          ask(.string("sampleGradient"), .integer(sample), .integer(place)) { training in
            training.learnables[place].parts.flatMap {
              training.traces[sample].gradient(of: $0).components
            }
          }
        }
      }
    }
    if training.update != nil {
      for node in training.graphs[0].nodes.indices {
        questions.append(
          Question(origin: .array([.string("after"), .integer(node)])) {
            $0.after?.value(of: node).components
          })
      }
    }
    return questions
  }

  @Test("Before and after a change of numbers, the page's training is the tool's")
  func training() throws {
    let lessons = try Self.lessons.map { try Lesson(yaml: $0, name: "lesson.yaml") }
    let trainings = try lessons.map { try #require(try $0.training()) }
    // The second round has other weights, an other initial state and other embeddings.
    let changed = try zip(lessons, trainings).map { lesson, training in
      let text = Self.moved(lesson.fileText.text)
      let moved = try Lesson(yaml: text, name: "lesson.yaml")
      #expect(moved.graph.leafValues != lesson.graph.leafValues)
      return (try #require(try moved.training()), moved.graph)
    }
    let cases = zip(zip(lessons, trainings), changed).map { one, other in
      let (lesson, training) = one
      let leaves = other.1.nodes.indices.filter { other.1.leafValue(of: $0) != nil }.flatMap {
        node in
        other.1.range(of: node).enumerated().map { component, place in
          JSONText.array([
            .integer(node), .integer(component), .number(other.1.leafValues[place]),
          ])
        }
      }
      return JSONText.object([
        ("graph", lesson.graph.programJSON),
        ("training", training.programJSON { lesson.leavesShared(with: $0) }),
        ("origins", .array(Self.questions(about: training).map(\.origin))),
        ("leaves", .array(leaves)),
      ])
    }
    let answers: [[[[Double]]]] = try PlayerScripts.answers(to: .array(cases), by: Self.script)
    var count = 0
    for (place, answer) in answers.enumerated() {
      for (round, training) in [trainings[place], changed[place].0].enumerated() {
        let questions = Self.questions(about: trainings[place])
        try #require(answer[round].count == questions.count)
        for (question, numbers) in zip(questions, answer[round]) {
          let expected = question.answer(training) ?? [.nan]
          #expect(numbers.count == expected.count, "lesson \(place): \(question.origin)")
          for (number, exact) in zip(numbers, expected) {
            #expect(
              PlayerScripts.distance(number, exact, unit: 1e-3) < 1e-9,
              "lesson \(place), round \(round): \(question.origin)")
            count += 1
          }
        }
      }
    }
    #expect(count > 500)
  }

  /// The lesson with other parameters, embeddings and initial states; those of samples stay.
  private static func moved(_ text: String) -> String {
    text.components(separatedBy: "\n").map { line -> String in
      let keys = ["parameters:", "embeddings:", "initial:"]
      guard keys.contains(where: { line.hasPrefix($0) }) else { return line }
      return line.replacing(/-?\d+\.?\d*(?=[,\]}])/) { match -> String in
        "\((Double(match.output) ?? 0) * 0.9)"
      }
    }.joined(separator: "\n")
  }
}
