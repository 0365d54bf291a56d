import Testing

@testable import Notes

@Suite struct NotesDocumentReplacedTests {
  private func replaced(_ text: String) throws -> String {
    let document = try NotesDocument(bytes: Array(text.utf8), name: "notes.md")
    return String(decoding: document.replaced { ["<figure>\($0)</figure>"] }, as: UTF8.self)
  }

  @Test("A block is replaced with its lines, which are separated from the text below")
  func replaced() throws {
    #expect(
      try replaced("Text\n```unroll\na: b\n```\nText\n\n~~~ unroll\n~~~\n")
        == "Text\n<figure>0</figure>\n\nText\n\n<figure>1</figure>\n")
    #expect(try replaced("```unroll\na: b") == "<figure>0</figure>\n")
    #expect(try replaced("No lesson") == "No lesson")
  }

  @Test("The prefixes of quotes and lists are kept before the lines")
  func containers() throws {
    #expect(
      try replaced("> ```unroll\n> a: b\n> ```\n> more\n")
        == "> <figure>0</figure>\n>\n> more\n")
    #expect(
      try replaced("- item\n\n  ```unroll\n  a: b\n  ```\n- next\n")
        == "- item\n\n  <figure>0</figure>\n\n- next\n")
    #expect(
      try replaced("1. ```unroll\n   a: b\n   ```\n   tail\n")
        == "1. <figure>0</figure>\n\n   tail\n")
    #expect(
      try replaced("> - ```unroll\n>   a: b\n>   ```\n") == "> - <figure>0</figure>\n")
  }

  @Test("The region and the fold that embed wrote are removed with their block")
  func regions() throws {
    let text = "A\n\n```unroll\na: b\n```\n\nB\n"
    let document = try NotesDocument(bytes: Array(text.utf8), name: "notes.md")
    for hidesSource in [false, true] {
      let embedded = try document.updated(hidingSource: hidesSource) { _ in
        .init(stamp: "one", lines: ["![](fig.svg)"])
      }
      #expect(
        try replaced(String(decoding: embedded, as: UTF8.self))
          == "A\n\n<figure>0</figure>\n\nB\n", "\(hidesSource)")
    }
  }

  @Test("The line endings of the document are kept, including CRLF")
  func lineFeeds() throws {
    #expect(
      try replaced("A\r\n\r\n```unroll\r\na: b\r\n```\r\nB\r\n")
        == "A\r\n\r\n<figure>0</figure>\r\n\r\nB\r\n")
  }

  @Test("A list marker appears only once, before the first of several lines")
  func severalLines() throws {
    let document = try NotesDocument(
      bytes: Array("> 1. ```unroll\n>    a: b\n>    ```\n".utf8), name: "notes.md")
    #expect(
      String(decoding: document.replaced { _ in ["<p>", "a", "</p>"] }, as: UTF8.self)
        == "> 1. <p>\n>    a\n>    </p>\n")
  }

  @Test("New lines end like the lines around them, and a byte order mark stays first")
  func mixed() throws {
    #expect(
      try replaced("A\r```unroll\ra: b\r```\rB\r\n\r\n~~~unroll\r\n~~~\n\nC")
        == "A\r<figure>0</figure>\r\rB\r\n\r\n<figure>1</figure>\n\nC")
    #expect(
      try replaced("\u{FEFF}```unroll\na: b\n```\nB") == "\u{FEFF}<figure>0</figure>\n\nB")
  }
}
