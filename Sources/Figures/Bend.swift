import Storyboards

/// The bend of a curve between two nodes: how far its control points are left of the straight line.
struct Bend: Hashable {
  let tail: Double
  let head: Double

  init(tail: Double, head: Double) {
    self.tail = tail
    self.head = head
  }

  /// A symmetric bow.
  init(_ bow: Double) { self.init(tail: bow, head: bow) }

  /// How much worse it looks than a straight line; 1 is as bad as a chip on the line.
  var cost: Double { (abs(tail) + abs(head) + abs(tail - head)) / 400 }

  /// The bends of lines that run back alongside a line of this bend, on either side, nearest first.
  var alongside: [(bend: Bend, cost: Double)] {
    Self.distances.map { (Bend(tail: $0.tail - head, head: $0.head - tail), $0.cost / 3) }
  }

  private static let distances: [Bend] = {
    let sides: [[Double]] = [[8, 11, 16, 24, 36], [-8, -11, -16, -24, -36]]
    let all = sides.flatMap { side in
      side.flatMap { tail in side.map { head in Bend(tail: tail, head: head) } }
    }
    return all.sorted { ($0.cost, -$0.tail) < ($1.cost, -$1.tail) }
  }()

  private static let sizes = [0.0, 12, 24, 40, 60, 84, 110]

  /// The bends that are tried where there is little space, with their costs, best first.
  ///
  /// - Parameter isFlow: whether the curve must stay on one side of the straight line.
  static func all(isFlow: Bool) -> [(bend: Bend, cost: Double)] { isFlow ? flows : edges }

  private static let edges: [(bend: Bend, cost: Double)] = {
    let bows = sizes + sizes.dropFirst().map { -$0 }
    return bows.flatMap { tail in bows.map { Bend(tail: tail, head: $0) } }
      .map { ($0, $0.cost) }.sorted { ($0.1, -$0.0.tail) < ($1.1, -$1.0.tail) }
  }()

  private static let flows = edges.filter { $0.bend.tail * $0.bend.head > 0 }
}

extension Item {
  /// The cost of a curve that runs through the item.
  var hindrance: Double {
    switch self {
    case .node: 10
    case .edge, .flow, .gapFlow: 0.05
    default: 1
    }
  }
}
