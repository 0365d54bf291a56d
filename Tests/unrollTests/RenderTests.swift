import Foundation
import TestSupport
import Testing

@Suite struct RenderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("Without -o, a deck is written to a folder with the lesson's name")
  func folderOfTheLesson() throws {
    let run = try Tool.run("render", Tool.elman, in: folder)
    #expect(run.code == 0)
    #expect(run.output.isEmpty)
    #expect(run.errors == "Wrote 26 files: elman/elman-1.svg … elman/elman-26.svg\n")
    #expect(try folder.names(in: "elman") == Set((1...26).map { "elman-\($0).svg" }))
  }

  @Test("One step is one file; several are numbered by their place in the deck")
  func numbering() throws {
    let one = try Tool.run("render", Tool.elman, "-o", "fig.svg", "--steps", "last", in: folder)
    #expect(one.errors == "Wrote fig.svg\n")
    let several = try Tool.run(
      "render", Tool.elman, "-o", "fig.svg", "-o", "b/slide.PNG", "--ppi", "20", "--steps",
      "2,9-10,last",
      in: folder)
    #expect(several.errors == "Wrote 8 files: fig-2.svg … b/slide-26.PNG\n")
    #expect(several.code == 0)
    #expect(
      try folder.names()
        == ["fig.svg", "fig-2.svg", "fig-9.svg", "fig-10.svg", "fig-26.svg", "b"])
    #expect(
      try folder.names(in: "b")
        == ["slide-2.PNG", "slide-9.PNG", "slide-10.PNG", "slide-26.PNG"])
    #expect(try folder.bytes(of: "fig.svg") == folder.bytes(of: "fig-26.svg"))
    #expect(try folder.bytes(of: "b/slide-2.PNG").starts(with: [0x89, 0x50, 0x4E, 0x47]))
  }

  @Test("A network that is too large for the check of its gradients is drawn with a warning")
  func unchecked() throws {
    func lesson(_ steps: Int) throws -> String {
      let inputs = Array(repeating: "1", count: steps).joined(separator: ", ")
      return try folder.put(
        "cell: elman\nparameters: {W_h: 0.5, W_x: 1, W_y: 1}\nsequence: [\(inputs)]\nloss: output\n",
        in: "lesson.yaml")
    }
    let warning = "the gradients are not checked, because the network has more than 10,000 nodes"
    for (steps, isWarned) in [(100, false), (2600, true)] {
      _ = try lesson(steps)
      let run = try Tool.run("render", "lesson.yaml", "--steps", "1", "-o", "x.svg", in: folder)
      #expect(run.code == 0 && run.errors.contains(warning) == isWarned, "\(run.errors)")
    }
    let quiet = try Tool.run(
      "render", "lesson.yaml", "--steps", "1", "-o", "x.svg", "--quiet", in: folder)
    #expect(quiet.code == 0 && quiet.errors.isEmpty)
  }

  @Test("Steps can be selected by kind as well as by number")
  func kinds() throws {
    let run = try Tool.run(
      "render", Tool.elman, "-o", "x/", "--steps", "title,answer", "-q", in: folder)
    #expect(run.errors.isEmpty)
    #expect(try folder.names(in: "x") == ["elman-1.svg", "elman-21.svg"])
  }

  @Test("A folder gets every requested format")
  func formats() throws {
    let run = try Tool.run(
      "render", Tool.elman, "-o", "out/", "-f", "svg", "-f", "png", "-f", "pdf", "--steps", "last",
      "--ppi", "20", in: folder)
    #expect(run.code == 0)
    #expect(try folder.names(in: "out") == ["elman.svg", "elman.png", "elman.pdf"])
    #expect(try folder.bytes(of: "out/elman.png").starts(with: [0x89, 0x50, 0x4E, 0x47]))
  }

  @Test("From standard input to standard output, only the picture is written")
  func streams() throws {
    let lesson = try String(contentsOfFile: Tool.elman, encoding: .utf8)
    let run = try Tool.run(
      "render", "-", "-o", "-", "--steps", "last", in: folder, input: lesson)
    #expect(run.code == 0)
    #expect(run.errors.isEmpty)
    // What has no name is called lesson.
    let file = try Tool.run("render", Tool.elman, "-o", "lesson.svg", "--steps", "last", in: folder)
    #expect(file.code == 0)
    #expect(try run.output == folder.bytes(of: "lesson.svg"))
    let deck = try Tool.run("render", "-", "--steps", "1,2", in: folder, input: lesson)
    #expect(deck.errors == "Wrote 2 files: lesson/lesson-1.svg … lesson/lesson-2.svg\n")
  }

  @Test("The same lesson gives the same bytes, alone or with other runs writing to the same folder")
  func sameBytes() throws {
    let arguments = [
      "render", Tool.elman, "-o", "a/", "-f", "svg", "-f", "png", "--ppi", "30", "--steps", "1-14",
      "-q",
    ]
    let alone = Tool.process(arguments, in: folder)
    try alone.run()
    alone.waitUntilExit()
    let first = try folder.contents(of: "a")
    #expect(first.count == 28)
    let together = try (0..<3).map { _ in
      let process = Tool.process(arguments.map { $0 == "a/" ? "b/" : $0 }, in: folder)
      try process.run()
      return process
    }
    for process in together { process.waitUntilExit() }
    #expect(together.map(\.terminationStatus) == [0, 0, 0])
    #expect(try folder.contents(of: "b") == first)
  }

  @Test("A PDF page is the same at another time and in another time zone")
  func sameDay() throws {
    var pages: [[Data]] = []
    for zone in ["America/Caracas", "Asia/Kolkata"] {
      for arguments in [
        ["render", Tool.elman, "-o", "page.pdf", "--steps", "last", "-q"],
        ["handout", Tool.elman, "-o", "sheet.pdf", "--steps", "last", "-q"],
      ] {
        let run = try Tool.run(arguments, in: folder, environment: ["TZ": zone])
        #expect(run.code == 0, "\(run.errors)")
      }
      pages.append(try [folder.bytes(of: "page.pdf"), folder.bytes(of: "sheet.pdf")])
      // Dates in PDF include seconds.
      usleep(1_100_000)
    }
    #expect(pages[0] == pages[1])
  }

  @Test("A killed run leaves each file old or new, and nothing that disturbs the next run")
  func killed() throws {
    let names = (1...26).map { "elman-\($0).svg" }
    for name in names { try folder.put("old", in: "a/" + name) }
    let process = Tool.process(["render", Tool.elman, "-o", "a/"], in: folder)
    process.standardError = FileHandle.nullDevice
    try process.run()
    while process.isRunning, try folder.text(of: "a/elman-3.svg") == "old" { usleep(500) }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(process.terminationStatus == SIGKILL)
    let texts = try names.map { try folder.text(of: "a/" + $0) }
    #expect(texts.allSatisfy { $0 == "old" || $0.hasSuffix("</svg>\n") })
    #expect(texts.contains("old"))

    #expect(try Tool.run("render", Tool.elman, "-o", "a/", in: folder).code == 0)
    #expect(try Tool.run("render", Tool.elman, "-o", "b/", in: folder).code == 0)
    let whole = try folder.contents(of: "b")
    #expect(try folder.contents(of: "a").filter { !$0.key.hasPrefix(".") } == whole)
  }

  @Test("Frames of an earlier, longer deck are reported and kept")
  func leftovers() throws {
    for number in [9, 33, 35] { try folder.put("old", in: "a/elman-\(number).svg") }
    let run = try Tool.run("render", Tool.elman, "-o", "a/", in: folder)
    #expect(
      run.errors == """
        Wrote 26 files: a/elman-1.svg … a/elman-26.svg
        unroll: warning: found 2 frames of an earlier, longer deck, from a/elman-33.svg on; \
        delete them if slides include them

        """)
    #expect(try folder.text(of: "a/elman-35.svg") == "old")
    #expect(try folder.text(of: "a/elman-9.svg") != "old")
  }

  @Test("Hostile tokens are drawn literally")
  func hostileTokens() throws {
    let lesson = try folder.put(
      """
      title: "</title><script>alert(1)</script> & \\"quotes\\""
      cell: elman
      parameters: {W_h: 0.5, W_x: 1, W_y: 1}
      vocabulary: ["<", "&", "\\"", "</TD>", "👩‍👩‍👧", "שלום", "\(String(repeating: "ab ", count: 67))"]
      embeddings: [1, 2, 3, 4, 5, 6, 7]
      sequence: ["<", "&", "\\"", "</TD>", "👩‍👩‍👧", "שלום", "\(String(repeating: "ab ", count: 67))"]
      loss: output
      figure: {columns: all}
      """, in: "hostile.yaml")
    let run = try Tool.run(
      "render", lesson, "-o", "x.svg", "--steps", "last", "--text", "live", in: folder)
    #expect(run.code == 0, "\(run.errors)")
    let parser = XMLText(try folder.bytes(of: "x.svg"))
    #expect(parser.isWellFormed)
    #expect(!parser.elements.contains("script"))
    #expect(parser.text.contains("</TD>"))
    #expect(parser.text.contains("שלום"))
  }
}
