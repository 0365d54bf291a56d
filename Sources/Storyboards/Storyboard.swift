import Formulas
import Unrolling

/// A deck without coordinates: what each step shows, with which words and formulas.
///
///     let board = Storyboard(of: trace, asking: ["h_0"], title: "RNN")
///     board.steps.count             // 25 for the lecture's lesson
///     board.steps.last?.narration   // "The gradient … with respect to h zero is minus twenty."
///
/// It uses the trace's gradients as they are, unchecked; `Illustration` in `UnrollKit` checks them.
public struct Storyboard: Sendable {
  /// How much of a network is drawn.
  public struct Extent: Hashable, Sendable {
    /// The maximum number of columns; `nil` draws all.
    public let mostColumns: Int?
    /// Which of the time steps are drawn as single boxes.
    public let folding: Folding
    /// Whether the size of the gradient at every time step is shown; `nil` if it depends.
    public let showsFlow: Bool?

    /// Creates an extent.
    public init(mostColumns: Int?, folding: Folding, showsFlow: Bool?) {
      (self.mostColumns, self.folding, self.showsFlow) = (mostColumns, folding, showsFlow)
    }
  }

  /// How much of the network is drawn.
  public let extent: Extent
  /// The computed numbers with their sources.
  public let sourced: SourcedTrace
  /// The computed numbers.
  public var trace: Trace { sourced.trace }
  /// The columns that are drawn.
  public let columns: Columns
  /// The nodes asked for.
  public let asked: [Int]
  /// The deck's title.
  public let title: String?
  /// How numbers are written.
  public let style: NumberStyle
  /// The language of all words.
  public let language: Language
  /// The given quantities, one line each.
  public let definitions: [Notation]
  /// The formulas shown in callouts, each with several lines.
  public let callouts: [[Notation]]
  /// The size of the gradient at every time step, if the deck shows it; one for each lesson in a
  /// comparison.
  public let flows: [GradientFlow]
  /// The second lesson's numbers, if two are compared in one drawing; those after a step of gradient
  /// descent, if the deck shows one.
  public let other: SourcedTrace?
  /// The loss over the steps of training, if the deck shows it.
  public let losses: LossCurve?
  /// The steps in order.
  public let steps: [Step]
  /// The steps, by number, in which an item is shown; an item not listed here is never shown.
  public let spans: [Item: ClosedRange<Int>]
  /// The steps of items that were hidden in between, before their span in `spans`.
  let earlierSpans: [Item: [ClosedRange<Int>]]
  /// The time steps that are drawn as boxes.
  public let folds: Folds
  /// The network's quantities, as the layout reads them.
  package let quantities: Quantities
  /// For each edge after the first from the same operand to the same reader, its number.
  let repeatedReadings: [Item.Slot: Int]

  /// Creates the deck of a trace.
  ///
  /// - Parameters:
  ///   - trace: the numbers.
  ///   - ids: the ids of the nodes asked for.
  ///   - title: the deck's title.
  ///   - style: how numbers are written.
  ///   - mostColumns: the maximum number of columns; time steps in the middle of a longer sequence
  ///     are left out. `nil` draws all.
  ///   - folding: which of the time steps are drawn as single boxes.
  ///   - deck: the kind of deck.
  ///   - pace: how detailed a lecture without a script is; only a detailed one may have more than 40
  ///     steps.
  ///   - showsFlow: whether the standard lecture shows the size of the gradient at every time step;
  ///     `nil` shows it if some time steps are not drawn. A script has an entry for it instead.
  ///   - training: what the network learns from the lesson's samples.
  ///   - showsParameters: whether shared parameters are nodes of the drawing; those whose gradient
  ///     is asked for always are.
  ///   - language: the language of all words, drawn and spoken.
  ///   - isLive: whether its numbers keep their sources, for a deck that computes them again.
  public init(
    of trace: Trace, asking ids: [String], title: String?,
    style: NumberStyle = NumberStyle(), mostColumns: Int? = Columns.usual,
    folding: Folding = .none, deck: Deck = .lecture(nil), pace: Script.Pace = .normal,
    showsFlow: Bool? = nil, training: Training? = nil,
    showsParameters: Bool = false,
    language: Language = .english, isLive: Bool = false
  ) {
    extent = Extent(mostColumns: mostColumns, folding: folding, showsFlow: showsFlow)
    let sourced = SourcedTrace(trace, isLive: isLive)
    let asked = trace.graph.nodes(ids: ids)
    columns = Columns(
      stepCount: trace.graph.network.stepCount, most: mostColumns,
      needed: Set(
        (asked + trace.graph.nodes(ids: deck.script?.namedIds ?? []))
          .compactMap { trace.graph.nodes[$0].time }
      ).union(trace.graph.times.ownEnds))
    var style = style
    style.normWord = language.spokenWords.norm
    quantities = Quantities(of: trace.graph.network)
    folds = Folds(
      StandardLecture.folded(folding, columns, asked, deck.script, trace.graph, quantities),
      of: trace.graph, quantities)
    var lecture = StandardLecture(
      sourced: sourced, asked: asked, style: style, columns: columns, folds: folds,
      quantities: quantities, language: language)
    lecture.pace = pace
    lecture.showsParameters = showsParameters
    let flow = GradientFlow(of: trace, asked: asked)
    if showsFlow ?? !columns.gaps.isEmpty || deck.script != nil { lecture.gradientFlow = flow }
    lecture.sourcedTraining = training.map { SourcedTraining(training: $0, isLive: isLive) }
    lecture.tell(deck)
    flows = lecture.spans[.strip] == nil ? [] : [flow].compactMap { $0 }
    let showsUpdate = lecture.spans.keys.contains {
      if case .otherValue = $0 { true } else { false }
    }
    other =
      showsUpdate
      ? training?.after.map { SourcedTrace($0, isLive: isLive, isAfterUpdate: true) } : nil
    losses = lecture.spans[.losses] == nil ? nil : training.flatMap(LossCurve.init)
    repeatedReadings = Self.repeatedReadings(in: trace.graph)
    self.sourced = sourced
    self.asked = asked
    self.title = title
    self.style = style
    self.language = language
    callouts = lecture.callouts
    steps = lecture.steps
    let showsTraining = steps.contains { [.samples, .update].contains($0.kind) }
    let given = Definitions(
      sourced: sourced, style: style, phrases: language.phrases,
      training: showsTraining ? lecture.sourcedTraining : nil)
    // A worksheet needs every number, because its values are to be filled in.
    definitions = deck == .worksheet ? given.wholeLines : given.lines
    let last = lecture.steps.count
    earlierSpans = lecture.earlierSpans
    spans = lecture.spans.mapValues { $0.first...($0.last ?? last) }
  }

  /// Returns whether an item is shown in a step. A question ends with the gradient that answers it.
  public func shows(_ item: Item, in step: Step) -> Bool {
    if case .question(let node) = item, shows(.gradient(node), in: step) { return false }
    guard let span = spans[item] else { return false }
    if span.contains(step.number) { return true }
    return !earlierSpans.isEmpty
      && (earlierSpans[item]?.contains { $0.contains(step.number) } ?? false)
  }

  /// Whether time steps are folded that read a parameter which is asked for: its lines to them are
  /// not drawn.
  package var hidesAskedLines: Bool {
    !folds.boxes.isEmpty && asked.contains { trace.graph.nodes[$0].time == nil }
  }

  /// Whether some time step that is drawn is not folded.
  package var hasOpenTimeStep: Bool {
    columns.all.contains { column in
      if case .time(let time) = column { time > 0 && !folds.isWhole(time) } else { false }
    }
  }

  /// Whether some cells of the network work alike: layers, or directions of time.
  package var hasCellsAlike: Bool {
    !quantities.cellsLikeEarlier(trace.graph.network).isEmpty
  }

  /// The formula beside the plot of the loss, which has a page without the graph.
  public var lossesCallout: Int? {
    losses == nil ? nil : steps.first { $0.hot.contains(.losses) }?.callout
  }

  /// What the numbers below the plot of the loss count.
  public var updateWord: String { language.phrases.update }

  /// Returns whether an item is hidden and shown again.
  public func isShownTwice(_ item: Item) -> Bool { earlierSpans[item] != nil }

  /// Returns a step's number as text: `Step 3 of 32`.
  public func numbering(of step: Step) -> String {
    language.phrases.numbering(step.number, of: steps.count)
  }

  /// Returns a step's title in one line: `Step 3 of 32: we want the gradient with respect to h_0`.
  public func title(of step: Step) -> String { "\(numbering(of: step)): \(step.caption.plain)" }
}
