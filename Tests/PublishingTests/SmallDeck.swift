import Formulas
import Graphviz
import Slides

/// Decks made by hand, of circles with a name and a line between them.
///
///     SmallDeck.presentation([[SmallDeck.line], [SmallDeck.node("h_1", fill: "#ffffff")]])
enum SmallDeck {
  /// Letters 20 points high in the middle of a page.
  static func text(_ notation: Notation, left: Double, color: String = "#000000")
    -> Element.Text
  {
    Element.Text(
      notation: notation, stage: 0, size: 20, isBold: false, color: color, left: left,
      baseline: 105, width: 20, ascent: 14, descent: 4)
  }

  /// A circle with a name.
  static func node(_ name: String, fill: String, x: Double = 40) -> Element {
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

  /// A line with a head between them.
  static let line = Element(
    name: "h_1->h_2", classes: "edge",
    parts: [
      .curve(
        .init(
          points: [Point(80, 100), Point(90, 100), Point(100, 100), Point(113, 100.004)],
          tip: Point(120, 100), stroke: Stroke(color: "#000000", width: 1.6)))
    ])

  /// A deck with some pages.
  static func presentation(_ pages: [[Element]], background: String? = "#ffffff")
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
        background: background, fadedShare: 0.4,
        entries: [
          .init(name: "ink", color: "#000000", faded: "#999999"),
          .init(name: "forward-tint", color: "#e6f1f8", faded: "#f5f9fc"),
        ]), families: ["STIX"], pages: pages)
  }

  /// Three steps: h_1 is tinted in the second, and h_2.value comes with it.
  static let three = presentation([
    [line, node("h_1", fill: "#ffffff")],
    [line, node("h_1", fill: "#e6f1f8"), node("h_2.value", fill: "#ffffff", x: 120)],
    [line, node("h_1", fill: "#ffffff"), node("h_2.value", fill: "#ffffff", x: 120)],
  ])
}
