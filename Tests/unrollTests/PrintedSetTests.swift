import Foundation
import TestSupport
import Testing

/// Sets of pictures that are higher than a page or a slide, in the real programs.
@Suite struct PrintedSetTests {
  private let folder: TemporaryFolder
  // Eleven steps at the full width of the text need more than two pages.
  private static let steps = "1-11"

  init() throws {
    folder = try TemporaryFolder()
    try folder.put(Tool.smallLesson, in: "lesson.yaml")
  }

  /// Compiles a file of LaTeX, and returns what its pages show.
  private func printed(_ name: String, in place: String = "") throws -> String {
    for _ in 1...2 {
      let run = try ForeignProgram.pdflatex.run(
        "-interaction=nonstopmode", "-halt-on-error", "-output-directory=\(folder.path(place))",
        place + name + ".tex", in: folder)
      try #require(run.code == 0, "\(run.text.suffix(1500))")
    }
    let log = String(decoding: try folder.bytes(of: place + name + ".log"), as: UTF8.self)
    for complaint in ["Float too large", "Overfull", "undefined references", "multiply defined"] {
      #expect(!log.contains(complaint), "\(complaint)")
    }
    return try ForeignProgram.pdftotext.run(place + name + ".pdf", "-", in: folder).text
  }

  private static func pictureCount(in text: String) -> Int {
    text.matches(of: /Step \d+ of \d+/).count
  }

  @Test(
    "LaTeX breaks a set over pages, and its caption has a number that is found",
    .enabled(if: ForeignProgram.pdflatex.isExpected && ForeignProgram.pdftotext.isExpected),
    arguments: Pandoc.installed)
  func latex(_ pandoc: Pandoc) throws {
    let keys = "show=\(Self.steps) caption=\"All of $h_1$\""
    try folder.put(
      "See Figure \\ref{fig:a} and \\ref{fig:b}.\n\n"
        + "```{.unroll #fig:a as=grid width=150% \(keys)}\nlesson: lesson.yaml\n```\n\n"
        + "```{.unroll #fig:b as=strip width=9cm \(keys)}\nlesson: lesson.yaml\n```\n",
      in: "notes.md")
    let run = try pandoc.write(
      "notes.md", "-s", "-V", "geometry:margin=1cm", "-o", "notes.tex", in: folder)
    try #require(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
    let text = try printed("notes")
    #expect(Self.pictureCount(in: text) == 22)
    #expect(text.contains("See Figure 1 and 2."))
    #expect(text.contains("Figure 1: All of h1") && text.contains("Figure 2: All of h1"))
    #expect(text.split(separator: "\u{C}").count > 2)
  }

  @Test(
    "Sphinx breaks a set over pages of LaTeX too",
    .enabled(
      if: ForeignProgram(name: "sphinx-build").isExpected && ForeignProgram.pdflatex.isExpected))
  func sphinx() throws {
    try SphinxTests.putSettings(in: folder)
    try folder.put(Tool.smallLesson, in: "docs/lesson.yaml")
    try folder.put(
      "A\n=\n\nSee :numref:`fig-one`.\n\n.. unroll:: lesson.yaml\n   :name: fig-one\n"
        + "   :show: \(Self.steps)\n   :as: grid\n   :caption: All of $h_1$\n\n"
        + ".. unroll:: lesson.yaml\n   :show: 2-4\n   :as: strip\n   :caption: Three\n",
      in: "docs/index.rst")
    let run = try ForeignProgram(name: "sphinx-build").run(
      "-q", "-b", "latex", "docs", "latex", in: folder)
    try #require(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
    let source = try folder.text(of: "latex/notes.tex")
    #expect(source.matches(of: /\\begin\{figure\}/).count == 1)
    #expect(source.contains("\\begin{center}\\expandafter\\def\\csname @captype\\endcsname"))
  }

  @Test(
    "A set after text begins a slide of PowerPoint, and its pictures have the same size",
    arguments: Pandoc.installed)
  func powerPoint(_ pandoc: Pandoc) throws {
    func block(_ keys: String) -> String { "```{.unroll \(keys)}\nlesson: lesson.yaml\n```\n\n" }
    try folder.put(
      "## One\n\nText.\n\n" + block("as=stack show=2-4") + "## Two\n\n" + block("as=stack show=2,3")
        + "## Three\n\nText.\n\n" + block("as=grid show=2,3"), in: "talk.md")
    #expect(try pandoc.write("talk.md", "-o", "talk.pptx", in: folder).code == 0)
    let slides = try (1...8).map { number in
      try ForeignProgram(name: "unzip")
        .run("-p", "talk.pptx", "ppt/slides/slide\(number).xml", in: folder).text
    }
    let titles = ["One", "One", "One", "One", "Two", "Two", "Three", "Three"]
    for (slide, title) in zip(slides, titles) { #expect(slide.contains("<a:t>\(title)</a:t>")) }
    #expect(slides.map { $0.matches(of: /<p:pic>/).count } == [0, 1, 1, 1, 1, 1, 0, 2])
    let sizes = slides[1...5].map { $0.firstMatch(of: /<a:ext cx="(\d+)" cy="(\d+)"/)?.0 }
    #expect(Set(sizes).count == 1 && sizes[0] != nil)
  }

  @Test(
    "A row of pairs of themes stays a row where the theme makes its pictures blocks, as Furo does",
    .enabled(
      if: ForeignProgram(name: "sphinx-build").isExpected && ForeignProgram.chromium.isExpected))
  func furo() throws {
    try SphinxTests.putSettings("html_css_files = ['furo.css']\n", in: folder)
    try folder.put(
      ".only-light{display:block!important}html body .only-dark{display:none!important}",
      in: "docs/_static/furo.css")
    let settings = try folder.text(of: "docs/conf.py")
    try folder.put(settings + "html_static_path = ['_static']\n", in: "docs/conf.py")
    try folder.put(Tool.smallLesson, in: "docs/lesson.yaml")
    try folder.put(
      "A\n=\n\n.. unroll:: lesson.yaml\n   :show: 2-4\n   :as: strip\n   :theme: light,dark\n",
      in: "docs/index.rst")
    let run = try ForeignProgram(name: "sphinx-build").run(
      "-q", "-b", "html", "docs", "html", in: folder)
    try #require(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
    let page = try ChromiumPage(URL(fileURLWithPath: folder.path("html/index.html")).absoluteString)
    try #require(try page.waits(for: "document.querySelector('figure.unroll img')?.complete"))
    let shown =
      "[...document.querySelectorAll('figure.unroll img')].map(i => i.getBoundingClientRect())"
      + ".filter(r => r.width > 0)"
    #expect(try page.value(of: "\(shown).length") as? Int == 3)
    #expect(try page.value(of: "new Set(\(shown).map(r => r.top)).size") as? Int == 1)
    #expect(try page.value(of: "new Set(\(shown).map(r => r.left)).size") as? Int == 3)
  }
}
