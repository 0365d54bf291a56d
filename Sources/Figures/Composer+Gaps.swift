import Formulas
import Graphviz
import Storyboards
import Unrolling

/// Dots in place of the time steps that are left out, and the edges to and from them.
extension Composer {
  private struct Bridge: Hashable {
    let node: Int
    let row: Double
    // Whether the edge leads from the dots to the node.
    let isFromDots: Bool
    let crossesTime: Bool
  }

  mutating func composeGaps() {
    for (index, x) in layout.gapPositions.enumerated() {
      let dots = label(.sign(.centeredEllipsis), size: 24)
      for y in rows { place(dots, around: Point(x, y), .gap(index)) }
      let reach = dots.width / 2 + 4
      var counts: [Scene.Link: Int] = [:]
      for bridge in bridges(of: index) {
        guard let center = layout.centers[bridge.node] else { continue }
        let side = bridge.crossesTime ? (center.x < x ? -reach : reach) : 0
        let end = Point(x + side, bridge.row - (bridge.crossesTime ? 0 : 12))
        let (from, to): ((Point, Int?), (Point, Int?)) =
          bridge.isFromDots
          ? ((end, nil), (center, bridge.node)) : ((center, bridge.node), (end, nil))
        func isOwn(_ item: Item) -> Bool { item == .node(bridge.node) || item == .gap(index) }
        let chosen =
          known.isEmpty || isLong
          ? nil
          : clearest(Bend.all(isFlow: false), { curve(from, to, $0, gap: 1) }, ignoring: isOwn)
        let bend = chosen?.bend ?? Bend(0)
        let edge = chosen?.curve ?? curve(from, to, bend, gap: 1)
        obstacles.insert(edge, tag: .gap(index))
        let ends = (tail: Item.node(bridge.node), head: Item.gap(index))
        var link =
          bridge.isFromDots
          ? Scene.Link(tail: ends.head, head: ends.tail) : .init(tail: ends.tail, head: ends.head)
        counts[link, default: 0] += 1
        link.number = counts[link, default: 1]
        arrow(edge, head: 7, .edge, .gap(index), link)
        guard bridge.crossesTime, board.spans[.gapFlow(index)] != nil else { continue }
        let flow =
          known.isEmpty || isLong
          ? nil
          : clearest(bend.alongside, { curve(to, from, $0, gap: 2) }) {
            isOwn($0) || !board.shows($0, with: .gapFlow(index))
          }
        let back = flow?.curve ?? curve(to, from, Bend(-12), gap: 2)
        arrow(
          back, head: 10, .flow, .gapFlow(index),
          .init(tail: link.head, head: link.tail, number: link.number))
      }
    }
  }

  /// The heights of the quantities that depend on time.
  private var rows: [Double] {
    Set(layout.centers.compactMap { graph.nodes[$0].time == nil ? nil : $1.y }).sorted()
  }

  /// The edges between drawn nodes and nodes in the gap: one for each node and row.
  private func bridges(of gap: Int) -> [Bridge] {
    let range = board.columns.gaps[gap]
    var heightOfName: [String: Double] = [:]
    for (node, center) in layout.centers where graph.nodes[node].time != nil {
      heightOfName[graph.nodes[node].name] = center.y
    }
    func isHidden(_ node: Int) -> Bool { graph.nodes[node].time.map(range.contains) ?? false }
    var found: [Bridge] = []
    for reader in graph.nodes.indices {
      for operand in graph.operands(of: reader) where isHidden(reader) != isHidden(operand) {
        let (drawn, hidden) = isHidden(reader) ? (operand, reader) : (reader, operand)
        guard layout.centers[drawn] != nil, !layout.parameters.contains(drawn),
          let row = heightOfName[graph.nodes[hidden].name]
        else {
          continue
        }
        let bridge = Bridge(
          node: drawn, row: row, isFromDots: drawn == reader,
          crossesTime: graph.nodes[drawn].time != nil)
        if !found.contains(bridge) { found.append(bridge) }
      }
    }
    return found
  }
}
