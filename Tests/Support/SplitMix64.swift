/// Seeded randomness: the same numbers on every machine.
///
///     var random = SplitMix64(state: 7)
///     random.next()  // 7191089600892374487
package struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  /// Begins with a seed.
  package init(state: UInt64) { self.state = state }

  /// The next number.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number from -2 to 2, off the kinks of relu and abs.
  package mutating func number() -> Double {
    let size = Double.random(in: 0.1...2, using: &self)
    return Bool.random(using: &self) ? size : -size
  }

  /// One of the choices.
  package mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[Int.random(in: choices.indices, using: &self)]
  }
}
