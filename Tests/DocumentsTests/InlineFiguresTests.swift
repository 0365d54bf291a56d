import Notes
import Testing

@testable import Documents

@Suite struct InlineFiguresTests {
  @Test("A picture that unroll did not draw is a mistake at its block, not an empty figure")
  func foreign() throws {
    let block = try BlockFigure(
      NotesBlock(lesson: "cell: elman\n", options: [:], line: 7),
      at: .init(path: "notes.md", outside: .refused(remedy: "")))
    let drawn = DrawnBlock(
      name: block.name, title: nil,
      pictures: [
        DrawnBlock.Picture(
          step: 3, theme: "light", format: .svg, alternativeText: "", caption: "", narration: "",
          content: Array("<svg/>".utf8))
      ])
    var figures = InlineFigures(choosesThemes: false)
    let mistake = #expect(throws: DocumentMistake.self) {
      try figures.html(block, drawn, isFirst: true)
    }
    #expect(
      mistake?.description
        == "notes.md:7: error: the picture of step 3 cannot be placed in the page, "
        + "because its <svg> is not labelled by a title; this is a bug in unroll; please report it")
  }
}
