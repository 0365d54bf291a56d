import Notes
import Testing

@Suite struct NotesDocumentHeadingsTests {
  private func headings(_ text: String) throws -> [String?] {
    try NotesDocument(bytes: Array(text.utf8), name: "notes.md").headings()
  }

  @Test("A block has the last heading above it, in plain words")
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

  @Test("What only looks like a heading is none: in code, and in front matter")
  func lookalikes() throws {
    #expect(try headings("---\n# title: x\n---\n\n```\n# code\n```\n\n```unroll\n```\n") == [nil])
  }

  @Test("A document without blocks has no headings to tell")
  func empty() throws {
    #expect(try headings("# One\n") == [])
  }
}
