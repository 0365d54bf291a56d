import Foundation
import TestSupport
import Testing

/// Programs that build the same notes at once share the cache and the folder of pictures.
@Suite struct ParallelCacheTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func block(_ options: String, weight: Int) -> String {
    let lesson = Tool.smallLesson.replacing("W_h: 2", with: "W_h: \(weight)")
    return "```{.unroll \(options)}\n\(lesson)\n```\n\n"
  }

  private func document(_ number: Int) -> String {
    // The first block is in every document, the second one in every second.
    block("show=2-4 as=grid", weight: 2) + block("show=sum", weight: 3 + number % 2)
      + block("#own-\(number) caption=\"Own \(number)\"", weight: 9 + number)
  }

  private func start(
    _ path: String, _ arguments: [String], output: String
  ) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.environment = ProcessInfo.processInfo.environment
      .merging(["XDG_CACHE_HOME": folder.path("cache")]) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try folder.handle(writing: output)
    process.standardError = try folder.handle(writing: output + ".errors")
    try process.run()
    return process
  }

  /// Waits for processes, none of which may say or lack anything.
  private func end(_ processes: [Process], _ outputs: [String]) throws {
    for (process, output) in zip(processes, outputs) {
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      #expect(try folder.text(of: output + ".errors").isEmpty)
    }
    #expect(try folder.names(in: "cache/unroll").allSatisfy { !$0.hasSuffix(".part") })
  }

  @Test("Eight Pandocs in a folder lose no picture, and each is whole", arguments: Pandoc.installed)
  func pandoc(_ pandoc: Pandoc) throws {
    let numbers = Array(0..<8)
    for number in numbers { try folder.put(document(number), in: "n\(number).md") }
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("pandoc-unroll"), withDestinationPath: Tool.path)
    let path = try #require(pandoc.program.path)
    func build(_ numbers: [Int], to suffix: String) throws {
      let names = numbers.map { "n\($0).\(suffix)" }
      let processes = try zip(numbers, names).map { number, name in
        try start(
          path,
          [
            "n\(number).md", "-t", number.isMultiple(of: 2) ? "html" : "latex", "--filter",
            "./pandoc-unroll",
          ], output: name)
      }
      try end(processes, names)
    }
    func pictures() throws -> [String: [UInt8]] {
      let names = try folder.names(in: "unroll-figures")
      return try Dictionary(
        uniqueKeysWithValues: names.map {
          ($0, Array(try folder.bytes(of: "unroll-figures/\($0)")))
        })
    }
    try build(numbers, to: "parallel")
    let together = try pictures()
    for name in ["cache", "unroll-figures"] {
      try FileManager.default.removeItem(atPath: folder.path(name))
    }
    for number in numbers { try build([number], to: "alone") }
    // Three pictures of the first block in both formats, one of each second block, eight own ones.
    #expect(try pictures() == together && together.count == 16)
    for number in numbers {
      #expect(
        try folder.text(of: "n\(number).parallel") == folder.text(of: "n\(number).alone"))
    }
  }

  @Test("Two programs that watch a document, and others that embed it, show the same pictures")
  func watched() throws {
    try folder.put(document(0), in: "notes.md")
    let environment = ["XDG_CACHE_HOME": folder.path("cache")]
    let tools = try (0..<2).map { _ in
      try WatchedTool("notes.md", in: folder, environment: environment)
    }
    for number in 1...4 {
      try folder.putByRenaming(document(number), in: "notes.md")
      let output = "embedded-\(number)"
      try end([start(Tool.path, ["embed", "notes.md", "-q"], output: output)], [output])
      func shown() throws -> [[[String]]] {
        try tools.map { tool in
          let page = try tool.page(within: 60) { page in
            let figures = PageFigure.all(in: page)
            return WatchedTool.isReady(page) && figures.count == 3
              && figures[2].caption == "Own \(number)"
          }
          return PageFigure.all(in: try #require(page)).map(\.pictures)
        }
      }
      // One of them may still read what the last embed wrote.
      var pages = try shown()
      let end = ContinuousClock.now + .seconds(30)
      while pages[0] != pages[1], ContinuousClock.now < end { pages = try shown() }
      #expect(pages[0] == pages[1] && pages[0].map(\.count) == [3, 1, 1])
    }
    #expect(try Tool.run("embed", "notes.md", "--check", in: folder).code == 0)
  }
}
