import Foundation
import TestSupport
import Testing

/// Documents in reStructuredText and AsciiDoc get the figures of their lessons.
@Suite struct EmbedMarkupTests {
  static let asciidoctor = ForeignProgram(name: "asciidoctor")

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.put(Tool.smallLesson + "\n", in: "lesson.yaml")
  }

  private static let restructuredText = """
    Notes
    =====

    .. unroll
       #| id: one
       #| caption: "Two *paths* to $W_{h} < 1$, a|b_ `c` {x}"
       #| alt: 'A "quote" with *stars* \\ and `x`'
       lesson: lesson.yaml

    * item

      .. code-block:: unroll

         #| id: two
         #| width: 50%
         lesson: lesson.yaml

      more

    .. unroll
       :show: 1-2
       :as: strip
       :id: three
       :caption: $W_h$ first, then x$W_h$y
       lesson: lesson.yaml

    """

  private static let asciiDoc = """
    = Notes

    [unroll#one,caption="Two *paths* to $W_{[h]} < 1$, a|b_ `c` {x} (C)",alt="A \\"quote\\", ]"]
    ----
    lesson: lesson.yaml
    ----

    [source,unroll,id=three,show=1-2,as=strip]
    ----
    #| caption: "$W_h$ first"
    lesson: lesson.yaml
    ----

    End

    """

  private func embed(_ name: String, _ arguments: String...) throws -> Tool.Outcome {
    try Tool.run(["embed", name, "-q"] + arguments, in: folder)
  }

  @Test("A second run changes nothing, and the text around the figures is kept")
  func again() throws {
    for (name, text) in [("a.rst", Self.restructuredText), ("b.adoc", Self.asciiDoc)] {
      try folder.put(text.replacing("id: ", with: "id: \(name.prefix(1))"), in: name)
      let before = try folder.text(of: name)
      let run = try embed(name)
      #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
      let after = try folder.text(of: name)
      #expect(try embed(name, "--check", "--prune").code == 0)
      #expect(try embed(name).code == 0)
      #expect(try folder.text(of: name) == after)
      let regions =
        #/\n *(?:\.\.|//) unroll:begin (?s:.)*?(?:\.\.|//) unroll:end\n/#
      #expect(after.matches(of: regions).count == after.split(separator: "unroll:begin").count - 1)
      #expect(
        after.replacing(regions, with: "").split(separator: "\n") == before.split(separator: "\n"))
    }
  }

  @Test("Figures are written as reStructuredText")
  func figures() throws {
    try folder.put(Self.restructuredText, in: "a.rst")
    #expect(try embed("a.rst").code == 0)
    let text = try folder.text(of: "a.rst")
    #expect(
      text.contains(
        "\n\n.. figure:: figures/one.svg\n   :alt: A \"quote\" with *stars* \\ and `x`\n\n   Two *paths* to "
          + ":math:`W_{h} \\lt  1`\\ , a\\|b\\_ ``c`` {x}\n\n.. unroll:end\n"))
    #expect(text.contains("\n  .. figure:: figures/two.svg\n     :alt: The graph"))
    #expect(text.contains("\n     :width: 50%\n\n  .. unroll:end\n\n  more\n"))
  }

  @Test("A mistake is at its place, and a block that is not read is one")
  func mistakes() throws {
    for (name, text, message) in [
      ("a.rst", "A\n\n  .. unroll\n     cel: elman\n", "4:6: error: there is no key cel"),
      ("a.rst", ".. unroll:: lesson.yaml\n", "1: error: this directive is drawn in Sphinx"),
      (
        "a.adoc", "[unroll,colour=red]\n----\nlesson: lesson.yaml\n----\n",
        "1:9: error: a block has no key colour"
      ),
      ("a.adoc", "[unroll]\n----\ncel: elman\n----\n", "3:1: error: there is no key cel"),
      ("a.adoc", "[unroll]\n----\ncell: elman\n", "1:1: error: this block has no closing fence"),
      ("a.adoc", "[unroll]\nlesson: a.yaml\n", "1: error: no listing follows"),
      ("a.adoc", "[listing,unroll]\n----\na: b\n----\n", "1: error: write [unroll] above"),
      ("a.adoc", "```unroll\na: b\n```\n", "1: error: write [unroll] above"),
      ("a.rst", ".. Unroll\n   a: b\n", "1: error: this comment is not read"),
      ("a.rst", ".. unroll:begin a b c\n\n.. unroll:end\n", "1: error: this region follows no"),
    ] {
      try folder.put(text, in: name)
      let run = try embed(name)
      #expect(run.code == 65 && run.errors.hasPrefix("\(name):\(message)"), "\(run.errors)")
      #expect(try folder.text(of: name) == text)
    }
    try folder.put(".. unroll\n   lesson: lesson.yaml\n", in: "a.rst")
    #expect(
      try embed("a.rst", "--hide-source").errors.contains(
        "a.rst:1:4: error: reStructuredText folds"))
  }

  @Test(
    "Docutils shows the figures and nothing of the lessons in comments",
    .enabled(if: ForeignProgram.isExpected(pythonPackage: "docutils")))
  func docutils() throws {
    try folder.put(
      Self.restructuredText.replacing("code-block:: unroll\n", with: "unroll"), in: "a.rst")
    #expect(try embed("a.rst").code == 0)
    let run = try ForeignProgram.python.run(
      "-m", "docutils", "--writer=html5", "--math-output=MathJax math.js", "--strip-comments",
      "a.rst",
      "a.html", in: folder)
    #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
    let page = try folder.text(of: "a.html")
    #expect(
      page.contains(
        "<p>Two <em>paths</em> to <span class=\"math\">\\(W_{h} \\lt  1\\)</span>, a|b_ <span class=\"docutils literal\">c</span> {x}</p>"
      ))
    #expect(
      page.contains("alt=\"A &quot;quote&quot; with *stars* \\ and `x`\" src=\"figures/one.svg\""))
    #expect(page.contains("src=\"figures/two.svg\" style=\"width: 50%;\""))
    #expect(
      page.matches(of: /<td><img [^>]*src="figures\/three-\d.svg" style="width: 100%;"/).count == 2)
    #expect(page.contains("first, then x<span class=\"math\">\\(W_h\\)</span>y"))
    #expect(!page.contains("lesson.yaml") && !page.contains("class=\"system-message\""))
  }

  @Test(
    "Asciidoctor shows the figures",
    .enabled(if: asciidoctor.isExpected, "Asciidoctor is missing: sh setup.sh tests"))
  func asciidoctorPage() throws {
    try folder.put(Self.asciiDoc, in: "a.adoc")
    #expect(try embed("a.adoc").code == 0)
    let run = try Self.asciidoctor.run("-s", "a.adoc", in: folder)
    #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
    let page = try folder.text(of: "a.html")
      .replacing("&#42;", with: "*").replacing("&#124;", with: "|").replacing("&#95;", with: "_")
      .replacing("&#96;", with: "`").replacing("&#123;", with: "{").replacing("&#125;", with: "}")
      .replacing("&#40;", with: "(").replacing("&#34;", with: "&quot;").replacing(
        "&#93;", with: "]")
    #expect(
      page.contains(
        "Figure 1. Two <em>paths</em> to \\(W_{[h]} \\lt  1\\), a|b_ <code>c</code> {x} (C)</div>"))
    #expect(page.contains("<img src=\"figures/one.svg\" alt=\"A &quot;quote&quot;, ]\">"))
    #expect(page.matches(of: /<img src="figures\/three-\d.svg" [^>]*width="49%">/).count == 2)
    #expect(page.contains("<em>\\(W_h\\) first</em>"))
  }
}
