/// The lines of a document with MyST's fences of colons around lessons as fences of tildes, which
/// CommonMark reads alike.
///
///     :::{unroll} lesson.yaml      ~~~{unroll} lesson.yaml
///     :show: answer                :show: answer
///     :::                          ~~~
///
/// Each line keeps its length, so that all places stay the same.
struct ColonFences {
  /// The lines with other fences.
  private(set) var lines: [String]

  /// Finds the fences; `nil` if there are none.
  ///
  /// - Parameter code: the lines of code blocks, counted from 1, in which colons are text.
  /// - Throws: `Mistake` at a fence of colons that has the keys of another one.
  init?(
    in lines: [String], outside code: [ClosedRange<Int>], of name: String
  ) throws(NotesDocument.Mistake) {
    self.lines = lines
    guard lines.contains(where: { $0.contains(":::") && $0.contains("unroll") }) else { return nil }
    let isCode = code.reduce(into: Set<Int>()) { $0.formUnion($1) }
    var index = 0
    var isFound = false
    while index < lines.count {
      defer { index += 1 }
      guard !isCode.contains(index + 1), let fence = Self.opening(lines[index]) else { continue }
      guard NotesBlock.isDirective(String(lines[index][fence.upperBound...])) else {
        if Self.namesUnroll(lines[index][fence.upperBound...]) {
          throw NotesDocument.Mistake(
            name: name, line: index + 1,
            column: Self.column(of: fence.lowerBound, in: lines[index]),
            message: "a fence of colons takes {unroll} and the file of a lesson, as in MyST; write "
              + "this fence with backquotes")
        }
        continue
      }
      isFound = true
      let length = lines[index][fence].count
      self.lines[index].replaceSubrange(fence, with: String(repeating: "~", count: length))
      let end = lines[(index + 1)...].firstIndex { line in
        let rest = line.withoutQuotes
        return rest.count >= length && rest.allSatisfy { $0 == ":" }
      }
      guard let end else { break }
      self.lines[end] = String(lines[end].map { $0 == ":" ? "~" : $0 })
      index = end
    }
    guard isFound else { return nil }
  }

  /// The colons of a fence, after quote markers and the marker of a list.
  private static func opening(_ line: String) -> Range<String.Index>? {
    guard let match = line.prefixMatch(of: /[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*[ \t>]*(:{3,})/)
    else { return nil }
    return match.1.startIndex..<match.1.endIndex
  }

  private static func namesUnroll(_ info: Substring) -> Bool {
    info.prefixMatch(of: /[ \t]*(?:unroll(?:[ \t{]|$)|\{[^}]*\.unroll(?:[ \t}]|$)|\{unroll[ \t])/)
      != nil
  }

  private static func column(of index: String.Index, in line: String) -> Int {
    line.unicodeScalars.distance(from: line.startIndex, to: index) + 1
  }
}
