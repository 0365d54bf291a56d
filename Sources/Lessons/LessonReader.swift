import Formulas
import Unrolling
import Yams

/// Turns a lesson's YAML into a network; every mistake is reported, not the first alone.
struct LessonReader {
  struct Result {
    let title: String?
    let network: Network
    let graph: UnrolledGraph
    let asked: [String]
    let style: NumberStyle
    let places: [String: Diagnostic]
  }

  static let keys = [
    "title", "cell", "equations", "activation", "parameters", "vocabulary", "embeddings",
    "sequence", "inputs", "initial", "targets", "loss", "reduction", "ask", "figure",
  ]
  private static let laterKeys = ["truncate", "slides"]

  let source: Source
  var entries: [String: (key: Node, value: Node)] = [:]
  var places: [String: Diagnostic] = [:]

  init(_ source: Source) { self.source = source }

  mutating func read(_ text: String) -> Result? {
    guard let root = compose(text) else { return nil }
    guard case .mapping(let mapping) = root else {
      source.report(
        "a lesson is a mapping of keys to values", at: root, hint: "begin with cell: elman")
      return nil
    }
    for (key, value) in mapping { entry(key, value) }
    let activation = self.activation()
    let cell = self.cell()
    let parameters = numbers("parameters", of: "a parameter")
    var equations =
      cell.map { cellEquations($0, activation, parameters) } ?? ownEquations(activation)
    let stepped = equations.contains(where: \.isTimed)
    let vocabulary = tokens("vocabulary") ?? []
    checkVocabulary(vocabulary)
    let embeddings = self.embeddings(vocabulary)
    let series = self.series(vocabulary, embeddings, isNeeded: stepped)
    let stepCount = series.map(\.values.count).first ?? 0
    let targets = self.targets(stepCount)
    let outcome = addLoss(to: &equations, stepCount, hasTargets: targets != nil)
    let style = self.style()
    checkNames(equations, parameters, series + (targets.map { [$0] } ?? []), cell)
    guard !source.hasErrors else { return nil }
    let network = Network(
      equations: equations, parameters: parameters,
      series: series + (targets.map { [$0] } ?? []), inputs: numbers("inputs", of: "an input"),
      initial: initial(equations), stepCount: stepCount, outcome: outcome, cell: cell,
      activation: activation, vocabulary: vocabulary, embeddings: embeddings)
    guard !source.hasErrors, let graph = unrolled(network) else { return nil }
    let asked = self.asked(graph)
    guard !source.hasErrors else { return nil }
    return Result(
      title: entries["title"]?.value.scalar?.string, network: network, graph: graph, asked: asked,
      style: style, places: places)
  }

  private func compose(_ text: String) -> Node? {
    do {
      guard let root = try Yams.compose(yaml: text) else {
        source.report(
          "the file is empty", line: 1, column: 1, hint: "a lesson begins with cell: elman")
        return nil
      }
      return root
    } catch let error as YamlError {
      report(error)
    } catch {
      source.report("this is not YAML", line: 1, column: 1)
    }
    return nil
  }

  private func report(_ error: YamlError) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      source.report(
        "the YAML cannot be read: \(problem)", line: mark.line, column: mark.column,
        hint: "is a colon, a bracket or a space at the line's start missing?")
    case .duplicatedKeysInMapping(let keys, let context):
      source.report(
        "the key \(keys.map { "\($0)" }.joined(separator: ", ")) stands twice",
        line: context.mark.line, column: context.mark.column)
    default: source.report("the YAML cannot be read: \(error)", line: 1, column: 1)
    }
  }

  private mutating func entry(_ key: Node, _ value: Node) {
    let name = key.scalar?.string ?? ""
    if Self.laterKeys.contains(name) {
      source.report("\(name) comes with a later version", at: key, hint: "leave it out")
    } else if Self.keys.contains(name) {
      entries[name] = (key, value)
      if let mark = key.mark {
        places[name] = source.diagnostic(
          "", line: mark.line, column: mark.column, length: name.count)
      }
    } else {
      source.report(
        "there is no key \(name)", at: key,
        hint: Spelling.nearest(to: name, among: Self.keys).map { "did you mean \($0)?" }
          ?? "the keys are " + Self.keys.joined(separator: ", "))
    }
  }

  // MARK: Values

  /// Returns the number of a scalar, or reports why it is none.
  func number(_ node: Node, _ what: String) -> Double? {
    guard let scalar = node.scalar else {
      source.report(
        "\(what) is a number, and this version computes with numbers only", at: node,
        hint: "vectors and matrices come with a later version")
      return nil
    }
    let text = scalar.string
    guard scalar.style == .plain || scalar.style == .any else {
      source.report("\(what) is a number, here is a text", at: node, hint: "leave the quotes out")
      return nil
    }
    let isPlain = text.allSatisfy { "0123456789+-.eE_".contains($0) }
    guard isPlain, let value = Double(text.filter { $0 != "_" }) else {
      let isInfinite = [".inf", "-.inf", ".nan", "nan", "inf"].contains(text.lowercased())
      source.report(
        isInfinite ? "\(what) must be finite" : "\(what) is a number, here is \(text)", at: node)
      return nil
    }
    guard value.isFinite else {
      source.report("\(what) is too large to hold", at: node)
      return nil
    }
    return value
  }

  func items(_ key: String) -> [Node]? {
    guard let entry = entries[key] else { return nil }
    guard case .sequence(let sequence) = entry.value else {
      source.report("\(key) is a list", at: entry.value, hint: "write \(key): [ … ]")
      return nil
    }
    return Array(sequence)
  }

  func tokens(_ key: String) -> [String]? {
    items(key)?.compactMap { node in
      guard let text = node.scalar?.string, !text.isEmpty else {
        source.report("a token is a text that is not empty", at: node)
        return nil
      }
      return text
    }
  }

  func numbers(_ key: String, of what: String) -> [NamedValue] {
    guard let entry = entries[key] else { return [] }
    guard case .mapping(let mapping) = entry.value else {
      source.report("\(key) is a mapping name: value", at: entry.value)
      return []
    }
    return mapping.compactMap { node, value in
      let name = node.scalar?.string ?? ""
      guard let read = (try? Formula(name))?.expression, case .symbol(let symbol) = read.kind,
        symbol.time == nil, symbol.name != "t"
      else {
        source.report(
          "\(name) is no name", at: node, hint: "a name is a letter, then letters, digits, _")
        return nil
      }
      return number(value, "\(what)").map { NamedValue(symbol.name, .scalar($0)) }
    }
  }
}
