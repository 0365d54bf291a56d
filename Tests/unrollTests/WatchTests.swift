import Foundation
import TestSupport
import Testing

@Suite struct WatchTests {
  private let folder: TemporaryFolder
  private let lesson = Tool.smallLesson

  init() throws { folder = try TemporaryFolder() }

  private func block(_ lesson: String, _ options: String = "") -> String {
    "```{.unroll \(options)}\n\(lesson)\n```\n"
  }

  @Test("A lesson's page contains the whole deck, and a save updates it")
  func lessonPage() throws {
    try folder.put(lesson + "\ntitle: First\n", in: "lesson.yaml")
    let tool = try WatchedTool("lesson.yaml", in: folder)
    #expect(try tool.answer("/").contains("<!DOCTYPE html>"))
    let first = try #require(tool.page())
    #expect(first.kind == "deck" && first.title == "First" && first.error == nil)
    #expect(first.pictures.count > 10 && first.pictures.allSatisfy { $0.narration != nil })
    let picture = try tool.answer("/picture/\(first.pictures[3].name).svg")
    #expect(picture.hasPrefix("HTTP/1.1 200 ") && picture.hasSuffix("</svg>\n"))
    try folder.put(lesson + "\ntitle: Second\n", in: "lesson.yaml")
    let second = try #require(tool.page { $0.title == "Second" })
    #expect(second.title == "Second")
    #expect(Set(first.pictures).isDisjoint(with: second.pictures))
  }

  @Test("Of many quick saves the last is shown, and far fewer are drawn")
  func quickSaves() throws {
    try folder.put(lesson + "\ntitle: Save 0\n", in: "lesson.yaml")
    let tool = try WatchedTool("lesson.yaml", in: folder)
    _ = tool.page()
    let start = Date()
    for number in 1...100 {
      try folder.put(lesson + "\ntitle: Save \(number)\n", in: "lesson.yaml")
    }
    let seconds = Date().timeIntervalSince(start)
    #expect(tool.page { $0.title == "Save 100" }?.title == "Save 100")
    // Nothing older comes afterwards.
    #expect(tool.page(within: 1) { $0.title != "Save 100" }?.title == "Save 100")
    // The first page, then one for each fiftieth of a second, and the last.
    #expect(Double(tool.pageCount) <= 4 + seconds * 50, "\(tool.pageCount) in \(seconds) s")
  }

  @Test("An error in a lesson is shown next to the last good deck until it is corrected")
  func wrongLesson() throws {
    try folder.put(lesson + "\n", in: "lesson.yaml")
    let tool = try WatchedTool("lesson.yaml", in: folder)
    let right = try #require(tool.page())
    try folder.put(lesson.replacing("W_h: 2", with: "W_hh: 2"), in: "lesson.yaml")
    let wrong = try #require(tool.page { $0.error != nil })
    let error = try #require(wrong.error)
    #expect(error.text.hasPrefix("lesson.yaml:3:14: error: "))
    #expect(error.emphasized == ["lesson.yaml:3:14:", "error:", "^~~~", "hint:"])
    #expect(wrong.pictures == right.pictures)
    #expect(try tool.answer("/picture/\(right.pictures[0].name).svg").hasPrefix("HTTP/1.1 200 "))
    try folder.put(lesson + "\n", in: "lesson.yaml")
    let again = try #require(tool.page { $0.error == nil })
    #expect(again.pictures == right.pictures)
    #expect(tool.errors.contains(error.text) && tool.errors.contains("All mistakes are fixed."))
  }

  @Test("An error that is saved again is printed once, and again after it was corrected")
  func sameMistake() throws {
    let wrong = block(lesson.replacing("W_h: 2", with: "W_hh: 2"))
    try folder.putByRenaming("# One\n\n" + wrong, in: "notes.md")
    let tool = try WatchedTool("notes.md", in: folder)
    for heading in ["One", "Two", "Three"] {
      try folder.putByRenaming("# \(heading)\n\n" + wrong, in: "notes.md")
      let page = tool.page { $0.figures.first?.heading == heading && !$0.isPending }
      #expect(page?.figures.first?.error?.text.hasPrefix("notes.md:6:14: error: ") == true)
    }
    #expect(tool.errors.split(separator: "notes.md:6:14: error: ").count == 2)
    try folder.putByRenaming("# Right\n\n" + block(lesson), in: "notes.md")
    _ = tool.page { $0.figures.first?.heading == "Right" && !$0.isPending }
    try folder.putByRenaming("# Four\n\n" + wrong, in: "notes.md")
    _ = tool.page { $0.figures.first?.heading == "Four" && !$0.isPending }
    #expect(tool.errors.split(separator: "notes.md:6:14: error: ").count == 3)
    #expect(tool.errors.split(separator: "All mistakes are fixed.").count == 2)
  }

  @Test("A document whose lines end in carriage returns is watched like any other")
  func carriageReturns() throws {
    let text = "a\rb\rc\r\r# Title\r\r" + block(lesson).replacing("\n", with: "\r") + "\nd\re\r"
    try folder.put(text, in: "notes.md")
    let tool = try WatchedTool("notes.md", in: folder)
    let page = try #require(tool.page { $0.figures.count == 1 && !$0.isPending })
    #expect(page.figures[0].place == "notes.md:7" && page.figures[0].heading == "Title")
    #expect(page.figures[0].error == nil && page.pictures.count == 1)
  }

  @Test("A document's figures are in its order, with their headings and captions")
  func documentPage() throws {
    let notes =
      "# Notes\n\n## The *lecture*\n\n" + block(lesson, "#one caption=\"It <b>grows</b>\"")
      + "\n> " + block(lesson, "show=2-3").replacing("\n", with: "\n> ") + "\n"
    try folder.put(notes, in: "notes.md")
    let tool = try WatchedTool("notes.md", in: folder)
    let page = try #require(tool.page { $0.figures.count == 2 && !$0.isPending })
    #expect(page.kind == "document" && page.title == "notes.md")
    #expect(page.figures.map(\.heading) == ["The lecture", "The lecture"])
    #expect(page.figures.map(\.place) == ["notes.md:5", "notes.md:13"])
    #expect(page.figures.map(\.caption) == ["It <b>grows</b>", nil])
    #expect(page.figures.map(\.pictures.count) == [1, 2])
    #expect(page.pictures.allSatisfy { !$0.alternativeText.isEmpty })
    for picture in page.pictures {
      #expect(try tool.answer("/picture/\(picture.name).svg").hasPrefix("HTTP/1.1 200 "))
    }
    #expect(try folder.names() == ["notes.md"])
  }

  @Test("A block with an error keeps its last figure next to the error; the others are updated")
  func wrongBlock() throws {
    func notes(_ first: String, _ second: String) -> String {
      block(lesson.replacing("W_h: 2", with: first)) + "\n"
        + block(lesson.replacing("W_h: 2", with: second))
    }
    try folder.put(notes("W_h: 2", "W_h: 3"), in: "notes.md")
    let tool = try WatchedTool("notes.md", in: folder)
    let right = try #require(tool.page { $0.figures.count == 2 && !$0.isPending })
    try folder.put("New text\n\n" + notes("W_hh: 2", "W_h: 4"), in: "notes.md")
    let wrong = try #require(
      tool.page { $0.figures.first?.error != nil && !$0.isPending })
    #expect(wrong.figures[0].error?.text.hasPrefix("notes.md:6:14: error: ") == true)
    #expect(wrong.figures[0].pictures == right.figures[0].pictures)
    #expect(wrong.figures[1].error == nil)
    #expect(wrong.figures[1].pictures != right.figures[1].pictures)
  }

  @Test("A document that can no longer be read keeps its figures")
  func wrongDocument() throws {
    try folder.put(block(lesson, "#one"), in: "notes.md")
    let tool = try WatchedTool("notes.md", in: folder)
    let right = try #require(tool.page())
    try folder.put(block(lesson, "#one") + "\n" + block(lesson, "#one"), in: "notes.md")
    let wrong = try #require(tool.page { $0.error != nil })
    #expect(wrong.error?.text.hasPrefix("notes.md:9: error: the id one is used twice") == true)
    #expect(wrong.pictures == right.pictures)
    try FileManager.default.removeItem(atPath: folder.path("notes.md"))
    let gone = try #require(tool.page { $0.error?.text.contains("there is no file") == true })
    #expect(gone.pictures == right.pictures)
  }

  @Test("Lessons in other folders that blocks name are watched, even before they exist")
  func namedLessons() throws {
    try folder.put(block("lesson: lessons/deep/elman.yaml"), in: "notes.md")
    let tool = try WatchedTool("notes.md", in: folder)
    let missing = try #require(tool.page())
    #expect(
      missing.figures[0].error?.text.hasPrefix("notes.md:1: error: there is no file ") == true)
    try folder.put(lesson, in: "lessons/deep/elman.yaml")
    let first = try #require(tool.page { $0.figures[0].error == nil && !$0.pictures.isEmpty })
    try folder.put(lesson.replacing("W_h: 2", with: "W_h: 5"), in: "lessons/deep/new")
    rename(folder.path("lessons/deep/new"), folder.path("lessons/deep/elman.yaml"))
    let second = tool.page { !$0.isPending && $0.pictures != first.pictures }
    #expect(second?.pictures.count == 1 && second?.pictures != first.pictures)
  }

  @Test("Lessons outside the document's folder are refused unless they are allowed")
  func outside() throws {
    try folder.put(lesson, in: "lesson.yaml")
    try folder.put(block("lesson: ../lesson.yaml"), in: "notes/notes.md")
    let strict = try WatchedTool("notes/notes.md", in: folder)
    #expect(strict.page()?.figures[0].error?.text.contains("lies outside") == true)
    let open = try WatchedTool("notes/notes.md", "--allow-outside", in: folder)
    #expect(open.page()?.pictures.count == 1)
  }

  @Test("Ctrl-C and SIGTERM end it normally, and the port is free afterwards")
  func ends() throws {
    try folder.put(lesson, in: "lesson.yaml")
    let first = try WatchedTool("lesson.yaml", in: folder)
    let port = try #require(URL(string: first.address)?.port)
    #expect(first.page() != nil)
    #expect(first.end(by: SIGINT) == 0)
    #expect(throws: POSIXError.self) { try LocalConnection(to: first.address) }
    let second = try WatchedTool("lesson.yaml", "--port", "\(port)", "--quiet", in: folder)
    #expect(second.address == first.address && second.page() != nil)
    #expect(second.end(by: SIGTERM) == 0 && second.errors == "")
  }

  @Test("What cannot be watched or served is reported at once, with its exit code")
  func refusals() throws {
    try folder.put(lesson, in: "lesson.yaml")
    let running = try WatchedTool("lesson.yaml", in: folder)
    let port = try #require(URL(string: running.address)?.port)
    let taken = try Tool.run("watch", "lesson.yaml", "--port", "\(port)", in: folder)
    #expect(taken.code == 73)
    #expect(
      taken.errors == "unroll: error: port \(port) is in use; choose another port, or none "
        + "to use a free one\n")
    let missing = try Tool.run("watch", "leson.yaml", in: folder)
    #expect(missing.code == 66 && missing.errors.contains("did you mean lesson.yaml?"))
    #expect(try Tool.run("watch", "-", in: folder).code == 64)
    try folder.put("", in: "notes.md")
    let look = try Tool.run("watch", "notes.md", "--theme", "dark", in: folder)
    #expect(look.code == 64)
    #expect(look.errors.contains("the look of a document's figures is set in its blocks"))
  }

  @Test("The page is opened in the browser on request")
  func opens() throws {
    try folder.put(lesson, in: "lesson.yaml")
    for name in ["xdg-open", "open"] {
      try folder.put("#!/bin/sh\nprintf %s \"$1\" > opened\n", in: "bin/" + name)
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: folder.path("bin/" + name))
    }
    let path = folder.path("bin") + ":/usr/bin:/bin"
    let tool = try WatchedTool("lesson.yaml", "--open", in: folder, environment: ["PATH": path])
    for _ in 1...2000 where (try? folder.text(of: "opened")) != tool.address { usleep(10_000) }
    #expect(try folder.text(of: "opened") == tool.address)
  }
}
