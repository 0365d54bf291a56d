import Graphviz
import Storyboards

/// What is hard to read: on or near a foreign line, or nearer to another node than to its own.
extension Scene {
  // A line that is nearer to a node than this seems to end there.
  private static let clearance = 4.0

  /// The nodes, chips and labels that a line runs through which does not belong to them, each with
  /// that line; a node also where the line only comes near.
  ///
  /// Only pairs that some step shows together count.
  var crossings: [(mark: Thing, line: Thing)] {
    var area = ItemIndex(width: width, height: height)
    var nodes = ItemIndex(width: width, height: height)
    var markOfItem: [Item: Thing] = [:]
    for thing in things where thing.isMark {
      guard case .item(let item) = thing.owner else { continue }
      // A text is of several pieces.
      switch item {
      case .node, .fold: nodes.insert(thing.box, tag: item)
      default: area.insert(thing.box, tag: item)
      }
      markOfItem[item] = markOfItem[item] ?? thing
    }
    var found: [(mark: Thing, line: Thing)] = []
    for thing in things {
      guard case .curve(let points, let tip, let look) = thing.ink, look.isLine else { continue }
      let curve = points.dropLast() + [tip ?? points[points.count - 1]]
      func note(_ item: Item) {
        guard !thing.belongs(to: item), let mark = markOfItem[item],
          storyboard.shows(item, with: thing.owner)
        else { return }
        found.append((mark, thing))
      }
      area.eachTag(meeting: Array(curve), within: 0.5, note)
      nodes.eachTag(meeting: Array(curve), within: Self.clearance - 0.5, note)
    }
    return found
  }

  /// The chips that are nearer to another node than to their own, each with that node's shape.
  var strays: [(chip: Thing, node: Thing)] {
    var area = ItemIndex(width: width, height: height)
    var shapes: [Item: Thing] = [:]
    for thing in things {
      guard case .shape(_, let look) = thing.ink, [.node, .input, .fold].contains(look),
        case .item(let item) = thing.owner
      else { continue }
      shapes[item] = thing
      area.insert(thing.box, tag: item)
    }
    // A value and a gradient one above the other are one block.
    var blocks: [Int: [Thing]] = [:]
    for thing in things {
      if case .shape = thing.ink, case .item(let item) = thing.owner, let node = item.chipNode {
        blocks[node, default: []].append(thing)
      }
    }
    return things.compactMap { chip in
      guard case .shape = chip.ink, case .item(let item) = chip.owner, let own = item.chipNode,
        let home = shapes[.node(own)]
      else { return nil }
      let block = (blocks[own] ?? []).filter {
        abs($0.box.center.x - chip.box.center.x) < max($0.box.width, chip.box.width) / 2 + 1
      }
      let distance = block.map { $0.box.distance(to: home.box) }.min() ?? 0
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
  /// Whether it is a node, a chip, or a text beside a node or an edge.
  fileprivate var isMark: Bool {
    guard case .item(let item) = owner else { return false }
    return switch (item, ink) {
    case (.node, .shape), (.value, .shape), (.gradient, .shape), (.question, .shape): true
    case (.token, .text), (.contribution, .text), (.fold, .shape), (.totalDerivative, .text): true
    default: false
    }
  }

  /// Whether a line ends at a node, or carries a number.
  fileprivate func belongs(to item: Item) -> Bool {
    if link?.tail == item || link?.head == item { return true }
    if case .totalDerivative(let states) = item { return link?.carried == states.from }
    guard case .contribution(let slot) = item else { return false }
    // All readings of an operand, and the edge itself, are one line.
    return link.map { [$0.tail, $0.head] } == [.node(slot.from), .node(slot.to)]
      || link.map { [$0.head, $0.tail] } == [.node(slot.from), .node(slot.to)]
  }
}

extension Scene.Look {
  fileprivate var isLine: Bool { self == .edge || self == .cutEdge || self == .flow }
}

extension Item {
  /// The node of a chip.
  fileprivate var chipNode: Int? {
    switch self {
    case .value(let node), .gradient(let node), .question(let node): node
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
