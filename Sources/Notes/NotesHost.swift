import Formulas

/// A program that shows documents. What it reads differently from CommonMark is here, and nowhere
/// else: **a new host goes here**.
public enum NotesHost: String, CaseIterable, Sendable {
  /// GitHub, GitLab and every other program that reads CommonMark with HTML.
  case github
  /// Jekyll, which fills in Liquid's braces before kramdown reads the Markdown.
  case kramdown
  /// MkDocs, with the theme Material.
  case mkdocs
  /// Hugo, which leaves HTML out.
  case hugo
  /// MDX, the Markdown with JSX of Docusaurus.
  case mdx
  /// Obsidian.
  case obsidian
  /// Moodle, whose pictures are files of the text that shows them.
  case moodle
  /// Jupyter, which shows pictures one below the other unless they are in a paragraph.
  case jupyter
  /// Docutils, Sphinx and every other program that reads reStructuredText.
  case docutils
  /// Asciidoctor and every other program that reads AsciiDoc.
  case asciidoctor

  /// The hosts of documents in Markdown, among which an author chooses.
  public static let ofMarkdown = allCases.filter {
    ![.jupyter, .docutils, .asciidoctor].contains($0)
  }

  /// The host of a document whose author names none.
  ///
  /// - Parameter chosen: the host that its author names for documents in Markdown.
  public init(ofDocument path: String, chosen: NotesHost? = nil) {
    self =
      switch DocumentSyntax(of: path) {
      case .restructuredText: .docutils
      case .asciiDoc: .asciidoctor
      case .markdown where LessonDocument.isNotebook(path): .jupyter
      case .markdown: chosen ?? (path.lowercased().hasSuffix(".mdx") ? .mdx : .github)
      }
  }

  /// How it shows a picture in light and dark pages.
  enum Themes {
    /// By `<picture>`, whose sources have media queries.
    case queries
    /// By the ends of addresses, which its style sheet selects.
    case fragments(light: String, dark: String)
    /// It shows only the first theme.
    case first
  }

  var themes: Themes {
    switch self {
    case .github, .kramdown, .jupyter: .queries
    case .mkdocs: .fragments(light: "#only-light", dark: "#only-dark")
    case .mdx: .fragments(light: "#gh-light-mode-only", dark: "#gh-dark-mode-only")
    case .hugo, .obsidian, .moodle, .docutils, .asciidoctor: .first
    }
  }

  /// Returns a block with the themes that the host shows: only the first where it has no pairs.
  public func shown(_ block: NotesBlock) -> NotesBlock {
    guard case .first = themes, let all = block.options["theme"],
      let first = all.split(separator: ",").first, first.count < all.count
    else { return block }
    return block.replacing("theme", by: String(first))
  }

  /// The comments around a region.
  var marks: RegionMarks {
    switch self {
    case .mdx: .expression
    case .docutils: .dots
    case .asciidoctor: .slashes
    default: .html
    }
  }

  /// The lines that open the fold of a lesson; `nil` if it shows no block of code in a fold.
  var foldStart: [String]? {
    switch self {
    case .github, .jupyter: ["<details><summary>Lesson</summary>"]
    case .kramdown, .mkdocs: ["<details markdown=\"1\"><summary>Lesson</summary>"]
    // Each tag must end in the paragraph where it begins.
    case .mdx: ["<details>", "<summary>Lesson</summary>"]
    case .hugo, .obsidian, .moodle, .docutils, .asciidoctor: nil
    }
  }

  /// The opening lines of folds in all hosts, the longest first.
  static let foldStarts = Array(Set(allCases.compactMap(\.foldStart))).sorted {
    $0.count > $1.count
  }
  /// The line that closes a fold.
  static let foldEnd = "</details>"

  /// The folder in the address of every picture, if the host does not let authors choose it.
  public var pictureFolder: String? { self == .moodle ? "@@PLUGINFILE@@/" : nil }

  /// Why it cannot fold a lesson, and what to do.
  var foldRefusal: String {
    switch self {
    case .hugo:
      "Hugo leaves <details> out; to hide all lessons, add an empty file "
        + "layouts/_default/_markup/render-codeblock-unroll.html"
    case .docutils:
      "reStructuredText folds no text; write the lesson as a comment, .. unroll, which is not shown"
    case .asciidoctor:
      "AsciiDoc has its own folds; put the block into one with [%collapsible], and leave "
        + "--hide-source out"
    case .obsidian, .moodle:
      "\(name) shows no code inside <details>; leave --hide-source out"
    case .github, .kramdown, .mkdocs, .mdx, .jupyter:
      "\(name) reads no <details> in a list or quote; move the block out of it, or leave "
        + "--hide-source out"
    }
  }

  /// Its name in messages.
  var name: String {
    switch self {
    case .github: "GitHub"
    case .kramdown: "Jekyll's kramdown"
    case .mkdocs: "MkDocs"
    case .hugo: "Hugo"
    case .mdx: "MDX"
    case .obsidian: "Obsidian"
    case .moodle: "Moodle"
    case .jupyter: "Jupyter"
    case .docutils: "Docutils"
    case .asciidoctor: "Asciidoctor"
    }
  }
}
