import Formulas
import Lessons
import Testing

@Suite struct LessonReaderNetworkTests {
  @Test("A misspelt parameter is one mistake, with the name that was meant")
  func misspeltParameter() {
    #expect(
      complaint(lecture("W_h", by: "W_hh")) == """
        lesson.yaml:4:14: error: the elman cell has no parameter W_hh
            parameters: {W_hh: -5, W_x: 1, W_y: -1}
                         ^~~~
            hint: did you mean W_h?
        """)
    #expect(
      complaint(lecture("W_y: -1", by: "W_y: -1, gain: 2")).hasSuffix(
        "hint: its parameters are W_h, W_x, b_h, W_y and b_y"))
  }

  @Test("Missing parameters are reported together")
  func missingParameters() {
    #expect(
      complaint(lecture(", W_y: -1", by: "")) == """
        lesson.yaml:4:1: error: the elman cell needs the parameter W_y
            parameters: {W_h: -5, W_x: 1}
            ^~~~~~~~~~
            hint: unroll equations elman shows what it is for
        """)
    #expect(
      complaint(lecture("parameters: {W_h: -5, W_x: 1, W_y: -1}\n", by: "")).hasPrefix(
        "lesson.yaml:2:1: error: the elman cell needs the parameters W_h, W_x and W_y\n"))
  }

  @Test("A cell has a bias only if it is given a value")
  func bias() throws {
    let lesson = try Lesson(yaml: lecture("W_y: -1", by: "W_y: -1, b_h: 2"), name: "l")
    let plain = lesson.network.equations.prefix(2).map { $0.notation().plain }
    #expect(plain == ["h_t = W_h · h_{t−1} + W_x · x_t + b_h", "y_t = W_y · h_t"])
  }

  @Test("An unknown cell or activation is reported with the nearest one, or with all")
  func unknownNames() {
    #expect(
      complaint(lecture("cell: elman", by: "cell: elmann")) == """
        lesson.yaml:2:7: error: there is no cell elmann
            cell: elmann
                  ^~~~~~
            hint: did you mean elman?
        """)
    #expect(
      complaint(lecture("cell: elman", by: "cell: transformer")).contains("the cells are elman"))
    #expect(
      complaint(lecture("identity", by: "leaky-rely")).hasSuffix("hint: did you mean leaky-relu?"))
    #expect(
      complaint(lecture("identity", by: "step")).hasSuffix(
        "hint: the activations are identity, tanh, sigmoid, relu, leaky-relu, softplus, gelu, silu "
          + "and elu"))
  }

  @Test("The default activation of a cell is tanh")
  func usualActivation() throws {
    let lesson = try Lesson(yaml: lecture("activation: identity\n", by: ""), name: "l")
    #expect(lesson.network.activation == .tanh)
  }

  @Test("A lesson with both a cell and equations, or neither, is an error")
  func cellOrEquations() {
    #expect(
      complaint(lecture("cell: elman", by: "cell: elman\nequations: {q: 1}")).hasPrefix(
        "lesson.yaml:3:1: error: a lesson has a cell or equations, not both\n"))
    #expect(
      complaint("title: nothing") == """
        lesson.yaml:1:1: error: the lesson has neither cell nor equations
            title: nothing
            ^
            hint: add cell: elman
        """)
  }

  @Test("Mistakes in several formulas are all reported, each at its place in the file")
  func formulas() {
    let text = """
      equations:
        h[t]: tanh(w * h[t-1] + x[t]
        y[t]: "2h[t]"
        z[t]: foo(h[t])
      parameters: {w: 1}
      sequence: [1]
      loss: output
      """
    #expect(
      complaint(text) == """
        lesson.yaml:2:13: error: “(” is never closed
              h[t]: tanh(w * h[t-1] + x[t]
                        ^
            hint: add “)”
        lesson.yaml:3:11: error: an operator is missing between 2 and “h”
              y[t]: "2h[t]"
                      ^
            hint: write 2*h
        lesson.yaml:4:9: error: there is no function foo
              z[t]: foo(h[t])
                    ^~~
            hint: the functions are \
        \(Function.callable.map(\.name).listed)
        3 errors
        """)
  }

  @Test("If a comma in braces ends a formula early, the hint suggests quotes")
  func commas() {
    #expect(
      complaint("equations: {q: max(x, y)}\ninputs: {x: 1, y: 2}").hasPrefix(
        """
        lesson.yaml:1:19: error: “(” is never closed
            equations: {q: max(x, y)}
                              ^
            hint: a formula with a comma needs quotes here

        """))
  }

  @Test("A mistake in a formula of several lines is reported at the formula's beginning")
  func foldedFormula() {
    let text = """
      equations:
        q: >
          x
          + k
      inputs: {x: 1}
      """
    #expect(complaint(text).hasPrefix("lesson.yaml:2:6: error: nothing defines k\n"))
  }

  @Test("f needs an activation, and an activation needs an f")
  func activationOfEquations() throws {
    let equations = "equations: {q: f(x)}\ninputs: {x: 1}\n"
    #expect(
      complaint(equations) == """
        lesson.yaml:1:16: error: there is no function f
            equations: {q: f(x)}
                           ^
            hint: add activation: tanh, which says what f is
        """)
    #expect(try Lesson(yaml: equations + "activation: tanh", name: "l").asked == ["x"])
    #expect(
      complaint("equations: {q: x}\ninputs: {x: 1}\nactivation: tanh").hasPrefix(
        "lesson.yaml:3:1: error: no equation calls f, so the activation has no effect\n"))
  }

  @Test("The left side of an equation is a name, with t or without")
  func leftSides() {
    #expect(
      complaint("equations: {2 * q: x}\ninputs: {x: 1}") == """
        lesson.yaml:1:13: error: the left side of an equation is a name such as h[t] or q, not “2 * q”
            equations: {2 * q: x}
                        ^~~~~
        """)
    let earlier = "equations:\n  h[t-1]: x[t]\n  y[t]: x[t]\nsequence: [1]\nloss: output"
    #expect(complaint(earlier).hasPrefix("lesson.yaml:2:3: error: the left side of an equation"))
    #expect(
      complaint("equations: {α: x, alpha: x}\ninputs: {x: 1}").hasPrefix(
        "lesson.yaml:1:19: error: alpha already has an equation\n"))
    #expect(
      complaint("equations:\n  q:\ninputs: {x: 1}").hasPrefix(
        "lesson.yaml:2:3: error: q has no value\n"))
    #expect(
      complaint("equations:\n  q: [x; x]\ninputs: {x: 1}") == """
        lesson.yaml:2:6: error: q must be a formula, not a list
              q: [x; x]
                 ^
            hint: a formula that starts with a bracket needs quotes; numbers belong under \
        parameters: or inputs:
        """)
  }

  @Test("A cycle of equations is reported with its path and what to do")
  func cycles() {
    #expect(
      complaint("equations:\n  a: b + 1\n  b: a * 2") == """
        lesson.yaml:2:3: error: a depends on itself: a → b → a
              a: b + 1
              ^
            hint: one of them must come from elsewhere, as an input or a parameter
        """)
    let timed = "equations:\n  h[t]: y[t] + x[t]\n  y[t]: h[t]\nsequence: [1, 2]\nloss: output"
    #expect(
      complaint(timed) == """
        lesson.yaml:2:3: error: h_1 depends on itself: h_1 → y_1 → h_1
              h[t]: y[t] + x[t]
              ^~~~
            hint: feedback must go through an earlier time step, such as y[t-1]
        """)
  }

  @Test("An input is read before the first time step only if the lesson gives its value there")
  func beforeTheStart() throws {
    let text = "equations:\n  y[t]: x[t-1]\nsequence: [1, 2]\nloss: output"
    #expect(
      complaint(text) == """
        lesson.yaml:2:9: error: y reads x at time step 0, before the sequence begins
              y[t]: x[t-1]
                    ^
            hint: give its value at time 0: initial: {x: 0}
        """)
    let lesson = try Lesson(yaml: text + "\ninitial: {x: 3}", name: "lesson.yaml")
    let trace = try lesson.trace()
    let node = try #require(lesson.graph.node(id: "x_0"))
    #expect(trace.value(of: node) == .scalar(3) && trace.gradient(of: node) == .scalar(1))
    // The value at time 0 does not hold before.
    for initial in ["", "\ninitial: {x: 3}"] {
      #expect(
        complaint(text.replacing("t-1", with: "t-2") + initial)
          .contains("x at time step -1, before"))
    }
  }

  @Test("What needs a missing target is an error, and is not left out with the loss")
  func missingTarget() throws {
    func complaintOf(_ state: String, _ initial: String = "") -> String {
      complaint(
        """
        equations:
          h[t]: tanh(h[t-1] + x[t] + \(state))
          y[t]: h[t]
        \(initial)sequence: [1, 2, 3]
        targets: [1, null, 1]
        loss: squared-error
        """)
    }
    #expect(
      complaintOf("target[t-1]", "initial: {target: 0}\n") == """
        lesson.yaml:2:30: error: h needs target at time step 2, where it is null
              h[t]: tanh(h[t-1] + x[t] + target[t-1])
                                         ^~~~~~
            hint: null is a time step without a loss: give a value, or read target[t] only in the loss
        """)
    #expect(complaintOf("target[t]").contains("error: h needs target at time step 2, where it is"))
    #expect(complaintOf("0*target[3]") == "")
  }

  @Test("A number that rounds to zero is not taken for zero")
  func tooSmall() {
    let text = "equations: {q: 1e-400*a}\ninputs: {a: 1e-400}\nask: a"
    let complaint = complaint(text)
    #expect(complaint.contains("lesson.yaml:1:16: error: 1e-400 is too small for a number"))
    #expect(complaint.contains("lesson.yaml:2:13: error: a is too small"))
    #expect(
      (try? Lesson(yaml: "equations: {q: 0e-400*a}\ninputs: {a: 0e-9}\nask: a", name: "l")) != nil)
  }

  @Test("A formula that reads past the last time step is reported where it does")
  func pastTheEnd() {
    let text = "equations:\n  y[t]: x[t+1]\nsequence: [1, 2]\nloss: output"
    #expect(
      complaint(text) == """
        lesson.yaml:2:9: error: y reads x at time step 3, past the end of the sequence at time step 2
              y[t]: x[t+1]
                    ^
            hint: give its value after the last time step: final: {x: 0}
        """)
  }
}
