import CCommonMark

extension NotesDocument {
  /// The text of the document's first heading, `nil` if it has none or an empty one.
  ///
  ///     try NotesDocument(bytes: bytes, name: "notes.md").title  // "Exploding gradients"
  public var title: String? {
    let text = readable
    let root = text.withCString { cmark_parse_document($0, text.utf8.count, CMARK_OPT_DEFAULT) }
    guard let root else { return nil }
    defer { cmark_node_free(root) }
    guard let iterator = cmark_iter_new(root) else { return nil }
    defer { cmark_iter_free(iterator) }
    var title: String?
    while case let event = cmark_iter_next(iterator), event != CMARK_EVENT_DONE {
      guard let node = cmark_iter_get_node(iterator) else { continue }
      switch String(cString: cmark_node_get_type_string(node)) {
      case "heading":
        if event == CMARK_EVENT_EXIT { return title?.isEmpty == true ? nil : title }
        title = ""
      case "softbreak", "linebreak": title? += " "
      default:
        // The text inside emphasis, links and pictures.
        guard event == CMARK_EVENT_ENTER, let words = cmark_node_get_literal(node) else { continue }
        title? += String(cString: words)
      }
    }
    return nil
  }
}
