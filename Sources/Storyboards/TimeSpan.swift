/// Time steps that are told together, in the order in which they are told.
struct TimeSpan: Hashable {
  /// The time step that is told first.
  let from: Int
  /// The time step that is told last; it may be the earlier one.
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
