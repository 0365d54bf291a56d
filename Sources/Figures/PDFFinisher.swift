/// Makes a page of PDF the same on every day: the dates that cairo writes are blanked out.
///
/// They are overwritten by spaces, so that the file's table of offsets stays right. A cairo that
/// compresses its information object (1.18) leaves nothing to find here.
enum PDFFinisher {
  static func finished(_ raw: [UInt8]) -> [UInt8] {
    var bytes = raw
    for name in ["/CreationDate", "/ModDate"] {
      let key = Array(name.utf8)
      guard var index = bytes.firstIndex(ofSequence: key) else { continue }
      while index < bytes.count, bytes[index] != UInt8(ascii: ")") {
        bytes[index] = UInt8(ascii: " ")
        index += 1
      }
      if index < bytes.count { bytes[index] = UInt8(ascii: " ") }
    }
    return bytes
  }
}

extension Array where Element == UInt8 {
  fileprivate func firstIndex(ofSequence key: [UInt8]) -> Int? {
    guard count >= key.count else { return nil }
    return (0...(count - key.count)).first { self[$0..<($0 + key.count)].elementsEqual(key) }
  }
}
