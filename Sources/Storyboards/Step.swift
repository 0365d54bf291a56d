import Formulas

/// The kinds of step of the standard lecture, in its order.
public enum StepKind: String, CaseIterable, Sendable {
  /// The bare unrolled graph and the loss.
  case title
  /// Vocabulary, embeddings, weights, cell, activation, biases.
  case definitions
  /// The quantities asked for, marked on the graph.
  case target
  /// The question in words.
  case question
  /// The cell's formula and its stacked matrix form.
  case cell
  /// One value of the forward pass, with numbers substituted.
  case forward
  /// The loss, and its gradient to each of its parts.
  case loss
  /// A node whose gradient goes to the same time step.
  case output
  /// A state's formula: the growing formula begins.
  case state
  /// Its derivative, as a fraction.
  case derivative
  /// The derivative's value: the local gradient.
  case local
  /// The derivative times the gradient that arrives.
  case upstream
  /// With the braces: local and upstream.
  case braces
  /// The sum of gradients that arrive along several paths.
  case sum
  /// The answer.
  case answer
  /// All paths of the gradient at once, with their products.
  case recap
  /// The size of the gradient at every time step.
  case flow
  /// What each time step adds to the gradient of a shared weight.
  case ledger
  /// The losses and gradients of several samples, together.
  case samples
  /// A step of gradient descent, or what follows from it.
  case update
  /// The lecturer's own words or formula.
  case say
  /// Two lessons on one drawing.
  case comparison
  /// A figure to fill in.
  case worksheet
  /// The same, filled in.
  case solution
}

/// One slide of a deck: what is highlighted, which formula is in the callout, and the words.
public struct Step: Hashable, Sendable {
  /// The step's number, from 1.
  public let number: Int
  /// Its kind.
  public let kind: StepKind
  /// What it is called, whatever its number: what it shows, and of which quantity or edge. No two
  /// steps of a deck have the same name.
  ///
  ///     board.steps.map(\.name)  // ["title", …, "value h_1", …, "backward h_2->h_1", "sum h_1", …]
  public let name: String
  /// A short sentence for the foot of the slide, without number or full stop; at most 100
  /// characters.
  public let caption: Notation
  /// What the picture shows, for readers who cannot see it; at most 150 characters.
  public let alternativeText: String
  /// What happens, in full sentences and spoken order, for listeners.
  public let narration: String
  /// The same with its formulas and digits, to be read on paper.
  public let narrationInFormulas: Notation
  /// The highlighted items, which should catch the eye.
  public let hot: Set<Item>
  /// What the step is also about, without highlighting it.
  public let touched: Set<Item>
  /// The index of the callout's formula in the storyboard's `callouts`.
  public let callout: Int?
  /// How far the formula has grown: parts of a later stage are hidden.
  public let stage: Int
  /// Whether the callout begins with the caption, whole: the lecturer's own words.
  public let isCaptionInCallout: Bool

  /// Whether the step belongs to the forward pass, including the one that shows the loss.
  public var isForward: Bool {
    kind == .forward
      || kind == .loss && hot.contains { if case .value = $0 { true } else { false } }
  }
}
