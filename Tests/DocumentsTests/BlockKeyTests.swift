import Foundation
import Notes
import TestSupport
import Testing

@testable import Documents

@Suite struct BlockKeyTests {
  private let place = BlockFigure.Place(
    path: "notes.md", outside: .refused(remedy: "move it there"))

  private static let lesson = """
    cell: elman
    parameters: {W_h: 2, W_x: 1, W_y: 1}
    sequence: [1, 2]
    loss: output

    """

  private func mistake(_ options: [String: String]) throws -> DocumentMistake {
    let block = NotesBlock(lesson: "cell: elman", options: options, line: 3)
    return try #require(throws: DocumentMistake.self) { try BlockFigure(block, at: place) }
  }

  @Test("docs/notes.md has a row for each key, with its help text and its default")
  func documentation() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("docs/notes.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    let start = try #require(text.firstRange(of: "| key | meaning | if absent |")).upperBound
    let rows = text[start...].split(separator: "\n").dropFirst().prefix { $0.hasPrefix("|") }
      .map { row in
        row.replacing("`", with: "").split(separator: "|")
          .map { $0.trimmingCharacters(in: .whitespaces) }
      }
    let found = Dictionary(
      uniqueKeysWithValues: rows.map { row in
        (String(row[0].prefix { $0 != "," }), Array(row.dropFirst()))
      })
    #expect(found.count == rows.count && found.count == BlockKey.all.count)
    for key in BlockKey.all {
      #expect(found[key.name] == [key.help, key.usual], "\(key.name)")
    }
  }

  @Test("A key with a list of values rejects any other value, and the message lists the valid ones")
  func values() throws {
    for key in BlockKey.all {
      let words: [String]
      switch key.values {
      case .text, .steps: continue
      case .width: words = ["%", "cm"]
      case .choice(let all), .choices(let all): words = all
      }
      let mistake = try mistake([key.name: "no such value"])
      #expect(mistake.kind == .value("no such value", of: key))
      #expect(mistake.description.hasPrefix("notes.md:3: error: "))
      for word in words { #expect(mistake.description.contains(word), "\(mistake)") }
    }
  }

  @Test("An unknown key is rejected, and the message suggests the nearest key")
  func unknown() throws {
    #expect(
      try mistake(["shw": "1"]).description
        == "notes.md:3: error: a block has no key shw; did you mean show?")
    #expect(
      try mistake(["zzzzzz": "1"]).description.hasSuffix(
        "its keys are id, show, as, caption, captions, speaker-notes, alt, width, theme, without, "
          + "panel and language, and those of a lesson and its figure"))
    #expect(try mistake(["": "1"]).kind == .keySyntax)
  }

  @Test("All wrong keys of a block are reported, each at its line and column")
  func several() throws {
    let text = """
      > - ```{.unroll shw=2 as=strp #a}
      >   #| theme: light,drak
      >     :panel: nothing
      >   cell: elman
      >   ```

      """
    let document = try NotesDocument(bytes: Array(text.utf8), name: "notes.md")
    let mistake = try #require(throws: DocumentMistake.self) {
      try BlockFigure(document.blocks[0], at: place)
    }
    #expect(
      mistake.description == """
        notes.md:1:17: error: a block has no key shw; did you mean show?
        notes.md:1:23: error: as must be figure, strip, grid or stack, not strp; did you mean strip?
        notes.md:2:8: error: there is no theme drak; did you mean dark?
        notes.md:3:8: error: panel must be shown or none, not nothing
        """)
    #expect(mistake.reports.map(\.line) == [1, 1, 2, 3])
    #expect(mistake.reports.map(\.column) == [17, 23, 8, 8])
  }

  @Test("A wrong key in a block that another program indents is reported at its column there")
  func indented() throws {
    let block = NotesBlock(lesson: ":shw: 1\n", options: [:], line: 3).indented(by: "    ")
    let mistake = try #require(throws: DocumentMistake.self) { try BlockFigure(block, at: place) }
    #expect(mistake.description.hasPrefix("notes.md:4:6: error: a block has no key shw"))
    let unplaced = NotesBlock(lesson: ":shw: 1\n", options: [:], line: 0)
    let other = try #require(throws: DocumentMistake.self) { try BlockFigure(unplaced, at: place) }
    #expect(other.description.hasPrefix("notes.md: error: a block has no key shw"))
  }

  @Test("A lesson outside the document's folder is refused with the remedy that the host names")
  func outside() throws {
    let block = NotesBlock(lesson: "lesson: ../a.yaml\n", options: [:], line: 3)
    let place = BlockFigure.Place(path: "notes.md", outside: .refused(remedy: "ask Ada"))
    let mistake = try #require(throws: DocumentMistake.self) { try BlockFigure(block, at: place) }
    #expect(
      mistake.description
        == "notes.md:4:9: error: ../a.yaml lies outside the document's folder; ask Ada")
  }

  @Test("A mistake worded as a warning says so after its place, and quotes the author unchanged")
  func severity() throws {
    let mistake = try mistake(["theme": "x: error: y"])
    #expect(
      mistake.worded(as: .warning).description.hasPrefix("notes.md:3: warning: there is no theme"))
    #expect(mistake.worded(as: .warning).description.contains("x:error:y"))
    let block = NotesBlock(
      lesson: Self.lesson + "activation: tnh\n", options: [:], line: 3)
    let lesson = try #require(throws: DocumentMistake.self) {
      try BlockFigure(block, at: place).drawn(as: [.svg], from: nil)
    }
    #expect(
      lesson.worded(as: .warning).description.hasPrefix(
        "notes.md:8:13: warning: there is no activation"))
    #expect(lesson.description.hasPrefix("notes.md:8:13: error: there is no activation"))
  }

  @Test("MyST has the same keys, except those that it handles itself")
  func myst() {
    let options = MystFigure.specification["directives"][0]["options"]
    for key in BlockKey.all where !["id", "caption"].contains(key.name) {
      #expect(options[key.name] == ["type": "string", "doc": .string(key.help)])
    }
    #expect(options["caption"]["type"] == "myst" && options["id"] == .null)
  }
}
