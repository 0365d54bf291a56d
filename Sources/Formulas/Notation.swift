/// A typeset formula as a tree.
///
/// It is built once and written in four forms (`plain`, `label`, `latex`, `spoken`), so that
/// figure, notes, alt text and terminal output always agree.
///
///     Notation.row([.variable("h"), .sign(.equals), .numeral("−5")]).plain  // "h = −5"
public indirect enum Notation: Hashable, Sendable {
  /// A letter for a quantity, in italics: h, W, α.
  case variable(String)
  /// A word or text, upright: Loss, tanh, "no bias". It is drawn as given.
  case word(String)
  /// A word in bold face.
  case strong(String)
  /// A written number, upright.
  case numeral(String)
  /// An operator, relation or mark.
  case sign(Sign)
  /// Parts side by side.
  case row([Notation])
  /// A base with an index below and an exponent above.
  case scripts(Notation, below: Notation?, above: Notation?)
  /// A fraction with a bar.
  case fraction(Notation, Notation)
  /// A part in parentheses, brackets or bars as tall as the part.
  case fenced(Notation, Fence)
  /// A part with a brace below it and a word under the brace.
  case brace(Notation, String)
  /// Entries in rows and columns, in parentheses.
  case matrix([[Notation]])
  /// Entries in rows and columns under a row of heads.
  case table([[Notation]])
  /// A network that is folded in time: its cell as a box with what it reads below, what it gives
  /// above, and a loop with the states that it carries to the next time step.
  case folded(cell: Notation, input: Notation, output: Notation, carried: Notation)
  /// √ of a part.
  case radical(Notation)
  /// A part whose meaning a figure shows by colour.
  case role(Role, Notation)
  /// A part that a growing formula shows from a stage on; its space is reserved from the start.
  case stage(Int, Notation)
  /// A number, or the sign before one, that a deck which recomputes writes anew.
  case live(Live, Notation)
  /// A quantity with the layer and direction that it belongs to: `l2`, `back` and h_3 for
  /// `l2.back.h[3]`.
  case qualified([String], Notation)

  /// What a part of a formula means in backpropagation.
  public enum Role: Hashable, Sendable {
    /// ∂node/∂input.
    case local
    /// ∂Loss/∂node.
    case upstream
    /// A value computed in the forward pass.
    case value
    /// The subject of the step: the result of a line.
    case result
    /// What the question asks for and is not yet known.
    case asked
  }

  /// What encloses a part.
  public enum Fence: Hashable, Sendable {
    /// ( … )
    case parentheses
    /// [ … ]
    case brackets
    /// | … |
    case bars
    /// ‖ … ‖
    case doubleBars
  }

  /// An operator, relation or mark, with its spacing, LaTeX and spoken word in one table.
  public enum Sign: String, Hashable, Sendable, CaseIterable {
    /// Binary +.
    case plus
    /// Binary −.
    case minus
    /// The sign of a negative part.
    case negative
    /// ·
    case times
    /// ×, in powers of ten.
    case cross
    /// ⊙
    case elementwise
    /// =
    case equals
    /// ≈, where the written numbers give another last digit than the result has.
    case approximates
    /// ∈
    case member
    /// ←, "receives".
    case receives
    /// >
    case greater
    /// ≠
    case unequal
    /// ∂
    case partial
    /// Σ
    case sum
    /// A comma in a list.
    case comma
    /// …
    case ellipsis
    /// ⋯ between signs
    case centeredEllipsis
    /// ⋮ between rows
    case verticalEllipsis
    /// : between the ends of a slice
    case colon
    /// ?
    case question
    /// ⊤, transposed
    case transposed
  }

  /// Nothing.
  public static let empty = Notation.row([])

  /// Returns the formula without the parts of later stages.
  ///
  ///     Notation.row([.numeral("5"), .stage(1, .word(" = five"))]).grown(to: 0).plain  // "5"
  public func grown(to stage: Int) -> Notation {
    switch self {
    case .variable, .word, .strong, .numeral, .sign, .folded, .qualified: return self
    case .row(let parts):
      let shown = parts.map { $0.grown(to: stage) }.filter { $0 != .empty }
      return .row(shown)
    case .scripts(let base, let below, let above):
      return .scripts(
        base.grown(to: stage), below: below?.grown(to: stage), above: above?.grown(to: stage))
    case .fraction(let a, let b): return .fraction(a.grown(to: stage), b.grown(to: stage))
    case .fenced(let part, let fence): return .fenced(part.grown(to: stage), fence)
    case .brace(let part, let word): return .brace(part.grown(to: stage), word)
    case .matrix(let rows): return .matrix(rows.map { $0.map { $0.grown(to: stage) } })
    case .table(let rows): return .table(rows.map { $0.map { $0.grown(to: stage) } })
    case .radical(let part): return .radical(part.grown(to: stage))
    case .role(let role, let part): return .role(role, part.grown(to: stage))
    case .live(let live, let part): return .live(live, part.grown(to: stage))
    case .stage(let own, .brace(let part, _)) where own > stage: return part.grown(to: stage)
    case .stage(let own, let part): return own > stage ? .empty : part.grown(to: stage)
    }
  }

  /// Returns parts joined by a sign.
  public static func list(_ parts: [Notation], by sign: Sign) -> Notation {
    .row(Array(parts.map { [$0] }.joined(separator: [.sign(sign)])))
  }

  /// Returns a part in parentheses.
  public static func parenthesized(_ part: Notation) -> Notation { .fenced(part, .parentheses) }

  /// Returns the notation of a name: `W_h` as W with index h, `theta` as θ, `Loss` upright.
  ///
  /// - Parameter index: a further index after the name's own, such as the time step.
  public static func name(_ name: String, index: Notation? = nil) -> Notation {
    if let point = name.lastIndex(of: "."), name.index(after: point) < name.endIndex {
      let last = String(name[name.index(after: point)...])
      // The operation `f.5` is v with index 5, as intermediate results are called in the literature
      // on automatic differentiation (A. Griewank and A. Walther, Evaluating Derivatives, 2008).
      if Symbol.isOperation(named: name) { return .name("v_" + last, index: index) }
      let qualifiers = name[..<point].split(separator: ".").map(String.init)
      return .qualified(qualifiers, .name(last, index: index))
    }
    let parts = name.split(separator: "_", maxSplits: 1, omittingEmptySubsequences: true)
    let base = letter(String(parts.first ?? ""))
    // W_xi leads from x to the gate i of an LSTM; it is not ξ.
    var indices: [Notation] = []
    if parts.count > 1 { indices = [parts[1] == "xi" ? .word("xi") : letter(String(parts[1]))] }
    if let index { indices.append(index) }
    guard !indices.isEmpty else { return base }
    let below = indices.count == 1 ? indices[0] : list(indices, by: .comma)
    return .scripts(base, below: below, above: nil)
  }

  // Variables are one letter; a longer index or name is a word, digits are a number.
  private static func letter(_ text: String) -> Notation {
    if let greek = GreekLetters.letterByName[text] { return .variable(greek) }
    if text.allSatisfy(\.isNumber) { return .numeral(text) }
    return text.count == 1 ? .variable(text) : .word(text)
  }

  /// Returns the notation of a symbol; a relative time index is set as t, t−1.
  public static func symbol(_ symbol: Symbol) -> Notation {
    switch symbol.time {
    case nil: name(symbol.name)
    case .absolute(let step): name(symbol.name, index: .numeral(String(step)))
    case .relative(0): name(symbol.name, index: .variable("t"))
    case .relative(let offset):
      name(
        symbol.name,
        index: .row([
          .variable("t"), .sign(offset < 0 ? .minus : .plus), .numeral(String(abs(offset))),
        ]))
    }
  }

  /// Returns ∂of/∂to as a fraction.
  public static func partialDerivative(of: Notation, to: Notation) -> Notation {
    .fraction(.row([.sign(.partial), of]), .row([.sign(.partial), to]))
  }
}
