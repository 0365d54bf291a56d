/// The ids and file names that blocks of a document use, so that no two blocks use the same ones.
struct TakenNames {
  private var ids: [String: String] = [:]
  private var files: [String: (block: String, id: String?)] = [:]

  /// Records a block's id.
  ///
  /// - Throws: `DocumentMistake` if an earlier block has the same one.
  mutating func takeId(of block: BlockFigure) throws(DocumentMistake) {
    guard let id = block.block.id else { return }
    if let first = ids[id] {
      throw block.wrong(.sameId(id, first: first), key: "id")
    }
    ids[id] = Self.name(of: block)
  }

  /// Records the names of a block's files; blocks with the same content and no id share theirs.
  ///
  /// - Throws: `DocumentMistake` if a block with another id has them.
  mutating func take(_ names: [String], of block: BlockFigure) throws(DocumentMistake) {
    // Some file systems ignore case.
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
