import Foundation
import TestSupport
import Testing

@Suite struct EmbedRobustnessTests {
  private let folder: TemporaryFolder
  private let lesson = Tool.smallLesson
  private var block: String { "```unroll\n\(lesson)\n```\n" }

  init() throws { folder = try TemporaryFolder() }

  private func text(_ name: String) throws -> String {
    String(decoding: try folder.bytes(of: name), as: UTF8.self)
  }

  @Test("A lesson is folded away on request, and unfolded again without it")
  func folded() throws {
    try folder.put("Text\n\n- item\n\n  ```unroll\n  lesson: a.yaml\n  ```\n", in: "notes.md")
    try folder.put(lesson, in: "a.yaml")
    #expect(try Tool.run("embed", "notes.md", in: folder).code == 0)
    let open = try text("notes.md")
    #expect(try Tool.run("embed", "notes.md", "--hide-source", in: folder).code == 0)
    let folded = try text("notes.md")
    #expect(folded.contains("  <details><summary>Lesson</summary>\n\n  ```unroll\n"))
    #expect(folded.contains(" -->\n\n  </details>\n\n  !["))
    let again = try Tool.run("embed", "notes.md", "--hide-source", in: folder)
    #expect(again.errors == "Everything is up to date.\n")
    #expect(try Tool.run("embed", "notes.md", "--check", in: folder).code == 2)
    #expect(try Tool.run("embed", "notes.md", in: folder).code == 0)
    #expect(try text("notes.md") == open)
    try folder.put("- ```unroll\n  lesson: a.yaml\n  ```\n", in: "mark.md")
    let mark = try Tool.run("embed", "mark.md", "--hide-source", in: folder)
    #expect(
      mark.code == 65
        && mark.errors.hasPrefix("mark.md:1: error: a block on the line of a list marker"))
  }

  @Test("What cannot be read is told with the reason, a block's lesson at the block's line")
  func unreadable() throws {
    try folder.put("Text\n\n```unroll\nlesson: none.yaml  # later\n```\n", in: "none.md")
    #expect(
      try Tool.run("embed", "none.md", in: folder).errors
        == "none.md:4:9: error: there is no file none.yaml\n")
    let manager = FileManager.default
    try manager.createSymbolicLink(
      atPath: folder.path("loop.yaml"), withDestinationPath: "loop.yaml")
    try folder.put("```unroll\nlesson: loop.yaml\n```\n", in: "loop.md")
    let loop = try Tool.run("embed", "loop.md", in: folder)
    #expect(loop.code == 65)
    #expect(
      loop.errors
        == "loop.md:2:9: error: loop.yaml is a symbolic link that leads to no file; mend the link\n"
    )
    try manager.createDirectory(atPath: folder.path("d"), withIntermediateDirectories: true)
    let directory = try Tool.run("embed", "d", in: folder)
    #expect(directory.code == 66)
    #expect(directory.errors == "unroll: error: d is a folder; name the document in it\n")
    try Data([0x41, 0xff]).write(to: URL(fileURLWithPath: folder.path("bytes.md")))
    let bytes = try Tool.run("embed", "bytes.md", in: folder)
    #expect(bytes.code == 65)
    #expect(bytes.errors == "bytes.md:1: error: the document is not UTF-8; save it as UTF-8\n")
  }

  @Test("A region whose end is missing is pointed at, and nothing is changed")
  func endless() throws {
    let notes = "\(block)\n<!-- unroll:begin a b c -->\n\n![](figures/a.svg)\n\nText of mine\n"
    try folder.put(notes, in: "notes.md")
    let run = try Tool.run("embed", "notes.md", in: folder)
    #expect(run.code == 65 && run.errors.hasPrefix("notes.md:9: error: this region has no end"))
    #expect(try text("notes.md") == notes)
    #expect(try folder.names() == ["notes.md"])
  }

  @Test("Ten processes share one cache")
  func shared() throws {
    let cache = ["XDG_CACHE_HOME": folder.path("cache")]
    let processes = try (0..<10).map { number in
      try folder.put(block, in: "notes-\(number)/notes.md")
      let process = Tool.process(["embed", "notes-\(number)/notes.md", "-q"], in: folder)
      process.environment = ProcessInfo.processInfo.environment.merging(cache) { $1 }
      try process.run()
      return process
    }
    for process in processes {
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }
    let first = try text("notes-0/notes.md")
    for number in 1..<10 { #expect(try text("notes-\(number)/notes.md") == first) }
    #expect(try folder.names(in: "cache/unroll").count == 1)
    let pictures = try Set((0..<10).map { try folder.names(in: "notes-\($0)/figures") })
    #expect(pictures.count == 1)
  }

  @Test("The cache changes no byte, and a deleted or unknown one does no harm")
  func cached() throws {
    let cache = ["XDG_CACHE_HOME": folder.path("cache")]
    try folder.put(block, in: "notes.md")
    var documents: [[UInt8]] = []
    var pictures: [[UInt8]] = []
    for (arguments, environment) in [
      (["--no-cache"], cache), ([], cache), ([], cache), ([], ["XDG_CACHE_HOME": "", "HOME": ""]),
    ] {
      try? FileManager.default.removeItem(atPath: folder.path("figures"))
      try folder.put(block, in: "notes.md")
      let run = try Tool.run(
        ["embed", "notes.md"] + arguments, in: folder, environment: environment)
      #expect(run.code == 0, "\(run.errors)")
      documents.append(Array(try folder.bytes(of: "notes.md")))
      let name = try #require(try folder.names(in: "figures").first)
      pictures.append(Array(try folder.bytes(of: "figures/" + name)))
    }
    #expect(Set(documents).count == 1 && Set(pictures).count == 1)
    #expect(try folder.names(in: "cache/unroll").count == 1)
  }

  @Test("A document of ten thousand lines and three hundred blocks is done in one go")
  func long() throws {
    let filler = String(repeating: "A line of the notes.\n", count: 26)
    try folder.put(
      (0..<300).map { "# Section \($0)\n\n\(filler)\n\(block)\n" }.joined(), in: "notes.md")
    #expect(try text("notes.md").utf8.count { $0 == UInt8(ascii: "\n") } >= 10_000)
    let run = try Tool.run(
      "embed", "notes.md", in: folder, environment: ["XDG_CACHE_HOME": folder.path("cache")])
    #expect(run.code == 0 && run.errors == "Wrote 2 files.\n")
    #expect(try text("notes.md").split(separator: "<!-- unroll:end -->").count == 301)
    #expect(try Tool.run("embed", "notes.md", "--check", in: folder).code == 0)
  }

  @Test(
    "A figure stands below its block whatever ends the lines, and a second run changes nothing",
    arguments: [
      "a\rb\rc\rd\re\rf\n\n```unroll\nlesson: a.yaml\n```\n",
      "a\rx\rx\rx\n\n```unroll\nlesson: a.yaml\n```\n\nPara one.\n\nPara two.\n\n- list\n",
      "a\r\r```unroll\rlesson: a.yaml\r```\r\rtext\r",
    ])
  func endings(document: String) throws {
    try folder.put(document, in: "notes.md")
    try folder.put(lesson, in: "a.yaml")
    #expect(try Tool.run("embed", "notes.md", in: folder).code == 0)
    let embedded = try text("notes.md")
    let block = try #require(document.firstRange(of: /```unroll[^`]*```(\n|\r)/))
    #expect(
      embedded.hasPrefix(
        document[..<block.upperBound] + "\(document[block].suffix(1))<!-- unroll:begin"))
    #expect(
      embedded.hasSuffix(
        "<!-- unroll:end -->\(document[block].suffix(1))" + document[block.upperBound...]))
    #expect(try Tool.run("embed", "notes.md", in: folder).errors == "Everything is up to date.\n")
  }

  @Test("A run that is killed leaves the old document or the new one", arguments: 1...6)
  func killed(tenths: Int) throws {
    let old = (0..<8).map { "# \($0)\n\n" + block.replacing("W_h: 2", with: "W_h: \($0)") }.joined()
    try folder.put(old, in: "notes.md")
    let process = Tool.process(["embed", "notes.md", "--no-cache"], in: folder)
    try process.run()
    usleep(UInt32(tenths) * 100_000)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    let left = try text("notes.md")
    #expect(left == old || left.split(separator: "<!-- unroll:end -->").count == 9)
    for name in (try? folder.names(in: "figures")) ?? [] where name.hasSuffix(".svg") {
      #expect(try text("figures/" + name).hasSuffix("</svg>\n"))
    }
  }
}
