import Testing

@testable import Graphviz

@Suite struct LibraryTests {
  private func run(_ text: String, size: Double = 20, isItalic: Bool = false) -> TextRun {
    TextRun(text, font: Font(face: Face(family: "STIX", isItalic: isItalic), size: size))
  }

  @Test("A text is as wide as its letters, and twice as wide at twice the size, with no rounding")
  func widths() throws {
    // Versions of Graphviz and Pango differ in what they round, so nothing may be rounded.
    for size in [7.0, 11, 13.3, 20, 50] {
      let widths = try Library.shared.widths(of: [
        run("h", size: size), run("h", size: 2 * size), run("hhhhh", size: size),
        run("", size: size),
      ])
      #expect(widths[0] > size / 4 && widths[0] < size)
      #expect(abs(widths[1] - 2 * widths[0]) < 0.01)
      #expect(abs(widths[2] - 5 * widths[0]) < 0.01)
      #expect(widths[3] == 0)
    }
  }

  @Test("Numbers with the same number of digits have the same width")
  func digits() throws {
    let widths = try Library.shared.widths(of: [run("0.111"), run("0.947"), run("−0.111")])
    #expect(widths[0] == widths[1])
    #expect(widths[2] > widths[0])
  }

  @Test("A missing family is not mistaken for an installed one")
  func families() throws {
    #expect(!Library.shared.isInstalled("No Such Family"))
    #expect(Library.shared.hasFonts)
    let found = ["STIX", "STIXGeneral", "STIX Two Text"].filter(Library.shared.isInstalled)
    let widths = try ["No Such Family", "STIX", "STIXGeneral", "STIX Two Text"].map { family in
      try Library.shared.widths(
        of: ["Wh", "agQ&"].map { TextRun($0, font: Font(face: Face(family: family), size: 100)) })
    }
    #expect(found.count == widths.dropFirst().count { $0 != widths[0] })
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
