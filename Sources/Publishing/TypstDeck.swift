import Formulas
import Slides

/// Writes a deck as Typst: shapes, lines and formulas at their places, one page a step.
///
/// ```swift
/// let text = TypstDeck.written(presentation)  // "// RNN, in 32 steps …"
/// ```
///
/// It needs no packages, and Typst 0.13 or later. Colours, fonts and functions are defined in one
/// block, and what several steps show alike is written once. What is said to a step is metadata with
/// the label `pdfpc`, as the package polylux writes it
/// (<https://polylux.dev/book/external/pdfpc.html>).
public enum TypstDeck {
  /// Returns the deck as UTF-8; the same deck gives the same bytes.
  ///
  /// - Complexity: O(n · v), n the number of elements of all pages, v that of different ones.
  public static func written(_ presentation: Presentation) -> [UInt8] {
    let words = presentation.words
    let count = words.slides.count
    var lines = [
      "// \(words.title.onOneLine), in \(count) step\(count == 1 ? "" : "s").",
      "// Compile it with Typst 0.13 or later: a page for each step.",
      "// Another document shows step 3 at half its size by",
      "//   #import \"…\": unroll-picture",
      "//   #scale(50%, reflow: true, unroll-picture(\(min(3, count))))",
      "#set document(title: \(words.title.onOneLine.typstString))",
    ]
    lines += TypstStyle(presentation).block
    lines += steps(of: presentation)
    lines += pages(of: presentation)
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  /// A function that draws step k, and one that draws it as a picture for other documents.
  private static func steps(of presentation: Presentation) -> [String] {
    let count = presentation.pages.count
    var lines = ["", "// What step k shows, in the order in which it is drawn."]
    lines.append("#let unroll-step(k) = {")
    let widths = TextWidths(presentation)
    let colors = TypstColors(presentation.palette)
    for entry in DeckTimeline.entries(of: presentation.pages) {
      lines.append("  // \(entry.element.name.onOneLine)")
      let commands = TypstWriter(element: entry.element, widths: widths, colors: colors).commands
      if entry.pages.count == count {
        lines += commands.map { "  \($0)" }
      } else {
        lines.append("  if \(condition(entry.pages, in: count)) {")
        lines += commands.map { "    \($0)" } + ["  }"]
      }
    }
    return lines + [
      "}",
      "#let unroll-picture(k) = block(width: \(presentation.width.twoDecimals)pt, "
        + "height: \(presentation.height.twoDecimals)pt,",
      "  fill: unroll-page, spacing: 0pt, breakable: false, unroll-step(k))",
    ]
  }

  /// Whether k is the number of one of some pages, which are counted from 0.
  private static func condition(_ pages: [Int], in count: Int) -> String {
    DeckTimeline.ranges(of: pages).map { range in
      let (first, last) = (range.lowerBound + 1, range.upperBound + 1)
      if first == last { return "k == \(first)" }
      if last == count { return "k >= \(first)" }
      return first == 1 ? "k <= \(last)" : "(k >= \(first) and k <= \(last))"
    }.joined(separator: " or ")
  }

  private static func pages(of presentation: Presentation) -> [String] {
    let words = presentation.words
    var lines = [
      "",
      "#set page(width: \(presentation.width.twoDecimals)pt, height: \(presentation.height.twoDecimals)pt, "
        + "margin: 0pt, fill: unroll-page)",
      "#set text(lang: \(words.language.rawValue.typstString))",
      "// Sections are headings that only the outline shows.",
      "#show heading: none",
    ]
    for (index, slide) in words.slides.enumerated() {
      lines.append("// Step \(slide.number): \(slide.title.onOneLine)")
      var content = ["#unroll-step(\(index + 1))"]
      if let section = words.sections.first(where: { $0.slides.lowerBound == index }) {
        content.insert("#heading(\(section.title.onOneLine.typstString))", at: 0)
      }
      if !slide.narration.isEmpty {
        content.append("#metadata((t: \"Note\", v: \(slide.narration.typstString)))<pdfpc>")
      }
      lines += ["#page["] + content.map { "  \($0)" } + ["]"]
    }
    return lines
  }
}
