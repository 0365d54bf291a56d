import Formulas

/// A point near the leaves of a trace, for gradients where several kinks meet: beside them the
/// network is smooth, and differences can tell whether its gradients are right.
struct Neighbour {
  // Farther away than the widths at which kinks are looked for.
  private static let distance = 1e-3

  private let trace: Trace
  /// The network with a node for every operation, so that each kink is in a node of its own.
  private lazy var operations = try? UnrolledGraph(of: trace.graph.network.expandedToOperations)
  private lazy var difference = nearby.map { CentralDifference(of: $0) }

  init(of trace: Trace) { self.trace = trace }

  /// Returns whether a component crosses several kinks at once, and its gradient agrees beside them.
  mutating func agrees(at place: Int) -> Bool {
    guard crossesSeveralKinks(place), var difference else { return false }
    return difference.along([(place, difference.length(at: place))]).agrees
  }

  /// Whether several operations have other local gradients when the component is a little larger
  /// than when it is a little smaller.
  private mutating func crossesSeveralKinks(_ place: Int) -> Bool {
    let given = trace.graph
    guard let graph = operations,
      let moved = given.nodes.indices.first(where: { given.range(of: $0).contains(place) }),
      let leaf = graph.node(id: given.nodes[moved].id)
    else { return false }
    let component = graph.offsets[leaf] + place - given.offsets[moved]
    // So little that no bend looks like a kink.
    let step = max(64 * graph.leafValues[component].ulp, 1e-18)
    let sides = [step, -step].compactMap { step -> Trace? in
      var graph = graph
      graph.leafValues[component] += step
      return try? Trace(of: graph)
    }
    guard sides.count == 2 else { return false }
    return graph.nodes.indices.count { node in
      zip(sides[0].edgeGradients(into: node).locals, sides[1].edgeGradients(into: node).locals)
        .contains {
          zip($0?.components ?? [], $1?.components ?? []).contains {
            abs($0 - $1) > 1e-3 * max(1, abs($0), abs($1))
          }
        }
    } > 1
  }

  /// The trace with every leaf moved by about the distance; `nil` if it cannot be computed there.
  private var nearby: Trace? {
    var graph = trace.graph
    var random = SplitMix64(seed: 2)
    for leaf in graph.checkedLeaves {
      for place in graph.range(of: leaf) {
        graph.leafValues[place] +=
          Self.distance * max(1, abs(graph.leafValues[place])) * random.offZero()
      }
    }
    return try? Trace(of: graph)
  }
}
