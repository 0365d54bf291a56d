import Formulas

/// Compares the gradient of each leaf with a central finite difference.
///
/// A difference is taken at several widths and the one that agrees best counts, because a network
/// whose gradient vanishes or explodes has no single good width. At a kink (relu at 0) the two
/// one-sided slopes differ, and a gradient between them is right.
public struct GradientCheck: Sendable {
  /// One leaf's gradient from both sides.
  public struct Entry: Hashable, Sendable {
    /// The leaf's id.
    public let id: String
    /// The gradient by reverse mode.
    public let analytic: Double
    /// The gradient by central difference.
    public let numeric: Double
    /// |analytic − numeric| relative to the larger of them, or to `scale` where both are tiny.
    public let relativeError: Double
    /// Whether the two agree, or the leaf stands at a kink and the gradient is between its slopes.
    public let agrees: Bool
  }

  /// The largest relative error that still counts as agreement.
  public static let tolerance = 1e-5

  /// The leaves, in the graph's order.
  public let entries: [Entry]
  /// Whether all agree.
  public var agrees: Bool { entries.allSatisfy(\.agrees) }

  /// Checks parameters, initial states and inputs of a trace.
  ///
  /// - Complexity: O(leaves · nodes).
  public init(of trace: Trace) {
    let graph = trace.graph
    entries = graph.nodes.indices.filter { node in
      switch graph.nodes[node].role {
      case .parameter, .initial, .input: true
      case .target, .computed: false
      }
    }.map { GradientCheck.entry(of: $0, in: trace) }
  }

  private static func entry(of leaf: Int, in trace: Trace) -> Entry {
    let graph = trace.graph
    let center = trace.values[leaf]
    let analytic = trace.gradients[leaf]
    let loss = trace.values[graph.outcome]
    func outcome(_ value: Double) -> Double? {
      let (values, failure) = graph.forwardValues(changing: (leaf, value))
      return failure == nil ? values[graph.outcome] : nil
    }
    var best = (numeric: Double.nan, error: Double.infinity)
    var isKink = false
    for relativeWidth in [1e-5, 1e-4, 1e-6, 1e-3, 1e-2] {
      let width = relativeWidth * max(1, abs(center))
      let up = center + width
      let down = center - width
      guard let above = outcome(up), let below = outcome(down) else { continue }
      let numeric = (above - below) / (up - down)
      // Below this size a difference of two losses is rounding.
      let noise = 4 * Double.ulpOfOne * max(abs(above), abs(below)) / width
      let scale = max(abs(analytic), abs(numeric), noise / tolerance, .leastNormalMagnitude)
      let error = abs(analytic - numeric) / scale
      if error < best.error { best = (numeric, error) }
      let slopes = [(above - loss) / (up - center), (loss - below) / (center - down)].sorted()
      let slack = tolerance * scale
      // Only at the least width, where a bend is no longer a kink.
      if relativeWidth == 1e-6, slopes[1] - slopes[0] > 1e-3 * scale, analytic >= slopes[0] - slack,
        analytic <= slopes[1] + slack
      {
        isKink = true
      }
      if best.error < tolerance / 10 { break }
    }
    return Entry(
      id: graph.nodes[leaf].id, analytic: analytic, numeric: best.numeric,
      relativeError: best.error, agrees: best.error <= tolerance || isKink)
  }
}
