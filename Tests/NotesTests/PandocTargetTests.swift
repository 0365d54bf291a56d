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

  @Test("Only pages follow the light or dark mode of the screen")
  func themes() {
    #expect(PandocTarget.page.choosesThemes)
    for target in [PandocTarget.reveal, .epub, .markdown, .latex, .word] {
      #expect(!target.choosesThemes)
    }
  }
}
