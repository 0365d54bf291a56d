import Graphviz
import Storyboards

/// Names all parts of a scene's items, in the scene's order.
///
/// A shape has its item's name, and so has the first part of an item without a shape. Other parts
/// are numbered below it by what they are: `h_1.text_1`, `callout.rule_2`, `callout.stroke_1`.
struct PartNamer {
  /// A part with its name.
  struct Named {
    let name: FigureNames.Name
    /// The name of all that shares its item's element of SVG.
    let element: String
    /// The item, where the part is all of it or its main part.
    let item: Item?
    /// The ends of a line, or what a stroke of a formula belongs to, by their names.
    let ends: (tail: String, head: String)?

    /// What the part is called in a step where it shows.
    ///
    /// - Parameter focus: what the step is about.
    func name(in step: Step, _ focus: Storyboard.Focus?, prefix: String = "") -> Drawing.Name {
      Drawing.Name(
        prefix + name.text,
        classes: name.classes + DrawnNames.Group.emphasis(of: item, in: step, focus))
    }

    /// What it is called where it does not show.
    var hiddenName: Drawing.Name { Drawing.Name(name.text, classes: name.classes) }
  }

  private struct Counts {
    var texts = 0
    var rules = 0
    var strokes = 0
    var hasMain = false
  }

  private var names: DrawnNames
  private var counts: [Scene.Owner: Counts] = [:]

  init(_ scene: Scene) { names = DrawnNames(scene) }

  /// Returns what the next of the scene's things is called, `nil` for what has no name.
  mutating func next(_ thing: Scene.Thing) -> Named? {
    guard let index = names.group(of: thing) else { return nil }
    let group = names.groups[index]
    if let link = thing.link {
      let ends = (names.names[link.tail].text, names.names[link.head].text)
      return Named(
        name: group.name, element: group.name.element, item: group.item, ends: ends)
    }
    // The formulas of a deck are counted each by itself, and each with all its stages.
    var owner = thing.owner
    if case .callout(let index, _) = owner { owner = .callout(index, stage: 0) }
    var counts = counts[owner, default: Counts()]
    defer { self.counts[owner] = counts }
    let part: FigureNames.Name
    switch thing.ink {
    case .curve:
      counts.strokes += 1
      return Named(
        name: group.name.part("stroke_\(counts.strokes)", class: "stroke"),
        element: group.name.element, item: nil, ends: (group.name.text, group.name.text))
    case .shape: part = group.name
    case .text:
      counts.texts += 1
      part = group.name.part("text_\(counts.texts)", class: "text")
    case .rule:
      counts.rules += 1
      part = group.name.part("rule_\(counts.rules)", class: "rule")
    }
    let isMain = !counts.hasMain
    counts.hasMain = true
    return Named(
      name: isMain ? group.name : part, element: group.name.element,
      item: isMain ? group.item : nil, ends: nil)
  }
}
