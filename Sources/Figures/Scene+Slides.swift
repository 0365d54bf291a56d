import Formulas
import Graphviz
import Look
import Slides
import Storyboards

/// A scene as slides: every element with its name, in points of the page.
extension Scene {
  /// Everything that each of some steps shows, in the order in which the library draws it.
  ///
  ///     scene.elements(in: board.steps)[22].map(\.name)  // ["cell_1", "x_1->h_1", …, "caption"]
  ///
  /// - Complexity: O(steps · things).
  public func elements(in steps: [Step]) -> [[Element]] {
    var pages = steps.map { _ in SlidePage() }
    var appearances = Appearances(self, in: steps)
    for layer in Appearances.Layer.allCases {
      var names = DrawnNames(self)
      for thing in things {
        let group = names.group(of: thing)
        let each = appearances(Drawable(thing: thing, label: nil), layer)
        for (index, appearance) in each.enumerated() {
          guard let appearance else { continue }
          let rank: SlidePage.Rank =
            if case .shape(_, .cell) = thing.ink {
              .cells
            } else if case .curve = thing.ink,
              thing.link != nil
            { layer == .fadedLines ? .fadedLines : .lines } else { .all }
          pages[index].add(
            thing, as: appearance, to: group.map { names.groups[$0].name }, rank,
            formula: thing.formula.map { formulas[$0] }, step: steps[index], scale)
        }
      }
    }
    return pages.map(\.elements)
  }

  /// The typefaces that the letters are measured in, best first.
  public static var typefaces: [String] { TextMeasure.installed ?? TextMeasure.families[0] }

  /// The colours of the theme by their names.
  public var palette: Palette { Self.palette(of: theme) }

  /// The colours of a theme by their names.
  public static func palette(of theme: Theme) -> Palette {
    Palette(
      background: theme.page, fadedShare: Theme.fadedShare,
      entries: theme.drawnColors.map {
        .init(name: $0.name, color: $0.color, faded: theme.faded($0.color))
      })
  }
}

/// What one step shows, gathered by names.
private struct SlidePage {
  /// What is drawn below what.
  enum Rank: Int, CaseIterable { case cells, fadedLines, lines, all }

  private struct Key: Hashable {
    let name: String?
    let rank: Rank
  }

  private var places: [Key: Int] = [:]
  private var gathered: [(rank: Rank, element: Element)] = []
  /// The formula that the last letters belong to.
  private var latest: Int?

  /// All elements, lower ones first.
  var elements: [Element] {
    Rank.allCases.flatMap { rank in gathered.filter { $0.rank == rank }.map(\.element) }
  }

  mutating func add(
    _ thing: Scene.Thing, as appearance: Appearance, to name: FigureNames.Name?, _ rank: Rank,
    formula: Scene.Formula?, step: Step, _ scale: Double
  ) {
    let key = Key(name: name?.text, rank: rank)
    let place = places[key] ?? gathered.count
    if place == gathered.count {
      places[key] = place
      gathered.append(
        (rank, Element(name: name?.text ?? "figure", classes: name?.classes ?? "", parts: [])))
    }
    let scaled = { (stroke: Stroke) in
      Stroke(color: stroke.color, width: stroke.width / scale, pattern: stroke.pattern)
    }
    let box = Scene.Box(
      x: thing.box.x / scale, y: thing.box.y / scale, width: thing.box.width / scale,
      height: thing.box.height / scale)
    func line(_ points: [Point], _ tip: Point?) -> Element.Curve {
      func scaledPoint(_ point: Point) -> Point { Point(point.x / scale, point.y / scale) }
      return Element.Curve(
        points: points.map(scaledPoint), tip: tip.map(scaledPoint),
        stroke: scaled(appearance.stroke), headLength: Drawing.headLength / scale)
    }
    func isFaded(_ color: String) -> Bool { appearance.text != color }
    switch thing.ink {
    case .shape(let kind, _):
      let hasStroke = appearance.stroke.width > 0
      gathered[place].element.parts.append(
        .shape(
          .init(
            kind: kind, box: box, stroke: hasStroke ? scaled(appearance.stroke) : nil,
            fill: appearance.fill,
            cornerRadius: Drawing.cornerRadius(
              width: thing.box.width, height: thing.box.height) / scale)))
    case .curve(let points, let tip, _):
      if let formula {
        add(
          .curve(line(points, tip)), of: formula, thing.formula, to: place, step, scale, color: nil)
      } else {
        gathered[place].element.parts.append(.curve(line(points, tip)))
      }
    case .rule(let color):
      let shown = appearance.fill ?? color
      if let formula {
        add(
          .rule(box, color: shown), of: formula, thing.formula, to: place, step, scale, color: nil)
      } else {
        gathered[place].element.parts.append(
          .shape(.init(kind: .rectangle, box: box, stroke: nil, fill: shown)))
      }
    case .text(let run, let color, let baseline):
      guard let formula else { return }
      let placed = PlacedText(
        TextRun(run.text, font: Font(face: run.font.face, size: run.font.size / scale)),
        color: appearance.text, left: box.x, baseline: baseline / scale, width: box.width)
      // The whole formula is as faded as its letters.
      let base = appearance.text == color ? formula.color : appearance.text
      edit(formula, thing.formula, at: place, step, scale, color: base) {
        $0.append(.init(placed: placed, isScript: thing.isScript))
      }
    }
  }

  private mutating func add(
    _ mark: Element.Text.Mark, of formula: Scene.Formula, _ index: Int?, to place: Int,
    _ step: Step, _ scale: Double, color: String?
  ) {
    edit(formula, index, at: place, step, scale, color: color ?? formula.color) { $0.append(mark) }
  }

  /// Changes the text of a formula, which is added with its first letter.
  private mutating func edit(
    _ formula: Scene.Formula, _ index: Int?, at place: Int, _ step: Step, _ scale: Double,
    color: String, _ change: (inout Element.Text) -> Void
  ) {
    let last = gathered[place].element.parts.count - 1
    if latest == index, last >= 0, case .text(var text) = gathered[place].element.parts[last] {
      change(&text)
      gathered[place].element.parts[last] = .text(text)
      return
    }
    latest = index
    var text = Element.Text(
      notation: formula.source.notation, stage: step.stage, size: formula.source.size / scale,
      isBold: formula.source.isBold, color: color, left: formula.x / scale,
      baseline: formula.baseline / scale, width: formula.width / scale,
      ascent: formula.ascent / scale, descent: formula.descent / scale)
    change(&text)
    gathered[place].element.parts.append(.text(text))
  }
}
