import Formulas
import Foundation
import TestSupport
import Testing

/// Documents of one folder share its figures, and may be built by several processes at once.
@Suite struct EmbedParallelTests {
  private static let count = 10
  private let folder: TemporaryFolder
  private let all = (0..<count).map { "n\($0).md" }

  init() throws {
    folder = try TemporaryFolder()
    try folder.put(Tool.smallLesson, in: "a.yaml")
  }

  /// Each document shows other figures in each round, some of which others showed before.
  private func putDocuments(round: Int) throws {
    for (index, name) in all.enumerated() {
      let own =
        "```{.unroll #f\((index + round) % (Self.count + 3)) show=\(1 + round % 3)-4 as=grid}"
      // Without an id, a figure is named by its content: neighbours share it.
      let shared = "```{.unroll show=\(1 + (index / 2 + round) % 4)}"
      try folder.put(
        "\(own)\nlesson: a.yaml\n```\n\n\(shared)\nlesson: a.yaml\n```\n", in: name)
    }
  }

  private func started(_ arguments: [String], errors: String) throws -> Process {
    let process = Tool.process(["embed"] + arguments, in: folder)
    process.environment = ProcessInfo.processInfo.environment
      .merging(["XDG_CACHE_HOME": folder.path("cache")]) { $1 }
    process.standardError = try folder.handle(writing: errors)
    try process.run()
    return process
  }

  /// The figures that the documents show.
  private func shown() throws -> Set<String> {
    Set(
      try all.flatMap { name in
        try folder.text(of: name).matches(of: /figures\/([^)"]*\.svg)/).map { String($0.1) }
      })
  }

  @Test("Of ten processes none removes, or calls unused, a figure that another's document shows")
  func race() throws {
    for round in 0..<6 {
      try putDocuments(round: round)
      let prunes = round % 3 < 2
      let processes = try all.map { name in
        try started([name] + (prunes ? ["--prune", "-q"] : []), errors: "errors/" + name)
      }
      for process in processes {
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
      }
      let shown = try shown()
      #expect(try folder.names(in: "figures").isSuperset(of: shown), "round \(round)")
      for name in all {
        let errors = try folder.text(of: "errors/" + name)
        #expect(errors.isEmpty || !prunes, "\(errors)")
        for match in errors.matches(of: /no document shows figures\/(\S+);/) {
          #expect(!shown.contains(String(match.1)), "round \(round)")
        }
      }
      #expect(try Tool.run(["embed", "--prune"] + all, in: folder).code == 0)
      #expect(try folder.names(in: "figures") == shown)
    }
  }

  @Test("Processes that are killed while others work leave nothing that the next run cannot mend")
  func killed() throws {
    var random = SplitMix64(seed: 5)
    for round in 0..<3 {
      try putDocuments(round: round)
      let processes = try all.map { try started([$0, "--prune", "-q"], errors: "errors/" + $0) }
      for process in processes.shuffled(using: &random).prefix(Self.count / 2) {
        usleep(UInt32.random(in: 0...20_000, using: &random))
        kill(process.processIdentifier, SIGKILL)
      }
      for process in processes { process.waitUntilExit() }
      let again = try all.map { try started([$0, "--prune", "-q"], errors: "errors/" + $0) }
      for process in again {
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
      }
      #expect(
        try folder.names(in: "figures").filter { $0.hasSuffix(".svg") }.isSuperset(of: shown()))
      #expect(try Tool.run(["embed", "--check"] + all, in: folder).code == 0)
    }
  }

  @Test("Of documents that want one name for their figures, one gets it, and the others are told")
  func sameId() throws {
    for round in 0..<4 {
      for (index, name) in all.enumerated() {
        let lesson = Tool.smallLesson.replacing("W_h: 2", with: "W_h: \(index + 1)")
        try folder.put("```{.unroll #same}\n\(lesson)\n```\n", in: name)
      }
      let processes = try all.map { try started([$0, "-q"], errors: "errors/" + $0) }
      for process in processes { process.waitUntilExit() }
      let codes = processes.map(\.terminationStatus)
      #expect(codes.count { $0 == 0 } == 1 && codes.count { $0 == 65 } == Self.count - 1)
      let winner = try #require(codes.firstIndex(of: 0))
      #expect(try Tool.run("embed", all[winner], "--check", in: folder).code == 0, "\(round)")
    }
  }

  @Test("A document that is saved while its lessons are drawn keeps what was saved")
  func saved() throws {
    let block = "```{.unroll show=all as=grid theme=light,dark}\nlesson: a.yaml\n```\n"
    try folder.put(block, in: "notes.md")
    let process = try started(["notes.md", "--no-cache"], errors: "errors/notes.md")
    usleep(50_000)
    try folder.putByRenaming("# Saved meanwhile\n\n" + block, in: "notes.md")
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(try folder.text(of: "notes.md").hasPrefix("# Saved meanwhile\n\n```"))
    #expect(try Tool.run("embed", "notes.md", "--check", in: folder).code == 0)
  }
}
