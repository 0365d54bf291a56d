import Testing

@testable import Notes

@Suite struct NotesBlockTests {
  @Test("A block of another program knows where its text stands, and its keys")
  func places() {
    let block = NotesBlock(
      lesson: "#| show: 2\na: b", options: ["as": "strip"], line: 7, textLine: 10, prefix: "  ")
    #expect(block.line == 7 && block.lessonLine == 11 && block.prefix == "  ")
    #expect(block.options == ["as": "strip", "show": "2"] && block.lesson == "a: b")
    #expect(NotesBlock(lesson: "a: b", options: [:], line: 7).lessonLine == 8)
  }

  @Test("Keys and places given later leave the others alone")
  func later() {
    let block = NotesBlock(
      lesson: "#| show: 2\na: b", file: "a.yaml", options: [:], line: 7, textLine: 10)
    let completed = block.completed(by: ["show": "3", "theme": "dark"]).indented(by: "> ")
    #expect(completed.options == ["show": "2", "theme": "dark"])
    #expect(completed.lessonLine == 11 && completed.file == "a.yaml" && completed.prefix == "> ")
  }
}
