import Foundation
import TestSupport
import Testing

@testable import Formulas

@Suite struct HostileWordsTests {
  @Test("A word in LaTeX is read back unchanged as text, in bold, as a name and under a brace")
  func latex() throws {
    for word in HostileWords.all {
      // An empty line would end a TeX paragraph, so spaces replace line endings.
      let wanted = word.replacingControls(with: " ").replacing(/[\u{2028}\u{2029}]/, with: " ")
      for (notation, macro, head, tail) in [
        (Notation.word(word), "text", "", ""), (.strong(word), "textbf", "", ""),
        (.brace(.variable("h"), word), "text", "\\underbrace{h}_{", "}"),
      ] {
        let latex = notation.latex
        try #require(latex.hasPrefix(head) && latex.hasSuffix(tail), "\(latex)")
        let inner = String(latex.dropFirst(head.count).dropLast(tail.count))
        let read = try LaTeXText.read(inner, macro)
        #expect(Array(read.unicodeScalars) == Array(wanted.unicodeScalars), "\(latex)")
      }
    }
  }

  @Test("A letter without a sign in LaTeX's math mode is set as text")
  func letters() throws {
    #expect(Notation.variable("é").latex == "\\textit{é}")
    #expect(Notation.variable("語").latex == "\\textit{語}")
    #expect(Notation.variable("ω").latex == "\\omega ")
    // The only Greek letter without a TeX command.
    #expect(Notation.variable("ο").latex == "o")
    #expect(Notation.variable("h").latex == "h")
  }

  @Test("A word is drawn unchanged, and written unchanged in plain text")
  func drawn() {
    for word in HostileWords.all {
      let label = Notation.word(word).label(size: 20) { text, _, _ in Double(text.count) }
      #expect(label.pieces.map(\.text).joined() == word)
      #expect(Notation.word(word).plain == word)
      #expect(Notation.row([.word(word), .sign(.equals), .numeral("5")]).plain == word + " = 5")
    }
  }

  @Test("A word is spoken with all its letters")
  func spoken() {
    func letters(_ text: String) -> [Unicode.Scalar] {
      text.unicodeScalars.filter(\.properties.isAlphabetic)
    }
    for word in HostileWords.all {
      for language in Language.allCases {
        let spoken = Notation.word(word).spoken(in: language)
        #expect(letters(spoken) == letters(word), "\(word): \(spoken)")
      }
    }
  }

  @Test("A word in JSON is read back unchanged")
  func json() throws {
    for word in HostileWords.all {
      let data = Data("[\(word.quotedForJSON)]".utf8)
      let read = try #require(try JSONSerialization.jsonObject(with: data) as? [String])
      #expect(read.map { Array($0.unicodeScalars) } == [Array(word.unicodeScalars)])
    }
  }
}

/// A strict reader of texts in LaTeX's math mode: every special character must be escaped or a math
/// sign, and so must characters that the default encoding draws as others or as a ligature.
private enum LaTeXText {
  struct Failure: Error { let place: String }

  private static let commands: [String: Unicode.Scalar] = [
    "textbackslash": "\\", "textasciicircum": "^", "textasciitilde": "~",
  ]

  /// Reads texts in a macro, and signs in braces between them.
  static func read(_ text: String, _ macro: String) throws -> String {
    var result = ""
    var rest = text.unicodeScalars[...]
    while !rest.isEmpty {
      if rest.count > 2, rest.first == "{", let sign = rest.dropFirst().first,
        "<>|".unicodeScalars.contains(sign), rest.dropFirst(2).first == "}"
      {
        result.unicodeScalars.append(sign)
        rest = rest.dropFirst(3)
        continue
      }
      let head = "\\\(macro){".unicodeScalars
      guard rest.starts(with: head) else { throw Failure(place: String(rest.prefix(12))) }
      rest = rest.dropFirst(head.count)
      var depth = 1
      var isEscaped = false
      let inner = rest.prefix { sign in
        defer { isEscaped = sign == "\\" && !isEscaped }
        if !isEscaped { depth += sign == "{" ? 1 : sign == "}" ? -1 : 0 }
        return depth > 0
      }
      result += try decoded(String(inner))
      rest = rest.dropFirst(inner.count + 1)
    }
    return result
  }

  static func decoded(_ text: String) throws -> String {
    let signs = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    var at = 0
    func fail() -> Failure {
      Failure(place: String(String.UnicodeScalarView(signs[at...].prefix(12))))
    }
    while at < signs.count {
      let sign = signs[at]
      switch sign {
      case "\\":
        at += 1
        guard at < signs.count else { throw Failure(place: "the end") }
        if "{}$&#%_".unicodeScalars.contains(signs[at]) {
          result.append(signs[at])
          at += 1
          continue
        }
        let name = String(
          String.UnicodeScalarView(signs[at...].prefix { $0.isASCII && $0.properties.isAlphabetic })
        )
        guard let meant = commands[name] else { throw fail() }
        at += name.unicodeScalars.count
        // A command swallows the space after it unless an empty group ends it.
        guard signs[at...].starts(with: ["{", "}"]) else { throw fail() }
        at += 2
        result.append(meant)
      case "{":
        // An empty group separates what would be a ligature.
        guard signs[at...].starts(with: ["{", "}"]) else { throw fail() }
        at += 2
      case "}", "$", "&", "#", "%", "_", "^", "~", "<", ">", "|": throw fail()
      case "-" where at + 1 < signs.count && signs[at + 1] == "-": throw fail()
      case "'" where at + 1 < signs.count && signs[at + 1] == "'": throw fail()
      default:
        guard sign.properties.generalCategory != .control else { throw fail() }
        result.append(sign)
        at += 1
      }
    }
    return String(result)
  }
}
