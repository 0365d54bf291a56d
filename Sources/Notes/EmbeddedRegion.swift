/// What `unroll embed` wrote below a block, as it looks to Pandoc: a run of blocks between two
/// comments.
struct EmbeddedRegion {
  /// The index of the block after the region.
  let end: Int
  /// Whether its block is folded away in a `<details>` that the region closes.
  let isFolded: Bool

  /// Finds the region at an index; `nil` where none begins, or where it does not end.
  init?(at start: Int, of blocks: [JSON]) {
    guard start < blocks.count,
      Self.html(blocks[start])?.hasPrefix(NotesDocument.beginMark) == true,
      let last = blocks[start...].firstIndex(where: {
        Self.html($0)?.hasSuffix(NotesDocument.endMark) == true
      })
    else { return nil }
    end = last + 1
    isFolded = blocks[start...last].contains { Self.html($0)?.contains(Self.foldEnd) == true }
  }

  private static let foldStart = "<details>"
  private static let foldEnd = "</details>"

  /// Removes the opening of the `<details>` at the end of what came before the block.
  static func removeFold(at blocks: inout [JSON]) {
    guard let start = blocks.lastIndex(where: { html($0)?.hasPrefix(foldStart) == true }),
      blocks.count - start <= 4
    else { return }
    blocks.removeSubrange(start...)
  }

  /// The text of a block of HTML, even in the division that Pandoc's positions put around it.
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
