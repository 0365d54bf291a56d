import Dispatch
import Graphviz

/// Draws pieces, about a thousand at a time: a long sequence then needs little memory, and each
/// drawing is cut into pieces on another core while the next is drawn.
struct PieceDrawer {
  /// What is drawn on.
  struct Page {
    let width, height, scale: Double
    /// `nil` if it is transparent.
    let background: String?
  }

  private let page: Page
  private let format: Drawing.Format
  private var sheet: SVGSheet
  private var drawing: Drawing?
  /// The real colours of the drawing's pieces, three for each.
  private var colors: [String] = []
  /// The number of the drawing's first piece on the sheet.
  private var firstPiece: Int32 = 0
  private var cutting: Cutting?

  // Enough for most decks to be one drawing, and few enough for the library to find each quickly.
  private static let mostPieces = 1024

  init(_ page: Page, _ format: Drawing.Format) {
    self.page = page
    self.format = format
    sheet = SVGSheet(size: (page.width / page.scale, page.height / page.scale))
  }

  /// Draws a piece and returns its number on the sheet.
  mutating func add(_ drawable: Drawable, _ appearance: Appearance) throws -> Int32 {
    let drawing = try begun()
    let first = colors.count
    colors += [appearance.stroke.color, appearance.fill ?? "", appearance.text]
    var marked = appearance
    marked.stroke.color = SVGSheet.marker(first)
    marked.fill = appearance.fill.map { _ in SVGSheet.marker(first + 1) }
    marked.text = SVGSheet.marker(first + 2)
    _ = try drawing.add(drawable, as: marked)
    let piece = firstPiece + Int32(first / 3)
    if first / 3 == Self.mostPieces {
      let raw = try end()
      try keepCut()
      cutting = Cutting(raw, colors, sheet.size)
    }
    return piece
  }

  mutating func finished() throws -> SVGSheet {
    try keepCut()
    // Without any pieces there is still the background.
    if drawing != nil || sheet.pieces.isEmpty {
      let raw = try end()
      try sheet.add(SVGCutter(raw, colors: colors, size: sheet.size))
    }
    return sheet
  }

  private mutating func keepCut() throws {
    guard let cutting else { return }
    try sheet.add(cutting.cutter())
    self.cutting = nil
  }

  private mutating func begun() throws -> Drawing {
    if let drawing { return drawing }
    // The background is each drawing's first piece, which is empty if there is none.
    firstPiece += Int32(colors.count / 3)
    colors = [page.background ?? "", "", ""]
    let begun = try Drawing(
      name: "unroll", width: page.width, height: page.height,
      background: page.background.map { _ in SVGSheet.marker(0) }, scale: page.scale)
    drawing = begun
    return begun
  }

  /// Finishes a drawing and returns it as written by the library.
  private mutating func end() throws -> [UInt8] {
    let drawing = try begun()
    self.drawing = nil
    try drawing.layOut()
    return try drawing.rendered(as: format)
  }
}

extension Scene {
  /// The canvas as a page to draw on.
  var page: PieceDrawer.Page {
    PieceDrawer.Page(width: width, height: height, scale: scale, background: theme.page)
  }
}

/// A drawing that is being cut.
private final class Cutting: @unchecked Sendable {
  private let group = DispatchGroup()
  // Written before the group is left, and read only after that.
  private var cut: SVGCutter?
  private let start: @Sendable () -> SVGCutter

  init(_ raw: [UInt8], _ colors: [String], _ size: (width: Double, height: Double)) {
    start = { SVGCutter(raw, colors: colors, size: size) }
    DispatchQueue.global().async(group: group) { self.cut = self.start() }
  }

  /// Waits until the drawing is cut.
  func cutter() -> SVGCutter {
    group.wait()
    return cut ?? start()
  }
}
