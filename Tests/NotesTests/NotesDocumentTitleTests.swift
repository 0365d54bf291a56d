import Notes
import Testing

@Suite struct NotesDocumentTitleTests {
  private func title(_ text: String) throws -> String? {
    try NotesDocument(bytes: Array(text.utf8), name: "notes.md").title
  }

  @Test("The title is the first heading as plain text")
  func plainWords() throws {
    #expect(try title("Text\n\n# One *and* `two` [link](x.html)\n\n# Two\n") == "One and two link")
    #expect(try title("> Set\n> text\n> ----\n") == "Set text")
  }

  @Test("Lines in code and in front matter that look like headings are none")
  func lookalikes() throws {
    #expect(try title("---\n# title: x\n---\n\n```\n# code\n```\n") == nil)
    #expect(try title("#\n\ntext\n") == nil)
    #expect(try title("") == nil)
  }
}
