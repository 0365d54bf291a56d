import CCommonMark

extension NotesDocument {
  /// Returns the text of the last heading above each block, `nil` if there is none.
  ///
  /// Headings inside quotes and lists count too, since readers see them as headings.
  ///
  ///     try NotesDocument(bytes: bytes, name: "notes.md").headings()  // ["Exploding gradients"]
  public func headings() -> [String?] {
    let all = Self.headings(in: readable)
    return blocks.map { block in all.last { $0.line < block.line }?.text }
  }

  private static func headings(in text: String) -> [(line: Int, text: String)] {
    let root = text.withCString { cmark_parse_document($0, text.utf8.count, CMARK_OPT_DEFAULT) }
    guard let root else { return [] }
    defer { cmark_node_free(root) }
    guard let iterator = cmark_iter_new(root) else { return [] }
    defer { cmark_iter_free(iterator) }
    var found: [(line: Int, text: String)] = []
    var isInside = false
    while case let event = cmark_iter_next(iterator), event != CMARK_EVENT_DONE {
      guard let node = cmark_iter_get_node(iterator) else { continue }
      switch String(cString: cmark_node_get_type_string(node)) {
      case "heading":
        isInside = event == CMARK_EVENT_ENTER
        if isInside { found.append((Int(cmark_node_get_start_line(node)), "")) }
      case "softbreak", "linebreak":
        if isInside { found[found.count - 1].text += " " }
      default:
        // The text inside emphasis, links and pictures.
        guard isInside, event == CMARK_EVENT_ENTER, let words = cmark_node_get_literal(node)
        else { continue }
        found[found.count - 1].text += String(cString: words)
      }
    }
    return found
  }
}
