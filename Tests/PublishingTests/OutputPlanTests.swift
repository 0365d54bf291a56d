import Foundation
import TestSupport
import Testing

@testable import Publishing

@Suite struct OutputPlanTests {
  @Test(
    "The extension says the format, in capitals or not",
    arguments: [
      ("fig.svg", FigureFormat.svg), ("out/fig.PNG", .png), ("a.b.Pdf", .pdf), ("v1.2/x.svg", .svg),
    ])
  func format(argument: String, format: FigureFormat) throws {
    let plan = try OutputPlan(argument: argument, lessonName: "elman", formats: [.png, .svg])
    #expect(plan.formats == [format])
    #expect(plan.path(forStep: 9, ofChosen: 1, format: format) == argument)
    #expect(!plan.isStandardOutput)
  }

  @Test("A path with a slash at its end is a folder of frames named after the lesson")
  func folderToBe() throws {
    let plan = try OutputPlan(argument: "slides/", lessonName: "my rnn", formats: [.svg, .png])
    #expect(plan.formats == [.svg, .png])
    #expect(plan.path(forStep: 2, ofChosen: 5, format: .svg) == "slides/my-rnn-2.svg")
    #expect(plan.path(forStep: 2, ofChosen: 1, format: .png) == "slides/my-rnn.png")
  }

  @Test("A folder that exists needs no slash, even if its name looks like a picture's")
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
    let plan = try OutputPlan(argument: "-", lessonName: "elman", formats: [.png])
    #expect(plan.isStandardOutput)
    #expect(plan.formats == [.png])
    #expect(plan.path(forStep: 1, ofChosen: 1, format: .png) == "-")
  }

  @Test("A device or a pipe that exists takes a picture without having an extension")
  func device() throws {
    let plan = try OutputPlan(argument: "/dev/null", lessonName: "elman")
    #expect(!plan.isStandardOutput)
    #expect(plan.path(forStep: 3, ofChosen: 1, format: .svg) == "/dev/null")
  }

  @Test(
    "An output of which nothing can be made is wrong usage",
    arguments: [
      ("", OutputError.Misuse.missingName), (".svg", .missingName), ("out/.png", .missingName),
      ("fig", .missingExtension), ("fig.", .missingExtension), ("a.svg/fig", .missingExtension),
      ("fig.jpg", .unknownExtension("jpg")), ("fig.svg.gz", .unknownExtension("gz")),
    ])
  func mistakes(argument: String, misuse: OutputError.Misuse) {
    #expect(throws: OutputError(kind: .wrongUsage(misuse), path: argument)) {
      try OutputPlan(argument: argument, lessonName: "elman")
    }
  }

  @Test("Standard output takes one format")
  func oneFormat() {
    #expect(
      throws: OutputError(kind: .wrongUsage(.severalFormats([.svg, .pdf])), path: "-")
    ) {
      try OutputPlan(argument: "-", lessonName: "elman", formats: [.svg, .pdf])
    }
  }
}
