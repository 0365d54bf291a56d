import Formulas
import Unrolling

/// Makes the standard lecture, step by step, from a trace alone.
///
/// Each kind of step has a method that appends it; `tell` calls them in the lecture's order.
struct StandardLecture {
  let trace: Trace
  let asked: [Int]
  let style: NumberStyle
  let columns: Columns
  let folds: Folds
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
  // For scripts, which may start anywhere: the edges along which gradients arrive at each node, and
  // the nodes that the outcome depends on.
  var arriving: [[Trace.Edge]] = []
  var isReached: [Bool] = []
  /// The size of the gradient at every time step, if it is shown.
  var gradientFlow: GradientFlow?

  /// The folded time steps through which the gradient has flowed back.
  var toldBoxes: Set<Int> = []

  /// Whether all shared parameters are drawn, not only those asked for.
  var showsParameters = false
  // There is no space for more of them beside a graph.
  private static let mostParameters = 18

  init(
    trace: Trace, asked: [Int], style: NumberStyle, columns: Columns, folds: Folds,
    language: Language
  ) {
    self.columns = columns
    self.folds = folds
    self.trace = trace
    self.asked = asked
    self.style = style
    self.language = language
    phrases = language.phrases
  }

  var graph: UnrolledGraph { trace.graph }
  var outcome: Int { graph.outcome }

  mutating func tell() {
    opening()
    forward()
    forwardEnds()
    backwardBegins()
    backward()
    strip()
    ledgers()
    answer()
  }

  mutating func opening() {
    title()
    definitions()
    target()
    question()
    formulas()
    stackedFormula()
  }

  // MARK: Words and signs

  func symbol(_ node: Int) -> Notation { .symbol(graph.nodes[node].symbol) }
  func number(_ value: Value) -> Notation { style.notation(value) }
  func valueOf(_ node: Int) -> Notation { .role(.value, number(trace.value(of: node))) }
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
    Named(name: symbol(node), value: number(trace.value(of: node)))
  }
  func withGradient(_ node: Int) -> Named {
    Named(name: symbol(node), value: number(trace.gradient(of: node)))
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
