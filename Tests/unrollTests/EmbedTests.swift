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
    #expect(second.errors == "Everything is up to date.\n")
    #expect(try text("notes.md") == notes)
    #expect(try Tool.run("embed", "notes.md", "--check", in: folder).code == 0)
  }

  @Test("A number that now means another step is reported once, with what it showed before")
  func renumbered() throws {
    /// Draws a block, and again after the deck has got other steps.
    func said(_ show: String, _ name: String) throws -> String {
      try folder.put("```{.unroll #\(name) show=\(show)}\n\(lesson)\n```\n", in: "notes.md")
      _ = try Tool.run("embed", "notes.md", in: folder)
      let figure = try text("figures/\(name).svg")
      let title = try #require(figure.firstMatch(of: /Step (\d+) of \d+: [^<]+/))
      try folder.put(
        figure.replacing(title.output.0, with: "Step \(title.output.1) of 99: an older step"),
        in: "figures/\(name).svg")
      return try Tool.run("embed", "notes.md", in: folder).errors
    }
    let first = try said("5", "one")
    #expect(first.contains("notes.md:1: step 5 was “an older step” and is now “"), "\(first)")
    #expect(try Tool.run("embed", "notes.md", in: folder).errors == "Everything is up to date.\n")
    // A name means the same step in every deck.
    #expect(try !said("answer", "two").contains(" was "))
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
    #expect(run.errors.contains("notes.md:7:13: error: a block has no key colour"))
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

  @Test("A file that was there before is kept, and the block that would replace it is told")
  func others() throws {
    try folder.put("<svg>a logo</svg>", in: "figures/logo.svg")
    let notes = "Text\n\n```{.unroll #logo}\n\(lesson)\n```\n"
    try folder.put(notes, in: "notes.md")
    let run = try Tool.run("embed", "notes.md", in: folder)
    #expect(run.code == 65)
    #expect(
      run.errors
        == "notes.md:3: error: figures/logo.svg exists already and was not drawn by unroll; "
        + "give the block another id, or move the file\n")
    #expect(try text("figures/logo.svg") == "<svg>a logo</svg>")
    #expect(try text("notes.md") == notes)
    try FileManager.default.removeItem(atPath: folder.path("figures/logo.svg"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("figures/logo.svg"), withDestinationPath: "../outside.svg")
    #expect(try Tool.run("embed", "notes.md", in: folder).code == 65)
    #expect(try folder.names() == ["figures", "notes.md"])
  }

  @Test(
    "A figure is not removed that the document shows elsewhere, or a file of another kind beside it"
  )
  func keptFigures() throws {
    for (id, name) in [("one", "one.md"), ("two", "two.qmd"), ("three", "three.md")] {
      try folder.put("```{.unroll #\(id)}\n\(lesson)\n```\n", in: name)
      #expect(try Tool.run("embed", name, in: folder).code == 0)
    }
    try folder.put("![by hand](figures/three.svg)\n", in: "three.md")
    let run = try Tool.run("embed", "one.md", "three.md", "--prune", in: folder)
    #expect(run.code == 0)
    #expect(try folder.names(in: "figures") == ["one.svg", "three.svg", "two.svg"])
    try folder.put("", in: "three.md")
    _ = try Tool.run("embed", "one.md", "--prune", in: folder)
    #expect(try folder.names(in: "figures") == ["one.svg", "two.svg"])
  }

  @Test("What a block's keys or its lesson's name lack is told")
  func incomplete() throws {
    for (block, place, message) in [
      (
        "```{.unroll show = 2}\nlesson: a.yaml\n```\n", "1:18",
        "keys of a block are written as key=value"
      ),
      ("```unroll lesson.yaml\n```\n", "1:11", "a block has no key lesson.yaml"),
      (
        "```unroll\n#| shw\nlesson: a.yaml\n```\n", "2:4",
        "a key and its value are written as key: value"
      ),
      ("```unroll\nlesson:\n```\n", "2:8", "lesson: names no file"),
      ("```unroll\nlesson: .\n```\n", "2:9", " is a folder"),
      ("```{.unroll theme=light,}\n\(lesson)\n```\n", "1:13", "the name of a theme is missing"),
    ] {
      try folder.put(block, in: "notes.md")
      let run = try Tool.run("embed", "notes.md", in: folder)
      #expect(run.code == 65 && run.errors.hasPrefix("notes.md:\(place): error: "), "\(run.errors)")
      #expect(run.errors.count { $0 == "\n" } == 1)
      #expect(run.errors.contains(message), "\(run.errors)")
    }
  }

  @Test("A width is one that HTML has, and pictures side by side divide it")
  func widths() throws {
    try folder.put(
      "```{.unroll width=8cm}\n\(lesson)\n```\n"
        + "\n```{.unroll as=strip show=1-3 width=60%}\n\(lesson)\n```\n",
      in: "notes.md")
    #expect(try Tool.run("embed", "notes.md", in: folder).code == 0)
    let notes = try text("notes.md")
    #expect(notes.contains("width=\"302\"") && notes.split(separator: "width=\"19%\"").count == 4)
  }

  @Test("A folder is one, whatever way it is typed")
  func folders() throws {
    try folder.put("```{.unroll #one}\n\(lesson)\n```\n", in: "notes.md")
    #expect(try Tool.run("embed", "notes.md", "--figures", "img/a", in: folder).code == 0)
    #expect(try text("notes.md").contains("](img/a/one.svg)"))
    for typed in ["./img/a", "img/a/", "img//./a"] {
      let check = try Tool.run("embed", "notes.md", "--figures", typed, "--check", in: folder)
      #expect(check.code == 0)
    }
  }

  @Test("A caption is its letters in italics, without links of GitHub's; an empty one is none")
  func captions() throws {
    try folder.put(
      "```{.unroll caption=\" see www.a.org https://b.org \"}\n\(lesson)\n```\n"
        + "\n```unroll caption=\"\" show=1\n\(lesson)\n```\n",
      in: "notes.md")
    #expect(try Tool.run("embed", "notes.md", in: folder).code == 0)
    let notes = try text("notes.md")
    #expect(notes.contains("\n\n*see www\\.a.org https\\://b.org*\n\n"))
    #expect(!notes.contains("**"))
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
    let caption = "<script>alert(1)</script> [x](javascript:y) `<b>` *b*"
    try folder.put(
      "```unroll\n#| caption: '\(caption)'\n#| alt: '\"><img src=x>'\n\(lesson)\n```\n",
      in: "notes.md")
    #expect(try Tool.run("embed", "notes.md", in: folder).code == 0)
    let region = try #require(try text("notes.md").split(separator: "<!-- unroll:begin").last)
    #expect(!region.contains("<script>") && !region.contains("javascript"))
    #expect(region.contains("\n*\\<script\\>alert(1)\\</script\\> x `<b>` _b_*\n"))
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

  @Test("Ids with the same file names are refused")
  func clashes() throws {
    try folder.put(
      "```{.unroll #fig:a}\n\(lesson)\n```\n\n```{.unroll #fig-a}\n\(lesson)\ntitle: two\n```\n",
      in: "notes.md")
    let run = try Tool.run("embed", "notes.md", in: folder)
    #expect(run.code == 65)
    #expect(run.errors.contains("gives the same file names as that of line 1; give it another"))
  }

  @Test("Text that somebody wrote between the marks is replaced with a warning")
  func edited() throws {
    try folder.put("```{.unroll #a}\n\(lesson)\n```\n", in: "notes.md")
    _ = try Tool.run("embed", "notes.md", in: folder)
    let before = try text("notes.md")
    try folder.put(
      before.replacing("<!-- unroll:end -->", with: "Mine.\n\n<!-- unroll:end -->"), in: "notes.md")
    let run = try Tool.run("embed", "notes.md", "-q", in: folder)
    #expect(run.code == 0)
    #expect(run.errors.hasPrefix("unroll: warning: notes.md:1: the text between the marks"))
    #expect(try text("notes.md") == before)
  }

  @Test("A mistake in one of several documents leaves all of them unchanged")
  func several() throws {
    try folder.put("```{.unroll #a}\n\(lesson)\n```\n", in: "one.md")
    try folder.put("```unroll\nlesson: none.yaml\n```\n", in: "two.md")
    try folder.put("```unroll\nlesson: no.yaml\n```\n", in: "three.md")
    let before = try text("one.md")
    let run = try Tool.run("embed", "one.md", "two.md", "three.md", in: folder)
    #expect(run.code == 65 && run.errors.contains("two.md:2:9: error: there is no file"))
    #expect(run.errors.contains("three.md:2:9: error: there is no file"))
    #expect(try text("one.md") == before)
    try folder.put("```unroll\n\(lesson)\n```\n\n<!-- unroll:end -->\n", in: "two.md")
    let end = try Tool.run("embed", "two.md", in: folder)
    #expect(end.code == 65 && end.errors.hasPrefix("two.md:"))
    #expect(end.errors.contains("error: this region has no beginning"))
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
        == "two.md:1:13: error: the id of this block gives the same file names as one of one.md; "
        + "give it another id\n")
    #expect(try Tool.run("embed", "one.md", "two.md", in: folder).code == 65)
  }

  @Test("An id too long for a file name is reported at its block")
  func longId() throws {
    let id = String(repeating: "a", count: 191)
    try folder.put("Text\n\n```{.unroll #\(id)}\n\(lesson)\n```\n", in: "notes.md")
    let run = try Tool.run("embed", "notes.md", in: folder)
    #expect(run.code == 65)
    #expect(run.errors.hasPrefix("notes.md:3:13: error: the id is too long for a file name"))
    try folder.put(
      "```{.unroll #\(id.dropLast()) theme=light,dark}\n\(lesson)\n```\n", in: "notes.md")
    #expect(try Tool.run("embed", "notes.md", in: folder).code == 0)
  }

  @Test("A document without a lesson is said to have none")
  func empty() throws {
    try folder.put("# Text\n", in: "notes.md")
    let run = try Tool.run("embed", "notes.md", in: folder)
    #expect(run.code == 0)
    #expect(
      run.errors == "unroll: warning: notes.md has no block whose language is unroll\n"
        + "Everything is up to date.\n")
  }
}
