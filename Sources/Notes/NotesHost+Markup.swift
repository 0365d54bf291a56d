import Formulas

/// Figures in reStructuredText and AsciiDoc.
extension NotesHost {
  // Backslashes and spaces end markup in words.
  private static var restructuredTextMarkup: Caption.Markup {
    var markup = Caption.Markup(words: \.restructuredText) {
      "\\ :math:`\($0.trimmingBlanks)`\\ "
    }
    markup.emphasis = { "\\ *\($0)*\\ " }
    markup.strong = { "\\ **\($0)**\\ " }
    markup.code = { "\\ ``\($0)``\\ " }
    markup.link = { "\\ `\($0) <\($1)>`__\\ " }
    return markup
  }

  private static var asciiDocMarkup: Caption.Markup {
    var markup = Caption.Markup(words: \.markdownWithEntities) {
      "latexmath:[\($0.replacing("]", with: "\\]"))]"
    }
    markup.emphasis = { "__\($0)__" }
    markup.code = { "`+\($0)+`" }
    markup.link = { "link:++\($1)++[\($0)]" }
    return markup
  }

  /// Returns a figure with one picture, or pictures in rows and a paragraph below.
  func restructuredText(of figure: HostFigure) -> [String] {
    let rows = figure.rows.map { $0.compactMap(\.first) }
    let caption = figure.caption.map { caption in
      caption.written(in: Self.restructuredTextMarkup)
        // Beside a space no mark is needed.
        .replacing(#/ \\ (?=[:*`])/#, with: " ")
        .replacing(#/([*`_])\\ (?= )/#) { String($0.1) }
    }
    let width = figure.width.map { $0.attribute(inRow: 1) }
    if rows.count == 1, rows[0].count == 1 {
      return Self.directive("figure", rows[0][0], width: width)
        + (caption.map { ["", "   " + $0] } ?? [])
    }
    let content =
      figure.inRow > 1
      ? Self.table(of: rows, inRow: figure.inRow, figure.width)
      : Array(
        rows.joined().map { Self.directive("image", $0, width: width) }.joined(separator: [""]))
    return content + (caption.map { ["", $0] } ?? [])
  }

  private static func directive(
    _ name: String, _ picture: HostFigure.Picture, width: String?
  ) -> [String] {
    let text = picture.alternativeText.split(whereSeparator: \.isNewline).joined(separator: " ")
    return [".. \(name):: \(picture.address)", "   :alt: \(text)"]
      + (width.map { ["   :width: \($0)\(Int($0) == nil ? "" : "px")"] } ?? [])
  }

  /// Images side by side; as paragraphs they would be one below the other.
  private static func table(
    of rows: [[HostFigure.Picture]], inRow count: Int, _ width: FigureWidth?
  ) -> [String] {
    let (whole, each) =
      width.map { $0.isShare ? ($0.attribute(inRow: 1), "100%") : (nil, $0.attribute(inRow: 1)) }
      ?? (nil, "100%")
    let cells = rows.flatMap { row in
      (0..<count).flatMap { column in
        let lines =
          column < row.count ? directive("image", row[column], width: each) : [""]
        return lines.enumerated().map { index, line in
          "   " + (index > 0 ? "    " : column == 0 ? "* - " : "  - ") + line
        }
      }
    }
    return [".. list-table::", "   :class: borderless"] + (whole.map { ["   :width: \($0)"] } ?? [])
      + [""] + cells
  }

  /// Returns a picture with a title, or paragraphs with the pictures of a row and one below.
  func asciiDoc(of figure: HostFigure) -> [String] {
    let rows = figure.rows.map { $0.compactMap(\.first) }
    let width = figure.width?.attribute(inRow: figure.inRow)
    let caption = figure.caption.map { caption in
      caption.written(in: Self.asciiDocMarkup)
    }
    func line(_ macro: String, _ picture: HostFigure.Picture) -> String {
      "\(macro)\(picture.address)[\"\(picture.alternativeText.markdownWithEntities)\""
        + (width.map { ",width=\($0)" } ?? "") + "]"
    }
    if rows.count == 1, rows[0].count == 1 {
      return (caption.map { ["." + $0] } ?? []) + [line("image::", rows[0][0])]
    }
    return Array(rows.map { $0.map { line("image:", $0) } }.joined(separator: [""]))
      + (caption.map { ["", "_\($0)_"] } ?? [])
  }
}

extension String {
  /// The text as one line of reStructuredText that shows exactly these characters.
  fileprivate var restructuredText: String {
    var text = ""
    for (index, character) in split(whereSeparator: \.isNewline).joined(separator: " ")
      .trimmingBlanks.enumerated()
    {
      // The marks of lists and numbers are markup at the start.
      if "\\*`|_[]<>:-+=#~^@\"'".contains(character) || index < 5 && ".()".contains(character) {
        text += "\\"
      }
      text.append(character)
    }
    return text
  }
}
