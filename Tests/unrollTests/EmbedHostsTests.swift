import Foundation
import Notes
import TestSupport
import Testing

/// A document written for each host: its marks are found again, and the host's own program shows the
/// pictures and their words.
@Suite struct EmbedHostsTests {
  static let ruby = ForeignProgram(name: "ruby")
  static let hugo = ForeignProgram(name: "hugo")

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.put(Tool.smallLesson + "\n", in: "lesson.yaml")
  }

  private static let caption = "Two *paths* to $W_{{h}} < 1$ & {{ page }} a|b {% x %}"

  /// A single picture, one with a width, two in a row, and a pair of themes.
  private static let document = """
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

  private func put(_ text: String = "{% raw %}\n" + document, in name: String = "notes.md") throws {
    try folder.put(text, in: name)
  }

  private func embed(_ host: NotesHost, _ others: String...) throws -> Tool.Outcome {
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

  // MARK: The hosts' own programs

  @Test(
    "Jekyll shows what was written for it",
    .enabled(
      if: EmbedHostsTests.isExpected(gem: "kramdown-parser-gfm"),
      "kramdown is missing: sh setup.sh tests"))
  func jekyllPage() throws {
    try put()
    #expect(try embed(.kramdown, "--hide-source").code == 0)
    let script = """
      require "kramdown"
      require "kramdown-parser-gfm"
      require "liquid"
      text = File.read("notes.md") + "{% endraw %}"
      text = Liquid::Template.parse(text, error_mode: :strict).render!
      puts Kramdown::Document.new(text, input: "GFM", hard_wrap: false, math_engine: "mathjax").to_html
      """
    let run = try Self.ruby.run("-e", script, in: folder)
    #expect(run.code == 0, "\(run.errors)")
    let page = try Page(run.text)
    #expect(
      page.words.contains("Two <em>paths</em> to \\(W_{ {h}} \\lt  1\\) & {{ page }} a|b {% x %}"))
    #expect(page.alt == "A \"quote\" with {{ braces }} and <b> *stars*")
    #expect(run.text.contains("<img src=\"figures/two.svg\" alt="))
    #expect(run.text.contains("width=\"50%\"") && !run.text.contains("{:"))
    #expect(run.text.matches(of: /<code class="language-unroll">/).count == 4)
    #expect(run.text.matches(of: /<details>/).count == 4)
  }

  @Test(
    "MkDocs shows what was written for it",
    .enabled(if: ForeignProgram.isExpected(pythonPackage: "material")))
  func mkdocsSite() throws {
    try put(in: "docs/notes.md")
    try folder.put(Tool.smallLesson, in: "docs/lesson.yaml")
    try folder.put(
      """
      site_name: A
      theme: material
      plugins: []
      markdown_extensions:
        - attr_list
        - md_in_html
        - pymdownx.superfences
        - pymdownx.arithmatex: {generic: true}

      """, in: "mkdocs.yml")
    let embedded = try Tool.run(
      "embed", "docs/notes.md", "--for", "mkdocs", "--hide-source", in: folder)
    #expect(embedded.code == 0, "\(embedded.errors)")
    let run = try ForeignProgram.python.run("-m", "mkdocs", "build", "--strict", "-q", in: folder)
    #expect(run.code == 0, "\(run.errors)")
    let html = try folder.text(of: "site/notes/index.html")
    let page = try Page(html)
    #expect(
      page.words.contains(
        "Two <em>paths</em> to <span class=\"arithmatex\">\\(W_{{h}} \\lt  1\\)</span> & {{ page }} a|b {% x %}"
      ))
    #expect(page.alt == "A \"quote\" with {{ braces }} and <b> *stars*")
    #expect(html.contains("src=\"../figures/two.svg\" width=\"50%\""))
    #expect(html.contains("src=\"../figures/four-dark.svg#only-dark\""))
  }

  @Test(
    "Hugo shows what was written for it",
    .enabled(if: EmbedHostsTests.hugo.isExpected, "Hugo is missing: sh setup.sh tests"))
  func hugoSite() throws {
    try put("---\ntitle: A\n---\n\n" + Self.document, in: "content/notes/index.md")
    try folder.put(Tool.smallLesson, in: "content/notes/lesson.yaml")
    try folder.put(
      "baseURL = 'https://example.org/'\ndisableKinds = ['taxonomy', 'sitemap', 'rss', 'home']\n"
        + "[markup.goldmark.extensions.passthrough]\nenable = true\n"
        + "[markup.goldmark.extensions.passthrough.delimiters]\ninline = [['\\(', '\\)']]\n",
      in: "hugo.toml")
    for name in ["single", "list"] {
      try folder.put("<!doctype html>{{ .Content }}", in: "layouts/_default/\(name).html")
    }
    let embedded = try Tool.run("embed", "content/notes/index.md", "--for", "hugo", in: folder)
    #expect(embedded.code == 0, "\(embedded.errors)")
    let run = try Self.hugo.run("--quiet", in: folder)
    #expect(run.code == 0, "\(run)")
    let html = try folder.text(of: "public/notes/index.html")
    let page = try Page(html)
    #expect(page.words.contains("Two <em>paths</em> to "))
    #expect(page.words.contains(" & {{ page }} a|b {% x %}"))
    #expect(page.alt == "A \"quote\" with {{ braces }} and <b> *stars*")
    #expect(html.contains("figures/two.svg\"") && html.contains("width=\"50%\""))
    #expect(html.matches(of: /<th><img src="figures\/three/).count == 2)
    #expect(FileManager.default.fileExists(atPath: folder.path("public/notes/figures/one.svg")))
  }

  private static func isExpected(gem: String) -> Bool {
    guard ProcessInfo.processInfo.environment["CI", default: ""].isEmpty else { return true }
    guard ruby.path != nil, let folder = try? TemporaryFolder() else { return false }
    return (try? ruby.run("-e", "require '\(gem)'; require 'liquid'", in: folder))?.code == 0
  }
}

/// What a page that a host made says, with its entities as characters.
private struct Page {
  /// The text with its tags.
  let words: String
  /// The words of the first picture of a figure.
  let alt: String?

  init(_ html: String) throws {
    words = Self.decoded(html)
    let image = html.matches(of: /<img [^>]*>/).first { $0.output.contains("figures/one.svg") }
    alt = image?.output.firstMatch(of: /alt="([^"]*)"/).map { Self.decoded(String($0.1)) }
  }

  private static func decoded(_ html: String) -> String {
    html.replacing(/&#(x?)([0-9A-Fa-f]+);/) { match in
      UInt32(match.2, radix: match.1.isEmpty ? 10 : 16).flatMap(Unicode.Scalar.init)
        .map { String(Character($0)) } ?? ""
    }.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
      .replacing(/&[lr]dquo;/, with: "\"")
      .replacing("&amp;", with: "&")
  }
}
