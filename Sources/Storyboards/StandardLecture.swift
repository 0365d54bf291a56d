import Formulas
import Unrolling

/// Makes the standard lecture, step by step, from a trace alone.
///
/// Each kind of step has a method that appends it; `tell` calls them in the lecture's order.
struct StandardLecture {
  let sourced: SourcedTrace
  let asked: [Int]
  var style: NumberStyle
  let columns: Columns
  let folds: Folds
  let quantities: Quantities
  let language: Language
  let phrases: any Phrases

  var steps: [Step] = []
  /// The names of all steps.
  var names: Set<String> = []
  /// That of the latest step, without a number.
  var latestName = ""
  var callouts: [[Notation]] = []
  /// The first and last step of an item; `nil` for the last means until the end.
  var spans: [Item: (first: Int, last: Int?)] = [:]
  /// The earlier steps of items that were hidden and shown again.
  var earlierSpans: [Item: [ClosedRange<Int>]] = [:]
  /// The edges along which gradients arrive at each node.
  let arriving: [[Trace.Edge]]
  /// The nodes that gradients reach: those that the outcome depends on.
  var isReached: [Bool]
  /// The names of the parameters that have a prime, because they have changed.
  var primed: Set<String> = []
  /// The numbers of the lesson's training, if it has any.
  var sourcedTraining: SourcedTraining?
  /// The size of the gradient at every time step, if it is shown.
  var gradientFlow: GradientFlow?

  /// The folded time steps through which the gradient has flowed back.
  var toldBoxes: Set<Int> = []

  /// The cells of which it was said that their time runs backwards.
  var toldTurns: Set<Int> = []

  /// How detailed the lecture without a script is.
  var pace = Script.Pace.normal
  /// Whether all shared parameters are drawn, not only those asked for.
  var showsParameters = false
  // There is no space for more of them beside a graph.
  private static let mostParameters = 18

  init(
    sourced: SourcedTrace, asked: [Int], style: NumberStyle, columns: Columns, folds: Folds,
    quantities: Quantities, language: Language
  ) {
    self.columns = columns
    self.folds = folds
    self.quantities = quantities
    self.sourced = sourced
    let trace = sourced.trace
    self.asked = asked
    self.style = style
    self.language = language
    phrases = language.phrases
    arriving = trace.contributions()
    isReached = [Bool](repeating: false, count: trace.graph.nodes.count)
    isReached[outcome] = true
    for node in graph.nodes.indices.reversed() where isReached[node] {
      for edge in gradientWays(from: node) { isReached[edge.from] = true }
    }
  }

  var trace: Trace { sourced.trace }
  var graph: UnrolledGraph { trace.graph }
  var outcome: Int { graph.outcome }

  mutating func tell() {
    opening()
    let (forward, backward) = passes
    forwardBegins()
    tell(forward, isGrowing: pace == .detailed)
    forwardEnds()
    tell(backward.all, stages: pace == .detailed ? Self.allStages : Self.usualStages)
    answer()
    recap()
    strip()
    ledgers()
    training()
  }

  /// The number of steps that a lecture should have at most, and the one that none exceeds.
  private static let goodCount = 32
  private static let greatestCount = 40
  /// With more quantities than this, the forward pass is not planned one by one.
  private static let mostSingleValues = 200

  /// The steps of both passes, in as much detail as a lecture has time for.
  private var passes: ([Forward], BackwardPlan) {
    guard pace != .detailed else {
      return (
        forwardPlan(0, joins: false), backwardPlan(.init(growsAll: true, joins: false))
      )
    }
    // The inputs, the loss, the answer and the recap.
    let others =
      steps.count + 4 + (gradientFlow == nil ? 0 : 1) + ledgerCount
      + trainingCount
    let isLong = graph.nodes.indices.filter(isDrawn).count > Self.mostSingleValues
    let levels =
      pace == .brief || isLong
      ? [(2, 2), (3, 2)] : [(0, 0), (1, 0), (1, 1), (2, 1), (2, 2), (3, 2)]
    // A forward pass without a single value of its own is the last resort.
    let preferred = levels.dropLast()
    let tries = preferred.map { ($0, Self.goodCount) } + levels.map { ($0, Self.greatestCount) }
    for (level, most) in tries {
      let forward = forwardPlan(level.0, joins: true)
      let backward = backwardPlan(.init(level: level.1, grows: pace != .brief))
      if others + forward.count + backward.stepCount <= most { return (forward, backward) }
    }
    let space = max(2, Self.greatestCount - others)
    let forward = forwardPlan(3, most: max(1, space * 2 / 5), joins: true)
    let most = max(1, space - forward.count)
    return (forward, backwardPlan(.init(level: 2, most: most, grows: most > 8)))
  }

  mutating func opening() {
    title(showsFolded: true)
    definitions()
    question()
    formulas()
    stackedFormula()
  }

  // MARK: Words and signs

  func symbol(_ node: Int) -> Notation { .symbol(graph.nodes[node].symbol) }
  func number(_ value: SourcedValue) -> Notation { style.notation(value) }
  func valueOf(_ node: Int) -> Notation { .role(.value, number(sourced.value(of: node))) }
  func gradientSign(_ node: Int) -> Notation {
    .partialDerivative(of: symbol(outcome), to: symbol(node))
  }
  func equals(_ parts: Notation...) -> Notation { .list(parts, by: .equals) }

  func formula(of node: Int) -> Notation {
    graph.expression(of: node)?.notation(style) ?? .empty
  }

  /// The name of the outcome in a sentence; `nil` for the loss.
  var lossName: Notation? { graph.nodes[outcome].name == "Loss" ? nil : symbol(outcome) }

  func withValue(_ node: Int) -> Named {
    Named(name: symbol(node), value: number(sourced.value(of: node)))
  }
  func withGradient(_ node: Int) -> Named {
    Named(name: symbol(node), value: number(sourced.gradient(of: node)))
  }

  // MARK: What is drawn

  /// The gap that contains a node's time step.
  func gap(of node: Int) -> Int? {
    columns.gaps.isEmpty ? nil : graph.nodes[node].time.flatMap(columns.gap(of:))
  }

  func isDrawn(_ node: Int) -> Bool {
    if gap(of: node) != nil || folds.box(of: node) != nil { return false }
    return switch graph.nodes[node].role {
    case .parameter:
      showsParameters && node < StandardLecture.mostParameters || asked.contains(node)
    case .target: asked.contains(node)
    case .input, .initial, .computed: true
    }
  }
}
