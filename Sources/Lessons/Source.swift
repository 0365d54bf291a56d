import Yams

/// The text of a lesson file, and the mistakes found in it.
final class Source {
  let name: String
  private let lines: [Substring]
  private var found: [Diagnostic] = []

  init(text: String, name: String) {
    self.name = name
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasSuffix("\r") ? $0.dropLast() : $0 }
  }

  var hasErrors: Bool { !found.isEmpty }

  /// The mistakes in the file's order.
  var error: LessonError {
    LessonError(diagnostics: found.sorted { ($0.line, $0.column) < ($1.line, $1.column) })
  }

  func diagnostic(
    _ message: String, line: Int, column: Int, length: Int = 1, hint: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      file: name, line: line, column: column, length: length, message: message, hint: hint,
      sourceLine: lines.indices.contains(line - 1) ? String(lines[line - 1]) : "")
  }

  func report(_ message: String, line: Int, column: Int, length: Int = 1, hint: String? = nil) {
    found.append(diagnostic(message, line: line, column: column, length: length, hint: hint))
  }

  /// Reports a mistake at a node of the file.
  func report(_ message: String, at node: Node?, hint: String? = nil) {
    let mark = node?.mark
    report(
      message, line: mark?.line ?? 1, column: mark?.column ?? 1,
      length: node?.scalar?.string.unicodeScalars.count ?? 1, hint: hint)
  }

  /// Reports a mistake at an offset within a scalar's text.
  func report(_ message: String, in node: Node, offset: Int, length: Int, hint: String?) {
    let mark = node.mark
    let quote = node.scalar.map { $0.style == .singleQuoted || $0.style == .doubleQuoted } ?? false
    report(
      message, line: mark?.line ?? 1, column: (mark?.column ?? 1) + offset + (quote ? 1 : 0),
      length: length, hint: hint)
  }
}
