import Testing

@testable import Notes

@Suite struct NotesBlockTests {
  @Test("A block from another program has the line number of its text, and its keys")
  func places() {
    let block = NotesBlock(
      lesson: "#| show: 2\na: b", options: ["as": "strip"], line: 7, textLine: 10, prefix: "  ")
    #expect(block.line == 7 && block.lessonLine == 11 && block.prefix == "  ")
    #expect(block.options == ["as": "strip", "show": "2"] && block.lesson == "a: b")
    #expect(NotesBlock(lesson: "a: b", options: [:], line: 7).lessonLine == 8)
  }

  @Test("Replacing keys or prefixes later leaves the rest unchanged")
  func later() {
    let block = NotesBlock(
      lesson: "#| show: 2\na: b", file: "a.yaml", options: [:], line: 7, textLine: 10)
    let completed = block.completed(by: ["show": "3", "theme": "dark"]).indented(by: "> ")
    #expect(completed.options == ["show": "2", "theme": "dark"])
    #expect(completed.lessonLine == 11 && completed.file == "a.yaml" && completed.prefix == "> ")
  }

  @Test("A MyST directive is a block with its options, its file, and its lesson at its line")
  func myst() throws {
    let text = """
      Text

      ```{unroll}
      :label: fig-one
      :show: 2-5

      a: b
      ```

      ````{unroll} lessons/one.yaml
      :caption: The lecture
      ````
      """
    let blocks = try NotesDocument(bytes: Array(text.utf8), name: "notes.md").blocks
    try #require(blocks.count == 2)
    #expect(blocks[0].options == ["id": "fig-one", "show": "2-5"] && blocks[0].file == nil)
    #expect(blocks[0].lesson == "\na: b\n" && blocks[0].lessonLine == 6)
    #expect(blocks[1].file == "lessons/one.yaml" && blocks[1].options == ["caption": "The lecture"])
  }

  @Test("Keys are read after the language, with or without braces, and before an indented lesson")
  func keys() throws {
    let text =
      "```unroll show=2 caption=\"a b\"\na: b\n```\n\n```unroll {#one show=3}\na: b\n```\n\n"
      + "```unrolled\na: b\n```\n\n```unroll\n  #| show: 4\n  a: b\n```\n"
    let blocks = try NotesDocument(bytes: Array(text.utf8), name: "notes.md").blocks
    #expect(
      blocks.map(\.options) == [
        ["show": "2", "caption": "a b"], ["id": "one", "show": "3"], ["show": "4"],
      ])
  }

  @Test("Alternative names of keys are accepted, and the standard names take precedence")
  func synonyms() {
    let block = NotesBlock(
      lesson: "#| fig-cap: theirs\n#| caption: ours\n#| fig-alt: words\na: b",
      options: ["name": "one"], line: 1)
    #expect(block.options == ["caption": "ours", "alt": "words", "id": "one"])
  }

  @Test("Keys in comments are YAML, and a fault has its place")
  func comments() {
    func block(_ text: String) -> NotesBlock { NotesBlock(lesson: text, options: [:], line: 1) }
    let all = block(
      "#| caption: \"Two: one # two\"  # a comment\n#| show: [2, last]\n#| alt: >\n#|   a\n#|   b\n"
        + "#| parameters: {W: [1, \"a\"]}\n#| label: 'it''s'\na: b")
    #expect(
      all.options == [
        "caption": "Two: one # two", "show": "2,last", "alt": "a b", "id": "it's",
        "parameters": "{W: [1, \"a\"]}",
      ])
    #expect(all.lesson == "a: b" && all.lessonLine == 9 && all.fault == nil)
    let wrong = block("#| show: 2\n  #| caption: \"Two\na: b")
    #expect(wrong.fault?.hasPrefix("the keys are not YAML: ") == true)
    #expect(wrong.place(ofKey: NotesBlock.faultKey)?.line == 3)
    #expect(block("#| show\na: b").fault == "a key and its value are written as key: value")
    #expect(block("#|\n#| # nothing\na: b").options.isEmpty)
  }

  @Test("An option is YAML if it can be, or else text")
  func options() {
    let block = NotesBlock(
      lesson: ":caption: Two: one\n:alt: 'a: b' # c\n:show: [2, 3]\n:width: 50%\n", options: [:],
      line: 1)
    #expect(
      block.options == ["caption": "Two: one", "alt": "a: b", "show": "2,3", "width": "50%"])
  }

  @Test("A directive may have its keys between lines of dashes")
  func dashes() throws {
    let text = "```{unroll} a.yaml\n---\nname: fig-a\ncaption: \"A: b\"\n---\n```\n"
    let blocks = try NotesDocument(bytes: Array(text.utf8), name: "notes.md").blocks
    #expect(blocks.first?.options == ["id": "fig-a", "caption": "A: b"])
    #expect(blocks.first?.lesson == "" && blocks.first?.lessonLine == 6)
  }
}
