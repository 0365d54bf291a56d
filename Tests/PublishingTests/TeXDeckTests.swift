import Publishing
import Slides
import Testing

/// The structure of a deck in LaTeX.
@Suite struct TeXDeckTests {
  private func lines(_ presentation: Presentation, _ mode: TeXDeck.Mode = .beamer) -> [Substring] {
    String(decoding: TeXDeck.written(presentation, as: mode), as: UTF8.self)
      .split(separator: "\n")
  }

  @Test("What several steps show alike is written once, with their numbers")
  func overlays() {
    let text = lines(SmallDeck.three).joined(separator: "\n")
    #expect(text.contains("\n\\draw[unroll/edge] (80,100) -- (113,100) -- (120,100);\n"))
    #expect(text.contains("\\only<1,3| handout:1>{%\n  \\node[unroll/node, "))
    #expect(text.contains("\\only<2| handout:0>{%\n  \\node[unroll/node forward-tint, "))
    #expect(text.contains("\\only<2-| handout:1>{%\n  \\node[unroll/node, "))
    #expect(text.contains("unroll/size={40}{40}] (h_2-value) at (140,100)"))
    #expect(text.split(separator: "\\node[").count == 4)
    #expect(lines(SmallDeck.three).contains("\\note<2| handout:0>{Said at 100 \\% of 2.}"))
    #expect(lines(SmallDeck.three).contains("%   <3> title 3"))
    #expect(lines(SmallDeck.three).contains("% all steps"))
    #expect(lines(SmallDeck.three).contains("\\title{\\texorpdfstring{A \\& B}{A   B}}"))
  }

  @Test("Styles say what differs from the most usual one, in colours that have names")
  func styles() {
    let text = lines(SmallDeck.three).joined(separator: "\n")
    #expect(
      text.contains("unroll/node forward-tint/.style={unroll/node, fill=unrollforwardtint}"))
    #expect(text.contains("\\definecolor{unrollforwardtint}{HTML}{E6F1F8}"))
    #expect(text.contains("line width=1.6\\unrollpt, solid, unroll/head={11.22}{2.42}}"))
    #expect(text.contains("\\InputIfFileExists{unroll-style.tex}"))
    let faded = SmallDeck.presentation([[SmallDeck.node("h_1", fill: "#999999")]])
    #expect(lines(faded).joined().contains("fill=unrollink!40!unrollbackground"))
    let other = SmallDeck.presentation([[SmallDeck.node("h_1", fill: "#123456")]])
    #expect(lines(other).contains("\\definecolor{unroll123456}{HTML}{123456}"))
  }

  @Test("The other modes choose steps by macros, and a transparent page is not filled")
  func modes() {
    let page = lines(SmallDeck.three, .page)
    #expect(page.contains("\\unrollonly<1,3>{%") && page.contains("\\unrollpage{3}"))
    #expect(page.contains("% Step 2: title 2"))
    let figure = lines(SmallDeck.three, .figure)
    #expect(figure.contains("\\providecommand\\unrollstep{3}"))
    #expect(!figure.joined().contains("documentclass"))
    let clear = lines(SmallDeck.presentation([[SmallDeck.line]], background: nil))
    #expect(clear.contains("  unroll/page/.style={},"))
  }

  @Test("A page of another shape has its size, and the same deck the same text")
  func pages() {
    let words = SmallDeck.three.words
    let tall = Presentation(
      words: words, width: 595, height: 842, palette: SmallDeck.three.palette, families: [],
      pages: SmallDeck.three.pages)
    #expect(lines(tall).contains("\\geometry{papersize={113.06mm,160mm}}"))
    #expect(lines(SmallDeck.three).contains("\\documentclass[aspectratio=169]{beamer}"))
    #expect(TeXDeck.written(SmallDeck.three) == TeXDeck.written(SmallDeck.three))
  }

  @Test("Pages that contradict each other keep their orders")
  func contradiction() {
    let (a, b) = (
      SmallDeck.node("a", fill: "#ffffff"), SmallDeck.node("b", fill: "#ffffff", x: 120)
    )
    let text = lines(SmallDeck.presentation([[a, b], [b, a]])).joined(separator: "\n")
    #expect(text.split(separator: "\\node[").count == 4)
  }

  @Test("Names are those that TikZ allows, and differ")
  func names() {
    let names = ["h_1.value", "h_1:value", "σ", "f(x)"]
    let page = names.map { SmallDeck.node($0, fill: "#ffffff") }
    let text = lines(SmallDeck.presentation([page])).joined(separator: "\n")
    for name in ["(h_1-value)", "(h_1-value-2)", "(u3c3)", "(f-x-)"] {
      #expect(text.contains("] \(name) at "))
    }
  }
}
