import Foundation
import TestSupport
import Testing

@testable import Watching

@Suite struct FileWatchTests {
  private let folder: TemporaryFolder
  private let bell = Bell()
  private let watch: FileWatch

  init() throws {
    folder = try TemporaryFolder()
    watch = try FileWatch { [bell] in bell.ring() }
  }

  @Test("Every save of a file in place is reported")
  func savedInPlace() throws {
    try folder.put("one", in: "notes.md")
    try watch.watch([folder.path("notes.md")])
    for text in ["two", "three"] {
      try folder.put(text, in: "notes.md")
      #expect(bell.rang())
      bell.settle()
    }
  }

  @Test("Every save of a file by renaming is reported")
  func savedByRenaming() throws {
    try folder.put("one", in: "notes.md")
    try watch.watch([folder.path("notes.md")])
    for text in ["two", "three", "four"] {
      try folder.putByRenaming(text, in: "notes.md")
      #expect(bell.rang())
      bell.settle()
    }
  }

  @Test("The removal and the return of a file are reported")
  func removed() throws {
    try folder.put("one", in: "notes.md")
    try watch.watch([folder.path("notes.md")])
    try folder.remove("notes.md")
    #expect(bell.rang())
    bell.settle()
    try folder.put("two", in: "notes.md")
    #expect(bell.rang())
  }

  @Test("A folder may be missing at first, disappear, be moved away and come back")
  func folders() throws {
    let file = folder.path("part/one/notes.md")
    try watch.watch([file])
    try folder.make("part/one")
    try folder.put("one", in: "part/one/notes.md")
    #expect(bell.rang())
    bell.settle()
    try folder.move("part/one", to: "part/two")
    #expect(bell.rang())
    bell.settle()
    try folder.make("part/one")
    try folder.put("two", in: "part/one/notes.md")
    #expect(bell.rang())
    bell.settle()
    try folder.remove("part")
    #expect(bell.rang())
    bell.settle()
    try folder.make("part/one")
    #expect(bell.rang())
    bell.settle()
    try folder.put("three", in: "part/one/notes.md")
    #expect(bell.rang())
  }

  @Test("The file at the end of symbolic links is watched, and so is each link")
  func links() throws {
    try folder.make("elsewhere")
    try folder.put("one", in: "elsewhere/lesson.yaml")
    try folder.link("middle.yaml", to: "elsewhere/lesson.yaml")
    try folder.link("lesson.yaml", to: folder.path("middle.yaml"))
    try watch.watch([folder.path("lesson.yaml")])
    try folder.putByRenaming("two", in: "elsewhere/lesson.yaml")
    #expect(bell.rang())
    bell.settle()
    try folder.put("other", in: "other.yaml")
    try folder.remove("middle.yaml")
    try folder.link("middle.yaml", to: "other.yaml")
    #expect(bell.rang())
    bell.settle()
    try folder.put("changed", in: "other.yaml")
    #expect(bell.rang())
  }

  #if os(Linux)
    @Test("Changes to other files in the folder, and reading, are not reported")
    func others() throws {
      try folder.put("one", in: "notes.md")
      try watch.watch([folder.path("notes.md")])
      try folder.put("other", in: "other.md")
      _ = try String(contentsOfFile: folder.path("notes.md"), encoding: .utf8)
      #expect(!bell.rang(within: 0.2))
    }
  #endif

  @Test("Files that are no longer watched are not reported, and newly watched ones are")
  func renewed() throws {
    try folder.make("lessons")
    try folder.put("one", in: "notes.md")
    try folder.put("one", in: "lessons/elman.yaml")
    try watch.watch([folder.path("notes.md")])
    try watch.watch([folder.path("lessons/elman.yaml")])
    try folder.put("two", in: "notes.md")
    #expect(!bell.rang(within: 0.2))
    try folder.put("two", in: "lessons/elman.yaml")
    #expect(bell.rang())
  }

  @Test("A hundred saves are reported once per fiftieth of a second")
  func manySaves() throws {
    try watch.watch([folder.path("notes.md")])
    let start = Date()
    for number in 1...100 { try folder.put("\(number)", in: "notes.md") }
    let seconds = Date().timeIntervalSince(start)
    Thread.sleep(forTimeInterval: 0.2)
    #expect(bell.rings >= 1 && Double(bell.rings) <= 2 + seconds * 50)
  }

  @Test("A file that cannot be watched is an error with the reason")
  func errors() {
    #expect(
      WatchError(folder: "/a", code: EACCES).description
        == "/a cannot be watched: Permission denied"
    )
    #expect(WatchError(folder: "", code: EMFILE).description.contains("max_user_instances"))
    #expect(WatchError(folder: "/a", code: ENOSPC).description.contains("max_user_watches"))
  }
}
