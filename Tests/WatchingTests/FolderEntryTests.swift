import Foundation
import TestSupport
import Testing

@testable import Watching

@Suite struct FolderEntryTests {
  private let folder: TemporaryFolder
  /// The folder's path without links.
  private let home: String

  init() throws {
    folder = try TemporaryFolder()
    home = URL(fileURLWithPath: folder.path).resolvingSymlinksInPath().path
  }

  @Test("A file is an entry of its folder, whether it is there or not")
  func plain() throws {
    let entry = FolderEntry(folder: home, name: "notes.md")
    #expect(FolderEntry.entries(leadingTo: folder.path("notes.md")) == [entry])
    try folder.put("", in: "notes.md")
    #expect(FolderEntry.entries(leadingTo: folder.path + "/./notes.md") == [entry])
  }

  @Test("A file without a folder is one of the working folder")
  func relative() {
    let entries = FolderEntry.entries(leadingTo: "notes.md")
    #expect(entries.map(\.name) == ["notes.md"])
    #expect(entries.first?.folder.hasPrefix("/") == true)
  }

  @Test("Of missing folders the first is waited for")
  func missing() {
    #expect(
      FolderEntry.entries(leadingTo: folder.path("a/b/notes.md"))
        == [FolderEntry(folder: home, name: "a")])
  }

  @Test("A loop of links ends")
  func loop() throws {
    try folder.link("a", to: "b")
    try folder.link("b", to: "a")
    #expect(Set(FolderEntry.entries(leadingTo: folder.path("a")).map(\.name)) == ["a", "b"])
  }
}
