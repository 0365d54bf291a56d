import Formulas
import Lessons
import Testing

@Suite struct LessonReaderLanguageTests {
  @Test("A lesson is in English by default")
  func languages() throws {
    #expect(try Lesson(yaml: lecture(), name: "l").language == .english)
    for language in Language.allCases {
      let text = lecture() + "\nlanguage: \(language.rawValue)"
      #expect(try Lesson(yaml: text, name: "l").language == language)
    }
  }

  @Test("An unknown language is reported with the nearest one, or with all")
  func unknown() {
    #expect(
      complaint(lecture() + "\nlanguage: italian") == """
        lesson.yaml:11:11: error: there is no language italian
            language: italian
                      ^~~~~~~
            hint: did you mean it?
        """)
    for (wrong, hint) in [
      ("Italiano", "did you mean it?"), ("english", "did you mean en?"), ("ti", "did you mean it?"),
      ("IT", "did you mean it?"), ("fr", "the languages are en and it"),
    ] {
      #expect(complaint(lecture() + "\nlanguage: \(wrong)").hasSuffix("hint: \(hint)"), "\(wrong)")
    }
    #expect(
      complaint(lecture() + "\nlanguage:").hasPrefix(
        "lesson.yaml:11:1: error: language has no value\n"))
  }
}
