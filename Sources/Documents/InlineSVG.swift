import Figures

/// An SVG drawn by unroll, ready to be placed in an HTML page, on one line.
struct InlineSVG {
  /// The prefix of each id in it.
  let idPrefix: String
  private let svg: [UInt8]

  /// Takes the `<svg>` from a file; `nil` if unroll did not draw the file.
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
  ///   - ids: a prefix for each id to use instead: an id must be unique in a page, and a page may
  ///     show a picture twice.
  ///   - style: the declarations of its `style`.
  ///   - description: what it shows in words, in place of the picture's own description.
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
    // In Markdown an empty line would end the block of HTML.
    let line = bytes.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") })
      .joined(separator: [UInt8(ascii: " ")])
    return String(decoding: Array(line), as: UTF8.self)
  }

  /// Replaces the prefix inside tags only, where an id starts an attribute's value, follows a
  /// number sign, or comes second in a list; text outside tags may hold anything.
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
