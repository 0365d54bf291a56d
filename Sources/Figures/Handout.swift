import Formulas
import Graphviz
import Look
import Storyboards

/// Steps of a deck on A4 pages for printing, several on each page, with their captions.
///
///     let grid = Handout.Arrangement.six.grids[0]
///     let handout = try Handout(of: scene, showing: board.steps, on: grid)
///     for page in handout.pages.indices { try handout.rendered(page, as: .pdf) }
public struct Handout {
  /// The number of steps on a page.
  public enum Arrangement: Int, CaseIterable, Sendable {
    case two = 2
    case four = 4
    case six = 6

    /// The possible grids for this number of steps, in portrait or landscape, the usual one first.
    ///
    ///     Handout.Arrangement.six.grids.map(\.columns)  // [2, 3]
    public var grids: [Grid] {
      switch self {
      case .two: [Grid(columns: 1, rows: 2), Grid(columns: 2, rows: 1, isWide: true)]
      case .four: [Grid(columns: 2, rows: 2, isWide: true), Grid(columns: 2, rows: 2)]
      case .six: [Grid(columns: 2, rows: 3), Grid(columns: 3, rows: 2, isWide: true)]
      }
    }
  }

  /// An A4 page and the places for steps on it.
  public struct Grid: Sendable {
    /// The numbers of columns and rows.
    public let columns, rows: Int
    /// The size of the page in points.
    let page: (width: Double, height: Double)

    init(columns: Int, rows: Int, isWide: Bool = false) {
      (self.columns, self.rows) = (columns, rows)
      page = isWide ? (842, 595) : (595, 842)
    }

    /// The number of steps on the page.
    public var count: Int { columns * rows }

    /// The size of a step, without its caption.
    var cell: (width: Double, height: Double) {
      let (columns, rows) = (Double(columns), Double(rows))
      return (
        (page.width - 2 * Handout.margin - Handout.gap * (columns - 1)) / columns,
        (page.height - 2 * Handout.margin - Handout.gap * (rows - 1)) / rows - Handout.captionHeight
      )
    }

    /// Canvases with the shape of a step on the page. The first has the largest letters, but not
    /// every graph fits on it.
    public var canvases: [Canvas] {
      [400, 460, 540].map { .growing(toShape: cell.width / cell.height, height: $0) }
    }
  }

  /// The steps of each page.
  public let pages: [[Step]]
  private let scene: Scene
  private let grid: Grid
  private let measure: TextMeasure
  /// The number of points of the scene per point of the page.
  private let scale: Double

  // Most printers leave a margin of 12 points white.
  private static let margin = 18.0
  private static let gap = 10.0
  private static let captionHeight = 22.0
  private static let captionSize = 10.5

  /// Lays out steps on pages.
  ///
  /// - Parameter scene: placed without title and caption, which are on the page instead.
  /// - Throws: `GraphvizError` when texts cannot be measured.
  public init(of scene: Scene, showing steps: [Step], on grid: Grid) throws {
    // Without white margins, letters are as large as the page allows.
    let scene = scene.cropped
    self.scene = scene
    self.grid = grid
    measure = try TextMeasure()
    pages = stride(from: 0, to: steps.count, by: grid.count).map {
      Array(steps[$0..<min($0 + grid.count, steps.count)])
    }
    let cell = grid.cell
    scale = max(scene.width / cell.width, scene.height / cell.height)
  }

  /// The printed size of the smallest letters of the deck in points, without indices.
  ///
  /// All steps of the deck are measured, not only those on the pages.
  public var smallestLetters: Double { (scene.smallestSize ?? .infinity) / scale }

  /// Returns a page, counted from 0, as written by the library, ready for use.
  ///
  /// - Throws: `GraphvizError` with the library's message.
  public func rendered(_ page: Int, as format: Drawing.Format) throws -> [UInt8] {
    let size = grid.page
    let drawing = try Drawing(
      name: "handout", width: size.width * scale, height: size.height * scale,
      background: scene.theme.background, scale: scale)
    for (place, step) in pages[page].enumerated() {
      let column = Double(place % grid.columns)
      let row = Double(place / grid.columns)
      let pitch = (
        x: (size.width - 2 * Self.margin + Self.gap) / Double(grid.columns),
        y: (size.height - 2 * Self.margin + Self.gap) / Double(grid.rows)
      )
      let corner = Point(
        (Self.margin + column * pitch.x) * scale, (Self.margin + row * pitch.y) * scale)
      try draw(step, at: corner, in: drawing)
    }
    try drawing.layOut()
    let steps = pages[page]
    switch format {
    case .svgWithText, .svgWithOutlines:
      var sheet = SVGSheet(size: size)
      try sheet.add(SVGCutter(drawing.rendered(as: format), size: size))
      return sheet.picture(
        title: steps.first.map { scene.storyboard.title(of: $0) } ?? "",
        description: steps.map(\.narration).joined(separator: " "))
    case .pdf: return try PDFFinisher.finished(drawing.rendered(as: format))
    case .png(let pixelsPerInch):
      return try drawing.rendered(as: .png(pixelsPerInch: pixelsPerInch / scale))
    case .dot: return try drawing.rendered(as: format)
    }
  }

  private func draw(_ step: Step, at corner: Point, in drawing: Drawing) throws {
    let board = scene.storyboard
    let rim = Scene.Box(x: corner.x, y: corner.y, width: scene.width, height: scene.height)
    _ = try drawing.addShape(
      .rectangle, center: rim.center, width: rim.width, height: rim.height,
      stroke: Stroke(color: scene.theme.muted, width: 0.5 * scale), fill: nil)
    var appearances = Appearances(scene, in: [step])
    for drawable in Drawables(scene.things) {
      guard let appearance = appearances(drawable)[0] else { continue }
      _ = try drawing.add(drawable.moved(by: corner), as: appearance)
    }
    let caption = Notation("\(board.numbering(of: step)) · \(step.caption)")
    var label: Label
    repeat {
      label = measure.fitted(caption, size: Self.captionSize * scale, width: scene.width)
    } while try measure.learn()
    let baseline = rim.y + rim.height + 14 * scale
    for piece in label.pieces {
      _ = try drawing.addText(
        PlacedText(
          TextRun(piece.text, font: measure.font(piece.cut, piece.size)), color: scene.theme.ink,
          left: rim.x + piece.x, baseline: baseline + piece.y, width: piece.width))
    }
  }
}
