/// The ids and files that blocks of one document have taken, so that no other block takes them.
struct TakenNames {
  private var ids: [String: String] = [:]
  private var files: [String: (block: String, id: String?)] = [:]

  /// Takes a block's id.
  ///
  /// - Throws: `DocumentMistake` when an earlier block has the same one.
  mutating func takeId(of block: BlockFigure) throws(DocumentMistake) {
    guard let id = block.block.id else { return }
    if let first = ids[id] {
      throw block.wrong(.sameId(id, first: first))
    }
    ids[id] = Self.name(of: block)
  }

  /// Takes the names of a block's files; blocks without ids share those with the same content.
  ///
  /// - Throws: `DocumentMistake` when they are those of a block with another id.
  mutating func take(_ names: [String], of block: BlockFigure) throws(DocumentMistake) {
    // There are file systems that do not tell capitals from small letters.
    for name in names.map({ $0.lowercased() }) {
      if let earlier = files[name], earlier.id != block.block.id {
        throw block.wrong(.sameFiles("that of \(earlier.block)"))
      }
      files[name] = (Self.name(of: block), block.block.id)
    }
  }

  private static func name(of block: BlockFigure) -> String {
    block.block.line > 0 ? "line \(block.block.line)" : block.place.document
  }
}
