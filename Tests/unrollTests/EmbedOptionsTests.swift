import Foundation
import TestSupport
import Testing

@Suite struct EmbedOptionsTests {
  private static let options = [
    ["--figures", "img"], ["--prune"], ["--allow-outside"], ["--hide-source"], ["--no-cache"],
    ["-q"],
  ]
  /// Each option alone and with each other one.
  private static let pairs = options.indices.flatMap { first in
    options[first...].map {
      Array(Set([options[first], $0])).sorted { $0[0] < $1[0] }.flatMap(\.self)
    }
  }

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Every entry below the folder with its bytes, its identity and its times.
  private func snapshot() throws -> [String: [String]] {
    var entries: [String: [String]] = [:]
    let manager = FileManager.default
    for name in try manager.subpathsOfDirectory(atPath: folder.path) {
      let facts = try manager.attributesOfItem(atPath: folder.path(name))
      let bytes = manager.contents(atPath: folder.path(name)) ?? Data()
      entries[name] = [
        bytes.base64EncodedString(), "\(facts[.systemFileNumber] ?? 0)",
        "\(facts[.modificationDate] ?? 0)", "\(facts[.posixPermissions] ?? 0)",
      ]
    }
    return entries
  }

  @Test("With --check every option leaves the folder as it is, alone and with each other")
  func checks() throws {
    let block = "```{.unroll #one theme=light,dark}\n\(Tool.smallLesson)\n```\n"
    for name in ["stale.md", "fresh.md"] {
      try folder.put(block.replacing("one", with: name.prefix(5)), in: name)
      for figures in ["figures", "img"] {
        #expect(try Tool.run("embed", name, "--figures", figures, in: folder).code == 0)
      }
    }
    // Figures that nothing shows, in both folders; one document is stale, and one has no figure yet.
    try folder.put(
      folder.text(of: "stale.md").replacing("W_h: 2", with: "W_h: 3")
        .replacing("#stale", with: "#other"), in: "stale.md")
    try folder.put(block, in: "new.md")
    for name in ["figures", "img"] {
      try FileManager.default.copyItem(
        atPath: folder.path("img/fresh-dark.svg"), toPath: folder.path(name + "/unused.svg"))
    }
    let cache = try TemporaryFolder()
    let before = try snapshot()
    for options in Self.pairs {
      let run = try Tool.run(
        ["embed", "stale.md", "fresh.md", "new.md", "--check"] + options, in: folder,
        environment: ["XDG_CACHE_HOME": cache.path])
      #expect(run.code == 2)
      #expect(try snapshot() == before, "\(options)")
    }
    #expect(Self.pairs.count == 21)
  }
}
