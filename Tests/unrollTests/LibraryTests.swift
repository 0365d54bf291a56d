import Foundation
import Lessons
import TestSupport
import Testing
import UnrollKit

/// A program that imports UnrollKit gets what the tool writes.
@Suite struct LibraryTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let samples =
    ((try? FileManager.default.contentsOfDirectory(atPath: Tool.samples))
    ?? []).filter { $0.hasSuffix(".yaml") }.sorted()

  @Test("README.md has the lines that these tests compile and run")
  func readme() throws {
    let root = URL(fileURLWithPath: Tool.samples).deletingLastPathComponent()
    let readme = try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
    let sample = try String(
      contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("LibrarySample.swift"), encoding: .utf8)
    func lines(_ text: Substring) -> [String] {
      text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let section = try #require(readme.firstRange(of: "## As a library")).upperBound
    let block = try #require(
      try /```swift\n(.*?)```/.dotMatchesNewlines().firstMatch(in: readme[section...])
    ).1
    let compiled = try #require(
      try /begins\.\n(.*?) *\/\/ README/.dotMatchesNewlines().firstMatch(in: sample)
    ).1
    #expect(lines(block) == ["import UnrollKit"] + lines(compiled))
    #expect(lines(compiled).count == 3)
  }

  private func expectSamePictures(_ text: String) throws {
    try folder.put(text, in: "lesson.yaml")
    let run = try Tool.run("render", "lesson.yaml", "-o", "deck/", "-q", in: folder)
    try #require(run.code == 0, "\(run.errors)")
    let pictures = try LibrarySample.pictures(of: text)
    let files = try folder.contents(of: "deck")
    #expect(files.count == pictures.count)
    for (index, picture) in pictures.enumerated() {
      let name = pictures.count == 1 ? "lesson.svg" : "lesson-\(index + 1).svg"
      #expect(files[name].map { Array($0) } == picture, "\(name)")
    }
  }

  @Test("The library's pictures are the tool's, byte for byte", arguments: samples)
  func everySample(name: String) throws {
    try expectSamePictures(
      try String(contentsOfFile: Tool.samples + "/" + name, encoding: .utf8))
  }

  @Test(
    "So they are with each key of the look, in another language and with a script",
    arguments: [
      "language: it\ntheme: dark\nfigure: {canvas: \"4:3\", digits: 2}",
      "theme: {base: print, forward: \"#56b4e9\"}\nfigure: {canvas: tight, title: none, panel: none}",
      "figure: {canvas: a4, parameters: shown, flow: shown, callout: none}",
      "figure: {canvas: 900x700, detail: operations, columns: all, caption: none}",
      "language: it\nslides: [title, definitions, {forward: all}, {backward: {to: h_0}}, answer]",
    ])
  func keys(_ keys: String) throws {
    try expectSamePictures("\(Tool.smallLesson)\n\(keys)\n")
  }

  @Test(
    "The library throws what the tool prints",
    arguments: [
      "cell: elmn\nsequence: [1]\nlss: output\n",
      "equations:\n  y[t]: 1 / x[t]\nsequence: [1, 0]\nloss: output\n",
      Tool.smallLesson + "\nfigure: {canvas: 60}\n",
      Tool.smallLesson + "\ntheme: drak\n",
    ])
  func errors(_ text: String) throws {
    try folder.put(text, in: "lesson.yaml")
    let run = try Tool.run("render", "lesson.yaml", "-o", "deck/", "-q", in: folder)
    #expect(run.code == 65)
    let error = try #require(throws: (any Error).self) { try LibrarySample.pictures(of: text) }
    #expect("\(error)\n" == run.errors)
    #expect(error is LessonError || error is IllustrationError)
  }
}
