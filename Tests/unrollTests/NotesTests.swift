import Foundation
import TestSupport
import Testing

@Suite struct NotesTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("Notes contain the narration of the chosen steps next to their pictures")
  func notes() throws {
    let run = try Tool.run(
      "render", Tool.elman, "-o", "fig.svg", "--steps", "answer", "--notes", "talk/notes.md",
      "--language", "it", in: folder)
    #expect(run.code == 0 && run.errors == "Wrote fig.svg\nWrote talk/notes.md\n")
    #expect(
      try folder.text(of: "talk/notes.md") == """
        # RNN and their computational graph

        ## 21. la risposta: il gradiente rispetto a h_0

        Il gradiente della loss rispetto a h zero è meno venti.

        """)
    let picture = XMLText(try folder.bytes(of: "fig.svg"))
    #expect(picture.text.contains("Passo 21 di 26: la risposta: il gradiente rispetto a h_0"))
    #expect(picture.text.contains("Il gradiente della loss rispetto a h zero è meno venti."))
  }

  @Test("A second process draws in the same language and writes no notes")
  func shared() throws {
    let run = try Tool.run(
      "render", Tool.elman, "-o", "a/", "-f", "svg", "-f", "png", "--ppi", "20", "--steps", "1-8",
      "--language", "it", "--notes", "-", "-q", in: folder)
    #expect(run.code == 0 && run.errors.isEmpty)
    #expect(run.text.components(separatedBy: "\n## ").count == 9)
    for number in 1...8 {
      let text = XMLText(try folder.bytes(of: "a/elman-\(number).svg")).text
      #expect(text.contains("Passo \(number) di 26: "))
    }
  }

  @Test("Notes and a picture cannot be written to the same place")
  func misuse() throws {
    func message(_ output: String, _ notes: String) throws -> String {
      let run = try Tool.run(
        "render", Tool.elman, "-o", output, "--steps", "last", "--notes", notes, in: folder)
      #expect(run.code == 64 && run.output.isEmpty)
      return run.errors
    }
    #expect(
      try message("-", "-") == "unroll: error: --notes -: standard output holds the picture; "
        + "write the notes to a file: notes.md\n")
    #expect(
      try message("a.svg", "a.svg") == "unroll: error: --notes a.svg: a picture goes there; "
        + "write the notes to another file\n")
    #expect(try message("a.svg", "").contains("--notes: the file name is empty"))
    #expect(try folder.names().isEmpty)
  }
}
