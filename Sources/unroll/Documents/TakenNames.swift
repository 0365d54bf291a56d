/// The ids and files that blocks of one document have taken, so that no other block takes them.
struct TakenNames {
  private var ids: [String: String] = [:]
  private var files: [String: (block: String, id: String?)] = [:]

  /// Takes a block's id.
  ///
  /// - Throws: `Failure` when an earlier block has the same one.
  mutating func takeId(of block: BlockFigure) throws {
    guard let id = block.block.id else { return }
    if let first = ids[id] {
      throw block.wrong("the id \(id) is used twice, first in \(first); give each block its own")
    }
    ids[id] = Self.name(of: block)
  }

  /// Takes the names of a block's files; blocks without ids share those with the same content.
  ///
  /// - Throws: `Failure` when they are those of a block with another id.
  mutating func take(_ names: [String], of block: BlockFigure) throws {
    // There are file systems that do not tell capitals from small letters.
    for name in names.map({ $0.lowercased() }) {
      if let earlier = files[name], earlier.id != block.block.id {
        throw block.wrong(
          "the id of this block names the same files as that of \(earlier.block); give it another")
      }
      files[name] = (Self.name(of: block), block.block.id)
    }
  }

  private static func name(of block: BlockFigure) -> String {
    block.block.line > 0 ? "line \(block.block.line)" : block.place.document
  }
}
