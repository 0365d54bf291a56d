import Testing

@testable import Figures

@Suite struct InlineSVGTests {
  @Test("A picture is placed on one line, with the ids and the description of the page")
  func placed() throws {
    let figure = try Figure(of: Scene(of: Samples.board("circuit")))
    let drawn = try figure.rendered(
      figure.scene.storyboard.steps[0], as: .svgWithText, id: "a", variant: nil)
    let svg = try InlineSVG(drawn)
    let own = svg.element(ids: svg.idPrefix, style: "width:60%", description: nil)
    #expect(own.hasPrefix("<svg style=\"width:60%\"") && own.hasSuffix("</svg>"))
    #expect(!own.contains("\n") && own.contains("id=\"\(svg.idPrefix)--description\">"))
    let other = svg.element(ids: "b", style: "", description: "Mine")
    #expect(!other.contains("\"\(svg.idPrefix)-") && !other.contains("#\(svg.idPrefix)-"))
    #expect(other.contains("<desc id=\"b--description\">Mine</desc>"))
  }

  @Test("A file that unroll did not draw is refused, with what it lacks")
  func refused() {
    func mistake(_ text: String) -> InlineSVG.Mistake? {
      #expect(throws: InlineSVG.Mistake.self) { try InlineSVG(Array(text.utf8)) }
    }
    #expect(mistake("") == .element)
    #expect(mistake("<svg></svg>") == .label)
    #expect(
      mistake("<svg aria-labelledby=\"a--title a--description\"></svg>") == .description)
  }
}
