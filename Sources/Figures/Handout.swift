import Formulas
import Graphviz
import Look
import Storyboards

/// Steps of a deck on A4 pages for printing, several on each page, with their captions.
///
///     let grid = Handout.Arrangement.six.grids[0]
///     let handout = try Handout(of: scene, showing: board.steps, on: grid)
///     let document = try PDFDocument()
///     for page in handout.pages.indices { try handout.addPage(page, to: document) }
///
/// It draws the scene's gradients as they are, unchecked; `PaperLayout` in `UnrollKit` checks them.
public struct Handout {
  /// The number of steps on a page.
  public enum Arrangement: Int, CaseIterable, Sendable {
    case one = 1
    case two = 2
    /// Three, with what is said beside each.
    case three = 3
    case four = 4
    case six = 6

    /// The possible grids for this number of steps, in portrait or landscape, the usual one first.
    ///
    ///     Handout.Arrangement.six.grids.map(\.columns)  // [2, 3]
    public var grids: [Grid] {
      switch self {
      case .one: [Grid(columns: 1, rows: 1, isWide: true)]
      case .two: [Grid(columns: 1, rows: 2), Grid(columns: 2, rows: 1, isWide: true)]
      case .three: [Grid(columns: 2, rows: 3, hasWords: true)]
      case .four: [Grid(columns: 2, rows: 2, isWide: true), Grid(columns: 2, rows: 2)]
      case .six: [Grid(columns: 2, rows: 3), Grid(columns: 3, rows: 2, isWide: true)]
      }
    }
  }

  /// An A4 page and the places for steps on it.
  public struct Grid: Sendable {
    /// The numbers of columns and rows.
    public let columns, rows: Int
    /// Whether the second column is what is said to the steps in the first.
    public let hasWords: Bool
    /// The size of the page in points.
    let page: (width: Double, height: Double)

    init(columns: Int, rows: Int, isWide: Bool = false, hasWords: Bool = false) {
      (self.columns, self.rows, self.hasWords) = (columns, rows, hasWords)
      page = isWide ? (842, 595) : (595, 842)
    }

    /// The number of steps on the page.
    public var count: Int { hasWords ? rows : columns * rows }

    /// The size of a step, without its caption.
    var cell: (width: Double, height: Double) {
      let (columns, rows) = (Double(columns), Double(rows))
      return (
        (page.width - 2 * Handout.margin - Handout.gap * (columns - 1)) / columns,
        (page.height - 2 * Handout.margin - Handout.headHeight - Handout.gap * (rows - 1)) / rows
          - Handout.captionHeight
      )
    }

    /// A canvas with the shape of a step on the page.
    public var canvas: Canvas { Canvas(width: cell.width, height: cell.height) }
  }

  /// The steps of each page.
  public let pages: [[Step]]
  /// What the steps are cropped from.
  public let scene: Scene
  let grid: Grid
  let measure: TextMeasure
  /// How many points of the scene make one of the page.
  let scale: Double
  /// The page in the scene's points.
  private var paper: PieceDrawer.Page {
    PieceDrawer.Page(
      width: grid.page.width * scale, height: grid.page.height * scale, scale: scale,
      background: scene.theme.page)
  }

  // Most printers leave 12 points of a page's rim white.
  static let margin = 18.0
  static let gap = 10.0
  /// Above the steps are the deck's title and the page's number.
  static let headHeight = 18.0
  static let headSize = 12.0
  private static let captionHeight = 22.0
  static let captionSize = 10.5
  static let wordsSize = 11.0
  static let leastCaption = 8.5

  /// Lays out steps on pages.
  ///
  /// - Parameter scene: placed without title and caption, which are on the page instead.
  /// - Throws: `GraphvizError` when texts cannot be measured.
  public init(of scene: Scene, showing steps: [Step], on grid: Grid) throws {
    // Without white margins, letters are as large as the page allows.
    let scene = scene.cropped(to: scene.storyboard.steps)
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
  /// - Parameters:
  ///   - id: what begins the ids in SVG, before the numbers of page and step: with `bptt` that of
  ///     h_1 is `bptt-page-2-23-h_1`.
  ///   - variant: which of several looks of the page this is: the theme's name.
  /// - Throws: `GraphvizError` with the library's message.
  public func rendered(
    _ page: Int, as format: Drawing.Format, id: String = "handout", variant: String? = nil
  ) throws -> [UInt8] {
    switch format {
    case .svgWithText, .svgWithOutlines:
      let prefix = ElementID.prefix(id) + "-page-\(page + 1)" + (variant.map { "-" + $0 } ?? "")
      return try svg(of: page, as: format, prefix: prefix)
    case .png(let pixelsPerInch):
      return try drawing(of: page).rendered(as: .png(pixelsPerInch: pixelsPerInch / scale))
    case .dot: return try drawing(of: page, hasNames: true).rendered(as: format)
    }
  }

  /// Draws a page, counted from 0, on the next page of a document.
  ///
  /// - Throws: `GraphvizError` with the library's message.
  public func addPage(_ page: Int, to document: PDFDocument) throws {
    try drawing(of: page).addPage(to: document)
  }

  private func svg(of page: Int, as format: Drawing.Format, prefix: String) throws -> [UInt8] {
    var drawer = PieceDrawer(paper, format)
    var groups = [SVGSheet.Group(pieces: [0])]
    let parts =
      try head(of: page).map { ($0.element, $0) }
      + pages[page].flatMap { step in
        try self.parts(of: step, on: page).map { ("\(step.number)-\($0.element)", $0) }
      }
    var placeOfElement: [String: Int] = [:]
    for (element, part) in parts {
      let piece = try drawer.add(part.drawable, part.appearance)
      let place = placeOfElement[element] ?? groups.count
      placeOfElement[element] = place
      if place == groups.count {
        groups.append(.init(element: element, classes: part.named.classes))
      }
      if part.drawable.isCurve {
        groups[place].curves.append(piece)
      } else {
        groups[place].pieces.append(piece)
      }
    }
    let steps = pages[page]
    return try drawer.finished().picture(
      of: groups, prefix: prefix,
      title: steps.first.map { scene.storyboard.title(of: $0) } ?? "",
      description: steps.map(\.narration).joined(separator: " "))
  }

  private func drawing(of page: Int, hasNames: Bool = false) throws -> Drawing {
    let drawing = try Drawing(
      name: "handout", width: paper.width, height: paper.height, background: paper.background,
      scale: scale, hasNames: hasNames)
    let parts =
      try head(of: page)
      + pages[page].flatMap { try self.parts(of: $0, on: page, isSplit: hasNames) }
    for part in parts {
      _ = try drawing.add(
        part.drawable, as: part.appearance, name: hasNames ? part.named : nil, joining: part.ends)
    }
    try drawing.layOut()
    return drawing
  }
}
