import Foundation
import Testing

@testable import Publishing

@Suite struct StandardOutputTests {
  private func pipe() throws -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [0, 0]
    #if canImport(Darwin)
      try #require(Darwin.pipe(&ends) == 0)
    #else
      try #require(Glibc.pipe(&ends) == 0)
    #endif
    return (ends[0], ends[1])
  }

  @Test("More bytes than a pipe holds all arrive, even if the pipe is non-blocking")
  func all() throws {
    let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
    for refusesToWait in [false, true] {
      let (reading, writing) = try pipe()
      if refusesToWait { _ = fcntl(writing, F_SETFL, O_NONBLOCK) }
      let reader = PipeReader { reading }
      try StandardOutput.write(bytes, to: writing)
      close(writing)
      #expect(reader.result() == bytes)
    }
  }

  @Test("A reader that stops reading is a quiet error")
  func readerGone() throws {
    WriteSignals.becomeErrors()
    let (reading, writing) = try pipe()
    close(reading)
    defer { close(writing) }
    let error = #expect(throws: OutputError.self) {
      try StandardOutput.write([1], to: writing)
    }
    #expect(error?.kind == .readerGone)
    #expect(error?.isQuiet == true)
  }

  @Test("Any other error is reported")
  func closed() {
    #expect(throws: OutputError(kind: .cannotWrite, path: "-", code: EBADF)) {
      try StandardOutput.write([1], to: -1)
    }
  }

  @Test("Writing no bytes succeeds and writes nothing")
  func nothing() throws {
    try StandardOutput.write([], to: -1)
  }
}
