import Graphviz

/// A thing that the library draws as one object, with the text on it.
struct Drawable {
  let thing: Scene.Thing
  /// A text on a shape, drawn with it: one object of the library takes half the time of two.
  let label: Scene.Thing?

  /// Whether it is a curve; curves are drawn below everything else.
  var isCurve: Bool {
    if case .curve = thing.ink { true } else { false }
  }
}

/// The drawables of things, in order.
struct Drawables: Sequence, IteratorProtocol {
  private let things: [Scene.Thing]
  private var index = 0

  init(_ things: [Scene.Thing]) { self.things = things }

  mutating func next() -> Drawable? {
    guard index < things.count else { return nil }
    let thing = things[index]
    index += 1
    guard case .shape = thing.ink, index < things.count, things[index].owner == thing.owner,
      case .text = things[index].ink
    else { return Drawable(thing: thing, label: nil) }
    index += 1
    return Drawable(thing: thing, label: things[index - 1])
  }
}

extension Drawing {
  /// Adds a drawable with an appearance.
  ///
  /// - Parameters:
  ///   - name: its name, in a drawing with names.
  ///   - ends: the names of the nodes that a curve joins there.
  /// - Throws: `GraphvizError` when the library fails.
  func add(
    _ drawable: Drawable, as appearance: Appearance, name: Name? = nil,
    joining ends: (tail: String, head: String)? = nil
  ) throws -> Handle {
    func text(_ run: TextRun, _ baseline: Double, _ box: Scene.Box) -> PlacedText {
      PlacedText(run, color: appearance.text, left: box.x, baseline: baseline, width: box.width)
    }
    let box = drawable.thing.box
    func shape(_ kind: ShapeKind) throws -> Handle {
      var label: PlacedText?
      if let thing = drawable.label, case .text(let run, _, let baseline) = thing.ink {
        label = text(run, baseline, thing.box)
      }
      return try addShape(
        kind, center: box.center, width: box.width, height: box.height,
        stroke: appearance.stroke, fill: appearance.fill, text: label, name: name)
    }
    switch drawable.thing.ink {
    case .text(let run, _, let baseline):
      return try addText(text(run, baseline, box), name: name)
    case .rule: return try shape(.rectangle)
    case .shape(_, .cell):
      return try addBox(
        left: box.x, top: box.y, right: box.right, bottom: box.bottom, stroke: appearance.stroke,
        fill: appearance.fill ?? "none", name: name)
    case .shape(let kind, _): return try shape(kind)
    case .curve(let points, let tip, _):
      return try addCurve(
        points, arrowTip: tip, stroke: appearance.stroke, name: name, joining: ends)
    }
  }
}

extension Scene.Box {
  /// The middle.
  var center: Point { Point(x + width / 2, y + height / 2) }
}
