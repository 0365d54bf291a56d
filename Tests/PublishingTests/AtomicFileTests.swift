import Foundation
import TestSupport
import Testing

@testable import Publishing

@Suite struct AtomicFileTests {
  let folder: TemporaryFolder
  let new = Array("new".utf8)

  init() throws { folder = try TemporaryFolder() }

  @Test("A new file has the content, and nothing else is left in the folder")
  func create() throws {
    #expect(try AtomicFile.write(new, to: folder.path("fig.svg")))
    #expect(try folder.text(of: "fig.svg") == "new")
    #expect(try folder.names() == ["fig.svg"])
  }

  @Test("An empty file can be written")
  func empty() throws {
    #expect(try AtomicFile.write([], to: folder.path("fig.svg")))
    #expect(try folder.text(of: "fig.svg") == "")
    #expect(try !AtomicFile.write([], to: folder.path("fig.svg")))
  }

  @Test("Missing folders are created")
  func folders() throws {
    try AtomicFile.write(new, to: folder.path("a/b//c/fig.svg"))
    #expect(try folder.text(of: "a/b/c/fig.svg") == "new")
  }

  @Test("A new file has the permissions that the umask leaves, as with any program")
  func newPermissions() throws {
    let other = open(folder.path("other"), O_WRONLY | O_CREAT, 0o666)
    close(other)
    try AtomicFile.write(new, to: folder.path("fig.svg"))
    #expect(try folder.permissions(of: "fig.svg") == folder.permissions(of: "other"))
  }

  @Test("The permissions of the old file are kept", arguments: [0o600, 0o640, 0o666, 0o755])
  func oldPermissions(permissions: Int) throws {
    try folder.put("old", in: "fig.svg")
    chmod(folder.path("fig.svg"), mode_t(permissions))
    try AtomicFile.write(new, to: folder.path("fig.svg"))
    #expect(try folder.text(of: "fig.svg") == "new")
    #expect(try folder.permissions(of: "fig.svg") == permissions)
  }

  @Test("A file that already has this content is not touched")
  func sameBytes() throws {
    try folder.put("new", in: "fig.svg")
    let long = Date(timeIntervalSince1970: 1_000_000_000)
    try FileManager.default.setAttributes(
      [.modificationDate: long], ofItemAtPath: folder.path("fig.svg"))
    let status = { () throws -> [FileAttributeKey: Any] in
      try FileManager.default.attributesOfItem(atPath: folder.path("fig.svg"))
    }
    let number = try status()[.systemFileNumber] as? Int
    #expect(try !AtomicFile.write(new, to: folder.path("fig.svg")))
    #expect(try status()[.modificationDate] as? Date == long)
    #expect(try status()[.systemFileNumber] as? Int == number)
  }

  @Test("Different bytes of the same length are written")
  func sameLength() throws {
    var bytes = [UInt8](repeating: 1, count: 200_000)
    try AtomicFile.write(bytes, to: folder.path("fig.png"))
    bytes[199_999] = 2
    #expect(try AtomicFile.write(bytes, to: folder.path("fig.png")))
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path("fig.png"))) == Data(bytes))
    #expect(try !AtomicFile.write(bytes, to: folder.path("fig.png")))
  }

  @Test("Files left behind by a killed process do not interfere")
  func staleTemporary() throws {
    try folder.put("old", in: "fig.svg")
    let stale = [".unroll-\(getpid())-0", ".unroll-\(getpid())-1"]
    for name in stale { try folder.put("half of a pict", in: name) }
    #expect(try folder.text(of: "fig.svg") == "old")
    #expect(try AtomicFile.write(new, to: folder.path("fig.svg")))
    #expect(try folder.text(of: "fig.svg") == "new")
    #expect(try folder.names() == Set(stale + ["fig.svg"]))
    #expect(try folder.text(of: stale[0]) == "half of a pict")
  }

  @Test("When many write at the same time, one of them wins, completely")
  func manyWriters() async throws {
    let path = folder.path("fig.png")
    await withTaskGroup(of: Bool.self) { group in
      for digit in 0..<UInt8(20) {
        group.addTask {
          (try? AtomicFile.write(.init(repeating: digit, count: 100_000), to: path)) != nil
        }
      }
      for await wrote in group { #expect(wrote) }
    }
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(bytes.count == 100_000)
    #expect(Set(bytes).count == 1)
    #expect(try folder.names() == ["fig.png"])
  }
}
