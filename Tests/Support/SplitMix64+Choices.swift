import Formulas

/// Seeded choices, which are the same on every machine.
extension SplitMix64 {
  /// Returns a number from -2 to 2, away from the kinks of relu and abs at 0.
  package mutating func number() -> Double {
    let size = Double.random(in: 0.1...2, using: &self)
    return Bool.random(using: &self) ? size : -size
  }

  /// Returns one of the choices.
  package mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[Int.random(in: choices.indices, using: &self)]
  }
}
