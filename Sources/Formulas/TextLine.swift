/// A line of a text; it ends at a line feed, a carriage return, or both together.
///
/// Documents and lessons are split into lines only here, so that the line number in a message
/// matches the one in an editor and in a Markdown processor.
///
///     "a\r\nb\rc".textLines.map(\.content)  // ["a", "b", "c"]
///     "a\n".textLines.count                 // 1: no line follows the last ending
///
/// Source: CommonMark 0.31, section 2.1.
package struct TextLine: Hashable, Sendable {
  /// The line without its ending.
  package let content: Substring
  /// The line ending; empty for a last line without one.
  package let ending: Substring
}

extension StringProtocol {
  /// The text's lines in order.
  package var textLines: [TextLine] {
    let text = Substring(self)
    var lines: [TextLine] = []
    var start = text.startIndex
    var index = start
    while index < text.endIndex {
      let byte = text.utf8[index]
      var next = text.utf8.index(after: index)
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        if byte == UInt8(ascii: "\r"), next < text.endIndex, text.utf8[next] == UInt8(ascii: "\n") {
          next = text.utf8.index(after: next)
        }
        lines.append(TextLine(content: text[start..<index], ending: text[index..<next]))
        start = next
      }
      index = next
    }
    if start < text.endIndex {
      lines.append(TextLine(content: text[start...], ending: text[text.endIndex...]))
    }
    return lines
  }

  /// The text with a line feed as every line ending.
  package var withLineFeeds: String {
    guard utf8.contains(UInt8(ascii: "\r")) else { return String(self) }
    return textLines.map { $0.content + ($0.ending.isEmpty ? "" : "\n") }.joined()
  }
}
