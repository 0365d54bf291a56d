import Foundation
import TestSupport
import Testing

@Suite struct PluginForMystTests {
  private let folder: TemporaryFolder
  static let myst = ForeignProgram(name: "myst")
  private let lesson = """
    cell: elman
    activation: identity
    parameters: {W_h: 2, W_x: 1, W_y: 1}
    sequence: [1, 2]
    loss: output

    """

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("myst-unroll"), withDestinationPath: Tool.path)
  }

  private func draw(
    _ body: String, options: [String: Any] = [:], line: Int, bodyLine: Int, file: String? = nil
  ) throws -> Tool.Outcome {
    var request: [String: Any] = [
      "name": "unroll", "options": options, "body": body,
      "node": [
        "position": ["start": ["line": line]],
        "children": [
          ["type": "mystDirectiveBody", "position": ["start": ["line": bodyLine]]]
        ],
      ],
    ]
    request["arg"] = file
    let input = try JSONSerialization.data(withJSONObject: request)
    return try Tool.run(
      "myst", "--directive", "unroll", in: folder, input: String(decoding: input, as: UTF8.self))
  }

  @Test("Started as myst-unroll without arguments, it describes its directive")
  func specification() throws {
    let run = try ForeignProgram(name: folder.path("myst-unroll")).run(in: folder)
    let json = try JSONSerialization.jsonObject(with: run.output) as? [String: Any]
    #expect(run.code == 0 && run.errors.isEmpty && json?["name"] as? String == "unroll")
    let other = try Tool.run("myst", "--directive", "other", in: folder)
    #expect(other.code == 64 && other.errors.contains("there is no directive other"))
  }

  @Test("The pictures are where the document finds them, in every format that an output may use")
  func pictures() throws {
    try folder.put("Text\n\n> ```{unroll}\n> " + lesson.replacing("\n", with: "\n> "), in: "a/b.md")
    for folder in ["_build/site", "node_modules/x", ".hidden"] {
      try self.folder.put(try self.folder.text(of: "a/b.md"), in: folder + "/copy.md")
    }
    let run = try draw(String(lesson.dropLast()), line: 3, bodyLine: 4)
    #expect(run.code == 0 && run.errors.isEmpty)
    #expect(run.text.contains("\"url\":\"../_build/unroll/unroll-"))
    #expect(run.text.contains(".*\""))
    let names = try folder.names(in: "_build/unroll")
    #expect(Set(names.map { $0.suffix(4) }) == [".svg", ".pdf"])
    // With the same directive on the same line of two documents, either could be meant.
    try folder.put(try folder.text(of: "a/b.md"), in: "c/d.md")
    let unknown = try draw(String(lesson.dropLast()), line: 3, bodyLine: 4)
    #expect(unknown.text.contains("\"url\":\"/_build/unroll/unroll-"))
    #expect(unknown.text.contains(".svg\""))
  }

  @Test("An error is reported at its line and column of the document with the directive")
  func mistakes() throws {
    let wrong = lesson.replacing("sequence", with: "sequnce").dropLast()
    try folder.put(
      "# A\n\n- ```{unroll}\n  :show: 2\n\n  " + wrong.replacing("\n", with: "\n  "), in: "a/b.md")
    let run = try draw(String(wrong), options: ["show": "2"], line: 3, bodyLine: 6)
    #expect(run.code == 65 && run.text.isEmpty)
    #expect(run.errors.contains("a/b.md:9:3: error: there is no key sequnce"))
    let elsewhere = try draw(String(wrong), line: 4, bodyLine: 6)
    #expect(elsewhere.errors.contains("this document:9:1: error: there is no key sequnce"))
  }

  @Test("A named lesson is found relative to its document, but not outside the project")
  func files() throws {
    try folder.put("```{unroll} lesson.yaml\n```\n", in: "a/b.md")
    try folder.put(lesson, in: "a/lesson.yaml")
    #expect(try draw("", line: 1, bodyLine: 2, file: "lesson.yaml").code == 0)
    let outside = try draw("", line: 1, bodyLine: 2, file: "../../lesson.yaml")
    #expect(outside.code == 65 && outside.errors.contains("lies outside the project's folder"))
  }

  @Test(
    "MyST builds LaTeX with PDF and JATS with SVG, labels, captions and alternative texts",
    .enabled(if: PluginForMystTests.myst.isExpected, "myst is missing: sh setup.sh tests"))
  func built() throws {
    try folder.put(
      """
      version: 1
      project:
        plugins:
          - type: executable
            path: myst-unroll
        exports:
          - {format: tex, template: null, article: index.md, output: out/index.tex}
          - {format: tex, template: null, article: part/page.md, output: out/page.tex}
          - {format: xml, article: index.md, output: out/index.xml}

      """, in: "myst.yml")
    try folder.put(
      "# A\n\nSee [](#fig:one).\n\n```{unroll}\n:label: fig:one\n:caption: The *answer* with $x$\n"
        + ":width: 60%\n\n\(lesson)```\n", in: "index.md")
    try folder.put(lesson, in: "part/lesson.yaml")
    try folder.put(
      "# B\n\n- item\n\n  :::{unroll} lesson.yaml\n  :show: 2-4\n  :as: strip\n  :::\n",
      in: "part/page.md")
    let run = try Self.myst.run("build", "--tex", "--xml", in: folder)
    let page = try folder.text(of: "out/index.tex")
    #expect(page.contains("\\includegraphics[width=0.6\\linewidth]{files/fig-one-"), "\(run)")
    #expect(page.contains(".pdf}") && page.contains("\\label{fig:one}"))
    #expect(page.contains("\\caption[]{The \\textit{answer} with $x$}"))
    #expect(page.contains("see Figure~\\ref{fig:one}") || page.contains("Figure~\\ref{fig:one}"))
    let strip = try folder.text(of: "out/page.tex")
    #expect(strip.split(separator: "\\includegraphics[width=0.32\\linewidth]{files/").count == 4)
    let article = try folder.text(of: "out/index.xml")
    #expect(article.contains("<alt-text>The graph with the answer: "))
    #expect(article.contains("mime-subtype=\"svg\""))
    #expect(try folder.names(in: "out/files").contains { $0.hasSuffix(".svg") })
  }

  @Test(
    "MyST reports an error with the document and the line",
    .enabled(if: PluginForMystTests.myst.isExpected, "myst is missing: sh setup.sh tests"))
  func told() throws {
    try folder.put(
      "version: 1\nproject:\n  plugins:\n    - type: executable\n      path: myst-unroll\n",
      in: "myst.yml")
    try folder.put("# A\n\n```{unroll}\ncel: elman\n```\n", in: "index.md")
    let run = try Self.myst.run("build", "index.md", "--md", in: folder)
    #expect((run.text + run.errors).contains("index.md:4:1: error: there is no key cel"))
  }
}
