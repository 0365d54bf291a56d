import Formulas
import Testing
import Unrolling

@testable import Lessons

@Suite struct LessonReaderBatchTests {
  private static let batch = """
    cell: elman
    parameters: {W_h: [[0.5, -0.3], [0.2, 0.8]], W_x: [[1, 0.5], [-1, 0.5]], b_h: [0.1, -0.2], W_y: [[1, -1], [0.5, 1]]}
    sequence: [[[1, 0.5], [0.2, -0.7], [0, 1]], [[0.3, 0.2], [-1, 0.4], [0.6, 0.6]]]
    targets: [[0, 1, 1], [1, 1, 0]]
    loss: cross-entropy
    """

  private func trace(_ yaml: String) throws -> Trace {
    try Lesson(yaml: yaml, name: "l.yaml").trace()
  }

  private func value(_ id: String, _ trace: Trace) throws -> Value {
    trace.value(of: try #require(trace.graph.node(id: id)))
  }

  @Test("A minibatch has a row for each sample, and each row is what the sample alone gives")
  func rows() throws {
    let batch = try trace(Self.batch)
    #expect(try value("h_0", batch) == .matrix([[0, 0], [0, 0], [0, 0]]))
    var losses: [Double] = []
    var gradient = [Double](repeating: 0, count: 4)
    let alone = [
      ("[[1, 0.5], [0.3, 0.2]]", "[0, 1]"), ("[[0.2, -0.7], [-1, 0.4]]", "[1, 1]"),
      ("[[0, 1], [0.6, 0.6]]", "[1, 0]"),
    ]
    for (sequence, targets) in alone {
      let lines = Self.batch.split(separator: "\n").map(String.init)
      let one = try trace(
        (lines[..<2] + ["sequence: \(sequence)", "targets: \(targets)", lines[4]]).joined(
          separator: "\n"))
      losses.append(try #require(one.value(of: one.graph.outcome).number))
      let node = try #require(one.graph.node(id: "W_h"))
      gradient = zip(gradient, one.gradient(of: node).components).map(+)
    }
    let sum = try #require(batch.value(of: batch.graph.outcome).number)
    #expect(abs(sum - losses.reduce(0, +)) < 1e-12)
    let found = batch.gradient(of: try #require(batch.graph.node(id: "W_h"))).components
    #expect(zip(found, gradient).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(GradientCheck(of: batch).agrees)
    let mean = try trace(Self.batch + "\nreduction: mean")
    let ratio = try #require(mean.value(of: mean.graph.outcome).number) / sum
    #expect(abs(ratio - 1 / 6) < 1e-12)
  }

  @Test("Tokens of a minibatch are rows of embeddings, with a gradient for each token")
  func tokens() throws {
    let text = """
      cell: elman
      parameters: {W_h: [[0.5]], W_x: [[1, 0.5]], W_y: [[1], [-1], [2]]}
      vocabulary: [a, b, c]
      embeddings: [[1, 0.5], [0.2, -0.7], [0, 1]]
      sequence: [[a, b], [b, b]]
      targets: [[b, c], [a, a]]
      loss: cross-entropy
      """
    let trace = try trace(text)
    #expect(try value("x_2", trace) == .matrix([[0.2, -0.7], [0.2, -0.7]]))
    let gradients = trace.embeddingGradients
    #expect(gradients.map(\.token) == ["a", "b"])
    #expect(gradients[1].terms.map(\.time) == [1, 2, 2])
    #expect(gradients[1].terms.map(\.row) == [1, 0, 1])
    let rows = ["x_1", "x_2"].compactMap { trace.graph.node(id: $0) }.flatMap {
      trace.gradient(of: $0).components
    }
    let expected = [rows[2] + rows[4] + rows[6], rows[3] + rows[5] + rows[7]]
    #expect(
      zip(gradients[1].gradient.components, expected).allSatisfy { abs($0 - $1) < 1e-15 })
    #expect(
      complaint(text.replacing("[[a, b], [b, b]]", with: "[[a, b], [b]]")).hasPrefix(
        "lesson.yaml:5:20: error: the minibatch at time step 2 has 1 sample, that at 1 has 2"))
  }

  @Test(
    "Minibatches of different sizes, and columns for samples, are errors that say what a row is")
  func wrong() {
    let unequal = Self.batch.replacing(", [0.6, 0.6]]]", with: "]]")
    #expect(complaint(unequal).contains("error: x[2] is 2×2, x[1] is 3×2"))
    #expect(complaint(unequal).contains("hint: a minibatch has the same number of samples"))
    #expect(
      complaint(
        """
        equations:
          h[t]: tanh(W*h[t-1] + U*x[t] + b)
          Loss: sum(h[1])
        parameters: {W: [[0.5, 0], [0, 0.5]], U: [[1, 0], [0, 1]], b: [0.1, 0.2]}
        sequence: [[[1, 0, 2], [0, 1, 1]]]
        """
      ).contains("hint: a minibatch has a row for each sample, as in x[t]*U^T"))
  }

  @Test("One component is compared with a number, and is the loss")
  func oneComponent() throws {
    let trace = try trace(
      """
      equations:
        h[t]: tanh(W*x[t] + u*h[t-1])
        Loss: h[2]
      parameters: {W: [[1, 2]], u: 0.5}
      sequence: [[1, 2], [0, 1]]
      """)
    #expect(trace.value(of: trace.graph.outcome).number != nil)
    #expect(
      complaint(
        """
        cell: elman
        parameters: {W_h: 0.5, W_x: [[1, 2]], W_y: 1}
        sequence: [[1, 2]]
        targets: [3]
        loss: squared-error
        """) == "")
  }

  @Test("Tokens that only choose a row need no embeddings")
  func indices() throws {
    let text = """
      equations:
        h[t]: tanh(W*h[t-1] + E[x[t]])
        Loss: sum(h[2])
      parameters: {W: [[0.5, 0], [0, 0.5]], E: [[1, 0], [0, 1], [1, 1]]}
      vocabulary: [a, b, c]
      sequence: [c, b]
      """
    #expect(try value("x_1", trace(text)) == .scalar(2))
    #expect(
      complaint(text.replacing("E[x[t]]", with: "E[x[t]] + x[t]")).hasPrefix(
        "lesson.yaml:5:1: error: the vocabulary has no embeddings"))
  }
}
