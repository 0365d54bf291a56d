import Foundation

@testable import Lessons

/// The tables of `docs/lesson.md` that are written from the tables of keys.
///
/// Each is between `<!-- keys of NAME -->` and `<!-- end -->`. `UNROLL_RECORD=1 swift test --filter
/// LessonDocumentTests` rewrites them; such a run fails, so that recording cannot make a test pass.
enum LessonTables {
  static let all: [(name: String, text: String)] = [
    ("a lesson", table(of: LessonKeys.lesson)),
    ("losses", table(of: LessonKeys.losses)),
    ("regularisation", table(of: LessonKeys.regularisation)),
    ("update", table(of: LessonKeys.update)),
    ("a sample", table(of: LessonKeys.sample)),
    ("figure", table(of: LessonKeys.figure)),
    ("theme", table(of: LessonKeys.theme)),
    (
      "slides",
      rows(
        ["slide", "value", "what it shows", "keys beside it"],
        LessonKeys.slides.map { slide in
          [
            "`\(slide.name)`", slide.type.phrase(quoting: code), slide.help,
            slide.companions.map { code($0.name) }.joined(separator: ", "),
          ]
        })
    ),
    ("a slide", table(of: LessonKeys.companions)),
  ]

  /// Returns a document with its tables rewritten.
  ///
  /// - Throws: An error if one of them has no place in the document.
  static func written(into document: String) throws -> String {
    try all.reduce(document) { text, table in
      let start = "<!-- keys of \(table.name) -->\n"
      guard let head = text.range(of: start),
        let tail = text.range(of: "<!-- end -->", range: head.upperBound..<text.endIndex)
      else { throw MissingPlace(table: table.name) }
      return text.replacingCharacters(
        in: head.upperBound..<tail.lowerBound, with: "\n" + table.text + "\n")
    }
  }

  struct MissingPlace: Error { let table: String }

  private static func table(of keys: [LessonKey]) -> String {
    rows(
      ["key", "value", "meaning", "without it"],
      keys.map { ["`\($0.name)`", $0.type.phrase(quoting: code), $0.help, $0.fallback] })
  }

  private static func rows(_ head: [String], _ body: [[String]]) -> String {
    ([head, head.map { _ in "---" }] + body)
      .map { "|" + $0.map { $0.isEmpty ? " |" : " \($0) |" }.joined() + "\n" }.joined()
  }

  private static func code(_ text: String) -> String { "`\(text)`" }
}
