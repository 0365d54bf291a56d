import Formulas

/// A value with its name.
public struct NamedValue: Hashable, Sendable {
  /// The name.
  public let name: String
  /// The value.
  public let value: Value

  /// Creates a named value.
  public init(_ name: String, _ value: Value) {
    self.name = name
    self.value = value
  }
}

/// Values from outside, one for each time step: `x[1]`, `x[2]`, …
public struct Series: Hashable, Sendable {
  /// The name in formulas.
  public let name: String
  /// The value at each time step; `nil` if there is none (a time step without a target).
  public let values: [Value?]
  /// The token behind each value, if a vocabulary was used; of a minibatch those of its samples, with
  /// commas between.
  public let tokens: [String]?
  /// The tokens of a minibatch, one for each sample; `nil` for values with one token each.
  public let samples: [[String]]?
  /// Whether these are targets: known answers, for which no gradient is computed.
  public let isTarget: Bool

  /// Creates a series.
  public init(
    _ name: String, _ values: [Value?], tokens: [String]? = nil, samples: [[String]]? = nil,
    isTarget: Bool = false
  ) {
    self.name = name
    self.values = values
    self.tokens = tokens
    self.samples = samples
    self.isTarget = isTarget
  }
}

/// A network before unrolling: equations, parameters and inputs.
///
///     var network = Network(equations: …, parameters: [NamedValue("w", .scalar(2))])
///     let trace = try Trace(of: UnrolledGraph(of: network))
public struct Network: Sendable {
  /// What the network computes, in the lesson's order.
  public var equations: [Equation]
  /// The shared weights and biases, in the lesson's order.
  public var parameters: [NamedValue]
  /// The parameters that the lesson gives in PyTorch's stacked form, of whose parts `parameters`
  /// consists.
  public var stacked: [StackedParameter]
  /// The inputs and targets at each time step.
  public var series: [Series]
  /// The inputs without time: those of a circuit.
  public var inputs: [NamedValue]
  /// The value of a state at time 0; a state not listed here starts at 0.
  public var initial: [String: Value]
  /// The value of a quantity after its last time step: where time runs backwards, the state that it
  /// starts from, 0 if not listed here.
  public var final: [String: Value]
  /// The number of time steps, 0 for a circuit without time; of several lengths the longest.
  public var stepCount: Int
  /// The number of time steps of a recurrence without inputs, if the lesson gives it.
  public var length: Int?
  /// Truncated backpropagation: time steps form chunks of this length, and no gradient flows from a
  /// chunk back into the previous one, as with `h.detach()` every k steps; `nil` for no truncation.
  public var truncation: Int?
  /// The quantity that is differentiated: `Loss`, or the last equation of a circuit.
  public var outcome: String
  /// The named cell that the equations came from, if any.
  public var cell: Cell?
  /// The function that `f` stands for in the equations.
  public var activation: Function
  /// Whether each reading of a quantity has an edge of its own, with its own derivative, as where
  /// every operation is a node; otherwise an edge stands for all that its reader reads of the
  /// quantity, with the whole derivative: of a · a, 2 · a.
  public var separatesReadings = false
  /// The equations before each operation became one of its own; `nil` if none did.
  var wholeEquations: [Equation]?
  /// The known tokens, in order; empty without a vocabulary.
  public var vocabulary: [String]
  /// The embedding of each token, in the vocabulary's order.
  public var embeddings: [Value]

  /// Creates a network; everything not given is empty.
  public init(
    equations: [Equation], parameters: [NamedValue] = [], stacked: [StackedParameter] = [],
    series: [Series] = [], inputs: [NamedValue] = [], initial: [String: Value] = [:],
    final: [String: Value] = [:],
    stepCount: Int = 0, length: Int? = nil, truncation: Int? = nil,
    outcome: String, cell: Cell? = nil, activation: Function = .identity,
    vocabulary: [String] = [], embeddings: [Value] = []
  ) {
    self.equations = equations
    self.parameters = parameters
    self.stacked = stacked
    self.series = series
    self.inputs = inputs
    self.initial = initial
    self.final = final
    self.stepCount = stepCount
    self.length = length
    precondition(truncation ?? 1 >= 1, "a chunk has at least one time step")
    self.truncation = truncation
    self.outcome = outcome
    self.cell = cell
    self.activation = activation
    self.vocabulary = vocabulary
    self.embeddings = embeddings
  }

  /// The quantities that another time step reads: `h` if some formula contains `h[t-1]`, and `b`
  /// with `b[t+1]` if its time runs backwards.
  public var stateNames: [String] {
    let read = namesReadEarlier.union(backwardNames.intersection(namesReadLater))
    return equations.filter { $0.isTimed && read.contains($0.name) }.map(\.name)
  }

  /// The quantities whose time runs backwards.
  public var backwardNames: Set<String> {
    guard !namesReadLater.isEmpty else { return [] }
    let times = NetworkTimes(of: self)
    return Set(
      equations.lazy.filter { $0.isTimed && times.direction(of: $0.name) == .backward }.map(\.name))
  }

  /// All that some formula reads at a later time step than its own.
  public var namesReadLater: Set<String> {
    Set(
      equations.flatMap { $0.expression.symbols }.compactMap { occurrence -> String? in
        guard case .relative(let offset) = occurrence.symbol.time, offset > 0 else { return nil }
        return occurrence.symbol.name
      })
  }

  /// Whether each operation is a quantity of its own.
  public var isExpandedToOperations: Bool { equations.contains { $0.partOf != nil } }

  /// All that some formula reads at an earlier time step than its own, or at time 0: states, inputs
  /// and targets.
  public var namesReadEarlier: Set<String> {
    Set(
      equations.flatMap { $0.expression.symbols }.compactMap { occurrence -> String? in
        switch occurrence.symbol.time {
        case .relative(let offset) where offset < 0: occurrence.symbol.name
        case .absolute(0): occurrence.symbol.name
        default: nil
        }
      })
  }
}
