import Testing

/// Habits from other languages and tools: each message says how it is written here.
@Suite struct LessonReaderHabitsTests {
  @Test(
    "A formula as LaTeX, NumPy or PyTorch would have it is reported with the way to write it here",
    arguments: [
      ("W*x[t] + h_{t-1}", "h_{t-1}", "write h[t-1]"),
      ("W_{xh}*x[t]", "W_{xh}", "write W_xh"),
      ("x[t]^{2}*W", "{2}", "write ^(2)"),
      ("W*h[t-1]² + x[t]", "²", "write ^2"),
      ("W*x[t]⁻¹", "⁻¹", "write ^-1"),
      ("np.tanh(W*x[t])", "np.tanh", "did you mean tanh?"),
      ("torch.nn.functional.relu(W*x[t])", "torch.nn.functional.relu", "did you mean relu?"),
      ("h_(t-1) + W*x[t]", "h_", "for a time step write h[t-1]"),
      ("W*x_t", "x_t", "did you mean x[t]?"),
      ("tanh{W*x[t]}", "{", "write parentheses ( ) to group"),
      (
        "W[0:-1]*x[t]", "-1",
        "a[0:5] are the first five components; without a second number, as in a[2:], it goes to the "
          + "end"
      ),
      (
        "W[-1]*x[t]", "-1",
        "for the last time step write last(W[t]); components are counted from 0"
      ),
      ("0,5*x[t] + W", "0,5", "numbers have a decimal point: write 0.5"),
      ("tanh(0,05*x[t] + W)", "0,05", "numbers have a decimal point: write 0.05"),
      ("sum([0,5; 1])*W*x[t]", "0,5", "numbers have a decimal point: write 0.5"),
    ])
  func formulas(_ formula: String, _ text: String, _ hint: String) {
    let lesson = """
      equations:
        h[t]: "\(formula)"
        Loss: last(h[t])
      parameters: {W: 0.5}
      sequence: [1, 2]

      """
    let mistakes = mistakes(lesson)
    #expect(mistakes.count == 1, "\(mistakes.map(\.description))")
    #expect(mistakes.first?.line == 2)
    #expect(mistakes.first.map(marked(by:)) == text)
    #expect(mistakes.first?.hint == hint)
  }

  @Test(
    "A left side that is no name is one mistake, with the way to write it",
    arguments: [
      ("h[t+1]", "write h[t], and h[t-1] for h[t] on the right"),
      ("h_{t+1}", "write h[t], and h[t-1] for h[t] on the right"),
      ("h[t-1]", "write h[t]"), ("h_{t}", "write h[t]"), ("h(t)", "write h[t]"),
      ("h[t]²", "write h[t]"), ("h[0]", "give its value at time 0: initial: {h: 0}"),
    ])
  func leftSides(_ left: String, _ hint: String) {
    let text = """
      equations:
        "\(left)": tanh(W*x[t])
        Loss: last(h[t])
      parameters: {W: 0.5}
      sequence: [1, 2]

      """
    let mistakes = mistakes(text)
    #expect(mistakes.count == 1, "\(mistakes.map(\.description))")
    #expect(mistakes.first?.line == 2 && mistakes.first?.column == 3)
    #expect(mistakes.first?.hint == hint)
  }

  @Test("A number in quotes with a decimal comma is reported with the number that is meant")
  func quotedComma() {
    let text = lecture("W_h: -5", by: "W_h: \"0,5\"")
    #expect(
      complaint(text) == """
        lesson.yaml:4:19: error: W_h must be a number, not the text “0,5”
            parameters: {W_h: "0,5", W_x: 1, W_y: -1}
                              ^~~~~
            hint: write 0.5 without quotes; numbers have a decimal point
        """)
  }

  @Test("A range past the last time step is reported with its own end and that of the sequence")
  func longRange() {
    let text = """
      equations:
        h[t]: tanh(W*x[t] + h[t-1])
        Loss: sum(h[1..9])
      parameters: {W: 0.5}
      sequence: [1, 2, 3, 4]

      """
    #expect(
      complaint(text) == """
        lesson.yaml:3:13: error: Loss reads h at time step 9, past the end of the sequence at \
        time step 4
              Loss: sum(h[1..9])
                        ^
        """)
  }
}
