import ArgumentParser
import Documents
import Foundation
import Notes
import Publishing

/// `unroll pandoc`: a filter that puts figures for the lessons in a document of Pandoc's.
struct FilterPandoc: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pandoc",
    abstract: "Puts figures for the lessons in a document, as a filter of Pandoc's.",
    discussion: """
      Pandoc starts it, and hands it the format that it writes:

        pandoc --filter unroll notes.md -o notes.html

      Blocks and their keys are those of unroll embed. The pictures go to the folder unroll-figures of \
      the working folder: SVG, PDF for LaTeX and Beamer, PNG for Word and PowerPoint. With as=stack, \
      Beamer and reveal.js show the steps in one place, one after the other.

      Keys under unroll: in the document's metadata: figures (the folder), strict (false: a broken \
      block stays as code), allow-outside, cache, and defaults for the blocks (\(BlockKey.sharedSummary)); \
      or -M unroll.theme=dark.

      Pandoc tells lines of the document only with -f commonmark_x+sourcepos; else a mistake is told \
      by its block's number and the line in the block.
      """)

  @Argument(help: "What Pandoc writes in the end: html, revealjs, latex, beamer, docx, pptx, …")
  var format: String?

  func run() throws {
    try Failure.reported {
      guard isatty(STDIN_FILENO) == 0 else {
        throw Failure.usage(
          "Pandoc starts this command, with a document as JSON: pandoc --filter unroll")
      }
      let document = try PandocDocument(
        bytes: Array(try FileHandle.standardInput.readToEnd() ?? Data()))
      let figures = try PandocFigures(
        of: document, for: PandocTarget(format: format ?? ""),
        PandocSettings(document.settings))
      try figures.write()
      for warning in figures.warnings { Terminal.say(warning.text(as: "warning")) }
      try StandardOutput.write(document.replaced(by: figures.slides) + [UInt8(ascii: "\n")])
    }
  }
}
