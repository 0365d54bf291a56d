import Foundation
import TestSupport
import Testing

@Suite struct CompareTests {
  private let folder: TemporaryFolder
  private let vanishing = Tool.samples + "/vanishing.yaml"
  private let exploding = Tool.samples + "/exploding.yaml"

  init() throws { folder = try TemporaryFolder() }

  @Test("Two lessons of the same network are two frames of one drawing")
  func frames() throws {
    let run = try Tool.run("compare", vanishing, exploding, "--text", "live", in: folder)
    #expect(run.code == 64)
    let right = try Tool.run("compare", vanishing, exploding, "-o", "c/", "-f", "gv", in: folder)
    #expect(right.code == 0)
    #expect(
      right.errors
        == "Wrote c/vanishing-exploding-1.gv and c/vanishing-exploding-2.gv\n")
    // The places of all that is drawn but formula and caption are the same in both.
    let places = try ["1", "2"].map { number in
      try folder.text(of: "c/vanishing-exploding-\(number).gv").split(separator: ";")
        .filter { !$0.contains(/\sid="?(?:callout|caption)/) }
        .flatMap { statement in
          statement.split(separator: "\n").filter { $0.contains("pos=") || $0.contains("label=") }
        }
    }
    #expect(places[0].count > 200)
    #expect(places[0] == places[1])
  }

  @Test("Each frame has the title of its lesson, and --ppi sets the resolution")
  func pixels() throws {
    func size(_ ppi: String) throws -> Int {
      let run = try Tool.run(
        "compare", vanishing, exploding, "-o", "p/", "-f", "png", "--ppi", ppi, in: folder)
      #expect(run.code == 0)
      return try Pixels(png: folder.bytes(of: "p/vanishing-exploding-1.png")).width
    }
    #expect(try size("36") * 2 == size("72"))
  }

  @Test("Lessons of different networks are refused, with the first node that differs")
  func unlike() throws {
    let run = try Tool.run("compare", vanishing, Tool.elman, in: folder)
    #expect(run.code == 65)
    #expect(run.errors.contains("do not have the same network: they differ at "))
  }

  @Test("Standard input can be only one of the lessons")
  func streams() throws {
    let run = try Tool.run("compare", "-", "-", in: folder)
    #expect(run.code == 64)
    #expect(run.errors.contains("standard input holds one lesson"))
  }
}
