import Formulas
import Lessons
import TestSupport
import Testing

@Suite struct HostileWordsTests {
  @Test("A title, a token and a slide's words may be any text that YAML can hold")
  func texts() throws {
    for word in HostileWords.all {
      let yaml = lecture("[i, o, c, a]", by: "[i1, \(word.quotedForYAML), c, a1]")
        .replacing("[o, c]", with: "[\(word.quotedForYAML), c]")
        .replacing(
          "RNN and their computational graph", with: word.quotedForYAML, maxReplacements: 1)
      let lesson = try Lesson(yaml: yaml, name: "l")
      // Foundation removes a byte order mark.
      let wanted = Array(
        (word.first == "\u{FEFF}" ? String(word.dropFirst()) : word).unicodeScalars)
      #expect(lesson.title.map { Array($0.unicodeScalars) } == wanted)
      let token = lesson.network.series[0].tokens?[0] ?? ""
      #expect(Array(token.unicodeScalars) == wanted)
    }
  }

  @Test("A mistake in hostile text is reported in lines that a terminal can show")
  func wrong() {
    // Foundation removes a byte order mark, which leaves correct text.
    for word in HostileWords.all where word.unicodeScalars.first != "\u{FEFF}" {
      for yaml in [
        lecture("cell: elman", by: "cell: \(word.quotedForYAML)"),
        lecture("W_h: -5", by: "\(word.quotedForYAML): -5"),
        lecture("W_h: -5", by: "W_h: \(word.quotedForYAML)"),
        lecture("[o, c]", by: "[\(word.quotedForYAML)]"),
        lecture("ask: h_0", by: "ask: \(word.quotedForYAML)"),
        lecture("title:", by: "\(word.quotedForYAML):"),
      ] {
        let text = complaint(yaml)
        #expect(text.hasPrefix("lesson.yaml:"), "\(word)")
        #expect(
          !text.unicodeScalars.contains { $0.properties.generalCategory == .control && $0 != "\n" })
        for line in text.split(separator: "\n").dropFirst() {
          #expect(
            line.hasPrefix("    ") || line.hasPrefix("lesson.yaml:") || line.hasSuffix(" errors"))
        }
      }
    }
  }
}

extension String {
  /// The text in YAML's double quotes, with escapes where they are needed.
  var quotedForYAML: String {
    var result = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFE}", "\u{FFFF}",
        _ where scalar.properties.generalCategory == .control:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
