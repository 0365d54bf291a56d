import Formulas
import Slides

/// Writes a deck as LaTeX: TikZ nodes and lines at their places, with formulas in the document's fonts.
///
/// ```swift
/// let text = TeXDeck.written(presentation, as: .beamer)  // "% RNN, in 32 steps …"
/// ```
///
/// Colours and styles are defined in one block, and what the same steps show alike is written once.
/// Both pdflatex and xelatex compile it. The macros are documented where they are defined.
public enum TeXDeck {
  /// What the file is.
  public enum Mode: String, CaseIterable, Sendable {
    /// A talk with one frame, whose overlays are the steps.
    case beamer
    /// A document with a page for each step.
    case page
    /// A picture to include by `\input`: the last step, or that chosen by `\unrollstep`.
    case figure
  }

  /// Returns the deck as UTF-8.
  public static func written(_ presentation: Presentation, as mode: Mode = .beamer) -> [UInt8] {
    let picture = TeXPicture(presentation)
    let style = TeXStyle(presentation, picture)
    let count = presentation.pages.count
    let title = presentation.words.title.onOneLine
    let head = ["% \(title), in \(count) step\(count == 1 ? "" : "s")."]
    let lines =
      switch mode {
      case .beamer: head + beamer(presentation, picture, style)
      case .page: head + page(presentation, picture, style)
      case .figure: head + figure(presentation, picture, style)
      }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private static func beamer(
    _ presentation: Presentation, _ picture: TeXPicture, _ style: TeXStyle
  ) -> [String] {
    let (ratio, geometry) = style.beamerPage
    let words = presentation.words
    var lines = [
      "% Compile it with pdflatex or xelatex (of 2020 or later). With [handout] it shows only the last step.",
      "% To put the frame into another talk, copy the style block and the frame.",
      "\\documentclass[\(ratio.map { "aspectratio=\($0)" } ?? "")]{beamer}",
    ]
    if let geometry { lines.append("\\geometry{\(geometry)}") }
    lines += [
      "\\usefonttheme{serif}", "\\setbeamertemplate{navigation symbols}{}",
      "\\title{\\texorpdfstring{\(words.title.latexText)}{\(words.title.latexBookmark)}}",
      "\\usepackage{tikz,amsmath,amsfonts}",
      TeXStyle.libraries,
    ]
    lines += TeXStyle.fonts + style.block(width: "\\paperwidth")
    lines += [
      "", "\\begin{document}", "\\ifdefined\\unrollpage\\else\\newsavebox\\unrollpage\\fi",
      "\\begin{frame}[plain]",
      // On the page by its corner: TikZ's own way to find that needs a second run.
      "\\global\\setbox\\unrollpage\\hbox{\\begin{tikzpicture}[unroll/picture]",
    ]
    lines += steps(of: words)
    let count = words.slides.count
    lines += ["\\only<1-\(count)>{\(style.page)}"]
    for entry in picture.entries {
      guard entry.pages.count < count else {
        lines += entry.commands
        continue
      }
      let isLast = entry.pages.last == count - 1
      let pages = specification(of: entry.pages, in: count)
      // Without a number for it, a handout would show the steps on top of each other.
      lines += braced("\\only<\(pages)| handout:\(isLast ? 1 : 0)>", entry.commands)
    }
    lines.append("\\end{tikzpicture}}%")
    lines.append(
      "\\AddToHookNext{shipout/foreground}{\\put(0,0){\\makebox(0,0)[tl]{\\box\\unrollpage}}}%")
    for (index, slide) in words.slides.enumerated() where !slide.narration.isEmpty {
      let handout = index == count - 1 ? 1 : 0
      lines.append(
        "\\note<\(index + 1)| handout:\(handout)>{\(slide.narration.latexText)}")
    }
    return lines + ["\\end{frame}", "\\end{document}"]
  }

  private static func page(
    _ presentation: Presentation, _ picture: TeXPicture, _ style: TeXStyle
  ) -> [String] {
    let (width, height) = (presentation.width.twoDecimals, presentation.height.twoDecimals)
    var lines = [
      "% Compile it with pdflatex or xelatex: a page for each step.",
      "\\documentclass{article}",
      "\\usepackage[paperwidth=\(width)bp,paperheight=\(height)bp,margin=0pt]{geometry}",
      "\\usepackage{tikz,amsmath,amsfonts}", TeXStyle.libraries, "\\pagestyle{empty}",
      "\\parindent=0pt",
      "\\topskip=0pt",
    ]
    lines += TeXStyle.fonts + style.block(width: "\(width)bp") + TeXStyle.selection
    lines += [""] + body(presentation, picture, style) + ["", "\\begin{document}"]
    for (index, slide) in presentation.words.slides.enumerated() {
      lines.append("% Step \(slide.number): \(slide.title.onOneLine)")
      lines += slide.narration.isEmpty ? [] : ["% \(slide.narration.onOneLine)"]
      lines.append("\\unrollpage{\(index + 1)}")
    }
    return lines + ["\\end{document}"]
  }

  private static func figure(
    _ presentation: Presentation, _ picture: TeXPicture, _ style: TeXStyle
  ) -> [String] {
    let count = presentation.pages.count
    var lines = [
      "% A picture for \\input; the document needs \\usepackage{tikz,amsmath,amsfonts} and",
      "% \(TeXStyle.libraries), and fonts of any size, such as lmodern.",
      "% It is as wide as a line, or as \\unrollwidth if that is defined:",
      "% \\def\\unrollwidth{8cm}\\input{…}.",
    ]
    if count > 1 {
      lines.append(
        "% It shows the last step, or that of \\def\\unrollstep{1}, where 1 is from 1 to \(count).")
    }
    // Line ends are no spaces here, as the picture may be in a line of text.
    lines += [
      "\\begingroup\\endlinechar=-1",
      "\\providecommand\\unrollstep{\(count)}",
    ]
    lines += style.block(width: nil) + TeXStyle.selection
    lines += steps(of: presentation.words)
    lines += ["\\unrollselect{\\unrollstep}%"]
    lines += pictureLines(presentation, picture, style)
    return lines + ["\\endgroup"]
  }

  /// A macro that draws the step that is selected.
  private static func body(
    _ presentation: Presentation, _ picture: TeXPicture, _ style: TeXStyle
  ) -> [String] {
    ["\\newcommand\\unrollpicture{%"] + pictureLines(presentation, picture, style) + ["}"]
  }

  private static func pictureLines(
    _ presentation: Presentation, _ picture: TeXPicture, _ style: TeXStyle
  ) -> [String] {
    let count = presentation.pages.count
    var lines = ["\\begin{tikzpicture}[unroll/picture]", style.page]
    for entry in picture.entries {
      guard entry.pages.count < count else {
        lines += entry.commands
        continue
      }
      let pages = specification(of: entry.pages, in: count)
      lines += braced("\\unrollonly<\(pages)>", entry.commands)
    }
    return lines + ["\\end{tikzpicture}%"]
  }

  /// Returns pages as an overlay specification of Beamer: `2-4,7-` for the second to the fourth page,
  /// and from the seventh to the last.
  private static func specification(of pages: [Int], in count: Int) -> String {
    DeckTimeline.ranges(of: pages).map { range in
      let (first, last) = (range.lowerBound + 1, range.upperBound + 1)
      if first == last { return "\(first)" }
      return last == count ? "\(first)-" : "\(first)-\(last)"
    }.joined(separator: ",")
  }

  /// A list of the steps, as comments.
  private static func steps(of words: DeckWords) -> [String] {
    var lines: [String] = []
    for (index, slide) in words.slides.enumerated() {
      if let section = words.sections.first(where: { $0.slides.lowerBound == index }) {
        lines.append("% \(section.title.onOneLine)")
      }
      let number = slide.number == index + 1 ? "" : " (step \(slide.number) of the lecture)"
      lines.append("%   <\(index + 1)> \(slide.title.onOneLine)\(number)")
    }
    return lines
  }

  private static func braced(_ command: String, _ commands: [String]) -> [String] {
    ["\(command){%"] + commands.map(indented) + ["}"]
  }

  private static func indented(_ text: String) -> String {
    "  " + text.replacing("\n", with: "\n  ")
  }
}
