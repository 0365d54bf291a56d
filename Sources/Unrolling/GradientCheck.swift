import Formulas

/// Compares the gradient of each leaf, component by component, with a central finite difference.
///
/// A difference is taken at several widths and the one that agrees best counts, because a network
/// whose gradient vanishes or explodes has no single good width. At a kink (relu at 0) the two
/// one-sided slopes differ, and a gradient between them is right. What truncation cuts is held
/// fixed: a reader behind a cut sees the operand's value as it is.
public struct GradientCheck: Sendable {
  /// One leaf's gradient from both sides.
  public struct Entry: Hashable, Sendable {
    /// The leaf's id.
    public let id: String
    /// The gradient by reverse mode.
    public let analytic: Value
    /// The gradient by central difference.
    public let numeric: Value
    /// The worst component's |analytic − numeric| relative to the larger of them, or to what a
    /// difference can tell where both are tiny.
    public let relativeError: Double
    /// Whether all components agree, or stand at a kink with the gradient between the slopes.
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
  /// - Complexity: O(components of all leaves · operations).
  public init(of trace: Trace) {
    let graph = trace.graph
    var difference = Difference(of: trace)
    entries = graph.nodes.indices.filter { node in
      switch graph.nodes[node].role {
      case .parameter, .initial, .input: true
      case .target, .computed: false
      }
    }.map { leaf in
      let found = graph.range(of: leaf).map { difference.component(at: $0) }
      let shape = graph.nodes[leaf].shape
      return Entry(
        id: graph.nodes[leaf].id, analytic: trace.gradient(of: leaf),
        numeric: Value(shape, found.map(\.numeric)),
        relativeError: found.map(\.error).max() ?? 0, agrees: found.allSatisfy(\.agrees))
    }
  }
}

/// Finite differences of one trace.
private struct Difference {
  struct Component {
    var numeric: Double
    var error: Double
    var agrees: Bool
  }

  private let trace: Trace
  private let outcome: Int
  /// The leaves, and behind them all values of the trace for readers behind a cut.
  private var values: [Double]
  private let offsets: [Int]?

  init(of trace: Trace) {
    self.trace = trace
    outcome = trace.graph.offsets[trace.graph.outcome]
    let count = trace.graph.leafValues.count
    let isCut = trace.graph.isSlotCut.contains(true)
    values = trace.graph.leafValues + (isCut ? trace.values : [])
    offsets = isCut ? trace.graph.redirectingCutSlots { $0 + count } : nil
  }

  /// Returns the outcome with one component of a leaf changed, `nil` where it is not finite.
  private mutating func loss(_ place: Int, _ value: Double) -> Double? {
    let before = values[place]
    values[place] = value
    defer { values[place] = before }
    let forward = trace.graph.forward(from: values, reading: offsets)
    return forward.failure == nil ? forward.values[outcome] : nil
  }

  mutating func component(at place: Int) -> Component {
    let center = trace.values[place]
    let analytic = trace.gradients[place]
    let loss = trace.values[outcome]
    var best = (numeric: Double.nan, error: Double.infinity)
    var isKink = false
    for relativeWidth in [1e-5, 1e-4, 1e-6, 1e-3, 1e-2] {
      let width = relativeWidth * max(1, abs(center))
      let up = center + width
      let down = center - width
      guard let above = self.loss(place, up), let below = self.loss(place, down) else { continue }
      let numeric = (above - below) / (up - down)
      // Below this size a difference of two losses is rounding.
      let noise = 4 * Double.ulpOfOne * max(abs(above), abs(below)) / width
      let scale = max(
        abs(analytic), abs(numeric), noise / GradientCheck.tolerance, .leastNormalMagnitude)
      let error = abs(analytic - numeric) / scale
      if error < best.error { best = (numeric, error) }
      let slopes = [(above - loss) / (up - center), (loss - below) / (center - down)].sorted()
      let slack = GradientCheck.tolerance * scale
      // Only at the least width, where a bend is no longer a kink.
      if relativeWidth == 1e-6, slopes[1] - slopes[0] > 1e-3 * scale,
        analytic >= slopes[0] - slack, analytic <= slopes[1] + slack
      {
        isKink = true
      }
      if best.error < GradientCheck.tolerance / 10 { break }
    }
    return Component(
      numeric: best.numeric, error: best.error,
      agrees: best.error <= GradientCheck.tolerance || isKink)
  }
}
