/// Makes a page of PDF the same on every day and in every time zone: the date that cairo writes is
/// taken out.
///
/// It stands in the information object near the file's end, and its length depends on the time zone,
/// so the table of offsets behind it is written anew. A cairo that compresses that object (1.18)
/// leaves nothing to find here: its file stays as it is, with the date inside.
enum PDFFinisher {
  static func finished(_ raw: [UInt8]) -> [UInt8] {
    guard let start = raw.lastIndex(of: "/CreationDate"),
      let end = raw[start...].firstIndex(of: UInt8(ascii: ")")),
      let table = raw[end...].lastIndex(of: "\nxref\n"),
      let footer = raw[table...].lastIndex(of: "startxref\n")
    else { return raw }
    let date = start..<end + 1
    var bytes = Array(raw[..<start] + raw[(end + 1)..<footer])
    // An entry is an offset of ten digits, a blank, five digits, n or f, and two bytes for the line.
    for line in stride(from: table + 1 - date.count, to: bytes.count - 20, by: 1)
    where bytes[line] == 10 {
      let digits = line + 1..<line + 11
      guard bytes[digits].allSatisfy({ (48...57).contains($0) }), bytes[digits.upperBound] == 32,
        let offset = Int(String(decoding: bytes[digits], as: UTF8.self)), offset > start
      else { continue }
      let moved = String(offset - date.count)
      let zeros = String(repeating: "0", count: 10 - moved.count)
      bytes.replaceSubrange(digits, with: (zeros + moved).utf8)
    }
    bytes += "startxref\n\(table + 1 - date.count)\n%%EOF\n".utf8
    return bytes
  }
}

extension RandomAccessCollection<UInt8> where Index == Int {
  /// Returns where a text stands last, `nil` where it does not.
  fileprivate func lastIndex(of text: StaticString) -> Int? {
    let count = text.utf8CodeUnitCount
    return indices.dropLast(Swift.max(0, count - 1)).last { index in
      (0..<count).allSatisfy { self[index + $0] == text.utf8Start[$0] }
    }
  }
}
