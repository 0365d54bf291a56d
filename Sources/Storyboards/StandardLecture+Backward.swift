import Formulas
import Unrolling

/// The backward pass: which edges are shown, and in which order.
extension StandardLecture {
  /// A backward pass with more edges than this is shown one time step at a time.
  private static let mostSingleEdges = 40

  /// The nodes through which the gradients asked for arrive, from the loss backwards.
  var path: [Int] {
    var depends = [Bool](repeating: false, count: graph.nodes.count)
    var reaches = depends
    for node in asked { depends[node] = true }
    for node in graph.nodes.indices where !depends[node] {
      depends[node] = gradientWays(from: node).contains { depends[$0.from] }
    }
    reaches[outcome] = true
    for node in graph.nodes.indices.reversed() where reaches[node] {
      for edge in gradientWays(from: node) { reaches[edge.from] = true }
    }
    return graph.nodes.indices.reversed().filter { depends[$0] && reaches[$0] }
  }

  /// The edges along which a node's gradient flows on: all except those that truncation cuts.
  func gradientWays(from node: Int) -> [Trace.Edge] {
    trace.edges(into: node).filter { !$0.isCut }
  }

  mutating func backward() {
    let path = path
    let isOnPath = Set(path)
    let arriving = trace.contributions()
    let edges = path.filter(isDrawn).reduce(0) {
      $0 + gradientWays(from: $1).filter { isOnPath.contains($0.from) }.count
    }
    var toldGap: Int?
    var isDetailed = false
    var told = 0
    var brief: [Item.Slot] = []
    for node in path {
      if let gap = gap(of: node) {
        if gap != toldGap { backwardGap(gap) }
        toldGap = gap
        continue
      }
      let terms = arriving[node].filter { isOnPath.contains($0.to) }
      let isBrief = edges > Self.mostSingleEdges && told > 20
      if isBrief {
        show(.gradient(node))
        // Flows that were shown one by one, waiting for their sum.
        for edge in terms {
          hide(.flow(slot(edge)))
          hide(.contribution(slot(edge)))
        }
      } else if terms.count > 1 {
        sum(node, terms)
      } else if let only = terms.first, !isDrawn(only.to) {
        show(.gradient(node))
      }
      let outgoing = gradientWays(from: node).filter { isOnPath.contains($0.from) }
      if isBrief {
        for edge in outgoing {
          show(.flow(slot(edge)))
          brief.append(slot(edge))
        }
        continue
      }
      if node == outcome, outgoing.count > 1, graph.nodes[node].time == nil,
        outgoing.allSatisfy({ graph.nodes[$0.from].time != nil })
      {
        parts(outgoing) { edge in arriving[edge.from].filter { isOnPath.contains($0.to) }.count == 1
        }
        told += 1
        continue
      }
      for edge in outgoing where isDrawn(edge.from) {
        let isOnlyTerm = arriving[edge.from].filter { isOnPath.contains($0.to) }.count == 1
        let isState = (graph.nodes[edge.from].time ?? 0) < (graph.nodes[node].time ?? 0)
        let isCircuit = graph.network.stepCount == 0
        if !isDetailed, isState || isCircuit, trace.local(of: edge) != nil {
          isDetailed = true
          grow(edge, isOnlyTerm: isOnlyTerm)
        } else {
          flow(edge, isState: isState, isOnlyTerm: isOnlyTerm)
        }
        told += 1
      }
    }
    if edges > Self.mostSingleEdges {
      step(.output, phrases.backwardRest(to: asked.map(symbol)), hot: asked.map { .node($0) })
      for edge in brief { hide(.flow(edge)) }
    }
  }

  mutating func backwardGap(_ gap: Int) {
    show(.gapFlow(gap))
    step(
      .braces, phrases.backwardGap(columns.gaps[gap]), hot: [.gap(gap), .gapFlow(gap)])
    hide(.gapFlow(gap))
  }

  func slot(_ edge: Trace.Edge) -> Item.Slot {
    .init(from: edge.from, to: edge.to, slot: edge.slot)
  }
}
