import Formulas
import Publishing
import Slides
import Testing

/// The text to paste into slides.
@Suite struct SnippetTests {
  private static let words = DeckWords(
    title: "A & B", language: .english,
    sections: [.init(title: "all", slides: 0..<2)],
    slides: [
      .init(
        number: 3, name: "a", title: "one", narration: "Say -- 5 % > \"this\".",
        alternativeText: "A [graph] of 50 %"),
      .init(number: 5, name: "b", title: "two", narration: "Then this.", alternativeText: "B"),
    ])

  private func text(_ target: Snippet.Target, pages: Bool = false) -> String {
    let files =
      pages
      ? [1, 2].map { Snippet.File(path: "talk.pdf", page: $0) }
      : ["fig-3.svg", "fig-5.svg"].map { Snippet.File(path: $0) }
    return Snippet(
      words: Self.words, width: 960, height: 540, background: "#14181d", files: files
    ).text(for: target)
  }

  @Test("Beamer gets overlays, which count the pages of the PDF, and a handout its last page")
  func beamer() {
    let lines = text(.beamer, pages: true)
    #expect(lines.contains("\\includegraphics<1| handout:0>[page=1,width=\\textwidth"))
    #expect(lines.contains("\\includegraphics<2| handout:1>[page=2,width=\\textwidth"))
    #expect(lines.contains("alt={A [graph] of 50 \\%}]{talk.pdf}%"))
    #expect(lines.contains("% Step 5: two"))
    #expect(lines.contains("\\note<2| handout:1>{Then this.}"))
  }

  @Test("reveal.js and Quarto get one picture whose steps cover each other")
  func reveal() {
    for target in [Snippet.Target.reveal, .quarto] {
      let lines = text(target)
      #expect(lines.split(separator: "<svg ").count == 2)
      #expect(lines.contains("<g role=\"img\" aria-label=\"A [graph] of 50 %\">"))
      #expect(lines.contains("<g class=\"fragment\" data-fragment-index=\"0\""))
      #expect(lines.contains("<image href=\"fig-5.svg\" width=\"960\" height=\"540\"/>"))
      #expect(lines.contains("fill=\"#14181d\""))
    }
    #expect(text(.reveal).contains("<li value=\"3\">Say -- 5 % &gt; &quot;this&quot;.</li>"))
    #expect(text(.quarto).hasPrefix("---\n\n```{=html}\n<svg "))
    #expect(text(.quarto).hasSuffix(":::\n"))
  }

  @Test("Slidev, Marp, Typst and HTML get a picture for each step")
  func others() {
    #expect(text(.slidev).contains("clicks: 1\n"))
    #expect(
      text(.slidev).contains("<img v-show=\"$clicks === 1\" src=\"/fig-5.svg\" width=\"979.56\""))
    #expect(text(.slidev).contains("[click] Then this."))
    #expect(text(.marp).contains("![w:1000 A \\[graph\\] of 50 %](<fig-3.svg>)"))
    #expect(text(.marp).contains("Say - - 5 % &gt; \"this\"."))
    #expect(text(.typst, pages: true).contains("#image(\"talk.pdf\", page: 2, width: 100%,"))
    #expect(text(.typst).contains("v: \"Say -- 5 % > \\\"this\\\".\"))<pdfpc>"))
    #expect(text(.html).split(separator: "<figure>").count == 2)
    #expect(text(.html).contains("<figcaption>two</figcaption>"))
  }
}
