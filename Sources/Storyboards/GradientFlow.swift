import Unrolling

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The size of a state's gradient at every time step, drawn or not: it shows where the gradient
/// vanishes and where it explodes.
///
///     GradientFlow(of: trace, asked: [])?.norms   // [20, 4, 1] in the lecture: h_0, h_1, h_2
///     GradientFlow(of: trace, asked: [])?.factor  // 4.47: the growth with each time step back
public struct GradientFlow: Hashable, Sendable {
  /// The lesson's title, if strips of several lessons are shown together.
  public var title: String?
  /// The state's name.
  public let state: String
  /// The Euclidean norm of ∂Loss/∂state, from the first time step to the last.
  public let norms: [Double]
  /// The states' nodes, in the same order.
  public let nodes: [Int]
  /// The time step of the first norm.
  public let firstTime: Int
  /// Whether the state's time runs backwards, so that a time step back is one to the right.
  public let isBackward: Bool

  /// Measures a trace; `nil` for a graph without time or without a state.
  ///
  /// - Parameter asked: the nodes asked for; a state among them is the one that is measured.
  public init?(of trace: Trace, asked: [Int]) {
    let graph = trace.graph
    let states = graph.network.stateNames
    let name =
      asked.map { graph.nodes[$0].name }.first { states.contains($0) }
      ?? states.first { $0 == "h" } ?? states.first
    guard let name else { return nil }
    let nodes = graph.nodes.indices.filter {
      graph.nodes[$0].name == name && (graph.nodes[$0].time ?? -1) >= 0
    }.sorted { (graph.nodes[$0].time ?? 0) < (graph.nodes[$1].time ?? 0) }
    guard nodes.count > 1 else { return nil }
    state = name
    isBackward = graph.times.direction(of: name) == .backward
    firstTime = graph.nodes[nodes[0]].time ?? 0
    norms = nodes.map { trace.gradient(of: $0).norm }
    self.nodes = nodes
  }

  /// The factor by which one time step back multiplies the norm: the geometric mean between the
  /// last and the first time step that have a gradient; `nil` if there are no two, or if the factor
  /// is too large or too small to represent.
  public var factor: Double? {
    guard let first = norms.firstIndex(where: { $0 > 0 }),
      let last = norms.lastIndex(where: { $0 > 0 }), last > first
    else { return nil }
    let steps = Double(isBackward ? first - last : last - first)
    let factor = exp((log(norms[first]) - log(norms[last])) / steps)
    return factor > 0 && factor.isFinite ? factor : nil
  }
}
