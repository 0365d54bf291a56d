import Testing

@testable import Notes

@Suite struct NotesDocumentTests {
  @Test(
    "A fence that names unroll in braces that cannot be read is an error at its line and column",
    arguments: [
      ("```{unroll", "2:6: error: the brace of this block is never closed; add }"),
      ("```{unroll lesson.yaml", "2:6: error: the brace of this block is never closed; add }"),
      ("```{.unroll #a show=2", "2:6: error: the brace of this block is never closed; add }"),
      ("~~~ {#a .unroll", "2:7: error: the brace of this block is never closed; add }"),
      ("``` unroll {show=2", "2:14: error: the brace of this block is never closed; add }"),
      ("```{.unroll #a} show=2", "2:19: error: show=2 follows the closing brace; delete it"),
      ("```{unroll show=2}", "2:7: error: keys in braces need a dot before unroll; write"),
    ])
  func brokenFences(fence: String, message: String) {
    let text = "\n> \(fence)\n> cell: elman\n"
    let mistake = #expect(throws: NotesDocument.Mistake.self) {
      try NotesDocument(bytes: Array(text.utf8), name: "n.md")
    }
    #expect(mistake?.description.hasPrefix("n.md:" + message) == true, "\(mistake as Any)")
  }

  @Test(
    "A fence for another language is none of unroll's, whatever its braces",
    arguments: ["```{unrolled", "```{.python .unrolled", "```rust {unroll", "```{python} unroll"])
  func otherFences(fence: String) throws {
    let text = fence + "\ncell: elman\n```\n"
    #expect(try NotesDocument(bytes: Array(text.utf8), name: "n.md").blocks.isEmpty)
  }

  private func document(_ text: String) throws -> NotesDocument {
    try NotesDocument(bytes: Array(text.utf8), name: "notes.md")
  }

  private func updated(_ text: String) throws -> String {
    String(
      decoding: try document(text).updated {
        .init(stamp: "stamp\($0)", lines: ["![](fig-\($0).svg)"])
      },
      as: UTF8.self)
  }

  private let block = "```unroll\ncell: elman\n```\n"
  private let region = "<!-- unroll:begin stamp0 -->\n\n![](fig-0.svg)\n\n<!-- unroll:end -->\n"

  @Test("A block gets its region right below it, and everything else is kept")
  func added() throws {
    #expect(
      try updated("# Title\n\n\(block)\nText\n")
        == "# Title\n\n\(block)\n\(region)\nText\n")
  }

  @Test("Text right below a block is separated from the region")
  func text() throws {
    #expect(try updated("\(block)Text\n") == "\(block)\n\(region)\nText\n")
  }

  @Test("A second run changes nothing")
  func twice() throws {
    for text in [
      "\(block)Text", "- item\n\n  ```unroll\n  a: b\n  ```\n", "> ~~~ unroll\n> a\n> ~~~\n",
    ] {
      let once = try updated(text)
      #expect(try updated(once) == once)
      #expect(try document(once).region(of: 0)?.stamp == "stamp0")
    }
  }

  @Test("Lines inside lists and quotes have the prefix of the list or quote")
  func containers() throws {
    let inList = try updated("1. one\n\n   ~~~unroll\n   a: b\n   ~~~\n")
    #expect(inList.contains("\n   <!-- unroll:begin stamp0 -->\n\n   ![](fig-0.svg)\n"))
    let inQuote = try updated("> ```unroll\n> a: b\n> ```\n")
    #expect(inQuote.contains("\n>\n> <!-- unroll:begin stamp0 -->\n>\n> ![](fig-0.svg)\n"))
    let onItem = try updated("- ```unroll\n  a: b\n  ```\n")
    #expect(onItem.contains("\n  <!-- unroll:begin stamp0 -->\n"))
  }

  @Test("Text that a renderer does not recognize as a block is not a block")
  func noBlocks() throws {
    for text in [
      "````\n```unroll\na: b\n```\n````\n", "    ```unroll\n    a: b\n    ```\n",
      "```unrolled\na: b\n```\n", "```{.python}\na: b\n```\n", "---\ntitle: |\n  ```unroll\n---\n",
      "`unroll`\n", "<!--\n```unroll\na\n```\n-->\n",
    ] { #expect(try document(text).blocks.isEmpty, "\(text)") }
  }

  @Test("The line endings of the document are kept, including CRLF")
  func lineFeeds() throws {
    let text = try updated("```unroll\r\na: b\r\n```\r\n")
    #expect(text.replacing("\r\n", with: "").contains("\n") == false)
    #expect(try updated(text) == text)
  }

  @Test("Front matter ends at --- or ... and is not Markdown", arguments: ["---", "...", "... "])
  func frontMatter(end: String) throws {
    for ending in ["\n", "\r\n", "\r"] {
      let lines = [
        "---", "title: |", "```unroll", "```", "# no heading", end, "", "```unroll", "a: b", "```",
        "",
      ]
      for mark in ["", "\u{FEFF}"] {
        let document = try document(mark + lines.joined(separator: ending))
        #expect(document.blocks.map(\.line) == [8] && document.title == nil)
      }
    }
    // Only a first line of dashes begins it, and it must have an end.
    for text in [" ---\n```unroll\n...\n```\n", "---\n\n```unroll\n```\n"] {
      #expect(try document(text).blocks.count == 1)
    }
  }

  @Test("Keys are read from the info string and from the first lines")
  func options() throws {
    let block = try #require(
      try document(
        "x\n\n~~~{.unroll #fig:one caption=\"A b\" width=60%}\n#| show: 2-5\n#| alt: 'x: y'\na: b\n~~~\n"
      ).blocks.first)
    #expect(
      block.options == [
        "id": "fig:one", "caption": "A b", "width": "60%", "show": "2-5", "alt": "x: y",
      ])
    #expect(block.lesson == "a: b\n")
    #expect(block.line == 3 && block.lessonLine == 6)
  }

  @Test(
    "A broken region, a duplicate id and bytes that are not UTF-8 are reported with their line",
    arguments: [
      ("```unroll\na\n```\n\n<!-- unroll:begin x -->\n\ntext\n", 5, "this region has no end"),
      ("<!-- unroll:begin x -->\n<!-- unroll:end -->\n", 1, "this region follows no unroll block"),
      ("```{.unroll #a}\n```\n\n```{.unroll #a}\n```\n", 4, "the id a is used twice"),
    ])
  func mistakes(text: String, line: Int, message: String) {
    do throws(NotesDocument.Mistake) {
      _ = try NotesDocument(bytes: Array(text.utf8), name: "notes.md")
      Issue.record("no mistake")
    } catch {
      #expect(error.line == line && error.message.hasPrefix(message), "\(error)")
    }
    #expect(throws: NotesDocument.Mistake.self) {
      try NotesDocument(bytes: [0x23, 0xFF], name: "notes.md")
    }
  }

  @Test("A document of 10,000 lines with 300 blocks is read and written")
  func long() throws {
    let text = (0..<300).map {
      "Text \($0)\n\n```unroll\na: \($0)\n```\n" + String(repeating: "more\n", count: 28)
    }
    .joined()
    let once = try updated(text)
    #expect(once.split(separator: "\n").filter { $0 == "<!-- unroll:end -->" }.count == 300)
    #expect(try updated(once) == once)
  }
}
