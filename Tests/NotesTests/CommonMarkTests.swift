import Formulas
import Foundation
import TestSupport
import Testing

@testable import Notes

/// The blocks that the program cmark-gfm finds in a document.
private enum CommonMark {
  static let program = ForeignProgram(name: "cmark-gfm")

  struct Block: Hashable {
    let line: Int
    let info, literal: String
  }

  /// The code blocks that have an info string.
  static func blocks(of text: String) throws -> [Block] {
    let process = Process()
    process.executableURL = URL(
      fileURLWithPath: try #require(program.path, "cmark-gfm is missing: sh setup.sh tests"))
    process.arguments = ["--to", "xml", "--sourcepos"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    try input.fileHandleForWriting.close()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let block = /<code_block sourcepos="(\d+):[^"]*" info="([^"]*)"[^>]*>([^<]*)</
    return try String(decoding: bytes, as: UTF8.self).matches(of: block).map { match in
      Block(
        line: try #require(Int(match.1)), info: unescaped(match.2), literal: unescaped(match.3))
    }
  }

  private static func unescaped(_ text: Substring) -> String {
    String(text).replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing(
      "&quot;", with: "\""
    )
    .replacing("&amp;", with: "&")
  }
}

@Suite struct CommonMarkTests {
  private func check(_ text: String) throws {
    // The program keeps line endings in the text of a block, where those of a line in a quote and
    // of the next line can merge into one. So it is given the same lines with line feeds.
    let lines = try CommonMark.blocks(of: text).map(\.line)
    let expected = try CommonMark.blocks(of: withFeeds(text))
    #expect(lines == expected.map(\.line), "in the document\n\(text.debugDescription)")
    let document = try NotesDocument(bytes: Array(text.utf8), name: "notes.md")
    let found = document.blocks.map {
      CommonMark.Block(line: $0.line, info: "unroll", literal: $0.lesson)
    }
    #expect(
      found == expected.filter { $0.info.hasPrefix("unroll") },
      "in the document\n\(text.debugDescription)")
  }

  /// The text with line feeds only. By bytes, since a CRLF is one `Character`.
  private func withFeeds(_ text: String) -> String {
    var bytes: [UInt8] = []
    var isReturn = false
    for byte in text.utf8 {
      if byte != 10 || !isReturn { bytes.append(byte == 13 ? 10 : byte) }
      isReturn = byte == 13
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Returns a random document whose lines have either one kind of ending or all kinds.
  private func text(
    of lines: [String], count: ClosedRange<Int>, _ random: inout SplitMix64
  ) -> String {
    let all = ["\n", "\r\n", "\r"]
    let endings = Bool.random(using: &random) ? all : [all.randomElement(using: &random) ?? ""]
    return (0..<Int.random(in: count, using: &random)).map { _ in
      (lines.randomElement(using: &random) ?? "") + (endings.randomElement(using: &random) ?? "")
    }.joined()
  }

  /// One example for each rule of the section "Fenced code blocks" of the CommonMark specification.
  @Test(
    "A block is recognized exactly where CommonMark has one",
    .enabled(if: CommonMark.program.isExpected, "cmark-gfm is missing: sh setup.sh tests"),
    arguments: [
      "```unroll\n<\n >\n```", "~~~unroll\n<\n >\n~~~", "``unroll\nfoo\n``",
      "```unroll\naaa\n~~~\n```", "~~~unroll\naaa\n```\n~~~", "````unroll\naaa\n```\n``````",
      "~~~~unroll\naaa\n~~~\n~~~~", "```unroll", "`````unroll\n\n```\naaa",
      "> ```unroll\n> aaa\n\nbbb", "```unroll\n\n  \n```", "```unroll\n```",
      " ```unroll\n aaa\naaa\n```", "  ```unroll\naaa\n  aaa\naaa\n  ```",
      "   ```unroll\n   aaa\n    aaa\n  aaa\n   ```", "    ```unroll\n    aaa\n    ```",
      "```unroll\naaa\n  ```", "   ```unroll\naaa\n  ```", "```unroll\naaa\n    ```",
      "``` ```unroll\naaa", "~~~~~~unroll\naaa\n~~~ ~~", "foo\n```unroll\nbar\n```\nbaz",
      "foo\n---\n~~~unroll\nbar\n~~~\n# baz", "```   unroll\nend\n```\n",
      "~~~   unroll   \nend\n~~~~~~~\n", "```unroll ```\naaa", "``` unroll`\nfoo\n```",
      "~~~ python ``` ~~~\nunroll\n~~~", "```unroll\n``` aaa\n```",
      "- ```unroll\n  a\n  ```\n- b", "1. a\n\n   ```unroll\n   b\n   ```\n\n   c",
      "> - ```unroll\n>   a\n>   ```", "- a\n```unroll\nb\n```", "<pre>\n```unroll\na\n```\n</pre>",
      "<div>\n\n```unroll\na\n```\n\n</div>", "\t```unroll\n\ta\n\t```", "-\t```unroll\n\ta\n\t```",
      "```unroll\r\na\r\n```\r\nb\r\n", "| a |\n|---|\n```unroll\nb\n```",
    ])
  func rules(text: String) throws {
    try check(text)
  }

  @Test(
    "A block is recognized exactly where CommonMark has one, in random documents",
    .enabled(if: CommonMark.program.isExpected, "cmark-gfm is missing: sh setup.sh tests"),
    arguments: 0..<300)
  func random(seed: UInt64) throws {
    let lines = [
      "```unroll", "~~~ unroll", "````unroll", "> ```unroll", "- ```unroll", "   ```unroll",
      "    ```unroll", "\t~~~unroll", "> - ~~~unroll", "  ```", "> ```", "```", "~~~", "````",
      "cell: elman", "", "", "> text", "- item", "1. item", "  indented", "<div>", "<!--", "-->",
      "# heading", "---", "    ```",
    ]
    var random = SplitMix64(seed: seed)
    // A first line of dashes would begin front matter, which is not part of CommonMark.
    try check("Text\n\n" + text(of: lines, count: 3...14, &random))
  }

  @Test(
    "Regions change no block and are found again with the same ends, in random documents",
    arguments: 0..<300)
  func regions(seed: UInt64) throws {
    let lines = [
      "```unroll", "~~~ unroll", "> ```unroll", "- ```unroll", "  ```unroll", "> - ~~~unroll",
      "  ```", "> ```", "```", "~~~", "cell: elman", "", "> text", "- item", "  indented", "text",
      "1. ~~~unroll", "   ~~~",
    ]
    var random = SplitMix64(seed: seed)
    let text = text(of: lines, count: 3...12, &random)
    let original = try NotesDocument(bytes: Array("Text\n\n\(text)".utf8), name: "notes.md")
    var documents = [original]
    for hidesSource in [false, true, true, false, false] {
      let last = documents[documents.count - 1]
      guard
        let bytes = try? last.updated(
          hidingSource: hidesSource,
          { index in
            .init(stamp: "a\(index) b", lines: ["![](a\(index).svg)", "", "*caption*"])
          })
      else { continue }
      let next = try NotesDocument(bytes: bytes, name: "notes.md")
      #expect(
        next.blocks.map(\.lesson) == original.blocks.map(\.lesson), "in the document\n\(text)")
      for index in next.blocks.indices {
        #expect(
          next.region(of: index)
            == .init(stamp: "a\(index) b", lines: ["![](a\(index).svg)", "", "*caption*"]),
          "in the document\n\(text)")
      }
      #expect(
        try next.updated(hidingSource: hidesSource) {
          next.region(of: $0) ?? .init(stamp: "", lines: [])
        }
          == bytes, "in the document\n\(text)")
      documents.append(next)
    }
  }

  @Test(
    "Everything except figures is unchanged, byte for byte, in random documents",
    arguments: 0..<300)
  func untouched(seed: UInt64) throws {
    let lines = [
      "```unroll", "~~~ unroll", "> ```unroll", "- ```unroll", "  ```", "> ```", "```", "~~~",
      "```unroll\n```", "~~~unroll\r~~~", "cell: elman", "", "", "> ", ">", "- item", "  text",
      "é\t",
    ]
    var random = SplitMix64(seed: seed)
    var text = (seed % 2 == 0 ? "\u{FEFF}" : "") + text(of: lines, count: 3...12, &random)
    if seed % 3 == 0, text.last?.isNewline == true { text.removeLast() }
    let original = try NotesDocument(bytes: Array(text.utf8), name: "notes.md")
    guard original.blocks.allSatisfy(\.isClosed) else { return }
    #expect(
      Array((original.mark + original.lines.map { $0.content + $0.ending }.joined()).utf8)
        == Array(text.utf8))
    let bytes = try original.updated { .init(stamp: "a\($0) b", lines: ["", "![](\($0).svg)"]) }
    var rest = bytes[...]
    /// Removes the required prefix of the rest, and possibly an empty line that separates it.
    func take(_ piece: [UInt8], after empty: String? = nil) {
      let apart = empty.map { Array($0.trimmedEnd.utf8) } ?? []
      if empty != nil, !rest.starts(with: piece) || piece.isEmpty, rest.starts(with: apart) {
        rest = rest.dropFirst(apart.count)
        takeEnding()
      }
      #expect(rest.starts(with: piece), "\(text.debugDescription)")
      rest = rest.dropFirst(piece.count)
    }
    func takeEnding() {
      rest = rest.dropFirst(rest.starts(with: [13, 10]) ? 2 : 1)
    }
    take(Array(original.mark.utf8))
    var next = 0
    var prefix: String?
    for block in original.blocks {
      take(original.bytes(of: next..<block.lastLine), after: prefix)
      let end = try #require(rest.firstRange(of: Array("<!-- unroll:end -->".utf8)))
      // New lines have the ending of the line above them.
      let new = String(decoding: rest[..<end.upperBound], as: UTF8.self).textLines.dropLast()
      let ending = original.lines[block.lastLine - 1].ending
      #expect(
        Set(new.map(\.ending)).isSubset(of: ending.isEmpty ? ["\n", "\r", "\r\n"] : [ending]))
      rest = rest[end.upperBound...]
      takeEnding()
      (next, prefix) = (block.lastLine, block.prefix)
    }
    if next < original.lines.count {
      take(original.bytes(of: next..<original.lines.count), after: prefix)
    }
    #expect(rest.isEmpty, "\(text.debugDescription)")
  }

  @Test(
    "The figure of a block is right below it, whatever the line endings",
    arguments: [
      "a\rb\rc\rd\re\rf\n\n```unroll\na: b\n```\n",
      "a\rx\rx\rx\n\n```unroll\ra: b\n```\r\r\nText\n",
      "---\rtitle: a\r...\r\r> ~~~unroll\r> a: b\r>\n> ~~~\r\rText",
    ])
  func below(text: String) throws {
    let document = try NotesDocument(bytes: Array(text.utf8), name: "notes.md")
    #expect(document.blocks.count == 1)
    let bytes = try document.updated { _ in .init(stamp: "a b", lines: ["![](a.svg)"]) }
    let lines = withFeeds(String(decoding: bytes, as: UTF8.self)).split(
      separator: "\n", omittingEmptySubsequences: false)
    let fence = try #require(lines.lastIndex { $0.hasSuffix("```") || $0.hasSuffix("~~~") })
    #expect(lines[fence + 1].allSatisfy { $0 == ">" })
    #expect(lines[fence + 2].hasSuffix("<!-- unroll:begin a b -->"))
  }
}
