import Graphviz
import Storyboards

/// The SVG of a scene's steps: every thing is drawn once in each of its appearances, and a step is
/// assembled from those that it shows.
struct SVGPieces {
  private let scene: Scene
  private let steps: [Step]
  private let sheet: SVGSheet
  /// The pieces of each step: curves, which are below, and all others.
  private var curves, others: [[Int32]]

  /// Draws everything that the steps show.
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

  /// Returns the picture of a step, counted from 0 among the steps shown.
  func picture(of step: Int) -> [UInt8] {
    // The background is below everything.
    sheet.picture(
      of: [0] + curves[step] + others[step], title: scene.storyboard.title(of: steps[step]),
      description: steps[step].narration)
  }
}
