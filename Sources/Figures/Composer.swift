import Formulas
import Graphviz
import Layout
import Look
import Storyboards
import Unrolling

/// Draws everything of a storyboard at its place on one canvas.
struct Composer {
  let board: Storyboard
  let theme: Theme
  let measure: TextMeasure
  let frame: Frame
  let drawn: DrawnGraph
  let texts: GraphTexts
  let layout: Layout
  var scene: Scene

  /// - Parameters:
  ///   - frame: where the parts of the figure are.
  ///   - layout: where the parts of the graph are.
  ///   - scale: how many points of the frame make one of the picture.
  init(
    _ board: Storyboard, _ theme: Theme, _ measure: TextMeasure, _ canvas: Canvas, _ frame: Frame,
    _ drawn: DrawnGraph, _ texts: GraphTexts, _ layout: Layout, scale: Double
  ) {
    self.board = board
    self.theme = theme
    self.measure = measure
    self.frame = frame
    self.drawn = drawn
    self.texts = texts
    self.layout = layout
    scene = Scene(
      width: frame.width, height: frame.height, scale: scale, theme: theme, storyboard: board,
      canvas: canvas)
    // Doubled as it grows, the list would for a moment need three times its space.
    scene.things.reserveCapacity(20 * drawn.graph.nodes.count + 200)
    scene.isPanelAlone = frame.isPanelAlone
    scene.aloneCallouts = frame.aloneCallouts
  }

  var graph: UnrolledGraph { board.trace.graph }

  mutating func compose() {
    composeTitle()
    composeGraph()
    composeStrip()
    composeWords()
    composeCaptions()
  }

  private mutating func composeTitle() {
    if frame.parts.contains(.title), let title = board.title {
      let width = frame.width - 2 * frame.margin
      let size = TypeScale.height / 21 * frame.unit
      put(
        measure.fitted(.strong(title), size: size, least: size * 0.55, width: width),
        x: frame.margin, baseline: frame.titleBaseline, owner: .item(.title))
    }
  }

  // MARK: Labels

  func label(_ notation: Notation, size: Double, isBold: Bool = false) -> Label {
    measure.label(notation, size: size, isBold: isBold)
  }

  mutating func put(
    _ label: Label, x: Double, baseline: Double, owner: Scene.Owner, color: String? = nil
  ) {
    func staged(_ stage: Int) -> Scene.Owner {
      if case .callout(let index, _) = owner { .callout(index, stage: stage) } else { owner }
    }
    var formula: Int?
    if let source = label.source {
      formula = scene.formulas.count
      scene.formulas.append(
        .init(
          source: source, x: x, baseline: baseline, width: label.width, ascent: label.ascent,
          descent: label.descent, color: color ?? theme.ink))
    }
    for piece in label.pieces {
      let run = TextRun(piece.text, font: measure.font(piece.cut, piece.size))
      let tint = piece.role.map { theme.color(of: $0) } ?? color ?? theme.ink
      scene.things.append(
        .init(
          owner: staged(piece.stage),
          ink: .text(run, color: tint, baseline: baseline + piece.y),
          box: .init(
            x: x + piece.x, y: baseline + piece.y - 0.7 * piece.size, width: piece.width,
            height: 0.92 * piece.size), isScript: piece.isScript, live: piece.live,
          formula: formula))
    }
    for mark in label.marks {
      let box = Scene.Box(
        x: x + mark.x, y: baseline + mark.y, width: mark.width, height: mark.height)
      let tint = mark.role.map { theme.color(of: $0) } ?? color ?? theme.ink
      let ink: Scene.Ink =
        mark.shape == .rule
        ? .rule(color: tint) : .curve(mark.points(in: box), tip: nil, .stroke(tint))
      scene.things.append(
        .init(owner: staged(mark.stage), ink: ink, box: box, formula: formula))
    }
  }

  mutating func shape(
    _ kind: Drawing.ShapeKind, _ look: Scene.Look, center: Point, width: Double, height: Double,
    owner: Scene.Owner
  ) {
    scene.things.append(
      .init(
        owner: owner, ink: .shape(kind, look),
        box: .init(x: center.x - width / 2, y: center.y - height / 2, width: width, height: height))
    )
  }

  /// Centres a label on a point.
  mutating func put(
    _ label: Label, center: Point, owner: Scene.Owner, color: String? = nil
  ) {
    put(
      label, x: center.x - label.width / 2, baseline: center.y + (label.ascent - label.descent) / 2,
      owner: owner, color: color)
  }

  // MARK: Words

  private mutating func composeWords() {
    let words = Wording(board: board, frame: frame, measure: measure)
    var bottom = frame.panelBaseline
    if frame.parts.contains(.panel) {
      let column = words.definitions
      for (label, x, baseline) in column.labels {
        put(
          label, x: frame.panelLeft + x, baseline: frame.panelBaseline + baseline,
          owner: .item(.definitions))
      }
      bottom += column.height
    }
    guard frame.parts.contains(.callout) else { return composeLosses(beside: frame.margin) }
    for (index, lines) in board.callouts.enumerated() {
      let isBesidePlot = index == board.lossesCallout
      let frame =
        isBesidePlot
        ? frame.besidePlot : frame.aloneCallouts.contains(index) ? frame.alone : frame
      let words = Wording(board: board, frame: frame, measure: measure)
      let top = frame.calloutTop(below: bottom)
      let space = frame.calloutBottom - top
      let column = words.formula(lines, space: max(space, 1))
      // All formulas begin at the same height, where readers expect them; only tall ones move up.
      let y = top + max(0, min(space * 0.22, space - column.height))
      for (label, x, baseline) in column.labels {
        put(
          label, x: frame.calloutLeft + x, baseline: y + baseline,
          owner: .callout(index, stage: 0))
      }
      if isBesidePlot {
        let right = column.labels.map { $0.1 + $0.0.width }.max() ?? 0
        composeLosses(beside: frame.calloutLeft + right)
      }
    }
  }

  private mutating func composeCaptions() {
    guard frame.parts.contains(.caption) else { return }
    let words = Wording(board: board, frame: frame, measure: measure)
    for step in board.steps {
      for (index, label) in words.caption(of: step).enumerated() {
        put(
          label, x: frame.margin,
          baseline: frame.captionBaseline + Double(index) * frame.captionPitch,
          owner: .caption(step.number), color: theme.muted)
      }
    }
  }
}

extension Label.Mark {
  /// The mark's stroke as a Bézier curve in its box.
  func points(in box: Scene.Box) -> [Point] {
    let (left, top) = (box.x, box.y)
    let (right, bottom) = (box.x + box.width, box.y + box.height)
    let middle = (left + right) / 2
    func line(_ a: Point, _ b: Point) -> [Point] {
      [
        Point(a.x + (b.x - a.x) / 3, a.y + (b.y - a.y) / 3),
        Point(a.x + 2 * (b.x - a.x) / 3, a.y + 2 * (b.y - a.y) / 3), b,
      ]
    }
    switch shape {
    case .rule, .bar:
      return [Point(left, top)] + line(Point(left, top), Point(left, bottom))
    case .opening:
      return [
        Point(right, top), Point(left - box.width * 0.33, top + box.height * 0.3),
        Point(left - box.width * 0.33, bottom - box.height * 0.3), Point(right, bottom),
      ]
    case .closing:
      return [
        Point(left, top), Point(right + box.width * 0.33, top + box.height * 0.3),
        Point(right + box.width * 0.33, bottom - box.height * 0.3), Point(left, bottom),
      ]
    case .headUp:
      let tip = Point(middle, top)
      return [Point(left, bottom)] + line(Point(left, bottom), tip)
        + line(tip, Point(right, bottom))
    case .headLeft:
      let tip = Point(left, (top + bottom) / 2)
      return [Point(right, top)] + line(Point(right, top), tip) + line(tip, Point(right, bottom))
    case .loop:
      let reach = left + box.width * 4 / 3
      return [Point(left, bottom), Point(reach, bottom), Point(reach, top), Point(left, top)]
    case .brace:
      let half = box.height / 2
      let bend = min(box.height, box.width / 4)
      let y = top + half
      return [
        Point(left, top), Point(left, top + half * 0.8), Point(left + bend * 0.4, y),
        Point(left + bend, y),
      ] + line(Point(left + bend, y), Point(middle - bend, y)) + [
        Point(middle - bend * 0.4, y), Point(middle, y + half * 0.2), Point(middle, bottom),
        Point(middle, y + half * 0.2), Point(middle + bend * 0.4, y), Point(middle + bend, y),
      ] + line(Point(middle + bend, y), Point(right - bend, y)) + [
        Point(right - bend * 0.4, y), Point(right, top + half * 0.8), Point(right, top),
      ]
    }
  }
}
