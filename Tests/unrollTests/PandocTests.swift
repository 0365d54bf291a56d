import Foundation
import TestSupport
import Testing

/// The filter in the real programs.
@Suite(.enabled(if: !Pandoc.installed.isEmpty)) struct PandocTests {
  private let folder: TemporaryFolder
  private static let lesson = Tool.smallLesson
  private static let notes = """
    ## One

    ```{.unroll #fig:one caption="The graph & its <weight> $W_h$" alt="A graph" width=60%}
    \(lesson)
    ```

    ## Stack

    ```{.unroll #fig:two as=stack show=2-4 caption="Three steps"}
    \(lesson)
    ```

    ## Strip

    > - item
    >
    >   ```{.unroll #three as=strip show=2,3 theme=light,dark}
    >   \(lesson.replacing("\n", with: "\n>   "))
    >   ```
    """

  init() throws {
    folder = try TemporaryFolder()
    try folder.put(Self.notes + "\n", in: "notes.md")
  }

  private func text(_ pandoc: Pandoc, to format: String) throws -> String {
    let run = try pandoc.write("notes.md", "--wrap=none", "-t", format, in: folder)
    #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
    return run.text
  }

  /// A part of a Word, PowerPoint or EPUB file.
  private func part(_ name: String, of file: String) throws -> String {
    try ForeignProgram(name: "unzip").run("-p", file, name, in: folder).text
  }

  private func parts(of file: String) throws -> String {
    try ForeignProgram(name: "unzip").run("-l", file, in: folder).text
  }

  @Test("HTML gets SVG, with caption, alternative text, width and id", arguments: Pandoc.installed)
  func page(_ pandoc: Pandoc) throws {
    let page = try text(pandoc, to: "html")
    #expect(page.contains(#"src="unroll-figures/fig-one.svg""#) && page.contains(#"id="fig:one""#))
    #expect(page.contains(#"alt="A graph""#) && page.contains("width:60.0%"))
    #expect(page.contains("The graph &amp; its &lt;weight&gt; <span class=\"math inline\">"))
    #expect(page.contains("<picture><source media=\"(prefers-color-scheme: dark)\""))
    #expect(page.contains("<blockquote>") && page.contains("<li>"))
    let files = try folder.names(in: "unroll-figures")
    #expect(files.isSuperset(of: ["fig-one.svg", "fig-two-3.svg", "three-2-dark.svg"]))
    #expect(files.count == 8)
  }

  @Test("The tool also works as a filter under the name unroll", arguments: Pandoc.installed)
  func ownName(_ pandoc: Pandoc) throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("unroll"), withDestinationPath: Tool.path)
    let run = try pandoc.program.run(
      "notes.md", "--wrap=none", "-t", "html", "--filter", "./unroll", in: folder)
    #expect(try run.code == 0 && run.text == text(pandoc, to: "html"))
  }

  @Test("A second run writes the same document and touches no picture", arguments: Pandoc.installed)
  func again(_ pandoc: Pandoc) throws {
    let first = try text(pandoc, to: "html")
    let path = folder.path("unroll-figures/fig-one.svg")
    let date = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
    #expect(try text(pandoc, to: "html") == first)
    let later = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
    #expect(date == later)
  }

  @Test("reveal.js slides get a stack of fragments", arguments: Pandoc.installed)
  func reveal(_ pandoc: Pandoc) throws {
    let slides = try text(pandoc, to: "revealjs")
    #expect(slides.contains(#"<div class="r-stack">"#))
    #expect(slides.contains(#"fig-two-2.svg" class="fragment fade-out" data-fragment-index="0""#))
    #expect(
      slides.contains(#"fig-two-3.svg" class="fragment current-visible" data-fragment-index="0""#))
    #expect(slides.contains(#"fig-two-4.svg" class="fragment" data-fragment-index="1""#))
    #expect(!slides.contains("<picture>"))
  }

  @Test("LaTeX gets PDF, and Beamer one overlay for each step", arguments: Pandoc.installed)
  func latex(_ pandoc: Pandoc) throws {
    let article = try text(pandoc, to: "latex")
    #expect(
      article.contains("{unroll-figures/fig-one.pdf}") && article.contains("\\label{fig:one}"))
    #expect(article.contains("\\label{fig:two}") && !article.contains("\\only"))
    #expect(!article.contains("includesvg"))
    let slides = try text(pandoc, to: "beamer")
    let overlay =
      #/\\only<([-+.()1]+)>\{\\includegraphics\[[^\]]*\]\{unroll-figures/fig-two-(\d).pdf\}\}/#
    let overlays = slides.matches(of: overlay)
    #expect(overlays.map { "\($0.1) \($0.2)" } == ["-+ 2", "+ 3", ".(1)- 4"])
    // Nothing between the overlays moves the figure.
    #expect(
      zip(overlays, overlays.dropFirst()).allSatisfy { $0.range.upperBound == $1.range.lowerBound })
    #expect(try folder.names(in: "unroll-figures").allSatisfy { $0.hasSuffix(".pdf") })
  }

  @Test(
    "Word files contain PNG, with the alternative text as description", arguments: Pandoc.installed)
  func word(_ pandoc: Pandoc) throws {
    #expect(try pandoc.write("notes.md", "-o", "notes.docx", in: folder).code == 0)
    #expect(try parts(of: "notes.docx").matches(of: #/word/media/\S+\.png/#).count == 6)
    let document = try part("word/document.xml", of: "notes.docx")
    #expect(document.contains(#"descr="A graph""#))
    #expect(document.contains("ImageCaption") && document.contains("Three"))
  }

  @Test(
    "PowerPoint gets PNG, and one slide per step with the same title", arguments: Pandoc.installed)
  func powerPoint(_ pandoc: Pandoc) throws {
    let run = try pandoc.write("notes.md", "-o", "notes.pptx", in: folder)
    #expect(run.code == 0)
    #expect(
      run.errors.hasPrefix(
        "block 3 (three): warning: in PowerPoint, Pandoc shows no picture inside a list"))
    #expect(try parts(of: "notes.pptx").matches(of: #/ppt/media/\S+\.png/#).count == 4)
    let one = try part("ppt/slides/slide1.xml", of: "notes.pptx")
    #expect(one.contains("descr=\"A graph") && one.contains("<a:t>"))
    for slide in 2...4 {
      let text = try part("ppt/slides/slide\(slide).xml", of: "notes.pptx")
      #expect(text.contains("<a:t>Stack</a:t>") && text.contains("<p:pic>"), "slide \(slide)")
    }
  }

  @Test("EPUB contains the pictures as SVG", arguments: Pandoc.installed)
  func epub(_ pandoc: Pandoc) throws {
    let run = try pandoc.write("notes.md", "-M", "title=Notes", "-o", "notes.epub", in: folder)
    #expect(run.code == 0)
    #expect(try parts(of: "notes.epub").matches(of: #/EPUB/media/\S+\.svg/#).count == 6)
  }

  @Test("Markdown gets links to files", arguments: Pandoc.installed)
  func markdown(_ pandoc: Pandoc) throws {
    let notes = try text(pandoc, to: "gfm")
    #expect(notes.contains("unroll-figures/fig-one.svg") && notes.contains("A graph"))
    #expect(!notes.contains("```"))
  }

  @Test("A wrong block stops the build with an error at its place", arguments: Pandoc.installed)
  func broken(_ pandoc: Pandoc) throws {
    try folder.put("Text\n\n```unroll\ncel: elman\n```\n", in: "notes.md")
    let blind = try pandoc.write("notes.md", "-t", "html", in: folder)
    #expect(blind.code == 83 && blind.errors.hasPrefix("block 1:1:1: error: there is no key cel"))
    let seeing = try pandoc.write(
      "notes.md", "-f", "commonmark_x+sourcepos", "-t", "html", in: folder)
    #expect(
      seeing.code == 83 && seeing.errors.hasPrefix("notes.md:4:1: error: there is no key cel"))
    let lenient = try pandoc.write(
      "notes.md", "-M", "unroll.strict=false", "-t", "html", in: folder)
    #expect(lenient.code == 0 && lenient.errors.hasPrefix("block 1:1:1: warning: there is no key"))
    #expect(lenient.text.contains("<code>cel: elman</code>"))
    #expect(try !folder.names().contains("unroll-figures"))
  }

  @Test("The Quarto extension passes the document to the tool", arguments: Pandoc.installed)
  func quarto(_ pandoc: Pandoc) throws {
    let filter = URL(fileURLWithPath: Tool.samples).deletingLastPathComponent()
      .appendingPathComponent("integrations/quarto/_extensions/unroll/unroll.lua").path
    let cell = """
      {"pandoc-api-version":[1,22],"meta":{},"blocks":[{"t":"CodeBlock","c":[["",["{unroll}"],[]],\
      "#| label: fig-x\\n#| fig-cap: Cap\\n#| fig-alt: Alt\\n\(Self.lesson.replacing("\n", with: "\\n"))"]}]}
      """
    let version = try pandoc.program.run("--version", in: folder).text.hasPrefix("pandoc 2")
    try folder.put(version ? cell : cell.replacing("1,22", with: "1,23"), in: "cell.json")
    let run = try pandoc.program.run(
      ["cell.json", "-f", "json", "-t", "html", "--lua-filter", filter], in: folder,
      environment: ["UNROLL": Tool.path])
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.text.contains(#"id="fig-x""#) && run.text.contains(#"alt="Alt""#))
    #expect(run.text.contains("<figcaption>Cap</figcaption>"))
    try folder.put("No lesson\n", in: "plain.md")
    let plain = try pandoc.program.run(
      ["plain.md", "-t", "html", "--lua-filter", filter], in: folder,
      environment: ["UNROLL": "no-such-program"])
    #expect(plain.code == 0 && plain.text == "<p>No lesson</p>\n")
  }
}
