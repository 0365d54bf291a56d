import ArgumentParser
import Documents
import Foundation
import Notes
import Publishing

/// `unroll pandoc`: a Pandoc filter that replaces the lessons in a document by figures.
struct FilterPandoc: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pandoc",
    abstract: "Replaces the lessons in a document by figures, as a Pandoc filter.",
    discussion: """
      Pandoc starts this command, and passes the output format:

        pandoc --filter unroll notes.md -o notes.html

      Blocks and their keys are those of unroll embed. The pictures go to the folder \
      unroll-figures in the working folder: SVG, PDF for LaTeX and Beamer, PNG for Word and \
      PowerPoint. With as=stack, Beamer and reveal.js show the steps in one place, one by one.

      Keys under unroll: in the document's metadata: figures (the folder), strict (false: a block \
      with a mistake stays code), allow-outside, cache, and defaults for the blocks \
      (\(BlockKey.sharedSummary)); or on the command line, as -M unroll.theme=dark.

      Pandoc gives the lines of the document only with -f commonmark_x+sourcepos; otherwise a \
      mistake is reported with the number of its block and the line in the block.
      """)

  @Argument(help: "Pandoc's output format: html, revealjs, latex, beamer, docx, pptx, …")
  var format: String?

  func run() throws {
    try Failure.reported {
      guard isatty(STDIN_FILENO) == 0 else {
        throw Failure.usage(
          "Pandoc starts this command, with a document as JSON: pandoc --filter unroll")
      }
      let document = try PandocDocument(bytes: InputFile.standardInput())
      let settings = try PandocSettings(document.settings)
      // The variable with which Quarto passes parameters to its own filters.
      let isInQuarto = ProcessInfo.processInfo.environment["QUARTO_FILTER_PARAMS"] != nil
      let figures = try PandocFigures(
        of: document, for: PandocTarget(format: format ?? "", isInQuarto: isInQuarto), settings)
      if !document.found.isEmpty {
        try Terminal.warnOfMissingFont()
        Terminal.warnOfUseless(settings.cache)
      }
      try figures.write()
      for warning in figures.warnings { Terminal.say(warning.worded(as: .warning)) }
      try StandardOutput.write(document.replaced(by: figures.slides) + [UInt8(ascii: "\n")])
    }
  }
}
