import Foundation
import TestSupport
import Testing

@Suite struct WatchTests {
  private let folder: TemporaryFolder
  private let lesson = Tool.smallLesson

  init() throws { folder = try TemporaryFolder() }

  private var wrongLesson: String { lesson.replacing("W_h: 2", with: "W_hh: 2") }

  @Test("A lesson's page is the player, live on the file, and a save changes its version")
  func lessonPage() throws {
    try folder.put(lesson + "\ntitle: First\n", in: "lesson.yaml")
    let tool = try WatchedTool("lesson.yaml", in: folder)
    let first = try #require(try tool.page())
    #expect(first.contains("<title>First</title>") && first.contains("id=\"step-20\""))
    #expect(first.contains("<script type=\"application/json\" id=\"data\">{"))
    #expect(first.contains("connect-src 'self'") && first.contains("new EventSource(\"/events\")"))
    #expect(tool.news { $0.version == first.liveVersion }?.error == nil)
    try folder.put(lesson + "\ntitle: Second\n", in: "lesson.yaml")
    let second = try #require(try tool.page { $0.contains("<title>Second</title>") })
    #expect(second.liveVersion != nil && second.liveVersion != first.liveVersion)
    #expect(tool.news { $0.version == second.liveVersion }?.version == second.liveVersion)
  }

  @Test("A page written to a file is not live: it may connect to nothing")
  func filePage() throws {
    try folder.put(lesson, in: "lesson.yaml")
    #expect(try Tool.run("render", "lesson.yaml", "-o", "talk.html", in: folder).code == 0)
    let page = try folder.text(of: "talk.html")
    #expect(page.contains("connect-src 'none'") && page.liveVersion == nil)
    #expect(!page.contains("EventSource") && !page.contains("live-error"))
  }

  @Test("Of many quick saves the last is shown, and far fewer are drawn")
  func quickSaves() throws {
    try folder.put(lesson + "\ntitle: Save 0\n", in: "lesson.yaml")
    let tool = try WatchedTool("lesson.yaml", in: folder)
    _ = try tool.page()
    let start = Date()
    for number in 1...100 {
      try folder.put(lesson + "\ntitle: Save \(number)\n", in: "lesson.yaml")
    }
    let seconds = Date().timeIntervalSince(start)
    let last = try #require(try tool.page { $0.contains("<title>Save 100</title>") })
    // Nothing older comes afterwards.
    #expect(tool.news(within: 1) { $0.version != last.liveVersion }?.version == last.liveVersion)
    // What it waits for, the first page, then one for each fiftieth of a second, and the last.
    #expect(Double(tool.newsCount) <= 5 + seconds * 50, "\(tool.newsCount) in \(seconds) s")
  }

  @Test("The last good page shows a mistake in the lesson until it is mended")
  func mistake() throws {
    try folder.put(lesson + "\n", in: "lesson.yaml")
    let tool = try WatchedTool("lesson.yaml", in: folder)
    let right = try #require(try tool.page())
    try folder.put(wrongLesson, in: "lesson.yaml")
    let wrong = try #require(tool.news { $0.error != nil })
    #expect(wrong.version == right.liveVersion)
    #expect(try tool.text(of: "/") == right)
    let error = try #require(wrong.error)
    #expect(error.map(\.isCode) == [false, true, false])
    #expect(error[0].parts.first == .init(text: "lesson.yaml:3:14:", role: "origin"))
    #expect(error[1].parts.last == .init(text: "^~~~", role: "mark"))
    #expect(error[2].parts.map(\.text).joined() == "hint: did you mean W_h?")
    try folder.put(lesson + "\n", in: "lesson.yaml")
    #expect(tool.news { $0.error == nil }?.version == right.liveVersion)
    #expect(tool.errors.contains("lesson.yaml:3:14: error: the elman cell has no parameter W_hh"))
    #expect(tool.errors.contains("All mistakes are fixed."))
  }

  @Test("A lesson that is wrong at the start appears when it is mended")
  func wrongAtStart() throws {
    try folder.put(wrongLesson, in: "lesson.yaml")
    let tool = try WatchedTool("lesson.yaml", "--no-open", command: "present", in: folder)
    let wrong = try #require(tool.news { $0.error != nil })
    #expect(wrong.message?.hasPrefix("lesson.yaml:3:14: error: ") == true)
    let waiting = try tool.text(of: "/")
    #expect(waiting.liveVersion == wrong.version && waiting.contains("lesson.yaml"))
    #expect(!waiting.contains("id=\"step-1\""))
    try folder.put(lesson, in: "lesson.yaml")
    let right = try #require(try tool.page())
    #expect(right.contains("id=\"step-1\"") && right.liveVersion != waiting.liveVersion)
    #expect(tool.news { $0.error == nil }?.version == right.liveVersion)
  }

  @Test("Ctrl-C and SIGTERM end it normally, and the port is free afterwards")
  func ends() throws {
    try folder.put(lesson, in: "lesson.yaml")
    let first = try WatchedTool("lesson.yaml", in: folder)
    let port = try #require(URL(string: first.address)?.port)
    #expect(try first.page() != nil)
    #expect(first.end(by: SIGINT) == 0)
    #expect(throws: POSIXError.self) { try LocalConnection(to: first.address) }
    let second = try WatchedTool("lesson.yaml", "--port", "\(port)", "--quiet", in: folder)
    #expect(try second.address == first.address && second.page() != nil)
    #expect(second.end(by: SIGTERM) == 0 && second.errors == "")
  }

  @Test("What cannot be watched or served is reported at once, with its exit code")
  func refusals() throws {
    try folder.put(lesson, in: "lesson.yaml")
    try folder.put("", in: "notes.md")
    let running = try WatchedTool("lesson.yaml", in: folder)
    let port = try #require(URL(string: running.address)?.port)
    for command in ["watch", "present"] {
      let taken = try Tool.run(command, "lesson.yaml", "--port", "\(port)", in: folder)
      #expect(taken.code == 73)
      #expect(
        taken.errors == "unroll: error: port \(port) is in use; choose another port, or none "
          + "to use a free one\n")
      let missing = try Tool.run(command, "leson.yaml", in: folder)
      #expect(missing.code == 66 && missing.errors.contains("did you mean lesson.yaml?"))
      let pipe = try Tool.run(command, "-", in: folder)
      #expect(pipe.code == 64 && pipe.errors.contains("standard input cannot be watched"))
      let themes = try Tool.run(command, "lesson.yaml", "--theme", "light,dark", in: folder)
      #expect(themes.code == 64 && themes.errors.contains("name one theme"))
    }
    let look = try Tool.run("watch", "notes.md", "--theme", "dark", in: folder)
    #expect(look.code == 64)
    #expect(look.errors.contains("the look of a document's figures is set in its blocks"))
    let document = try Tool.run("present", "notes.md", in: folder)
    #expect(document.code == 64 && document.errors.contains("write unroll watch notes.md"))
  }

  @Test("present takes the look, the language and the deck of a question")
  func look() throws {
    try folder.put(lesson, in: "lesson.yaml")
    let usual = try WatchedTool("lesson.yaml", "--no-open", command: "present", in: folder)
    let page = try #require(try usual.page())
    #expect(page.contains("<html lang=\"en\" class=\"theme-light\""))
    #expect(page.contains("\"startsInQuestionMode\":false"))
    let other = try WatchedTool(
      "lesson.yaml", "--no-open", "--theme", "dark", "--language", "it", "--deck", "question",
      "--canvas", "4:3", command: "present", in: folder)
    let question = try #require(try other.page())
    #expect(question.contains("<html lang=\"it\" class=\"theme-dark\""))
    #expect(question.contains("\"startsInQuestionMode\":true"))
    #expect(question.contains("id=\"step-20\"") && other.end(by: SIGINT) == 0)
  }

  @Test("The browser is opened by present, and by watch on request")
  func opens() throws {
    try folder.put(lesson, in: "lesson.yaml")
    for name in ["xdg-open", "open"] {
      try folder.put("#!/bin/sh\nprintf %s \"$1\" > opened\n", in: "bin/" + name)
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: folder.path("bin/" + name))
    }
    let environment = ["PATH": folder.path("bin") + ":/usr/bin:/bin"]
    func opened(by tool: WatchedTool, within tries: Int = 2000) throws -> Bool {
      for _ in 1...tries where (try? folder.text(of: "opened")) != tool.address { usleep(10_000) }
      return (try? folder.text(of: "opened")) == tool.address
    }
    let watch = try WatchedTool("lesson.yaml", "--open", in: folder, environment: environment)
    #expect(try opened(by: watch))
    let present = try WatchedTool(
      "lesson.yaml", command: "present", in: folder, environment: environment)
    #expect(try opened(by: present))
    for arguments in [["watch"], ["present", "--no-open"]] {
      let quiet =
        try arguments.count == 1
        ? WatchedTool("lesson.yaml", in: folder, environment: environment)
        : WatchedTool(
          "lesson.yaml", "--no-open", command: "present", in: folder, environment: environment)
      #expect(try !opened(by: quiet, within: 20), "\(arguments)")
    }
  }
}
