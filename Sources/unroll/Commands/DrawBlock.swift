import ArgumentParser
import Documents
import Foundation
import Publishing

/// `unroll block`: draws one block of any document, for plug-ins of other tools.
struct DrawBlock: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "block",
    abstract: "Draws one block of a document, given as JSON, for plug-ins of other tools.",
    discussion: """
      Reads a JSON object from standard input and writes one to standard output.

        {"lesson": "cell: elman …", "options": {"show": "2-5", "as": "strip"}, "formats": ["svg"]}

      lesson    the block's text; or file, a lesson file relative to the document
      options   the block's keys: \(BlockKey.summary)
      formats   svg, pdf, png, each once (default: svg)
      document  the document's path, for messages; line is the block's first line in it, textLine \
      that of the lesson's text, indent the number of columns before the text, fileColumn the column \
      of the file's name in the first line
      home      the folder that lesson files must be in (default: the document's)
      folder    the folder for the pictures; without it they are in the answer, which holds at most \
      \(BlockAnswer.mostBytes / 1_000_000) MB

      The answer has name, shape, pictures with step, theme, format, file, alt and content (SVG as \
      text, other formats in Base64; none if written to the folder) and, if present, id, title, \
      caption, width, pictureWidth (of each picture in its row, in pixels or %) and lessonFile. If \
      the block has mistakes, the answer has mistakes instead, each with document, line, column, \
      message and hint as far as known; they also go to standard error, and the exit code is 65.
      """)

  @Flag(
    help: "Draw again instead of taking pictures from the cache, XDG_CACHE_HOME/unroll.")
  var noCache = false

  func run() throws {
    try Failure.reported {
      let input = try InputFile.standardInput(atMost: BlockRequest.mostBytes + 1)
      let request = try BlockRequest(bytes: input)
      do {
        let cache = noCache ? nil : PictureCache()
        let answer = try BlockAnswer(to: request, from: cache)
        try Terminal.warnOfMissingFont()
        Terminal.warnOfUseless(cache)
        try StandardOutput.write(answer.bytes())
      } catch let mistake as DocumentMistake {
        try StandardOutput.write(BlockAnswer.bytes(for: mistake))
        throw mistake
      }
    }
  }
}
