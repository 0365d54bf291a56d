import Graphviz
import Storyboards
import Testing
import Unrolling

@testable import Figures

@Suite struct DrawnParametersTests {
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
      let scene = try Scene(of: Samples.fitted(name, showsParameters: true))
      #expect(SceneCheck.unreported(in: scene).isEmpty, "\(name)")
    }
    let scene = try Scene(of: Samples.board(yaml: Self.many, showsParameters: true))
    #expect(SceneCheck.unreported(in: scene).isEmpty)
  }

  @Test("No line of a parameter runs through another node, or near it")
  func lines() throws {
    for name in Samples.names {
      let scene = try Scene(of: Samples.board(name, showsParameters: true))
      #expect(scene.crossings.map { "\($0.mark.owner) \($0.line.owner)" }.isEmpty, "\(name)")
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
}
