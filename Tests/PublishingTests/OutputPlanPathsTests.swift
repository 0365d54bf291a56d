import Foundation
import TestSupport
import Testing

@testable import Publishing

@Suite struct OutputPlanPathsTests {
  private func path(_ argument: String, _ step: Int, of count: Int) throws -> String {
    let plan = try OutputPlan(argument: argument, lessonName: "elman")
    return plan.path(forStep: step, ofChosen: count, format: plan.formats[0])
  }

  @Test("A single chosen step has the plain name, whatever its number")
  func plain() throws {
    #expect(try path("fig.svg", 24, of: 1) == "fig.svg")
  }

  @Test("Several steps are numbered by a hyphen and the number of the step, without padding")
  func numbered() throws {
    #expect(try path("fig.svg", 1, of: 24) == "fig-1.svg")
    #expect(try path("fig.svg", 24, of: 2) == "fig-24.svg")
    #expect(try path("/a/b.c/fig.tar.PNG", 100, of: 3) == "/a/b.c/fig.tar-100.PNG")
  }

  @Test("Standard output and devices take only one step", arguments: ["-", "/dev/null"])
  func streams(argument: String) throws {
    let plan = try OutputPlan(argument: argument, lessonName: "elman")
    try plan.check(chosenSteps: 1)
    #expect(throws: OutputError(kind: .wrongUsage(.severalSteps(3)), path: argument)) {
      try plan.check(chosenSteps: 3)
    }
    #expect(plan.leftovers(beyondStep: 1).isEmpty)
  }

  @Test("Files and folders take any number of steps")
  func files() throws {
    try OutputPlan(argument: "fig.svg", lessonName: "elman").check(chosenSteps: 1000)
    try OutputPlan(argument: "slides/", lessonName: "elman").check(chosenSteps: 1000)
  }

  @Test("Pictures that remain from an earlier, longer deck are found in numerical order")
  func leftovers() throws {
    let folder = try TemporaryFolder()
    let others = [
      "fig.svg", "fig-03.svg", "fig-x.svg", "fig-12.png", "fig--9.svg", "fig-+9.svg", "myfig-9.svg",
      "fig-9.svg.bak", "fig-99999999999999999999.svg", "fig-2.svg",
    ]
    for name in others + ["fig-10.svg", "fig-9.svg", "fig-3.svg"] { try folder.put("", in: name) }
    let plan = try OutputPlan(argument: folder.path("fig.svg"), lessonName: "elman")
    let expected = ["fig-3.svg", "fig-9.svg", "fig-10.svg"].map { folder.path($0) }
    #expect(plan.leftovers(beyondStep: 2) == expected)
    #expect(plan.leftovers(beyondStep: 10).isEmpty)
  }

  @Test("Pictures that remain in a folder are found in each requested format")
  func leftoversInFolder() throws {
    let folder = try TemporaryFolder()
    for name in ["elman-3.svg", "elman-3.png", "elman-3.pdf", "jordan-3.svg"] {
      try folder.put("", in: name)
    }
    let plan = try OutputPlan(
      argument: folder.path + "/", lessonName: "elman", formats: [.picture(.svg), .picture(.png)])
    #expect(
      plan.leftovers(beyondStep: 2) == ["elman-3.png", "elman-3.svg"].map { folder.path($0) })
  }

  @Test("A picture has a name for each of its looks, and leftovers of each look are found")
  func variants() throws {
    let folder = try TemporaryFolder()
    for name in ["fig-8-dark.svg", "fig-9-light.svg", "fig-9.svg", "fig-9-print.svg"] {
      try folder.put("", in: name)
    }
    let plan = try OutputPlan(argument: folder.path("fig.svg"), lessonName: "elman")
    #expect(
      plan.path(forStep: 3, ofChosen: 9, format: .svg, variant: "dark")
        == folder.path("fig-3-dark.svg"))
    #expect(
      plan.path(forStep: 3, ofChosen: 1, format: .svg, variant: "dark")
        == folder.path("fig-dark.svg"))
    #expect(
      plan.leftovers(beyondStep: 7, variants: ["light", "dark"])
        == ["fig-8-dark.svg", "fig-9-light.svg"].map { folder.path($0) })
    #expect(plan.leftovers(beyondStep: 7) == [folder.path("fig-9.svg")])
  }

  @Test("A folder that does not exist has no leftovers")
  func missingFolder() throws {
    let folder = try TemporaryFolder()
    let plan = try OutputPlan(argument: folder.path("no/fig.svg"), lessonName: "elman")
    #expect(plan.leftovers(beyondStep: 0).isEmpty)
  }

  @Test("Padded numbers are as long as the last one, and leftovers are found by them")
  func padded() throws {
    let folder = try TemporaryFolder()
    for name in ["fig-03.svg", "fig-3.svg", "fig-12.svg"] { try folder.put("", in: name) }
    var plan = try OutputPlan(argument: folder.path("fig.svg"), lessonName: "elman")
    plan.leastDigits = 2
    #expect(plan.path(forStep: 7, ofChosen: 12, format: .svg) == folder.path("fig-07.svg"))
    #expect(
      plan.leftovers(beyondStep: 2) == ["fig-03.svg", "fig-12.svg"].map { folder.path($0) })
    let named = try OutputPlan(argument: folder.path("fig-%02d.svg"), lessonName: "elman")
    #expect(named.leftovers(beyondStep: 3) == [folder.path("fig-12.svg")])
  }
}
