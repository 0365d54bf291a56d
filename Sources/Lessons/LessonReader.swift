import Formulas
import Look
import Storyboards
import Unrolling
import Yams

/// Turns a lesson's YAML into a network, and reports every mistake, not only the first.
struct LessonReader {
  struct Result {
    let title: String?
    let id: String?
    let network: Network
    let graph: UnrolledGraph
    let asked: [String]
    let language: Language
    let figure: LookSettings
    let script: Script?
    let places: Places
    let training: Training
  }

  let source: Source
  var entries: [String: (key: Node, value: Node)] = [:]
  var places = Places()
  /// The lesson's equations that could be read, by index, with the formula's node.
  var formulas: [(equation: Int, node: Node)] = []
  var hasBrokenFormulas = false
  /// The named losses of the lesson.
  var losses: [Loss] = []
  /// Whether a value of the network is not what its key takes.
  private(set) var hasBrokenNetwork = false
  /// The entries of each sample; those of the first are among `entries`, too.
  private var samples: [Entries] = []
  /// How many mistakes the shapes of slides have; the quantities of the others are checked.
  private var slideMistakes = 0

  /// The keys of which the network is not made.
  private static let otherKeys = ["title", "id", "language", "ask", "slides", "figure", "theme"]

  init(_ source: Source) { self.source = source }

  /// - Parameters:
  ///   - changes: keys that take precedence over those in the text.
  ///   - detail: takes precedence over the lesson's.
  mutating func read(
    _ text: String, _ changes: [LessonChange] = [], detail: Detail? = nil
  ) -> Result? {
    guard var pairs = keys(of: text) else { return nil }
    for change in changes {
      guard let new = keys(of: source.adding(change)) else { return nil }
      pairs = Self.changed(
        pairs, by: new.filter { !change.others.contains(ShapeCheck.name($0.key)) })
    }
    readKeys(pairs)
    let earlier = source.errorCount
    let network = self.network()
    // Otherwise a shape that does not match may follow from another mistake.
    let isSound = !hasBrokenNetwork && source.errorCount == earlier
    let figure = figureSettings().overridden(by: LookSettings(detail: detail))
    let title = word("title")
    let id = self.id()
    let language = self.language()
    let asked = network.map { self.asked($0) } ?? []
    let hasErrors = source.errorCount > slideMistakes
    let slides = self.slides()
    guard let network, isSound,
      let graph = unrolled(
        figure.resolved.detail == .operations ? network.expandedToOperations : network)
    else { return nil }
    checkTargets(graph)
    guard !hasErrors else { return nil }
    let training = training(network, samples) { reader, network in
      let graph = reader.unrolled(
        figure.resolved.detail == .operations ? network.expandedToOperations : network)
      if let graph { reader.checkTargets(graph) }
      return graph
    }
    checkAsked(asked, graph)
    checkEffects(of: figure, graph)
    let usual = asked.isEmpty ? Self.usuallyAsked(graph) : asked
    check(slides ?? [], areAll: slideMistakes == 0, asked: usual, graph)
    checkHighlighted(slides ?? [], figure, asked: usual, graph)
    checkFormulas(of: slides ?? [], graph)
    guard !source.hasErrors else { return nil }
    return Result(
      title: title, id: id, network: network, graph: graph,
      asked: usual, language: language, figure: figure,
      script: slides.map { Script($0.map(\.entry)) }, places: places, training: training)
  }

  func keys(of text: String) -> [(key: Node, value: Node)]? {
    guard let root = compose(text) else { return nil }
    guard case .mapping(let mapping) = root else {
      source.report(.yaml(.notAMapping), at: root)
      return nil
    }
    return Array(mapping)
  }

  mutating func network() -> Network? {
    let activation = self.activation()
    let cell = self.cell()
    checkActivation(cell)
    var arrangement = self.arrangement(cell)
    let stacked = stackedParameters(cell, arrangement)
    let parameters = self.parameters(stacked)
    let inputs = values("inputs")
    var equations = cell == nil ? ownEquations(activation) : []
    let vocabulary = self.vocabulary()
    let embeddings = self.embeddings(vocabulary, areIndices: readsOnlyIndices(equations))
    let tokens = Tokens(vocabulary: vocabulary, embeddings: embeddings)
    let length = word("length").flatMap(PlainNumber.whole)
    let series = self.series(
      tokens,
      isNeeded: cell != nil
        || equations.contains(where: \.isTimed) && length == nil && entries["targets"] == nil)
    arrangement.isBatch = series.contains { series in
      series.name == "x" && series.values.contains { $0.map { Shape(of: $0).isMatrix } ?? false }
    }
    checkStackedInputs(stacked, cell, series, arrangement)
    if let cell { equations = cellEquations(cell, activation, arrangement, stacked) }
    let read = series + (entries["targets"] == nil ? [] : [Series("target", [], isTarget: true)])
    let (initial, final) = (self.initial(equations, read), self.final(equations, read))
    losses = self.losses(
      of: Network(
        equations: equations, parameters: parameters, series: series, inputs: inputs,
        initial: initial, final: final, length: length, outcome: ""))
    let targets = self.targets(tokens, areClasses: asksForClasses(equations))
    let outcome = addLoss(losses, to: &equations, targets: targets)
    let allSeries = series + (targets.map { [$0] } ?? [])
    let stepCount = (allSeries.map(\.values.count) + [length ?? 0]).max() ?? 0
    var network = Network(
      equations: equations, parameters: parameters, stacked: stacked, series: allSeries,
      inputs: inputs,
      initial: initial, final: final, stepCount: stepCount, length: length, outcome: outcome,
      cell: cell, activation: activation,
      vocabulary: vocabulary, embeddings: embeddings)
    network.truncation = truncation(network)
    checkNames(network)
    checkTransposes(network)
    if let entry = entries["length"], !equations.isEmpty, !network.times.usesGivenLength {
      source.report(.network(.idleLength), at: entry.key)
    }
    return equations.isEmpty ? nil : regularised(network)
  }

  /// Sorts the file's keys, and reports where they and their values differ from the table of keys.
  /// A misspelt key counts as the key that was meant, so that it causes no further errors.
  private mutating func readKeys(_ pairs: [(key: Node, value: Node)]) {
    let names = LessonKeys.lesson.names
    var unknown: [(key: Node, value: Node)] = []
    for (key, value) in pairs {
      let name = ShapeCheck.name(key)
      if names.contains(name) {
        entries[name] = (key, value)
      } else {
        unknown.append((key, value))
      }
    }
    for (key, value) in unknown {
      let (mistake, node) = ShapeCheck.unknown(key, among: names, in: .lesson)
      source.report(.shape(mistake), at: node)
      guard case .unknownKey(_, _, let meant?) = mistake, entries[meant] == nil else { continue }
      entries[meant] = (key, value)
    }
    for key in LessonKeys.lesson {
      guard let entry = entries[key.name] else { continue }
      for (mistake, node) in ShapeCheck.differences(of: entry, from: key) {
        source.report(.shape(mistake), at: node)
        if !Self.otherKeys.contains(key.name) { hasBrokenNetwork = true }
        if key.name == "slides" { slideMistakes += 1 }
      }
    }
    samples = readSamples()
    if let first = samples.first { entries.merge(first) { $1 } }
    places.add(entries, in: source)
  }

  /// Whether the samples cannot be read, so that nothing in them is missing as well.
  var hasBrokenSamples: Bool { entries["samples"] != nil && hasBrokenNetwork }
}
