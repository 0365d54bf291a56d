import Foundation
import TestSupport
import Testing

@Suite struct EmbedTests {
  private let folder: TemporaryFolder
  private let lesson = Tool.smallLesson

  init() throws { folder = try TemporaryFolder() }

  private func text(_ name: String) throws -> String {
    String(decoding: try folder.bytes(of: name), as: UTF8.self)
  }

  @Test("A document gets the figures of its lessons, and a second run changes nothing")
  func embeds() throws {
    try folder.put("# Notes\n\n```{.unroll #one}\n\(lesson)\n```\n\nEnd\n", in: "notes.md")
    let first = try Tool.run("embed", "notes.md", in: folder)
    #expect(first.code == 0 && first.errors == "Wrote 2 files.\n")
    #expect(try folder.names(in: "figures") == ["one.svg"])
    let notes = try text("notes.md")
    #expect(notes.contains("\n![The graph with the answer: "))
    #expect(notes.contains("](figures/one.svg)\n\n<!-- unroll:end -->\n\nEnd\n"))
    let second = try Tool.run("embed", "notes.md", in: folder)
    #expect(second.errors == "Nothing has changed.\n")
    #expect(try text("notes.md") == notes)
    #expect(try Tool.run("embed", "notes.md", "--check", in: folder).code == 0)
  }

  @Test("A changed lesson or a lost figure is stale, and --check writes nothing")
  func stale() throws {
    try folder.put("```{.unroll #one}\n\(lesson)\n```\n", in: "notes.md")
    _ = try Tool.run("embed", "notes.md", in: folder)
    let changed = try text("notes.md").replacing("W_h: 2", with: "W_h: 3")
    try folder.put(changed, in: "notes.md")
    let check = try Tool.run("embed", "notes.md", "--check", in: folder)
    #expect(check.code == 2 && check.errors.contains("unroll: stale: figures/one.svg\n"))
    #expect(try text("notes.md") == changed)
    _ = try Tool.run("embed", "notes.md", in: folder)
    try FileManager.default.removeItem(atPath: folder.path("figures/one.svg"))
    #expect(try Tool.run("embed", "notes.md", "--check", in: folder).code == 2)
  }

  @Test("A mistake in a block is told at its line of the document, and nothing is written")
  func mistakes() throws {
    let notes =
      "Text\n\n> ```unroll\n> cel: elman\n> ```\n\n```{.unroll colour=red}\n\(lesson)\n```\n"
    try folder.put(notes, in: "notes.md")
    let run = try Tool.run("embed", "notes.md", in: folder)
    #expect(run.code == 65)
    #expect(run.errors.contains("notes.md:4:3: error: there is no key cel"))
    #expect(run.errors.contains("notes.md:7: error: a block has no key colour"))
    #expect(try text("notes.md") == notes)
    #expect(try folder.names() == ["notes.md"])
  }

  @Test("Lessons outside of the document's folder are refused unless they are allowed")
  func outside() throws {
    try folder.put("```unroll\nlesson: ../lesson.yaml\n```\n", in: "notes/notes.md")
    try folder.put(lesson, in: "lesson.yaml")
    let run = try Tool.run("embed", "notes/notes.md", in: folder)
    #expect(run.code == 65 && run.errors.contains("lies outside the document's folder"))
    let absolute = folder.path("lesson.yaml")
    try folder.put("```unroll\nlesson: \(absolute)\n```\n", in: "notes/absolute.md")
    #expect(try Tool.run("embed", "notes/absolute.md", in: folder).code == 65)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("notes/link.yaml"), withDestinationPath: absolute)
    try folder.put("```unroll\nlesson: link.yaml\n```\n", in: "notes/linked.md")
    #expect(try Tool.run("embed", "notes/linked.md", in: folder).code == 65)
    #expect(try Tool.run("embed", "notes/notes.md", "--allow-outside", in: folder).code == 0)
  }

  @Test("Figures that nothing shows are named, and removed on request; others' are left alone")
  func pruned() throws {
    try folder.put("```{.unroll #one}\n\(lesson)\n```\n", in: "notes.md")
    _ = try Tool.run("embed", "notes.md", in: folder)
    try folder.put("<svg/>", in: "figures/theirs.svg")
    try folder.put(try text("notes.md").replacing("#one", with: "#two"), in: "notes.md")
    let run = try Tool.run("embed", "notes.md", in: folder)
    #expect(run.errors.contains("no document shows figures/one.svg; --prune removes it"))
    _ = try Tool.run("embed", "notes.md", "--prune", in: folder)
    #expect(try folder.names(in: "figures") == ["two.svg", "theirs.svg"])
  }

  @Test("Hostile words are letters in the document, never markup")
  func hostile() throws {
    let caption = "<script>alert(1)</script> [x](y) `a` *b*"
    try folder.put(
      "```unroll\n#| caption: \(caption)\n#| alt: \"><img src=x>\n\(lesson)\n```\n", in: "notes.md")
    #expect(try Tool.run("embed", "notes.md", in: folder).code == 0)
    let region = try #require(try text("notes.md").split(separator: "<!-- unroll:begin").last)
    #expect(!region.contains("<script>") && !region.contains("[x](y)"))
    #expect(!region.contains("><img"))
  }

  @Test("Several steps stand in a strip, and a pair of themes in a picture element")
  func shapes() throws {
    try folder.put(
      "```{.unroll #a show=2-4 as=strip theme=light,dark}\n\(lesson)\n```\n", in: "notes.md")
    #expect(try Tool.run("embed", "notes.md", in: folder).code == 0)
    let notes = try text("notes.md")
    #expect(notes.split(separator: "<picture>").count == 4)
    #expect(notes.contains("srcset=\"figures/a-2-dark.svg\"") && notes.contains("width=\"32%\""))
    #expect(try folder.names(in: "figures").count == 6)
  }

  @Test("Ids that name the same files are refused, and a canvas too small is told at the block")
  func clashes() throws {
    try folder.put(
      "```{.unroll #fig:a}\n\(lesson)\n```\n\n```{.unroll #fig-a}\n\(lesson)\ntitle: two\n```\n",
      in: "notes.md")
    let run = try Tool.run("embed", "notes.md", in: folder)
    #expect(run.code == 65)
    #expect(run.errors.contains("names the same files as that of line 1; give it another"))
    try folder.put("```unroll\n\(lesson)\nfigure: {canvas: 200x100}\n```\n", in: "small.md")
    let small = try Tool.run("embed", "small.md", in: folder)
    #expect(small.code == 65 && small.errors.hasPrefix("small.md:1: error: 200x100 is too small"))
  }

  @Test("An id that another document of the folder has is refused")
  func neighbours() throws {
    for name in ["one.md", "two.md"] {
      try folder.put("```{.unroll #a}\n\(lesson)\n```\n", in: name)
    }
    #expect(try Tool.run("embed", "one.md", in: folder).code == 0)
    let run = try Tool.run("embed", "two.md", in: folder)
    #expect(run.code == 65)
    #expect(
      run.errors
        == "two.md:1: error: the id of this block names the same files as one of one.md; give it "
        + "another\n")
    #expect(try Tool.run("embed", "one.md", "two.md", in: folder).code == 65)
  }

  @Test("A document without a lesson is said to have none")
  func empty() throws {
    try folder.put("# Text\n", in: "notes.md")
    let run = try Tool.run("embed", "notes.md", in: folder)
    #expect(run.code == 0)
    #expect(
      run.errors == "unroll: warning: notes.md holds no block whose language is unroll\n"
        + "Nothing has changed.\n")
  }
}
