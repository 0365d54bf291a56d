import Foundation
import TestSupport
import Testing

/// The Sphinx extension in `integrations/sphinx`, run by Sphinx itself.
@Suite(
  .enabled(
    if: ForeignProgram(name: "sphinx-build").isExpected,
    "sphinx-build is missing: sh setup.sh tests"))
struct SphinxTests {
  private static let sphinx = ForeignProgram(name: "sphinx-build")
  private let folder: TemporaryFolder
  private let lesson = """
       cell: elman
       activation: identity
       parameters: {W_h: 2, W_x: 1, W_y: 1}
       sequence: [1, 2]
       loss: output

    """

  init() throws {
    folder = try TemporaryFolder()
    try Self.putSettings(in: folder)
  }

  /// Writes the `conf.py` of a project in `docs`.
  static func putSettings(_ more: String = "", in folder: TemporaryFolder) throws {
    let extensions = URL(fileURLWithPath: Tool.samples).deletingLastPathComponent()
      .appendingPathComponent("integrations/sphinx").path
    try folder.put(
      """
      import sys
      sys.path.insert(0, "\(extensions)")
      sys.dont_write_bytecode = True
      project = "Notes"
      extensions = ["sphinx_unroll"]
      unroll_command = "'\(Tool.path)'"
      numfig = True
      \(more)
      """, in: "docs/conf.py")
  }

  private func build(_ builder: String) throws -> Tool.Outcome {
    try Self.sphinx.run("-q", "-b", builder, "-d", "trees", "docs", builder, in: folder)
  }

  @Test("HTML has SVG with alternative texts, LaTeX has PDF, and the figure has its number")
  func builders() throws {
    try folder.put(
      "A\n=\n\nSee :numref:`fig-one`.\n\n.. unroll::\n   :name: fig-one\n   :width: 80%\n"
        + "   :caption: The *answer* <b>\n   :class: wide\n\n\(lesson)", in: "docs/index.rst")
    let run = try build("html")
    #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
    let page = try folder.text(of: "html/index.html")
    #expect(page.contains("<figure class=\"unroll wide align-default\" id=\"fig-one\">"))
    #expect(page.contains("<img alt=\"The graph with the answer: "))
    #expect(page.contains("<span class=\"std std-numref\">Fig. 1</span>"))
    #expect(page.contains("The <em>answer</em> &lt;b&gt;"))
    let images = try folder.names(in: "html/_images")
    #expect(images.count == 1 && images.allSatisfy { $0.hasSuffix(".svg") })
    #expect(try folder.names(in: "docs") == ["conf.py", "index.rst"])

    #expect(try build("latex").errors.isEmpty)
    let tex = try folder.text(of: "latex/notes.tex")
    #expect(tex.contains("\\sphinxincludegraphics[width=0.800\\linewidth]{{fig-one-"))
    #expect(tex.contains("\\label{\\detokenize{index:fig-one}}"))
    #expect(try folder.names(in: "latex").contains { $0.hasPrefix("fig-one-") })
  }

  @Test("Several steps are in rows; a dark picture is only for HTML")
  func shapes() throws {
    try folder.put(lesson.replacing("   ", with: ""), in: "docs/lesson.yaml")
    try folder.put(
      "A\n=\n\n.. unroll:: lesson.yaml\n   :show: 2-4\n   :as: strip\n\n"
        + ".. unroll:: /lesson.yaml\n   :theme: light,dark\n", in: "docs/index.rst")
    #expect(try build("html").errors.isEmpty)
    let page = try folder.text(of: "html/index.html")
    #expect(page.split(separator: "width=\"32%\"").count == 4)
    #expect(page.contains("class=\"only-light\"") && page.contains("class=\"only-dark\""))
    #expect(page.split(separator: "<style>html:not([data-theme=dark])").count == 2)
    #expect(
      page.split(separator: "<figcaption>").count == page.split(separator: "</figcaption>").count)
    #expect(try build("latex").errors.isEmpty)
    let tex = try folder.text(of: "latex/notes.tex")
    #expect(tex.split(separator: "[width=0.320\\linewidth]").count == 4)
    #expect(tex.contains("-light}.pdf") && !tex.contains("-dark"))
  }

  @Test("Errors are reported at their lines of the document, and the page shows the lesson")
  func mistakes() throws {
    let wrong = lesson.replacing("sequence", with: "sequnce")
    try folder.put(
      "A\n=\n\n.. unroll::\n   :show: 2\n\n\(wrong)\n.. unroll:: none.yaml\n\n"
        + ".. unroll:: ../../lesson.yaml\n\n.. unroll::\n   :width: 1;x\n\n\(lesson)",
      in: "docs/index.rst")
    let run = try build("html")
    #expect(run.errors.contains("index.rst:10:4: ERROR: there is no key sequnce"))
    #expect(run.errors.contains("index.rst:13:13: ERROR: there is no file"))
    #expect(
      run.errors.contains("index.rst:15:13: ERROR: ../../lesson.yaml lies outside the folder"))
    #expect(run.errors.contains("index.rst:17: ERROR: width must be a number with %"))
    #expect(try folder.text(of: "html/index.html").contains("sequnce"))
  }

  @Test("A lesson that Sphinx reads as code or as a comment is an error")
  func unread() throws {
    try folder.put(
      "A\n=\n\n.. code-block:: unroll\n\n\(lesson)\n.. unroll\n   lesson: a.yaml\n\n.. a comment\n",
      in: "docs/index.rst")
    let errors = try build("html").errors
    #expect(
      errors.contains("index.rst:4: ERROR: Sphinx reads this block as code; write .. unroll::"))
    #expect(errors.contains("ERROR: Sphinx reads this block as a comment; write .. unroll::"))
    #expect(errors.split(separator: " ERROR: ").count == 3)
  }

  @Test("An error in a quote or in an included file is reported at its place in the file")
  func places() throws {
    let wrong = lesson.replacing("sequence", with: "sequnce").replacing("   ", with: "      ")
    try folder.put("Text\n\n   .. unroll::\n      :show: 2\n\n\(wrong)", in: "docs/part.txt")
    try folder.put("A\n=\n\n.. include:: part.txt\n", in: "docs/index.rst")
    #expect(try build("html").errors.contains("part.txt:9:7: ERROR: there is no key sequnce"))
  }

  @Test("A page is built again only when the lesson file has changed")
  func dependencies() throws {
    try folder.put(lesson.replacing("   ", with: ""), in: "docs/lesson.yaml")
    try folder.put("A\n=\n\n.. unroll:: lesson.yaml\n", in: "docs/index.rst")
    func read() throws -> String {
      try Self.sphinx.run("-b", "html", "-d", "trees", "docs", "html", in: folder).text
    }
    #expect(try read().contains("1 added, 0 changed"))
    let images = try folder.names(in: "html/_images")
    #expect(try read().contains("0 added, 0 changed"))
    try folder.put(
      lesson.replacing("   ", with: "").replacing("W_h: 2", with: "W_h: 3"), in: "docs/lesson.yaml")
    #expect(try read().contains("0 added, 1 changed"))
    #expect(try folder.names(in: "html/_images") != images)
  }

  @Test("A missing tool is reported with the setting for its path")
  func missing() throws {
    let settings = try folder.text(of: "docs/conf.py")
    try folder.put(settings + "unroll_command = 'no-such-tool'\n", in: "docs/conf.py")
    try folder.put("A\n=\n\n.. unroll::\n\n\(lesson)", in: "docs/index.rst")
    #expect(try build("html").errors.contains("ERROR: cannot start no-such-tool"))
  }

  @Test("A mistake fails every build until it is mended", arguments: ["1", "4"])
  func mistakeAgain(processes: String) throws {
    let good = lesson.replacing("   ", with: "")
    try folder.put(good.replacing("cell", with: "cel"), in: "docs/el man.yaml")
    for name in ["b", "c", "d"] { try folder.put("B\n=\n", in: "docs/\(name).rst") }
    try folder.put(
      "A\n=\n\n.. toctree::\n\n   b\n   c\n   d\n\n.. unroll:: el man.yaml\n",
      in: "docs/index.rst")
    func build() throws -> Tool.Outcome {
      try Self.sphinx.run(
        "-q", "-W", "--keep-going", "-j", processes, "-b", "html", "-d", "trees", "docs", "html",
        in: folder)
    }
    for _ in 1...3 {
      let run = try build()
      #expect(run.code == 1 && run.errors.contains("el man.yaml:1:1: ERROR: there is no key cel"))
    }
    try folder.put(good, in: "docs/el man.yaml")
    let mended = try build()
    #expect(mended.code == 0 && mended.errors.isEmpty, "\(mended.errors)")
    #expect(try folder.text(of: "html/index.html").contains("<img alt"))
  }

  @Test("Processes that read documents at once share the cache and the figures, and lose none")
  func parallel() throws {
    let names = (0..<12).map { "n\($0)" }
    for (index, name) in names.enumerated() {
      let own = lesson.replacing("W_h: 2", with: "W_h: \(index)")
      try folder.put(
        "N\n=\n\n.. unroll::\n   :show: 2-4\n   :as: grid\n\n\(own)\n.. unroll::\n\n\(lesson)",
        in: "docs/\(name).rst")
    }
    try folder.put(
      "A\n=\n\n.. toctree::\n\n" + names.map { "   \($0)\n" }.joined(), in: "docs/index.rst")
    let run = try Self.sphinx.run(
      "-q", "-W", "-j", "8", "-b", "html", "-d", "trees", "docs", "html", in: folder)
    #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
    let images = try folder.names(in: "html/_images")
    for name in names {
      let shown = try folder.text(of: "html/\(name).html").matches(of: /src="_images\/([^"]+)"/)
        .map { String($0.1) }
      #expect(shown.count == 4 && images.isSuperset(of: shown))
    }
    #expect(try folder.names(in: "trees/unroll").allSatisfy { !$0.hasPrefix(".") })
  }
}
