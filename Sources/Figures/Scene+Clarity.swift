import Graphviz
import Storyboards

/// Chips and marks that are hard to read: on a line, or nearer to another node than to their own.
extension Scene {
  /// The chips and marks that an edge or a gradient's curve runs through, each with that line.
  ///
  /// Only pairs that some step shows together count.
  var crossings: [(mark: Thing, line: Thing)] {
    var area = Obstacles(width: width, height: height)
    var markOfItem: [Item: Thing] = [:]
    for thing in things where thing.isMark {
      guard case .item(let item) = thing.owner else { continue }
      // A text may consist of several pieces.
      area.insert(thing.box, tag: item)
      markOfItem[item] = markOfItem[item] ?? thing
    }
    var found: [(mark: Thing, line: Thing)] = []
    for thing in things {
      guard case .curve(let points, let tip, let look) = thing.ink, look.isLine else { continue }
      area.eachTag(meeting: points.dropLast() + [tip ?? points[points.count - 1]]) { item in
        if let mark = markOfItem[item], storyboard.shows(item, with: thing.owner) {
          found.append((mark, thing))
        }
        return true
      }
    }
    return found
  }

  /// The chips that are nearer to another node than to their own, each with that node's shape.
  var strays: [(chip: Thing, node: Thing)] {
    var area = Obstacles(width: width, height: height)
    var shapes: [Item: Thing] = [:]
    for thing in things {
      guard case .shape(_, let look) = thing.ink, look == .node || look == .input,
        case .item(let item) = thing.owner
      else { continue }
      shapes[item] = thing
      area.insert(thing.box, tag: item)
    }
    return things.compactMap { chip in
      guard case .shape = chip.ink, case .item(let item) = chip.owner, let own = item.node,
        item != .node(own), let home = shapes[.node(own)]
      else { return nil }
      let distance = chip.box.distance(to: home.box)
      guard distance > 0 else { return nil }
      let near = Box(
        x: chip.box.x - distance, y: chip.box.y - distance, width: chip.box.width + 2 * distance,
        height: chip.box.height + 2 * distance)
      return area.tags(meeting: near).compactMap { shapes[$0] }
        .filter {
          $0.box.distance(to: chip.box) < distance - 1 && storyboard.shows(item, with: $0.owner)
        }
        .min { nearness($0, chip) < nearness($1, chip) }.map { (chip, $0) }
    }
  }

  // Of two at the same distance, the left or upper one comes first.
  private func nearness(_ node: Thing, _ chip: Thing) -> (Double, Double, Double) {
    (node.box.distance(to: chip.box), node.box.x, node.box.y)
  }

  /// The owners of chips and marks that are hard to read, one for each fault.
  var faults: [Owner] { crossings.map(\.mark.owner) + strays.map(\.chip.owner) }
}

extension Storyboard {
  /// Returns whether some step may show two items together.
  func shows(_ one: Item, with other: Item) -> Bool {
    guard let span = spans[one], let second = spans[other] else { return false }
    return span.overlaps(second) || isShownTwice(one) || isShownTwice(other)
  }

  fileprivate func shows(_ item: Item, with owner: Scene.Owner) -> Bool {
    guard case .item(let other) = owner else { return true }
    return shows(item, with: other)
  }
}

extension Scene.Thing {
  /// Whether it is a chip, or a text beside a node or an edge.
  fileprivate var isMark: Bool {
    guard case .item(let item) = owner else { return false }
    return switch (item, ink) {
    case (.value, .shape), (.gradient, .shape): true
    case (.token, .text), (.question, .text), (.contribution, .text): true
    default: false
    }
  }
}

extension Scene.Look {
  fileprivate var isLine: Bool { self == .edge || self == .cutEdge || self == .flow }
}

extension Item {
  /// The node of a chip or of a node's shape.
  fileprivate var node: Int? {
    switch self {
    case .node(let node), .value(let node), .gradient(let node): node
    default: nil
    }
  }
}

extension Scene.Box {
  /// Returns the distance between two rectangles, 0 if they touch.
  func distance(to other: Scene.Box) -> Double {
    let x = max(0, other.x - (self.x + width), self.x - (other.x + other.width))
    let y = max(0, other.y - (self.y + height), self.y - (other.y + other.height))
    return (x * x + y * y).squareRoot()
  }
}
