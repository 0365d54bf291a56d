import Formulas
import Foundation
import TestSupport
import Testing

@testable import Notes

/// What the program cmark-gfm sees in a document.
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
    let expected = try CommonMark.blocks(of: text).filter { $0.info.hasPrefix("unroll") }
    let document = try NotesDocument(bytes: Array(text.utf8), name: "notes.md")
    let found = document.blocks.map {
      CommonMark.Block(line: $0.line, info: "unroll", literal: $0.lesson)
    }
    #expect(found == expected, "in the document\n\(text)")
  }

  /// The rules of the section "Fenced code blocks" of CommonMark's specification, one example each.
  @Test(
    "A block is one exactly where CommonMark sees one", .enabled(if: CommonMark.program.isExpected),
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
    "A block is one exactly where CommonMark sees one, in random documents",
    .enabled(if: CommonMark.program.isExpected), arguments: 0..<200)
  func random(seed: UInt64) throws {
    let lines = [
      "```unroll", "~~~ unroll", "````unroll", "> ```unroll", "- ```unroll", "   ```unroll",
      "    ```unroll", "\t~~~unroll", "> - ~~~unroll", "  ```", "> ```", "```", "~~~", "````",
      "cell: elman", "", "", "> text", "- item", "1. item", "  indented", "<div>", "<!--", "-->",
      "# heading", "---", "    ```",
    ]
    var random = SplitMix64(seed: seed)
    let count = Int.random(in: 3...14, using: &random)
    // A first line of dashes would begin front matter, which CommonMark does not know.
    let text = (0..<count).map { _ in lines.randomElement(using: &random) ?? "" }
    try check("Text\n\n" + text.joined(separator: "\n") + "\n")
  }

  @Test(
    "Regions leave every block as it was and end where they end, in random documents",
    arguments: 0..<300)
  func regions(seed: UInt64) throws {
    let lines = [
      "```unroll", "~~~ unroll", "> ```unroll", "- ```unroll", "  ```unroll", "> - ~~~unroll",
      "  ```", "> ```", "```", "~~~", "cell: elman", "", "> text", "- item", "  indented", "text",
      "1. ~~~unroll", "   ~~~",
    ]
    var random = SplitMix64(seed: seed)
    let text = (0..<Int.random(in: 3...12, using: &random))
      .map { _ in lines.randomElement(using: &random) ?? "" }.joined(separator: "\n")
    let original = try NotesDocument(bytes: Array("Text\n\n\(text)\n".utf8), name: "notes.md")
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
}
