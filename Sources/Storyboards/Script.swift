import Formulas

/// The order of a deck as set by the lecturer; without one, a deck is the standard lecture.
///
///     Script([.title, .ask(words: nil), .forward(.all), .backward(.init(from: "Loss", to: "h_0"))])
///
/// Quantities are named by their ids (`h_2`, `W_h`). The reader of the script checks that they
/// exist, that paths connect them, and that values are shown before gradients.
public struct Script: Hashable, Sendable {
  /// The entries in the order of the deck; each makes one or more steps.
  public var entries: [Entry]

  /// Creates a script.
  public init(_ entries: [Entry]) { self.entries = entries }

  /// The ids of all quantities that the script names.
  var namedIds: [String] {
    entries.flatMap { entry -> [String] in
      switch entry {
      case .formulaOf(let id), .sum(let id): [id]
      case .forward(.quantities(let ids), _): ids
      case .backward(let backward):
        (backward.path ?? []) + [backward.from, backward.to].compactMap { $0 }
      case .say(_, _, let ids): ids
      case .title, .definitions, .target, .ask, .cell, .stacked, .formula, .forward, .ledger,
        .flow, .answer, .recap, .update, .pause:
        []
      }
    }
  }

  /// One instruction of the lecturer.
  public enum Entry: Hashable, Sendable {
    /// The bare graph and the loss.
    case title
    /// The given quantities.
    case definitions
    /// The quantities asked for, marked on the graph.
    case target
    /// The question in words: the default ones if none are given.
    case ask(words: Words?)
    /// The formulas of one time step.
    case cell
    /// A state's formula with its weights in one matrix.
    case stacked
    /// The formula of a quantity, by its id.
    case formulaOf(String)
    /// Custom formulas, as notations to show in a callout.
    case formula([OwnFormula])
    /// Values of the forward pass.
    case forward(Forward, pace: Pace)
    /// Gradients of the backward pass.
    case backward(Backward)
    /// The gradients that arrive at a quantity along several paths, added.
    case sum(String)
    /// What each time step adds to the gradient of a shared parameter.
    case ledger(String)
    /// The size of the gradient at every time step.
    case flow
    /// The answer.
    case answer
    /// All paths of the gradient at once.
    case recap
    /// A step of gradient descent.
    case update
    /// A caption in the lecturer's own words, optionally with formulas and highlighted quantities.
    case say(Words, formula: [OwnFormula], highlighted: [String])
    /// The previous step, repeated.
    case pause
  }

  /// Which values a forward entry shows.
  public enum Forward: Hashable, Sendable {
    /// All that are not shown yet.
    case all
    /// Those of one time step.
    case time(Int)
    /// These quantities, by id.
    case quantities([String])
  }

  /// A path of gradients from one quantity back to another.
  public struct Backward: Hashable, Sendable {
    /// Where the gradient comes from; `nil` for the loss.
    public var from: String?
    /// Where it goes; `nil` for the quantities asked for.
    public var to: String?
    /// The path that it takes, as ids, including `from` and `to`; `nil` for all paths.
    public var path: [String]?
    /// How detailed the steps are.
    public var pace: Pace

    /// Creates a path.
    public init(
      from: String? = nil, to: String? = nil, path: [String]? = nil, pace: Pace = .brief
    ) {
      self.from = from
      self.to = to
      self.path = path
      self.pace = pace
    }
  }

  /// How detailed the steps are.
  public enum Pace: String, CaseIterable, Hashable, Sendable {
    /// One step for each edge, or for the values of one entry.
    case brief
    /// Three steps for each edge: formula, local gradient, product. One step for each value.
    case normal
    /// The formula that grows in five steps on each edge. Three steps for each value.
    case detailed
  }
}

/// The lecturer's own words, which may contain formulas: "See $h_1$" in a lesson is
///
///     Words([.text("See "), .formula(try Formula("h[1]").expression)])  // See h₁
public struct Words: Hashable, Sendable {
  /// A piece of a sentence.
  public enum Part: Hashable, Sendable {
    /// Plain words.
    case text(String)
    /// A formula, written between dollar signs.
    case formula(Expression)
  }

  /// The pieces in order; empty for no words.
  public var parts: [Part]

  /// Creates words from pieces.
  public init(_ parts: [Part]) { self.parts = parts }

  func notation(_ style: NumberStyle) -> Notation {
    .row(
      parts.map {
        switch $0 {
        case .text(let text): .word(text)
        case .formula(let expression): expression.notation(style, activation: .variable("f"))
        }
      })
  }
}

/// A custom formula, such as `h[t] = tanh(u[t])`: it is shown but computes nothing.
///
///     OwnFormula([try Formula("q").expression, try Formula("x + y").expression])  // q = x + y
public struct OwnFormula: Hashable, Sendable {
  /// The parts between the equals signs; at least one.
  public var parts: [Expression]

  /// Creates a formula.
  public init(_ parts: [Expression]) {
    precondition(!parts.isEmpty, "a formula has at least one part")
    self.parts = parts
  }

  /// The formula as its writer sees it: f(…) is not what f stands for.
  func notation(_ style: NumberStyle) -> Notation {
    .list(parts.map { $0.notation(style, activation: .variable("f")) }, by: .equals)
  }
}
