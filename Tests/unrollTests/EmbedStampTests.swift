import Foundation
import TestSupport
import Testing

/// A figure is up to date by what its document and its pictures hold, and by nothing else.
@Suite struct EmbedStampTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A block of every kind.
  private func putDocument(in name: String) throws {
    let keys = [
      "", "#pair theme=light,dark", "theme=dark,light", "theme=light,dark,print,high-contrast",
      "theme=light,light", "as=strip show=1-3", "as=strip show=1-3 theme=dark,print",
      "as=grid show=1-3",
      "as=grid show=1-3 theme=light,dark", "as=stack show=1-3",
      "as=stack show=1-3 theme=light,dark",
      "width=8cm", "width=60% theme=print,light", "panel=none", "language=it",
      "alt=\"figures/pair.svg src=figures/pair.svg ](figures/pair.svg)\"",
      "#quote caption=\"figures/quote.svg ](figures/quote.svg) <img src='figures/quote.svg'>\"",
    ]
    let lesson = Tool.smallLesson
    let blocks = keys.map { "```{.unroll \($0)}\n\(lesson)\n```\n\nText\n\n" }
    let inList = "- item\n\n  ~~~{.unroll theme=light,dark}\n  lesson: a.yaml\n  ~~~\n\n"
    let inQuote = "> ```{.unroll as=strip show=2,3}\n> lesson: a.yaml\n> ```\n"
    try folder.put(blocks.joined() + inList + inQuote, in: name)
    try folder.put(lesson.replacing("W_h: 2", with: "W_h: 3"), in: "a.yaml")
  }

  /// The environment of another machine: another user, another place, and no fonts at all, so that a
  /// figure drawn there would be another one.
  private func elsewhere(_ name: String, _ more: [String: String] = [:]) -> [String: String] {
    [
      "LANG": "tr_TR.UTF-8", "LC_ALL": "de_DE.UTF-8", "TZ": "Pacific/Chatham",
      "HOME": folder.path(name), "XDG_CACHE_HOME": folder.path(name),
      "SWIFT_DETERMINISTIC_HASHING": name == "cache-1" ? "1" : "0",
    ].merging(more) { $1 }
  }

  @Test(
    "What was embedded is up to date on any machine, and nothing is drawn to see that",
    arguments: [[], ["--hide-source"]])
  func anywhere(arguments: [String]) throws {
    try putDocument(in: "notes.md")
    let embed = ["embed", "notes.md"] + arguments
    #expect(try Tool.run(embed, in: folder).code == 0)
    let first = try folder.text(of: "notes.md")
    let pictures = try folder.contents(of: "figures")
    for (number, arguments) in [embed, embed + ["--check"], embed + ["--check"]].enumerated() {
      let cache = "cache-\(number)"
      let environment = elsewhere(cache, ["FONTCONFIG_FILE": "/dev/null"])
      let run = try Tool.run(arguments, in: folder, environment: environment)
      #expect(run.code == 0 && run.errors == "Everything is up to date.\n", "\(run.errors)")
      // What is drawn is kept in the cache.
      #expect(!FileManager.default.fileExists(atPath: folder.path(cache)))
    }
    #expect(try folder.text(of: "notes.md") == first)
    #expect(try folder.contents(of: "figures") == pictures)
  }

  @Test("The same bytes are drawn for every user, in every folder and language, at every time")
  func reproducible() throws {
    try putDocument(in: "notes.md")
    let original = try folder.text(of: "notes.md")
    #expect(try Tool.run("embed", "notes.md", in: folder).code == 0)
    let first = try folder.text(of: "notes.md")
    let pictures = try folder.contents(of: "figures")
    for (place, mask) in [("one/é à", "077"), ("two", "000")] {
      let other = try TemporaryFolder()
      try other.put(original, in: place + "/notes.md")
      // A copy from another system, perhaps.
      let lesson = try folder.text(of: "a.yaml").replacing("\n", with: "\r\n")
      try other.put(lesson, in: place + "/a.yaml")
      let command = "umask \(mask); exec \"$0\" embed \"$1/notes.md\""
      let shell = ForeignProgram(name: "sh")
      let run = try shell.run(
        ["-c", command, Tool.path, place], in: other, environment: elsewhere("cache-" + mask))
      #expect(run.code == 0, "\(run.errors)")
      #expect(try other.text(of: place + "/notes.md") == first)
      #expect(try other.contents(of: place + "/figures") == pictures)
    }
  }

  @Test("A picture that was changed is stale, whichever of a block's it is")
  func changed() throws {
    try folder.put(
      "```{.unroll #a as=strip show=2,3 theme=light,dark}\n\(Tool.smallLesson)\n```\n",
      in: "notes.md")
    #expect(try Tool.run("embed", "notes.md", in: folder).code == 0)
    for name in try folder.names(in: "figures").sorted() {
      let picture = try folder.text(of: "figures/" + name)
      try folder.put(picture + " ", in: "figures/" + name)
      #expect(try Tool.run("embed", "notes.md", "--check", in: folder).code == 2, "\(name)")
      try folder.put(picture, in: "figures/" + name)
    }
    #expect(try Tool.run("embed", "notes.md", "--check", in: folder).code == 0)
  }
}
