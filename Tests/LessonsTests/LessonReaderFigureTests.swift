import Formulas
import Lessons
import Look
import Testing

@Suite struct LessonReaderFigureTests {
  @Test("A figure has the requested number of digits")
  func digits() throws {
    let lesson = try Lesson(yaml: lecture() + "\nfigure: {digits: 5, detail: cells}", name: "l")
    #expect(lesson.style == NumberStyle(digits: 5))
    for wrong in ["0", "16", "2.5"] {
      #expect(
        complaint(lecture() + "\nfigure: {digits: \(wrong)}") == """
          lesson.yaml:11:18: error: digits must be a whole number from 1 to 15
              figure: {digits: \(wrong)}
                               ^\(wrong.dropFirst().map { _ in "~" }.joined())
          """)
    }
  }

  @Test("An invalid setting of a figure is reported with the valid ones")
  func keys() {
    #expect(
      complaint(lecture() + "\nfigure: {themes: dark}") == """
        lesson.yaml:11:10: error: figure has no key themes
            figure: {themes: dark}
                     ^~~~~~
            hint: did you mean theme?
        """)
    #expect(
      complaint(lecture() + "\nfigure: {size: 3}").hasSuffix(
        "hint: its keys are theme, canvas, columns, detail, digits, flow, fold, pace, parameters, title, "
          + "panel, callout and caption"))
    #expect(
      complaint(lecture() + "\nfigure: {fold: some}").hasSuffix(
        "fold must be none, all or auto\n    figure: {fold: some}\n                   ^~~~"))
  }

  @Test("Without a recurrence there is no cell to fold")
  func fold() throws {
    let circuit = "equations: {q: a*a}\ninputs: {a: 3}\nask: a\nfigure: {fold: all}"
    #expect(
      complaint(circuit) == """
        lesson.yaml:4:16: error: no quantity reads an earlier time step, so there is no cell to fold
            figure: {fold: all}
                           ^~~
            hint: leave fold out
        """)
    _ = try Lesson(yaml: circuit.replacing("all", with: "auto"), name: "lesson.yaml")
  }

  @Test("A canvas has a shape or a size in points")
  func canvases() throws {
    func canvas(_ text: String) throws -> Canvas? {
      try Lesson(yaml: lecture() + "\nfigure: {canvas: \(text)}", name: "l").figure.canvas
    }
    #expect(try canvas("16:9") == .widescreen)
    #expect(try canvas("4:3") == .standard)
    #expect(try canvas("A4") == .a4)
    #expect(try canvas("tight") == .tight)
    #expect(try canvas("800x600") == Canvas(width: 800, height: 600))
    #expect(try Lesson(yaml: lecture(), name: "l").figure.canvas == nil)
    #expect(
      complaint(lecture() + "\nfigure: {canvas: 16:10}").hasSuffix(
        "hint: for this shape write canvas: 864x540"))
    for wrong in ["1:100", "800", "0x600", "800x", "800x600x2", "-8x6", "99999x9"] {
      #expect(
        complaint(lecture() + "\nfigure: {canvas: \(wrong)}") == """
          lesson.yaml:11:18: error: canvas must be 16:9, 4:3, a4, tight, or a size in points such as 800x600
              figure: {canvas: \(wrong)}
                               ^\(wrong.dropFirst().map { _ in "~" }.joined())
          """)
    }
  }

  @Test("Each part around the graph is shown or none")
  func parts() throws {
    let text = lecture() + "\nfigure: {panel: none, callout: none, title: shown}"
    #expect(
      try Lesson(yaml: text, name: "l").figure.parts == [
        .panel: .hidden, .callout: .hidden, .title: .shown,
      ])
    #expect(
      complaint(lecture() + "\nfigure: {caption: no}") == """
        lesson.yaml:11:19: error: caption must be shown or none
            figure: {caption: no}
                              ^~
        """)
  }

  @Test("A mistake about a setting is at its place, or at the file's beginning")
  func placeOfSetting() throws {
    let lesson = try Lesson(yaml: lecture() + "\nfigure: {canvas: 90x90}", name: "lesson.yaml")
    #expect(
      lesson.diagnostic(forFigure: "canvas", "too small", hint: "take more").description == """
        lesson.yaml:11:18: error: too small
            figure: {canvas: 90x90}
                             ^~~~~
            hint: take more
        """)
    #expect(lesson.diagnostic(forFigure: "digits", "no", hint: nil).line == 1)
  }

  @Test("A figure has a pace, and what is highlighted must be in the graph or in the panel")
  func pace() throws {
    let lesson = try Lesson(yaml: lecture() + "\nfigure: {pace: detailed}", name: "l")
    #expect(lesson.figure.pace == .detailed && lesson.figure.resolved.pace == .detailed)
    #expect(try Lesson(yaml: lecture(), name: "l").figure.resolved.pace == .normal)
    #expect(complaint(lecture() + "\nfigure: {pace: slow}").contains("did you mean detailed?"))
    let highlight = "\nslides: [title, highlight: W_h]\nfigure: "
    #expect(
      complaint(lecture() + highlight + "{panel: none}").contains(
        "11:28: error: the deck never shows W_h"))
    #expect(complaint(lecture() + highlight + "{panel: none, parameters: shown}") == "")
    #expect(complaint(lecture() + highlight + "{panel: shown}") == "")
  }

  @Test("Parameters are hidden unless a lesson shows them")
  func parameters() throws {
    func parameters(_ figure: String) throws -> Visibility? {
      try Lesson(yaml: lecture() + figure, name: "l").figure.parameters
    }
    #expect(try parameters("") == nil && parameters("\nfigure: {parameters: hidden}") == .hidden)
    #expect(try parameters("\nfigure: {parameters: shown}") == .shown)
    #expect(
      complaint(lecture() + "\nfigure: {parameters: all}") == """
        lesson.yaml:11:22: error: parameters must be shown or hidden
            figure: {parameters: all}
                                 ^~~
        """)
  }

  @Test("A question names existing quantities, each once, and not the loss itself")
  func questions() {
    #expect(
      complaint(lecture("ask: h_0", by: "ask: h_7")) == """
        lesson.yaml:10:6: error: there is no quantity h_7 to ask for
            ask: h_7
                 ^~~
            hint: h goes from h_0 to h_2
        """)
    #expect(
      complaint(lecture("ask: h_0", by: "ask: Loss")) == """
        lesson.yaml:10:6: error: the gradient of Loss with respect to itself is 1
            ask: Loss
                 ^~~~
            hint: ask for what it depends on
        """)
    #expect(
      complaint(lecture("ask: h_0", by: "ask: x_0")).hasSuffix("hint: x goes from x_1 to x_2"))
    #expect(complaint(lecture("ask: h_0", by: "ask: h")).hasSuffix("hint: h goes from h_0 to h_2"))
    for wrong in ["q_2", "\"..\""] {
      #expect(
        complaint(lecture("ask: h_0", by: "ask: \(wrong)")).hasSuffix(
          "hint: the quantities are Loss_1 to Loss_2, W_h, W_x, W_y, h_0 to h_2, x_1 to x_2 and "
            + "y_1 to y_2"))
    }
    #expect(complaint(lecture("ask: h_0", by: "ask: W_hh")).hasSuffix("hint: did you mean W_h?"))
    #expect(
      complaint(lecture("ask: h_0", by: "ask: [h_0, W_h, h_0]")).hasPrefix(
        "lesson.yaml:10:17: error: h_0 is asked for twice\n"))
    #expect(
      complaint(lecture("ask: h_0", by: "ask: []")).hasPrefix(
        "lesson.yaml:10:6: error: ask is empty\n"))
    #expect(
      complaint(lecture("ask: h_0", by: "ask:")).hasPrefix(
        "lesson.yaml:10:1: error: ask has no value\n"))
    #expect(
      complaint(lecture("ask: h_0", by: "ask: [[h_0]]")).contains(
        "10:7: error: an entry of ask must be a quantity such as h_1, not a list\n"))
  }

  @Test("A question may use the notation of formulas, and ask for several")
  func notations() throws {
    let text = lecture("ask: h_0", by: "ask: [\"h[0]\", W_h, x_2, Loss_1, y_1]")
    #expect(try Lesson(yaml: text, name: "l").asked == ["h_0", "W_h", "x_2", "Loss_1", "y_1"])
  }
}
