import Formulas

/// The comments before and after what a tool writes below a block.
///
///     RegionMarks.html.begin("one")               // <!-- unroll:begin one -->
///     RegionMarks.stamp(in: "{/* unroll:begin one */}")  // "one"
///
/// Marks in every syntax are found in every document, so that a document can be written for another
/// host at any time.
struct RegionMarks: Hashable, Sendable {
  private let open, close: String

  /// Comments of HTML, which Markdown can contain.
  static let html = RegionMarks(open: "<!-- ", close: " -->")
  /// Comments of JavaScript in braces, for MDX, which reads no comments of HTML.
  static let expression = RegionMarks(open: "{/* ", close: " */}")

  /// Comments of reStructuredText.
  static let dots = RegionMarks(open: ".. ", close: "")
  /// Comments of AsciiDoc.
  static let slashes = RegionMarks(open: "// ", close: "")

  private static let all = [html, expression, dots, slashes]
  private static let begin = "unroll:begin"
  private static let end = "unroll:end"

  /// The mark that begins a region with a stamp.
  func begin(_ stamp: String) -> String { "\(open)\(Self.begin) \(stamp)\(close)" }

  /// The mark that ends a region.
  var end: String { open + Self.end + close }

  /// What the text of a begin mark starts with, in every syntax, if the stamp starts with a word.
  static func beginning(_ word: String) -> String { "\(begin) \(word) " }

  /// Whether a line, without the prefix of quotes and lists, begins a region.
  static func isBegin(_ line: String) -> Bool {
    all.contains { line.hasPrefix($0.open + begin) }
  }

  /// Whether a line, without the prefix of quotes and lists, ends a region.
  static func isEnd(_ line: String) -> Bool { all.contains { line == $0.end } }

  /// The marks with which a line begins a region; `nil` if it begins none.
  static func ofBegin(_ line: String) -> RegionMarks? {
    all.first { line.hasPrefix($0.open + begin) }
  }

  /// The words of the stamp in the mark that begins a region.
  static func stamp(in line: String) -> String {
    guard let marks = ofBegin(line) else { return "" }
    let rest = line.dropFirst((marks.open + begin).count)
    let words = rest.hasSuffix(marks.close) ? rest.dropLast(marks.close.count) : rest
    return words.split(separator: " ").joined(separator: " ")
  }
}
