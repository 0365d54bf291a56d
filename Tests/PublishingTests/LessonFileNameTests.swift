import Testing

@testable import Publishing

@Suite struct LessonFileNameTests {
  @Test(
    "Letters, digits and hyphens are kept, and any other run of characters becomes one hyphen",
    arguments: [
      ("elman", "elman"), ("bptt-2", "bptt-2"), ("RNN: step_by step", "RNN-step-by-step"),
      ("100%_#1~{x}", "100-1-x"), ("../../etc/passwd", "etc-passwd"), (".hidden", "hidden"),
      ("-rf", "rf"), ("第一課", "第一課"), ("Übung 3", "Übung-3"), ("a\nb\0c", "a-b-c"),
    ])
  func safe(name: String, expected: String) {
    #expect(LessonFileName.safe(name) == expected)
  }

  @Test("A name without letters still gives a file name", arguments: ["", "…", "---", " "])
  func neverEmpty(name: String) {
    #expect(LessonFileName.safe(name) == "lesson")
  }
}
