import ArgumentParser
import Documents
import Foundation
import Publishing

/// `unroll block`: one block of any document, for plug-ins of tools that we do not know.
struct DrawBlock: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "block",
    abstract: "Draws one block of a document, told in JSON: for plug-ins of other tools.",
    discussion: """
      It reads one object from standard input and writes one to standard output.

        {"lesson": "cell: elman …", "options": {"show": "2-5", "as": "strip"}, "formats": ["svg"]}

      lesson    the block's text; or file, a lesson's file relative to the document
      options   the block's keys: \(BlockKey.summary)
      formats   svg, pdf, png (default: svg)
      document  the document's path, for messages; line is the block's first line in it, textLine \
      that of the lesson's text, indent how many columns stand before it
      home      the folder that lesson files must not lie outside of (default: the document's)
      folder    where the pictures go; without it they are within the answer

      The answer has name, shape, pictures with step, theme, format, file, alt and content (SVG as \
      text, others in Base64; none if it has gone to the folder), and id, title, caption, width, \
      pictureWidth (of each picture in its row, in pixels or %) and lessonFile where there is one. \
      Where the block is wrong it has mistakes instead, each with document, line, column, message \
      and hint as far as they are known; standard error says the same, and the exit code is 65.
      """)

  @Flag(
    help: "Draw everything anew; otherwise pictures drawn before come from XDG_CACHE_HOME/unroll.")
  var noCache = false

  func run() throws {
    try Failure.reported {
      let input = try FileHandle.standardInput.readToEnd() ?? Data()
      let request = try BlockRequest(bytes: Array(input))
      do {
        let answer = try BlockAnswer(to: request, from: noCache ? nil : PictureCache())
        try StandardOutput.write(answer.bytes())
      } catch let mistake as DocumentMistake {
        try StandardOutput.write(BlockAnswer.bytes(for: mistake))
        throw mistake
      }
    }
  }
}
