import Formulas
import Graphviz
import Slides
import Storyboards

extension Scene {
  /// Draws everything that some steps show, in pieces.
  ///
  /// The colours are those of the theme by name, which therefore has no two equal ones: the light
  /// theme.
  ///
  ///     try scene.livePicture(of: board.steps).pages[0].pieces  // [0, 1, 2, …]
  ///
  /// - Throws: `GraphvizError` with the library's message.
  public func livePicture(of steps: [Step]) throws -> LivePicture {
    var maker = LivePictureMaker(self, steps)
    return try maker.made()
  }
}

/// Gathers the pieces of a scene's steps in the order in which they are drawn.
private struct LivePictureMaker {
  /// What is drawn below what.
  private enum Rank: Int { case cells, fadedLines, lines, all }

  private struct Key: Hashable {
    let group: Int?
    let rank: Rank
  }

  private struct Piece {
    let thing: Int
    let appearance: Appearance
    let entry: Int
    let steps: [Int]
  }

  private let scene: Scene
  private let steps: [Step]
  private let palette: Palette
  private var entries: [(rank: Rank, group: LivePicture.Group, item: Item?)] = []
  private var places: [Key: Int] = [:]
  private var gathered: [Piece] = []
  /// Which of the formulas are lines of words, and whose.
  private var kinds: [Int: String] = [:]
  private var linesOfStep: [Set<Int>]

  init(_ scene: Scene, _ steps: [Step]) {
    self.scene = scene
    self.steps = steps
    palette = scene.palette
    linesOfStep = Array(repeating: [], count: steps.count)
  }

  mutating func made() throws -> LivePicture {
    gather()
    // Groups from below, each with its pieces in the scene's order.
    let order = entries.indices.sorted {
      (entries[$0].rank.rawValue, $0) < (entries[$1].rank.rawValue, $1)
    }
    var groups: [LivePicture.Group] = []
    var sorted: [Piece] = []
    var piecesOfEntry = [[Int]](repeating: [], count: entries.count)
    for (index, piece) in gathered.enumerated() { piecesOfEntry[piece.entry].append(index) }
    for entry in order {
      var group = entries[entry].group
      for index in piecesOfEntry[entry] {
        group.pieces.append(sorted.count)
        sorted.append(gathered[index])
      }
      groups.append(group)
    }
    var pieces = [[Int]](repeating: [], count: steps.count)
    for (number, piece) in sorted.enumerated() {
      for step in piece.steps { pieces[step].append(number) }
    }
    let pages = steps.indices.map { step in
      LivePicture.Page(
        pieces: pieces[step],
        lines: lines(in: step, beside: pieces[step].map { scene.things[sorted[$0].thing].box }),
        hot: order.indices.filter {
          entries[order[$0]].item.map(steps[step].hot.contains) ?? false
        }, stage: steps[step].stage)
    }
    return LivePicture(
      width: scene.width, height: scene.height, pieces: try drawn(sorted), groups: groups,
      runs: runs(of: sorted), pages: pages, plots: plots(of: sorted))
  }

  /// The plots that are drawn.
  private func plots(of pieces: [Piece]) -> [LivePicture.Plot] {
    var places: [Int: [Int]] = [:]
    for (number, piece) in pieces.enumerated() { places[piece.thing, default: []].append(number) }
    func marks(_ marks: [(thing: Int, Range<Int>)]) -> [LivePicture.Plot.Mark]? {
      let found = marks.compactMap { mark in
        places[mark.thing].map { LivePicture.Plot.Mark(pieces: $0, places: mark.1) }
      }
      return found.count == marks.count ? found : nil
    }
    return scene.plots.compactMap { plot in
      let labels = plot.labels.map { $0.flatMap { places[$0] ?? [] } }
      guard labels.allSatisfy({ !$0.isEmpty }), let points = marks(plot.points.map { ($0, $1) }),
        let lines = marks(plot.lines.map { ($0, $1) })
      else { return nil }
      return LivePicture.Plot(
        top: plot.top - scene.height, bottom: plot.bottom - scene.height, axis: plot.axis,
        labels: labels, origins: plot.origins, points: points, lines: lines)
    }
  }

  // MARK: What is shown

  private mutating func gather() {
    var names = DrawnNames(scene)
    var appearances = Appearances(scene, in: steps)
    for layer in Appearances.Layer.allCases {
      for (index, thing) in scene.things.enumerated() where !thing.isBelowChip {
        let each = appearances(Drawable(thing: thing, label: nil), layer)
        let shown = each.indices.filter { each[$0] != nil }
        guard !shown.isEmpty else { continue }
        if let formula = thing.formula, let kind = kind(of: thing, formula) {
          kinds[formula] = kind
          for step in shown { linesOfStep[step].insert(formula) }
          // A part of a later stage shows with its line.
          continue
        }
        let entry = entry(of: thing, layer, &names)
        var known: [(Appearance, [Int])] = []
        for step in shown {
          guard let appearance = each[step] else { continue }
          if let place = known.firstIndex(where: { $0.0 == appearance }) {
            known[place].1.append(step)
          } else {
            known.append((appearance, [step]))
          }
        }
        for (appearance, steps) in known {
          gathered.append(
            Piece(thing: index, appearance: appearance, entry: entry, steps: steps))
        }
      }
    }
  }

  /// What a line of words belongs to; `nil` for what is drawn.
  private func kind(of thing: Scene.Thing, _ formula: Int) -> String? {
    guard !scene.formulas[formula].source.notation.hasFolded else { return nil }
    return switch thing.owner {
    case .item(.title): "title"
    case .item(.definitions): "panel"
    case .caption: "caption"
    case .callout: "callout"
    case .always, .item, .scenery: nil
    }
  }

  private mutating func entry(
    of thing: Scene.Thing, _ layer: Appearances.Layer, _ names: inout DrawnNames
  ) -> Int {
    let rank: Rank =
      if case .shape(_, .cell) = thing.ink {
        .cells
      } else if thing.link != nil {
        layer == .fadedLines ? .fadedLines : .lines
      } else { .all }
    let group = names.group(of: thing)
    let key = Key(group: group, rank: rank)
    if let place = places[key] { return place }
    places[key] = entries.count
    let named = group.map { names.groups[$0] }
    entries.append(
      (
        rank,
        LivePicture.Group(
          name: named?.name.text ?? "figure", classes: named?.name.classes ?? "",
          subject: named?.item?.subject), named?.item
      ))
    return entries.count - 1
  }

  /// - Parameter drawn: the boxes of what the step shows, which no line that grows may run over.
  private func lines(in step: Int, beside drawn: [Scene.Box]) -> [LivePicture.Line] {
    linesOfStep[step].sorted().map { index in
      let formula = scene.formulas[index]
      let (source, isProse) = (formula.source, kinds[index] != "title")
      let (top, end) = (formula.baseline - formula.ascent, formula.x + formula.width)
      let limit = drawn.reduce(scene.width - 12) { limit, box in
        let isBeside =
          box.y < formula.baseline + formula.descent && box.y + box.height > top
          && box.x >= end - 1
        return isBeside ? min(limit, box.x - 4) : limit
      }
      return LivePicture.Line(
        kind: kinds[index] ?? "callout",
        box: .init(
          x: formula.x, y: formula.baseline - formula.ascent - scene.height,
          width: isProse ? max(formula.width, limit - formula.x) : formula.width,
          height: formula.ascent + formula.descent),
        size: source.size, isBold: source.isBold, color: name(of: formula.color),
        notation: source.notation)
    }
  }

  // MARK: How it is drawn

  /// A colour as a variable of CSS.
  private func variable(_ color: String) -> String { "var(--\(name(of: color)))" }

  private func name(of color: String) -> String {
    guard let swatch = palette.swatch(of: color) else { return "ink" }
    return swatch.name + (swatch.isFaded ? "-faded" : "")
  }

  private func drawn(_ pieces: [Piece]) throws -> [String] {
    // A step may consist of words alone.
    guard !pieces.isEmpty else { return [] }
    // The page has a background of its own, and text is text.
    var drawer = PieceDrawer(
      .init(width: scene.width, height: scene.height, scale: 1, background: nil), .svgWithText)
    var numbers: [Int32] = []
    for piece in pieces {
      var appearance = piece.appearance
      appearance.stroke.color = variable(appearance.stroke.color)
      appearance.fill = appearance.fill.map(variable)
      appearance.text = variable(appearance.text)
      numbers.append(
        try drawer.add(Drawable(thing: scene.things[piece.thing], label: nil), appearance))
    }
    let sheet = try drawer.finished()
    return numbers.map { sheet.text(ofPiece: Int($0)) }
  }

  // MARK: Numbers

  /// The runs of letters among which are numbers.
  private func runs(of pieces: [Piece]) -> [LivePicture.Run] {
    // The pieces of each formula's letters, thing by thing.
    var things: [Int: [Int]] = [:]
    var piecesOfThing: [Int: [Int]] = [:]
    for (number, piece) in pieces.enumerated() {
      let thing = scene.things[piece.thing]
      guard let formula = thing.formula, case .text = thing.ink else { continue }
      if piecesOfThing[piece.thing] == nil { things[formula, default: []].append(piece.thing) }
      piecesOfThing[piece.thing, default: []].append(number)
    }
    let marked = Set(
      scene.things.lazy.compactMap { thing -> Int? in
        if case .text = thing.ink { nil } else { thing.formula }
      })
    var runs: [LivePicture.Run] = []
    for (formula, letters) in things.sorted(by: { $0.key < $1.key }) {
      let letters = letters.sorted()
      guard letters.contains(where: { scene.things[$0].live != nil }) else { continue }
      for run in marked.contains(formula) ? numbers(among: letters) : [letters] {
        let count = run.map { piecesOfThing[$0]?.count ?? 0 }.max() ?? 0
        for variant in 0..<count {
          runs.append(self.run(run, variant, piecesOfThing, isWhole: !marked.contains(formula)))
        }
      }
    }
    return runs
  }

  /// The letters of each number, where others are not on one line with them.
  private func numbers(among letters: [Int]) -> [[Int]] {
    var runs: [[Int]] = []
    var last: Notation.Live?
    for thing in letters {
      let live = scene.things[thing].live
      if let live {
        if live == last { runs[runs.count - 1].append(thing) } else { runs.append([thing]) }
      }
      last = live
    }
    return runs
  }

  private func run(
    _ letters: [Int], _ variant: Int, _ piecesOfThing: [Int: [Int]], isWhole: Bool
  ) -> LivePicture.Run {
    let boxes = letters.map { scene.things[$0].box }
    let all = boxes.dropFirst().reduce(boxes[0]) { $0.union($1) }
    var parts: [LivePicture.Run.Part] = []
    for (index, thing) in letters.enumerated() {
      let pieces = piecesOfThing[thing] ?? []
      let live = scene.things[thing].live
      let isContinued = index > 0 && live != nil && live == scene.things[letters[index - 1]].live
      let end = boxes[index].x + boxes[index].width
      parts.append(
        .init(
          piece: pieces[min(variant, pieces.count - 1)],
          gap: index + 1 < boxes.count ? boxes[index + 1].x - end : 0, live: live,
          isContinued: isContinued))
    }
    return LivePicture.Run(
      center: all.x + all.width / 2, available: available(all.width, letters[0]), parts: parts)
  }

  /// How wide a number may become, or a line with numbers on it.
  private func available(_ width: Double, _ letter: Int) -> Double {
    let least = scene.things[letter].formula.map { scene.formulas[$0].source.leastNumber } ?? 0
    // Beside a line there is a little space.
    return max(width, least) + (least > 0 ? 3 : 0.5 * scene.things[letter].box.height)
  }
}

extension Scene.Thing {
  /// Whether it is a parenthesis of a vector in a chip: the chip encloses it already, and figures
  /// draw all curves of an item below its shapes.
  fileprivate var isBelowChip: Bool {
    guard formula != nil, case .curve = ink, case .item(let item) = owner else { return false }
    return switch item {
    case .value, .gradient: true
    default: false
    }
  }
}

extension Item {
  /// What a group of the drawing is about.
  fileprivate var subject: LivePicture.Group.Subject? {
    switch self {
    case .node(let node), .value(let node), .gradient(let node), .token(let node),
      .question(let node):
      .node(node)
    case .edge(let slot), .flow(let slot), .contribution(let slot):
      .edge(reader: slot.to, slot: slot.slot)
    default: nil
    }
  }
}

extension Notation {
  /// Whether a network folded in time is part of it, which is a drawing and not a formula.
  fileprivate var hasFolded: Bool {
    switch self {
    case .folded: true
    case .row(let parts): parts.contains(where: \.hasFolded)
    case .stage(_, let part), .role(_, let part): part.hasFolded
    default: false
    }
  }
}

extension SVGSheet {
  /// The source text of a piece.
  func text(ofPiece piece: Int) -> String {
    pieces[piece].map { index in
      let part = elements[Int(index)].part
      let bytes = drawings[Int(part.drawing)].bytes
      return String(
        decoding: bytes[Int(part.bytes.lowerBound)..<Int(part.bytes.upperBound)], as: UTF8.self)
    }.joined()
  }
}
