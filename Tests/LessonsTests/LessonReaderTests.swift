import Lessons
import Testing
import Unrolling

@Suite struct LessonReaderTests {
  @Test("A misspelt key is one mistake, and the rest is read as if the key were correct")
  func misspeltKey() {
    #expect(
      complaint(lecture("cell:", by: "cel:")) == """
        lesson.yaml:2:1: error: there is no key cel
            cel: elman
            ^~~
            hint: did you mean cell?
        """)
  }

  @Test("A key that resembles no other is reported with the list of keys")
  func unknownKey() {
    #expect(
      complaint(lecture() + "\nvalidation: 0.1") == """
        lesson.yaml:11:1: error: there is no key validation
            validation: 0.1
            ^~~~~~~~~~
            hint: the keys are title, id, language, cell, layers, bidirectional, equations, activation, \
        parameters, vocabulary, embeddings, sequence, length, inputs, initial, final, targets, loss, \
        reduction, truncate, samples, batch, update, updates, ask, slides, theme and figure
        """)
    #expect(
      complaint(lecture() + "\n? [a, b]\n: c").contains("11:3: error: a key must be one word\n"))
  }

  @Test("All mistakes in a file are reported at once, in the file's order")
  func allAtOnce() {
    let text = """
      cell: elman
      activation: thanh
      parameters: {W_h: one, W_x: .inf}
      vocabulary: [a, b]
      embeddings: [1]
      sequence: [a, k]
      initial: {g: 0}
      loss: squared-eror
      ask: h_7
      figure: {digits: 40}
      """
    let lines = complaint(text).split(separator: "\n")
    #expect(
      lines.filter { $0.contains(": error: ") }.map(String.init) == [
        "lesson.yaml:2:13: error: there is no activation thanh",
        "lesson.yaml:3:1: error: the elman cell needs the parameter W_y",
        "lesson.yaml:3:19: error: W_h must be a number, not “one”",
        "lesson.yaml:3:29: error: W_x must be finite, not .inf",
        "lesson.yaml:5:1: error: embeddings has 1 entry, the vocabulary 2 tokens",
        "lesson.yaml:6:15: error: the token “k” is not in the vocabulary",
        "lesson.yaml:7:11: error: g is not a state: no formula reads g[t-1]",
        "lesson.yaml:8:7: error: there is no loss squared-eror",
        "lesson.yaml:9:6: error: there is no quantity h_7 to ask for",
        "lesson.yaml:10:18: error: digits must be a whole number from 1 to 15",
      ])
    #expect(lines.last == "10 errors")
  }

  @Test(
    "A list or mapping in place of a name, and a word in place of a list or mapping, are errors",
    arguments: [
      (
        "title: RNN and their computational graph", "title: [a]",
        "1:8: error: title must be text, not a list"
      ),
      (
        "cell: elman", "cell: {a: b}",
        "2:7: error: cell must be elman, jordan, gru, lstm, rnn, gru-cho, lstm-peephole or highway, not a mapping"
      ),
      ("cell: elman", "cell:", "2:1: error: cell has no value"),
      (
        "activation: identity", "activation: []",
        "3:13: error: activation must be identity, tanh, sigmoid, relu, leaky-relu, softplus, gelu, silu "
          + "or elu, not a list"
      ),
      (
        "vocabulary: [i, o, c, a]", "vocabulary: i",
        "5:13: error: vocabulary must be a list of tokens"
      ),
      (
        "sequence: [o, c]", "sequence: o",
        "7:11: error: sequence must be a list of values or tokens, or a mapping of names to lists of "
          + "values or tokens"
      ),
      ("{h: 0}", "4", "8:10: error: initial must be a mapping of names to values"),
      (
        "loss: output", "loss: [a]",
        "9:7: error: loss must be "
          + LossPreset.allCases.dropLast().map(\.rawValue).joined(separator: ", ")
          + " or \(LossPreset.hinge.rawValue), not a list"
      ),
      ("ask: h_0", "figure: 3", "10:9: error: figure must be a mapping of keys to values"),
      ("ask: h_0", "targets: 3", "10:10: error: targets must be a list of values or tokens"),
      (
        "ask: h_0", "reduction: [a]",
        "10:12: error: reduction must be sum, mean or last, not a list"
      ),
      ("ask: h_0", "inputs: 3", "10:9: error: inputs must be a mapping of names to values"),
    ])
  func kinds(right: String, wrong: String, error: String) {
    #expect(complaint(lecture(right, by: wrong)).contains("lesson.yaml:" + error + "\n"))
  }
}
