import Formulas
import Storyboards
import Unrolling
import Yams

/// Checks a script against the graph: the quantities must exist, and the order must be possible.
extension LessonReader {
  /// - Parameter areAll: whether no slide is missing; the order is only checked then.
  func check(_ slides: [Slide], areAll: Bool, asked: [String], _ graph: UnrolledGraph) {
    var hasForward = false
    var hasStep = false
    for slide in slides {
      guard checkQuantities(of: slide, graph), areAll else { continue }
      let needsValues: Bool
      switch slide.entry {
      case .forward(let forward, _):
        hasForward = true
        needsValues = false
        checkTime(forward, at: slide.node, graph)
      case .backward(let backward):
        needsValues = true
        check(backward, slide, asked, graph)
      case .sum(let id):
        needsValues = true
        checkSum(id, slide, graph)
      case .ledger(let id):
        needsValues = true
        checkLedger(id, slide, graph)
      case .flow:
        needsValues = true
        if graph.network.stateNames.isEmpty {
          source.report(.slide(.noState), at: slide.node)
        }
      case .update:
        needsValues = true
        if entries["update"] == nil, entries["samples"] == nil {
          source.report(.slide(.nothingToUpdate), at: slide.node)
        }
      case .stacked where !hasStackedForm(graph):
        needsValues = false
        source.report(.slide(.noStackedForm), at: slide.node)
      default: needsValues = false
      }
      let kind = slide.node.scalar?.string ?? ""
      if needsValues, !hasForward {
        source.report(.slide(.beforeForward(kind: kind)), at: slide.node)
      }
      if case .pause = slide.entry, !hasStep {
        source.report(.slide(.nothingToRepeat), at: slide.node)
      }
      hasStep = true
    }
  }

  private func checkQuantities(of slide: Slide, _ graph: UnrolledGraph) -> Bool {
    var areKnown = true
    for (id, node) in slide.quantities {
      guard graph.node(id: id) == nil else {
        areKnown = checkIsOne(id, in: graph, at: node) && areKnown
        continue
      }
      areKnown = false
      source.report(
        .slide(.unknownQuantity(node.scalar?.string ?? id, hint: hint(for: id, slide, graph))),
        at: node)
    }
    return areKnown
  }

  private func hint(for id: String, _ slide: Slide, _ graph: UnrolledGraph) -> String? {
    if case .formulaOf = slide.entry, Cell.named(id) != nil {
      return graph.network.cell?.name == id
        ? "write - formula: cell"
        : "\(id) is a cell: write cell: \(id) at the top of the lesson, and - formula: cell here"
    }
    var entries: [Quantities.Entry] = []
    var places: [String: Int] = [:]
    for node in graph.nodes {
      if let place = places[node.name], let times = entries[place].times, let time = node.time {
        let range = min(times.lowerBound, time)...max(times.upperBound, time)
        entries[place] = Quantities.Entry(name: node.name, times: range)
      } else if places[node.name] == nil {
        places[node.name] = entries.count
        entries.append(Quantities.Entry(name: node.name, times: node.time.map { $0...$0 }))
      }
    }
    return Quantities(entries: entries).hint(for: id)
  }

  private func checkTime(_ forward: Script.Forward, at node: Node, _ graph: UnrolledGraph) {
    let last = graph.network.stepCount
    guard case .time(let time) = forward, !(1...max(1, last)).contains(time) || last == 0 else {
      return
    }
    source.report(
      .slide(last == 0 ? .noTimeSteps : .unknownTimeStep(time, last: last)), at: node)
  }

  private func check(
    _ backward: Script.Backward, _ slide: Slide, _ asked: [String], _ graph: UnrolledGraph
  ) {
    if let path = backward.path { return checkPath(path, backward, slide, graph) }
    let start = backward.from.flatMap { graph.node(id: $0) } ?? graph.outcome
    for end in backward.to.map({ [$0] }) ?? asked {
      guard let node = graph.node(id: end), node != start else {
        source.report(.slide(.noWay(end)), at: slide.node)
        continue
      }
      guard !graph.hasGradientPath(from: start, to: node) else { continue }
      let (from, to) = (graph.nodes[start].id, graph.nodes[node].id)
      let flowsBackwards = graph.hasGradientPath(from: node, to: start)
      source.report(
        .slide(.noGradient(from: from, to: to, flowsBackwards: flowsBackwards)),
        at: slide.quantities.last?.node ?? slide.node)
    }
  }

  private func checkPath(
    _ path: [String], _ backward: Script.Backward, _ slide: Slide, _ graph: UnrolledGraph
  ) {
    let named = slide.quantities.suffix(path.count)
    let nodes = path.compactMap { graph.node(id: $0) }
    guard nodes.count > 1 else {
      source.report(.slide(.shortPath), at: named.first?.node)
      return
    }
    for (index, pair) in zip(nodes, nodes.dropFirst()).enumerated()
    where !graph.gradientOperands(of: pair.0).contains(pair.1) {
      let (from, to) = (path[index], path[index + 1])
      let place = Array(named)[index + 1].node
      let gap: SlideMistake.Gap =
        graph.gradientOperands(of: pair.1).contains(pair.0)
        ? .isReversed : graph.hasGradientPath(from: pair.0, to: pair.1) ? .hasMore : .isWide
      source.report(.slide(.noEdge(from: from, to: to, gap)), at: place)
    }
    for (end, id) in [(backward.from, path.first), (backward.to, path.last)] where end != id {
      let isEnd = end == backward.to && end != backward.from
      source.report(
        .slide(.pathEnd(isEnd ? .end : .begin, named: end ?? "")), at: named.first?.node)
    }
  }

  private func checkSum(_ id: String, _ slide: Slide, _ graph: UnrolledGraph) {
    guard let node = graph.node(id: id) else { return }
    let paths = graph.nodes.indices.dropFirst(node + 1).reduce(0) { count, reader in
      guard graph.gradientOperands(of: reader).contains(node),
        graph.hasGradientPath(from: graph.outcome, to: reader)
      else { return count }
      return count + graph.edgeOperands(of: reader).filter { $0 == node }.count
    }
    guard paths < 2 else { return }
    source.report(.slide(.noSum(id, gradients: paths)), at: slide.quantities.first?.node)
  }

  private func checkLedger(_ id: String, _ slide: Slide, _ graph: UnrolledGraph) {
    let parameters = graph.network.parameters.map(\.name)
    guard !parameters.contains(id) else { return }
    source.report(
      .slide(.noLedger(id, parameters: parameters)), at: slide.quantities.first?.node)
  }

  private func hasStackedForm(_ graph: UnrolledGraph) -> Bool {
    graph.network.equations.contains { $0.isTimed && $0.stackedParts != nil }
  }
}
