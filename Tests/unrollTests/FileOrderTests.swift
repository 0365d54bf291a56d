import Foundation
import TestSupport
import Testing

#if os(Linux)
  private enum SystemCalls {
    static let strace: String? = {
      let path = "/usr/bin/strace"
      guard ForeignProgram.isProgram(path) else { return nil }
      // A container may forbid one process to look at another.
      let process = Process()
      process.executableURL = URL(fileURLWithPath: path)
      process.arguments = ["-o", "/dev/null", "/bin/true"]
      process.standardError = FileHandle.nullDevice
      guard (try? process.run()) != nil else { return nil }
      process.waitUntilExit()
      return process.terminationStatus == 0 ? path : nil
    }()
  }

  /// What the system is asked for, and in which order: strace sees it.
  @Suite(.enabled(if: SystemCalls.strace != nil, "strace is not installed or may not trace"))
  struct FileOrderTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// The calls of a run that concern its own temporary files, in order.
    private func calls(_ arguments: [String]) throws -> [Substring] {
      let process = Tool.process(
        ["-f", "-y", "-o", "calls", "-e", "trace=write,fsync,rename,renameat,renameat2", Tool.path]
          + arguments, in: folder)
      process.executableURL = URL(fileURLWithPath: try #require(SystemCalls.strace))
      process.environment = ProcessInfo.processInfo.environment
        .merging(["XDG_CACHE_HOME": folder.path("cache")]) { $1 }
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      try #require(process.terminationStatus == 0)
      return try folder.text(of: "calls").split(separator: "\n").filter { $0.contains("/.unroll-") }
    }

    @Test(
      "The disk has a file's bytes before the file takes its place",
      arguments: [
        ["render", "lesson.yaml", "-o", "out/"], ["embed", "notes.md"],
        ["quiz", "lesson.yaml", "--variants", "1"],
      ])
    func synchronized(arguments: [String]) throws {
      try folder.put(Tool.smallLesson, in: "lesson.yaml")
      try folder.put("```{.unroll}\n\(Tool.smallLesson)\n```\n", in: "notes.md")
      let calls = try calls(arguments)
      var synchronized: Set<Substring> = []
      var renamed = 0
      for call in calls {
        let name = try #require(call.firstMatch(of: /\/(\.unroll-[0-9]+-[0-9]+)/)?.1)
        if call.contains(" fsync(") {
          synchronized.insert(name)
        } else if call.contains(" write(") {
          synchronized.remove(name)
        } else if call.contains(" rename") {
          renamed += 1
          #expect(synchronized.remove(name) != nil, "\(call)")
        }
      }
      #expect(renamed >= 2, "\(calls)")
    }
  }
#endif
