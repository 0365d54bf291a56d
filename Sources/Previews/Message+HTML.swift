import Formulas

extension Message {
  /// The message as elements of HTML, the same that `live.js` makes.
  ///
  ///     Message("notes.md:3", .error, "there is no cell elmn").html
  ///     // <p><b class="origin">notes.md:3:</b><span> </span><b class="severity">error:</b>…
  var html: String {
    paragraphs.map { paragraph in
      let parts = paragraph.parts.map { part in
        // Line feeds separate the lines of code.
        let text = part.text.split(separator: "\n", omittingEmptySubsequences: false)
          .map { String($0).attribute }.joined(separator: "\n")
        return part.role == .plain
          ? "<span>\(text)</span>" : "<b class=\"\(part.role.name)\">\(text)</b>"
      }.joined()
      return paragraph.isCode ? "<pre>\(parts)</pre>\n" : "<p>\(parts)</p>\n"
    }.joined()
  }
}
