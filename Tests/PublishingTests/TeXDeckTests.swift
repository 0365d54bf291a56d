import Formulas
import Graphviz
import Publishing
import Slides
import Testing

/// The structure of a deck in LaTeX.
@Suite struct TeXDeckTests {
  private static func text(_ notation: Notation, left: Double, color: String = "#000000")
    -> Element.Text
  {
    Element.Text(
      notation: notation, stage: 0, size: 20, isBold: false, color: color, left: left,
      baseline: 105, width: 20, ascent: 14, descent: 4)
  }

  private static func node(_ name: String, fill: String, x: Double = 40) -> Element {
    Element(
      name: name, classes: "node state",
      parts: [
        .shape(
          .init(
            kind: .ellipse, box: Box(x: x, y: 80, width: 40, height: 40),
            stroke: Stroke(color: "#000000", width: 1.6), fill: fill)),
        .text(text(.name("h_1"), left: x + 10)),
      ])
  }

  private static let line = Element(
    name: "h_1->h_2", classes: "edge",
    parts: [
      .curve(
        .init(
          points: [Point(80, 100), Point(90, 100), Point(100, 100), Point(113, 100.004)],
          tip: Point(120, 100), stroke: Stroke(color: "#000000", width: 1.6)))
    ])

  private static func presentation(_ pages: [[Element]], background: String? = "#ffffff")
    -> Presentation
  {
    let slides = pages.indices.map {
      DeckWords.Slide(
        number: $0 + 1, name: "step \($0)", title: "title \($0 + 1)",
        narration: "Said at 100 % of \($0 + 1).", alternativeText: "")
    }
    return Presentation(
      words: DeckWords(
        title: "A & B", language: .english,
        sections: [.init(title: "all\nsteps", slides: 0..<pages.count)], slides: slides),
      width: 960, height: 540,
      palette: Palette(
        background: background,
        entries: [
          .init(name: "ink", color: "#000000", faded: "#999999"),
          .init(name: "forward-tint", color: "#e6f1f8", faded: "#f5f9fc"),
        ]), families: ["STIX"], pages: pages)
  }

  private static let three = presentation([
    [line, node("h_1", fill: "#ffffff")],
    [line, node("h_1", fill: "#e6f1f8"), node("h_2.value", fill: "#ffffff", x: 120)],
    [line, node("h_1", fill: "#ffffff"), node("h_2.value", fill: "#ffffff", x: 120)],
  ])

  private func lines(_ presentation: Presentation, _ mode: TeXDeck.Mode = .beamer) -> [Substring] {
    String(decoding: TeXDeck.written(presentation, as: mode), as: UTF8.self)
      .split(separator: "\n")
  }

  @Test("What several steps show alike is written once, with their numbers")
  func overlays() {
    let text = lines(Self.three).joined(separator: "\n")
    #expect(text.contains("\n\\draw[unroll/edge] (80,100) -- (113,100) -- (120,100);\n"))
    #expect(text.contains("\\only<1,3| handout:1>{%\n  \\node[unroll/node, "))
    #expect(text.contains("\\only<2| handout:0>{%\n  \\node[unroll/node forward-tint, "))
    #expect(text.contains("\\only<2-| handout:1>{%\n  \\node[unroll/node, "))
    #expect(text.contains("unroll/size={40}{40}] (h_2-value) at (140,100)"))
    #expect(text.split(separator: "\\node[").count == 4)
    #expect(lines(Self.three).contains("\\note<2| handout:0>{Said at 100 \\% of 2.}"))
    #expect(lines(Self.three).contains("%   <3> title 3"))
    #expect(lines(Self.three).contains("% all steps"))
    #expect(lines(Self.three).contains("\\title{\\texorpdfstring{A \\& B}{A   B}}"))
  }

  @Test("Styles say what differs from the most usual one, in colours that have names")
  func styles() {
    let text = lines(Self.three).joined(separator: "\n")
    #expect(
      text.contains("unroll/node forward-tint/.style={unroll/node, fill=unrollforwardtint}"))
    #expect(text.contains("\\definecolor{unrollforwardtint}{HTML}{E6F1F8}"))
    #expect(text.contains("line width=1.6\\unrollpt, solid, unroll/head={11.22}{2.42}}"))
    #expect(text.contains("\\InputIfFileExists{unroll-style.tex}"))
    let faded = Self.presentation([[Self.node("h_1", fill: "#999999")]])
    #expect(lines(faded).joined().contains("fill=unrollink!40!unrollbackground"))
    let other = Self.presentation([[Self.node("h_1", fill: "#123456")]])
    #expect(lines(other).contains("\\definecolor{unroll123456}{HTML}{123456}"))
  }

  @Test("The other modes choose steps by macros, and a transparent page is not filled")
  func modes() {
    let page = lines(Self.three, .page)
    #expect(page.contains("\\unrollonly<1,3>{%") && page.contains("\\unrollpage{3}"))
    #expect(page.contains("% Step 2: title 2"))
    let figure = lines(Self.three, .figure)
    #expect(figure.contains("\\providecommand\\unrollstep{3}"))
    #expect(!figure.joined().contains("documentclass"))
    let clear = lines(Self.presentation([[Self.line]], background: nil))
    #expect(clear.contains("  unroll/page/.style={},"))
  }

  @Test("A page of another shape has its size, and the same deck the same text")
  func pages() {
    let words = Self.three.words
    let tall = Presentation(
      words: words, width: 595, height: 842, palette: Self.three.palette, families: [],
      pages: Self.three.pages)
    #expect(lines(tall).contains("\\geometry{papersize={113.06mm,160mm}}"))
    #expect(lines(Self.three).contains("\\documentclass[aspectratio=169]{beamer}"))
    #expect(TeXDeck.written(Self.three) == TeXDeck.written(Self.three))
  }

  @Test("Pages that contradict each other keep their orders")
  func contradiction() {
    let (a, b) = (Self.node("a", fill: "#ffffff"), Self.node("b", fill: "#ffffff", x: 120))
    let text = lines(Self.presentation([[a, b], [b, a]])).joined(separator: "\n")
    #expect(text.split(separator: "\\node[").count == 4)
  }

  @Test("Names are those that TikZ allows, and differ")
  func names() {
    let names = ["h_1.value", "h_1:value", "σ", "f(x)"]
    let page = names.map { Self.node($0, fill: "#ffffff") }
    let text = lines(Self.presentation([page])).joined(separator: "\n")
    for name in ["(h_1-value)", "(h_1-value-2)", "(u3c3)", "(f-x-)"] {
      #expect(text.contains("] \(name) at "))
    }
  }
}
