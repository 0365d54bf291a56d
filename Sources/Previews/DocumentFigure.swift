import Documents
import Formulas
import Notes
import Publishing

/// A block of a document on its page: the last correct pictures, and what is wrong now.
struct DocumentFigure {
  /// The pictures of a block.
  struct Pictures {
    /// The elements that show them.
    let html: String
    /// The files, by the names that their addresses have.
    let contents: [String: [UInt8]]

    init(_ drawn: DrawnBlock, of source: BlockFigure) {
      var contents: [String: [UInt8]] = [:]
      html = source.rows(of: drawn) { picture in
        let name = ContentHash.of([picture.content])
        contents[name] = picture.content
        return "/pictures/\(name).svg"
      }
      self.contents = contents
    }
  }

  /// An identity that stays the same when the block changes.
  let identity: Int
  /// The author's id.
  let id: String?
  /// The author's caption.
  let caption: String?
  /// Whether the block is still being drawn.
  var isPending: Bool
  /// The last correct pictures.
  var pictures: Pictures?
  /// What is wrong with the block now.
  var mistake: Message?

  /// Where a link finds it.
  var anchor: String { (id ?? "figure-\(identity)").attribute }

  /// The element that shows it.
  var html: String {
    let isOld = mistake != nil && pictures != nil
    let message = mistake.map { "<div class=\"mistake\">\($0.html)</div>\n" } ?? ""
    let waiting = isPending ? "<p class=\"pending\">This figure is being drawn …</p>\n" : ""
    return "<figure class=\"drawn\(isOld ? " old" : "")\" id=\"\(anchor)\">\n"
      + message + (pictures?.html ?? waiting)
      + (caption.map { "<figcaption>\(Caption($0).html())</figcaption>\n" } ?? "") + "</figure>"
  }
}
