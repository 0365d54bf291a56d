import Graphviz
import Storyboards

/// The SVG of a scene's steps: every thing is drawn once in each of its appearances, and a step is
/// put together of those that it shows.
///
/// The library draws a thousandth of a long sequence at a time, so that it needs little memory.
struct SVGPieces {
  private let scene: Scene
  private let steps: [Step]
  private var sheet: SVGSheet
  /// The pieces of each step: curves, which lie below, and all others.
  private var curves: [[Int32]]
  private var others: [[Int32]]

  // Enough that a deck is one drawing.
  private static let mostPieces = 8192

  /// Draws all that the steps show.
  ///
  /// - Throws: `GraphvizError` with the library's message.
  init(of scene: Scene, showing steps: [Step], as format: Drawing.Format) throws {
    self.scene = scene
    self.steps = steps
    sheet = SVGSheet(size: scene.pictureSize)
    curves = Array(repeating: [], count: steps.count)
    others = curves
    var appearances = Appearances(scene, in: steps)
    var batch: [(Drawable, Appearance)] = []
    // The background is the first piece of each drawing.
    var number: Int32 = 1
    for drawable in Drawables(scene.things) {
      var drawn: [(Appearance, Int32)] = []
      for (step, appearance) in appearances(drawable).enumerated() {
        guard let appearance else { continue }
        let piece: Int32
        if let known = drawn.first(where: { $0.0 == appearance }) {
          piece = known.1
        } else {
          piece = number
          number += 1
          batch.append((drawable, appearance))
          drawn.append((appearance, piece))
        }
        if drawable.isCurve { curves[step].append(piece) } else { others[step].append(piece) }
      }
      if batch.count >= Self.mostPieces {
        try draw(batch, as: format)
        batch = []
        number += 1
      }
    }
    if !batch.isEmpty || sheet.pieces.isEmpty { try draw(batch, as: format) }
  }

  private mutating func draw(_ batch: [(Drawable, Appearance)], as format: Drawing.Format) throws {
    let drawing = try Drawing(
      name: "unroll", width: scene.width, height: scene.height, background: SVGSheet.marker(0),
      scale: scene.scale)
    var colors = [scene.theme.background, "", ""]
    var marked: [(Drawable, Appearance)] = []
    marked.reserveCapacity(batch.count)
    for (drawable, appearance) in batch {
      let first = colors.count
      colors += [appearance.stroke.color, appearance.fill ?? "", appearance.text]
      var appearance = appearance
      appearance.stroke.color = SVGSheet.marker(first)
      appearance.fill = appearance.fill.map { _ in SVGSheet.marker(first + 1) }
      appearance.text = SVGSheet.marker(first + 2)
      marked.append((drawable, appearance))
    }
    _ = try drawing.add(marked)
    try drawing.layOut()
    try sheet.add(try drawing.rendered(as: format), colors: colors)
  }

  /// Returns the picture of a step, counted from 0 among those shown.
  func picture(of step: Int) -> [UInt8] {
    sheet.picture(
      of: [0] + curves[step] + others[step], title: scene.storyboard.title(of: steps[step]),
      description: steps[step].narration)
  }
}
