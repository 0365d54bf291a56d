import ArgumentParser
import Foundation
import Notes
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
      options   the block's keys: id, show, as, caption, alt, width, theme, panel, language
      formats   svg, pdf, png (default: svg)
      document  the document's path, for messages; line is the block's first line in it, textLine \
      that of the lesson's text, indent how many columns stand before it
      home      the folder that lesson files must not lie outside of (default: the document's)
      folder    where the pictures go; without it they are within the answer

      The answer has name, shape, pictures with step, theme, format, file, alt and content (SVG as \
      text, others in Base64; none if it has gone to the folder), and id, title, caption, width, \
      pictureWidth (of each picture in its row, in pixels or %) and lessonFile where there is one. \
      Mistakes are told on standard error, as document:line: error.
      """)

  @Flag(
    help: "Draw everything anew; otherwise pictures drawn before come from XDG_CACHE_HOME/unroll.")
  var noCache = false

  func run() throws {
    try Failure.reported {
      let input = try FileHandle.standardInput.readToEnd() ?? Data()
      let request = try BlockRequest(bytes: Array(input))
      let figure = try BlockFigure(request.block, at: request.place)
      let drawn = try figure.drawn(
        as: request.formats, from: noCache ? nil : PictureCache())
      let answer = try BlockAnswer(figure, drawn, folder: request.folder)
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      try StandardOutput.write(Array(try encoder.encode(answer)))
    }
  }
}

/// What a plug-in needs to show a block.
private struct BlockAnswer: Encodable {
  struct Picture: Encodable {
    let step: Int
    let theme, format, file, alt: String
    let content: String?
  }

  let name: String
  let shape: String
  let title, id, caption, width, pictureWidth, lessonFile: String?
  let pictures: [Picture]

  init(_ figure: BlockFigure, _ drawn: DrawnBlock, folder: String?) throws {
    name = figure.uniqueName
    shape = figure.shape.rawValue
    title = drawn.title
    let options = figure.block.options
    (id, caption, width) = (options["id"], options["caption"], options["width"])
    let inRow = figure.shape.inRow(of: drawn.steps.count)
    pictureWidth = figure.width(inRow: inRow)?.attribute(inRow: inRow)
    lessonFile = figure.path
    pictures = try drawn.pictures.map { picture in
      let file = drawn.fileName(of: picture, inBlock: figure.uniqueName)
      if let folder { try AtomicFile.write(picture.content, to: folder + "/" + file) }
      let isText = picture.format == .svg || picture.format == .gv
      let content =
        isText
        ? String(decoding: picture.content, as: UTF8.self)
        : Data(picture.content).base64EncodedString()
      return Picture(
        step: picture.step, theme: picture.theme, format: picture.format.rawValue, file: file,
        alt: picture.alternativeText, content: folder == nil ? content : nil)
    }
  }
}
