import Figures

/// An SVG of ours made ready to stand within a page of HTML, in one line.
struct InlineSVG {
  /// What begins each id in it.
  let idPrefix: String
  private let svg: [UInt8]

  /// Takes the `<svg>` out of a file; `nil` if the file is none of ours.
  init?(_ file: [UInt8]) {
    guard let start = file.firstRange(of: Array("<svg".utf8))?.lowerBound,
      let label = file.firstRange(of: Array("aria-labelledby=\"".utf8))?.upperBound,
      let end = file[label...].firstRange(of: Array("--title ".utf8))?.lowerBound
    else { return nil }
    idPrefix = String(decoding: file[label..<end], as: UTF8.self)
    svg = Array(file[start...])
  }

  /// Returns the element.
  ///
  /// - Parameters:
  ///   - ids: what begins each id instead: an id must be there once in a page, and a page may show
  ///     one picture twice.
  ///   - style: the declarations of its `style`.
  ///   - description: what it shows in words, if not what the picture itself says.
  func element(ids: String, style: String, description: String?) -> String {
    var bytes = svg
    let opening = Array("<desc id=\"\(idPrefix)--description\">".utf8)
    if let description, let start = bytes.firstRange(of: opening)?.upperBound,
      let end = bytes[start...].firstRange(of: Array("</desc>".utf8))?.lowerBound
    {
      bytes.replaceSubrange(start..<end, with: Array(description.attribute.utf8))
    }
    if ids != idPrefix { bytes = Self.replacing(idPrefix, in: bytes, with: ids) }
    bytes.replaceSubrange(0..<4, with: Array("<svg style=\"\(style)\"".utf8))
    // An empty line would end the block of HTML in Markdown.
    let line = bytes.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") })
      .joined(separator: [UInt8(ascii: " ")])
    return String(decoding: Array(line), as: UTF8.self)
  }

  /// Ids begin an attribute's value, or follow a number sign, or are the second of a list; texts may
  /// hold anything.
  private static func replacing(_ prefix: String, in bytes: [UInt8], with new: String) -> [UInt8] {
    let (old, new) = (Array("\(prefix)-".utf8), Array("\(new)-".utf8))
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var isInTag = false
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      result.append(byte)
      index += 1
      if byte == UInt8(ascii: "<") { isInTag = true }
      if byte == UInt8(ascii: ">") { isInTag = false }
      guard isInTag, "\"# ".utf8.contains(byte), bytes[index...].starts(with: old) else { continue }
      result += new
      index += old.count
    }
    return result
  }
}
