import Foundation
import TestSupport
import Testing

@Suite(
  .enabled(if: ForeignProgram.chromium.isExpected, "Chromium is missing: sh setup.sh tests"))
struct WatchPageTests {
  private let folder: TemporaryFolder
  private let lesson = Tool.smallLesson

  init() throws { folder = try TemporaryFolder() }

  private let banner = "document.querySelector('.live-error[role=alert]')"
  private let areLoaded =
    "document.images.length && [...document.images].every(i => i.naturalWidth)"

  @Test("A save of a lesson renews the page; the step, the changed numbers and open panels stay")
  func deck() throws {
    try folder.put(lesson + "\ntitle: First\n", in: "lesson.yaml")
    let tool = try WatchedTool("lesson.yaml", in: folder)
    _ = try tool.page()
    let page = try ChromiumPage(tool.address + "?W_h=0.5#step-5")
    let heading = "document.querySelector('main h1').textContent"
    let isPressed = "getAttribute('aria-pressed') === 'true'"
    let (panel, notes) = (
      "document.querySelector('.icon.panel')", "document.querySelector('.icon.notes')"
    )
    #expect(try page.waits(for: panel + " && " + heading + " === 'First'"))
    _ = try page.value(of: panel + ".click()")
    let hash = try #require(try page.value(of: "location.hash") as? String)
    _ = try page.value(of: "document.isOld = true")
    try folder.put(lesson + "\ntitle: Second\n", in: "lesson.yaml")
    #expect(try page.waits(for: "!document.isOld && " + heading + " === 'Second'"))
    #expect(try page.waits(for: panel + "." + isPressed))
    #expect(try page.value(of: notes + "." + isPressed) as? Bool == false)
    #expect(try page.value(of: "location.search") as? String == "?W_h=0.5")
    #expect(try page.value(of: "location.hash") as? String == hash)
    // It is not loaded a second time.
    _ = try page.value(of: "document.isOld = true")
    #expect(
      try tool.news(within: 1) { _ in false } != nil && page.value(of: "document.isOld") != nil)
  }

  @Test("A mistake is an alert over the last good page, and goes away when it is mended")
  func alert() throws {
    try folder.put(lesson, in: "lesson.yaml")
    let tool = try WatchedTool("lesson.yaml", in: folder)
    _ = try tool.page()
    let page = try ChromiumPage(tool.address)
    #expect(try page.waits(for: banner))
    _ = try page.value(of: "document.isOld = true")
    let wrong = lesson.replacing("W_h: 2", with: "W_hh: 2") + "\ntitle: \"<b>x</b>\"\n"
    try folder.put(wrong, in: "lesson.yaml")
    #expect(try page.waits(for: banner + ".textContent"))
    func texts(_ selector: String) throws -> [String]? {
      try page.value(
        of: "[...document.querySelectorAll('.live-error \(selector)')].map(e => e.textContent)")
        as? [String]
    }
    #expect(try texts(".origin") == ["lesson.yaml:3:14:"])
    #expect(
      try texts("p")?[1].hasPrefix("lesson.yaml:3:14: error: the elman cell has no parameter W_hh")
        == true)
    #expect(try texts("pre")?.first?.hasSuffix("\n                 ^~~~") == true)
    #expect(try texts("p")?.last == "hint: did you mean W_h?")
    // The last good page is still there.
    #expect(
      try page.value(of: "document.isOld && !!document.getElementById('step-1')") as? Bool == true)
    _ = try page.value(of: "document.querySelector('.live-error button').click()")
    #expect(try page.value(of: banner + ".textContent") as? String == "")
    try folder.put(lesson.replacing("cell: elman", with: "cell: elmn"), in: "lesson.yaml")
    #expect(try page.waits(for: banner + ".textContent.includes('elmn')"))
    try folder.put(lesson, in: "lesson.yaml")
    #expect(try page.waits(for: banner + ".textContent === ''"))
    #expect(try page.value(of: "document.isOld") as? Bool == true)
  }

  @Test("A lost connection is a quiet notice, and a tool on the same port is found again")
  func lost() throws {
    try folder.put(lesson + "\ntitle: First\n", in: "lesson.yaml")
    let tool = try WatchedTool("lesson.yaml", in: folder)
    let port = try #require(URL(string: tool.address)?.port)
    _ = try tool.page()
    let page = try ChromiumPage(tool.address)
    let notice = "document.querySelector('.live-notice[role=status]')"
    #expect(try page.waits(for: notice))
    #expect(tool.end(by: SIGINT) == 0)
    #expect(try page.waits(for: notice + ".textContent.startsWith('Connection lost')"))
    try folder.put(lesson + "\ntitle: Second\n", in: "lesson.yaml")
    let again = try WatchedTool("lesson.yaml", "--port", "\(port)", in: folder)
    #expect(
      try page.waits(for: "document.querySelector('main h1')?.textContent === 'Second'"))
    #expect(try page.waits(for: notice + "?.textContent === ''"))
    #expect(again.end(by: SIGINT) == 0)
  }

  @Test("A page that waits for a lesson to be mended becomes its deck by itself")
  func wrongAtStart() throws {
    try folder.put("cell: elmn\n", in: "lesson.yaml")
    let tool = try WatchedTool("lesson.yaml", "--no-open", command: "present", in: folder)
    let page = try ChromiumPage(tool.address)
    #expect(try page.waits(for: banner + "?.textContent.includes('lesson.yaml:1:7')"))
    try folder.put(lesson, in: "lesson.yaml")
    #expect(try page.waits(for: "document.getElementById('step-1')"))
    #expect(try page.waits(for: banner + "?.textContent === ''"))
  }

  @Test("A document's page does not scroll when a figure is updated, and the rest stays in place")
  func document() throws {
    func notes(_ weight: String, caption: String = "x") -> String {
      (1...4).map { number in
        "# Part \(number)\n\n```{.unroll caption=\"<b>\(caption)</b>\"}\n"
          + lesson.replacing("W_h: 2", with: "W_h: \(number == 3 ? weight : "2")") + "\n```\n"
      }.joined(separator: "\n")
    }
    try folder.put(notes("5"), in: "notes.md")
    let tool = try WatchedTool("notes.md", in: folder)
    _ = try tool.page()
    let page = try ChromiumPage(tool.address)
    #expect(try page.waits(for: "document.images.length === 4 && " + areLoaded))
    #expect(
      try page.value(of: "[...document.querySelectorAll('h1')].map(h => h.textContent).join()")
        as? String == "Part 1,Part 2,Part 3,Part 4")
    #expect(
      try page.value(of: "document.querySelector('figcaption').textContent") as? String
        == "<b>x</b>")
    _ = try page.value(
      of: "document.isOld = true; scrollTo(0, 900); for (const i of document.images) i.isOld = true"
    )
    let source = try #require(try page.value(of: "document.images[2].src") as? String)
    try folder.put(notes("-5"), in: "notes.md")
    #expect(try page.waits(for: "document.images[2].src !== " + quoted(source)))
    // The new picture is loaded before it is shown, and the others are the same elements.
    #expect(try page.value(of: areLoaded + " && scrollY === 900") as? Bool == true)
    #expect(
      try page.value(of: "[...document.images].map(i => !!i.isOld).join()") as? String
        == "true,true,false,true")
    // Text above moves what is in view down, and the page scrolls with it.
    let top = try #require(
      try page.value(of: "document.images[3].getBoundingClientRect().top") as? Double)
    try folder.put("New\n\ntext\n\n" + notes("wrong"), in: "notes.md")
    #expect(
      try page.waits(for: "document.querySelectorAll('figure.old .mistake pre').length === 1"))
    #expect(
      try page.value(of: "document.images[2].naturalWidth > 0 && !!document.images[3].isOld")
        as? Bool == true)
    let second = "document.images[1].getBoundingClientRect().top"
    #expect(try page.value(of: "\(second) < \(top) && scrollY > 900") as? Bool == true)
    try folder.put("Nothing\n", in: "notes.md")
    #expect(try page.waits(for: "document.querySelector('.empty')"))
    // All of it without loading the page again.
    #expect(try page.value(of: "document.isOld") as? Bool == true)
  }

  private func quoted(_ text: String) throws -> String {
    String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
  }
}
