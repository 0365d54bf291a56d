import Graphviz
import Storyboards

@testable import Figures

/// What a reader could misread in the graph, by the places of things alone: nothing here is shared
/// with what `Scene.problems` measures.
extension SceneCheck {
  private struct Outline {
    let node: Int
    let thing: Scene.Thing
  }

  private struct Line {
    let thing: Scene.Thing
    let points: [Point]
    let box: Scene.Box
    let ends: Set<Item>
  }

  // Distances in points of the scene: a chip is at most 6 from its own node and at least 12 from all
  // others, and lines are 4 from nodes that are not their ends. Less cannot be seen.
  private static let slack = 0.5

  /// Returns what is wrong with chips, lines and contributions, each with the first step that shows
  /// it.
  static func graphFaults(in scene: Scene) -> [String] {
    let names = FigureNames(of: scene.storyboard)
    var outlines: [Outline] = []
    var lines: [Line] = []
    for thing in scene.things {
      switch (thing.ink, thing.owner) {
      case (.shape(_, .node), .item(.node(let node))), (.shape(_, .input), .item(.node(let node))):
        outlines.append(Outline(node: node, thing: thing))
      case (.curve(let points, let tip, _), .item):
        guard let link = thing.link else { continue }
        let path = flat(points) + (tip.map { [$0] } ?? [])
        lines.append(
          Line(
            thing: thing, points: path, box: Scene.Box(around: path), ends: [link.tail, link.head]))
      default: break
      }
    }
    return chipFaults(in: scene, outlines, names) + lineFaults(in: scene, outlines, lines, names)
      + contributionFaults(in: scene, lines, names)
  }

  /// The first step that shows all of some things.
  private static func step(_ scene: Scene, _ things: Scene.Thing...) -> Int? {
    scene.storyboard.steps.first { step in things.allSatisfy { scene.shows($0, in: step) } }?
      .number
  }

  // MARK: Chips

  private static func chipFaults(
    in scene: Scene, _ outlines: [Outline], _ names: FigureNames
  ) -> [String] {
    var chips: [(node: Int, thing: Scene.Thing)] = []
    for thing in scene.things {
      guard case .shape = thing.ink, case .item(let item) = thing.owner else { continue }
      switch item {
      case .value(let node), .gradient(let node), .question(let node): chips.append((node, thing))
      default: break
      }
    }
    let blocks = Dictionary(grouping: chips, by: \.node)
    return chips.flatMap { node, chip -> [String] in
      guard case .item(let item) = chip.owner,
        let own = outlines.first(where: { $0.node == node })
      else { return [] }
      // A value and a gradient one above the other are one block.
      let block = (blocks[node] ?? []).filter {
        abs($0.thing.box.center.x - chip.box.center.x)
          < max($0.thing.box.width, chip.box.width) / 2 + 1
      }
      // So are two side by side, if the nearer one is shown wherever the other one is.
      let nearer = (blocks[node] ?? []).filter {
        distance(from: $0.thing.box, to: own.thing) <= 6 + slack
          && $0.thing.box.distance(to: chip.box) <= 6 + slack
      }
      let isBeside = scene.storyboard.steps.allSatisfy { step in
        !scene.shows(chip, in: step) || nearer.contains { scene.shows($0.thing, in: step) }
      }
      let nearest =
        (block + (isBeside ? nearer : [])).map {
          distance(from: $0.thing.box, to: own.thing)
        }.min() ?? 0
      var found: [String] = []
      if nearest > 6 + slack, let step = step(scene, chip) {
        found.append("step \(step): \(names[item].text) is \(tenths(nearest)) points from its node")
      }
      for other in outlines where other.node != node {
        let gap = distance(from: chip.box, to: other.thing)
        guard gap < max(12 - slack, nearest), let step = step(scene, chip, other.thing) else {
          continue
        }
        found.append(
          "step \(step): \(names[item].text) is \(tenths(gap)) points from "
            + names[.node(other.node)].text)
      }
      for other in chips where other.node > node {
        guard other.thing.box.distance(to: chip.box) < 12 - slack,
          case .item(let second) = other.thing.owner, let step = step(scene, chip, other.thing)
        else { continue }
        found.append("step \(step): \(names[item].text) is too close to \(names[second].text)")
      }
      return found
    }
  }

  // MARK: Lines

  private static func lineFaults(
    in scene: Scene, _ outlines: [Outline], _ lines: [Line], _ names: FigureNames
  ) -> [String] {
    let marks = scene.things.filter { thing in
      if case .item(.node) = thing.owner { return false }
      return switch thing.ink {
      case .shape(_, .cell), .shape(_, .joint), .shape(_, .halo), .rule, .curve: false
      case .shape, .text: true
      }
    }
    return lines.flatMap { line -> [String] in
      guard case .item(let item) = line.thing.owner else { return [] }
      let name = names[item].text
      let foreign = outlines.filter {
        !line.ends.contains(.node($0.node)) && line.box.distance(to: $0.thing.box) < 4
          && distance(from: line.points, to: $0.thing) < 4 - slack
      }
      let nodes = foreign.compactMap { outline in
        step(scene, line.thing, outline.thing).map {
          "step \($0): \(name) runs through \(names[.node(outline.node)].text) or too close to it"
        }
      }
      let crossed = marks.filter { mark in
        switch mark.owner {
        case .item(.contribution(let slot)) where ends(of: slot) == line.ends: return false
        // The dots of all rows are one item, which lines begin and end at.
        case .item(.gap(let gap)) where line.ends.contains(.gap(gap)): return false
        default: break
        }
        return line.box.distance(to: mark.box) == 0 && meets(line.points, mark.box)
      }
      return nodes
        + crossed.compactMap { mark in
          step(scene, line.thing, mark).map {
            "step \($0): \(name) runs through \(text(of: mark.owner, names))"
          }
        }
    }
  }

  private static func ends(of slot: Item.Slot) -> Set<Item> { [.node(slot.from), .node(slot.to)] }

  // MARK: Contributions

  private static func contributionFaults(
    in scene: Scene, _ lines: [Line], _ names: FigureNames
  ) -> [String] {
    var places: [Item.Slot: Scene.Thing] = [:]
    for thing in scene.things {
      guard case .shape(_, .halo) = thing.ink, case .item(.contribution(let slot)) = thing.owner
      else { continue }
      places[slot] = thing
    }
    return places.sorted { $0.key < $1.key }.flatMap { slot, place -> [String] in
      let name = names[.contribution(slot)].text
      let box = place.box
      let own = lines.filter { $0.ends == ends(of: slot) }
      let steps = scene.storyboard.steps.filter { scene.shows(place, in: $0) }
      let near = own.filter { line in
        zip(line.points, line.points.dropFirst()).contains { gap(from: $0, $1, to: box) <= 4 }
      }
      let astray = steps.first { step in !near.contains { scene.shows($0.thing, in: step) } }
      let foreign = lines.filter {
        $0.ends != ends(of: slot) && $0.box.distance(to: box) == 0 && meets($0.points, box)
      }
      return (astray.map { ["step \($0.number): \(name) is not on its line"] } ?? [])
        + foreign.compactMap { line in
          step(scene, place, line.thing).map {
            "step \($0): \(name) is on \(text(of: line.thing.owner, names))"
          }
        }
    }
  }

  // MARK: Geometry

  private static func tenths(_ distance: Double) -> Double { (distance * 10).rounded() / 10 }

  /// The points of a Bézier curve, close together where it bends.
  private static func flat(_ points: [Point]) -> [Point] {
    guard points.count >= 4 else { return points }
    var path = [points[0]]
    for start in stride(from: 0, to: points.count - 3, by: 3) {
      let (a, b, c, d) = (points[start], points[start + 1], points[start + 2], points[start + 3])
      func isOnChord(_ point: Point) -> Bool {
        abs((point.x - a.x) * (d.y - a.y) - (point.y - a.y) * (d.x - a.x))
          < 0.02 * max(0.001, a.distance(to: d))
      }
      let count = isOnChord(b) && isOnChord(c) ? 1 : 12
      for index in 1...count {
        let t = Double(index) / Double(count)
        let u = 1 - t
        path.append(
          Point(
            u * u * u * a.x + 3 * u * u * t * b.x + 3 * u * t * t * c.x + t * t * t * d.x,
            u * u * u * a.y + 3 * u * u * t * b.y + 3 * u * t * t * c.y + t * t * t * d.y))
      }
    }
    return path
  }

  /// The distance from a box to the outline of a node, 0 where they meet.
  private static func distance(from box: Scene.Box, to node: Scene.Thing) -> Double {
    guard case .shape(.ellipse, _) = node.ink else { return box.distance(to: node.box) }
    let center = node.box.center
    return distance(
      from: Point(
        max(box.x, min(center.x, box.right)), max(box.y, min(center.y, box.bottom))),
      toEllipse: node.box)
  }

  private static func distance(from path: [Point], to node: Scene.Thing) -> Double {
    zip(path, path.dropFirst()).map { from, to in
      guard case .shape(.ellipse, _) = node.ink else { return gap(from: from, to, to: node.box) }
      return distance(from: nearest(to: node.box.center, from, to), toEllipse: node.box)
    }.min() ?? .infinity
  }

  /// The distance along the line to the middle, which is exact for a circle.
  private static func distance(from point: Point, toEllipse box: Scene.Box) -> Double {
    let (dx, dy) = (point.x - box.center.x, point.y - box.center.y)
    let (x, y) = (2 * dx / box.width, 2 * dy / box.height)
    let share = (x * x + y * y).squareRoot()
    return share <= 1 ? 0 : (dx * dx + dy * dy).squareRoot() * (1 - 1 / share)
  }

  private static func nearest(to point: Point, _ from: Point, _ to: Point) -> Point {
    let (dx, dy) = (to.x - from.x, to.y - from.y)
    let square = dx * dx + dy * dy
    let part = ((point.x - from.x) * dx + (point.y - from.y) * dy) / max(square, 1e-9)
    let share = max(0, min(1, part))
    return Point(from.x + share * dx, from.y + share * dy)
  }

  /// Whether a path has a point in a box.
  private static func meets(_ path: [Point], _ box: Scene.Box) -> Bool {
    let inner = Scene.Box(
      x: box.x + slack, y: box.y + slack, width: box.width - 2 * slack,
      height: box.height - 2 * slack)
    return inner.width > 0 && inner.height > 0
      && zip(path, path.dropFirst()).contains { gap(from: $0, $1, to: inner) == 0 }
  }

  /// The distance from a straight line to a box, 0 where they meet.
  private static func gap(from: Point, _ to: Point, to box: Scene.Box) -> Double {
    var (enter, leave) = (0.0, 1.0)
    for (start, delta, low, high) in [
      (from.x, to.x - from.x, box.x, box.right), (from.y, to.y - from.y, box.y, box.bottom),
    ] {
      guard abs(delta) > 1e-9 else {
        if start < low || start > high { leave = -1 }
        continue
      }
      let (one, other) = ((low - start) / delta, (high - start) / delta)
      enter = max(enter, min(one, other))
      leave = min(leave, max(one, other))
    }
    if enter <= leave { return 0 }
    let ends = [from, to].map { point in
      Scene.Box(x: point.x, y: point.y, width: 0, height: 0).distance(to: box)
    }
    let corners = [
      Point(box.x, box.y), Point(box.right, box.y), Point(box.x, box.bottom),
      Point(box.right, box.bottom),
    ].map { $0.distance(to: nearest(to: $0, from, to)) }
    return (ends + corners).min() ?? 0
  }
}
