/// The region that `unroll embed` wrote below a block, as Pandoc sees it: the blocks between two
/// comments.
struct EmbeddedRegion {
  /// The index of the block after the region.
  let end: Int
  /// Whether the lesson's block is folded in a `<details>` that the region closes.
  let isFolded: Bool

  /// Finds the region at an index; `nil` if none begins there, or if it has no end.
  init?(at start: Int, of blocks: [JSON]) {
    guard start < blocks.count,
      Self.html(blocks[start]).map(RegionMarks.isBegin) == true,
      let last = blocks[start...].firstIndex(where: {
        Self.html($0)?.hasSuffix(RegionMarks.html.end) == true
      })
    else { return nil }
    end = last + 1
    isFolded = blocks[start...last].contains { Self.html($0)?.contains(Self.foldEnd) == true }
  }

  private static let foldStart = "<details>"
  private static let foldEnd = "</details>"

  /// Removes the opening of the `<details>` from the end of the blocks before the lesson.
  static func removeFold(at blocks: inout [JSON]) {
    guard let start = blocks.lastIndex(where: { html($0)?.hasPrefix(foldStart) == true }),
      blocks.count - start <= 4
    else { return }
    blocks.removeSubrange(start...)
  }

  /// The text of a block of HTML, even inside the Div that Pandoc adds to hold a source position.
  private static func html(_ block: JSON) -> String? {
    switch block["t"].string {
    case "RawBlock": block["c"][1].string?.trimmedOfNewlines
    case "Div" where block["c"][1].array?.count == 1: html(block["c"][1][0])
    default: nil
    }
  }
}

extension String {
  fileprivate var trimmedOfNewlines: String {
    var text = self[...]
    while text.last?.isNewline == true { text.removeLast() }
    return String(text)
  }
}
