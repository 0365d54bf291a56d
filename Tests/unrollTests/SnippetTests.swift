import Foundation
import TestSupport
import Testing

/// `unroll snippet` with the files that `unroll render` writes.
@Suite struct SnippetTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.put(Tool.smallLesson + "\n", in: "lesson.yaml")
  }

  private func snippet(_ arguments: String...) throws -> Tool.Outcome {
    try Tool.run(["snippet", "lesson.yaml"] + arguments, in: folder)
  }

  @Test("The files are those that render writes")
  func files() throws {
    for arguments in [[], ["--files", "fig-%02d.png"], ["--files", "one.svg", "--steps", "last"]] {
      let output = arguments.contains("--files") ? ["-o", arguments[1]] : []
      let steps = arguments.contains("--steps") ? ["--steps", "last"] : []
      let run = try Tool.run(["render", "lesson.yaml"] + output + steps, in: folder)
      try #require(run.code == 0, "\(run.errors)")
      let text = try Tool.run(
        ["snippet", "lesson.yaml", "--for", "html"] + arguments, in: folder
      ).text
      let paths = text.matches(of: /src="([^"]*)"/).map { String($0.output.1) }
      #expect(!paths.isEmpty)
      for path in paths { #expect(FileManager.default.fileExists(atPath: folder.path(path))) }
    }
  }

  @Test("Steps with gaps are pages of a PDF without gaps")
  func gaps() throws {
    let run = try snippet("--for", "beamer", "--steps", "2,5-6", "--files", "talk.pdf")
    #expect(run.code == 0)
    for (page, step) in [(1, 2), (2, 5), (3, 6)] {
      #expect(run.text.contains("% Step \(step): "))
      #expect(
        run.text.contains("\\includegraphics<\(page)| handout:\(page == 3 ? 1 : 0)>[page=\(page),"))
    }
    #expect(run.errors.contains("only the chosen steps"))
    #expect(try snippet("--for", "beamer").errors.isEmpty)
  }

  @Test("What a program cannot show is wrong usage")
  func mistakes() throws {
    for (target, file) in [("reveal", "talk.pdf"), ("beamer", "fig.svg"), ("html", "fig.gv")] {
      let run = try snippet("--for", target, "--files", file)
      #expect(run.code == 64 && run.errors.contains("--files \(file): \(target) "))
      #expect(run.text.isEmpty)
    }
    #expect(try snippet("--for", "beamer", "--steps", "99").code == 64)
  }

  @Test(
    "pdflatex compiles the frame",
    .enabled(if: ForeignProgram.pdflatex.isExpected, "TeX is missing: sh setup.sh tests"))
  func frame() throws {
    let steps = ["--steps", "2,5-6"]
    #expect(
      try Tool.run(["render", "lesson.yaml", "-o", "lesson.pdf"] + steps, in: folder).code == 0)
    let frame = try Tool.run(
      ["snippet", "lesson.yaml", "--for", "beamer"] + steps, in: folder
    ).text
    try folder.put(
      "\\documentclass[aspectratio=169]{beamer}\n\\begin{document}\n\(frame)\\end{document}\n",
      in: "talk.tex")
    let run = try ForeignProgram.pdflatex.run(
      "-interaction=nonstopmode", "-halt-on-error", "talk", in: folder)
    #expect(run.code == 0, "\(run.text.suffix(1000))")
    #expect(run.text.contains("(3 pages"))
    #expect(!run.text.contains("Overfull"))
  }
}
