import Dispatch
import Graphviz
import Storyboards

/// The SVG of a scene's steps: every thing is drawn once in each of its appearances, and a step is
/// put together of those that it shows.
struct SVGPieces {
  private let scene: Scene
  private let steps: [Step]
  private let sheet: SVGSheet
  /// The pieces of each step: curves, which lie below, and all others.
  private var curves, others: [[Int32]]

  /// Draws all that the steps show.
  ///
  /// - Throws: `GraphvizError` with the library's message.
  init(of scene: Scene, showing steps: [Step], as format: Drawing.Format) throws {
    self.scene = scene
    self.steps = steps
    curves = Array(repeating: [], count: steps.count)
    others = curves
    var drawer = PieceDrawer(scene, format)
    var appearances = Appearances(scene, in: steps)
    for drawable in Drawables(scene.things) {
      var drawn: [(Appearance, Int32)] = []
      for (step, appearance) in appearances(drawable).enumerated() {
        guard let appearance else { continue }
        let known = drawn.first { $0.0 == appearance }?.1
        let piece = try known ?? drawer.add(drawable, appearance)
        if known == nil { drawn.append((appearance, piece)) }
        if drawable.isCurve { curves[step].append(piece) } else { others[step].append(piece) }
      }
    }
    sheet = try drawer.finished()
  }

  /// Returns the picture of a step, counted from 0 among those shown.
  func picture(of step: Int) -> [UInt8] {
    // The background lies below all.
    sheet.picture(
      of: [0] + curves[step] + others[step], title: scene.storyboard.title(of: steps[step]),
      description: steps[step].narration)
  }
}

/// Draws pieces, some thousand at a time: a long sequence then needs little memory, and what is
/// drawn is cut into pieces on another core meanwhile.
private struct PieceDrawer {
  private let scene: Scene
  private let format: Drawing.Format
  private var sheet: SVGSheet
  private var drawing: Drawing?
  /// The real colours of the drawing's pieces, three each.
  private var colors: [String] = []
  /// The number of its first piece on the sheet.
  private var firstPiece: Int32 = 0
  private var cutting: Cutting?

  // Enough that most decks are one drawing, and few enough that the library finds each quickly.
  private static let mostPieces = 1024

  init(_ scene: Scene, _ format: Drawing.Format) {
    self.scene = scene
    self.format = format
    sheet = SVGSheet(size: scene.pictureSize)
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
    // Of nothing at all there is the background.
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
    // The background is each drawing's first piece.
    firstPiece += Int32(colors.count / 3)
    colors = [scene.theme.background, "", ""]
    let begun = try Drawing(
      name: "unroll", width: scene.width, height: scene.height, background: SVGSheet.marker(0),
      scale: scene.scale)
    drawing = begun
    return begun
  }

  /// Ends a drawing and returns it as the library writes it.
  private mutating func end() throws -> [UInt8] {
    let drawing = try begun()
    self.drawing = nil
    try drawing.layOut()
    return try drawing.rendered(as: format)
  }
}

/// A drawing that is being cut.
private final class Cutting: @unchecked Sendable {
  private let group = DispatchGroup()
  // Written before the group is left, and read after that.
  private var cut: SVGCutter?
  private let start: @Sendable () -> SVGCutter

  init(_ raw: [UInt8], _ colors: [String], _ size: (width: Double, height: Double)) {
    start = { SVGCutter(raw, colors: colors, size: size) }
    DispatchQueue.global().async(group: group) { self.cut = self.start() }
  }

  /// Waits for the end of the cutting.
  func cutter() -> SVGCutter {
    group.wait()
    return cut ?? start()
  }
}
