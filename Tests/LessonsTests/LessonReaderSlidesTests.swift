import Formulas
import Lessons
import Storyboards
import Testing

@Suite struct LessonReaderSlidesTests {
  private func script(_ slides: String) throws -> Script? {
    try Lesson(yaml: lecture() + "\nslides:\n" + slides, name: "lesson.yaml").script
  }

  private func complaints(_ slides: String) -> [String] {
    complaint(lecture() + "\nslides:\n" + slides).split(separator: "\n").map(String.init)
      .filter { !$0.hasPrefix("    ") || $0.contains("hint: ") }
  }

  @Test("Without slides there is no script, and the deck is the standard lecture")
  func absent() throws {
    #expect(try Lesson(yaml: lecture(), name: "lesson.yaml").script == nil)
  }

  @Test("Words and mappings are read as entries in the order of the file")
  func entries() throws {
    let read = try script(
      """
        - title
        - definitions
        - target
        - ask
        - formula
        - formula: stacked
        - stacked
        - formula: h_1
        - forward: 1
        - forward: [h_2, y_2]
        - {forward: all, pace: brief}
        - backward
        - recap
      """)
    #expect(
      read?.entries == [
        .title, .definitions, .target, .ask(words: nil), .cell, .stacked, .stacked,
        .formulaOf("h_1"), .forward(.time(1), pace: .normal),
        .forward(.quantities(["h_2", "y_2"]), pace: .normal), .forward(.all, pace: .brief),
        .backward(.init()), .recap,
      ])
  }

  @Test("Own words may contain an equation and a line break; each formula is at its place")
  func equations() throws {
    let read = try script("  - say: |\n      Here $h_1 = 5$\n      and more")
    guard case .say(let words, _, _)? = read?.entries.first else {
      Issue.record("no say")
      return
    }
    #expect(
      words.parts == [
        .text("Here "), .formula(.symbol(Symbol("h", time: .absolute(1)))), .text(" = "),
        .formula(.number(5)), .text(" and more"),
      ], "\(words.parts)")
    #expect(complaints("  - say: so $h_1 = 5*$")[0].contains("12:22: error: "))
  }

  @Test("A backward slide has ends, a path and a pace, in either form")
  func ways() throws {
    let read = try script(
      """
        - forward
        - backward: h_1
        - backward: {from: h_2, to: h_0, pace: normal}
        - {backward: h_0, pace: detailed}
        - backward: {along: [Loss, Loss_1, y_1, h_1]}
      """)
    #expect(
      read?.entries.dropFirst() == [
        .backward(.init(to: "h_1")), .backward(.init(from: "h_2", to: "h_0", pace: .normal)),
        .backward(.init(to: "h_0", pace: .detailed)),
        .backward(.init(from: "Loss", to: "h_1", path: ["Loss", "Loss_1", "y_1", "h_1"])),
      ])
  }

  @Test("Text may have formulas between dollar signs, and a quantity's time step becomes an index")
  func words() throws {
    let read = try script(
      """
        - say: See $h_1$ twice
          highlight: [h_1, h_2]
        - ask: What is $W_h*h_0$?
        - formula: "h[t] = tanh(u[t]) = W_h*x[t]"
      """)
    guard case .say(let words, let formula, let ids)? = read?.entries.first,
      case .ask(let question)? = read?.entries[1]
    else {
      Issue.record("not read as say and ask")
      return
    }
    #expect(words.parts.count == 3 && formula.isEmpty && ids == ["h_1", "h_2"])
    #expect(words.parts.first == .text("See ") && words.parts.last == .text(" twice"))
    #expect(question?.parts.count == 3)
    guard case .formula(let formulas)? = read?.entries.last else {
      Issue.record("no formula")
      return
    }
    #expect(formulas.first?.parts.count == 3)
  }

  @Test(
    "An impossible slide is an error at its place",
    arguments: [
      ("  - titel", "12:5: error: there is no slide titel", "did you mean title?"),
      ("  - answer: 3", "12:13: error: answer takes no value", "write - answer"),
      ("  - [a]", "12:5: error: a slide must be a word such as forward", "the words are title, "),
      (
        "  - ask\n  - {forward: 1, colour: red}",
        "13:18: error: a slide of kind forward has no key",
        "besides forward it can have pace"
      ),
      ("  - forward: 7", "12:14: error: there is no time step 7", "they go from 1 to 2"),
      (
        "  - forward: [h_1, h_9]", "12:20: error: there is no quantity h_9",
        "h goes from h_0 to h_2"
      ),
      (
        "  - backward: h_0", "12:5: error: backward comes before forward", "put - forward before it"
      ),
      ("  - sum: h_1", "12:5: error: sum comes before forward", "put - forward before it"),
      ("  - forward\n  - sum: h_2", "13:10: error: only one gradient arrives at h_2", ""),
      (
        "  - forward\n  - backward: {from: h_1, to: h_2}",
        "13:31: error: no gradient flows from h_1 back to h_2",
        "it flows the other way: from h_2 back to h_1"
      ),
      (
        "  - forward\n  - backward: {along: [Loss, y_1, h_1]}",
        "13:30: error: no edge leads from Loss back to y_1", "name what lies between them"
      ),
      (
        "  - forward\n  - backward: {along: [h_1, y_1]}",
        "13:29: error: no edge leads from h_1 back to y_1",
        "a path goes back from the loss: y_1 comes before h_1"
      ),
      (
        "  - forward\n  - {backward: h_0, pace: slow}",
        "13:27: error: pace must be brief, normal or detailed", ""
      ),
      (
        "  - forward\n  - ledger: h_1", "13:13: error: h_1 is not a parameter",
        "the parameters are "
      ),
      ("  - pause", "12:5: error: there is no slide yet for pause to repeat", ""),
      (
        "  - say: the $h_1", "12:14: error: a formula's dollar sign is never closed",
        "write $h_1$"
      ),
      ("  - say: the $h_1*$", "error: the formula ends too early", "an operand is missing"),
      (
        "  - say: \(String(repeating: "word ", count: 40))",
        "error: beside the graph, the text takes 5 lines, but only 4 fit",
        "say it on two slides"
      ),
      ("  - formula: h[t] = tanh(u[t]", "error: ", "hint: "),
      (
        "  - formula: y[t] = h[t]^2", "12:14: error: \"y[t] = h[t]^2\" gives ",
        "the network computes y[t] = W_y*h[t]"
      ),
      (
        "  - formula: [\"u[t] = W_h*h[t-1] + x[t] + 7\", \"h[t] = f(u[t])\"]", "gives ",
        "the network computes h[t] = "
      ),
      ("  - formula: f(x) = 2*x", "gives 1.4, f(0.7) is 0.7", "the network computes f(x) = "),
      ("  - formula: h[9] = 1", "12:14: error: there is no quantity h_9", "h goes from h_0 to h_2"),
      (
        "  - formula: y[t] = W_yy*h[t]", "12:14: error: the lesson has no W_yy", "did you mean W_y?"
      ),
      ("  - highlight: W_q", "12:16: error: there is no quantity W_q", "did you mean W_h?"),
    ])
  func wrong(slides: String, message: String, hint: String) {
    let said = complaints(slides)
    #expect(said.first?.contains(message) == true, "\(said)")
    #expect(hint.isEmpty || said.contains { $0.contains(hint) }, "\(said)")
  }

  @Test(
    "A formula that the network computes is accepted, as are the lecturer's own names",
    arguments: [
      "h[t] = f(W_h*h[t-1] + W_x*x[t])", "y[t] = W_y*h[t]", "Loss = Loss_1 + Loss_2",
      "Loss = sum(Loss[t])", "f(x) = x", "f(h[t-1]) = W_h*h[t-1] + W_x*x[t]", "h[1] = 5",
      "h[t] = tanh(u[t])", "z = σ(h[1])", "a + b",
      "[\"u[t] = W_h*h[t-1] + W_x*x[t]\", \"h[t] = f(u[t])\", \"u[2] = -24\"]",
    ])
  func right(formula: String) {
    #expect(complaints("  - formula: \(formula)") == [])
  }

  @Test("All mistakes in a slide are reported at once")
  func allOfOne() {
    let places = complaints(
      """
        - say: the $h_1*$ and $2x$
          formula: ["u[t] = tanh(", "a b"]
          highlight: [h_1, h_9]
      """
    ).compactMap { $0.contains("error: ") ? $0.split(separator: " ")[0] : nil }
    #expect(
      places == [
        "lesson.yaml:12:19:", "lesson.yaml:12:27:", "lesson.yaml:13:28:", "lesson.yaml:13:34:",
      ])
  }

  @Test("An empty script is an error, but an answer before the question is not")
  func order() throws {
    #expect(complaint(lecture() + "\nslides: []").contains("11:9: error: slides is empty"))
    #expect(try script("  - answer\n  - ask")?.entries.count == 2)
  }

  @Test("A wrong slide does not hide other mistakes in the file")
  func together() {
    let said = complaint(lecture("loss: output", by: "loss: outputs") + "\nslides: [titel]")
    #expect(said.contains("there is no loss outputs") && said.contains("there is no slide titel"))
  }

  @Test("A misspelt slide does not hide an unknown quantity, and its place in the order is unknown")
  func misspelt() {
    let places = complaints("  - foward: 1\n  - highlight: [h_1, h_9]\n  - backward: h_0")
      .filter { $0.contains("error: ") }.map { $0.split(separator: " ")[0] }
    #expect(places == ["lesson.yaml:12:5:", "lesson.yaml:13:22:"])
  }
}
