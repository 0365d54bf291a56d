/// Neighbouring time steps that share a slide, in the order in which their values are computed or
/// their gradients flow.
struct TimeSpan: Hashable {
  /// The first one in this order.
  let from: Int
  /// The last one, which comes earlier in time where time runs backwards.
  let to: Int

  /// How many time steps they are.
  var count: Int { abs(to - from) + 1 }
  /// The same in the order of time.
  var ascending: TimeSpan { TimeSpan(from: min(from, to), to: max(from, to)) }
  /// The same in the opposite order.
  var reversed: TimeSpan { TimeSpan(from: to, to: from) }
}

extension TimeSpan {
  /// Time steps in the order of time.
  init(_ range: ClosedRange<Int>) { self.init(from: range.lowerBound, to: range.upperBound) }
}
