import Foundation
import TestSupport
import Testing

@testable import Publishing

@Suite struct AtomicFileFailuresTests {
  let folder: TemporaryFolder
  let new = Array("new".utf8)

  init() throws { folder = try TemporaryFolder() }

  @Test("A path below a file cannot be created")
  func belowFile() throws {
    try folder.put("old", in: "notes")
    for path in [folder.path("notes/fig.svg"), folder.path("notes/deep/fig.svg")] {
      #expect(throws: OutputError(kind: .cannotCreate, path: path, code: ENOTDIR)) {
        try AtomicFile.write(new, to: path)
      }
    }
    #expect(try folder.text(of: "notes") == "old")
  }

  @Test("A folder is not replaced by a file")
  func folderInTheWay() throws {
    #expect(throws: OutputError(kind: .cannotCreate, path: folder.path, code: EISDIR)) {
      try AtomicFile.write(new, to: folder.path)
    }
    let slash = folder.path("later/")
    #expect(throws: OutputError(kind: .cannotCreate, path: slash, code: EISDIR)) {
      try AtomicFile.write(new, to: slash)
    }
    #expect(throws: OutputError(kind: .cannotCreate, path: "", code: ENOENT)) {
      try AtomicFile.write(new, to: "")
    }
    #expect(try folder.names().isEmpty)
  }

  @Test("A file with too long a name cannot be created, and nothing is left behind")
  func longName() throws {
    let path = folder.path(String(repeating: "x", count: 300) + ".svg")
    #expect(throws: OutputError(kind: .cannotCreate, path: path, code: ENAMETOOLONG)) {
      try AtomicFile.write(new, to: path)
    }
    #expect(try folder.names().isEmpty)
  }

  @Test("Neither a read-only folder nor a read-only file is written to")
  func noRight() async throws {
    try folder.put("old", in: "locked.svg")
    chmod(folder.path("locked.svg"), 0o444)
    chmod(folder.path, 0o777)
    let closed = folder.path("closed")
    try FileManager.default.createDirectory(atPath: closed, withIntermediateDirectories: false)
    chmod(closed, 0o555)
    let locked = folder.path("locked.svg")
    await #expect(processExitsWith: .success) {
      [closed = closed as String, locked = locked as String] in
      // Permissions do not apply to the superuser, so the child process becomes nobody.
      if geteuid() == 0 { try #require(setgid(65534) == 0 && setuid(65534) == 0) }
      let fig = closed + "/fig.svg"
      #expect(throws: OutputError(kind: .cannotCreate, path: fig, code: EACCES)) {
        try AtomicFile.write([1], to: fig)
      }
      #expect(
        throws: OutputError(kind: .cannotCreate, path: locked, code: EACCES, keepsOldFile: true)
      ) {
        try AtomicFile.write([1], to: locked)
      }
    }
    #expect(try folder.text(of: "locked.svg") == "old")
    #expect(try folder.names() == ["closed", "locked.svg"])
  }

  @Test("If the bytes do not fit, the old file is kept and the incomplete new one is removed")
  func noRoom() async throws {
    let path = try folder.put("old", in: "fig.png")
    await #expect(processExitsWith: .success) { [path = path as String] in
      WriteSignals.becomeErrors()
      // A size limit simulates a full disk: the write stops half-way in the same manner.
      var limit = rlimit(rlim_cur: 10_000, rlim_max: 10_000)
      #if canImport(Glibc)
        try #require(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
      #else
        try #require(setrlimit(RLIMIT_FSIZE, &limit) == 0)
      #endif
      #expect(
        throws: OutputError(kind: .cannotWrite, path: path, code: EFBIG, keepsOldFile: true)
      ) {
        try AtomicFile.write(.init(repeating: 1, count: 50_000), to: path)
      }
    }
    #expect(try folder.text(of: "fig.png") == "old")
    #expect(try folder.names() == ["fig.png"])
  }

  #if os(Linux)
    @Test("A full device is reported")
    func fullDevice() {
      #expect(throws: OutputError(kind: .cannotWrite, path: "/dev/full", code: ENOSPC)) {
        try AtomicFile.write(new, to: "/dev/full")
      }
    }

    @Test("The old file is kept when the disk is full")
    func fullDisk() throws {
      let disk = folder.path("disk")
      try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: false)
      // Only the superuser may mount a disk; others rely on the tests with the limit and the device
      // above.
      guard mount("tmpfs", disk, "tmpfs", 0, "size=16k") == 0 else { return }
      defer { umount(disk) }
      let path = try folder.put("old", in: "disk/fig.png")
      #expect(
        throws: OutputError(kind: .cannotWrite, path: path, code: ENOSPC, keepsOldFile: true)
      ) {
        try AtomicFile.write(.init(repeating: 1, count: 50_000), to: path)
      }
      #expect(try folder.text(of: "disk/fig.png") == "old")
      #expect(try FileManager.default.contentsOfDirectory(atPath: disk) == ["fig.png"])
    }
  #endif
}
