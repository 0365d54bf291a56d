import Lessons
import Testing
import Unrolling

/// The tests that Stanford's course CS231n publishes with its assignment on recurrent networks.
///
/// Inputs are at equal distances; a minibatch has a row for each sample.
@Suite("CS231n's published tests") struct CS231nTests {
  /// Numbers at equal distances, as `np.linspace` has them.
  private static func numbers(_ first: Double, _ last: Double, _ count: Int) -> [Double] {
    (0..<count).map { first + (last - first) / Double(count - 1) * Double($0) }
  }

  /// The same as the rows of a matrix.
  private static func matrix(
    _ first: Double, _ last: Double, _ rows: Int, _ columns: Int
  ) -> [[Double]] {
    let all = numbers(first, last, rows * columns)
    return (0..<rows).map { Array(all[$0 * columns..<($0 + 1) * columns]) }
  }

  /// The inputs of shape N×T×D, as a matrix for each time step.
  private static func sequence(
    _ first: Double, _ last: Double, samples: Int, steps: Int, size: Int
  ) -> [[[Double]]] {
    let rows = matrix(first, last, samples * steps, size)
    return (0..<steps).map { step in (0..<samples).map { rows[$0 * steps + step] } }
  }

  private static let rnn = "h[t]: tanh(x[t]*W_x + h[t-1]*W_h + b)"

  /// The gates are columns of one product, for states of a size.
  private static func lstm(_ size: Int) -> String {
    func columns(_ gate: Int) -> String { "a[t][:, \(gate * size):\((gate + 1) * size)]" }
    return """
      a[t]: x[t]*W_x + h[t-1]*W_h + b
        i[t]: sigmoid(\(columns(0)))
        f[t]: sigmoid(\(columns(1)))
        o[t]: sigmoid(\(columns(2)))
        g[t]: tanh(\(columns(3)))
        c[t]: f[t] .* c[t-1] + i[t] .* g[t]
        h[t]: o[t] .* tanh(c[t])
      """
  }

  /// Expects the values of quantities to the eight digits that are published.
  private func expect(_ expected: [String: [[Double]]], in yaml: String) throws {
    let trace = try Trace(of: Lesson(yaml: yaml, name: "lesson.yaml").graph)
    for (id, rows) in expected {
      let node = try #require(trace.graph.nodes.firstIndex { $0.id == id })
      let value = Tensor(trace.value(of: node))
      #expect(value.shape == [rows.count, rows[0].count])
      for (number, published) in zip(value.numbers, rows.joined()) {
        #expect(abs(number - published) <= 1e-8, "\(id): \(number), not \(published)")
      }
    }
  }

  @Test("rnn_step_forward")
  func rnnStep() throws {
    try expect(
      [
        "h_1": [
          [-0.58172089, -0.50182032, -0.41232771, -0.31410098],
          [0.66854692, 0.79562378, 0.87755553, 0.92795967],
          [0.97934501, 0.99144213, 0.99646691, 0.99854353],
        ]
      ],
      in: """
        equations:
          \(Self.rnn)
          Loss: sum(h[1])
        parameters:
          W_x: \(Self.matrix(-0.1, 0.9, 10, 4))
          W_h: \(Self.matrix(-0.3, 0.7, 4, 4))
          b: \(Self.numbers(-0.2, 0.4, 4))
        initial: {h: \(Self.matrix(-0.2, 0.5, 3, 4))}
        sequence: \(Self.sequence(-0.4, 0.7, samples: 3, steps: 1, size: 10))
        """)
  }

  @Test("rnn_forward")
  func rnn() throws {
    try expect(
      [
        "h_1": [
          [-0.42070749, -0.27279261, -0.11074945, 0.05740409, 0.22236251],
          [-0.55857474, -0.39065825, -0.19198182, 0.02378408, 0.23735671],
        ],
        "h_2": [
          [-0.39525808, -0.22554661, -0.0409454, 0.14649412, 0.32397316],
          [-0.27150199, -0.07088804, 0.13562939, 0.33099728, 0.50158768],
        ],
        "h_3": [
          [-0.42305111, -0.24223728, -0.04287027, 0.15997045, 0.35014525],
          [-0.51014825, -0.30524429, -0.06755202, 0.17806392, 0.40333043],
        ],
      ],
      in: """
        equations:
          \(Self.rnn)
          Loss: sum(h[3])
        parameters:
          W_x: \(Self.matrix(-0.2, 0.4, 4, 5))
          W_h: \(Self.matrix(-0.4, 0.1, 5, 5))
          b: \(Self.numbers(-0.7, 0.1, 5))
        initial: {h: \(Self.matrix(-0.3, 0.1, 2, 5))}
        sequence: \(Self.sequence(-0.1, 0.3, samples: 2, steps: 3, size: 4))
        """)
  }

  @Test("lstm_step_forward")
  func lstmStep() throws {
    try expect(
      [
        "h_1": [
          [0.24635157, 0.28610883, 0.32240467, 0.35525807, 0.38474904],
          [0.49223563, 0.55611431, 0.61507696, 0.66844003, 0.7159181],
          [0.56735664, 0.66310127, 0.74419266, 0.80889665, 0.858299],
        ],
        "c_1": [
          [0.32986176, 0.39145139, 0.451556, 0.51014116, 0.56717407],
          [0.66382255, 0.76674007, 0.87195994, 0.97902709, 1.08751345],
          [0.74192008, 0.90592151, 1.07717006, 1.25120233, 1.42395676],
        ],
      ],
      in: """
        equations:
          \(Self.lstm(5))
          Loss: sum(h[1])
        parameters:
          W_x: \(Self.matrix(-2.1, 1.3, 4, 20))
          W_h: \(Self.matrix(-0.7, 2.2, 5, 20))
          b: \(Self.numbers(0.3, 0.7, 20))
        initial: {h: \(Self.matrix(-0.3, 0.7, 3, 5)), c: \(Self.matrix(-0.4, 0.9, 3, 5))}
        sequence: \(Self.sequence(-0.4, 1.2, samples: 3, steps: 1, size: 4))
        """)
  }

  @Test("lstm_forward")
  func lstm() throws {
    try expect(
      [
        "h_1": [
          [0.01764008, 0.01823233, 0.01882671, 0.0194232],
          [0.45767879, 0.4761092, 0.4936887, 0.51041945],
        ],
        "h_2": [
          [0.11287491, 0.12146228, 0.13018446, 0.13902939],
          [0.6704845, 0.69350089, 0.71486014, 0.7346449],
        ],
        "h_3": [
          [0.31358768, 0.33338627, 0.35304453, 0.37250975],
          [0.81733511, 0.83677871, 0.85403753, 0.86935314],
        ],
      ],
      in: """
        equations:
          \(Self.lstm(4))
          Loss: sum(h[3])
        parameters:
          W_x: \(Self.matrix(-0.2, 0.9, 5, 16))
          W_h: \(Self.matrix(-0.3, 0.6, 4, 16))
          b: \(Self.numbers(0.2, 0.7, 16))
        initial: {h: \(Self.matrix(-0.4, 0.8, 2, 4))}
        sequence: \(Self.sequence(-0.4, 0.6, samples: 2, steps: 3, size: 5))
        """)
  }
}
