import Graphviz
import Storyboards
import Testing
import Unrolling

@testable import Figures

@Suite struct ParameterColumnTests {
  private static let many = """
    equations:
      h[t]: tanh(a*h[t-1] + b*x[t] + c + d*h[t-1]^2 + e*x[t]^2)
      s[t]: tanh(i*s[t-1] + j*h[t] + k + l*s[t-1]^2 + m*h[t]^2)
      y[t]: p*s[t] + q + r*s[t]^2 + u*s[t]^3 + v*h[t] + w*x[t]
    parameters: {a: 1, b: 0.12, c: 0.3, d: 1, e: 1, i: 1, j: 1, k: 1, l: 1, m: 1, p: 1, q: -0.25,
      r: 1, u: 1, v: 1, w: 1}
    sequence: [1, -0.5]
    loss: output
    """

  @Test("With parameters shown, no two boxes overlap and nothing leaves the canvas")
  func boxes() throws {
    for name in Samples.names {
      SceneCheck.run(try Scene(of: Samples.board(name, showsParameters: true)))
    }
    SceneCheck.run(try Scene(of: Samples.board(yaml: Self.many, showsParameters: true)))
  }

  @Test("No line of a parameter runs through another node")
  func lines() throws {
    for name in Samples.names {
      let board = try Samples.board(name, showsParameters: true)
      let graph = board.trace.graph
      let scene = try Scene(of: board)
      let nodes = scene.things.compactMap { thing -> (Int, Scene.Box)? in
        guard case .item(.node(let node)) = thing.owner, case .shape = thing.ink else { return nil }
        return (node, thing.box)
      }
      for thing in scene.things {
        guard case .curve(let points, _, _) = thing.ink, case .item(let item) = thing.owner,
          let slot = item.slot, graph.nodes[slot.from].role == .parameter,
          graph.network.stepCount > 0
        else { continue }
        for start in stride(from: 0, to: points.count - 3, by: 3) {
          for share in stride(from: 0.0, through: 1, by: 0.1) {
            let at = Obstacles.point(of: points[start...start + 3], at: share)
            let met = nodes.first { node, box in
              node != slot.from && node != slot.to && box.contains(at)
            }
            #expect(met == nil, "\(name): \(item) runs through \(graph.nodes[met?.0 ?? 0].id)")
          }
        }
      }
    }
  }

  @Test("Every drawn reader has an edge from its parameter, and values and gradients have chips")
  func complete() throws {
    for name in ["elman", "gru", "elman-vector", "exploding"] {
      let board = try Samples.board(name, showsParameters: true)
      let scene = try Scene(of: board)
      let owners = Set(scene.things.map(\.owner))
      let graph = board.trace.graph
      for reader in graph.nodes.indices where owners.contains(.item(.node(reader))) {
        for edge in board.trace.edges(into: reader) where graph.nodes[edge.from].role == .parameter
        {
          let slot = Item.Slot(from: edge.from, to: edge.to, slot: edge.slot)
          #expect(owners.contains(.item(.edge(slot))), "\(name)")
          #expect(owners.contains(.item(.flow(slot))), "\(name)")
        }
      }
      for parameter in graph.network.parameters.indices {
        #expect(owners.contains(.item(.value(parameter))), "\(name)")
        #expect(owners.contains(.item(.gradient(parameter))), "\(name)")
      }
    }
  }

  @Test("Lanes are in the order of their parameters, each at a different height")
  func lanes() throws {
    for name in ["elman", "gru", "lstm"] {
      let board = try Samples.board(name, showsParameters: true)
      let nodes = Array(board.trace.graph.network.parameters.indices)
      let scene = try Scene(of: board)
      var heights: [Int: Double] = [:]
      var levels: [Int: Set<Double>] = [:]
      for thing in scene.things {
        guard case .item(let item) = thing.owner else { continue }
        if case .node(let node) = item, case .shape = thing.ink {
          heights[node] = thing.box.center.y
        }
        guard case .edge(let slot) = item, nodes.contains(slot.from),
          case .curve(let points, _, _) = thing.ink
        else { continue }
        // The last horizontal piece of the line.
        let pieces = Array(zip(points, points.dropFirst()))
        let level = pieces.last { from, to in from.y == to.y && to.x - from.x > 20 }
        if let level { levels[slot.from, default: []].insert(level.0.y) }
      }
      #expect(levels.values.allSatisfy { $0.count == 1 }, "\(name)")
      let order = nodes.sorted { heights[$0, default: 0] < heights[$1, default: 0] }
      let sorted = order.compactMap { levels[$0]?.first }
      #expect(sorted == sorted.sorted() && Set(sorted).count == nodes.count, "\(name)")
    }
  }
}

extension Item {
  fileprivate var slot: Slot? {
    switch self {
    case .edge(let slot), .flow(let slot): slot
    default: nil
    }
  }
}

extension Scene.Box {
  fileprivate func contains(_ point: Point) -> Bool {
    point.x > x + 1 && point.x < x + width - 1 && point.y > y + 1 && point.y < y + height - 1
  }
}
