/// The Greek letters that a formula may write as letters or by name.
enum GreekLetters {
  static let letterByName: [String: String] = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν",
    "xi": "ξ", "omicron": "ο", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ",
    "upsilon": "υ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ",
    "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ",
    "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
  ]

  static let nameByLetter = Dictionary(
    uniqueKeysWithValues: letterByName.map { ($0.value, $0.key) })

  /// Returns the name with Greek letters spelled out part by part: `theta_h` for `θ_h`.
  static func spelledOut(_ name: String) -> String {
    // A long name in Greek script is a word, not a sequence of letters.
    var parts = [""]
    for character in name {
      if character == "_" || character == "." {
        parts += [String(character), ""]
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    return parts.map { nameByLetter[$0] ?? $0 }.joined()
  }
}
