import Formulas
import Graphviz
import Storyboards

/// Draws the steps of a scene: laid out once, then one mask a step.
public final class Figure {
  /// The scene that is drawn.
  public let scene: Scene
  /// What to do about a missing font family, `nil` when the right one is there.
  public let missingFont: String?
  private let drawing: Drawing
  private let things: [Scene.Thing]
  // A text on a shape is drawn with it and has no handle of its own.
  private var handles: [Drawing.Handle?] = []
  private var isShown: [Bool]
  private var wasHot: [Bool]

  /// Builds the drawing of a scene's steps.
  ///
  /// - Parameter steps: those that will be rendered, all by default; what none of them shows is
  ///   not built, which makes a single step of a long sequence cheap and changes no picture.
  /// - Throws: `GraphvizError` with the library's message.
  public init(of scene: Scene, showing steps: [Step]? = nil) throws {
    self.scene = scene
    things =
      steps.map { steps in
        scene.things.filter { thing in steps.contains { scene.shows(thing, in: $0) } }
      } ?? scene.things
    missingFont =
      try Library.shared.firstInstalledFamily(among: TextMeasure.families) == nil
      ? "the font STIX is not installed, another face is drawn instead; install fonts-stix" : nil
    drawing = try Drawing(
      name: "unroll", width: scene.width, height: scene.height, background: scene.theme.background,
      scale: scene.scale)
    isShown = Array(repeating: true, count: things.count)
    wasHot = Array(repeating: false, count: things.count)
    let measure = try Library.shared.widths(
      of: things.compactMap { if case .text(let run, _, _) = $0.ink { run } else { nil } })
    var nextText = 0
    func text(_ thing: Scene.Thing) -> PlacedText? {
      guard case .text(let run, let color, let baseline) = thing.ink else { return nil }
      nextText += 1
      return PlacedText(
        run, color: color, left: thing.box.x, baseline: baseline, width: measure[nextText - 1])
    }
    for (index, thing) in things.enumerated() where handles.count == index {
      switch thing.ink {
      case .text: handles.append(try text(thing).map(drawing.addText))
      case .rule(let color):
        handles.append(
          try drawing.addShape(
            .rectangle, center: thing.box.center, width: thing.box.width, height: thing.box.height,
            stroke: nil, fill: color))
      case .shape(let kind, let look):
        let (stroke, fill) = scene.theme.style(look, isHot: false, isAsked: false, .title)
        let next = things.dropFirst(index + 1).first
        let label = next.flatMap { $0.owner == thing.owner ? text($0) : nil }
        handles.append(
          try drawing.addShape(
            kind, center: thing.box.center, width: thing.box.width, height: thing.box.height,
            stroke: stroke, fill: fill, text: label))
        if label != nil { handles.append(nil) }
      case .curve(let points, let tip, let look):
        let (stroke, _) = scene.theme.style(look, isHot: false, isAsked: false, .title)
        handles.append(try drawing.addCurve(points, arrowTip: tip, stroke: stroke))
      }
    }
    try drawing.layOut()
  }

  /// Tells the fonts that figures are drawn with from others: their family, and the widths of some
  /// letters in each face.
  ///
  /// - Throws: `GraphvizError` with the library's message.
  public static func fontSignature() throws -> String {
    let measure = try TextMeasure()
    let cuts: [Label.Cut] = [.regular, .italic, .bold, .boldItalic]
    let texts = ["Wh", "∂", "−", "agQ&", "0123456789", "σ·×"]
    func widths() -> [Double] {
      cuts.flatMap { cut in texts.map { measure.width($0, cut, 1000) } }
    }
    _ = widths()
    _ = try measure.learn()
    return measure.family + widths().map { " \($0)" }.joined()
  }

  /// Returns one step as the library writes it, finished for use.
  ///
  /// - Throws: `GraphvizError` with the library's message.
  public func rendered(_ step: Step, as format: Drawing.Format) throws -> [UInt8] {
    for (index, thing) in things.enumerated() {
      guard let handle = handles[index] else { continue }
      let isVisible = scene.shows(thing, in: step)
      if isVisible { restyle(handle, index, thing, step) }
      if isVisible != isShown[index] {
        drawing.setVisible(handle, isVisible)
        isShown[index] = isVisible
      }
    }
    let raw = try drawing.rendered(as: scaled(format))
    let title = scene.storyboard.title(of: step)
    switch format {
    case .svgWithText, .svgWithOutlines:
      return SVGFinisher(
        title: title, description: step.narration, size: scene.pictureSize
      ).finished(raw)
    case .pdf: return PDFFinisher.finished(raw)
    case .png, .dot: return raw
    }
  }

  /// A picture of a larger canvas has the usual number of pixels.
  private func scaled(_ format: Drawing.Format) -> Drawing.Format {
    guard case .png(let pixelsPerInch) = format else { return format }
    return .png(pixelsPerInch: pixelsPerInch / scene.scale)
  }

  private func restyle(
    _ handle: Drawing.Handle, _ index: Int, _ thing: Scene.Thing, _ step: Step
  ) {
    guard case .item(let item) = thing.owner else { return }
    let isHot = step.hot.contains(item)
    var isAsked = false
    if case .node(let node) = item {
      isAsked = scene.storyboard.shows(.question(node), in: step)
    }
    let changed = isHot || isAsked
    guard changed || wasHot[index] else { return }
    wasHot[index] = changed
    switch thing.ink {
    case .shape(let kind, let look):
      let (stroke, fill) = scene.theme.style(look, isHot: isHot, isAsked: isAsked, step.kind)
      drawing.restyle(handle, kind, stroke: stroke, fill: fill)
    case .curve(_, _, let look):
      drawing.restyle(
        handle, stroke: scene.theme.style(look, isHot: isHot, isAsked: false, step.kind).0)
    case .text, .rule: break
    }
  }
}

extension Scene.Box {
  /// The middle.
  var center: Point { Point(x + width / 2, y + height / 2) }
}
