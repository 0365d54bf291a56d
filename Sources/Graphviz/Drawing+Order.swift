extension Drawing {
  /// Returns DOT with its boxes, which the library writes in the order of their names' addresses, in
  /// the order of their names.
  static func withBoxesInOrder(_ dot: [UInt8]) -> [UInt8] {
    var lines = String(decoding: dot, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    var blocks: [ArraySlice<Substring>] = []
    var first: Int?
    var index = 0
    while index < lines.count {
      guard lines[index].hasPrefix("\tsubgraph "),
        let end = lines[index...].firstIndex(where: { $0 == "\t}" })
      else {
        if first != nil { break }
        index += 1
        continue
      }
      first = first ?? index
      blocks.append(lines[index...end])
      index = end + 1
    }
    guard let first else { return dot }
    // Of two names, the shorter has the smaller number.
    let sorted = blocks.sorted {
      ($0.first?.count ?? 0, $0.first ?? "") < ($1.first?.count ?? 0, $1.first ?? "")
    }
    lines.replaceSubrange(first..<index, with: sorted.joined())
    return Array(lines.joined(separator: "\n").utf8)
  }
}
