import Testing

/// Mistakes in layers, directions and PyTorch's parameters: each is reported once, without those that
/// follow from it.
@Suite struct LessonReaderArrangementTests {
  private func stacked(_ cell: String, _ keys: String) -> String {
    """
    cell: \(cell)
    layers: 2
    parameters:
      weight_ih_l0: [[0.5], [0.6], [0.7], [0.8]]
      weight_hh_l0: [[0.1], [0.2], [0.3], [0.4]]
      \(keys)
      weight_hh_l1: [[0.1], [0.2], [0.3], [0.4]]
      W_y: 1
    sequence: [[1], [-0.5], [0.25]]
    loss: output

    """
  }

  @Test("A number of layers out of range causes no complaints about the parameters of layers")
  func noLayers() {
    let text = """
      cell: elman
      layers: 0
      parameters: {W_h: 0.5, W_x: 1, l2.W_h: 0.5, l2.W_x: 1, W_y: 1}
      sequence: [1, 2]
      loss: output
      ask: l2.h_0

      """
    #expect(mistakes(text).map(\.message) == ["layers must be a whole number from 1 to 16"])
  }

  @Test("A cell in capital letters is one mistake")
  func capitals() {
    let good = stacked("lstm", "weight_ih_l1: [[0.5], [0.6], [0.7], [0.8]]")
    let found = mistakes(good.replacing("cell: lstm", with: "cell: LSTM"))
    #expect(found.map(\.message) == ["there is no cell LSTM"])
    #expect(found.first?.hint == "did you mean lstm?")
  }

  @Test("A jordan cell in two directions is one mistake")
  func jordan() {
    let text = """
      cell: jordan
      bidirectional: true
      parameters: {W_h: 0.5, W_x: 1, W_y: 1, back.W_h: 0.5, back.W_x: 1}
      sequence: [1, 2]
      loss: output
      ask: back.h_3

      """
    #expect(
      mistakes(text).map(\.message) == [
        "the output of the jordan cell feeds back, so that it has one direction"
      ])
  }

  @Test("A stacked weight that does not fit what its layer reads is one mistake in its own name")
  func stackedInput() {
    #expect(
      complaint(stacked("lstm", "weight_ih_l1: [[5, 1], [6, 1], [7, 1], [8, 1]]")) == """
        lesson.yaml:6:17: error: weight_ih_l1 is 4×2 but must be 4×1, with a column for each component \
        of the state below
              weight_ih_l1: [[5, 1], [6, 1], [7, 1], [8, 1]]
                            ^
        """)
    let good = stacked("lstm", "weight_ih_l1: [[0.5], [0.6], [0.7], [0.8]]")
    #expect(
      complaint(good.replacing("[[1], [-0.5], [0.25]]", with: "[[1, 2], [-0.5, 1], [0.25, 0]]"))
        .contains(
          "weight_ih_l0 is 4×1 but must be 4×2, with a column for each component of x[t]"))
  }

  @Test("A stacked parameter without its layer is reported with the name in full")
  func stackedName() {
    let good = stacked("lstm", "weight_ih_l1: [[0.5], [0.6], [0.7], [0.8]]")
    let found = mistakes(
      good.replacing("layers: 2\n", with: "").replacing("_l0:", with: ":")
        .replacing("  weight_ih_l1: [[0.5], [0.6], [0.7], [0.8]]\n", with: "")
        .replacing("  weight_hh_l1: [[0.1], [0.2], [0.3], [0.4]]\n", with: ""))
    #expect(
      found.map(\.hint) == ["did you mean weight_ih_l0?", "did you mean weight_hh_l0?"])
  }

  @Test("Where two parameters do not fit, the one that most others disagree with is marked")
  func oddParameter() {
    let text = """
      cell: elman
      layers: 2
      parameters:
        W_h: [[0.5, 0.1], [0.2, 0.3]]
        W_x: [[1, 0.5], [-1, 0.5]]
        l2.W_h: [[0.5, 0.1, 0.3], [0.2, 0.3, 0.4], [0.5, 0.6, 0.7]]
        l2.W_x: [[1, 0.5], [-1, 0.5]]
        W_y: [[1, 1]]
      sequence: [[1, 2], [2, 1]]
      loss: output

      """
    let found = mistakes(text)
    #expect(found.map(\.line) == [6])
    #expect(
      found.map(\.message) == [
        "l2.W_h*l2.h[t-1] has 3 components but l2.W_x*h[t] has 2 components"
      ])
  }

  @Test("A class of a minibatch beyond the scores is reported at the sample's target")
  func classOfSample() {
    let text = """
      cell: elman
      parameters:
        W_h: [[0.5, -0.3], [0.2, 0.8]]
        W_x: [[1, 0.5], [-1, 0.5]]
        W_y: [[1, -1], [0.5, 1]]
      sequence: [[[1, 0.5], [0.2, -0.7]], [[0.3, 0.2], [-1, 0.4]]]
      targets: [[0, 1], [1, 2]]
      loss: cross-entropy

      """
    #expect(
      complaint(text) == """
        lesson.yaml:7:23: error: target[2], sample 2, is the class 2, but a row of y[t] has \
        2 components, counted from 0
            targets: [[0, 1], [1, 2]]
                                  ^
        """)
  }
}
