import Graphviz
import Storyboards

/// The drawing of a scene's steps: laid out once, then rendered with one mask per step.
///
/// What no step shows is not built, which makes a single step of a long sequence cheap and does not
/// change pictures.
final class MaskedDrawing {
  private let drawing: Drawing
  private let steps: [Step]
  private var parts: [Part] = []

  fileprivate struct Part {
    let handle: Drawing.Handle
    let drawable: Drawable
    /// The appearance in each step.
    let appearances: [Appearance?]
    /// The appearance that the drawing has now, and whether it is shown.
    var current: Appearance
    var isShown = true
  }

  init(of scene: Scene, showing steps: [Step]) throws {
    self.steps = steps
    drawing = try Drawing(
      name: "unroll", width: scene.width, height: scene.height, background: scene.theme.page,
      scale: scene.scale)
    var appearances = Appearances(scene, in: steps)
    for layer in Appearances.Layer.allCases {
      for drawable in Drawables(scene.things) {
        let each = appearances(drawable, layer)
        guard let first = each.lazy.compactMap({ $0 }).first else { continue }
        parts.append(
          Part(
            handle: try drawing.add(drawable, as: first), drawable: drawable, appearances: each,
            current: first))
      }
    }
    try drawing.layOut()
  }

  /// Returns a step, counted from 0 among the steps shown, as written by the library.
  func rendered(_ step: Int, as format: Drawing.Format) throws -> [UInt8] {
    try show(step)
    return try drawing.rendered(as: format)
  }

  /// Returns a step, counted from 0 among the steps shown, as pixels.
  func pixels(_ step: Int, pixelsPerInch: Double) throws -> Pixels {
    try show(step)
    return try drawing.pixels(pixelsPerInch: pixelsPerInch)
  }

  /// Draws a step, counted from 0 among the steps shown, on the next page of a document.
  func addPage(_ step: Int, to document: PDFDocument) throws {
    try show(step)
    try drawing.addPage(to: document)
  }

  private func show(_ step: Int) throws {
    for index in parts.indices { try parts[index].show(in: step, drawing) }
  }
}

extension MaskedDrawing.Part {
  fileprivate mutating func show(in step: Int, _ drawing: Drawing) throws {
    let appearance = appearances[step]
    if let appearance, appearance != current {
      switch drawable.thing.ink {
      // A cell looks the same in all steps.
      case .shape(_, .cell): break
      case .shape(let kind, _):
        drawing.restyle(handle, kind, stroke: appearance.stroke, fill: appearance.fill)
        if appearance.text != current.text { drawing.recolor(handle, appearance.text) }
      case .rule:
        drawing.restyle(handle, .rectangle, stroke: appearance.stroke, fill: appearance.fill)
      case .curve: try drawing.restyle(handle, stroke: appearance.stroke)
      case .text: drawing.recolor(handle, appearance.text)
      }
      current = appearance
    }
    guard (appearance != nil) != isShown else { return }
    isShown.toggle()
    drawing.setVisible(handle, isShown)
  }
}
