/// The output format of Pandoc, which determines the picture format and how several pictures are
/// arranged.
///
///     PandocTarget(format: "beamer").pictures        // .pdf
///     PandocTarget(format: "gfm-raw_html").pictures  // .svg
///     PandocTarget(format: "my-writer.lua")          // .other
public enum PandocTarget: Hashable, Sendable {
  /// A picture format. The raw value is the file extension.
  public enum Pictures: String, Sendable { case svg, png, pdf }

  /// HTML pages.
  case page
  /// reveal.js slides, which can show fragments on top of each other.
  case reveal
  /// Other HTML slides, which cannot replace one picture with another.
  case pageSlides
  case epub
  case latex
  /// ConTeXt, which accepts the same pictures as LaTeX, but none of its commands; and LaTeX by
  /// Quarto, which numbers only figures that are elements of Pandoc.
  case context
  /// LaTeX slides with overlays.
  case beamer
  case word
  case powerPoint
  /// Other office formats, which show bitmaps best.
  case office
  /// Markdown, which may contain HTML.
  case markdown
  /// Any other format. All it needs to support is linked pictures.
  case other

  /// Finds the target for a format name, as Pandoc passes it to a filter.
  ///
  /// - Parameter isInQuarto: whether Quarto runs Pandoc.
  public init(format: String, isInQuarto: Bool = false) {
    let name = format.prefix { $0 != "+" && $0 != "-" }
    self =
      switch name {
      case "html", "html4", "html5", "chunkedhtml": .page
      case "revealjs": .reveal
      case "slidy", "slideous", "dzslides", "s5": .pageSlides
      case "epub", "epub2", "epub3": .epub
      case "latex": isInQuarto ? .context : .latex
      case "context": .context
      case "beamer": .beamer
      case "docx": .word
      case "pptx": .powerPoint
      case "odt", "opendocument", "rtf": .office
      case "gfm", "commonmark", "commonmark_x", "markdown", "markdown_github", "markdown_mmd",
        "markdown_phpextra", "markdown_strict":
        .markdown
      default: .other
      }
  }

  /// The picture format that the target shows best.
  public var pictures: Pictures {
    switch self {
    case .latex, .context, .beamer: .pdf
    case .word, .powerPoint, .office: .png
    case .page, .reveal, .pageSlides, .epub, .markdown, .other: .svg
    }
  }

  /// Whether the picture can depend on the reader's light or dark mode.
  ///
  /// Slides have their own background, whatever the mode of the screen.
  public var choosesThemes: Bool { self == .page }

  /// Whether raw HTML in the document is part of the output.
  var takesHTML: Bool {
    switch self {
    case .page, .reveal, .pageSlides, .epub, .markdown: true
    case .latex, .context, .beamer, .word, .powerPoint, .office, .other: false
    }
  }
}
