import Formulas
import Lessons
import Testing

@Suite struct LessonReaderNamesTests {
  @Test("A name with _t for [t], and T for the last time step, get hints of their own")
  func indices() {
    let text = """
      equations:
        h_t: W*h[t-1] + x[t]
        Loss: h[T-1]
      parameters: {W: 1}
      sequence: [1]
      """
    let told = complaint(text)
    #expect(told.contains("hint: h_t is a name without time steps; on the left, write h[t]: …"))
    #expect(told.contains("hint: the value at the last time step is last(h[t])"))
  }

  @Test("An undefined name is reported at its place, with the nearest one")
  func unknown() {
    let text = """
      equations:
        h[t]: tanh(weigth * h[t-1] + v*x[t])
        y[t]: hh[t]
      parameters: {weight: 1}
      sequence: [1]
      loss: output
      """
    #expect(
      complaint(text) == """
        lesson.yaml:2:14: error: nothing defines weigth
              h[t]: tanh(weigth * h[t-1] + v*x[t])
                         ^~~~~~
            hint: did you mean weight?
        lesson.yaml:2:32: error: nothing defines v
              h[t]: tanh(weigth * h[t-1] + v*x[t])
                                           ^
        lesson.yaml:3:9: error: nothing defines hh
              y[t]: hh[t]
                    ^~
            hint: did you mean h?
        lesson.yaml:4:14: error: no equation reads weight
            parameters: {weight: 1}
                         ^~~~~~
            hint: did you mean weigth?
        4 errors
        """)
  }

  @Test("A missing or superfluous time index is reported as such")
  func times() {
    let text = """
      equations:
        h[t]: tanh(w * h + x)
        y[t]: w[t] * h[t]
      parameters: {w: 1}
      sequence: [1]
      loss: output
      """
    #expect(
      complaint(text) == """
        lesson.yaml:2:18: error: h has a value at each time step
              h[t]: tanh(w * h + x)
                             ^
            hint: write h[t] or h[t-1]
        lesson.yaml:2:22: error: x has a value at each time step
              h[t]: tanh(w * h + x)
                                 ^
            hint: write x[t] or x[t-1]
        lesson.yaml:3:9: error: w has no time steps, but has a time index here
              y[t]: w[t] * h[t]
                    ^
            hint: write w
        3 errors
        """)
    #expect(
      complaint("equations: {\"Loss[t]\": \"(x[t] - target[t])^2\"}\nsequence: [1]").hasPrefix(
        "lesson.yaml:1:33: error: the lesson has no targets\n"))
  }

  @Test("A formula that reads a billion time steps back is an error and does not exhaust memory")
  func furthestBack() {
    let text = "equations:\n  y[t]: x[t-1000000000]\nsequence: [1]\nloss: output"
    #expect(
      complaint(text) == """
        lesson.yaml:2:9: error: x[t-1000000000] reaches too far back
              y[t]: x[t-1000000000]
                    ^~~~~~~~~~~~~~~
            hint: a formula reads at most 1000 time steps back
        """)
    let state = "equations:\n  y[t]: y[t-1000] + x[t]\nsequence: [1]\nloss: output"
    #expect(complaint(state).isEmpty)
  }

  @Test("A name may be defined only once")
  func twice() {
    #expect(
      complaint("equations: {q: x + y}\nparameters: {x: 3}\ninputs: {x: 1, y: 2}") == """
        lesson.yaml:3:10: error: x is defined twice, under parameters and under inputs
            inputs: {x: 1, y: 2}
                     ^
            hint: give one of them another name
        """)
    #expect(
      complaint("equations: {q: x, y: q}\ninputs: {x: 1, y: 2}").contains(
        "2:16: error: y is defined twice, under equations and under inputs\n"))
  }

  @Test("Inputs and series that no equation reads are reported")
  func unused() {
    #expect(
      complaint("equations: {q: x}\ninputs: {x: 1, y: 2}") == """
        lesson.yaml:2:16: error: no equation reads y
            inputs: {x: 1, y: 2}
                           ^
            hint: leave it out, or use it
        """)
    #expect(complaint(lecture("ask: h_0", by: "inputs: {k: 1}")).contains("no equation reads k\n"))
    #expect(
      complaint(lecture("[o, c]", by: "{x: [o, c], u: [1, 2]}")).contains("no equation reads u\n"))
  }

  @Test("Only a state can have an initial value")
  func initial() throws {
    #expect(
      complaint(lecture("{h: 0}", by: "{hh: 0}")) == """
        lesson.yaml:8:11: error: hh is not a state: no formula reads hh[t-1]
            initial: {hh: 0}
                      ^~
            hint: did you mean h?
        """)
    #expect(complaint(lecture("{h: 0}", by: "{y: 0}")).hasSuffix("hint: the state is h"))
    let jordan = lecture("cell: elman", by: "cell: jordan").replacing("{h: 0}", with: "{y: 2}")
      .replacing("ask: h_0", with: "ask: y_0")
    #expect(try Lesson(yaml: jordan, name: "l").network.initial == ["y": .scalar(2)])
  }
}
