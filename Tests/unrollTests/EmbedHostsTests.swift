import Foundation
import Notes
import TestSupport
import Testing

/// A document written for each host: its marks are found again, and the host's own program shows the
/// pictures and their words.
@Suite struct EmbedHostsTests {
  static let ruby = ForeignProgram(name: "ruby")
  static let hugo = ForeignProgram(name: "hugo")

  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.put(Tool.smallLesson + "\n", in: "lesson.yaml")
  }

  static let caption = "Two *paths* to $W_{{h}} < 1$ & {{ page }} a|b {% x %}"

  /// A single picture, one with a width, two in a row, and a pair of themes.
  static let document = """
    # A

    ```unroll
    #| id: one
    #| caption: "\(caption)"
    #| alt: 'A "quote" with {{ braces }} and <b> *stars*'
    lesson: lesson.yaml
    ```

    ```unroll
    #| id: two
    #| width: 50%
    lesson: lesson.yaml
    ```

    ```unroll
    #| id: three
    #| show: 1-2
    #| as: strip
    lesson: lesson.yaml
    ```

    ```unroll
    #| id: four
    #| theme: light,dark
    lesson: lesson.yaml
    ```

    End

    """

  func put(_ text: String = "{% raw %}\n" + document, in name: String = "notes.md") throws {
    try folder.put(text, in: name)
  }

  func embed(_ host: NotesHost, _ others: String...) throws -> Tool.Outcome {
    try Tool.run(["embed", "notes.md", "-q", "--for", host.rawValue] + others, in: folder)
  }

  /// The lines of the regions.
  private func regions() throws -> [[String]] {
    let lines = try folder.text(of: "notes.md").split(separator: "\n").map(String.init)
    return lines.indices.filter { lines[$0].contains("unroll:begin") }.map { begin in
      Array(lines[(begin + 1)...].prefix { !$0.contains("unroll:end") })
    }
  }

  @Test("A second run for the same host changes nothing, and one for another host all it has to")
  func again() throws {
    try put()
    #expect(try embed(.github).code == 0)
    let first = try folder.text(of: "notes.md")
    for host in NotesHost.ofMarkdown {
      #expect(try embed(host, "--check").code == (host == .github ? 0 : 2))
      #expect(try embed(host).code == 0)
      let text = try folder.text(of: "notes.md")
      #expect(text.split(separator: "unroll:begin").count == 5)
      #expect(try embed(host, "--check").code == 0)
      #expect(try embed(host).errors.isEmpty)
      #expect(try folder.text(of: "notes.md") == text)
      try put(first)
    }
    for host in NotesHost.ofMarkdown + [.github] { #expect(try embed(host).code == 0) }
    #expect(try folder.text(of: "notes.md") == first)
  }

  @Test("Each host gets pictures as it reads them")
  func pictures() throws {
    /// The lines of the second, third and fourth figure.
    func lines(_ host: NotesHost) throws -> [[String]] {
      try put()
      let run = try embed(host)
      #expect(run.code == 0, "\(run.errors)")
      return try regions().dropFirst().map { lines in
        lines.map { $0.replacing(/!\[[^\]]*?(\|\d+)?\]/) { "![\($0.1 ?? "")]" } }
          .map { $0.replacing(/\ alt=("[^"]*"|`[^`]*`)/, with: "") }
      }
    }
    let pair =
      "<picture><source media=\"(prefers-color-scheme: dark)\" srcset=\"figures/four-dark.svg\">"
      + "<img src=\"figures/four-light.svg\"></picture>"
    #expect(
      try lines(.kramdown) == [
        ["![](figures/two.svg){: width=\"50%\"}"],
        [
          "![](figures/three-1.svg){: width=\"49%\"}",
          "![](figures/three-2.svg){: width=\"49%\"}",
        ], [pair],
      ])
    #expect(
      try lines(.mkdocs) == [
        ["![](figures/two.svg){ width=\"50%\" }"],
        [
          "![](figures/three-1.svg){ width=\"49%\" }", "![](figures/three-2.svg){ width=\"49%\" }",
        ], ["![](figures/four-light.svg#only-light)", "![](figures/four-dark.svg#only-dark)"],
      ])
    #expect(
      try lines(.hugo) == [
        ["{{< figure src=\"figures/two.svg\" width=\"50%\" >}}"],
        ["| ![](figures/three-1.svg) | ![](figures/three-2.svg) |", "|---|---|"],
        ["![](figures/four.svg)"],
      ])
    #expect(
      try lines(.mdx) == [
        [
          "<div style={{display: \"inline-block\", width: \"50%\"}}>", "![](figures/two.svg)",
          "</div>",
        ],
        [
          "<div style={{display: \"inline-block\", width: \"49%\"}}>", "![](figures/three-1.svg)",
          "</div>", "<div style={{display: \"inline-block\", width: \"49%\"}}>",
          "![](figures/three-2.svg)", "</div>",
        ],
        [
          "![](figures/four-light.svg#gh-light-mode-only)",
          "![](figures/four-dark.svg#gh-dark-mode-only)",
        ],
      ])
    #expect(
      try lines(.obsidian) == [
        ["![|350](figures/two.svg)"],
        ["![|343](figures/three-1.svg) ![|343](figures/three-2.svg)"],
        ["![](figures/four.svg)"],
      ])
    #expect(
      try lines(.moodle) == [
        ["<p><img src=\"@@PLUGINFILE@@/two.svg\" width=\"50%\"></p>"],
        [
          "<p><img src=\"@@PLUGINFILE@@/three-1.svg\" width=\"49%\"> "
            + "<img src=\"@@PLUGINFILE@@/three-2.svg\" width=\"49%\"></p>"
        ], ["<p><img src=\"@@PLUGINFILE@@/four.svg\"></p>"],
      ])
  }

  @Test("Each host gets formulas as it reads them")
  func formulas() throws {
    for (host, formula) in [
      (NotesHost.github, "$W_{{h}} \\lt  1$"), (.kramdown, "$$W_{ {h}} \\lt  1$$"),
      (.mkdocs, "$W_{{h}} \\lt  1$"), (.hugo, "\\(W_{{h}} \\lt  1\\)"),
      (.mdx, "$W_{{h}} \\lt  1$"), (.obsidian, "$W_{{h}} \\lt  1$"),
      (.moodle, "\\(W_{{h}} &lt; 1\\)"),
    ] {
      try put()
      #expect(try embed(host).code == 0)
      let caption = try #require(try regions().first?.last)
      #expect(caption.contains(formula), "\(host): \(caption)")
    }
  }

  @Test("Pictures have an address from the root of the site, and are found again")
  func basePath() throws {
    try put(in: "a b/notes.md")
    try folder.put(Tool.smallLesson, in: "a b/lesson.yaml")
    func embed(_ others: String...) throws -> Tool.Outcome {
      try Tool.run(["embed", "a b/notes.md", "-q"] + others, in: folder)
    }
    #expect(try embed("--base-path", "/course").code == 0)
    let text = try folder.text(of: "a b/notes.md")
    #expect(text.contains("](/course/a%20b/figures/one.svg)"))
    #expect(text.contains("srcset=\"/course/a%20b/figures/four-dark.svg\""))
    #expect(try folder.names(in: "a b/figures").count == 6)
    #expect(try embed("--base-path", "/course/", "--check", "--prune").code == 0)
    #expect(try embed("--check").code == 2)
    for (address, words) in [
      ("course", "write a path from the root of the site, such as /course/"),
      ("/a b/", "links cannot hold \" \""),
    ] {
      let run = try embed("--base-path", address)
      #expect(run.code == 64 && run.errors.contains("--base-path \(address): \(words)"))
    }
    let outside = try Tool.run("embed", "../notes.md", "--base-path", "/a/", in: folder)
    #expect(outside.code == 64 && outside.errors.contains("../notes.md is outside this folder"))
  }

  @Test("What a host does not read is an error at its place")
  func refused() throws {
    let lesson = "lesson: lesson.yaml\n"
    for (host, block, place, words) in [
      (NotesHost.kramdown, "```{.unroll #one}\n\(lesson)```\n", "1:1", "write ```unroll"),
      (.kramdown, ":::{unroll} lesson.yaml\n:::\n", "1:1", "no fence of colons"),
      (.mdx, "> :::{unroll} lesson.yaml\n> :::\n", "1:3", "MDX reads no fence of colons"),
      (
        .kramdown, "```unroll\n\(lesson)title: '{{ x }}'\n```\n", "3:9",
        "Jekyll's Liquid reads these braces"
      ),
    ] {
      try put(block)
      let run = try embed(host)
      #expect(run.code == 65 && run.errors.hasPrefix("notes.md:\(place): error: "), "\(run.errors)")
      #expect(run.errors.contains(words), "\(run.errors)")
    }
    try put("{% raw %}\n\n```unroll\n\(lesson)title: '{{ x }}'\n```\n\n{% endraw %}\n")
    #expect(try embed(.kramdown).code == 0)
  }

  @Test("Each host that shows code in a fold gets one that it reads, and others are an error")
  func folds() throws {
    let block = "```unroll\nlesson: lesson.yaml\n```\n"
    for (host, start) in [
      (NotesHost.github, "<details><summary>Lesson</summary>\n\n```"),
      (.kramdown, "<details markdown=\"1\"><summary>Lesson</summary>\n\n```"),
      (.mkdocs, "<details markdown=\"1\"><summary>Lesson</summary>\n\n```"),
      (.mdx, "<details>\n<summary>Lesson</summary>\n\n```"),
    ] {
      try put(block)
      #expect(try embed(host, "--hide-source").code == 0)
      let text = try folder.text(of: "notes.md")
      #expect(text.hasPrefix(start))
      #expect(try embed(host, "--hide-source", "--check").code == 0)
      // A fold for another host is replaced.
      #expect(try embed(.github, "--hide-source").code == 0)
      #expect(try folder.text(of: "notes.md").split(separator: "<details").count == 1)
      #expect(try embed(host).code == 0)
      #expect(try !folder.text(of: "notes.md").contains("details>"))
    }
    for host in [NotesHost.hugo, .obsidian, .moodle] {
      try put(block)
      let run = try embed(host, "--hide-source")
      #expect(run.code == 65 && run.errors.hasPrefix("notes.md:1:1: error: "), "\(run.errors)")
    }
    try put("> ```unroll\n> lesson: lesson.yaml\n> ```\n")
    #expect(
      try embed(.mkdocs, "--hide-source").errors.contains("notes.md:1:3: error: MkDocs reads"))
  }

  @Test("A document with the extension of MDX is written for it, and shares figures with others")
  func mdx() throws {
    let block = "```{.unroll #one}\nlesson: lesson.yaml\n```\n"
    try put(block, in: "a.mdx")
    #expect(try Tool.run("embed", "a.mdx", in: folder).code == 0)
    let text = try folder.text(of: "a.mdx")
    #expect(text.contains("\n{/* unroll:begin one ") && text.hasSuffix("\n{/* unroll:end */}\n"))
    try put(block)
    let run = try Tool.run("embed", "notes.md", in: folder)
    #expect(run.code == 65 && run.errors.contains("as one of a.mdx"))
  }

  @Test("What a host does not read around a block is a mistake")
  func surroundings() throws {
    let block = "```unroll\nlesson: lesson.yaml\n```\n"
    try put("<details>\n\n\(block)\n</details>\n")
    for host in [NotesHost.kramdown, .mkdocs] {
      #expect(
        try embed(host).errors.contains(
          "notes.md:3:1: error: \(host == .mkdocs ? "MkDocs" : "Jekyll's kramdown") reads no Markdown inside <details>"
        ))
    }
    try put("<details markdown=\"1\">\n\n\(block)\n</details>\n")
    #expect(try embed(.mkdocs).code == 0)
    try put("```unroll\n#| alt: \"{{< b >}}\"\nlesson: lesson.yaml\n```\n")
    #expect(try embed(.hugo).errors.hasPrefix("notes.md:2:10: error: Hugo reads these braces"))
    try put(block, in: "content/b/page.md")
    try folder.put(Tool.smallLesson, in: "content/b/lesson.yaml")
    let page = ["embed", "content/b/page.md", "--for", "hugo"]
    #expect(
      try Tool.run(page, in: folder).errors.hasPrefix("content/b/page.md:1:1: error: Hugo shows"))
    #expect(try Tool.run(page + ["--base-path", "/"], in: folder).code == 0)
    // Where only one theme is shown, only one is drawn.
    try put("```{.unroll #two theme=light,dark}\nlesson: lesson.yaml\n```\n")
    #expect(try embed(.hugo, "--prune").errors.contains("dark") == false)
    #expect(try embed(.hugo, "--check").code == 0)
    #expect(try folder.names(in: "figures").filter { $0.hasPrefix("two") } == ["two.svg"])
  }

  @Test("The sample documents, one in every form, show the figures of their lessons")
  func samples() throws {
    let samples = Tool.samples + "/notes/hosts"
    try FileManager.default.removeItem(atPath: folder.path("lesson.yaml"))
    for name in try FileManager.default.contentsOfDirectory(atPath: samples) {
      try FileManager.default.copyItem(atPath: samples + "/" + name, toPath: folder.path(name))
    }
    for (name, host) in [
      ("github.md", "github"), ("jekyll.md", "kramdown"), ("mkdocs.md", "mkdocs"),
      ("hugo.md", "hugo"), ("docusaurus.mdx", "mdx"), ("obsidian.md", "obsidian"),
      ("moodle.md", "moodle"), ("notes.ipynb", "github"), ("notes.rst", "github"),
      ("notes.adoc", "github"),
    ] {
      let run = try Tool.run("embed", name, "--for", host, "--check", in: folder)
      #expect(run.code == 0, "\(name): \(run.errors)")
    }
  }
}
