import Lessons
import Testing

@Suite struct LookalikeTests {
  @Test(
    "A character that breaks a key or a value is named at its place",
    arguments: [
      (
        "cell: elman", "cell:\u{A0}elman",
        "2:6: error: this is no plain space but U+00A0 (no-break space)",
        "replace it by a plain space"
      ),
      (
        "W_h: -5", "W_h:\u{A0}-5",
        "4:18: error: this is no plain space but U+00A0 (no-break space)",
        "replace it by a plain space"
      ),
      (
        "W_h: -5", "W\u{200B}_h: -5",
        "4:15: error: there is an invisible character here, U+200B (zero width space)", "delete it"
      ),
      (
        "cell: elman", "\u{FEFF}cell: elman",
        "2:1: error: there is an invisible character here, U+FEFF (byte order mark)", "delete it"
      ),
      (
        "cell: elman", "cell\u{FF1A}elman", "2:5: error: this is no : but U+FF1A (fullwidth colon)",
        "write : and a space"
      ),
      (
        "loss: output", "l\u{43E}ss: output",
        "9:2: error: this is no o but U+043E (cyrillic small letter o)", "write o"
      ),
      (
        "[o, c]", "[o\u{FF0C} c]", "7:13: error: this is no , but U+FF0C (fullwidth comma)",
        "write , and a space"
      ),
    ])
  func named(part: String, written: String, message: String, hint: String) throws {
    let text = complaint(lecture(part, by: written))
    #expect(text.hasPrefix("lesson.yaml:" + message + "\n"), "\(text)")
    #expect(text.hasSuffix("hint: " + hint), "\(text)")
  }

  @Test("The same characters in a title are no mistake, and other mistakes keep their messages")
  func titles() {
    let titled = lecture("RNN and", by: "RNN\u{A0}\u{2013} and")
    #expect(complaint(titled).isEmpty)
    let text = complaint(titled.replacing("cell: elman", with: "cell: elmann"))
    #expect(text.hasPrefix("lesson.yaml:2:7: error: there is no cell elmann"))
    #expect(!text.contains("U+"))
  }

  @Test("Mistakes in other lines are reported with it")
  func others() {
    let text = complaint(lecture("W_h: -5", by: "W_h:\u{A0}-5") + "\nfoo: 1")
    #expect(text.contains("4:18: error: this is no plain space"))
    #expect(text.contains("11:1: error: there is no key foo"))
    #expect(text.hasSuffix("2 errors"))
  }

  @Test("A dash in a formula that is no minus is named")
  func formulas() {
    let text = complaint(
      "equations:\n  q: a \u{2013} b\n  Loss: q^2\ninputs: {a: 1, b: 2}")
    #expect(text.hasPrefix("lesson.yaml:2:8: error: this is no - but U+2013 (en dash)"), "\(text)")
  }
}
