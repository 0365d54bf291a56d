import Formulas

/// The Markdown cells of a Jupyter notebook. Everything else stays as it is, byte by byte.
///
///     let notebook = try Notebook(bytes: bytes, name: "a.ipynb")
///     notebook.cells.map(\.number)           // the numbers of the Markdown cells
///     notebook.replacing([0: "# New text"])  // the bytes with another first Markdown cell
struct Notebook: Sendable {
  /// A Markdown cell.
  struct Cell: Sendable {
    /// Its number among all cells, from 1.
    let number: Int
    let text: String
    /// The bytes of its text as JSON.
    fileprivate let range: Range<Int>
  }

  let cells: [Cell]
  private let bytes: [UInt8]

  /// Finds the Markdown cells.
  ///
  /// - Throws: `Mistake` if the bytes are no notebook in the format that Jupyter has had since 2014.
  init(bytes: [UInt8], name: String) throws(NotesDocument.Mistake) {
    guard let json = try? JSON(parsing: bytes) else {
      throw NotesDocument.Mistake(
        name: name, line: 1, message: "the notebook is not JSON; open it in Jupyter and save it")
    }
    guard let found = json["cells"].array, let ranges = JSONPlaces(bytes).sources,
      ranges.count == found.count
    else {
      throw NotesDocument.Mistake(
        name: name, line: 1,
        message: "this is no notebook with cells; open it in Jupyter and save it in format 4")
    }
    self.bytes = bytes
    cells = zip(found, ranges).enumerated().compactMap { index, cell in
      let (json, range) = cell
      guard json["cell_type"].string == "markdown", let range else { return nil }
      let source = json["source"]
      let text = source.string ?? source.array?.compactMap(\.string).joined()
      return text.map { Cell(number: index + 1, text: $0, range: range) }
    }
  }

  /// Returns the bytes with other texts for cells, by their index in `cells`.
  func replacing(_ texts: [Int: String]) -> [UInt8] {
    var result: [UInt8] = []
    var next = 0
    for (index, cell) in cells.enumerated() {
      guard let text = texts[index], text != cell.text else { continue }
      result += bytes[next..<cell.range.lowerBound]
      result += source(of: text, like: Array(bytes[cell.range]))
      next = cell.range.upperBound
    }
    return result + bytes[next...]
  }

  /// A text as JSON in the form of an old one: a string, or a list of lines with the same white space
  /// between them, in which lines that were there before are written as they were.
  private func source(of text: String, like old: [UInt8]) -> [UInt8] {
    guard old.first == UInt8(ascii: "[") else { return Array(text.quotedForNotebook.utf8) }
    let items = JSONPlaces(old).strings
    let written = Dictionary(
      items.compactMap { range in
        (try? JSON(parsing: Array(old[range])))?.string.map { ($0, Array(old[range])) }
      }
    ) { first, _ in first }
    let lines = text.textLines.map { String($0.content + $0.ending) }
      .map { written[$0] ?? Array($0.quotedForNotebook.utf8) }
    guard let first = items.first, let last = items.last else {
      return Array("[".utf8) + Array(lines.joined(separator: ", ".utf8)) + Array("]".utf8)
    }
    let start = Array(old[..<first.lowerBound])
    let separator = [UInt8(ascii: ",")] + Array(start.dropFirst())
    return start + Array(lines.joined(separator: separator)) + Array(old[last.upperBound...])
  }
}

/// Where values are in a text that is JSON.
private struct JSONPlaces {
  private let bytes: [UInt8]
  private var next = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The place of the value of `source` in each object of the list `cells`, `nil` if it has none.
  var sources: [Range<Int>?]? {
    var reader = self
    var result: [Range<Int>?]?
    reader.members { key, reader in
      guard key == "cells" else { return }
      var found: [Range<Int>?] = []
      reader.elements { reader in
        var source: Range<Int>?
        reader.members { key, reader in
          guard key == "source" else { return }
          let start = reader.next
          reader.skip()
          source = start..<reader.next
        }
        found.append(source)
      }
      result = found
    }
    return result
  }

  /// The places of the strings in a list.
  var strings: [Range<Int>] {
    var reader = self
    var found: [Range<Int>] = []
    reader.elements { reader in
      let start = reader.next
      reader.skip()
      found.append(start..<reader.next)
    }
    return found
  }

  private var byte: UInt8 { next < bytes.count ? bytes[next] : 0 }

  private mutating func skipBlanks() {
    while next < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(byte) { next += 1 }
  }

  /// Reads an object; what a call leaves of a value is skipped.
  private mutating func members(_ value: (String, inout JSONPlaces) -> Void) {
    items("{", "}") { reader in
      let start = reader.next
      reader.skip()
      let key = (try? JSON(parsing: Array(reader.bytes[start..<reader.next])))?.string ?? ""
      reader.skipBlanks()
      if reader.byte == UInt8(ascii: ":") { reader.next += 1 }
      reader.skipBlanks()
      let before = reader.next
      value(key, &reader)
      if reader.next == before { reader.skip() }
    }
  }

  private mutating func elements(_ value: (inout JSONPlaces) -> Void) {
    items("[", "]") { reader in
      let before = reader.next
      value(&reader)
      if reader.next == before { reader.skip() }
    }
  }

  private mutating func items(
    _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ item: (inout JSONPlaces) -> Void
  ) {
    skipBlanks()
    guard byte == UInt8(ascii: open) else { return }
    next += 1
    while true {
      skipBlanks()
      if byte == UInt8(ascii: ",") {
        next += 1
      } else if byte == UInt8(ascii: close) || next >= bytes.count {
        next = min(next + 1, bytes.count)
        return
      } else {
        item(&self)
      }
    }
  }

  /// Passes over one value.
  private mutating func skip() {
    var depth = 0
    repeat {
      skipBlanks()
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["): (depth, next) = (depth + 1, next + 1)
      case UInt8(ascii: "}"), UInt8(ascii: "]"): (depth, next) = (depth - 1, next + 1)
      case UInt8(ascii: "\""): skipString()
      case UInt8(ascii: ","), UInt8(ascii: ":"): next += 1
      default: skipWord()
      }
    } while depth > 0 && next < bytes.count
  }

  private mutating func skipString() {
    next += 1
    while next < bytes.count, byte != UInt8(ascii: "\"") {
      next += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    next = min(next + 1, bytes.count)
  }

  /// Passes over a number, `true`, `false` or `null`.
  private mutating func skipWord() {
    let ends = Set(",:[]{}\" \n\r\t".utf8)
    let start = next
    while next < bytes.count, !ends.contains(byte) { next += 1 }
    if next == start { next = min(next + 1, bytes.count) }
  }
}

extension String {
  /// The text as Jupyter writes it: only what JSON forbids is escaped.
  fileprivate var quotedForNotebook: String {
    var text = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{8}": text += "\\b"
      case "\u{C}": text += "\\f"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}
