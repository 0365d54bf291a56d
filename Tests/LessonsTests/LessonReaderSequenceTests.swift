import Formulas
import Lessons
import Testing
import Unrolling

@Suite struct LessonReaderSequenceTests {
  @Test("A token may be any text")
  func anyText() throws {
    let tokens = [
      "<", "&", "\\\"", "</TD>", "👩‍👩‍👧", "שלום", "null", "yes", "1", " ", "a\\nb",
      String(repeating: "long ", count: 40),
    ]
    let list = tokens.map { "\"\($0)\"" }.joined(separator: ", ")
    let numbers = tokens.indices.map(String.init).joined(separator: ", ")
    let text = lecture("[i, o, c, a]", by: "[\(list)]")
      .replacing("[-2, 5, 1, 9]", with: "[\(numbers)]").replacing("[o, c]", with: "[\(list)]")
    let series = try Lesson(yaml: text, name: "l").network.series[0]
    #expect(series.values == tokens.indices.map { .scalar(Double($0)) })
    #expect(series.tokens?[2] == "\"")
    #expect(series.tokens?[10] == "a\nb")
  }

  @Test("Unquoted tokens are texts, even if YAML reads them as something else")
  func plainTokens() throws {
    let text = lecture("[i, o, c, a]", by: "[yes, no, 1, ~]")
      .replacing("[o, c]", with: "[~, no, yes, 1]")
    let series = try Lesson(yaml: text, name: "l").network.series[0]
    #expect(series.values == [.scalar(9), .scalar(5), .scalar(-2), .scalar(1)])
  }

  @Test("An unknown token is reported once, with the vocabulary or the nearest token")
  func unknownToken() {
    #expect(
      complaint(lecture("[o, c]", by: "[o, k, k]")) == """
        lesson.yaml:7:15: error: the token “k” is not in the vocabulary
            sequence: [o, k, k]
                          ^
            hint: the vocabulary is i, o, c and a
        """)
    let words = lecture("[i, o, c, a]", by: "[hello, world, how, are]")
    #expect(
      complaint(words.replacing("[o, c]", with: "[wrold]")).hasSuffix("hint: did you mean world?"))
    #expect(
      complaint(lecture("[o, c]", by: "[o, [c]]")).contains(
        "7:15: error: a sequence over a vocabulary holds tokens, not lists\n"))
  }

  @Test("A long token is shortened in messages")
  func longToken() {
    let token = String(repeating: "a", count: 100) + String(repeating: "z", count: 100)
    let message = complaint(lecture("[o, c]", by: "[\(token)]")).split(separator: "\n")[0]
    #expect(
      message.hasSuffix(
        "the token “aaaaaaaaaaaaaaaaaaaaaaaaaaaa…zzzzzzzz” is not in the vocabulary"))
  }

  @Test("There is one embedding per token, all have the same shape, and they need a vocabulary")
  func embeddings() {
    #expect(
      complaint(lecture("[-2, 5, 1, 9]", by: "[-2, 5, 1]")) == """
        lesson.yaml:6:1: error: embeddings has 3 entries, the vocabulary 4 tokens
            embeddings: [-2, 5, 1]
            ^~~~~~~~~~
            hint: give one value for each token
        """)
    #expect(
      complaint(lecture("[-2, 5, 1, 9]", by: "[-2, 5, [1, 2], 9]")).hasPrefix(
        "lesson.yaml:6:21: error: the embedding of “c” has 2 components, the embedding of “i” is a "
          + "number\n"))
    #expect(
      complaint(lecture("embeddings: [-2, 5, 1, 9]\n", by: "")).hasPrefix(
        "lesson.yaml:5:1: error: the vocabulary has no embeddings\n"))
    #expect(
      complaint(lecture("vocabulary: [i, o, c, a]\n", by: "").replacing("[o, c]", with: "[1]"))
        .hasPrefix("lesson.yaml:5:1: error: embeddings belong to a vocabulary"))
    #expect(
      complaint(lecture("[-2, 5, 1, 9]", by: "one-hit")).hasPrefix(
        "lesson.yaml:6:13: error: embeddings must be one-hot, or a list of values\n"))
    #expect(
      complaint(lecture("[-2, 5, 1, 9]", by: "one-hit")).hasSuffix("hint: did you mean one-hot?"))
  }

  @Test("A vocabulary holds at least one text, and each only once")
  func vocabulary() {
    #expect(
      complaint(lecture("[i, o, c, a]", by: "[i, o, c, o]")) == """
        lesson.yaml:5:23: error: the token “o” appears twice in the vocabulary
            vocabulary: [i, o, c, o]
                                  ^
        """)
    #expect(
      complaint(lecture("[i, o, c, a]", by: "[i, o, c, \"\"]")).hasPrefix(
        "lesson.yaml:5:23: error: a token cannot be empty\n"))
    #expect(
      complaint(lecture("[i, o, c, a]", by: "[]")).contains("5:13: error: vocabulary is empty\n"))
  }

  @Test("A sequence is required and has at least one time step")
  func sequence() {
    #expect(
      complaint(lecture("[o, c]", by: "[]")) == """
        lesson.yaml:7:11: error: sequence is empty
            sequence: []
                      ^
            hint: give it at least one entry, or leave it out
        """)
    #expect(
      complaint(lecture("sequence: [o, c]\n", by: "")).hasPrefix(
        "lesson.yaml:2:1: error: the lesson has no sequence\n"))
  }

  @Test("The inputs of a series have the same shape, and all series have the same length")
  func shapes() {
    let text = "equations:\n  y[t]: x[t] + u[t]\nloss: output\nsequence:\n"
    #expect(
      complaint(text + "  x: [1, [2, 3]]\n  u: [1, 2]").hasPrefix(
        "lesson.yaml:5:10: error: x[2] has 2 components, x[1] is a number\n"))
    #expect(
      complaint(text + "  x: [1, 2]\n  u: [1]") == """
        lesson.yaml:2:16: error: y has 2 time steps, as many as x, but reads u, which has 1 value
              y[t]: x[t] + u[t]
                           ^
            hint: to read it at other time steps, name one, such as u[1], or take them all: \
        last(u[t]), stack(u[t])
        """)
    #expect(
      complaint(text + "  x: [1, 2]\n  u: 3").contains(
        "6:6: error: u must be a list of values or tokens\n"))
  }

  @Test("Several series are given by name, each with tokens or numbers")
  func severalSeries() throws {
    let text = """
      equations:
        y[t]: x[t] * u[t]
      vocabulary: [a, b]
      embeddings: [2, 3]
      sequence:
        x: [a, b]
        u: [10, 20]
      loss: output
      """
    let lesson = try Lesson(yaml: text, name: "l")
    let trace = try Trace(of: lesson.graph)
    #expect(trace.value(of: trace.graph.outcome).number == 80)
    #expect(lesson.network.series.map(\.tokens) == [["a", "b"], nil])
    let other = text.replacing("x: [a, b]", with: "x: [4, 5]").replacing("[10, 20]", with: "[b, a]")
    #expect(try Lesson(yaml: other, name: "l").network.series.map(\.tokens) == [nil, ["b", "a"]])
    #expect(
      complaint(text.replacing("x: [a, b]", with: "x: [c, d]")).contains(
        "6:7: error: the token “c” is not in the vocabulary\n"))
    #expect(
      complaint(text.replacing("[10, 20]", with: "[10, .nan]")).contains(
        "7:11: error: u[2] must be finite, not .nan\n"))
  }

  /// What a series may hold, as YAML, with the sums of its two values.
  private static let kinds: [(name: String, text: String, sums: Double)] = [
    ("numbers", "[10, 20]", 30), ("vectors", "[[1, 2], [3, 4]]", 10),
    ("matrices", "[[[1, 2], [3, 4]], [[5, 6], [7, 8]]]", 36),
    ("tokens", "[a, b]", 13), ("one token", "[b, b]", 16), ("digits", "[\"0\", 0]", 22),
  ]

  @Test("Each of two series may hold numbers, vectors, matrices or tokens, regardless of the other")
  func kindsOfSeries() throws {
    for x in Self.kinds {
      for u in Self.kinds {
        let text = """
          equations:
            y[t]: sum(x[t]) + sum(u[t])
            Loss: sum(y[t])
          vocabulary: [a, b, "0"]
          embeddings: [[2, 3], [3, 5], [7, 4]]
          sequence:
            x: \(x.text)
            u: \(u.text)
          """
        let lesson = try Lesson(yaml: text, name: "l")
        let trace = try Trace(of: lesson.graph)
        #expect(
          trace.value(of: trace.graph.outcome) == .scalar(x.sums + u.sums), "\(x.name), \(u.name)")
      }
    }
  }

  @Test("Tokens may have any names, even numbers, without changing the trace")
  func renamedTokens() throws {
    let names: [[String]] = [
      ["a", "b", "c"], ["0", "1", "2"], ["1", "2", "0"], ["2.5", "-1", "1e3"],
      ["null", "~", "x_1"],
      ["%", "&", "\u{2013}"],
    ]
    for (embeddings, weights, loss) in [
      ("[-2, 5, 1]", "{W_h: 0.5, W_x: 1, W_y: 1}", "squared-error"),
      (
        "one-hot",
        "{W_h: [[0.5]], W_x: [[1, 2, 3]], W_y: [[1], [2], [0.5]]}", "cross-entropy"
      ),
    ] {
      var first: [Double]?
      for names in names {
        let quoted = names.map(\.quotedForYAML)
        let text = """
          cell: elman
          parameters: \(weights)
          vocabulary: [\(quoted.joined(separator: ", "))]
          embeddings: \(embeddings)
          sequence: [\(quoted[1]), \(quoted[0]), \(quoted[1])]
          targets: [\(quoted[0]), \(quoted[2]), \(quoted[1])]
          loss: \(loss)
          """
        let lesson = try Lesson(yaml: text, name: "l")
        #expect(lesson.network.series.map(\.tokens).last == [names[0], names[2], names[1]])
        let trace = try Trace(of: lesson.graph)
        let numbers = trace.graph.nodes.indices.flatMap {
          trace.value(of: $0).components + trace.gradient(of: $0).components
        }
        #expect(first ?? numbers == numbers, "\(names)")
        first = first ?? numbers
      }
    }
  }

  @Test("There is one target for each time step, and a token means its embedding")
  func targets() throws {
    let text = lecture("loss: output", by: "targets: [c, a]\nloss: squared-error")
    let series = try Lesson(yaml: text, name: "l").network.series[1]
    #expect(
      series == Series("target", [.scalar(1), .scalar(9)], tokens: ["c", "a"], isTarget: true))
    #expect(
      complaint(text.replacing("[c, a]", with: "[c]")) == """
        lesson.yaml:9:1: error: targets has 1 entry, the sequence 2
            targets: [c]
            ^~~~~~~
            hint: give one for each time step; null leaves a time step without a loss
        """)
    #expect(
      complaint(text.replacing("[c, a]", with: "[c, k]")).hasPrefix(
        "lesson.yaml:9:14: error: the token “k” is not in the vocabulary\n"))
    #expect(
      complaint(text.replacing("[c, a]", with: "[c, .nan]")).contains(
        "9:14: error: the token “.nan” is not in the vocabulary\n"))
  }
}
