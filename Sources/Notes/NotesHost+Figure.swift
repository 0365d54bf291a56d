import Formulas

/// How each host wants a figure written.
extension NotesHost {
  /// Returns the lines of a figure.
  public func lines(of figure: HostFigure) -> [String] {
    if self == .docutils { return restructuredText(of: figure) }
    if self == .asciidoctor { return asciiDoc(of: figure) }
    let rows = figure.rows.map { $0.map(shown) }
    let content =
      self == .hugo && figure.inRow > 1
      ? Self.table(of: rows.map { $0.map { $0.map(markdown(of:)).joined() } })
      : Array(rows.map { lines(ofRow: $0, figure) }.joined(separator: [""]))
    return content + (figure.caption.map { ["", line(of: $0)] } ?? [])
  }

  /// The pictures of a step that the host can show, with their addresses.
  private func shown(_ pictures: [HostFigure.Picture]) -> [HostFigure.Picture] {
    switch themes {
    case .queries: return pictures
    case .first: return Array(pictures.prefix(1))
    case .fragments(let light, let dark):
      let names = HostFigure.lightAndDark(pictures.map(\.theme))
      guard names.count > 1 else { return Array(pictures.prefix(1)) }
      return pictures.filter { names.contains($0.theme) }.map {
        HostFigure.Picture(
          address: $0.address + ($0.theme == "dark" ? dark : light),
          alternativeText: $0.alternativeText, theme: $0.theme, mediaQuery: $0.mediaQuery)
      }
    }
  }

  // MARK: Rows

  private func lines(ofRow row: [[HostFigure.Picture]], _ figure: HostFigure) -> [String] {
    let width = figure.width
    let attribute = width?.attribute(inRow: figure.inRow)
    switch self {
    case .github:
      return row.map { pictures in
        guard attribute == nil, pictures.count == 1, let picture = pictures.first else {
          return HostFigure.element(of: pictures, width: attribute)
        }
        return markdown(of: picture)
      }
    case .kramdown:
      return row.map { pictures in
        guard pictures.count == 1, let picture = pictures.first else {
          return HostFigure.element(of: pictures, width: attribute).withoutLiquid
        }
        return markdown(of: picture) + (attribute.map { "{: width=\"\($0)\"}" } ?? "")
      }
    case .mkdocs:
      return row.flatMap { $0 }.map { picture in
        markdown(of: picture) + (attribute.map { "{ width=\"\($0)\" }" } ?? "")
      }
    case .hugo:
      return row.flatMap { $0 }.map { picture in
        attribute.map { Self.shortcode(for: picture, width: $0) } ?? markdown(of: picture)
      }
    case .mdx:
      return Array(
        row.map { pictures in
          let lines = pictures.map(markdown(of:))
          guard let attribute else { return lines }
          let size = Int(attribute) == nil ? attribute : attribute + "px"
          return ["<div style={{display: \"inline-block\", width: \"\(size)\"}}>", ""] + lines
            + ["", "</div>"]
        }.joined())
    case .obsidian:
      let size = width.map { "|\($0.pixels(inRow: figure.inRow, ofText: Self.textOfObsidian))" }
      return [row.flatMap { $0 }.map { markdown(of: $0, size: size ?? "") }.joined(separator: " ")]
    case .jupyter where attribute == nil && row.allSatisfy { $0.count == 1 }:
      return row.flatMap { $0 }.map(markdown(of:))
    case .moodle, .jupyter, .docutils, .asciidoctor:
      let images = row.map { HostFigure.element(of: $0, width: attribute) }
      return ["<p>\(images.joined(separator: " "))</p>"]
    }
  }

  // The width of a line in CSS pixels, of which a width in percent is a part: Obsidian takes only
  // pixels.
  private static let textOfObsidian = 700.0

  /// Pictures side by side where there is no HTML, and a picture with a width is a figure by itself.
  private static func table(of rows: [[String]]) -> [String] {
    let lines = rows.map { "| " + $0.joined(separator: " | ") + " |" }
    let rule = "|" + String(repeating: "---|", count: rows.first?.count ?? 1)
    return lines.prefix(1) + [rule] + lines.dropFirst()
  }

  // MARK: One picture

  private func markdown(of picture: HostFigure.Picture) -> String {
    markdown(of: picture, size: "")
  }

  private func markdown(of picture: HostFigure.Picture, size: String) -> String {
    "![\(alternativeText(picture.alternativeText))\(size)](\(picture.address))"
  }

  private func alternativeText(_ text: String) -> String {
    switch self {
    case .kramdown, .mkdocs: text.markdownWithEntities
    // A bar comes before a width.
    case .obsidian: text.replacing("|", with: "\u{2223}").markdown
    case .github, .hugo, .mdx, .moodle, .jupyter, .docutils, .asciidoctor: text.markdown
    }
  }

  /// Hugo's figure, the only picture with a width. Between backquotes everything else is literal.
  private static func shortcode(for picture: HostFigure.Picture, width: String) -> String {
    let text = picture.alternativeText.split(whereSeparator: \.isNewline).joined(separator: " ")
      .replacing("`", with: "'")
    return "{{< figure src=\"\(picture.address)\" alt=`\(text)` width=\"\(width)\" >}}"
  }

  // MARK: The caption

  /// Kramdown reads no emphasis within another, and Liquid finds braces in code too.
  private static var kramdownMarkup: Caption.Markup {
    var markup = Caption.Markup(words: \.markdownWithEntities) {
      "$$\($0.replacing("|", with: "\\vert ").spacedForLiquid)$$"
    }
    markup.emphasis = { "<em>\($0)</em>" }
    markup.code = { "<code>\($0.attribute.withoutLiquid)</code>" }
    return markup
  }

  private func line(of caption: Caption) -> String {
    switch self {
    case .moodle: "<p><em>\(caption.html(.parentheses))</em></p>"
    case .kramdown: "*\(caption.written(in: Self.kramdownMarkup))*"
    case .mkdocs:
      "*\(caption.written(in: .init(words: \.markdownWithEntities) { "$\($0)$" }))*"
    case .hugo: "*\(caption.written(in: .init(words: \.markdown) { "\\(\($0)\\)" }))*"
    case .github, .mdx, .obsidian, .jupyter, .docutils, .asciidoctor: "*\(caption.markdown)*"
    }
  }
}

extension String {
  /// HTML in which Liquid finds no braces.
  fileprivate var withoutLiquid: String { replacing("{", with: "&#123;") }

  /// A formula in which Liquid finds no braces: a space between them changes nothing.
  fileprivate var spacedForLiquid: String {
    replacing("{{", with: "{ {").replacing("{{", with: "{ {").replacing("{%", with: "{ %")
      .replacing("{#", with: "{ #")
  }
}
