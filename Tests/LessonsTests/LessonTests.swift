import Formulas
import Lessons
import Testing
import Unrolling

@Suite struct LessonTests {
  @Test("The lecture's lesson is read as it is written")
  func lectureIsRead() throws {
    let lesson = try Lesson(yaml: lecture(), name: "elman.yaml")
    #expect(lesson.title == "RNN and their computational graph")
    #expect(lesson.asked == ["h_0"])
    #expect(lesson.style == NumberStyle())
    let network = lesson.network
    #expect(network.cell?.name == "elman")
    #expect(network.activation == .identity)
    #expect(network.parameters.map(\.name) == ["W_h", "W_x", "W_y"])
    #expect(network.parameters.map(\.value) == [.scalar(-5), .scalar(1), .scalar(-1)])
    #expect(network.vocabulary == ["i", "o", "c", "a"])
    #expect(network.embeddings == [.scalar(-2), .scalar(5), .scalar(1), .scalar(9)])
    #expect(network.series == [Series("x", [.scalar(5), .scalar(1)], tokens: ["o", "c"])])
    #expect(network.initial == ["h": .scalar(0)])
    #expect(network.stepCount == 2)
    #expect(network.equations.map(\.name) == ["h", "y", "Loss", "Loss"])
    #expect(network.outcome == "Loss")
  }

  @Test("A lesson in JSON is read like one in YAML")
  func json() throws {
    let text = """
      {"title": "RNN and their computational graph", "cell": "elman", "activation": "identity",
       "parameters": {"W_h": -5, "W_x": 1, "W_y": -1.0e0}, "vocabulary": ["i", "o", "c", "a"],
       "embeddings": [-2, 5, 1, 9], "sequence": ["o", "c"], "initial": {"h": 0},
       "loss": "output", "ask": "h_0"}
      """
    let trace = try Trace(of: try Lesson(yaml: text, name: "lesson.json").graph)
    #expect(trace.json == (try Trace(of: Lesson(yaml: lecture(), name: "lesson.yaml").graph)).json)
  }

  @Test("A byte order mark and line endings of Windows or classic Mac OS change nothing")
  func lineEnds() throws {
    let wanted = try Lesson(yaml: lecture(), name: "l").network
    for end in ["\r\n", "\r"] {
      let text = lecture().split(separator: "\n").joined(separator: end)
      let bytes: [UInt8] = [0xEF, 0xBB, 0xBF] + Array(text.utf8)
      let network = try Lesson(bytes: bytes, name: "l").network
      #expect(network.series == wanted.series)
      #expect(network.parameters == wanted.parameters)
    }
  }

  @Test("A place in a file with a byte order mark and Windows line endings is its place on screen")
  func placesWithLineEnds() {
    let text = lecture("W_h", by: "W_hh").split(separator: "\n").joined(separator: "\r\n")
    let bytes: [UInt8] = [0xEF, 0xBB, 0xBF] + Array(text.utf8)
    let error = #expect(throws: LessonError.self) { try Lesson(bytes: bytes, name: "l.yaml") }
    #expect(
      error?.description == """
        l.yaml:4:14: error: the elman cell has no parameter W_hh
            parameters: {W_hh: -5, W_x: 1, W_y: -1}
                         ^~~~
            hint: did you mean W_h?
        """)
  }

  @Test("A file that is not UTF-8 is reported at the first line that is not")
  func notUnicode() {
    let bytes = Array("cell: elman\ntitle: Caf".utf8) + [0xE9, 10]
    let error = #expect(throws: LessonError.self) { try Lesson(bytes: bytes, name: "l.yaml") }
    #expect(
      error?.description == """
        l.yaml:2:1: error: this line is not UTF-8
            title: Caf\u{FFFD}
            ^
            hint: save the file as UTF-8
        """)
  }

  @Test("Anchors and aliases stand for their values")
  func aliases() throws {
    let text = """
      cell: elman
      parameters: {W_h: &w 0.5, W_x: *w, W_y: *w}
      sequence: &s [1, 2]
      targets: *s
      loss: squared-error
      """
    let network = try Lesson(yaml: text, name: "l").network
    #expect(network.parameters.map(\.value) == [.scalar(0.5), .scalar(0.5), .scalar(0.5)])
    #expect(network.series.map(\.values) == [[.scalar(1), .scalar(2)], [.scalar(1), .scalar(2)]])
  }

  @Test("A sequence of 100,000 tokens is read completely")
  func longSequence() throws {
    let tokens = Array(repeating: "a, b", count: 50_000).joined(separator: ", ")
    let text = """
      cell: elman
      parameters: {W_h: 0.5, W_x: 1, W_y: 1}
      vocabulary: [a, b]
      embeddings: [1, -1]
      sequence: [\(tokens)]
      loss: output
      ask: h_100000
      """
    let lesson = try Lesson(yaml: text, name: "l")
    #expect(lesson.network.stepCount == 100_000)
    #expect(lesson.graph.nodes.contains { $0.name == "x" && $0.time == 100_000 })
  }

  @Test("By default a lesson asks for the first state, or for the inputs of a circuit")
  func usuallyAsked() throws {
    #expect(try Lesson(yaml: lecture("ask: h_0"), name: "l").asked == ["h_0"])
    let circuit = "equations: {q: x + y, p: q * z}\ninputs: {x: -2, y: 5, z: -4}"
    #expect(try Lesson(yaml: circuit, name: "l").asked == ["x", "y", "z"])
  }

  @Test(
    "A forward pass that becomes infinite is reported at its equation, with its time step")
  func notFinite() throws {
    let division = """
      equations:
        h[t]: 1 / (x[t] - h[t-1])
        y[t]: h[t]
      sequence: [1, 1]
      loss: output
      """
    #expect(
      try complaintWhenComputed(division) == """
        lesson.yaml:2:3: error: the forward pass fails at h_2 (time step 2): division by zero
              h[t]: 1 / (x[t] - h[t-1])
              ^~~~
        """)
    let overflow = lecture("W_h: -5", by: "W_h: -1e300")
      .replacing("sequence: [o, c]", with: "sequence: [o, c, o]")
    #expect(
      try complaintWhenComputed(overflow) == """
        lesson.yaml:2:1: error: the forward pass fails at h_3 (time step 3): its value is too large \
        to represent
            cell: elman
            ^~~~
            hint: the largest number is 1.8 × 10^308: use smaller weights or inputs, or fewer \
        time steps
        """)
  }

  @Test("A logarithm or a root outside its domain is reported by name")
  func undefined() throws {
    func circuit(_ formula: String, _ x: String) -> String {
      "equations: {q: \(formula)}\ninputs: {x: \(x)}"
    }
    #expect(
      try complaintWhenComputed(circuit("log(x)", "0")).contains(
        "lesson.yaml:1:13: error: the forward pass fails at q: the logarithm of 0\n"))
    #expect(
      try complaintWhenComputed(circuit("1 + log(x)", "-2")).contains(": the logarithm of −2\n"))
    #expect(
      try complaintWhenComputed(circuit("sqrt(x)", "-4")).contains(": the square root of −4\n"))
  }
}
