import Formulas
import Testing
import Unrolling

@testable import Lessons

@Suite struct LessonReaderTimeTests {
  private func lesson(_ yaml: String) throws -> Lesson { try Lesson(yaml: yaml, name: "l.yaml") }

  @Test("A state whose time runs backwards has a final value, and no initial one")
  func final() throws {
    let text = """
      equations:
        b[t]: tanh(W*x[t] + b[t+1])
        Loss: b[1]
      parameters: {W: 0.5}
      sequence: [1, 2, 3]

      """
    let given = try lesson(text + "final: {b: 0.4}\nask: b_4")
    #expect(given.graph.nodes.contains { $0.id == "b_4" && $0.role == .initial })
    #expect(try lesson(text).asked == ["b_4"])
    #expect(
      complaint(text + "initial: {b: 0}") == """
        lesson.yaml:6:11: error: the time of b runs backwards
            initial: {b: 0}
                      ^
            hint: give its value after the last time step: final: {b: 0}
        """)
    #expect(
      complaint(
        "equations:\n  h[t]: h[t-1] + x[t]\n  Loss: h[2]\nsequence: [1, 2]\nfinal: {h: 1}") == """
          lesson.yaml:5:9: error: the time of h runs forwards
              final: {h: 1}
                      ^
              hint: give its value at time 0: initial: {h: 0}
          """)
    #expect(
      complaint(text + "final: {x: 1}").hasPrefix(
        "lesson.yaml:6:9: error: no formula reads x after its last time step"))
  }

  @Test("An input may have a value after the last time step, and one before the first")
  func context() throws {
    let text = """
      equations:
        y[t]: x[t-1] + 2*x[t] + 3*x[t+1]
        Loss: sum(y[t])
      sequence: [1, 10]
      initial: {x: 100}
      final: {x: 1000}
      """
    let trace = try lesson(text).trace()
    let node = try #require(trace.graph.node(id: "Loss"))
    #expect(trace.value(of: node) == .scalar(100 + 2 + 30 + 1 + 20 + 3000))
  }

  @Test("Two directions in one recurrence are an error where the later time step is read")
  func directions() {
    #expect(
      complaint(
        "equations:\n  b[t]: tanh(b[t-1] + b[t+1])\n  Loss: b[1]\nsequence: [1, 2]\n"
      ).hasPrefix(
        "lesson.yaml:2:23: error: b reads b at an earlier time step, but b reads b at a later one"))
  }

  @Test("Targets that do not fit the sequence of a cell are counted, and lengths in formulas named")
  func lengths() {
    #expect(
      complaint(
        """
        cell: elman
        parameters: {W_h: 1, W_x: 1, W_y: 1}
        sequence: [1, 2, 3]
        targets: [1, 2]
        loss: squared-error
        """
      ).hasPrefix("lesson.yaml:4:1: error: targets has 2 entries, the sequence 3"))
    #expect(
      complaint(
        """
        equations:
          s[t]: x[t]*u[t]
          Loss: sum(s[t])
        sequence: {x: [1, 2, 3], u: [1, 2]}
        """
      ).hasPrefix(
        "lesson.yaml:2:14: error: s has 3 time steps, as many as x, but reads u, which has 2 values"
      ))
  }

  @Test("An encoder and a decoder have times of their own, and a lone recurrence a given length")
  func ownTimes() throws {
    let graph = try lesson(
      """
      equations:
        h[t]: tanh(0.5*h[t-1] + x[t])
        s[t]: tanh(s[t-1] + last(h[t]))
        Loss[t]: (s[t] - target[t])^2
      sequence: [1, 2, 3, 4, 5]
      targets: [1, 2, 3]
      """
    ).graph
    #expect(graph.nodes.filter { $0.name == "h" }.count == 6)
    #expect(graph.nodes.filter { $0.name == "s" }.count == 4)
    let alone = try lesson(
      "equations:\n  h[t]: w*h[t-1]\n  Loss: h[4]\nparameters: {w: 2}\ninitial: {h: 3}\nlength: 4")
    #expect(try alone.trace().value(of: alone.graph.outcome) == .scalar(48))
    #expect(
      complaint("equations:\n  h[t]: x[t]\n  Loss: h[1]\nsequence: [1]\nlength: 2").contains(
        "5:1: error: every quantity has as many time steps as its inputs or targets"))
  }

  // MARK: Layers and directions

  private static let stacked = """
    cell: lstm
    layers: 2
    bidirectional: true
    parameters:
      weight_ih_l0: [[0.1, 0.2], [0.3, -0.4], [0.5, 0.6], [-0.7, 0.8]]
      weight_hh_l0: [[0.1], [0.2], [0.3], [0.4]]
      bias_ih_l0: [0.1, 0.2, 0.3, 0.4]
      bias_hh_l0: [0.5, 0.6, 0.7, 0.8]
      weight_ih_l0_reverse: [[0.1, 0.2], [0.3, -0.4], [0.5, 0.6], [-0.7, 0.8]]
      weight_hh_l0_reverse: [[0.1], [0.2], [0.3], [0.4]]
      weight_ih_l1: [[0.1, 0.2], [0.3, -0.4], [0.5, 0.6], [-0.7, 0.8]]
      weight_hh_l1: [[0.1], [0.2], [0.3], [0.4]]
      weight_ih_l1_reverse: [[0.1, 0.2], [0.3, -0.4], [0.5, 0.6], [-0.7, 0.8]]
      weight_hh_l1_reverse: [[0.1], [0.2], [0.3], [0.4]]
      W_y: [[1, -1]]
    sequence: [[1, 0.5], [0.2, -0.7]]
    loss: output
    """

  @Test("PyTorch's stacked parameters are taken apart, and their gradients are put together")
  func stackedParameters() throws {
    let lesson = try lesson(Self.stacked)
    let names = lesson.network.parameters.map(\.name)
    #expect(names.contains("W_xf") && names.contains("l2.back.W_ho") && names.contains("b_g"))
    let sum = lesson.network.parameters.first { $0.name == "b_f" }?.value
    #expect(sum == .vector([0.2 + 0.6]))
    let trace = try lesson.trace()
    let weight = try #require(lesson.network.stacked.first { $0.name == "weight_ih_l0" })
    #expect(weight.parts == ["W_xi", "W_xf", "W_xg", "W_xo"])
    let whole = trace.gradient(of: weight)
    #expect(whole.shape == [4, 2])
    let part = try #require(trace.graph.node(id: "W_xg"))
    #expect(Array(whole.components[4..<6]) == trace.gradient(of: part).components)
    #expect(trace.json.contains(#""id": "bias_hh_l0", "value": [0.5, 0.6, 0.7, 0.8]"#))
    #expect(GradientCheck(of: trace).agrees)
  }

  @Test(
    "A stacked parameter that does not fit is one error at its value",
    arguments: [
      (
        "weight_ih_l0: [[0.1, 0.2], [0.3, -0.4], [0.5, 0.6], [-0.7, 0.8]]",
        "weight_ih_l0: [[0.1, 0.2]]",
        "5:17: error: weight_ih_l0 is 1×2 but must be a matrix of 4 rows, 4 gates with 1 row each"
      ),
      (
        "weight_hh_l0: [[0.1], [0.2], [0.3], [0.4]]",
        "weight_hh_l0: [[0.1, 1], [0.2, 1], [0.3, 1], [0.4, 1]]",
        "6:17: error: weight_hh_l0 is 4×2 but must be 4×1, 4 gates with 1 row each"
      ),
      (
        "bias_hh_l0: [0.5, 0.6, 0.7, 0.8]", "bias_hh_l0: [0.5]",
        "8:15: error: bias_hh_l0 has 1 component but must be a vector of 4, 4 gates with 1 row each"
      ),
      ("layers: 2", "layers: 1", "error: the cell has no place for weight_ih_l1"),
      ("bidirectional: true", "bidirectional: false", "has no place for weight_ih_l0_reverse"),
      ("cell: lstm", "cell: gru-cho", "error: PyTorch has no gru-cho cell, and so no weight_ih_l0"),
    ])
  func wrong(right: String, wrong: String, message: String) {
    let found = complaint(Self.stacked.replacing(right, with: wrong))
    #expect(found.contains(message), "\(found)")
  }

  @Test("Every cell can have layers, and every one but Jordan's both directions")
  func arrangements() throws {
    for cell in Cell.all {
      for isBidirectional in [false, true] where !isBidirectional || !cell.isOutputFedBack {
        let arrangement = Cell.Arrangement(layers: 2, isBidirectional: isBidirectional)
        // Of one component each, side by side what is stacked below.
        let parameters = cell.parameterNames(arrangement).map { name in
          let isWide =
            isBidirectional && (name == "W_y" || name.hasPrefix("l2.") && name.contains("W_x"))
          return "\(name): \(isWide ? "[[0.5, -0.4]]" : "0.3")"
        }
        let lesson = try lesson(
          """
          cell: \(cell.name)
          layers: 2
          bidirectional: \(isBidirectional)
          parameters: {\(parameters.joined(separator: ", "))}
          sequence: [1, -0.5, 2]
          loss: output
          """)
        #expect(GradientCheck(of: try lesson.trace()).agrees, "\(cell.name)")
        #expect(lesson.network.equations.contains { $0.name == "l2.h" })
      }
    }
    #expect(
      complaint("cell: jordan\nbidirectional: true\nparameters: {W_h: 1, W_x: 1, W_y: 1}\n")
        .contains("2:1: error: the output of the jordan cell feeds back"))
    #expect(
      complaint("equations:\n  h[t]: x[t]\n  Loss: h[1]\nsequence: [1]\nlayers: 2").contains(
        "5:1: error: layers is of a named cell"))
  }

  @Test(
    "Prefixes are explained: of the first layer, in the wrong order, and without their key",
    arguments: [
      ("l1.W_h: 1", "layers: 2", "there is no", "did you mean W_h?"),
      (
        "back.l2.W_h: 1", "layers: 2\nbidirectional: true", "no parameter back.l2.W_h",
        "did you mean l2.back.W_h?"
      ),
      ("l3.W_h: 1", "layers: 2", "no place for l3.W_h", "add layers: 3"),
      ("back.W_h: 1", "layers: 1", "no place for back.W_h", "add bidirectional: true"),
    ])
  func prefixes(parameter: String, keys: String, message: String, hint: String) {
    let found = complaint(
      "cell: elman\nparameters: {W_h: 0.5, W_x: 1, W_y: 1, \(parameter)}\nsequence: [1]\n"
        + "loss: output\n\(keys)")
    #expect(found.contains(hint), "\(found)")
    #expect(message == "there is no" || found.contains(message), "\(found)")
  }

  @Test("A stacked parameter is asked for by its parts, and not given twice")
  func partsOfStacked() {
    #expect(
      complaint(Self.stacked + "\nask: weight_hh_l0").contains(
        "hint: ask for W_hi, W_hf, W_hg, or W_ho"))
    #expect(
      complaint(Self.stacked.replacing("W_y: [[1, -1]]", with: "W_y: [[1, -1]]\n  W_xi: 1"))
        .contains("error: weight_ih_l0 already has W_xi"))
  }

  @Test("What a second layer or the other direction lacks is named with its layer and direction")
  func missing() {
    let text = "cell: elman\nparameters: {W_h: 0.5, W_x: 1, W_y: 1}\nsequence: [1]\nloss: output\n"
    #expect(
      complaint(text + "layers: 2").contains(
        "needs the parameters l2.W_h and l2.W_x\n    parameters:"))
    #expect(
      complaint(text + "bidirectional: true").contains("back.W_h is of the reverse direction"))
    #expect(complaint(text + "reset: before").contains("is cell: gru-cho"))
  }
}
