/// Reads the tags of the library's SVG one after the other; declarations, comments and the titles
/// that the library gives to nodes are skipped.
struct SVGScanner {
  enum Event {
    /// The text between two tags.
    case text(Range<Int>)
    /// A whole opening tag, with its angle brackets.
    case opening(Range<Int>)
    /// A whole closing tag.
    case closing(Range<Int>)
  }

  let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func next() -> Event? {
    while index < bytes.count {
      let start = index
      guard bytes[index] == UInt8(ascii: "<") else {
        while index < bytes.count, bytes[index] != UInt8(ascii: "<") { index += 1 }
        return .text(start..<index)
      }
      if bytes.starts("<!--", at: start) {
        skip(past: "-->")
      } else if bytes.starts("<title", at: start) {
        skip(past: "</title>")
      } else {
        skipTag()
        switch bytes[min(start + 1, bytes.count - 1)] {
        case UInt8(ascii: "!"), UInt8(ascii: "?"): break
        case UInt8(ascii: "/"): return .closing(start..<index)
        default: return .opening(start..<index)
        }
      }
    }
    return nil
  }

  /// Calls `body` with the name and the value of each attribute of a tag, without the quotes.
  func forEachAttribute(of tag: Range<Int>, _ body: (Range<Int>, Range<Int>) throws -> Void)
    rethrows
  {
    var index = nameEnd(of: tag)
    while index < tag.upperBound {
      while index < tag.upperBound, bytes[index] <= 32 { index += 1 }
      let name = index
      while index < tag.upperBound, bytes[index] != UInt8(ascii: "="),
        bytes[index] != UInt8(ascii: ">"), bytes[index] > 32
      { index += 1 }
      guard index + 1 < tag.upperBound, bytes[index] == UInt8(ascii: "=") else { return }
      let equals = index
      let quote = bytes[index + 1]
      index += 2
      let value = index
      while index < tag.upperBound, bytes[index] != quote { index += 1 }
      try body(name..<equals, value..<index)
      index += 1
    }
  }

  /// The end of an element's name in its opening tag.
  func nameEnd(of tag: Range<Int>) -> Int {
    var index = tag.lowerBound + 1
    while index < tag.upperBound, bytes[index] > 32, bytes[index] != UInt8(ascii: ">"),
      bytes[index] != UInt8(ascii: "/")
    { index += 1 }
    return index
  }

  private mutating func skip(past text: StaticString) {
    while index < bytes.count, !bytes.starts(text, at: index) { index += 1 }
    index = min(index + text.utf8CodeUnitCount, bytes.count)
  }

  /// Skips a tag; a value in quotes may contain an angle bracket.
  private mutating func skipTag() {
    var quote: UInt8?
    while index < bytes.count {
      let byte = bytes[index]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        break
      }
      index += 1
    }
    index = min(index + 1, bytes.count)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Returns whether the bytes at an index begin with a text.
  func starts(_ text: StaticString, at index: Int) -> Bool {
    let count = text.utf8CodeUnitCount
    guard index + count <= self.count else { return false }
    for offset in 0..<count where self[index + offset] != text.utf8Start[offset] { return false }
    return true
  }
}
