import Formulas

/// A file with lessons: a document, or a notebook, each of whose Markdown cells is one.
///
///     let document = try LessonDocument(bytes: bytes, name: "a.ipynb")
///     document.name(ofBlock: 0)  // "a.ipynb:cell 3"
public struct LessonDocument: Sendable {
  /// The blocks of all parts in order.
  public let blocks: [NotesBlock]
  private let parts: [NotesDocument]
  /// The part of each block, and its index there.
  private let places: [(part: Int, index: Int)]
  private let notebook: Notebook?

  /// Reads a file; the extension of its name says what it is.
  ///
  /// - Throws: `Mistake` if it is no notebook, as `NotesDocument` does, or if two cells have the same
  ///   id.
  public init(bytes: [UInt8], name: String) throws(NotesDocument.Mistake) {
    let parts: [NotesDocument]
    if Self.isNotebook(name) {
      let notebook = try Notebook(bytes: bytes, name: name)
      self.notebook = notebook
      parts = try notebook.cells.map { cell throws(NotesDocument.Mistake) in
        try NotesDocument(bytes: Array(cell.text.utf8), name: "\(name):cell \(cell.number)")
      }
    } else {
      notebook = nil
      parts = [
        try NotesDocument(bytes: bytes, name: name, syntax: DocumentSyntax(of: name))
      ]
    }
    self.parts = parts
    places = parts.indices.flatMap { part in parts[part].blocks.indices.map { (part, $0) } }
    blocks = parts.flatMap(\.blocks)
    try checkIds()
  }

  /// Whether a file is a notebook, by its name.
  static func isNotebook(_ name: String) -> Bool { name.lowercased().hasSuffix(".ipynb") }

  /// Lessons that Markdown does not read as blocks, which would stay text or vanish.
  public var unread: [NotesDocument.Mistake] { parts.flatMap(\.unread) }

  /// The name in messages of the part that has a block.
  public func name(ofBlock index: Int) -> String { parts[places[index].part].name }

  /// Where a block is, in a message about another one.
  public func place(ofBlock index: Int) -> String {
    let line = "line \(blocks[index].line)"
    return notebook == nil ? line : "\(name(ofBlock: index)), \(line)"
  }

  /// Returns the region of a block, `nil` if it has none yet.
  public func region(of index: Int) -> NotesDocument.Region? {
    parts[places[index].part].region(of: places[index].index)
  }

  /// Checks that a region can be put below a block, and that a host shows the block as code.
  ///
  /// - Throws: `Mistake` at the block.
  public func check(
    _ index: Int, for host: NotesHost, hasBase: Bool = false
  ) throws(NotesDocument.Mistake) {
    let part = parts[places[index].part]
    try part.checkIsClosed(blocks[index])
    try part.check(blocks[index], for: host, hasBase: hasBase)
  }

  /// Returns the bytes with new regions.
  ///
  /// - Throws: as `NotesDocument.updated`.
  public func updated(
    hidingSource hidesSource: Bool, for host: NotesHost,
    _ region: (Int) throws -> NotesDocument.Region
  ) throws -> [UInt8] {
    var texts: [Int: String] = [:]
    var first = 0
    for (index, part) in parts.enumerated() {
      let updated = try part.updated(hidingSource: hidesSource, for: host) { block in
        try region(first + block)
      }
      guard notebook != nil else { return updated }
      if !part.blocks.isEmpty { texts[index] = String(decoding: updated, as: UTF8.self) }
      first += part.blocks.count
    }
    return notebook?.replacing(texts) ?? []
  }

  private func checkIds() throws(NotesDocument.Mistake) {
    var names: [String: String] = [:]
    for (index, block) in blocks.enumerated() {
      guard let id = block.id else { continue }
      if let first = names[id] {
        let place = block.place(ofKey: "id")
        throw NotesDocument.Mistake(
          name: name(ofBlock: index), line: place?.line ?? block.line, column: place?.column,
          message: "the id \(id) is used twice, first in \(first); give each block its own")
      }
      names[id] = place(ofBlock: index)
    }
  }
}
