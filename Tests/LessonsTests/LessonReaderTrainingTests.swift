import Formulas
import Testing
import Unrolling

@testable import Lessons

@Suite("A lesson's samples and its step of gradient descent")
struct LessonReaderTrainingTests {
  private static let network = """
    cell: elman
    parameters: {W_h: 0.5, W_x: 1, W_y: 2}
    loss: squared-error

    """
  private static let sequence = "sequence: [1, 2]\ntargets: [0, 1]\n"

  /// The diagnostics of the lesson with some more lines, as `line:column: message hint`.
  private func mistakes(_ lines: String, hasSequence: Bool = true) -> [String] {
    do {
      _ = try Lesson(
        yaml: Self.network + (hasSequence ? Self.sequence : "") + lines, name: "lesson.yaml")
      return []
    } catch {
      return error.diagnostics.map {
        "\($0.line):\($0.column): \($0.message)" + ($0.hint.map { "; \($0)" } ?? "")
      }
    }
  }

  @Test("An update is read with everything that it says")
  func update() throws {
    let lesson = try Lesson(
      yaml: Self.network + Self.sequence + """
        update:
          rate: 0.1
          parameters: [W_h, W_y]
          clip: 2
          momentum: 0.9
          velocity: {W_y: 0.3}
          decay: 0.01
        updates: 3
        """, name: "lesson.yaml")
    let training = try #require(try lesson.training())
    #expect(
      training.update
        == Update(
          rate: 0.1, parameters: ["W_h", "W_y"], clip: 2, momentum: 0.9, decay: 0.01,
          velocity: ["W_y": .scalar(0.3)]))
    #expect(training.steps.count == 3)
    #expect(!lesson.hasSamples)
  }

  @Test("Each sample has a sequence of its own length, and all share what the lesson gives once")
  func samples() throws {
    let lesson = try Lesson(
      yaml: Self.network + """
        initial: {h: 0.25}
        samples:
          - {sequence: [1, 2], targets: [0, 1]}
          - {sequence: [2, 1, 0.5], targets: [1, ~, 1]}
        batch: yes
        """, name: "lesson.yaml")
    let training = try #require(try lesson.training())
    #expect(training.graphs.map(\.network.stepCount) == [2, 3])
    #expect(training.isBatch)
    #expect(training.graphs.allSatisfy { $0.network.initial["h"] == .scalar(0.25) })
    let shared = lesson.leavesShared(with: 1).map { training.graphs[1].nodes[$0.other].id }
    #expect(shared == ["h_0"])
  }

  @Test(
    "Numbers outside their limits are reported at their places",
    arguments: [
      ("update: {rate: 0}", "6:16: the rate is 0; a learning rate is greater than 0, such as 0.1"),
      (
        "update: {rate: -1}", "6:16: the rate is -1; a learning rate is greater than 0, such as 0.1"
      ),
      (
        "update: {rate: 1, clip: 0}",
        "6:25: clip is 0; the largest norm of the gradient is greater than 0, such as 1; leave "
          + "clip out for none"
      ),
      (
        "update: {rate: 1, momentum: 1}",
        "6:29: momentum is 1; momentum is at least 0 and less than 1, such as 0.9"
      ),
      (
        "update: {rate: 1, decay: -1}",
        "6:26: decay is -1; weight decay is at least 0, such as 0.01"
      ),
      (
        "update: {clip: 1}",
        "6:1: the update has no rate; add the learning rate: update: {rate: 0.1}"
      ),
      ("update: {lr: 1}", "6:10: update has no key lr; did you mean rate?"),
      ("lr: 1", "6:1: there is no key lr; a step of gradient descent is update: {rate: 0.1}"),
      (
        "updates: 2",
        "6:1: updates says how many, but not how the parameters change; add update: {rate: 0.1}"
      ),
      (
        "batch: true",
        "6:1: there are no samples to make a batch of; list them: samples: [{sequence: …, "
          + "targets: …}, …]"
      ),
    ])
  func limits(lines: String, message: String) {
    #expect(mistakes(lines) == [message])
  }

  @Test(
    "Names that cannot learn are reported with what they are",
    arguments: [
      (
        "update: {rate: 1, parameters: [W_hh]}",
        "6:32: there is no parameter “W_hh”; did you mean W_h?"
      ),
      (
        "update: {rate: 1, parameters: h}",
        "6:31: h is not a parameter, so it does not learn; the parameters are W_h, W_x and W_y"
      ),
      (
        "update: {rate: 1, parameters: [W_h, W_h]}",
        "6:37: W_h is listed twice; list each parameter once"
      ),
      (
        "update: {rate: 1, parameters: [W_h], momentum: 0.5, velocity: {W_x: 1}}",
        "6:64: W_x does not learn, so it has no velocity; add it to the update's parameters, or "
          + "leave its velocity out"
      ),
      (
        "update: {rate: 1, momentum: 0.5, velocity: {W_x: [1, 2]}}",
        "6:50: the velocity of W_x has 2 components, but W_x is a number; give it the "
          + "parameter's shape"
      ),
      (
        "update: {rate: 1, velocity: {W_x: 1}}",
        "6:19: without momentum, a velocity changes nothing; add momentum: 0.9, or leave "
          + "velocity out"
      ),
    ])
  func names(lines: String, message: String) {
    #expect(mistakes(lines) == [message])
  }

  @Test("A part of a parameter in PyTorch's form learns as a whole")
  func parts() {
    let yaml = """
      cell: rnn
      parameters: {weight_ih_l0: [[1]], weight_hh_l0: [[0.5]], W_y: [[2]]}
      sequence: [[1], [2]]
      loss: output
      update: {rate: 0.1, parameters: [W_x]}
      """
    #expect {
      try Lesson(yaml: yaml, name: "lesson.yaml")
    } throws: { error in
      (error as? LessonError)?.diagnostics.first?.message
        == "W_x is part of weight_ih_l0, which learns as a whole"
    }
  }

  @Test("Samples that are not alike, or that the lesson has twice, are reported where they are")
  func unlikeSamples() {
    let samples = """
      samples:
        - {sequence: [1], targets: [2]}
        - {sequence: [1]}
        - {sequence: [1, x], targets: [2, 1]}

      """
    #expect(
      mistakes(samples, hasSequence: false) == [
        "6:5: sample 2 has no targets, which sample 1 has; give all samples the same keys"
      ])
    #expect(
      mistakes("samples:\n  - {sequence: [1], targets: [2]}\n") == [
        "4:1: the lesson has sequence of its own besides those of the samples; write sequence "
          + "either once for all samples or in each of them",
        "5:1: the lesson has targets of its own besides those of the samples; write targets "
          + "either once for all samples or in each of them",
      ])
    #expect(
      mistakes("samples: [{seq: [1], targets: [2]}]", hasSequence: false) == [
        "4:12: samples has no key seq; its keys are sequence, inputs, initial, final and targets"
      ])
    #expect(
      mistakes(
        "samples:\n  - {sequence: [1], targets: [2]}\n  - {sequence: [1, x], targets: [2, 1]}\n",
        hasSequence: false) == ["6:20: x[2] must be a number, not “x”"])
  }

  @Test("Samples of a circuit give values to the same names")
  func unlikeInputs() {
    let yaml = """
      equations: {q: x * y}
      samples:
        - inputs: {x: -2, y: 5}
        - inputs: {x: 1, z: 2}
      """
    #expect {
      try Lesson(yaml: yaml, name: "lesson.yaml")
    } throws: { error in
      (error as? LessonError)?.diagnostics.map { "\($0.line):\($0.column): \($0.message)" } == [
        "4:5: sample 2 has no y, which sample 1 has",
        "4:20: sample 2 has z, which sample 1 does not have",
      ]
    }
  }

  @Test("A slide of training needs an update or samples, and values before it")
  func slides() {
    #expect(
      mistakes("slides: [forward, update]") == [
        "6:19: the lesson has no update and no samples to show; add update: {rate: 0.1}, or leave "
          + "the slide out"
      ])
    #expect(mistakes("update: {rate: 0.1}\nslides: [forward, backward, update]").isEmpty)
  }
}
