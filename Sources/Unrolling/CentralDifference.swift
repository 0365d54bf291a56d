/// Central differences of a trace's outcome: how much it changes as leaves move in a direction.
///
/// The change of the loss from v − w·d to v + w·d is compared with gradient · move, each divided by
/// 2w. The move is 2w·d as it is after rounding, which matters for a small width beside a large
/// value. Operands of cut edges and operands that only select a component are held fixed: their
/// readers see the original value.
struct CentralDifference {
  /// One component of the direction, as its place among all values.
  typealias Move = (place: Int, length: Double)

  /// Both derivatives along a direction, and how far apart they are.
  struct Result {
    let analytic: Double
    let numeric: Double
    let error: Double
    let agrees: Bool
  }

  // The best width depends on the network; the narrow ones are for steep functions, such as
  // tanh(W·x) with a W of a million.
  private static let widths =
    [1e-5, 1e-4, 1e-6, 1e-3, 1e-2] + sequence(first: 1e-7) { $0 / 10 }.prefix(24)
  private static let narrowest = 1e-6

  let trace: Trace
  /// The gradients to compare with, at the values' places.
  var gradients: [Double]
  private let outcome: Int
  /// The leaves, followed by all values of the trace, for operands that are held fixed.
  private var values: [Double]
  private let offsets: [Int]?

  init(of trace: Trace) {
    self.trace = trace
    gradients = trace.gradients
    outcome = trace.graph.offsets[trace.graph.outcome]
    let graph = trace.graph
    let count = graph.leafValues.count
    var isFixed = graph.areSlotsIndices
    for slot in graph.isSlotCut.indices where graph.isSlotCut[slot] { isFixed[slot] = true }
    let isAnyFixed = isFixed.contains(true)
    values = graph.leafValues + (isAnyFixed ? trace.values : [])
    offsets = isAnyFixed ? graph.redirecting(isFixed) { $0 + count } : nil
  }

  /// How far a component moves at width 1: in proportion to the size of its value.
  func length(at place: Int) -> Double { max(1, abs(trace.values[place])) }

  /// Compares the derivatives along a direction at several widths; the best one counts.
  ///
  /// At a kink (relu at 0) the two one-sided slopes differ, and any derivative between them is
  /// correct.
  mutating func along(_ direction: [Move]) -> Result {
    let loss = trace.values[outcome]
    let tolerance = GradientCheck.tolerance
    var best = (analytic: Double.nan, numeric: Double.nan, error: Double.infinity)
    var isBetween: Bool?
    for width in Self.widths {
      let terms = direction.map { place, length in
        let value = trace.values[place]
        return gradients[place] * ((value + width * length) - (value - width * length))
          / (2 * width)
      }
      let analytic = terms.reduce(0, +)
      let magnitude = terms.reduce(0) { $0 + abs($1) }
      guard width >= Self.narrowest || isMoved(direction, width),
        let above = self.loss(direction, width), let below = self.loss(direction, -width)
      else { continue }
      let numeric = (above - below) / (2 * width)
      // A difference of two losses below this size is rounding error; of so many narrow widths, one
      // could agree by chance.
      let noise = 4 * Double.ulpOfOne * max(abs(above), abs(below)) / width
      if width < Self.narrowest, 100 * noise > tolerance * max(magnitude, abs(numeric)) { continue }
      let scale = max(magnitude, abs(numeric), noise / tolerance, .leastNormalMagnitude)
      let error = abs(analytic - numeric) / scale
      if error < best.error { best = (analytic, numeric, error) }
      let slopes = [(above - loss) / width, (loss - below) / width].sorted()
      let slack = tolerance * scale
      // At some width a mere bend no longer looks like a kink.
      if width <= Self.narrowest {
        let isKink = slopes[1] - slopes[0] > 1e-3 * scale
        let isHere = analytic >= slopes[0] - slack && analytic <= slopes[1] + slack
        isBetween = isKink && isHere && isBetween ?? true
      }
      if best.error < tolerance / 10 { break }
    }
    return Result(
      analytic: best.analytic, numeric: best.numeric, error: best.error,
      agrees: best.error <= tolerance || isBetween ?? false)
  }

  /// Whether every component moves by about what it is asked to, rather than by nothing.
  private func isMoved(_ direction: [Move], _ width: Double) -> Bool {
    direction.allSatisfy { place, length in
      let value = trace.values[place]
      return (value + width * length) - (value - width * length) != 0
    }
  }

  /// Returns the outcome with the leaves moved, `nil` if it is not finite.
  private mutating func loss(_ direction: [Move], _ width: Double) -> Double? {
    for (place, length) in direction { values[place] += width * length }
    defer { for (place, _) in direction { values[place] = trace.values[place] } }
    let forward = trace.graph.forward(from: values, reading: offsets)
    return forward.failure == nil ? forward.values[outcome] : nil
  }
}
