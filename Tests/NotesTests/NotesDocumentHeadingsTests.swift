import Notes
import Testing

@Suite struct NotesDocumentHeadingsTests {
  private func headings(_ text: String) throws -> [String?] {
    try NotesDocument(bytes: Array(text.utf8), name: "notes.md").headings()
  }

  @Test("A block has the last heading above it, as plain text")
  func plainWords() throws {
    #expect(
      try headings(
        """
        ```unroll
        ```
        # One *and* `two` [link](x.html)

        ```unroll
        ```

        Set
        text
        ----

        > ~~~unroll
        > ~~~
        """) == [nil, "One and two link", "Set text"])
  }

  @Test("Lines in code and in front matter that look like headings are ignored")
  func lookalikes() throws {
    #expect(try headings("---\n# title: x\n---\n\n```\n# code\n```\n\n```unroll\n```\n") == [nil])
  }

  @Test("A document without blocks gives no headings")
  func empty() throws {
    #expect(try headings("# One\n") == [])
  }
}
