import Foundation
import TestSupport
import Testing

@testable import Publishing

@Suite struct AtomicFileLinksTests {
  let folder: TemporaryFolder
  let new = Array("new".utf8)

  init() throws { folder = try TemporaryFolder() }

  private func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.path(name), withDestinationPath: target)
  }

  private func target(of name: String) throws -> String {
    try FileManager.default.destinationOfSymbolicLink(atPath: folder.path(name))
  }

  @Test("A chain of links is followed to the file that is written, and is kept")
  func chain() throws {
    try AtomicFile.write(Array("old".utf8), to: folder.path("deep/real.svg"))
    try link("second", to: "deep/real.svg")
    try link("fig.svg", to: folder.path("second"))
    #expect(try AtomicFile.write(new, to: folder.path("fig.svg")))
    #expect(try folder.text(of: "deep/real.svg") == "new")
    #expect(try target(of: "fig.svg") == folder.path("second"))
    #expect(try target(of: "second") == "deep/real.svg")
  }

  @Test("Writing to a link whose target does not exist creates the target")
  func dangling() throws {
    try link("fig.svg", to: "later/real.svg")
    #expect(try AtomicFile.write(new, to: folder.path("fig.svg")))
    #expect(try folder.text(of: "later/real.svg") == "new")
    #expect(try target(of: "fig.svg") == "later/real.svg")
  }

  @Test("A loop of links is an error")
  func circle() throws {
    try link("a.svg", to: "b.svg")
    try link("b.svg", to: "a.svg")
    #expect(
      throws: OutputError(kind: .cannotCreate, path: folder.path("a.svg"), code: ELOOP)
    ) {
      try AtomicFile.write(new, to: folder.path("a.svg"))
    }
  }

  @Test("A device stays a device")
  func device() throws {
    #expect(try AtomicFile.write(new, to: "/dev/null"))
    #expect(FileStatus(of: "/dev/null")?.kind == .stream)
  }

  @Test("A pipe stays a pipe, and its reader receives all bytes")
  func pipe() throws {
    let path = folder.path("fig.svg")
    try #require(mkfifo(path, 0o600) == 0)
    let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }
    let reader = PipeReader { open(path, O_RDONLY) }
    #expect(try AtomicFile.write(bytes, to: path))
    #expect(reader.result() == bytes)
    #expect(FileStatus(of: path)?.kind == .stream)
    #expect(try folder.names() == ["fig.svg"])
  }
}
