import CGraphviz

/// A PDF of many pages, on which drawings are rendered one after the other.
///
///     let document = try PDFDocument()
///     try drawing.addPage(to: document)
///     let bytes = try document.finished()
///
/// All pages share one surface of cairo, which embeds each font once. Joining single pages later
/// would repeat the fonts on every page, which makes a deck half as large again.
public final class PDFDocument {
  private final class Bytes { var all: [UInt8] = [] }

  private let bytes = Bytes()
  private let document: unroll_document
  private var isFinished = false

  /// Opens a document without pages.
  ///
  /// - Throws: `GraphvizError` if the library has no cairo.
  public init() throws {
    let closure = Unmanaged.passUnretained(bytes).toOpaque()
    // The plug-in that brings cairo is loaded with the first text.
    let text = TextRun("h", font: Font(face: Face(family: "Sans"), size: 100))
    _ = try Library.shared.widths(of: [text])
    document = try Library.shared.withContext(.rendering) { _ in
      let opened = unroll_document_open(
        { closure, start, count in
          guard let closure, let start else { return 0 }
          Unmanaged<Bytes>.fromOpaque(closure).takeUnretainedValue().all
            .append(contentsOf: UnsafeBufferPointer(start: start, count: Int(count)))
          return 0
        }, closure)
      guard opened.surface != nil else {
        throw GraphvizError(stage: .rendering, message: "cairo writes no PDF")
      }
      return opened
    }
  }

  deinit {
    if !isFinished { Library.shared.withLock { _ = unroll_document_close(document) } }
  }

  func add(
    _ owner: GraphOwner, _ context: OpaquePointer, width: Double, height: Double
  ) throws {
    precondition(!isFinished, "a finished document gets no more pages")
    guard unroll_document_add(document, context, owner.graph, width, height) == 0 else {
      throw GraphvizError(stage: .rendering, message: "no page in the format pdf")
    }
  }

  /// Returns the bytes of the document, which gets no more pages.
  ///
  /// - Throws: `GraphvizError` if cairo fails.
  public func finished() throws -> [UInt8] {
    precondition(!isFinished, "a document is finished once")
    isFinished = true
    var status: Int32 = 0
    Library.shared.withLock { status = unroll_document_close(document) }
    guard status == 0 else {
      throw GraphvizError(stage: .rendering, message: "cairo reports the error \(status)")
    }
    return bytes.all
  }
}
