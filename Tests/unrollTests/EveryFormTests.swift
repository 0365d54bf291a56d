import Foundation
import TestSupport
import Testing

/// A block in every form that authors write, in every program that shows it: a picture with its
/// caption and alternative text, or an error, never code without a word.
@Suite struct EveryFormTests {
  /// A form of the block, and the same id in it: `fig-x`.
  enum Form: String, CaseIterable {
    case pandoc = """
      ```{.unroll #fig-x show=answer caption="Cap $h_0$" width=50%}
      lesson: lesson.yaml
      ```
      """
    case comments = """
      ```unroll
      #| id: fig-x
      #| show: answer
      #| caption: "Cap $h_0$"
      #| width: 50%
      lesson: lesson.yaml
      ```
      """
    case directive = """
      ```{unroll} lesson.yaml
      :label: fig-x
      :show: answer
      :caption: Cap $h_0$
      :width: 50%
      ```
      """
    case colons = """
      :::{unroll} lesson.yaml
      :name: fig-x
      :show: answer
      :caption: Cap $h_0$
      :width: 50%
      :::
      """
    case quarto = """
      ```{unroll}
      #| label: fig-x
      #| fig-cap: "Cap $h_0$"
      #| show: answer
      #| width: 50%
      lesson: lesson.yaml
      ```
      """
  }

  /// Sphinx with MyST-Parser.
  private static let newestSphinx = ForeignProgram(name: "sphinx-build-newest")

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.put(Tool.smallLesson + "\n", in: "lesson.yaml")
  }

  private func put(_ form: Form) throws {
    try folder.put("# A\n\n\(form.rawValue)\n", in: "notes.md")
  }

  private static let words = "The graph with the answer: "

  @Test("unroll embed draws every form", arguments: Form.allCases)
  func embed(_ form: Form) throws {
    try put(form)
    let run = try Tool.run("embed", "notes.md", "-q", in: folder)
    let text = try folder.text(of: "notes.md")
    #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
    #expect(text.contains("<img src=\"figures/fig-x.svg\" alt=\"\(Self.words)"))
    #expect(text.contains("width=\"50%\">") && text.contains("\n*Cap $h_0$*\n"))
    #expect(text.hasPrefix("# A\n\n\(form.rawValue)\n"))
    #expect(try Tool.run("embed", "notes.md", "--check", in: folder).code == 0)
  }

  @Test("unroll mdbook draws every form", arguments: Form.allCases, [true, false])
  func mdBook(_ form: Form, hasMathJax: Bool) throws {
    let content = "# A\n\n\(form.rawValue)\n"
    let html: [String: Any] = ["mathjax-support": hasMathJax]
    let input = try JSONSerialization.data(withJSONObject: [
      [
        "root": folder.path, "renderer": "html",
        "config": ["book": ["src": "."], "output": ["html": html]],
      ],
      ["items": [["Chapter": ["name": "A", "content": content, "path": "notes.md"]]]],
    ])
    let run = try Tool.run("mdbook", in: folder, input: String(decoding: input, as: UTF8.self))
    #expect(run.code == 0, "\(run.errors)")
    let text = try #require(
      String(
        data: JSONSerialization.data(
          withJSONObject: JSONSerialization.jsonObject(with: run.output),
          options: .withoutEscapingSlashes), encoding: .utf8))
    #expect(text.contains("id=\\\"fig-x\\\""))
    #expect(text.contains("--description\\\">The gradient of the loss with respect to"))
    let formula = hasMathJax ? "\\\\(h_0\\\\)" : "$h_0$"
    #expect(text.contains("<figcaption>Cap \(formula)</figcaption>"))
  }

  @Test("The watched page draws every form", arguments: Form.allCases)
  func watched(_ form: Form) throws {
    try put(form)
    let page = try #require(try WatchedTool("notes.md", in: folder).page())
    #expect(page.contains("id=\"fig-x\"") && page.contains("alt=\"\(Self.words)"))
    #expect(page.contains("<figcaption>Cap $h_0$</figcaption>"))
  }

  @Test(
    "Pandoc draws what it reads as code, and any other form is an error",
    arguments: Pandoc.installed, Form.allCases)
  func pandoc(_ pandoc: Pandoc, _ form: Form) throws {
    try put(form)
    let run = try pandoc.write("notes.md", "-t", "html", in: folder)
    if run.code == 0 {
      #expect(run.text.contains("id=\"fig-x\"") && run.text.contains("fig-x.svg\""))
      #expect(run.text.contains("<figcaption>Cap") && run.text.contains("alt=\"\(Self.words)"))
      #expect(run.text.contains("class=\"math inline\"><em>h</em>"))
    } else {
      #expect(run.errors.hasPrefix("block 1: error: Pandoc reads {unroll} as text"))
    }
    // Pandoc 2 reads cells as Quarto does.
    let isDrawn = [.pandoc, .comments].contains(form)
    #expect(!isDrawn || run.code == 0, "\(run.errors)")
    #expect(![.directive, .colons].contains(form) || run.code == 83)
  }

  @Test(
    "A block that Pandoc reads as indented or inline code is an error", arguments: Pandoc.installed)
  func indented(_ pandoc: Pandoc) throws {
    for text in [
      "a\n\n    ```unroll\n    lesson: lesson.yaml\n    ```\n",
      "a\n\n\t```{.unroll show=sum}\n\tlesson: lesson.yaml\n\t```\n",
      "a\n\n```unroll {show=sum}\nlesson: lesson.yaml\n```\n",
    ] {
      try folder.put(text, in: "notes.md")
      let run = try pandoc.write("notes.md", "-t", "html", in: folder)
      let isDrawn = run.code == 0 && run.text.contains("<img src=")
      let isError = run.code == 83 && run.errors.contains("Pandoc reads {unroll} as text")
      // Pandoc 3 reads the keys behind a word.
      #expect(isError || isDrawn && text.contains("unroll {"), "\(text)")
    }
    try folder.put("````markdown\n```unroll\nlesson: a.yaml\n```\n````\n", in: "notes.md")
    #expect(try pandoc.write("notes.md", "-t", "html", in: folder).code == 0)
  }

  @Test("Pandoc's own attributes and classes stay on the figure", arguments: Pandoc.installed)
  func attributes(_ pandoc: Pandoc) throws {
    for caption in ["", " caption=C"] {
      try folder.put(
        "```{.unroll #fig-x .center fig-align=center data-a=b\(caption)}\nlesson: lesson.yaml\n```\n",
        in: "notes.md")
      let run = try pandoc.write("notes.md", "-t", "native", in: folder)
      #expect(run.code == 0, "\(run.errors)")
      let text = run.text.replacing(/\s+/, with: "")
      let attributes = "[(\"fig-align\",\"center\"),(\"data-a\",\"b\")]"
      #expect(text.contains("\"fig-x\",[\"center\"],"), "\(text)")
      #expect(
        text.contains("(\"data-a\",\"b\"),(\"fig-align\",\"center\")]")
          || text.contains(attributes), "\(text)")
    }
    try put(.quarto)
    let embedded = try folder.text(of: "notes.md")
      .replacing("#| width", with: "#| fig-align: center\n#| width")
    try folder.put(embedded, in: "notes.md")
    #expect(try Tool.run("embed", "notes.md", "-q", in: folder).code == 0)
  }

  @Test("Pandoc does not take words about unroll for a block", arguments: Pandoc.installed)
  func words(_ pandoc: Pandoc) throws {
    try folder.put(
      "`{unroll}`\n\n`{unroll}` is a directive, as `:::{unroll}` is.\n", in: "notes.md")
    #expect(try pandoc.write("notes.md", "-t", "html", in: folder).code == 0)
  }

  @Test(
    "MyST draws every form of its own and code whose language is unroll, and says what it cannot read",
    .enabled(if: PluginForMystTests.myst.isExpected, "myst is missing: sh setup.sh tests"),
    arguments: Form.allCases)
  func myst(_ form: Form) throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("myst-unroll"), withDestinationPath: Tool.path)
    try folder.put(
      "version: 1\nproject:\n  plugins:\n    - type: executable\n      path: myst-unroll\n"
        + "  exports:\n    - {format: tex, template: null, article: notes.md, output: out/a.tex}\n",
      in: "myst.yml")
    try put(form)
    let run = try PluginForMystTests.myst.run("build", "--tex", in: folder)
    if form == .pandoc {
      #expect((run.text + run.errors).contains("line 3: MyST reads a fence with {.unroll} as"))
      #expect(!FileManager.default.fileExists(atPath: folder.path("out/a.tex")))
      return
    }
    let page = try folder.text(of: "out/a.tex")
    #expect(page.contains("\\includegraphics[width=0.5\\linewidth]{files/fig-x-"), "\(run)")
    #expect(page.contains("\\caption[]{Cap $h_0$}") && page.contains("\\label{fig-x}"))
  }

  @Test(
    "Sphinx draws MyST's forms, and any other form is an error",
    .enabled(if: newestSphinx.isExpected, "the newest Sphinx is missing: sh setup.sh tests"),
    arguments: Form.allCases)
  func sphinx(_ form: Form) throws {
    let extensions = URL(fileURLWithPath: Tool.samples).deletingLastPathComponent()
      .appendingPathComponent("integrations/sphinx").path
    try put(form)
    try folder.put(
      "import sys\nsys.path.insert(0, \"\(extensions)\")\nsys.dont_write_bytecode = True\n"
        + "extensions = [\"myst_parser\", \"sphinx_unroll\"]\nroot_doc = \"notes\"\n"
        + "myst_enable_extensions = [\"colon_fence\"]\nunroll_command = \"'\(Tool.path)'\"\n",
      in: "conf.py")
    let run = try Self.newestSphinx.run(
      "-b", "html", "-q", "-d", "trees", ".", "html", in: folder)
    if [.pandoc, .comments].contains(form) {
      #expect(run.errors.contains("notes.md:3: ERROR: Sphinx reads this block as code"))
      return
    }
    let page = try folder.text(of: "html/notes.html")
    #expect(page.contains("id=\"fig-x\"") && page.contains("alt=\"\(Self.words)"), "\(run.errors)")
    #expect(page.contains("Cap <span class=\"math notranslate nohighlight\">\\(h_0\\)</span>"))
  }
}
