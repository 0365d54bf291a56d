/// The kind of deck made from a lesson.
///
///     let board = Storyboard(of: trace, asking: ["h_0"], title: nil, deck: .worksheet)
///     board.steps.map(\.kind)  // [.worksheet, .solution]
public enum Deck: Hashable, Sendable {
  /// Question, numbers and answer, in the order of a script or of the standard lecture.
  case lecture(Script?)
  /// The same up to the backward pass, followed by the question: no gradient is shown.
  case question(Script?)
  /// Two steps: a figure to fill in, and its solution.
  case worksheet

  var script: Script? {
    switch self {
    case .lecture(let script), .question(let script): script
    case .worksheet: nil
    }
  }
}

extension StandardLecture {
  mutating func tell(_ deck: Deck) {
    switch deck {
    case .lecture(nil): tell()
    case .lecture(let script?): tell(script)
    case .question(let script): tellQuestion(script)
    case .worksheet: tellWorksheet()
    }
  }

  private mutating func tellQuestion(_ script: Script?) {
    guard let script else {
      opening()
      forward()
      forwardEnds()
      return question()
    }
    tell(script.withoutGradients)
    let asked = script.entries.compactMap { if case .ask(let words) = $0 { words } else { nil } }
    question(asked.last)
  }
}

extension Script {
  /// The script up to its backward pass; after that, only values and formulas of the network,
  /// because custom words or formulas may contain the answer.
  fileprivate var withoutGradients: Script {
    var isBackward = false
    return Script(
      entries.filter { entry in
        switch entry {
        case .title, .definitions, .target, .ask, .cell, .stacked, .formulaOf, .forward: return true
        case .formula, .say, .pause: return !isBackward
        case .backward, .sum, .flow, .ledger, .answer, .recap, .update:
          isBackward = true
          return false
        }
      })
  }
}
