import Formulas
import Look
import Unrolling
import Yams

extension LessonReader {
  /// Reads `figure`: the look of the drawing.
  func figureSettings() -> LookSettings {
    var settings = LookSettings(theme: theme())
    for (key, value) in pairs("figure") ?? [] {
      guard let word = value.scalar?.string, let known = LessonKeys.figure[ShapeCheck.name(key)],
        ShapeCheck.differences(of: (key, value), from: known).isEmpty
      else { continue }
      switch known.name {
      case "digits": settings.digits = PlainNumber.whole(word)
      case "columns":
        settings.columns = word == "all" ? .all : PlainNumber.whole(word).map { .atMost($0) }
      case "flow": settings.flow = Visibility(rawValue: word)
      case "detail": settings.detail = Detail(rawValue: word)
      case "parameters": settings.parameters = Visibility(rawValue: word)
      case "pace": settings.pace = Pace(rawValue: word)
      case "fold": settings.fold = Fold(rawValue: word)
      case "canvas": settings.canvas = Canvas(word)
      case let name:
        if let part = Part(rawValue: name) {
          settings.parts[part] = word == "none" ? .hidden : .shown
        }
      }
    }
    return settings
  }

  // MARK: The question

  /// Reads `ask`: the ids of the quantities whose gradients the lesson asks for.
  func asked(_ network: Network) -> [String] {
    guard let entry = entries["ask"] else { return [] }
    let nodes = entry.value.sequence.map { Array($0) } ?? [entry.value]
    var ids: [String] = []
    for node in nodes where !hasBrokenFormulas {
      guard let text = node.scalar?.string, !node.isNull else { continue }
      let id = Self.id(text)
      if isOfRefusedDirection(id) { continue }
      if id == network.outcome {
        source.report(.question(.outcome(text)), at: node)
      } else if !exists(id, in: network) {
        report(id, text, network, at: node)
      } else if ids.contains(id) {
        source.report(.question(.twice(text)), at: node)
      }
      ids.append(id)
    }
    return ids
  }

  /// The id of a quantity as a lesson may write it: `h_0`, `h[0]`, `θ_1`.
  static func id(_ text: String) -> String {
    guard let symbol = GreekName.symbol(text) else { return text }
    if case .absolute(let time) = symbol.time { return "\(symbol.name)_\(time)" }
    return symbol.name
  }

  /// The time steps of each quantity, by name; `nil` for one without time.
  private func times(_ network: Network) -> [String: ClosedRange<Int>?] {
    var times: [String: ClosedRange<Int>?] = [:]
    let steps = network.times
    func last(_ name: String) -> Int { max(1, steps.length(of: name)) }
    for value in network.parameters + network.inputs { times[value.name] = .some(nil) }
    for series in network.series where !series.isTarget {
      times[series.name] = 1...last(series.name)
    }
    for equation in network.equations where equation.isTimed {
      times[equation.name] = 1...last(equation.name)
    }
    for name in network.stateNames {
      let offsets = network.equations.flatMap { $0.expression.symbols }.compactMap {
        occurrence -> Int? in
        guard occurrence.symbol.name == name, case .relative(let offset) = occurrence.symbol.time
        else {
          return nil
        }
        return offset
      }
      times[name] =
        steps.direction(of: name) == .backward
        ? 1...last(name) + max(1, offsets.max() ?? 1)
        : min(0, (offsets.min() ?? -1) + 1)...last(name)
    }
    for equation in network.equations where !equation.isTimed && times[equation.name] == nil {
      times[equation.name] = .some(nil)
    }
    return times
  }

  private func exists(_ id: String, in network: Network) -> Bool {
    let times = self.times(network)
    if let time = times[id], time == nil { return true }
    if network.equations.contains(where: { $0.name == id && !$0.isTimed }) { return true }
    guard let mark = id.lastIndex(of: "_"), let step = Int(id[mark...].dropFirst()),
      let range = times[String(id[..<mark])]
    else { return false }
    return range?.contains(step) ?? false
  }

  private func report(_ id: String, _ text: String, _ network: Network, at node: Node) {
    if let stacked = network.stacked.first(where: { $0.name == text }) {
      source.report(.question(.stacked(text, parts: stacked.parts)), at: node)
      return
    }
    let entries = times(network).sorted { $0.key < $1.key }
      .map { Quantities.Entry(name: $0.key, times: $0.value) }
    source.report(
      .question(.unknown(text, hint: Quantities(entries: entries).hint(for: id))), at: node)
  }

  /// Reports quantities in `ask` at a time step that has no target, and therefore no loss.
  func checkAsked(_ asked: [String], _ graph: UnrolledGraph) {
    guard !asked.isEmpty, let entry = entries["ask"] else { return }
    let nodes = entry.value.sequence.map { Array($0) } ?? [entry.value]
    for id in asked {
      if graph.node(id: id) == nil {
        source.report(.question(.unneeded(id)), at: entry.value)
      } else {
        let node = nodes.first { $0.scalar.map { Self.id($0.string) } == id }
        checkIsOne(id, in: graph, at: node ?? entry.value)
      }
    }
  }

  /// The default of `ask`: the states that the recurrences start from, or a circuit's inputs.
  static func usuallyAsked(_ graph: UnrolledGraph) -> [String] {
    let role: UnrolledGraph.Role = graph.network.stepCount > 0 ? .initial : .input
    let found = graph.nodes.filter { node in
      guard node.role == role else { return false }
      guard let time = node.time, graph.times.direction(of: node.name) == .backward else {
        return (node.time ?? 0) == 0
      }
      return time == graph.times.length(of: node.name) + 1
    }.map(\.id)
    return found.isEmpty ? graph.nodes.prefix(1).map(\.id) : found
  }
}
