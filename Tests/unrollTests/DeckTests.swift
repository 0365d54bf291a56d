import Foundation
import TestSupport
import Testing

/// Decks that are one file, as the programs that show them see them.
@Suite struct DeckTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(
    "A PDF deck has a page a step, with its words, its size and a title",
    .enabled(if: ForeignProgram.pdftoppm.isExpected, "pdftoppm is missing: sh setup.sh tests"))
  func pages() throws {
    let run = try Tool.run(
      "render", Tool.elman, "-o", "talk.pdf", "--speaker-notes", "pdfpc", in: folder)
    #expect(run.errors == "Wrote 2 files: talk.pdf … talk.pdfpc\n")
    let about = try ForeignProgram.pdfinfo.run("talk.pdf", in: folder).text
    let steps = try Tool.run("steps", Tool.elman, in: folder).text.split(separator: "\n").count - 1
    #expect(about.contains(/Pages: +26\n/) && steps == 26)
    #expect(about.contains(/Title: +RNN and their computational graph\n/))
    #expect(about.contains(/Page size: +960 x 540 pts/) && about.contains(/PDF version: +1.5/))
    #expect(about.contains(/Tagged: +yes/))
    // The answer, in the page's text.
    let words = try ForeignProgram.pdftotext.run(
      "-f", "21", "-l", "21", "-layout", "talk.pdf", "-", in: folder
    ).text
    #expect(words.contains("Step 21 of 26") && words.contains("−20"))
    let notes = try folder.text(of: "talk.pdfpc")
    #expect(notes.components(separatedBy: "\"idx\"").count == 27)
    #expect(notes.contains("minus twenty"))
  }

  @Test(
    "A page of a PDF deck looks like the PNG of its step, in every theme",
    .enabled(if: ForeignProgram.pdftoppm.isExpected, "pdftoppm is missing: sh setup.sh tests"),
    arguments: ["light", "dark", "print"])
  func alike(theme: String) throws {
    let run = try Tool.run(
      "render", Tool.elman, "-o", "talk.pdf", "-o", "talk.png", "--ppi", "96", "--theme", theme,
      "--steps", "3,19,22", "-q", in: folder)
    #expect(run.code == 0, "\(run.errors)")
    for (page, step) in [(1, 3), (2, 19), (3, 22)] {
      let drawn = try ForeignProgram.pdftoppm.run(
        "-png", "-r", "96", "-f", "\(page)", "-l", "\(page)", "-singlefile", "talk.pdf", "drawn",
        in: folder)
      try #require(drawn.code == 0, "\(drawn.errors)")
      let own = try Pixels(png: folder.bytes(of: "talk-\(step).png"))
      let difference = try #require(
        try Pixels(png: folder.bytes(of: "drawn.png")).difference(from: own))
      #expect(difference.mean < 4, "\(difference)")
      #expect(difference.greatest < 130, "\(difference)")
    }
  }

  @Test("A deck goes to standard output, and its frames to files with %d in their name")
  func names() throws {
    let stream = try Tool.run("render", Tool.elman, "-o", "-", "-f", "pdf", "-q", in: folder)
    #expect(stream.code == 0 && stream.output.starts(with: Array("%PDF-1.5".utf8)))
    _ = try Tool.run("render", Tool.elman, "-o", "talk.pdf", "-q", in: folder)
    #expect(try folder.bytes(of: "talk.pdf") == stream.output)
    let frames = try Tool.run(
      "render", Tool.elman, "-o", "fig-%02d.pdf", "--steps", "9,10", "-q", in: folder)
    #expect(frames.code == 0)
    let padded = try Tool.run(
      "render", Tool.elman, "-o", "fig.svg", "--padded", "--steps", "9", "-o", "x/", "-q",
      in: folder)
    #expect(padded.code == 0)
    #expect(
      try folder.names() == ["fig-09.pdf", "fig-10.pdf", "fig.svg", "talk.pdf", "x"])
  }

  @Test(
    "An output that cannot be is answered with what to write",
    arguments: [
      (["-o", "a.svg", "-o", "./a.svg"], "./a-1.svg: two outputs have this name"),
      (["-o", "talk.jpg"], "unknown extension .jpg; use .svg, .png, .pdf"),
      (["-o", "-"], "write them all as one file (-f pdf)"),
      (["-o", "talk.pdf", "--speaker-notes", "paper"], "none|pdfpc|annotations"),
      (["-o", "talk.pdf", "--tex", "page"], "--tex: it is for -o talk.tex"),
      (["-o", "-", "-f", "pdf", "--speaker-notes", "pdfpc"], "a file beside the deck"),
      (["-o", "talk-%d.pptx"], "write talk.pptx"),
    ])
  func wrong(arguments: [String], words: String) throws {
    let run = try Tool.run(["render", Tool.elman] + arguments, in: folder)
    #expect(run.code == 64 && run.errors.contains(words), "\(run.errors)")
    #expect(try folder.names().isEmpty)
  }

  @Test("A folder is not written to under the name of a deck, and handouts name files once, too")
  func folders() throws {
    try folder.make("talk.pdf")
    let run = try Tool.run("render", Tool.elman, "-o", "talk.pdf", in: folder)
    #expect(run.code == 64 && run.errors.contains("talk.pdf is a folder; write talk.pdf/ for"))
    let handout = try Tool.run(
      "handout", Tool.elman, "-o", "x.svg", "-o", "./x.svg", "--steps", "1", in: folder)
    #expect(handout.code == 64 && handout.errors.contains("./x.svg: two outputs have this name"))
    #expect(try folder.names() == ["talk.pdf"])
  }

  @Test("A deck with cells has the same bytes in every run, as PDF and as DOT")
  func sameBytes() throws {
    var seen: Set<[Data]> = []
    // The order of the library's boxes depended on addresses, which differ between runs.
    for _ in 0..<6 {
      let run = try Tool.run(
        "render", "\(Tool.samples)/lstm.yaml", "-o", "x.pdf", "-o", "x.gv", "--steps", "20", "-q",
        in: folder)
      #expect(run.code == 0)
      seen.insert([try folder.bytes(of: "x.pdf"), try folder.bytes(of: "x.gv")])
    }
    #expect(seen.count == 1)
  }

  @Test("The steps of a handout are those of the talk, on any page")
  func numbers() throws {
    for up in ["1", "2", "3", "4", "6"] {
      // There is no step 32 in a shorter deck.
      let run = try Tool.run(
        "handout", "\(Tool.samples)/lstm.yaml", "--up", up, "--steps", "32", "-f", "gv", "-o", "-",
        "-q", in: folder)
      #expect(run.code == 0 && run.text.contains("32-caption"), "\(run.errors)")
    }
  }
}
