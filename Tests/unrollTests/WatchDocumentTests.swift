import Foundation
import TestSupport
import Testing

@Suite struct WatchDocumentTests {
  private let folder: TemporaryFolder
  private let lesson = Tool.smallLesson

  init() throws { folder = try TemporaryFolder() }

  private func block(_ lesson: String, _ options: String = "") -> String {
    "```{.unroll \(options)}\n\(lesson)\n```\n"
  }

  /// Waits for a page whose figures satisfy a condition.
  private func figures(
    of tool: WatchedTool, where isWanted: ([PageFigure]) -> Bool
  ) throws -> [PageFigure] {
    let page = try tool.page { WatchedTool.isReady($0) && isWanted(PageFigure.all(in: $0)) }
    return PageFigure.all(in: try #require(page))
  }

  @Test("A document's page has its text, and its figures in their places, with their captions")
  func page() throws {
    let notes =
      "---\ntitle: none\n---\n# Notes & more\n\n## The *lecture*\n\n- a\n- b <b>c</b>\n\n"
      + block(lesson, "#one caption=\"It <b>grows</b>\" width=60%")
      + "\n> " + block(lesson, "show=2-3 as=strip").replacing("\n", with: "\n> ") + "\n"
      + "| x | y |\n|---|---|\n| 1 | 2 |\n\n```python\nx < 1\n```\n"
    try folder.put(notes, in: "notes.md")
    let tool = try WatchedTool("notes.md", in: folder)
    let page = try #require(try tool.page())
    #expect(page.contains("<title>Notes &amp; more</title>"))
    #expect(page.contains("<h1>Notes &amp; more</h1>\n<h2>The <em>lecture</em></h2>"))
    #expect(page.contains("<li>a</li>") && page.contains("<td>2</td>"))
    #expect(page.contains("x &lt; 1\n</code></pre>") && !page.contains("title: none"))
    #expect(!page.contains("<b>c") && !page.contains("cell:"))
    #expect(page.contains("<blockquote>\n<figure class=\"drawn\""))
    #expect(page.contains("<figure class=\"drawn\" id=\"one\">"))
    let figures = PageFigure.all(in: page)
    #expect(figures.map(\.caption) == ["It &lt;b&gt;grows&lt;/b&gt;", nil])
    #expect(figures.map(\.pictures.count) == [1, 2])
    #expect(
      figures[0].html.contains(" width=\"60%\"") && figures[1].html.contains(" width=\"49%\""))
    #expect(page.matches(of: /alt="[^"]{20,}"/).count == 3)
    for picture in figures.flatMap(\.pictures) {
      #expect(try tool.answer(picture).hasPrefix("HTTP/1.1 200 "))
    }
    #expect(page.contains("img-src 'self'") && page.contains("connect-src 'self'"))
    #expect(tool.news { $0.version == page.liveVersion }?.error == nil)
    #expect(try folder.names() == ["notes.md"])
  }

  @Test("What unroll embed has written into a document is not shown a second time")
  func embedded() throws {
    try folder.put("# A\n\n" + block(lesson, "#one caption=zebra") + "\ntext\n", in: "notes.md")
    #expect(try Tool.run("embed", "notes.md", in: folder).code == 0)
    let tool = try WatchedTool("notes.md", in: folder)
    let page = try #require(try tool.page())
    #expect(page.matches(of: /zebra/).count == 1 && page.contains("</figure>\n<p>text</p>"))
  }

  @Test("A document without blocks is its text")
  func withoutBlocks() throws {
    try folder.put("# A\n\ntext\n", in: "notes.md")
    let tool = try WatchedTool("notes.md", in: folder)
    let page = try #require(try tool.page())
    #expect(page.contains("<p>text</p>") && page.contains("notes.md has no unroll block yet."))
  }

  @Test("An error that is saved again is printed once, and again after it was corrected")
  func sameMistake() throws {
    let wrong = block(lesson.replacing("W_h: 2", with: "W_hh: 2"))
    func waits(_ tool: WatchedTool, for heading: String) throws -> PageFigure? {
      let page = try tool.page { $0.contains("<h1>\(heading)</h1>") && WatchedTool.isReady($0) }
      return page.flatMap { PageFigure.all(in: $0).first }
    }
    try folder.putByRenaming("# One\n\n" + wrong, in: "notes.md")
    let tool = try WatchedTool("notes.md", in: folder)
    for heading in ["One", "Two", "Three"] {
      try folder.putByRenaming("# \(heading)\n\n" + wrong, in: "notes.md")
      #expect(
        try waits(tool, for: heading)?.mistake?.hasPrefix("notes.md:6:14: error: ") == true)
    }
    #expect(tool.errors.split(separator: "notes.md:6:14: error: ").count == 2)
    try folder.putByRenaming("# Right\n\n" + block(lesson), in: "notes.md")
    #expect(try waits(tool, for: "Right")?.mistake == nil)
    try folder.putByRenaming("# Four\n\n" + wrong, in: "notes.md")
    _ = try waits(tool, for: "Four")
    #expect(tool.errors.split(separator: "notes.md:6:14: error: ").count == 3)
    #expect(tool.errors.split(separator: "All mistakes are fixed.").count == 2)
  }

  @Test("A document whose lines end in carriage returns is watched like any other")
  func carriageReturns() throws {
    let text = "a\rb\rc\r\r# Title\r\r" + block(lesson).replacing("\n", with: "\r") + "\nd\re\r"
    try folder.put(text, in: "notes.md")
    let tool = try WatchedTool("notes.md", in: folder)
    let page = try #require(try tool.page())
    let figures = PageFigure.all(in: page)
    #expect(figures.map(\.pictures.count) == [1] && figures[0].mistake == nil)
    #expect(page.contains("<h1>Title</h1>"))
  }

  @Test("A block with an error keeps its last figure next to the error; the others are updated")
  func wrongBlock() throws {
    func notes(_ first: String, _ second: String) -> String {
      block(lesson.replacing("W_h: 2", with: first)) + "\n"
        + block(lesson.replacing("W_h: 2", with: second))
    }
    try folder.put(notes("W_h: 2", "W_h: 3"), in: "notes.md")
    let tool = try WatchedTool("notes.md", in: folder)
    let right = try figures(of: tool) { $0.count == 2 }
    try folder.put("New text\n\n" + notes("W_hh: 2", "W_h: 4"), in: "notes.md")
    let page = try #require(
      try tool.page { page in
        let figures = PageFigure.all(in: page)
        return figures.first?.mistake != nil && figures[1].pictures != right[1].pictures
      })
    let wrong = PageFigure.all(in: page)
    #expect(wrong[0].mistake?.hasPrefix("notes.md:6:14: error: ") == true)
    #expect(wrong[0].mistake?.contains("hint: did you mean W_h?") == true)
    #expect(wrong[0].pictures == right[0].pictures && wrong[1].mistake == nil)
    #expect(page.contains("<figure class=\"drawn old\" id=\"figure-1\">"))
    #expect(page.contains("<a href=\"#figure-1\">1 block has a mistake</a>"))
    // The mistakes stand in their blocks, so there is no banner.
    #expect(tool.news { $0.version == page.liveVersion }?.error == nil)
    try folder.put("New text\n\n" + notes("W_h: 2", "W_h: 4"), in: "notes.md")
    let mended = try figures(of: tool) { $0.allSatisfy { $0.mistake == nil } }
    #expect(mended == [right[0], wrong[1]])
  }

  @Test("Only the figures whose lessons have changed are drawn again")
  func drawnAgain() throws {
    let cache = ["XDG_CACHE_HOME": folder.path("cache")]
    // Each drawing adds an entry to the cache.
    func drawn() throws -> Int { try folder.names(in: "cache/unroll").count }
    func notes(_ weight: Int, _ words: String, _ options: String = "") -> String {
      "# \(words)\n\n"
        + (1...5).map { block(lesson.replacing("W_h: 2", with: "W_h: \($0)")) + "\n" }.joined()
        + block(lesson.replacing("W_h: 2", with: "W_h: \(weight)"), options) + "\n"
        + block("lesson: a.yaml", "show=2") + "\n" + block("lesson: a.yaml", "show=3")
    }
    func waits(_ tool: WatchedTool, for words: String) throws -> [PageFigure] {
      let page = try tool.page(within: 60) {
        WatchedTool.isReady($0) && $0.contains("<h1>\(words)</h1>")
      }
      return PageFigure.all(in: try #require(page))
    }
    try folder.put(lesson, in: "a.yaml")
    try folder.putByRenaming(notes(6, "First"), in: "notes.md")
    let tool = try WatchedTool("notes.md", in: folder, environment: cache)
    let first = try waits(tool, for: "First")
    #expect(try first.count == 8 && drawn() == 8)
    try folder.putByRenaming(notes(6, "Prose"), in: "notes.md")
    #expect(try waits(tool, for: "Prose") == first && drawn() == 8)
    // A caption, the width and the arrangement change no picture.
    try folder.putByRenaming(
      notes(6, "Words", "caption=\"New\" width=60% as=grid"), in: "notes.md")
    let worded = try waits(tool, for: "Words")
    #expect(worded.map(\.pictures) == first.map(\.pictures) && worded[5].caption == "New")
    #expect(try drawn() == 8)
    try folder.putByRenaming(notes(7, "Number"), in: "notes.md")
    let changed = try waits(tool, for: "Number")
    #expect(changed.indices.filter { changed[$0].pictures != first[$0].pictures } == [5])
    #expect(try drawn() == 9)
    try folder.putByRenaming(lesson.replacing("W_x: 1", with: "W_x: 3"), in: "a.yaml")
    let page = try tool.page(within: 60) {
      WatchedTool.isReady($0) && PageFigure.all(in: $0)[7].pictures != first[7].pictures
    }
    let renewed = PageFigure.all(in: try #require(page))
    #expect(renewed.indices.filter { renewed[$0].pictures != changed[$0].pictures } == [6, 7])
    #expect(try drawn() == 11)
  }

  @Test("A document that can no longer be read keeps its figures")
  func wrongDocument() throws {
    try folder.put(block(lesson, "#one"), in: "notes.md")
    let tool = try WatchedTool("notes.md", in: folder)
    let right = try #require(try tool.page())
    try folder.put(block(lesson, "#one") + "\n" + block(lesson, "#one"), in: "notes.md")
    let wrong = try #require(tool.news { $0.error != nil })
    #expect(wrong.message?.hasPrefix("notes.md:9:13: error: the id one is used twice") == true)
    #expect(try tool.text(of: "/") == right && wrong.version == right.liveVersion)
    try FileManager.default.removeItem(atPath: folder.path("notes.md"))
    let gone = tool.news { $0.message?.contains("there is no file") == true }
    #expect(gone?.version == right.liveVersion)
    try folder.put(block(lesson, "#one"), in: "notes.md")
    #expect(tool.news { $0.error == nil }?.version == right.liveVersion)
  }

  @Test("Lessons in other folders that blocks name are watched, even before they exist")
  func namedLessons() throws {
    try folder.put(block("lesson: lessons/deep/elman.yaml"), in: "notes.md")
    let tool = try WatchedTool("notes.md", in: folder)
    let missing = try figures(of: tool) { !$0.isEmpty }
    #expect(missing[0].mistake?.hasPrefix("notes.md:2:9: error: there is no file ") == true)
    try folder.put(lesson, in: "lessons/deep/elman.yaml")
    let first = try figures(of: tool) { $0[0].mistake == nil && !$0[0].pictures.isEmpty }
    try folder.put(lesson.replacing("W_h: 2", with: "W_h: 5"), in: "lessons/deep/new")
    rename(folder.path("lessons/deep/new"), folder.path("lessons/deep/elman.yaml"))
    let second = try figures(of: tool) { $0[0].pictures != first[0].pictures }
    #expect(second[0].pictures.count == 1)
  }

  @Test("Lessons outside the document's folder are refused unless they are allowed")
  func outside() throws {
    try folder.put(lesson, in: "lesson.yaml")
    try folder.put(block("lesson: ../lesson.yaml"), in: "notes/notes.md")
    let strict = try WatchedTool("notes/notes.md", in: folder)
    #expect(
      try figures(of: strict) { !$0.isEmpty }.first?.mistake?.contains("lies outside") == true)
    let open = try WatchedTool("notes/notes.md", "--allow-outside", in: folder)
    #expect(try figures(of: open) { !$0.isEmpty }.first?.pictures.count == 1)
  }
}
