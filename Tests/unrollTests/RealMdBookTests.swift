import Foundation
import TestSupport
import Testing

/// Books built by mdBook itself, of each version on this machine.
@Suite struct RealMdBookTests {
  /// A version of mdBook.
  struct Version: CustomTestStringConvertible {
    let program: ForeignProgram
    var testDescription: String { program.name }

    /// The system's, or those of Debian: 0.4 of trixie and 0.5 of sid.
    static let installed = [
      ForeignProgram(name: "mdbook"), ForeignProgram(name: "mdbook-trixie"),
      ForeignProgram(name: "mdbook-sid"),
    ].filter { $0.path != nil }.map(Version.init)
  }

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.put(Tool.smallLesson + "\n", in: "src/lesson.yaml")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("mdbook-unroll"), withDestinationPath: Tool.path)
  }

  private func built(_ chapters: [String: String], by version: Version) throws -> Tool.Outcome {
    try folder.put(
      "[book]\ntitle = \"A\"\n\n[preprocessor.unroll]\ncommand = \"\(folder.path("mdbook-unroll"))\"\n"
        + "\n[output.html]\nmathjax-support = true\n",
      in: "book.toml")
    // Debian's mdBook 0.5 takes the icons of its own page from another package.
    try folder.put("<html><body>{{{ content }}}</body></html>\n", in: "theme/index.hbs")
    let names = chapters.keys.sorted()
    try folder.put(
      "# Summary\n\n" + names.map { "- [\($0)](\($0).md)\n" }.joined(), in: "src/SUMMARY.md")
    for (name, text) in chapters { try folder.put(text, in: "src/\(name).md") }
    return try version.program.run("build", in: folder)
  }

  @Test("A machine that runs all tests has an mdBook")
  func isInstalled() {
    let isExpected = !ProcessInfo.processInfo.environment["CI", default: ""].isEmpty
    #expect(!isExpected || !Version.installed.isEmpty, "sh setup.sh tests")
  }

  @Test("Every form of a block is a figure with its caption", arguments: Version.installed)
  func forms(_ version: Version) throws {
    let forms = EveryFormTests.Form.allCases
    let run = try built(
      Dictionary(uniqueKeysWithValues: forms.map { ("\($0)", "# A\n\n\($0.rawValue)\n") }),
      by: version)
    try #require(run.code == 0, "\(run.errors)")
    for form in forms {
      let page = try folder.text(of: "book/\(form).html")
      #expect(page.contains("<figure class=\"unroll\" id=\"fig-x\""), "\(form)")
      #expect(page.contains("<figcaption>Cap \\(h_0\\)</figcaption>"), "\(form)")
      #expect(page.contains("--description\">The gradient of the loss with respect to"), "\(form)")
      #expect(!page.contains("lesson.yaml"), "\(form)")
    }
  }

  @Test("A broken block stops the build with its place", arguments: Version.installed)
  func mistakes(_ version: Version) throws {
    let run = try built(["a": "# A\n\n```unroll\nlesson: none.yaml\n```\n"], by: version)
    #expect(run.code != 0)
    #expect((run.text + run.errors).contains("src/a.md:4:9: error: there is no file "), "\(run)")
  }
}
