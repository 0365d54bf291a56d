import Formulas
import Unrolling

/// All words of figures and narrations in one language. **A new language goes here:** a file next
/// to `EnglishPhrases.swift` with a table of the same phrases.
///
/// Formulas are passed as notation, and are drawn, written or read aloud together with the words
/// around them. `rest` is the number of items left out of a list, and `loss` is `nil` for a
/// quantity called Loss.
protocol Phrases: Sendable {
  // MARK: On the figure

  /// "Step 3 of 32"
  func numbering(_ number: Int, of count: Int) -> String
  /// "a, b and c", and the number of items left out.
  func list(_ parts: [Notation], rest: Int) -> Notation
  /// The word under the brace of a local gradient.
  var local: String { get }
  /// The words under the brace of an upstream gradient.
  var upstream: String { get }
  /// The head of a column with local · upstream.
  var product: String { get }
  /// The head of a column with the sum up to a time step.
  var runningSum: String { get }
  var vocabulary: String { get }
  var embeddings: String { get }
  var targets: String { get }
  var oneHot: String { get }
  var noBias: String { get }
  func activation(_ formula: Notation) -> Notation
  func cell(_ cell: Cell) -> String
  func embedding(of token: String) -> Notation
  /// "via h_2: ", before what arrives from there.
  /// "time step 2", "time steps 2 to 5"
  func timeSteps(_ range: TimeSpan) -> Notation
  func via(_ reader: Notation) -> Notation
  /// "… at every time step t", after a derivative that is always the same.
  func atEveryTimeStep(_ formula: Notation) -> Notation
  func question(asked: [Notation], loss: Notation?) -> Notation
  /// "The gradient of the loss with respect to h_0 is", before the answer.
  func answerBegins(asked: [Notation], loss: Notation?) -> Notation

  // MARK: What is given, as parts of a sentence

  func given(vocabulary tokens: [Notation], rest: Int) -> Notation
  /// Numbers or vectors, one for each token of the vocabulary; none for one-hot embeddings.
  func given(embeddings values: [Notation], rest: Int) -> Notation
  func given(targets values: [Notation], rest: Int) -> Notation
  /// For targets at only some of the time steps.
  func given(targets values: [(time: Int, value: Notation)], rest: Int) -> Notation
  func given(_ values: [Named], rest: Int) -> Notation
  func given(cell: Cell) -> Notation
  func given(activation formula: Notation) -> Notation
  var givenNoBias: Notation { get }

  // MARK: Steps, in the lecture's order

  /// - Parameters:
  ///   - lengths: the numbers of time steps: none of a circuit, several where each recurrence has
  ///     its own.
  ///   - isFoldedShown: whether the network is also shown folded in time.
  func title(lengths: [Int], outcome: Named, isFoldedShown: Bool) -> StepWords
  func definitions(_ given: [Notation]) -> StepWords
  func target(asked: [Notation], initial: [Named], loss: Notation?) -> StepWords
  /// - Parameter question: the question, in the lecturer's words if there are any.
  func questionStep(_ question: Notation, asked: [Notation]) -> StepWords
  func formulas(_ equations: [Named], rest: Int, areTimed: Bool) -> StepWords
  func stackedFormula(_ equation: Named) -> StepWords
  func forwardBegins(_ leaves: [Named], rest: Int) -> StepWords
  /// - Parameters:
  ///   - numbers: the formula with its operands' values, if that adds information.
  ///   - copies: the quantities that only repeat the value.
  func forwardValue(
    _ node: Named, formula: Notation, numbers: Notation?, copies: [Notation]
  ) -> StepWords
  /// What is said where a recurrence starts at the last time step: in a caption, and by itself.
  var timeRunsBackward: (caption: Notation, sentence: Notation) { get }
  /// The other gates of a cell.
  func forwardAlike(_ values: [Named], rest: Int) -> StepWords
  func forwardTimeStep(_ time: Int, _ values: [Named], rest: Int) -> StepWords
  func forwardGap(_ range: TimeSpan) -> StepWords
  /// - Parameters:
  ///   - states: what the boxes pass on; of many boxes, only the last one's.
  ///   - rest: how many of the states are left out.
  func forwardFolds(
    _ range: TimeSpan, _ states: [Named], rest: Int, areLast: Bool
  ) -> StepWords
  /// - Parameters:
  ///   - isNew: whether no time step was told before, which these could be like.
  ///   - areLast: whether only the last of the values are named.
  func forwardTimeSteps(
    _ range: TimeSpan, _ values: [Named], isNew: Bool, areLast: Bool
  ) -> StepWords
  func forwardEnds(_ outcome: Named, formula: Notation, numbers: Notation?) -> StepWords
  func backwardBegins(_ outcome: Named) -> StepWords
  /// - Parameter common: the gradient of every part, if all have the same one.
  func parts(of outcome: Notation, _ parts: [Named], rest: Int, common: Notation?) -> StepWords
  func formula(of node: Named, byOperand operand: Notation) -> StepWords
  func derivative(byOperand operand: Notation, _ formula: Notation?) -> StepWords
  func localGradient(_ value: Notation) -> StepWords
  /// - Parameter local: the local gradient, if the step shows it first.
  func upstreamGradient(at node: Named, local: Notation?) -> StepWords
  func flow(_ flow: Flow) -> StepWords
  /// What is said where a step function stops the gradient: in a caption, and by itself.
  var stepHasNoDerivative: (caption: Notation, sentence: Notation) { get }
  /// Edges like the one before, from one node back to others.
  func flowAlike(from reader: Notation, to operands: [Named], rest: Int) -> StepWords
  /// Edges like the one before, from several nodes back to one.
  func flowAlike(from readers: [Named], to operand: Notation, rest: Int) -> StepWords
  func backwardTimeSteps(_ range: TimeSpan, _ gradients: [Named]) -> StepWords
  func sum(at node: Named, paths: [Named], rest: Int, terms: Notation) -> StepWords
  func backwardGap(_ range: TimeSpan) -> StepWords
  func backwardFolds(_ range: TimeSpan) -> StepWords
  func backwardRest(to asked: [Notation]) -> StepWords
  /// - Parameters:
  ///   - readers: the quantities that read it at each time step; none if they are not timed.
  ///   - othersAddNothing: whether time steps that add zero are left out.
  func ledger(
    of parameter: Named, readBy readers: [Notation], terms: [Named], rest: Int,
    othersAddNothing: Bool, loss: Notation?
  ) -> StepWords
  func answer(_ gradients: [Named], loss: Notation?) -> StepWords
  func recap(_ gradients: [Named], rest: Int, loss: Notation?) -> StepWords

  // MARK: Training

  /// The head of a column with the numbers of samples.
  var sample: String { get }
  /// The head of a column with the numbers of steps.
  var update: String { get }
  var before: String { get }
  var after: String { get }
  /// In place of a number that cannot be represented.
  var tooLarge: String { get }
  /// The name of the last row: "sum", "mean".
  func together(isMean: Bool) -> String
  /// "and 3 more parameters"
  func andMore(_ count: Int) -> String
  /// "the mean of both samples", "of sample 1": whose loss it is.
  func lossOf(samples: [Int], isMean: Bool) -> String
  /// - Parameter rest: how many parameters are left out.
  func samples(
    _ count: Int, isMean: Bool, _ gradients: [Named], rest: Int, loss: Notation?
  ) -> StepWords
  /// - Parameter isClipped: whether the factor is less than 1; `nil` if it depends on numbers that the
  ///   deck computes again.
  func clipping(norm: Notation, limit: Notation, factor: Notation, isClipped: Bool?) -> StepWords
  /// - Parameter updated: the new number; `nil` of a vector or matrix, which is too long to listen to.
  func update(
    of parameter: Named, updated: Notation?, rate: Notation, byVelocity: Bool
  ) -> StepWords
  func updateOthers(_ updated: [Named], rest: Int) -> StepWords
  /// - Parameter isOfFirst: whether there are several samples, of which the first is drawn.
  func forwardAfter(isOfFirst: Bool, _ values: [Named]) -> StepWords
  /// - Parameter after: the loss after the step, `nil` if it is too large to represent.
  func lossAfter(
    _ before: Named, after: Notation?, _ change: LossChange, loss: Notation?
  ) -> StepWords
  /// - Parameters:
  ///   - count: how many steps there are, of those that the lesson asks for.
  ///   - last: the loss after the last one, `nil` if it is too large to represent.
  func lossOverSteps(
    _ count: Int, asked: Int, from first: Notation, to last: Notation?, loss: Notation?
  ) -> StepWords
  /// Steps each of which uses the next of several samples.
  func samplesInTurn(_ count: Int, asked: Int, samples: Int, loss: Notation?) -> StepWords
  /// In the panel: that the first of several samples is drawn.
  func drawnSample(of count: Int) -> String
  /// In the panel: the numbers of the update.
  func given(update parts: [Notation]) -> Notation

  // MARK: Steps of scripts, long sequences, quizzes and comparisons

  func formula(of node: Named) -> StepWords
  func numbersPutIn(_ numbers: Notation) -> StepWords
  func forwardValues(_ values: [Named], rest: Int) -> StepWords
  /// - Parameter words: the lecturer's own words; `nil` if there are none.
  func said(_ words: Notation?, looking nodes: [Notation], formulas: [Notation]) -> StepWords
  /// The gradients of drawn parameters without a ledger, beside the ledgers.
  func otherGradients(_ gradients: [Named], rest: Int) -> StepWords
  func embeddingGradients(_ gradients: [Named], rest: Int, loss: Notation?) -> StepWords
  /// "each time step back: times 0.5 on average"
  func eachTimeStepBack(_ factor: Notation) -> Notation
  /// - Parameters:
  ///   - last: the state at the last time step, and the size of its gradient.
  ///   - first: the same at the first time step.
  func gradientFlow(last: Named, first: Named, factor: Notation?) -> StepWords
  func worksheet(asked: [Notation], loss: Notation?) -> StepWords
  func solution(_ gradients: [Named], loss: Notation?) -> StepWords
  func comparison(title: String, _ gradients: [Named], loss: Notation?) -> StepWords
}

extension Language {
  /// The language's words for figures and narrations.
  var phrases: any Phrases {
    switch self {
    case .english: EnglishPhrases()
    case .italian: ItalianPhrases()
    }
  }
}

extension Phrases {
  func list(_ parts: [Notation]) -> Notation {
    // Nobody listens to more.
    let (told, rest) = told(parts, most: 24)
    return list(told, rest: rest)
  }

  /// A count or a time step, which a narration says in words.
  func count(_ number: Int) -> Notation { .numeral(String(number)) }

  /// Names in a caption, which has space for five.
  func names(_ parts: [Notation], rest: Int = 0) -> Notation {
    let (told, left) = told(parts, most: 4)
    return list(told, rest: left + rest)
  }

  /// Joins parts with commas, or with semicolons if a part contains commas, and a word before the
  /// last.
  func list(_ parts: [Notation], before last: String) -> Notation {
    guard let final = parts.last, parts.count > 1 else { return parts.first ?? .empty }
    return parts.contains(where: \.holdsMatrix)
      ? "\(clauses(parts.dropLast())); \(last) \(final)"
      : "\(.list(parts.dropLast(), by: .comma)) \(last) \(final)"
  }

  /// Joins clauses, which may contain commas.
  func clauses(_ parts: [Notation]) -> Notation {
    .row(Array(parts.map { [$0] }.joined(separator: [.word("; ")])))
  }
}

extension Notation {
  fileprivate var holdsMatrix: Bool {
    switch self {
    case .matrix: true
    case .row(let parts): parts.contains(where: \.holdsMatrix)
    case .role(_, let part): part.holdsMatrix
    default: false
    }
  }
}
