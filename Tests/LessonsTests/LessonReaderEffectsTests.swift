import Lessons
import Testing

@Suite struct LessonReaderEffectsTests {
  private let circuit = "equations: {f: x*y}\ninputs: {x: 1, y: 2}\n"
  private let independent =
    "equations: {\"h[t]\": \"tanh(w*x[t])\", \"Loss[t]\": \"h[t]\"}\nparameters: {w: 1}\nsequence: [1, 2, 3]\n"
  private let recurrent =
    "equations: {\"h[t]\": \"tanh(w*h[t-1] + x[t])\", \"Loss[t]\": \"h[t]\"}\nparameters: {w: 1}\n"
    + "sequence: [1, 2, 3]\n"

  @Test("A key that changes nothing in a circuit is reported with what it needs")
  func circuits() {
    for (line, message) in [
      ("reduction: mean", "3:1: error: the lesson has no Loss[t], so there is nothing to reduce"),
      ("truncate: 2", "3:1: error: a circuit has no time steps to truncate"),
      ("figure: {flow: shown}", "3:10: error: flow has no effect in a lesson without time steps"),
      ("figure: {columns: 4}", "3:10: error: columns has no effect in a lesson without time steps"),
      (
        "figure: {fold: all}",
        "3:16: error: no quantity reads an earlier time step, so there is no cell to fold"
      ),
      ("figure: {parameters: shown}", "3:22: error: the lesson has no parameters to show"),
    ] {
      let text = complaint(circuit + line)
      #expect(text.hasPrefix("lesson.yaml:" + message + "\n"), "\(text)")
      #expect(text.contains("hint: ") || line.hasPrefix("truncate"), "\(text)")
    }
  }

  @Test("A key that changes nothing over independent time steps is reported")
  func independentSteps() {
    for (line, message) in [
      ("truncate: 2", "4:1: error: no quantity reads an earlier time step"),
      ("figure: {flow: shown}", "4:10: error: no quantity reads an earlier time step"),
      ("figure: {fold: all}", "4:16: error: no quantity reads an earlier time step"),
    ] {
      let text = complaint(independent + line)
      #expect(text.hasPrefix("lesson.yaml:" + message), "\(text)")
    }
  }

  @Test("A key at its default, and one with an effect, are accepted")
  func defaults() {
    #expect(complaint(circuit + "figure: {fold: none, flow: hidden, parameters: hidden}").isEmpty)
    #expect(complaint(recurrent + "truncate: 9").isEmpty)
    #expect(
      complaint(recurrent + "reduction: sum\nfigure: {flow: shown, columns: 9, fold: all}").isEmpty)
    #expect(complaint(independent + "reduction: mean\nfigure: {fold: auto, columns: all}").isEmpty)
  }
}
