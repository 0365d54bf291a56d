import Testing

@testable import Notes

@Suite struct PandocTargetTests {
  @Test(
    "Each target gets the picture format that it shows best",
    arguments: [
      ("html", .svg), ("html5", .svg), ("revealjs", .svg), ("epub3", .svg), ("latex", .pdf),
      ("beamer", .pdf), ("context", .pdf), ("docx", .png), ("pptx", .png), ("odt", .png),
      ("gfm", .svg),
      ("typst", .svg), ("", .svg), ("writer.lua", .svg),
    ] as [(String, PandocTarget.Pictures)])
  func pictures(_ format: String, _ pictures: PandocTarget.Pictures) {
    #expect(PandocTarget(format: format).pictures == pictures)
  }

  @Test("Extensions of a format do not change the target")
  func extensions() {
    #expect(PandocTarget(format: "gfm-raw_html+footnotes") == .markdown)
    #expect(PandocTarget(format: "html+smart") == .page)
  }

  @Test("In Quarto, figures of LaTeX stay elements of Pandoc, which Quarto numbers")
  func quarto() throws {
    let target = PandocTarget(format: "latex", isInQuarto: true)
    #expect(target != .latex && target.pictures == .pdf)
    let pictures = (1...4).map { PandocFigure.Picture(file: "\($0).pdf", alternativeText: "") }
    let grid = PandocFigure(
      id: "fig-a", caption: "Cap", pictures: pictures, arrangement: .rows(of: 2))
    #expect(grid.slides(for: target, hasFigures: true)[0][0]["t"] == "Figure")
    #expect(PandocTarget(format: "html", isInQuarto: true) == .page)
  }

  @Test("Only pages follow the light or dark mode of the screen")
  func themes() {
    #expect(PandocTarget.page.choosesThemes)
    for target in [PandocTarget.reveal, .epub, .markdown, .latex, .word] {
      #expect(!target.choosesThemes)
    }
  }
}
