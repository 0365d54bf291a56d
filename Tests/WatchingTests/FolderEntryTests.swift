import Foundation
import TestSupport
import Testing

@testable import Watching

@Suite struct FolderEntryTests {
  private let folder: TemporaryFolder
  /// The path of the folder without links.
  private let home: String

  init() throws {
    folder = try TemporaryFolder()
    home = URL(fileURLWithPath: folder.path).resolvingSymlinksInPath().path
  }

  @Test("A file is an entry of its folder, whether it exists or not")
  func plain() throws {
    let entry = FolderEntry(folder: home, name: "notes.md")
    #expect(FolderEntry.entries(leadingTo: folder.path("notes.md")) == [entry])
    try folder.put("", in: "notes.md")
    #expect(FolderEntry.entries(leadingTo: folder.path + "/./notes.md") == [entry])
  }

  @Test("A file without a folder is an entry of the working directory")
  func relative() {
    let entries = FolderEntry.entries(leadingTo: "notes.md")
    #expect(entries.map(\.name) == ["notes.md"])
    #expect(entries.first?.folder.hasPrefix("/") == true)
  }

  @Test("If folders are missing, the first of them is the entry")
  func missing() {
    #expect(
      FolderEntry.entries(leadingTo: folder.path("a/b/notes.md"))
        == [FolderEntry(folder: home, name: "a")])
  }

  @Test("Following a loop of links terminates")
  func loop() throws {
    try folder.link("a", to: "b")
    try folder.link("b", to: "a")
    #expect(Set(FolderEntry.entries(leadingTo: folder.path("a")).map(\.name)) == ["a", "b"])
  }
}
