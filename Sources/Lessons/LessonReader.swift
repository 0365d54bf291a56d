import Formulas
import Look
import Storyboards
import Unrolling
import Yams

/// Turns a lesson's YAML into a network; every mistake is reported, not the first alone.
struct LessonReader {
  struct Result {
    let title: String?
    let network: Network
    let graph: UnrolledGraph
    let asked: [String]
    let language: Language
    let figure: LookSettings
    let script: Script?
    let places: Places
  }

  static let keys = [
    "title", "language", "cell", "equations", "activation", "parameters", "vocabulary",
    "embeddings", "sequence", "inputs", "initial", "targets", "loss", "reduction", "truncate",
    "ask",
    "slides", "theme", "figure",
  ]

  let source: Source
  var entries: [String: (key: Node, value: Node)] = [:]
  var places = Places()
  /// Own equations that could be read, by index, with the formula's node.
  var formulas: [(equation: Int, node: Node)] = []
  var hasBrokenFormulas = false

  init(_ source: Source) { self.source = source }

  /// - Parameter detail: goes before what the lesson says of it.
  mutating func read(_ text: String, detail: Detail? = nil) -> Result? {
    guard let root = compose(text) else { return nil }
    guard case .mapping(let mapping) = root else {
      source.report(
        "a lesson is a mapping of keys to values", at: root, hint: "begin with cell: elman")
      return nil
    }
    readKeys(Array(mapping))
    let network = self.network()
    let figure = figureSettings().overridden(by: LookSettings(detail: detail))
    let title = word("title", as: "a text")
    let language = self.language()
    let asked = network.map { self.asked($0) } ?? []
    let hasErrors = source.hasErrors
    let slides = self.slides()
    guard let network, !hasErrors,
      let graph = unrolled(
        figure.resolved.detail == .operations ? network.expandedToOperations : network)
    else { return nil }
    checkAsked(asked, graph)
    checkClasses(graph)
    checkCompared(graph)
    let usual = asked.isEmpty ? Self.usuallyAsked(graph) : asked
    check(slides ?? [], asked: usual, graph)
    guard !source.hasErrors else { return nil }
    return Result(
      title: title, network: network, graph: graph,
      asked: usual, language: language, figure: figure,
      script: slides.map { Script($0.map(\.entry)) }, places: places)
  }

  private mutating func network() -> Network? {
    let activation = self.activation()
    let cell = self.cell()
    checkActivation(cell)
    let parameters = values("parameters", like: "{W_h: 0.5, W_x: 1, W_y: 1}")
    let inputs = values("inputs", like: "{x: -2, y: 5}")
    var equations = cell.map { cellEquations($0, activation) } ?? ownEquations(activation)
    let vocabulary = self.vocabulary()
    let embeddings = self.embeddings(vocabulary)
    let tokens = Tokens(vocabulary: vocabulary, embeddings: embeddings)
    let series = self.series(tokens, isNeeded: equations.contains(where: \.isTimed))
    let stepCount = series.map(\.values.count).first ?? 0
    let targets = self.targets(stepCount, tokens, areClasses: asksForClasses(equations))
    let outcome = addLoss(to: &equations, hasTargets: targets != nil)
    let allSeries = series + (targets.map { [$0] } ?? [])
    let network = Network(
      equations: equations, parameters: parameters, series: allSeries, inputs: inputs,
      initial: initial(equations), stepCount: stepCount,
      truncation: truncation(equations), outcome: outcome, cell: cell, activation: activation,
      vocabulary: vocabulary, embeddings: embeddings)
    checkNames(network)
    return equations.isEmpty ? nil : network
  }

  /// Sorts the file's keys; a misspelt one counts as the key that is meant, so that its slip does
  /// not bring more errors with it.
  private mutating func readKeys(_ pairs: [(key: Node, value: Node)]) {
    var unknown: [(key: Node, value: Node)] = []
    for (key, value) in pairs {
      let name = key.scalar?.string ?? ""
      if Self.keys.contains(name) {
        entries[name] = (key, value)
      } else {
        unknown.append((key, value))
      }
    }
    for (key, value) in unknown {
      let name = key.scalar?.string ?? ""
      let meant = nearest(to: name, among: Self.keys)
      source.report(
        name.isEmpty ? "a key is one word" : "there is no key \(name)", at: key,
        hint: meant.map { "did you mean \($0)?" } ?? "the keys are " + Self.keys.listed)
      if let meant, entries[meant] == nil { entries[meant] = (key, value) }
    }
    places.add(entries, in: source)
  }
}
