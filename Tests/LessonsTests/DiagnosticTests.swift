@testable import Lessons
import Testing

@Suite struct DiagnosticTests {
  private func diagnostic(
    _ line: String, column: Int, length: Int = 1, message: String = "it is wrong",
    hint: String? = nil
  ) -> String {
    Diagnostic(
      .figure(message, hint: hint),
      at: Place(file: "l.yaml", line: 7, column: column, length: length, sourceLine: line)
    ).description
  }

  @Test("A mistake has its place, its line, a caret below it and a hint")
  func whole() {
    #expect(
      diagnostic("W_h: -5", column: 6, length: 2, hint: "write 5") == """
        l.yaml:7:6: error: it is wrong
            W_h: -5
                 ^~
            hint: write 5
        """)
  }

  @Test("A tab counts as one column and is shown as one space")
  func tab() {
    #expect(diagnostic("\ta: b", column: 2).hasSuffix("\n     a: b\n     ^"))
  }

  @Test("The caret is below its character after emoji, wide letters and accents")
  func wide() {
    #expect(diagnostic("😀: b", column: 4).hasSuffix("\n    😀: b\n        ^"))
    #expect(diagnostic("語: b", column: 4).hasSuffix("\n    語: b\n        ^"))
    #expect(diagnostic("e\u{301}: b", column: 5).hasSuffix("\n    e\u{301}: b\n       ^"))
  }

  @Test("A long line is shortened around the caret, and the caret does not go past its end")
  func long() {
    let line = String(repeating: "a", count: 300) + "X" + String(repeating: "b", count: 300)
    let rows = diagnostic(line, column: 301, length: 500).split(separator: "\n")
    #expect(rows.count == 3)
    #expect(rows[1].count == 104)
    let caret = rows[2].firstIndex(of: "^").map {
      rows[2].distance(from: rows[2].startIndex, to: $0)
    }
    let place = rows[1].firstIndex(of: "X").map {
      rows[1].distance(from: rows[1].startIndex, to: $0)
    }
    #expect(caret == place)
    #expect(rows[2].count <= 104)
  }

  @Test("A quoted text is marked as it is written, including escapes")
  func quotes() {
    for (written, marked) in [
      (#""a\"b""#, 6), (#""a\u0041\\""#, 11), ("'it\u{27}'s'", 7), (#""\"""#, 4), (#""\\""#, 4),
      ("\"a\n   b\"", 2),
    ] {
      let text = complaint(lecture("[o, c]", by: "[\(written), c]"))
      #expect(
        text.contains("\n               ^" + String(repeating: "~", count: marked - 1) + "\n"),
        "\(text)")
    }
  }

  @Test("The excerpt has the word above its caret, anywhere in a line of any length")
  func everywhere() {
    let filler = Array(repeating: "語 é e\u{301} 😀 a\tb ", count: 40).joined().unicodeScalars
    for before in 0..<filler.count {
      let line = String(String.UnicodeScalarView(filler.prefix(before))) + "wordé語X"
      for behind in ["", String(String.UnicodeScalarView(filler))] {
        let rows = diagnostic(line + behind, column: before + 1, length: 7)
          .split(separator: "\n", omittingEmptySubsequences: false)
        guard rows.count == 3 else {
          Issue.record("\(rows)")
          continue
        }
        let excerpt = cells(rows[1].dropFirst(4))
        let caret = rows[2].dropFirst(4)
        let start = caret.prefix { $0 == " " }.count
        let marked = excerpt.dropFirst(start).prefix(caret.count - start)
        // A wide character takes two cells.
        #expect(marked.joined() == "wordé語X", "column \(before + 1): \(rows[1])")
        #expect(rows[1].unicodeScalars.count <= 104)
      }
    }
  }

  /// What a terminal shows, cell by cell; the second cell of a wide character is empty.
  private func cells(_ text: Substring) -> [String] {
    text.flatMap { character -> [String] in
      let isWide = "語😀".contains(character)
      return [String(character)] + (isWide ? [""] : [])
    }
  }

  @Test("Control characters in a file do not reach the terminal")
  func controls() {
    let text = diagnostic("a: \u{1B}[31m", column: 4, message: "no \u{7}", hint: "no \u{9B}1m")
    #expect(!text.unicodeScalars.contains { $0.value < 32 && $0 != "\n" || $0.value == 0x9B })
    #expect(text.contains("a: \u{FFFD}[31m"))
  }

  @Test("If there are very many mistakes, the first fifty and their number are shown")
  func many() {
    let keys = (0..<200).map { "unknownkey\($0): 1" }.joined(separator: "\n")
    let text = complaint(lecture() + "\n" + keys)
    #expect(text.hasSuffix("\n200 errors, of which the first 50 are shown"))
    #expect(text.split(separator: "there is no key").count == 51)
  }
}
