import Lessons
import Testing

/// Lines are those of editors and CommonMark, although YAML splits some of them further.
@Suite struct SourceTests {
  /// The mistake of a lesson whose message contains a text.
  private func mistake(of word: String, in text: String) throws -> Diagnostic {
    let error = #expect(throws: LessonError.self) {
      try Lesson(bytes: Array(text.utf8), name: "l.yaml")
    }
    return try #require(error?.diagnostics.first { $0.message.contains(word) })
  }

  /// The text that a mistake's caret marks.
  private func marked(_ mistake: Diagnostic) -> String {
    let scalars = mistake.sourceLine.unicodeScalars.dropFirst(mistake.column - 1)
    return String(String.UnicodeScalarView(scalars.prefix(mistake.length)))
  }

  @Test("A mistake is on its line with every kind of line ending", arguments: ["\n", "\r", "\r\n"])
  func endings(ending: String) throws {
    let text = ["cell: elman", "", "# é\u{85}# b", "parameters: {W_hh: 1}", ""]
    let first = try mistake(of: "W_hh", in: text.joined(separator: ending))
    #expect(first.line == 4 && first.column == 14 && marked(first) == "W_hh")
    let again = try mistake(
      of: "cell", in: ["cell: elman", "loss: output", "cell: gru"].joined(separator: ending))
    #expect(again.line == 3 && marked(again) == "cell")
    let control = try mistake(
      of: "character", in: ["cell: elman", "title: a\u{1}"].joined(separator: ending))
    #expect(control.line == 2 && control.column == 9)
    let bytes = Array(["cell: elman", "title: Caf"].joined(separator: ending).utf8) + [0xE9]
    let error = #expect(throws: LessonError.self) { try Lesson(bytes: bytes, name: "l.yaml") }
    #expect(error?.diagnostics.first?.line == 2)
  }

  @Test(
    "If only YAML ends a line, a mistake is on the line of the text, with the right column",
    arguments: ["\u{85}", "\u{2028}", "\u{2029}"])
  func breaks(mark: String) throws {
    let same = try mistake(of: "W_hh", in: "cell: elman\(mark)parameters: {W_hh: 1}\n")
    #expect(same.line == 1 && same.column == 26 && marked(same) == "W_hh")
    let below = try mistake(of: "W_hh", in: "cell: elman # a\(mark)# b\nparameters: {W_hh: 1}\n")
    #expect(below.line == 2 && below.column == 14 && marked(below) == "W_hh")
    let twice = try mistake(of: "cell", in: "cell: elman\(mark)loss: output\ncell: gru\n")
    #expect(twice.line == 2 && twice.hint?.contains("already in line 1") == true)
    #expect(!same.description.contains(mark))
  }
}
