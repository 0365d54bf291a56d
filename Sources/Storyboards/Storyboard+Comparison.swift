import Formulas
import Unrolling

/// Two lessons with the same network in one drawing: only the numbers change.
extension Storyboard {
  /// Why two lessons cannot share a drawing.
  public struct Unlikeness: Error, Hashable {
    /// The id of a node that only one of the graphs has, or whose shape or operands differ.
    public let id: String
  }

  /// Compares two lessons with matching graphs.
  ///
  ///     try Storyboard(comparing: one, with: two, titles: ("vanishing", "exploding"), asking: ["h_0"])
  ///       .steps.count  // 2: a step for each lesson
  ///
  /// - Parameters:
  ///   - trace: the first lesson's numbers.
  ///   - other: the second lesson's.
  ///   - titles: the names of the two lessons.
  ///   - ids: the ids of the nodes asked for.
  /// - Throws: `Unlikeness` with the first node that differs.
  public init(
    comparing trace: Trace, with other: Trace, titles: (String, String), asking ids: [String],
    style: NumberStyle = NumberStyle(), mostColumns: Int? = Columns.usual,
    folding: Folding = .none, language: Language = .english
  ) throws(Unlikeness) {
    extent = Extent(mostColumns: mostColumns, folding: folding, showsFlow: nil)
    let graph = trace.graph
    try Self.check(graph, other.graph)
    asked = graph.nodes(ids: ids)
    columns = Columns(
      stepCount: graph.network.stepCount, most: mostColumns,
      needed: Set(asked.compactMap { graph.nodes[$0].time }))
    var style = style
    style.normWord = language.spokenWords.norm
    quantities = Quantities(of: graph.network)
    folds = Folds(
      StandardLecture.folded(folding, columns, asked, nil, graph, quantities), of: graph,
      quantities)
    var lecture = StandardLecture(
      sourced: SourcedTrace(trace, isLive: false), asked: asked, style: style, columns: columns,
      folds: folds,
      quantities: quantities, language: language)
    lecture.compare(with: other, titles)
    repeatedReadings = Self.repeatedReadings(in: graph)
    sourced = SourcedTrace(trace, isLive: false)
    self.other = SourcedTrace(other, isLive: false)
    losses = nil
    self.style = style
    self.language = language
    title = "\(titles.0) · \(titles.1)"
    definitions = Self.differences(trace, other, titles, style, language)
    callouts = lecture.callouts
    steps = lecture.steps
    spans = lecture.spans.mapValues { $0.first...($0.last ?? lecture.steps.count) }
    earlierSpans = lecture.earlierSpans
    var flows = [trace, other].compactMap { GradientFlow(of: $0, asked: lecture.asked) }
    for (index, name) in [titles.0, titles.1].enumerated() where flows.indices.contains(index) {
      flows[index].title = name
    }
    self.flows = flows
  }

  private static func check(
    _ one: UnrolledGraph, _ two: UnrolledGraph
  ) throws(Unlikeness) {
    for node in 0..<max(one.nodes.count, two.nodes.count) {
      guard one.nodes.indices.contains(node), two.nodes.indices.contains(node) else {
        throw Unlikeness(id: (one.nodes.count > node ? one : two).nodes[node].id)
      }
      let (first, second) = (one.nodes[node], two.nodes[node])
      guard first.id == second.id, first.shape == second.shape,
        one.operands(of: node) == two.operands(of: node)
      else { throw Unlikeness(id: first.id) }
    }
  }

  /// What differs, under each title, followed by what both have in common.
  private static func differences(
    _ trace: Trace, _ other: Trace, _ titles: (String, String), _ style: NumberStyle,
    _ language: Language
  ) -> [Notation] {
    let one = Definitions(
      sourced: SourcedTrace(trace, isLive: false), style: style, phrases: language.phrases
    ).lines
    let two = Definitions(
      sourced: SourcedTrace(other, isLive: false), style: style, phrases: language.phrases
    ).lines
    let shared = Set(one).intersection(two)
    return [.strong(titles.0)] + one.filter { !shared.contains($0) } + [.strong(titles.1)]
      + two.filter { !shared.contains($0) } + one.filter { shared.contains($0) }
  }
}

extension StandardLecture {
  fileprivate mutating func compare(with other: Trace, _ titles: (String, String)) {
    showGraph()
    show(.definitions)
    show(.strip)
    let drawn = graph.nodes.indices.filter(isDrawn)
    let reached = Set(path + asked).sorted().filter(isDrawn)
    for (numbers, title, isFirst) in [(trace, titles.0, true), (other, titles.1, false)] {
      for node in drawn { show(isFirst ? .value(node) : .otherValue(node)) }
      for node in reached { show(isFirst ? .gradient(node) : .otherGradient(node)) }
      callouts.append(
        asked.map {
          equals(gradientSign($0), .role(.result, number(SourcedValue(numbers.gradient(of: $0)))))
        })
      step(
        .comparison,
        phrases.comparison(
          title: title,
          asked.map {
            Named(name: symbol($0), value: number(SourcedValue(numbers.gradient(of: $0))))
          },
          loss: lossName), hot: asked.map { isFirst ? .gradient($0) : .otherGradient($0) },
        callout: callouts.count - 1)
      for node in drawn { hide(.value(node)) }
      for node in reached { hide(.gradient(node)) }
    }
  }
}
