import Formulas
import Lessons
import Testing
import Unrolling

@Suite struct LessonReaderShapesTests {
  /// A network of two hidden units over letters, with a part replaced.
  private func hello(_ part: String = "title: hello", by other: String = "title: hello") -> String {
    let text = """
      title: hello
      cell: elman
      parameters:
        W_h: [[0.5, -0.3], [0.2, 0.8]]
        W_x: [[1, 0.5, -0.5, 0], [-1, 0.5, 1, 0]]
        b_h: [0.1, -0.1]
        W_y: [[-1, 0], [1, -1], [-0.5, 1.5], [0.5, 1]]
      vocabulary: [h, e, l, o]
      embeddings: one-hot
      sequence: [h, e, l, l]
      targets: [e, l, l, o]
      loss: cross-entropy
      """
    precondition(text.contains(part), "the lesson holds no \(part)")
    return text.replacing(part, with: other)
  }

  @Test("Vectors, matrices, one-hot embeddings and classes are read as they are written")
  func values() throws {
    let network = try Lesson(yaml: hello(), name: "l").network
    #expect(network.parameters[0].value == .matrix([[0.5, -0.3], [0.2, 0.8]]))
    #expect(network.parameters[2].value == .vector([0.1, -0.1]))
    #expect(network.embeddings[1] == .vector([0, 1, 0, 0]))
    #expect(network.series[0].values[0] == .vector([1, 0, 0, 0]))
    #expect(
      network.series[1]
        == Series(
          "target", [.scalar(1), .scalar(2), .scalar(2), .scalar(3)], tokens: ["e", "l", "l", "o"],
          isTarget: true))
  }

  @Test("A target token is its embedding if a loss compares it, its place if it is a class")
  func tokensAsTargets() throws {
    let compared = try Lesson(yaml: hello("cross-entropy", by: "squared-error"), name: "l").network
    #expect(compared.series[1].values[3] == .vector([0, 0, 0, 1]))
    let own = """
      equations:
        y[t]: x[t]
        Loss[t]: -log(softmax(y[t])[target[t]])
      vocabulary: [a, b]
      embeddings: [[1, 2], [3, 4]]
      sequence: [a, b]
      targets: [b, ~]
      """
    #expect(try Lesson(yaml: own, name: "l").network.series[1].values == [.scalar(1), nil])
  }

  @Test("A cell's parameter with a wrong shape is reported at its value")
  func cellShapes() {
    #expect(
      complaint(hello("[[0.5, -0.3], [0.2, 0.8]]", by: "[[0.5, -0.3, 1], [0.2, 0.8, 1]]")) == """
        lesson.yaml:4:8: error: W_h is 2×3 but h[t-1] has 2 components
              W_h: [[0.5, -0.3, 1], [0.2, 0.8, 1]]
                   ^
        """)
    #expect(
      complaint(hello("[0.1, -0.1]", by: "[0.1, -0.1, 0]")).hasPrefix(
        "lesson.yaml:6:8: error: W_h*h[t-1] has 2 components but b_h has 3 components\n"))
  }

  @Test("If a parameter does not fit the sequence, the parameter is marked")
  func parameterBeforeSequence() {
    let text = """
      cell: elman
      parameters: {W_h: 1, W_x: [[1, 2]], W_y: 1}
      sequence: [[1, 2, 3]]
      loss: output
      """
    #expect(
      complaint(text) == """
        lesson.yaml:2:27: error: W_x is 1×2 but x[t] has 3 components
            parameters: {W_h: 1, W_x: [[1, 2]], W_y: 1}
                                      ^
        """)
  }

  @Test("A target that is compared with an output must have the output's shape")
  func comparedTargets() {
    #expect(
      complaint(lecture("loss: output", by: "targets: [1, [2]]\nloss: squared-error")).contains(
        "9:14: error: target[2] has 1 component, target[1] is a number\n"))
    #expect(
      complaint(lecture("loss: output", by: "targets: [~, [2, 3]]\nloss: absolute-error")) == """
        lesson.yaml:9:14: error: target[2] has 2 components but y[t] is a number
            targets: [~, [2, 3]]
                         ^
        """)
    #expect(
      complaint(
        hello("targets: [e, l, l, o]", by: "targets: [1, 0, 0, 0]")
          .replacing("cross-entropy", with: "squared-error")
      ).hasPrefix("lesson.yaml:11:11: error: target[1] is a number but y[t] has 4 components\n"))
  }

  @Test("Operands whose shapes do not match are reported in the formula")
  func formulaShapes() {
    let text = """
      equations:
        a: W*x
        b: a + c
        L: sum(b)
      inputs: {x: [1, 2], c: [1, 2, 3]}
      parameters:
        W: [[1, 2], [3, 4]]
      """
    #expect(
      complaint(text) == """
        lesson.yaml:3:10: error: a has 2 components but c has 3 components
              b: a + c
                     ^
        """)
    #expect(
      complaint("equations:\n  a: x * c\ninputs: {x: [1, 2], c: [1, 2]}") == """
        lesson.yaml:2:10: error: x*c has no meaning: both are vectors, and * multiplies a matrix by a vector
              a: x * c
                     ^
            hint: write x .* c for component by component, or x^T*c for the sum of the products
        """)
  }

  @Test("All equations with mismatched operands are reported, each at its place")
  func allFormulaShapes() {
    let text = """
      equations:
        a: v + w
        b: v^T*w
        c: sum(v)
      inputs: {v: [1, 2], w: [1, 2, 3]}
      """
    #expect(
      complaint(text).split(separator: "\n").filter { $0.contains(" error: ") } == [
        "lesson.yaml:2:10: error: v has 2 components but w has 3 components",
        "lesson.yaml:3:10: error: v^T is a row of 2 but w has 3 components",
      ])
  }

  /// The messages of a lesson's errors, each with its line and column.
  private func messages(_ text: String) -> [String] {
    complaint(text).split(separator: "\n").compactMap { line in
      line.firstRange(of: " error: ").map { _ in String(line.dropFirst("lesson.yaml:".count)) }
    }
  }

  @Test("All parameters of a cell with a wrong shape are reported, in one equation or several")
  func allCellShapes() {
    let text = hello("[[0.5, -0.3], [0.2, 0.8]]", by: "[[0.5, -0.3, 1], [0.2, 0.8, 1]]")
      .replacing("0.5, -0.5, 0], [-1, 0.5, 1, 0]", with: "0.5, -0.5], [-1, 0.5, 1]")
      .replacing("[[-1, 0], [1, -1], [-0.5, 1.5], [0.5, 1]]", with: "[[1, 2, 3]]")
      .replacing("[0.1, -0.1]", with: "[1, 2]")
    #expect(
      messages(text) == [
        "4:8: error: W_h is 2×3 but h[t-1] has 2 components",
        "5:8: error: W_x is 2×3 but x[t] has 4 components",
        "7:8: error: W_y is 1×3 but h[t] has 2 components",
      ])
  }

  @Test("A mismatch that only follows from another one is not reported")
  func consequences() {
    let text = """
      equations:
        b: a + c
        a: v + w
        L: sum(b) + v^T*u
      inputs: {v: [1, 2], w: [1, 2, 3], c: [1, 2, 3, 4], u: [1, 2, 3]}
      """
    #expect(
      messages(text) == [
        "3:10: error: v has 2 components but w has 3 components",
        "4:19: error: v^T is a row of 2 but u has 3 components",
      ])
  }

  @Test("A wrong value at time 0 is reported once, together with mistakes that it does not cause")
  func initialAndOthers() {
    let text = hello("loss:", by: "initial: {h: [1, 2, 3]}\nloss:")
      .replacing("0.5, -0.5, 0], [-1, 0.5, 1, 0]", with: "0.5, -0.5], [-1, 0.5, 1]")
    #expect(
      messages(text) == [
        "4:8: error: W_h is 2×2 but h[t-1] has 3 components",
        "5:8: error: W_x is 2×3 but x[t] has 4 components",
      ])
  }

  @Test("The quantity to differentiate must be a number")
  func outcome() {
    #expect(
      complaint("equations:\n  a: 2*x\ninputs: {x: [1, 2]}") == """
        lesson.yaml:2:3: error: a must be a number, but has 2 components
              a: 2*x
              ^
            hint: only a number can be differentiated: wrap it in sum( )
        """)
  }

  @Test(
    "Shapes are reported along with mistakes elsewhere, but not with those they may follow from")
  func shapesBesideOthers() {
    func places(_ yaml: String) -> [String] {
      complaint(yaml).split(separator: "\n").filter { $0.contains(": error: ") }
        .map { $0.split(separator: ":").dropFirst().prefix(2).joined(separator: ":") }
    }
    let wrong = hello("[0.1, -0.1]", by: "[0.1, -0.1, 1]")
    #expect(places(wrong) == ["6:8"])
    for (line, place) in [
      ("figure: {digits: 40}", "13:18"), ("ask: h_9", "13:6"), ("language: klingon", "13:11"),
      ("titel: a", "13:1"), ("theme: drak", "13:8"), ("id: a b", "13:5"),
    ] {
      #expect(places(wrong + "\n" + line) == ["6:8", place], "\(line)")
    }
    let also = wrong.replacing("W_h: [[0.5, -0.3], [0.2, 0.8]]", with: "W_h: [[0.5, -0.3], [0.2]]")
    #expect(places(also).count == 1, "\(places(also))")
  }

  @Test("A state's value at time 0 must have the state's shape")
  func initial() throws {
    #expect(
      complaint(hello("loss:", by: "initial: {h: 1}\nloss:")) == """
        lesson.yaml:12:14: error: the initial h is a number but h[t] has 2 components
            initial: {h: 1}
                         ^
            hint: omit it for zeros, or give each component
        """)
    #expect(
      complaint(hello("loss:", by: "initial: {h: [1, 2, 3]}\nloss:")) == """
        lesson.yaml:4:8: error: W_h is 2×2 but h[t-1] has 3 components
              W_h: [[0.5, -0.3], [0.2, 0.8]]
                   ^
            hint: the initial h is given in line 12
        """)
    let right = hello("loss:", by: "initial: {h: [1, 2]}\nloss:")
    #expect(try Lesson(yaml: right, name: "l").network.initial == ["h": .vector([1, 2])])
  }

  @Test("A missing or invalid class is reported at its place")
  func classes() {
    #expect(
      complaint(hello("  W_y: [[-1, 0], [1, -1], [-0.5, 1.5], [0.5, 1]]", by: "  W_y: [[-1, 0]]"))
        .hasPrefix("lesson.yaml:11:11: error: target[1] is the class 1 (“e”), but y"))
    #expect(
      complaint(hello("targets: [e, l, l, o]", by: "targets: [e, 4, 0.5, -1]")).split(
        separator: "\n"
      ).filter { $0.contains("error:") } == [
        "lesson.yaml:11:17: error: target[3] must be a class, which is a whole number counted from 0",
        "lesson.yaml:11:22: error: target[4] must be a class, which is a whole number counted from 0",
      ])
    #expect(
      complaint(hello("targets: [e, l, l, o]", by: "targets: [e, 1e300, 0, 1]")).hasPrefix(
        "lesson.yaml:11:14: error: target[2] is the class 10³⁰⁰, but y[t] has 4 components"))
    #expect(
      complaint(hello("targets: [e, l, l, o]", by: "targets: [e, 4, 0, 1]")) == """
        lesson.yaml:11:14: error: target[2] is the class 4, but y[t] has 4 components, counted from 0
            targets: [e, 4, 0, 1]
                         ^
        """)
  }

  @Test("A formula picks a component of a vector without time by its index")
  func components() throws {
    let text = "equations: {q: \"v[1] * 2\"}\ninputs: {v: [3, 4]}"
    let trace = try Trace(of: Lesson(yaml: text, name: "l").graph)
    #expect(trace.value(of: trace.graph.outcome) == .scalar(8))
    #expect(
      try complaintWhenComputed(text.replacing("v[1]", with: "v[2]")).contains(
        "the forward pass fails at q: v has no component 2"))
  }

  @Test("Truncation is a whole number of time steps, and needs a network with time steps")
  func truncation() throws {
    let text = lecture("ask: h_0", by: "truncate: 1")
    #expect(try Lesson(yaml: text, name: "l").network.truncation == 1)
    for wrong in ["0", "1.5", "-1"] {
      #expect(
        complaint(text.replacing("truncate: 1", with: "truncate: \(wrong)")).hasPrefix(
          "lesson.yaml:10:11: error: truncate must be a whole number of at least 1\n"))
    }
    #expect(
      complaint("equations: {q: x}\ninputs: {x: 1}\ntruncate: 1").hasPrefix(
        "lesson.yaml:3:1: error: a circuit has no time steps to truncate\n"))
  }

  @Test("A cell with its own activations accepts no other")
  func gates() {
    let text = """
      cell: gru
      activation: relu
      parameters: {W_xr: 1, W_hr: 1, W_xz: 1, W_hz: 1, W_xn: 1, W_hn: 1, W_y: 1}
      sequence: [1]
      loss: output
      """
    #expect(
      complaint(text) == """
        lesson.yaml:2:1: error: the gru cell has its own activations
            activation: relu
            ^~~~~~~~~~
            hint: leave activation out; others can be written under equations:
        """)
    #expect(complaint(text.replacing("activation: relu\n", with: "")).isEmpty)
    #expect(
      complaint(text.replacing("activation: relu\n", with: "").replacing("W_hn", with: "W_hm"))
        .hasSuffix("hint: did you mean W_hn?"))
  }

  @Test("Shapes are the same whether cells or operations are drawn")
  func details() throws {
    let text = """
      equations:
        h[t]: (h[t-1]*a)^T*b + x[t]
        Loss[t]: h[t]
      parameters: {a: [1, 2], b: [3, 4]}
      sequence: [1, 1]
      initial: {h: 1}
      """
    let cells = try Lesson(yaml: text, name: "l").graph
    let operations = try Lesson(yaml: text + "\nfigure: {detail: operations}", name: "l").graph
    for node in cells.nodes {
      #expect(operations.node(id: node.id).map { operations.nodes[$0].shape } == node.shape)
    }
  }

  @Test("Two matrices that do not fit are both reported")
  func twoMatrices() {
    let text = complaint(
      """
      equations: {"h[t]": "tanh(W*x[t])", "y[t]": "V*h[t]", "Loss[t]": "sum(y[t])"}
      parameters: {W: [[1, 2, 3]], V: [[1, 2, 3]]}
      sequence: [[1, 2], [3, 4]]
      """)
    #expect(text.contains("1:29: error: W is 1×3 but x[t] has 2 components"))
    #expect(text.contains("1:48: error: V is 1×3 but h[t] has 1 component"))
    #expect(text.hasSuffix("2 errors"))
  }

  @Test("A matrix with rows and columns exchanged is one mistake")
  func exchanged() {
    let text = complaint(
      """
      equations: {"h[t]": "tanh(W*x[t])", "y[t]": "V*h[t]", "Loss[t]": "sum(y[t])"}
      parameters: {W: [[1, 2, 3], [4, 5, 6]], V: [[1, 2, 3]]}
      sequence: [[1, 2, 3], [3, 4, 5]]
      """.replacing("V: [[1, 2, 3]]", with: "V: [[1, 2]]").replacing(
        "[[1, 2, 3], [3, 4, 5]]", with: "[[1, 2], [3, 4]]"))
    #expect(text.contains("W is 2×3 but x[t] has 2 components"))
    #expect(!text.contains("errors"), "\(text)")
  }
}
