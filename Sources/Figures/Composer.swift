import Formulas
import Graphviz
import Storyboards
import Unrolling

/// Places everything of a storyboard on one canvas.
struct Composer {
  let board: Storyboard
  let theme: Theme
  let measure: TextMeasure
  var scene: Scene
  var layout: GraphLayout
  /// The half width and half height of each drawn node.
  var reach: [Int: (Double, Double)] = [:]
  /// What is placed in the graph's area.
  var obstacles: Obstacles
  /// The bow that the first columns' edges and flows have, by what they join.
  var bows: [Way: Double] = [:]
  /// The way of each gradient, for what is written beside it.
  var flowCurves: [Item.Slot: [Point]] = [:]
  /// Whether nodes are operations: some have a generated name, which holds a point.
  let drawsOperations: Bool
  /// Whether a chip found no room: then the columns must be further apart.
  var isCrowded = false

  // The 16:9 canvas in points: title above, caption below, graph left, words right.
  static let width = 960.0
  static let height = 540.0
  static let margin = 24.0
  // Canvases of 16 by 9 times so many points. Letters of 14 points are a fiftieth of the last one's
  // height: the least that a back row can read.
  static let sizes = [60.0, 64, 68, 72, 77]
  static let graphTop = 96.0
  static let panelWidth = 326.0
  static let titleBaseline = 42.0
  private static let graphWidth = 560.0

  var graphBottom: Double { scene.height - 88 }
  var captionBaseline: Double { scene.height - 18 }

  /// - Parameters:
  ///   - stretch: how much further apart than the least the columns are.
  ///   - scale: how much larger than usual the canvas is, letters staying as they are.
  init(
    _ board: Storyboard, _ theme: Theme, _ measure: TextMeasure, stretch: Double, scale: Double
  ) {
    self.board = board
    self.theme = theme
    self.measure = measure
    drawsOperations = board.trace.graph.network.equations.contains { $0.name.contains(".") }
    let nodes = board.spans.keys.compactMap { item -> Int? in
      if case .node(let node) = item { node } else { nil }
    }.sorted()
    layout = GraphLayout(
      of: board, nodes: nodes, x: Self.margin, top: Self.graphTop,
      bottom: Self.height * scale - 88, width: Self.graphWidth + Self.width * (scale - 1),
      stretch: stretch)
    scene = Scene(
      width: Self.width + layout.width - Self.graphWidth, height: Self.height * scale, scale: scale,
      theme: theme, storyboard: board)
    obstacles = Obstacles(width: scene.width, height: scene.height)
  }

  /// Whether everything found its place within the canvas's proportions.
  var isRoomy: Bool { !isCrowded && scene.width <= scene.height * 16 / 9 + 0.5 }

  /// Whether there are so many columns that all take the places found for the first ones.
  var isLong: Bool { layout.columnCount > 24 }

  /// Whether a node's surroundings are looked at to find a place.
  func isSample(_ node: Int) -> Bool { !isLong || (graph.nodes[node].time ?? 0) <= 8 }

  /// Edges that differ in nothing but time.
  struct Way: Hashable {
    let from: String
    let to: String
    let slot: Int
    let isFlow: Bool
  }

  var graph: UnrolledGraph { board.trace.graph }
  var panelLeft: Double { scene.width - Self.margin - Self.panelWidth }

  mutating func compose() {
    if let title = board.title {
      let label = fitted(.strong(title), size: 26, width: scene.width - 2 * Self.margin)
      put(label, x: Self.margin, baseline: Self.titleBaseline, owner: .item(.title))
    }
    composeGraph()
    let bottom = composeDefinitions()
    composeCallouts(below: bottom)
    composeCaptions()
  }

  // MARK: Labels

  func label(_ notation: Notation, size: Double, isBold: Bool = false) -> Label {
    notation.label(size: size, isBold: isBold) { measure.width($0, $1, $2) }
  }

  /// Returns the label, smaller where it is too wide, but never below 14 points.
  func fitted(_ notation: Notation, size: Double, width: Double) -> Label {
    let whole = label(notation, size: size)
    guard whole.width > width else { return whole }
    return label(notation, size: max(14, (size * width / whole.width * 4).rounded(.down) / 4))
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
            height: 0.92 * piece.size)))
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

  /// Puts a label around a centre.
  mutating func put(
    _ label: Label, center: Point, owner: Scene.Owner, color: String? = nil
  ) {
    put(
      label, x: center.x - label.width / 2, baseline: center.y + (label.ascent - label.descent) / 2,
      owner: owner, color: color)
  }

  // MARK: Words

  private mutating func composeDefinitions() -> Double {
    var baseline = Self.titleBaseline + (board.title == nil ? 0 : 28)
    var previous = 0.0
    for line in board.definitions {
      let label = fitted(line, size: 18, width: Self.panelWidth)
      // A matrix needs more than a line's room above and below.
      baseline += max(0, label.ascent - 14) + previous
      previous = max(0, label.descent - 6)
      put(label, x: panelLeft, baseline: baseline, owner: .item(.definitions))
      baseline += 25
    }
    return baseline - 12 + previous
  }

  private mutating func composeCallouts(below top: Double) {
    let room = graphBottom + 34 - top
    for (index, lines) in board.callouts.enumerated() {
      var size = 25.0
      var labels = lines.map { label($0, size: size) }
      func height() -> Double {
        labels.reduce(0) { $0 + $1.height } + size * 0.75 * Double(max(0, labels.count - 1))
      }
      let widest = labels.map(\.width).max() ?? 0
      if widest > Self.panelWidth || height() > room {
        let share = min(Self.panelWidth / widest, room / height())
        size = max(14, (size * share * 4).rounded(.down) / 4)
        // What is still too wide with the least letters is broken, and at last set smaller.
        labels = lines.flatMap { brokenLabels($0, size: size) }
      }
      // All formulas begin at one height, so that the eye finds them; only tall ones move up.
      var y = top + max(0, min(room * 0.22, room - height()))
      for label in labels {
        put(label, x: panelLeft, baseline: y + label.ascent, owner: .callout(index, stage: 0))
        y += label.height + size * 0.75
      }
    }
  }

  /// Returns a formula's label, as several lines where one is too wide for the panel.
  private func brokenLabels(_ line: Notation, size: Double) -> [Label] {
    let whole = label(line, size: size)
    guard whole.width > Self.panelWidth else { return [whole] }
    var parts = line.brokenAtSigns
    if parts.count == 1 { parts = line.brokenAtSpaces }
    guard parts.count > 1 else {
      return [label(line, size: size * Self.panelWidth / whole.width)]
    }
    var rows: [[Notation]] = []
    for part in parts {
      if let last = rows.last, label(.row(last + [part]), size: size).width <= Self.panelWidth {
        rows[rows.count - 1].append(part)
      } else {
        rows.append([part])
      }
    }
    return rows.map { row in
      let label = label(.row(row), size: size)
      let share = Self.panelWidth / label.width
      return share < 1 ? self.label(.row(row), size: size * share) : label
    }
  }

  private mutating func composeCaptions() {
    for step in board.steps {
      let caption = Notation("\(board.numbering(of: step)) · \(step.caption)")
      put(
        fitted(caption, size: 17, width: scene.width - 2 * Self.margin), x: Self.margin,
        baseline: captionBaseline, owner: .caption(step.number), color: theme.muted)
    }
  }
}

extension Notation {
  /// The parts of a row that may stand on lines of their own: each begins with =, + or −.
  fileprivate var brokenAtSigns: [Notation] {
    guard case .row(let parts) = self else { return [self] }
    var pieces: [[Notation]] = [[]]
    for part in parts {
      if part.beginsWithSign, !(pieces.last?.isEmpty ?? true) { pieces.append([]) }
      pieces[pieces.count - 1].append(part)
    }
    return pieces.count == 1 && parts.count == 1 ? parts[0].brokenAtSigns : pieces.map { .row($0) }
  }
}

extension Notation {
  fileprivate var beginsWithSign: Bool {
    switch self {
    case .sign(let sign): [.equals, .plus, .minus, .receives].contains(sign)
    case .stage(_, let part): part.beginsWithSign
    case .row(let parts): parts.first?.beginsWithSign ?? false
    default: false
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
