import Testing

@testable import Graphviz

@Suite struct LibraryTests {
  private func run(_ text: String, size: Double = 20, isItalic: Bool = false) -> TextRun {
    TextRun(text, font: Font(face: Face(family: "STIX", isItalic: isItalic), size: size))
  }

  @Test("A text is as wide as its letters, and twice as wide at twice the size")
  func widths() throws {
    let widths = try Library.shared.widths(of: [run("h"), run("h", size: 40), run("hh"), run("")])
    #expect(widths[0] > 5 && widths[0] < 20)
    #expect(abs(widths[1] - 2 * widths[0]) < 0.1)
    #expect(abs(widths[2] - 2 * widths[0]) < 1)
    #expect(widths[3] == 0)
  }

  @Test("Numbers with the same number of digits have the same width")
  func digits() throws {
    let widths = try Library.shared.widths(of: [run("0.111"), run("0.947"), run("−0.111")])
    #expect(widths[0] == widths[1])
    #expect(widths[2] > widths[0])
  }

  @Test("A missing family is not mistaken for an installed one")
  func families() throws {
    #expect(try Library.shared.firstInstalledFamily(among: ["No Such Family"]) == nil)
    let found = try Library.shared.firstInstalledFamily(among: ["No Such Family", "STIX"])
    #expect(found == "STIX" || found == nil)
  }

  @Test("Many threads can measure at the same time")
  func threads() async throws {
    let alone = try Library.shared.widths(of: [run("gradient")])
    try await withThrowingTaskGroup(of: [Double].self) { group in
      for size in 1...8 {
        group.addTask {
          let runs = [
            TextRun("thread \(size)", font: Font(face: Face(family: "STIX"), size: 10)),
            TextRun("gradient", font: Font(face: Face(family: "STIX"), size: 20)),
          ]
          return Array(try Library.shared.widths(of: runs).dropFirst())
        }
      }
      for try await widths in group { #expect(widths == alone) }
    }
  }

  @Test("The library reports its version")
  func version() { #expect(Library.shared.version.split(separator: ".").count >= 2) }
}
