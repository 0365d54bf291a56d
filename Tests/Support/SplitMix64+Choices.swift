import Formulas

/// Seeded choices: the same ones on every machine.
extension SplitMix64 {
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
