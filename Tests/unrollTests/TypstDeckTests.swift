import Foundation
import Notes
import TestSupport
import Testing

/// Whether Python has the package typst, which is the compiler.
private let hasTypst = ForeignProgram.isExpected(pythonPackage: "typst")

/// A deck in Typst, compiled.
@Suite(.enabled(if: hasTypst, "Typst is missing: sh setup.sh tests"))
struct TypstDeckTests {
  // Typst's letters are wider than those of our pictures and have other shapes. Measured for all
  // steps of lecture, lstm, elman-vector and circuit: at most 16 %, and 20 and 22 % for two steps of
  // lstm that are nothing but lines of text.
  private static let greatestDifference = 0.15

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func render(_ lesson: String, _ arguments: String...) throws {
    let run = try Tool.run(["render", lesson, "-o", "x.typ"] + arguments, in: folder)
    try #require(run.code == 0, "\(run.errors)")
  }

  /// Compiles a file to pages of 96 pixels per inch, and returns them; there may be no warning.
  private func compile(
    _ name: String = "x", _ place: SourceLocation = #_sourceLocation
  ) throws -> [Pixels] {
    try folder.put(
      """
      import sys, typst
      name = sys.argv[1]
      pages, warnings = typst.compile_with_warnings(name + ".typ", format="png", ppi=96)
      pages = pages if isinstance(pages, list) else [pages]
      for number, page in enumerate(pages):
          open(f"{name}-{number}.png", "wb").write(page)
      print(len(pages), *[warning.message for warning in warnings], sep="\\n")

      """, in: "compile.py")
    let run = try ForeignProgram.python.run("compile.py", name, in: folder)
    try #require(run.code == 0, "\(run.errors.suffix(1500))", sourceLocation: place)
    let lines = run.text.split(separator: "\n")
    #expect(lines.dropFirst() == [], sourceLocation: place)
    let count = try #require(lines.first.flatMap { Int($0) }, sourceLocation: place)
    return try (0..<count).map { try Pixels(png: folder.bytes(of: "\(name)-\($0).png")) }
  }

  private func picture(of lesson: String, step: String, theme: String = "light") throws -> Pixels {
    let run = try Tool.run(
      "render", lesson, "-o", "own.png", "--ppi", "96", "--steps", step, "--theme", theme,
      in: folder)
    try #require(run.code == 0, "\(run.errors)")
    return try Pixels(png: folder.bytes(of: "own.png"))
  }

  private func sample(_ name: String) -> String { "\(Tool.samples)/\(name).yaml" }

  @Test(
    "A deck has a page for each step, which looks like our picture",
    arguments: [
      ("lecture", "8,20", "light"), ("lstm", "24", "light"), ("elman-vector", "20", "light"),
      ("circuit", "5,12", "light"), ("lecture", "20", "dark"),
    ])
  func pages(_ lesson: String, steps: String, theme: String) throws {
    try render(sample(lesson), "--steps", steps, "--theme", theme)
    let pages = try compile()
    let numbers = steps.split(separator: ",")
    try #require(pages.count == numbers.count)
    for (page, step) in zip(pages, numbers) {
      let own = try picture(of: sample(lesson), step: String(step), theme: theme)
      let resemblance = try #require(page.resemblance(to: own))
      #expect(resemblance.difference < Self.greatestDifference)
      #expect(resemblance.missingSquares == 0)
      #expect(page.corner == own.corner)
    }
  }

  @Test("A blank page and a missing chip do not look like our picture")
  func tolerance() throws {
    try render(sample("lecture"), "--steps", "20")
    let own = try picture(of: sample("lecture"), step: "20")
    let lines = try folder.text(of: "x.typ").split(
      separator: "\n", omittingEmptySubsequences: false)
    let chip = try #require(lines.firstIndex(of: "  // h_2.value"))
    try #require(lines[chip + 1].hasPrefix("  unroll-rectangle("))
    try folder.put(
      (lines[...chip] + lines[(chip + 2)...]).joined(separator: "\n"), in: "chip.typ")
    let other = try #require(try compile("chip").first?.resemblance(to: own))
    #expect(other.missingSquares > 0)
    try folder.put("#set page(width: 960pt, height: 540pt)\n#pagebreak()", in: "blank.typ")
    let blank = try #require(try compile("blank").first?.resemblance(to: own))
    #expect(blank.difference > Self.greatestDifference && blank.missingSquares > 0)
  }

  @Test("What is said to each step is metadata for pdfpc")
  func notes() throws {
    try render(sample("lecture"), "--steps", "8,20")
    try folder.put(
      """
      import json, typst
      notes = json.loads(typst.query("x.typ", "<pdfpc>", field="value"))
      print(*[note["t"] + ": " + note["v"] for note in notes], sep="\\n")

      """, in: "query.py")
    let notes = try ForeignProgram.python.run("query.py", in: folder)
    try #require(notes.code == 0, "\(notes.errors)")
    let run = try Tool.run("steps", sample("lecture"), "--format", "json", in: folder)
    let steps = try JSON(parsing: Array(run.output))["steps"].array ?? []
    try #require(steps.count > 19)
    let said = [steps[7], steps[19]].compactMap(\.["words"].string)
    #expect(notes.text.split(separator: "\n").map(String.init) == said.map { "Note: \($0)" })
  }

  @Test("Every letter compiles")
  func letters() throws {
    try folder.put(
      """
      title: "Perché → 50 % & ‘così’ — “α − β” #1_a ~ ^ \\\\ {x} $5 <b> [c] @d // e /* | ∂"
      language: it
      cell: elman
      activation: identity
      parameters: {W_h: 2, W_x: 1, W_y: -1}
      vocabulary: [你, "%", "ß"]
      embeddings: [1, 2, 3]
      sequence: [你, "%", "ß"]
      loss: output

      """, in: "lesson.yaml")
    try render("lesson.yaml")
    #expect(try compile().count > 10)
  }

  @Test("Colours can be changed, also that of what a step is not about")
  func colors() throws {
    try render(sample("lecture"), "--steps", "20")
    let text = try folder.text(of: "x.typ")
    let green = "rgb(\"#00ff00\")"
    for name in ["backward", "ink-faded"] {
      let old = try #require(text.firstMatch(of: try Regex("#let unroll-\(name) = rgb\\(.*\\)\n")))
      try folder.put(
        text.replacing(String(old.0), with: "#let unroll-\(name) = \(green)\n"), in: "green.typ")
      let page = try #require(try compile("green").first)
      #expect(page.count(red: 0, green: 255, blue: 0) > 100, "\(name)")
    }
  }

  @Test("Another document shows a step as a picture")
  func picture() throws {
    try render(sample("lecture"), "--steps", "8,20")
    try folder.put(
      """
      #import "x.typ": unroll-picture
      #set page(width: 960pt, height: 540pt, margin: 0pt)
      #unroll-picture(2)

      """, in: "paper.typ")
    let pages = try compile("paper")
    let own = try picture(of: sample("lecture"), step: "20")
    let resemblance = try #require(pages.first?.resemblance(to: own))
    #expect(pages.count == 1 && resemblance.missingSquares == 0)
    #expect(resemblance.difference < Self.greatestDifference)
  }
}
