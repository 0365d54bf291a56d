import Layout
import Testing

/// The checker detects faults: each test moves one item of a good layout.
@Suite struct CheckerTests {
  private let sample: Sample
  private let layout: Layout

  init() {
    var network = TestNetwork()
    network.addOutputs(network.gru(network.add(), isResetBefore: true))
    sample = Sample(network, seed: 2)
    layout = sample.layout
  }

  private func problems(_ change: (inout Parts) -> Void) -> [Checker.Problem] {
    var parts = Parts(of: layout)
    change(&parts)
    return Checker(sample.graph, sample.measures, parts).problems
  }

  @Test("A good layout has no problems")
  func good() {
    #expect(problems { _ in }.isEmpty)
  }

  @Test("A node moved onto another is detected")
  func movedNode() {
    let found = problems { $0.outlines[1] = $0.outlines[0] }
    #expect(found.contains(.overlap("node 0", "node 1")))
  }

  @Test("A chip moved away from its node is detected, for each node")
  func movedChip() {
    for node in layout.blocks.indices where layout.blocks[node].value != nil {
      let found = problems {
        $0.blocks[node].gradient = nil
        $0.blocks[node].value = $0.blocks[node].value.map { moved($0, 0, -40) }
      }
      #expect(
        found.contains {
          if case .chipFarFromOwner(node, _) = $0 { true } else { false }
        })
    }
  }

  @Test("A chip moved near another node is detected")
  func foreignChip() {
    guard let first = layout.blocks.firstIndex(where: { $0.value != nil }) else { return }
    let other = first == 0 ? 1 : 0
    let found = problems {
      let outline = $0.outlines[other]
      $0.blocks[first].value = $0.blocks[first].value.map {
        Layout.Box(
          left: outline.right + 3, top: outline.top, right: outline.right + 3 + $0.width,
          bottom: outline.top + $0.height)
      }
    }
    #expect(
      found.contains {
        if case .chipNearForeign(first, _) = $0 { true } else { false }
      })
  }

  @Test("A route that ends beside its reader is detected, for each edge")
  func movedRoute() {
    for edge in layout.routes.indices {
      let found = problems { $0.routes[edge].corners[$0.routes[edge].corners.count - 1].y += 5 }
      #expect(found.contains(.routeEnd(edge)))
    }
  }

  @Test("A route through a node and one through a chip are detected")
  func routeThroughItems() {
    let edge = 0
    let foreign = layout.outlines.indices.first {
      $0 != sample.graph.edges[edge].source && $0 != sample.graph.edges[edge].reader
        && layout.blocks[$0].value != nil
    }
    guard let foreign, let chip = layout.blocks[foreign].value else { return }
    let throughNode = problems {
      $0.routes[edge].corners.insert(layout.outlines[foreign].center, at: 1)
    }
    #expect(throughNode.contains(.edgeNearNode(edge, foreign)))
    let throughChip = problems { $0.routes[edge].corners.insert(chip.center, at: 1) }
    #expect(throughChip.contains(.edgeThroughChip(edge, "value \(foreign)")))
  }

  @Test("Edges of different buses on one line, or too close together, are detected")
  func sharedLine() {
    let pairs = layout.routes.indices.filter {
      layout.buses[$0] != nil && layout.routes[$0].corners.count > 2
    }
    guard let first = pairs.first,
      let second = pairs.first(where: {
        layout.buses[$0] != layout.buses[first]
          && sample.graph.edges[$0].source != sample.graph.edges[first].source
      })
    else {
      Issue.record("the sample has two buses")
      return
    }
    let onTop = problems { $0.routes[second].corners = $0.routes[first].corners }
    let key = [min(first, second), max(first, second)]
    #expect(onTop.contains(.sharedLine(key[0], key[1])))
    let beside = problems {
      $0.routes[second].corners = $0.routes[first].corners.map { .init($0.x + 1.5, $0.y + 1.5) }
    }
    #expect(beside.contains(.nearLines(key[0], key[1])))
  }

  @Test("A contribution off its route is detected")
  func movedContribution() {
    guard let edge = layout.routes.indices.first(where: { layout.routes[$0].contribution != nil })
    else {
      Issue.record("the sample has a contribution")
      return
    }
    let found = problems { $0.routes[edge].contribution?.y += 60 }
    #expect(found.contains(.contribution(edge)))
  }

  @Test("Anything outside the bounds is detected")
  func outOfBounds() {
    let found = problems { $0.bounds.right -= 30 }
    #expect(
      found.contains {
        if case .outOfBounds = $0 { true } else { false }
      })
  }

  private func moved(_ box: Layout.Box, _ x: Double, _ y: Double) -> Layout.Box {
    Layout.Box(left: box.left + x, top: box.top + y, right: box.right + x, bottom: box.bottom + y)
  }
}
