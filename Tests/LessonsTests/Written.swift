@testable import Lessons
import Testing
import Unrolling

/// Reads a lesson and returns the reader's messages literally; empty if there are none.
///
/// Also checks that the carets of every message are below a word.
func complaint(_ yaml: String) -> String {
  do throws(LessonError) {
    _ = try Lesson(yaml: yaml, name: "lesson.yaml")
    return ""
  } catch {
    for diagnostic in error.diagnostics { expectWord(at: diagnostic) }
    return error.description
  }
}

/// Reads a lesson and returns its mistakes, each of which marks a word; empty if there are none.
func mistakes(_ yaml: String) -> [Diagnostic] {
  do throws(LessonError) {
    _ = try Lesson(yaml: yaml, name: "lesson.yaml")
    return []
  } catch {
    for diagnostic in error.diagnostics { expectWord(at: diagnostic) }
    return error.diagnostics
  }
}

/// The text that a mistake marks.
func marked(by diagnostic: Diagnostic) -> String {
  let line = diagnostic.sourceLine.unicodeScalars.dropFirst(diagnostic.column - 1)
  return String(String.UnicodeScalarView(line.prefix(diagnostic.length)))
}

/// Expects that a mistake marks a whole word or sign of its line, namely the one that it names.
func expectWord(at diagnostic: Diagnostic) {
  let line = Array(diagnostic.sourceLine.unicodeScalars)
  let start = diagnostic.column - 1
  let end = start + diagnostic.length
  // Something missing is marked at the end of the line.
  if start == line.count, diagnostic.length <= 1 { return }
  guard line.indices.contains(start), end > start, end <= line.count else {
    Issue.record("outside its line: \(diagnostic)")
    return
  }
  func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_"
  }
  let marked = String(String.UnicodeScalarView(line[start..<end]))
  let isCutBefore = start > 0 && isWord(line[start - 1]) && isWord(line[start])
  let isCutBehind = end < line.count && isWord(line[end - 1]) && isWord(line[end])
  // A sign may be missing between the digits and letters of 2x; the first letter is then marked.
  let isPlace = diagnostic.length == 1 && !isCutBefore
  if isCutBefore || isCutBehind, !isPlace, !diagnostic.mistake.isBetweenWords {
    Issue.record("\u{201C}\(marked)\u{201D} is part of a word: \(diagnostic)")
  }
  if marked != marked.trimmed, diagnostic.mistake != .yaml(.tab) {
    Issue.record("a space is marked: \(diagnostic)")
  }
  // For a text of several lines, its beginning is marked.
  guard let named = diagnostic.mistake.markedWord, marked != ">", marked != "|" else { return }
  let bare = marked.trimming { $0 == "\"" || $0 == "'" }
  if named.unicodeScalars.allSatisfy(isWord), !bare.hasPrefix(named) {
    Issue.record("\u{201C}\(marked)\u{201D} is marked: \(diagnostic)")
  }
}

extension LessonMistake {
  /// The wrong word, if the mistake is about a word that its carets mark.
  fileprivate var markedWord: String? {
    switch self {
    case .shape(.unknownKey(let name, .lesson, _)): name
    case .network(.undefined(let name, _)), .network(.unread(let name, _)): name
    case .sequence(.unknownToken(let token, _, _)), .sequence(.tokenTwice(let token)): token
    case .formula(let error, _):
      if case .unknownFunction(let name, _) = error.fault { name } else { nil }
    default: nil
    }
  }

  /// Whether the mistake is between a number and a letter, or is one letter of a word.
  fileprivate var isBetweenWords: Bool {
    switch self {
    case .lookalike: true
    case .formula(let error, _): if case .missingSign = error.fault { true } else { false }
    default: false
    }
  }
}

extension String {
  fileprivate var trimmed: String { trimming { $0 == " " || $0 == "\t" } }

  fileprivate func trimming(_ isCut: (Character) -> Bool) -> String {
    String(drop(while: isCut).reversed().drop(while: isCut).reversed())
  }
}

/// Reads and computes a lesson; returns the message about its numbers, empty if there is none.
func complaintWhenComputed(_ yaml: String) throws -> String {
  let lesson = try Lesson(yaml: yaml, name: "lesson.yaml")
  do {
    _ = try Trace(of: lesson.graph)
    return ""
  } catch {
    return lesson.diagnostic(for: error).description
  }
}

/// The lecture's lesson, with a part replaced.
func lecture(_ part: String = "", by other: String = "") -> String {
  let text = """
    title: RNN and their computational graph
    cell: elman
    activation: identity
    parameters: {W_h: -5, W_x: 1, W_y: -1}
    vocabulary: [i, o, c, a]
    embeddings: [-2, 5, 1, 9]
    sequence: [o, c]
    initial: {h: 0}
    loss: output
    ask: h_0
    """
  guard !part.isEmpty else { return text }
  precondition(text.contains(part), "the lecture holds no \(part)")
  return text.replacing(part, with: other, maxReplacements: 1)
}
