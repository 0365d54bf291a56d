import Foundation
import TestSupport
import Testing

@testable import Publishing

@Suite struct UnfinishedFilesTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(
    "A signal still ends the process, and no temporary file is left",
    arguments: [SIGTERM, SIGINT, SIGHUP])
  func signals(_ number: Int32) async throws {
    let path = folder.path("fig.svg")
    await #expect(processExitsWith: .signal(number)) { [path = path as String, number] in
      UnfinishedFiles.removeOnSignals()
      let file = try TemporaryFile.beside(path)
      try file.descriptor.write([1, 2, 3])
      kill(getpid(), number)
      try await Task.sleep(nanoseconds: 10_000_000_000)
      withExtendedLifetime(file.path) {}
    }
    #expect(try folder.names().isEmpty)
  }

  @Test("A signal that is ignored when the process starts stays ignored")
  func ignored() async {
    await #expect(processExitsWith: .success) {
      signal(SIGHUP, SIG_IGN)
      UnfinishedFiles.removeOnSignals()
      raise(SIGHUP)
      try await Task.sleep(nanoseconds: 200_000_000)
    }
  }

  @Test("Ending the process removes unfinished files and keeps finished ones")
  func end() async throws {
    let path = folder.path("fig.svg")
    await #expect(processExitsWith: .exitCode(1)) { [path = path as String] in
      try AtomicFile.write([1], to: path)
      let file = try TemporaryFile.beside(path)
      try file.descriptor.write([2])
      UnfinishedFiles.endProcess()
    }
    #expect(try folder.names() == ["fig.svg"])
  }
}
