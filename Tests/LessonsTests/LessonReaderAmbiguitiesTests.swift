import Formulas
import Lessons
import Testing

@Suite struct LessonReaderAmbiguitiesTests {
  @Test("^T beside a quantity T is an error that names both meanings")
  func transposes() {
    #expect(
      complaint("equations:\n  y: x^T + T\ninputs: {x: 2, T: 3}") == """
        lesson.yaml:2:7: error: ^T can mean the transpose, or the power with T, which the lesson defines, as exponent
              y: x^T + T
                  ^
            hint: give the quantity T another name, such as T_0
        """)
    #expect(complaint("equations:\n  y: x^(T)\ninputs: {x: 2, T: 3}").isEmpty)
    #expect(complaint("equations:\n  y: x^T*x\ninputs: {x: [2, 3]}").isEmpty)
  }

  private let twice = """
    equations:
      h[t]: h_0*h[t-1] + x[t]
      Loss[t]: h[t]
    parameters: {h_0: 3}
    sequence: [1, 2]
    initial: {h: 10}

    """

  @Test("A question that could mean two quantities is an error that names both")
  func quantities() throws {
    for (line, place) in [
      ("ask: h_0", "7:6"), ("ask: [x_1, h_0]", "7:12"),
      ("slides:\n  - forward\n  - sum: h_0", "9:10"),
    ] {
      let text = complaint(twice + line)
      #expect(
        text.hasPrefix(
          "lesson.yaml:\(place): error: h_0 can mean the quantity called h_0, or h at time step 0\n"
        ),
        "\(text)")
      #expect(text.hasSuffix("hint: give the quantity called h_0 another name"))
    }
    let lesson = try Lesson(yaml: twice + "ask: x_1", name: "l")
    let ids = lesson.graph.uniqueIDs
    #expect(Set(ids).count == ids.count)
  }

  private func series(_ values: String) -> String {
    """
    equations:
      h[t]: w*h[t-1] + x[t]*d[t]
      Loss[t]: h[t]
    parameters: {w: 0.5}
    vocabulary: [a, 1, 2]
    embeddings: [10, 20, 30]
    sequence: {x: [a, a], d: \(values)}
    """
  }

  @Test("A series of tokens that are numbers, too, is an error that names both")
  func tokensOrNumbers() throws {
    #expect(
      complaint(series("[2, 1]")) == """
        lesson.yaml:7:27: error: 2 in d can mean a token of the vocabulary, or the number
            sequence: {x: [a, a], d: [2, 1]}
                                      ^
            hint: write "2" for the token, and the number with a point, such as 2.0
        """)
    func first(_ values: String) throws -> Value? {
      try Lesson(yaml: series(values), name: "l").network.series[1].values[0]
    }
    #expect(try first("[\"2\", \"1\"]") == .scalar(30))
    #expect(try first("[2.0, 1.0]") == .scalar(2))
    #expect(try first("[2, a]") == .scalar(30))
    #expect(complaint(series("[2, 1]").replacing("10, 20, 30", with: "10, 1, 2")).isEmpty)
  }

  @Test("A target that is a token and the number of another class is an error")
  func targets() {
    func text(_ vocabulary: String) -> String {
      """
      cell: elman
      parameters: {W_h: 0.5, W_x: 1, W_y: [1, 2]}
      vocabulary: \(vocabulary)
      embeddings: [1, 2]
      sequence: ["0", "1"]
      targets: [0, 1]
      loss: cross-entropy
      """
    }
    #expect(complaint(text("[0, 1]")).isEmpty)
    #expect(
      complaint(text("[1, 0]")).hasPrefix(
        "lesson.yaml:6:11: error: 0 in targets can mean a token of the vocabulary, or the number\n")
    )
  }
}
