import Formulas
import Slides

/// The text to paste into slides for pictures or a PDF that were just drawn: in the right order, with
/// sizes, overlay numbers, alternative texts and what is said.
///
/// ```swift
/// let snippet = Snippet(words: words, width: 960, height: 540, background: "#ffffff", files: files)
/// snippet.text(for: .marp)  // "![w:1001 A network …](lesson/lesson-1.svg)\n\n<!-- … -->\n\n---\n…"
/// ```
public struct Snippet: Sendable {
  /// A program that shows slides.
  public enum Target: String, CaseIterable, Sendable {
    /// A frame of LaTeX's class beamer.
    case beamer
    /// A section of reveal.js.
    case reveal
    /// A slide of Quarto for reveal.js.
    case quarto
    /// A slide of Slidev.
    case slidev
    /// Slides of Marp.
    case marp
    /// Pages of Typst.
    case typst
    /// Pictures one below the other, with captions.
    case html

    /// Whether it can show pages of a PDF.
    public var showsPages: Bool { self == .beamer || self == .typst }
  }

  /// Where the picture of a step is.
  public struct File: Hashable, Sendable {
    /// The path, as it is written.
    public let path: String
    /// The page of a PDF, from 1; `nil` for a picture.
    public let page: Int?

    /// Names a file.
    public init(path: String, page: Int? = nil) {
      self.path = path
      self.page = page
    }
  }

  let words: DeckWords
  let width, height: Double
  let background: String?
  let files: [File]

  /// Names what a snippet shows.
  ///
  /// - Parameters:
  ///   - words: the words of the chosen steps.
  ///   - width: the width of the pictures, as their height in points.
  ///   - background: their colour as `#rrggbb`, `nil` if they are transparent.
  ///   - files: the pictures of the steps.
  /// - Precondition: there is a file for each step, and at least one.
  public init(
    words: DeckWords, width: Double, height: Double, background: String?, files: [File]
  ) {
    precondition(words.slides.count == files.count && !files.isEmpty, "each step has a file")
    (self.words, self.width, self.height) = (words, width, height)
    (self.background, self.files) = (background, files)
  }

  /// The steps with their files.
  var steps: [(slide: DeckWords.Slide, file: File)] {
    Array(zip(words.slides, files)).map { (slide: $0.0, file: $0.1) }
  }

  /// Returns the text to paste.
  public func text(for target: Target) -> String {
    let lines =
      switch target {
      case .beamer: beamer
      case .reveal: ["<section>"] + reveal + ["</section>"]
      case .quarto:
        ["---", "", "```{=html}"] + revealPicture
          + ["```", "", "::: {.notes}"] + narrations.map(\.inMarkdown).flatMap { [$0, ""] }
          + [":::"]
      case .slidev: slidev
      case .marp: marp
      case .typst: typst
      case .html: html
      }
    return lines.map { $0 + "\n" }.joined()
  }

  /// What is said to each step, with its number.
  private var narrations: [String] {
    words.slides.map { "\($0.number). \($0.narration)" }
  }

  // MARK: LaTeX and Typst

  private var beamer: [String] {
    var lines = ["\\begin{frame}", "  \\centering"]
    for (index, step) in steps.enumerated() {
      // A handout shows the last step.
      let handout = index == files.count - 1 ? 1 : 0
      let page = step.file.page.map { "page=\($0)," } ?? ""
      lines += [
        "  % Step \(step.slide.number): \(step.slide.title.onOneLine)",
        "  \\includegraphics<\(index + 1)| handout:\(handout)>[\(page)width=\\textwidth,"
          + "height=.9\\textheight,keepaspectratio,",
        "    alt={\(step.slide.alternativeText.latexText)}]{\(step.file.path)}%",
      ]
    }
    for (index, slide) in words.slides.enumerated() where !slide.narration.isEmpty {
      let handout = index == files.count - 1 ? 1 : 0
      lines.append("  \\note<\(index + 1)| handout:\(handout)>{\(slide.narration.latexText)}")
    }
    return lines + ["\\end{frame}"]
  }

  private var typst: [String] {
    steps.flatMap { step in
      let page = step.file.page.map { "page: \($0), " } ?? ""
      return [
        "// Step \(step.slide.number): \(step.slide.title.onOneLine)",
        "#page(width: \(width.twoDecimals)pt, height: \(height.twoDecimals)pt, margin: 0pt)[",
        "  #image(\(step.file.path.typstString), \(page)width: 100%,",
        "    alt: \(step.slide.alternativeText.onOneLine.typstString))",
        "  #metadata((t: \"Note\", v: \(step.slide.narration.onOneLine.typstString)))<pdfpc>", "]",
      ]
    }
  }

  // MARK: HTML and Markdown

  private var reveal: [String] {
    revealPicture.map { "  " + $0 } + ["  <aside class=\"notes\">", "    <ol>"]
      + words.slides.map { "      <li value=\"\($0.number)\">\($0.narration.attribute)</li>" }
      + ["    </ol>", "  </aside>"]
  }

  /// All steps in one picture, the first of which is always there; each later step covers it and
  /// gives way to the next at once, so nothing flashes or moves.
  private var revealPicture: [String] {
    let (wide, high) = (width.twoDecimals, height.twoDecimals)
    var lines = [
      "<svg viewBox=\"0 0 \(wide) \(high)\" width=\"\(wide)\" height=\"\(high)\" class=\"r-stretch\" "
        + "style=\"max-width: 100%\">"
    ]
    for (index, step) in steps.enumerated() {
      let kind = index == files.count - 1 ? "fragment" : "fragment current-visible"
      let fragment =
        index == 0
        ? ""
        : " class=\"\(kind)\" data-fragment-index=\"\(index - 1)\" style=\"transition: none\" "
          + "data-notes=\"\(step.slide.narration.attribute)\""
      lines += [
        "  <g\(fragment) role=\"img\" aria-label=\"\(step.slide.alternativeText.attribute)\">",
        "    <rect width=\"\(wide)\" height=\"\(high)\" fill=\"\(background ?? "#ffffff")\"/>",
        "    <image href=\"\(step.file.path.attribute)\" width=\"\(wide)\" height=\"\(high)\"/>",
        "  </g>",
      ]
    }
    return lines + ["</svg>"]
  }

  private var slidev: [String] {
    // Slidev's slides are 980 pixels wide.
    let wide = min(980, 551 * width / height).twoDecimals
    var lines = ["---", "layout: none", "clicks: \(files.count - 1)", "---", ""]
    for (index, step) in steps.enumerated() {
      lines.append(
        "<img v-show=\"$clicks === \(index)\" src=\"/\(step.file.path.attribute)\" width=\"\(wide)\" "
          + "alt=\"\(step.slide.alternativeText.attribute)\" />")
    }
    lines += ["", "<!--"]
    for (index, slide) in words.slides.enumerated() {
      lines += [(index == 0 ? "" : "[click] ") + slide.narration.inHTMLComment]
    }
    return lines + ["-->"]
  }

  private var marp: [String] {
    // What Marp's own themes leave of 1280 × 720 pixels.
    let wide = Int(min(1120, 563 * width / height))
    return steps.enumerated().flatMap { index, step in
      (index == 0 ? [] : ["---", ""]) + [
        "![w:\(wide) \(step.slide.alternativeText.inMarkdown)](<\(step.file.path)>)", "",
        "<!--", step.slide.narration.inHTMLComment, "-->", "",
      ]
    }
  }

  private var html: [String] {
    steps.flatMap { step in
      [
        "<figure>",
        "  <img src=\"\(step.file.path.attribute)\" width=\"\(width.twoDecimals)\" "
          + "height=\"\(height.twoDecimals)\"",
        "    alt=\"\(step.slide.alternativeText.attribute)\" "
          + "style=\"max-width: 100%; height: auto\">",
        "  <figcaption>\(step.slide.title.attribute)</figcaption>", "</figure>",
      ]
    }
  }
}

extension String {
  /// The text in Markdown, on one line, with what would be markup escaped.
  fileprivate var inMarkdown: String {
    onOneLine.map { "\\`*_{}[]<>#|$".contains($0) ? "\\\($0)" : String($0) }.joined()
  }

  /// The text in a comment of HTML, which two hyphens could end.
  fileprivate var inHTMLComment: String {
    onOneLine.replacing("--", with: "- -").replacing(">", with: "&gt;")
  }
}
