import Formulas
import Lessons
import Testing

@Suite struct LessonReaderValuesTests {
  private func parameter(_ text: String) -> String { lecture("W_h: -5", by: "W_h: \(text)") }

  @Test("A dash for a minus, or a comma for a point, is reported with the number that was meant")
  func signsOfNumbers() {
    for (written, meant) in [
      ("\u{2013}5", "-5"), ("\u{2212}5", "-5"), ("\u{2212}0.5e\u{2013}3", "-0.5e-3"),
    ] {
      let text = complaint(lecture("W_h: -5", by: "W_h: " + written))
      #expect(
        text.hasPrefix(
          "lesson.yaml:4:19: error: W_h must be a number, not \u{201C}\(written)\u{201D}\n"))
      #expect(text.contains("hint: write \(meant); "), "\(text)")
      #expect(text.hasSuffix("is U+2013 (en dash)") || text.hasSuffix("is U+2212 (minus sign)"))
    }
    let block = lecture(
      "{W_h: -5, W_x: 1, W_y: -1}", by: "\n  W_h: \u{2013}0,5\n  W_x: 1\n  W_y: 1")
    #expect(complaint(block).hasSuffix("hint: write -0.5; \u{2013} is U+2013 (en dash)"))
    let dashes = lecture("W_h: -5", by: "W_h: \u{2013}\u{2013}")
    #expect(!complaint(dashes).contains("hint: write"))
  }

  @Test(
    "Numbers are read as YAML and JSON write them",
    arguments: [
      ("-5", -5.0), ("+5", 5), ("0.25", 0.25), (".5", 0.5), ("5.", 5), ("1e-3", 0.001),
      ("-1.5E2", -150), ("1_000", 1000), ("0", 0),
      ("1.7976931348623157e308", 1.7976931348623157e308),
    ])
  func numbers(text: String, value: Double) throws {
    let network = try Lesson(yaml: parameter(text), name: "l").network
    #expect(network.parameters[0].value == .scalar(value))
  }

  @Test(
    "A value that is not a number is quoted literally and reported at its place",
    arguments: [
      ("one", "W_h must be a number, not “one”", "^~~"),
      ("\"-5\"", "W_h must be a number, not the text “-5”", "^~~~\n    hint: leave the quotes out"),
      ("−5", "W_h must be a number, not “−5”", "^~\n    hint: write -5; − is U+2212 (minus sign)"),
      (
        "1/2", "W_h must be a number, not “1/2”",
        "^~~\n    hint: write a fraction as a decimal number, 0.5 for 1/2"
      ),
      ("0x1g", "W_h must be a number, not “0x1g”", "^~~~"),
      ("-0x10", "W_h must be a number, not “-0x10”", "^~~~~"),
      (".inf", "W_h must be finite, not .inf", "^~~~"),
      ("-.Inf", "W_h must be finite, not -.Inf", "^~~~~"),
      (".nan", "W_h must be finite, not .nan", "^~~~"),
      ("NaN", "W_h must be finite, not NaN", "^~~"),
      ("1e999", "W_h is too large", "^~~~~\n    hint: the largest number is 1.8e308"),
      ("{a: 1}", "W_h must be a number, not a mapping", "^"),
      ("null", "W_h has no value", "^~~~\n    hint: write a number"),
    ])
  func noNumbers(text: String, message: String, caret: String) {
    #expect(
      complaint(parameter(text)) == """
        lesson.yaml:4:19: error: \(message)
            parameters: {W_h: \(text), W_x: 1, W_y: -1}
                              \(caret)
        """)
  }

  @Test("For a decimal comma, the hint suggests a point")
  func comma() {
    let text = lecture("parameters: {W_h: -5, W_x: 1, W_y: -1}", by: "parameters:\n  W_h: 1,5")
    #expect(
      complaint(text).contains("not “1,5”\n      W_h: 1,5\n           ^~~\n    hint: write 1.5"))
  }

  @Test("A matrix with rows of different lengths is reported at the row that differs")
  func ragged() {
    #expect(
      complaint(parameter("[[1, 2], [3]]")) == """
        lesson.yaml:4:28: error: row 2 of W_h has 1 entry, row 1 has 2
            parameters: {W_h: [[1, 2], [3]], W_x: 1, W_y: -1}
                                       ^
            hint: all rows of a matrix must have the same length
        """)
  }

  @Test(
    "A value that is neither a number, a vector nor a matrix is an error",
    arguments: [
      ("[]", "4:19: error: W_h is empty"),
      ("[[1], []]", "4:25: error: row 2 of W_h is empty"),
      ("[1, [2]]", "4:23: error: W_h mixes numbers and rows"),
      ("[[1], 2]", "4:25: error: W_h mixes rows and numbers"),
      ("[1, .nan]", "4:23: error: W_h must be finite, not .nan"),
      ("[[1, .inf]]", "4:24: error: W_h must be finite, not .inf"),
      ("[[[1]]]", "4:21: error: W_h must be a number, not a list"),
    ])
  func shapes(text: String, error: String) {
    #expect(complaint(parameter(text)).hasPrefix("lesson.yaml:" + error + "\n"))
  }

  @Test("A name is a letter, then letters, digits and underscores; t is the time step")
  func names() {
    #expect(
      complaint("equations: {q: x}\ninputs: {x: 1, 2y: 3}") == """
        lesson.yaml:2:16: error: “2y” is not a name
            inputs: {x: 1, 2y: 3}
                           ^~
            hint: a name is a letter, then letters, digits and _
        """)
    #expect(
      complaint("equations: {q: x}\ninputs: {x: 1, t: 3}").hasPrefix(
        "lesson.yaml:2:16: error: t is the time step and cannot name a value\n"))
    #expect(
      complaint("equations: {q: x}\ninputs: {x: 1, \"h[t]\": 3}").contains("“h[t]” is not a name"))
  }

  @Test("A Greek letter and its name are the same name")
  func greek() throws {
    let text = "equations: {α: θ_h * w}\ninputs: {theta_h: 2}\nparameters: {w: 3}\nask: θ_h"
    let lesson = try Lesson(yaml: text, name: "l")
    #expect(lesson.network.outcome == "alpha")
    #expect(lesson.asked == ["theta_h"])
  }

  @Test("A decimal comma between braces is reported with the number that was meant")
  func commaInBraces() {
    #expect(
      complaint(lecture("W_h: -5", by: "W_h: 0,5")) == """
        lesson.yaml:4:19: error: in “0,5” the comma separates two values
            parameters: {W_h: 0,5, W_x: 1, W_y: -1}
                              ^~~
            hint: numbers have a decimal point: write 0.5
        """)
    #expect(
      complaint(lecture("{h: 0}", by: "{h: 0,25}")).contains(":14: error: in “0,25” the comma"))
  }

  @Test("In a list, a comma without a space beside others is one where the count is wrong")
  func commaInLists() {
    let text = complaint(lecture("[-2, 5, 1, 9]", by: "[-2,5, 5, 1, 9]"))
    #expect(
      text.hasPrefix("lesson.yaml:6:14: error: in “-2,5” the comma separates two values\n"),
      "\(text)")
    #expect(text.hasSuffix("hint: numbers have a decimal point: write -2.5"))
    #expect(complaint(lecture("[-2, 5, 1, 9]", by: "[-2,5,1,9]")).isEmpty)
    #expect(
      complaint(lecture("[-2, 5, 1, 9]", by: "[-2,5,5,1,9]")).contains("embeddings has 5 entries"))
  }
}
