/// An SVG drawn by unroll, ready to be placed in an HTML page, on one line.
public struct InlineSVG {
  /// What a file lacks that every SVG drawn by unroll has.
  public enum Mistake: Error, Hashable, Sendable, CustomStringConvertible {
    case element, label, description

    /// What is missing.
    public var description: String {
      switch self {
      case .element: "it has no <svg>"
      case .label: "its <svg> is not labelled by a title"
      case .description: "it has no description of its own"
      }
    }
  }

  /// The prefix of each id in it.
  public let idPrefix: String
  private let svg: [UInt8]
  /// Where the text of its description is.
  private let description: Range<Int>

  /// Takes the `<svg>` from a file that `Illustration` or `Figure` rendered as SVG.
  ///
  /// - Throws: `Mistake`, if the file comes from elsewhere.
  public init(_ file: [UInt8]) throws(Mistake) {
    guard let start = file.firstRange(of: Array("<svg".utf8))?.lowerBound else {
      throw .element
    }
    let svg = Array(file[start...])
    guard let label = svg.firstRange(of: Array("aria-labelledby=\"".utf8))?.upperBound,
      let end = svg[label...].firstRange(of: Array("--title ".utf8))?.lowerBound
    else { throw .label }
    idPrefix = String(decoding: svg[label..<end], as: UTF8.self)
    let opening = Array("<desc id=\"\(idPrefix)--description\">".utf8)
    guard let first = svg.firstRange(of: opening)?.upperBound,
      let last = svg[first...].firstRange(of: Array("</desc>".utf8))?.lowerBound
    else { throw .description }
    description = first..<last
    self.svg = svg
  }

  /// Returns the element.
  ///
  /// - Parameters:
  ///   - ids: a prefix for each id to use instead: an id must be unique in a page, and a page may
  ///     show a picture twice.
  ///   - style: the declarations of its `style`.
  ///   - description: what it shows in words, escaped for XML, in place of the picture's own
  ///     description.
  public func element(ids: String, style: String, description: String?) -> String {
    var bytes = svg
    if let description {
      bytes.replaceSubrange(self.description, with: Array(description.utf8))
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
