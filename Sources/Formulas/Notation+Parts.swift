/// What a formula is made of.
extension Notation {
  /// Its texts and signs, and whether each is a variable, which is in italics.
  public var texts: [(text: String, isVariable: Bool)] {
    switch self {
    case .variable(let text): [(text, true)]
    case .word(let text), .strong(let text), .numeral(let text): [(text, false)]
    case .sign(let sign): [(sign.glyph, false)]
    case .live(_, let part), .role(_, let part), .stage(_, let part), .radical(let part),
      .fenced(let part, _):
      part.texts
    case .qualified(let texts, let name): Notation.superscripted(name, by: texts).texts
    case .brace(let part, let word): part.texts + [(word, false)]
    case .row(let parts): parts.flatMap(\.texts)
    case .scripts(let base, let below, let above):
      [base, below, above].compactMap(\.self).flatMap(\.texts)
    case .fraction(let a, let b): a.texts + b.texts
    case .matrix(let rows), .table(let rows): rows.joined().flatMap(\.texts)
    case .folded(let cell, let input, let output, let carried):
      [cell, input, output, carried].flatMap(\.texts)
    }
  }

  /// Its numbers with sources, from left to right, each with how it is written.
  public var liveParts: [(live: Live, part: Notation)] {
    switch self {
    case .live(let live, let part): [(live, part)]
    case .variable, .word, .strong, .numeral, .sign, .qualified: []
    case .row(let parts): parts.flatMap(\.liveParts)
    case .scripts(let base, let below, let above):
      [base, below, above].compactMap(\.self).flatMap(\.liveParts)
    case .fraction(let a, let b): a.liveParts + b.liveParts
    case .fenced(let part, _), .brace(let part, _), .radical(let part), .role(_, let part),
      .stage(_, let part):
      part.liveParts
    case .matrix(let rows), .table(let rows): rows.joined().flatMap(\.liveParts)
    case .folded(let cell, let input, let output, let carried):
      [cell, input, output, carried].flatMap(\.liveParts)
    }
  }

  /// The sources of all its numbers, from left to right.
  public var sources: [Live] { liveParts.map(\.live) }
}
