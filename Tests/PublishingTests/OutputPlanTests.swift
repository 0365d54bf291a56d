import Foundation
import TestSupport
import Testing

@testable import Publishing

@Suite struct OutputPlanTests {
  @Test(
    "The extension determines the format, in upper or lower case",
    arguments: [
      ("fig.svg", FigureFormat.svg), ("out/fig.PNG", .png), ("a.b.Gv", .gv), ("v1.2/x.svg", .svg),
    ])
  func format(argument: String, format: FigureFormat) throws {
    let plan = try OutputPlan(
      argument: argument, lessonName: "elman", formats: [.picture(.png), .picture(.svg)])
    #expect(plan.formats == [format])
    #expect(plan.path(forStep: 9, ofChosen: 1, format: format) == argument)
    #expect(!plan.isStream)
  }

  @Test("A path with a trailing slash is a folder of frames named after the lesson")
  func folderToBe() throws {
    let plan = try OutputPlan(
      argument: "slides/", lessonName: "my rnn", formats: [.picture(.svg), .picture(.png)])
    #expect(plan.formats == [.svg, .png])
    #expect(plan.path(forStep: 2, ofChosen: 5, format: .svg) == "slides/my-rnn-2.svg")
    #expect(plan.path(forStep: 2, ofChosen: 1, format: .png) == "slides/my-rnn.png")
  }

  @Test("An existing folder needs no slash, even if its name looks like that of a picture")
  func existingFolder() throws {
    let folder = try TemporaryFolder()
    let plan = try OutputPlan(argument: folder.path, lessonName: "elman")
    #expect(plan.path(forStep: 1, ofChosen: 2, format: .svg) == folder.path("elman-1.svg"))

    let odd = folder.path("fig.svg")
    try FileManager.default.createDirectory(atPath: odd, withIntermediateDirectories: false)
    let inside = try OutputPlan(argument: odd, lessonName: "elman")
    #expect(inside.path(forStep: 1, ofChosen: 1, format: .svg) == odd + "/elman.svg")
    #expect(
      try OutputPlan(argument: ".", lessonName: "elman").path(
        forStep: 1, ofChosen: 1, format: .svg) == "./elman.svg")
  }

  @Test("A hyphen is standard output")
  func standardOutput() throws {
    let plan = try OutputPlan(argument: "-", lessonName: "elman", formats: [.picture(.png)])
    #expect(plan.isStream)
    #expect(plan.formats == [.png])
    #expect(plan.path(forStep: 1, ofChosen: 1, format: .png) == "-")
  }

  @Test("An existing device or pipe takes a picture without an extension")
  func device() throws {
    let plan = try OutputPlan(argument: "/dev/null", lessonName: "elman")
    #expect(plan.isStream)
    #expect(plan.path(forStep: 3, ofChosen: 1, format: .svg) == "/dev/null")
  }

  @Test(
    "An output that makes no sense is wrong usage",
    arguments: [
      ("", OutputError.Misuse.missingName), (".svg", .missingName), ("out/.png", .missingName),
      ("fig", .missingExtension), ("fig.", .missingExtension), ("a.svg/fig", .missingExtension),
      ("fig.jpg", .unknownExtension("jpg", known: DeckFormat.allCases)),
      ("fig.svg.gz", .unknownExtension("gz", known: DeckFormat.allCases)),
    ])
  func mistakes(argument: String, misuse: OutputError.Misuse) {
    #expect(throws: OutputError(kind: .wrongUsage(misuse), path: argument)) {
      try OutputPlan(argument: argument, lessonName: "elman")
    }
  }

  @Test("Standard output takes only one format")
  func oneFormat() {
    #expect(
      throws: OutputError(
        kind: .wrongUsage(.severalFormats([.picture(.svg), .picture(.pdf)])), path: "-")
    ) {
      try OutputPlan(argument: "-", lessonName: "elman", formats: [.picture(.svg), .picture(.pdf)])
    }
  }

  @Test("A deck is one file: by its extension, in a folder, or on standard output")
  func decks() throws {
    let talk = try OutputPlan(argument: "out/talk.PDF", lessonName: "elman")
    #expect(talk.formats.isEmpty && talk.decks == [.pdf])
    #expect(talk.path(of: .pdf) == "out/talk.PDF")
    #expect(talk.path(of: .pdf, variant: "dark") == "out/talk-dark.PDF")
    let stream = try OutputPlan(
      argument: "-", lessonName: "elman", formats: [.picture(.pdf)])
    #expect(stream.decks == [.pdf] && stream.formats.isEmpty && stream.path(of: .pdf) == "-")
    try stream.check(chosenSteps: 30)
    // In a folder, a PDF is one of the frames.
    let folder = try OutputPlan(argument: "a/", lessonName: "elman", formats: [.picture(.pdf)])
    #expect(folder.formats == [.pdf] && folder.decks.isEmpty)
  }

  @Test(
    "A name with %d has a file for each step, even for a single one",
    arguments: [
      ("fig-%d.pdf", "fig-7.pdf", "fig"), ("a/%03d-x.svg", "a/007-x.svg", "x"),
      ("%d.png", "7.png", ""),
    ])
  func numbered(argument: String, path: String, name: String) throws {
    let plan = try OutputPlan(argument: argument, lessonName: "elman")
    #expect(plan.decks.isEmpty)
    #expect(plan.path(forStep: 7, ofChosen: 1, format: plan.formats[0]) == path)
    #expect(plan.path(forStep: 7, ofChosen: 9, format: plan.formats[0]) == path)
    #expect(plan.pictureName == name)
  }
}
