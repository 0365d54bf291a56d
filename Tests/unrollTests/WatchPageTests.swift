import Foundation
import TestSupport
import Testing

@Suite(
  .enabled(if: ForeignProgram.chromium.isExpected, "Chromium is missing: sh setup.sh tests"))
struct WatchPageTests {
  private let folder: TemporaryFolder
  private let lesson = Tool.smallLesson

  init() throws { folder = try TemporaryFolder() }

  private let areLoaded =
    "document.images.length && [...document.images].every(i => i.loading === 'lazy' || i.naturalWidth)"

  @Test("The keys step through a deck, and a save keeps the current step")
  func deck() throws {
    try folder.put(lesson, in: "lesson.yaml")
    let tool = try WatchedTool("lesson.yaml", in: folder)
    let page = try ChromiumPage(tool.address)
    #expect(try page.waits(for: areLoaded))
    let steps = try #require(try page.value(of: "page.figures[0].pictures.length") as? Int)
    #expect(steps > 10)
    for (key, step) in [("ArrowRight", 2), ("PageDown", 3), ("ArrowLeft", 2), ("End", steps)] {
      try page.press(key)
      #expect(
        try page.value(of: "document.querySelector('output').textContent") as? String
          == "\(step) of \(steps)")
    }
    let words = "document.querySelector('.narration').textContent"
    let stage = "document.querySelector('.stage img')"
    let before = try #require(try page.value(of: words) as? String)
    #expect(try (page.value(of: stage + ".alt") as? String)?.isEmpty == false)
    try folder.put(lesson.replacing("W_h: 2", with: "W_h: 7"), in: "lesson.yaml")
    #expect(try page.waits(for: words + " !== " + quoted(before)))
    #expect(try page.value(of: "step") as? Int == steps)
    #expect(try page.waits(for: stage + ".complete && " + stage + ".naturalWidth"))
    #expect(try page.value(of: "document.querySelectorAll('.frames li').length") as? Int == steps)
    #expect(
      try page.value(of: "document.querySelectorAll('[aria-current=step]').length") as? Int == 1)
  }

  @Test("An error is an alert with the caret below its word, and disappears when it is corrected")
  func alert() throws {
    try folder.put(lesson, in: "lesson.yaml")
    let tool = try WatchedTool("lesson.yaml", in: folder)
    let page = try ChromiumPage(tool.address)
    #expect(try page.waits(for: areLoaded))
    try folder.put(lesson.replacing("W_h: 2", with: "W_hh: 2"), in: "lesson.yaml")
    #expect(try page.waits(for: "document.querySelector('#error[role=alert] pre')"))
    let text = try #require(
      try page.value(of: "document.querySelector('#error pre').textContent") as? String)
    #expect(text.hasPrefix("lesson.yaml:3:14: error: the elman cell has no parameter W_hh"))
    #expect(text.contains("\n                 ^~~~"))
    #expect(try page.value(of: "byId('state').textContent") as? String == "1 error")
    #expect(try page.value(of: areLoaded + " && true") as? Bool == true)
    try folder.put(lesson, in: "lesson.yaml")
    #expect(try page.waits(for: "byId('error').textContent === ''"))
    #expect(tool.end(by: SIGINT) == 0)
    #expect(try page.waits(for: "byId('state').className === 'lost'"))
  }

  @Test("A document's page does not scroll when a figure is updated")
  func document() throws {
    func notes(_ weight: String, caption: String = "x") -> String {
      (1...4).map { number in
        "# Part \(number)\n\n```{.unroll caption=\"<b>\(caption)</b>\"}\n"
          + lesson.replacing("W_h: 2", with: "W_h: \(number == 3 ? weight : "2")") + "\n```\n"
      }.joined(separator: "\n")
    }
    try folder.put(notes("5"), in: "notes.md")
    let tool = try WatchedTool("notes.md", in: folder)
    let page = try ChromiumPage(tool.address)
    #expect(try page.waits(for: "document.images.length === 4 && " + areLoaded))
    #expect(
      try page.value(of: "[...document.querySelectorAll('h2')].map(h => h.textContent).join()")
        as? String == "Part 1,Part 2,Part 3,Part 4")
    #expect(
      try page.value(of: "document.querySelector('figcaption').textContent") as? String
        == "<b>x</b>")
    _ = try page.value(of: "scrollTo(0, 900); for (const i of document.images) i.isOld = true")
    let source = try #require(try page.value(of: "document.images[2].src") as? String)
    try folder.put(notes("-5"), in: "notes.md")
    #expect(try page.waits(for: "document.images[2].src !== " + quoted(source)))
    #expect(try page.waits(for: areLoaded))
    #expect(try page.value(of: "scrollY") as? Double == 900)
    // The elements are the same ones; none was inserted again.
    #expect(try page.value(of: "[...document.images].every(i => i.isOld)") as? Bool == true)
    try folder.put("New\n\n" + notes("wrong"), in: "notes.md")
    #expect(try page.waits(for: "document.querySelectorAll('figure .error pre').length === 1"))
    #expect(try page.value(of: "scrollY") as? Double == 900)
    #expect(
      try page.value(of: "document.images[2].isOld && document.images[2].naturalWidth > 0")
        as? Bool == true)
    try folder.put("Nothing\n", in: "notes.md")
    #expect(try page.waits(for: "document.querySelector('.empty')"))
  }

  private func quoted(_ text: String) throws -> String {
    String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
  }
}
