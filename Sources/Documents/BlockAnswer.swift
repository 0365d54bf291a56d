import Formulas
import Foundation
import Publishing

/// What a plug-in needs to show a block: the pictures with their words, and the block's keys. It is
/// the answer of `unroll block`, whose help describes the JSON.
public struct BlockAnswer: Encodable {
  struct Picture: Encodable {
    let step: Int
    let theme, format, file, alt: String
    let content: String?
  }

  let name: String
  let shape: String
  let title, id, caption, width, pictureWidth, lessonFile: String?
  let pictures: [Picture]

  /// The most bytes of pictures in an answer, since programs hold an answer in their memory.
  public static let mostBytes = 50_000_000

  /// Draws a request's block, and writes its pictures to the request's folder if it names one.
  ///
  /// - Throws: `DocumentMistake` at the block's place, `GraphvizError` or `OutputError`.
  public init(to request: BlockRequest, from cache: PictureCache?) throws {
    try self.init(to: request, from: cache, atMost: Self.mostBytes)
  }

  init(to request: BlockRequest, from cache: PictureCache?, atMost most: Int) throws {
    let figure = try BlockFigure(request.block, at: request.place)
    let drawn = try figure.drawn(as: request.formats, from: cache)
    let size = drawn.pictures.reduce(0) { $0 + $1.content.count }
    guard request.folder != nil || size <= most else {
      throw figure.wrong(.longAnswer(pictures: drawn.pictures.count, bytes: size, most: most))
    }
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
      if let folder = request.folder {
        try AtomicFile.write(picture.content, to: folder + "/" + file)
      }
      let isText = picture.format == .svg || picture.format == .gv
      let content =
        isText
        ? String(decoding: picture.content, as: UTF8.self)
        : Data(picture.content).base64EncodedString()
      return Picture(
        step: picture.step, theme: picture.theme, format: picture.format.rawValue, file: file,
        alt: picture.alternativeText, content: request.folder == nil ? content : nil)
    }
  }

  /// The answer as JSON with sorted keys.
  public func bytes() throws -> [UInt8] { try Self.bytes(of: self) }

  /// Returns the answer for a block with mistakes: `{"mistakes": […]}`, each with its document,
  /// line, column, message and hint.
  public static func bytes(for mistake: DocumentMistake) throws -> [UInt8] {
    try bytes(of: ["mistakes": mistake.reports])
  }

  private static func bytes(of value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(value))
  }
}
