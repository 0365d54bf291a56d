/// A pseudorandom sequence that a seed determines, the same on every machine: Steele, Lea and
/// Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
///
///     var random = SplitMix64(seed: 7)
///     random.next()  // 7191089600892374487
package struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  /// Creates a generator from a seed.
  package init(seed: UInt64) { state = seed }

  /// Returns the next number.
  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
