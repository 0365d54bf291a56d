/// A part of a row of a growing formula, for the writers that show it up to a stage.
struct StagedPart {
  /// The part.
  let notation: Notation
  /// From which stage on it is shown.
  let stage: Int
}

extension Notation {
  /// Returns the parts side by side with the stages that they appear in; the innermost stage counts.
  ///
  ///     Notation.row([.numeral("5"), .stage(1, .sign(.plus))]).stagedParts(from: 0).map(\.stage)
  ///     // [0, 1]
  ///
  /// - Parameter stage: that of the formula around it.
  func stagedParts(from stage: Int) -> [StagedPart] {
    switch self {
    case .row(let parts): parts.flatMap { $0.stagedParts(from: stage) }
    case .stage(let inner, let part): part.stagedParts(from: inner)
    case .live(_, let part): part.stagedParts(from: stage)
    default: [StagedPart(notation: self, stage: stage)]
    }
  }
}

extension Notation.Fence {
  /// Its signs, as LaTeX and Typst write them, too.
  var signs: (left: String, right: String) {
    switch self {
    case .parentheses: ("(", ")")
    case .brackets: ("[", "]")
    case .bars: ("|", "|")
    case .doubleBars: ("‖", "‖")
    }
  }
}
