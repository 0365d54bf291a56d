import Formulas
import Lessons
import Testing
import Unrolling

@Suite struct LessonReaderLossTests {
  private func loss(_ name: String, _ more: String = "") throws -> Double? {
    let text = """
      cell: elman
      activation: identity
      parameters: {W_h: 1, W_x: 1, W_y: 1}
      sequence: [1, 2]
      targets: [3, 1]
      loss: \(name)
      """
    let trace = try Trace(of: Lesson(yaml: text + "\n" + more, name: "l").graph)
    return trace.value(of: trace.graph.outcome).number
  }

  @Test("Each loss and each reduction computes its formula")
  func values() throws {
    // y is 1 and 3, the targets are 3 and 1.
    #expect(try loss("squared-error") == 8)
    #expect(try loss("half-squared-error") == 4)
    #expect(try loss("absolute-error") == 4)
    #expect(try loss("squared-error", "reduction: mean") == 4)
    #expect(try loss("squared-error", "reduction: last") == 4)
    #expect(try loss("squared-error", "reduction: sum") == 8)
  }

  @Test("A null target leaves a time step without a loss")
  func nullTargets() throws {
    let text = lecture("loss: output", by: "targets: [null, 20]\nloss: squared-error")
    let graph = try Lesson(yaml: text, name: "l").graph
    #expect(graph.nodes.map(\.id).filter { $0.hasPrefix("Loss") } == ["Loss_2", "Loss"])
    #expect(
      complaint(text.replacing("ask: h_0", with: "ask: Loss_1")).hasPrefix(
        "lesson.yaml:11:6: error: there is no quantity Loss_1 to ask for"))
    #expect(
      complaint(text.replacing("20", with: "~")).hasPrefix(
        "lesson.yaml:9:1: error: no time step has a target, so there is no loss\n"))
  }

  @Test("An unknown or missing loss, and a loss without targets or y, are reported")
  func mistakes() {
    #expect(
      complaint(lecture("loss: output", by: "loss: squared-eror")) == """
        lesson.yaml:9:7: error: there is no loss squared-eror
            loss: squared-eror
                  ^~~~~~~~~~~~
            hint: did you mean squared-error?
        """)
    #expect(
      complaint(lecture("loss: output", by: "loss: squared-error")) == """
        lesson.yaml:9:7: error: the loss squared-error needs targets
            loss: squared-error
                  ^~~~~~~~~~~~~
            hint: add targets: [ … ]
        """)
    #expect(
      complaint("equations: {\"h[t]\": \"x[t]\"}\nsequence: [1]\nloss: output").hasPrefix(
        "lesson.yaml:3:7: error: the loss output needs an equation for y[t]\n"))
    #expect(
      complaint(lecture("loss: output\n", by: "")).hasPrefix(
        "lesson.yaml:2:1: error: the lesson has no loss, so there is nothing to differentiate\n"))
    #expect(
      complaint(lecture("ask: h_0", by: "reduction: maen")).hasSuffix("hint: did you mean mean?"))
  }

  @Test("Targets that no equation reads are reported")
  func unreadTargets() {
    #expect(
      complaint(lecture("loss: output", by: "loss: output\ntargets: [1, 2]")) == """
        lesson.yaml:10:1: error: no equation reads the targets
            targets: [1, 2]
            ^~~~~~~
            hint: add loss: squared-error or another that compares, or leave targets out
        """)
  }

  @Test("A custom loss excludes a preset and a reduction")
  func ownLoss() throws {
    let text = """
      equations:
        y[t]: w * x[t]
        Loss[t]: (y[t] - target[t])^2
      parameters: {w: 2}
      sequence: [1, 2]
      targets: [0, 0]
      """
    let trace = try Trace(of: Lesson(yaml: text, name: "l").graph)
    #expect(trace.value(of: trace.graph.outcome).number == 20)
    #expect(
      complaint(text + "\nloss: output").hasPrefix(
        "lesson.yaml:7:1: error: the equations already define Loss\n"))
    let whole = text.replacing("sequence", with: "  \"Loss\": \"sum(Loss[t])\"\nsequence")
      .replacing("parameters: {w: 2}\n  ", with: "  ").replacing(
        "sequence", with: "parameters: {w: 2}\nsequence")
    #expect(
      complaint(whole + "\nreduction: mean").contains(
        "error: the equations already define Loss, so nothing is left to reduce\n"))
  }

  private func forced(_ equations: String, targets: String) -> String {
    """
    equations:
    \(equations)
    parameters: {w: 0.5}
    sequence: [1, 2, 3]
    initial: {target: 0}
    targets: \(targets)
    ask: w
    """
  }

  @Test("A null target removes the loss of its own time step alone, with what only the loss reads")
  func nullTargetsOfOthers() throws {
    let text = forced(
      "  h[t]: w*h[t-1] + x[t]\n  e[t]: h[t] - target[t]\n  Loss[t]: e[t]^2",
      targets: "[5, ~, 7]"
    ).replacing("initial: {target: 0}\n", with: "")
    let ids = try Lesson(yaml: text, name: "l").graph.nodes.map(\.id)
    #expect(ids.contains("h_2") && ids.contains("h_3") && ids.contains("Loss_3"))
    #expect(!ids.contains("Loss_2") && !ids.contains("e_2"))
  }

  @Test(
    "A state that reads a null target is an error, at its own time step, a later one or the last")
  func nullTargetsInStates() {
    let loss = "\n  Loss[t]: (h[t] - target[t])^2"
    for (equations, targets, place) in [
      (
        "  h[t]: w*h[t-1] + target[t-1] + x[t]" + loss, "[5, ~, 7]",
        "2:20: error: h needs target at time step 2"
      ),
      (
        "  h[t]: w*h[t-1] + target[t] + x[t]" + loss, "[5, ~, 7]",
        "2:20: error: h needs target at time step 2"
      ),
      (
        "  h[t]: w*h[t-1] + target[t] + x[t]" + loss, "[5, 6, ~]",
        "2:20: error: h needs target at time step 3"
      ),
      (
        "  h[t]: w*h[t-1] + g[t]\n  g[t]: x[t]*target[t]" + loss, "[5, 6, ~]",
        "3:14: error: g needs target at time step 3"
      ),
    ] {
      let lesson = forced(equations, targets: targets)
      let text = complaint(
        equations.contains("target[t-1]")
          ? lesson : lesson.replacing("initial: {target: 0}\n", with: ""))
      #expect(text.hasPrefix("lesson.yaml:" + place), "\(text)")
    }
  }
}
