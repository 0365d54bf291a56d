import Formulas
import Graphviz
import Look
import Storyboards
import Unrolling

/// Places everything of a storyboard on one canvas.
struct Composer {
  let board: Storyboard
  let theme: Theme
  let measure: TextMeasure
  var frame: Frame
  var scene: Scene
  var layout: GraphLayout
  /// The half width and half height of each drawn node.
  var reach: [Int: (Double, Double)] = [:]
  /// Everything placed in the graph's area.
  var obstacles: Obstacles
  /// The bends of the first columns' edges and flows, by what they join.
  var bends: [Way: Bend] = [:]
  /// The curve of each edge between two nodes.
  var edgeCurves: [Item.Slot: [Point]] = [:]
  /// The bend of each edge between two nodes.
  var edgeBends: [Item.Slot: Bend] = [:]
  /// The places of chips and marks in an earlier round; lines are routed around them.
  let known: [Item: Scene.Box]
  /// The places of chips and marks.
  var marks: [Item: Scene.Box] = [:]
  /// The curve of each gradient, for the label beside it.
  var flowCurves: [Item.Slot: [Point]] = [:]
  /// The lines of each step's caption.
  private let captions: [[Label]]
  /// Whether nodes are operations: then some have a generated name, which contains a period.
  let drawsOperations: Bool
  /// Whether all chips of nodes that are side by side are above or below them, and tall ones beside
  /// their nodes.
  var isNeat = true
  /// How many chips are far from their nodes.
  var farCount = 0
  /// Whether a chip did not fit, so that the columns must be further apart.
  var isCrowded = false
  /// Whether the rows of nodes do not fit, so that the canvas must be higher.
  var isLow = false
  /// Whether a formula does not fit beside or below the graph even in the smallest letters.
  var isWordy = false

  /// - Parameters:
  ///   - frame: the places of the figure's parts.
  ///   - stretch: the distance of the columns, as a multiple of the smallest possible one.
  ///   - scale: the number of points of the frame per point of the picture.
  ///   - known: the places of chips and marks found in an earlier round.
  init(
    _ board: Storyboard, _ theme: Theme, _ measure: TextMeasure, _ canvas: Canvas, _ frame: Frame,
    stretch: Double, scale: Double, around known: [Item: Scene.Box] = [:]
  ) {
    self.board = board
    self.known = known
    self.theme = theme
    self.measure = measure
    drawsOperations = board.trace.graph.network.equations.contains { $0.name.contains(".") }
    let nodes = board.spans.keys.compactMap { item -> Int? in
      if case .node(let node) = item { node } else { nil }
    }.sorted()
    let words = Wording(board: board, frame: frame, measure: measure)
    captions = frame.parts.contains(.caption) ? board.steps.map { words.caption(of: $0) } : []
    self.frame = frame
    self.frame.captionLines = captions.map(\.count).max() ?? 1
    self.frame.wordsHeight = words.height
    self.frame.stripHeight = Self.stripHeight * Double(board.flows.count)
    let parameters = ParameterColumn(of: board, nodes: nodes) {
      measure.label($0, size: $1, isBold: false)
    }
    layout = GraphLayout(
      of: board, nodes: nodes, parameters: parameters, x: Frame.margin, top: self.frame.graphTop,
      bottom: self.frame.graphBottom, width: frame.graphWidth, stretch: stretch)
    isLow = layout.isLow || layout.parameters.isCrowded
    self.frame.width += max(0, layout.width - frame.graphWidth)
    scene = Scene(
      width: self.frame.width, height: frame.height, scale: scale, theme: theme, storyboard: board,
      canvas: canvas)
    obstacles = Obstacles(width: scene.width, height: scene.height)
  }

  /// Whether there are so many columns that all use the places found for the first ones.
  var isLong: Bool { layout.columnCount > 24 }

  /// Whether places are chosen by looking at this node's surroundings.
  func isSample(_ node: Int) -> Bool { !isLong || (graph.nodes[node].time ?? 0) <= 8 }

  /// Identifies edges that differ only in time.
  struct Way: Hashable {
    let from: String
    let to: String
    let slot: Int
    let isFlow: Bool
  }

  var graph: UnrolledGraph { board.trace.graph }

  /// The owners of chips and marks that are hard to read: on lines, or nearer to other nodes.
  private(set) var faults: [Scene.Owner] = []
  /// Whether everything is easy to read.
  var isClear: Bool { demerits == 0 }
  /// The penalties of the composition.
  var demerits: Int { (isNeat ? 0 : 4) + faults.count + farCount }

  /// Whether everything fits.
  var isRoomy: Bool { !isCrowded && !isLow && !isWordy }

  mutating func compose() {
    composeTitle()
    composeGraph()
    composeStrips()
    composeWords()
    composeCaptions()
    // Many columns are as clear as the first ones, because all use the same places.
    if !isLong { faults = scene.faults }
  }

  /// Registers the texts around the graph and the marks in it, so that they are measured.
  mutating func meetWords() {
    composeTitle()
    composeStrips()
    composeWords()
    meetMarks()
  }

  private mutating func composeTitle() {
    if frame.parts.contains(.title), let title = board.title {
      let width = frame.width - 2 * Frame.margin
      put(
        measure.fitted(.strong(title), size: 26, width: width), x: Frame.margin,
        baseline: Frame.titleBaseline, owner: .item(.title))
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
    for piece in label.pieces {
      let run = TextRun(piece.text, font: measure.font(piece.cut, piece.size))
      let tint = piece.role.map { theme.color(of: $0) } ?? color ?? theme.ink
      scene.things.append(
        .init(
          owner: staged(piece.stage),
          ink: .text(run, color: tint, baseline: baseline + piece.y),
          box: .init(
            x: x + piece.x, y: baseline + piece.y - 0.7 * piece.size, width: piece.width,
            height: 0.92 * piece.size), isScript: piece.isScript))
    }
    for mark in label.marks {
      let box = Scene.Box(
        x: x + mark.x, y: baseline + mark.y, width: mark.width, height: mark.height)
      let tint = mark.role.map { theme.color(of: $0) } ?? color ?? theme.ink
      let ink: Scene.Ink =
        mark.shape == .rule
        ? .rule(color: tint) : .curve(mark.points(in: box), tip: nil, .stroke(tint))
      scene.things.append(.init(owner: staged(mark.stage), ink: ink, box: box))
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
      for (label, baseline) in column.labels {
        put(
          label, x: frame.wordsLeft, baseline: frame.panelBaseline + baseline,
          owner: .item(.definitions))
      }
      bottom += column.height
      isWordy = bottom > frame.foot || column.isSmall
    }
    guard frame.parts.contains(.callout) else { return }
    let top = frame.calloutTop(below: bottom)
    let space = frame.calloutBottom - top
    for (index, lines) in board.callouts.enumerated() {
      let column = words.formula(lines, space: max(space, 1))
      isWordy = isWordy || column.isSmall || column.height > space + 0.5
      // All formulas begin at the same height, where readers expect them; only tall ones move up.
      let y = top + max(0, min(space * 0.22, space - column.height))
      for (label, baseline) in column.labels {
        put(
          label, x: frame.calloutLeft, baseline: y + baseline, owner: .callout(index, stage: 0))
      }
    }
  }

  private mutating func composeCaptions() {
    for (step, lines) in zip(board.steps, captions) {
      for (index, label) in lines.enumerated() {
        put(
          label, x: Frame.margin,
          baseline: frame.captionBaseline + Double(index) * Frame.captionPitch,
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
