import CCommonMark
import Formulas

/// The parts of a caption. Formulas are found first and stand as single signs in what CommonMark
/// reads, so that nothing in them is markup.
struct CaptionReader {
  private(set) var runs: [Caption.Run] = []
  private var formulas: [String] = []
  /// Signs without a meaning of their own; the first one keeps a caption such as `1. one` from being
  /// read as a list.
  private static let marks = 0xF0000...0xFFFFD

  init(_ text: String) {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    let marked = Self.mark(0) + withMarks(line)
    let root = marked.withCString {
      cmark_parse_document($0, marked.utf8.count, CMARK_OPT_DEFAULT)
    }
    guard let root else { return }
    defer { cmark_node_free(root) }
    runs = Self.joined(parts(of: cmark_node_first_child(root)))
  }

  private static func mark(_ number: Int) -> String {
    Unicode.Scalar(UInt32(marks.lowerBound + number)).map { String(Character($0)) } ?? ""
  }

  /// Replaces formulas by marks. Code is left as it is, and so is a sign after a backslash.
  private mutating func withMarks(_ text: String) -> String {
    let signs = Array(text.unicodeScalars.filter { !Self.marks.contains(Int($0.value)) })
    var marked = String.UnicodeScalarView()
    var index = 0
    while index < signs.count {
      switch signs[index] {
      case "\\" where index + 1 < signs.count:
        marked.append(contentsOf: signs[index...index + 1])
        index += 2
      case "`":
        let end = Self.endOfCode(signs, from: index)
        marked.append(contentsOf: signs[index..<end])
        index = end
      case "$":
        guard let end = Self.endOfFormula(signs, from: index), formulas.count < Self.marks.count - 1
        else { fallthrough }
        formulas.append(String(String.UnicodeScalarView(signs[(index + 1)..<end])))
        marked.append(contentsOf: Self.mark(formulas.count).unicodeScalars)
        index = end + 1
      default:
        marked.append(signs[index])
        index += 1
      }
    }
    return String(marked)
  }

  /// The place after the code that begins with a backquote, or after this backquote if none ends it.
  private static func endOfCode(_ signs: [Unicode.Scalar], from start: Int) -> Int {
    let length = signs[start...].prefix { $0 == "`" }.count
    var index = start + length
    while index < signs.count {
      let run = signs[index...].prefix { $0 == "`" }.count
      if run == length { return index + run }
      index += max(run, 1)
    }
    return start + length
  }

  /// The dollar sign that ends the formula that begins with one; `nil` if it begins none.
  private static func endOfFormula(_ signs: [Unicode.Scalar], from start: Int) -> Int? {
    guard start + 1 < signs.count, signs[start + 1] != "$",
      !signs[start + 1].properties.isWhitespace,
      let end = signs[(start + 1)...].firstIndex(of: "$"),
      !signs[end - 1].properties.isWhitespace
    else { return nil }
    let isPrice = end + 1 < signs.count && signs[end + 1].properties.numericType != nil
    return isPrice ? nil : end
  }

  // MARK: The library's tree

  private func parts(of parent: OpaquePointer?) -> [Caption.Run] {
    var found: [Caption.Run] = []
    var child = cmark_node_first_child(parent)
    while let node = child {
      found += run(node)
      child = cmark_node_next(node)
    }
    return found
  }

  private func run(_ node: OpaquePointer) -> [Caption.Run] {
    let literal = cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
    func inner() -> [Caption.Run] { Self.joined(parts(of: node)) }
    switch String(cString: cmark_node_get_type_string(node)) {
    case "softbreak", "linebreak": return [.text(" ")]
    case "code": return [.code(literal)]
    case "emph": return [.emphasis(inner())]
    case "strong": return [.strong(inner())]
    case "link":
      let address = cmark_node_get_url(node).map { String(cString: $0) } ?? ""
      return Self.isSafe(address) ? [.link(inner(), to: address)] : inner()
    // HTML is text, and so are the words of an image.
    default: return literal.isEmpty ? parts(of: node) : withFormulas(literal)
    }
  }

  /// Whether an address can be followed without running anything.
  private static func isSafe(_ address: String) -> Bool {
    guard let colon = address.firstIndex(of: ":"),
      !address[..<colon].contains(where: { "/?#".contains($0) })
    else { return true }
    return ["http", "https", "mailto"].contains(address[..<colon].lowercased())
  }

  private func withFormulas(_ text: String) -> [Caption.Run] {
    var found: [Caption.Run] = []
    var words = String.UnicodeScalarView()
    for sign in text.unicodeScalars {
      guard Self.marks.contains(Int(sign.value)) else {
        words.append(sign)
        continue
      }
      let number = Int(sign.value) - Self.marks.lowerBound
      guard number > 0 else { continue }
      found += [.text(String(words)), .formula(formulas[number - 1])]
      words = String.UnicodeScalarView()
    }
    return found + [.text(String(words))]
  }

  /// Texts beside each other as one, without empty ones.
  private static func joined(_ runs: [Caption.Run]) -> [Caption.Run] {
    runs.reduce(into: []) { joined, run in
      if case .text(let text) = run {
        if text.isEmpty { return }
        if case .text(let before)? = joined.last {
          joined[joined.count - 1] = .text(before + text)
          return
        }
      }
      joined.append(run)
    }
  }
}
