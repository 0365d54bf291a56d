/// What Pandoc writes in the end: which pictures that takes, and how several stand together in it.
///
///     PandocTarget(format: "beamer").pictures        // .pdf
///     PandocTarget(format: "gfm-raw_html").pictures  // .svg
///     PandocTarget(format: "my-writer.lua")          // .other
public enum PandocTarget: Hashable, Sendable {
  /// A kind of picture; its raw value is the extension of the file.
  public enum Pictures: String, Sendable { case svg, png, pdf }

  /// Pages of HTML.
  case page
  /// Slides that put fragments on top of each other.
  case reveal
  /// Other slides in HTML, which cannot replace a picture by another.
  case pageSlides
  case epub
  /// LaTeX, and ConTeXt, which takes the same pictures.
  case latex
  /// LaTeX with overlays.
  case beamer
  case word
  case powerPoint
  /// Other programs that show pixels best.
  case office
  /// Markdown, in which HTML may stand.
  case markdown
  /// Any other, of which we ask only that it links pictures.
  case other

  /// Finds the target of a format's name, as Pandoc hands it to a filter.
  public init(format: String) {
    let name = format.prefix { $0 != "+" && $0 != "-" }
    self =
      switch name {
      case "html", "html4", "html5", "chunkedhtml": .page
      case "revealjs": .reveal
      case "slidy", "slideous", "dzslides", "s5": .pageSlides
      case "epub", "epub2", "epub3": .epub
      case "latex", "context": .latex
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

  /// The pictures that the target shows best.
  public var pictures: Pictures {
    switch self {
    case .latex, .beamer: .pdf
    case .word, .powerPoint, .office: .png
    case .page, .reveal, .pageSlides, .epub, .markdown, .other: .svg
    }
  }

  /// Whether a reader's light or dark screen can choose among pictures.
  ///
  /// Slides have a background of their own, whatever the screen's.
  public var choosesThemes: Bool { self == .page }

  /// Whether HTML in the document reaches the reader.
  var takesHTML: Bool {
    switch self {
    case .page, .reveal, .pageSlides, .epub, .markdown: true
    case .latex, .beamer, .word, .powerPoint, .office, .other: false
    }
  }
}
