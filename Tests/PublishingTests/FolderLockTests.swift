import Foundation
import TestSupport
import Testing

@testable import Publishing

@Suite struct FolderLockTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("Only one holds the lock at a time, and nothing is left in the folder")
  func exclusive() throws {
    try folder.put("0", in: "other/count")
    let (lock, count) = (folder.path("locked"), folder.path("other/count"))
    try folder.make("locked")
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      for _ in 0..<20 {
        FolderLock.holding(lock, isShared: false) { objection in
          #expect(objection == nil)
          let old = (try? String(contentsOfFile: count, encoding: .utf8)).flatMap { Int($0) } ?? 0
          usleep(100)
          try? "\(old + 1)".write(toFile: count, atomically: true, encoding: .utf8)
        }
      }
    }
    #expect(try folder.text(of: "other/count") == "160")
    #expect(try folder.names(in: "locked").isEmpty)
  }

  @Test("A shared lock can be held by several at the same time")
  func shared() {
    let inner = FolderLock.holding(folder.path, isShared: true) { _ in
      FolderLock.holding(folder.path, isShared: true) { $0 == nil }
    }
    #expect(inner)
  }

  @Test("If the lock is refused, the work runs without it and receives the reason")
  func none() {
    let code = FolderLock.holding(folder.path("none"), isShared: false) { $0?.code }
    #expect(code == ENOENT)
  }
}
