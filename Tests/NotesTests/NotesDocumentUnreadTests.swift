import Testing

@testable import Notes

@Suite struct NotesDocumentUnreadTests {
  private func document(_ text: String) throws -> NotesDocument {
    try NotesDocument(bytes: Array(text.utf8), name: "n.md")
  }

  @Test(
    "A block in a footnote that the text refers to is a block, and its region is in the footnote")
  func footnote() throws {
    let text = """
      Text[^1] more[^b].

      [^b]: ```unroll
          a: 1
          ```

      [^1]: A note.

          ```unroll
          lesson: a.yaml
          ```

          still note

      Next.

      ```unroll
      a: 2
      ```

      """
    let document = try document(text)
    #expect(document.blocks.map(\.line) == [3, 9, 17] && document.unread.isEmpty)
    let bytes = try document.updated { .init(stamp: "s\($0)", lines: ["![](f\($0).svg)"]) }
    let embedded = String(decoding: bytes, as: UTF8.self)
    #expect(
      embedded.contains("    ```\n\n    <!-- unroll:begin s1 -->\n\n    ![](f1.svg)\n\n"))
    #expect(try self.document(embedded).region(of: 1)?.stamp == "s1")
  }

  @Test(
    "A lesson where Markdown reads no block is a mistake with its place and the reason",
    arguments: [
      ("text\n\n\t```unroll\n\ta: b\n\t```\n", "3:2", "this block is indented so far"),
      ("text\n    ```unroll\n    a: b\n    ```\n", "2:5", "this block is indented so far"),
      ("> text\n>\n>     ~~~{.unroll #a}\n>     ~~~\n", "3:7", "this block is indented so far"),
      ("-     ```unroll\n      a: b\n      ```\n", "1:7", "this block is indented so far"),
      (
        "```{.unroll caption=\"a `b` c\"}\na: b\n```\n", "1:1",
        "Markdown reads no fence of backquotes with another backquote on its line"
      ),
      ("T\n\n:   ```unroll\n    a: b\n    ```\n", "3:5", "Markdown reads no block in a list of"),
      (
        "```python\nx\n\n```unroll\na: b\n```\n", "4:1",
        "this block is within the code that begins in line 1"
      ),
      ("```unroll,show=sum\na: b\n```\n", "1:4", "this language is almost unroll"),
      ("```{class=\"unroll\"}\na: b\n```\n", "1:4", "this language is almost unroll"),
      ("```unrol\na: b\n```\n", "1:4", "this language is almost unroll"),
      ("| a |\n|---|\n| ```unroll lesson: a.yaml``` |\n", "3:3", "a block cannot be in a table"),
      ("| a | b |\n|---|---|\n| c | ~~~ unroll |\n", "3:7", "a block cannot be in a table"),
      ("+----+\n| ```unroll   |\n| a: b |\n| ``` |\n", "2:3", "a block cannot be in a table"),
      (
        "<details>\n```unroll\na: b\n```\n</details>\n", "2:1",
        "this block is read as part of the HTML"
      ),
      (
        "[^1]: A note.\n\n    ```unroll\n    a: b\n    ```\n", "3:5",
        "no text refers to the footnote"
      ),
      ("a\n\n```Unroll\na: b\n```\n", "3:4", "this language is almost unroll"),
      ("```unroll\u{2028}\na: b\n```\n", "1:4", "this language is almost unroll"),
      ("```\u{200B}unroll\na: b\n```\n", "1:4", "this language is almost unroll"),
      ("```{.UNROLL #a}\na: b\n```\n", "1:4", "this language is almost unroll"),
    ])
  func unread(text: String, place: String, message: String) throws {
    let mistakes = try document(text).unread.map(\.description)
    #expect(mistakes.count == 1)
    #expect(mistakes.first?.hasPrefix("n.md:\(place): error: \(message)") == true, "\(mistakes)")
  }

  @Test(
    "Words about unroll and examples of blocks are no lessons",
    arguments: [
      "````\n```unroll\na: b\n```\n````\n", "````markdown\n> ```unroll\n> ```\n````\n",
      "<!--\n```unroll\na\n```\n-->\n", "<pre>\n```unroll\n```\n</pre>\n",
      "The first line is ```` ```unroll ````, or\n```` ```{.unroll} ```` instead\n",
      "```unroll``` is the language\n",
      "| `unroll` | ```` ```unroll ```` |\n|---|---|\n| a | b |\n",
      "    unroll embed notes.md\n", "```unrolled\na\n```\n", "```python\n# unroll\n```\n",
      "---\ntitle: |\n  ```unroll\n---\n", "`unroll embed` ~~~\n", "- ```unroll\n  a\n  ```\n",
      "\u{FEFF}a\u{2028}```unroll\n", "a\u{B}\u{C}\u{85}```unroll\n",
    ])
  func words(text: String) throws {
    #expect(try document(text).unread.isEmpty)
  }
}
