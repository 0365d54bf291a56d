import Formulas
import Graphviz
import Storyboards

/// Draws the steps of a scene: everything is drawn once, and each step shows a part of it.
///
///     let figure = try Figure(of: scene, showing: [board.steps[3]])
///     try figure.rendered(board.steps[3], as: .svgWithText)  // the same bytes as in a whole deck
///
/// Every item has its name (`FigureNames`) in DOT and in SVG: `h_1`, `h_1.value`, `h_1->h_2`.
///
/// It draws the scene's gradients as they are, unchecked; `Illustration` in `UnrollKit` checks them.
public final class Figure {
  /// The scene that is drawn.
  public let scene: Scene
  private let steps: [Step]
  // Created on first use.
  private var pieces: [Drawing.Format: SVGPieces] = [:]
  private var masked: MaskedDrawing?
  private var named: NamedDrawing?
  private var encoders: [Double: PNGEncoder] = [:]

  /// Prepares to draw a scene's steps.
  ///
  /// - Parameter steps: the steps that will be rendered, all by default. What none of them shows is
  ///   not drawn, which makes a single step of a long sequence cheap and does not change pictures.
  /// - Throws: `GraphvizError` with the library's message.
  public init(of scene: Scene, showing steps: [Step]? = nil) throws {
    self.scene = scene
    self.steps = steps ?? scene.storyboard.steps
  }

  /// Returns one of the steps as drawn by the library, ready for use.
  ///
  ///     try figure.rendered(board.steps[22], as: .svgWithOutlines, id: "bptt", variant: "dark")
  ///     // the element of h_1 is <g id="bptt-23-dark-h_1" class="node state">
  ///
  /// - Parameters:
  ///   - id: what begins the ids in SVG, before the step's number; what an id cannot hold is a
  ///     hyphen. Two figures of one page need different ones.
  ///   - variant: which of several looks of the step this is: the theme's name.
  /// - Throws: `GraphvizError` with the library's message.
  public func rendered(
    _ step: Step, as format: Drawing.Format, id: String = "fig", variant: String? = nil
  ) throws -> [UInt8] {
    let index = index(of: step)
    switch format {
    case .svgWithText, .svgWithOutlines:
      let prefix = ElementID.prefix(id) + "-\(step.number)" + (variant.map { "-" + $0 } ?? "")
      return try pieces(as: format).picture(of: index, prefix: prefix)
    case .png(let pixelsPerInch):
      let encoder = encoders[pixelsPerInch] ?? PNGEncoder(pixelsPerInch: pixelsPerInch)
      encoders[pixelsPerInch] = encoder
      return try encoder.encoded(pixels(of: step, pixelsPerInch: pixelsPerInch))
    case .dot:
      let named = named ?? NamedDrawing(of: scene, showing: steps)
      self.named = named
      return try named.rendered(step)
    }
  }

  /// Returns one of the steps as pixels.
  ///
  ///     try figure.pixels(of: board.steps[22], pixelsPerInch: 96).width  // 1280
  ///
  /// - Parameter pixelsPerInch: pixels per 72 points of the picture, whatever its scene's scale.
  /// - Throws: `GraphvizError` with the library's message.
  public func pixels(of step: Step, pixelsPerInch: Double) throws -> Pixels {
    try drawing().pixels(index(of: step), pixelsPerInch: pixelsPerInch / scene.scale)
  }

  /// Draws one of the steps on the next page of a document.
  ///
  /// - Throws: `GraphvizError` with the library's message.
  public func addPage(_ step: Step, to document: PDFDocument) throws {
    try drawing().addPage(index(of: step), to: document)
  }

  private func index(of step: Step) -> Int {
    guard let index = steps.firstIndex(where: { $0.number == step.number }) else {
      preconditionFailure("a figure draws only the steps that it was created for")
    }
    return index
  }

  private func pieces(as format: Drawing.Format) throws -> SVGPieces {
    if let made = pieces[format] { return made }
    let made = try SVGPieces(of: scene, showing: steps, as: format)
    pieces[format] = made
    return made
  }

  private func drawing() throws -> MaskedDrawing {
    if let masked { return masked }
    let made = try MaskedDrawing(of: scene, showing: steps)
    masked = made
    return made
  }
}
