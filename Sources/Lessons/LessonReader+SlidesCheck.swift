import Storyboards
import Unrolling
import Yams

/// Checks a script against the graph: what it names must exist, and its order must be possible.
extension LessonReader {
  func check(_ slides: [Slide], asked: [String], _ graph: UnrolledGraph) {
    var hasForward = false
    var hasStep = false
    for slide in slides {
      guard checkQuantities(of: slide, graph) else { continue }
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
          source.report("there is no state whose gradient could flow through time", at: slide.node)
        }
      case .stacked where !hasStackedForm(graph):
        needsValues = false
        source.report(
          "no state's formula is a sum of weights times values, so there is no stacked form",
          at: slide.node)
      default: needsValues = false
      }
      let kind = slide.node.scalar?.string ?? ""
      if needsValues, !hasForward {
        source.report(
          "\(kind) before forward: the values that gradients are made of are not told yet",
          at: slide.node, hint: "put - forward before it")
      }
      if case .pause = slide.entry, !hasStep {
        source.report("there is no slide yet for pause to repeat", at: slide.node)
      }
      hasStep = true
    }
  }

  private func checkQuantities(of slide: Slide, _ graph: UnrolledGraph) -> Bool {
    var areKnown = true
    for (id, node) in slide.quantities where graph.node(id: id) == nil {
      areKnown = false
      let ids = graph.nodes.prefix(2000).map(\.id)
      source.report(
        "there is no quantity \(node.scalar?.string ?? id)", at: node, hint: guess(id, among: ids))
    }
    return areKnown
  }

  private func checkTime(_ forward: Script.Forward, at node: Node, _ graph: UnrolledGraph) {
    let last = graph.network.stepCount
    guard case .time(let time) = forward, !(1...max(1, last)).contains(time) || last == 0 else {
      return
    }
    source.report(
      last == 0 ? "the lesson has no time steps" : "there is no time step \(time)", at: node,
      hint: last == 0 ? "write - forward" : "they go from 1 to \(last)")
  }

  private func check(
    _ backward: Script.Backward, _ slide: Slide, _ asked: [String], _ graph: UnrolledGraph
  ) {
    if let path = backward.path { return checkPath(path, backward, slide, graph) }
    let start = backward.from.flatMap { graph.node(id: $0) } ?? graph.outcome
    for end in backward.to.map({ [$0] }) ?? asked {
      guard let node = graph.node(id: end), node != start else {
        source.report("\(end) is where the way begins", at: slide.node, hint: "name another end")
        continue
      }
      guard !graph.hasGradientPath(from: start, to: node) else { continue }
      let (from, to) = (graph.nodes[start].id, graph.nodes[node].id)
      source.report(
        "no gradient flows from \(from) back to \(to)",
        at: slide.quantities.last?.node ?? slide.node,
        hint: graph.hasGradientPath(from: node, to: start)
          ? "it flows the other way: from \(to) back to \(from)" : nil)
    }
  }

  private func checkPath(
    _ path: [String], _ backward: Script.Backward, _ slide: Slide, _ graph: UnrolledGraph
  ) {
    let named = slide.quantities.suffix(path.count)
    let nodes = path.compactMap { graph.node(id: $0) }
    guard nodes.count > 1 else {
      source.report(
        "a path has two quantities at least", at: named.first?.node,
        hint: "write along: [Loss, Loss_1, y_1, h_1]")
      return
    }
    for (index, pair) in zip(nodes, nodes.dropFirst()).enumerated()
    where !graph.gradientOperands(of: pair.0).contains(pair.1) {
      let (from, to) = (path[index], path[index + 1])
      let place = Array(named)[index + 1].node
      let hint: String? =
        graph.gradientOperands(of: pair.1).contains(pair.0)
        ? "a path goes back from the loss: \(to) comes before \(from)"
        : graph.hasGradientPath(from: pair.0, to: pair.1) ? "name what lies between them" : nil
      source.report("no edge leads from \(from) back to \(to)", at: place, hint: hint)
    }
    for (end, id) in [(backward.from, path.first), (backward.to, path.last)] where end != id {
      source.report(
        "the path does not \(end == backward.to && end != backward.from ? "end" : "begin") at "
          + "\(end ?? "")", at: named.first?.node, hint: "along names both ends")
    }
  }

  private func checkSum(_ id: String, _ slide: Slide, _ graph: UnrolledGraph) {
    guard let node = graph.node(id: id) else { return }
    let paths = graph.nodes.indices.dropFirst(node + 1).reduce(0) { count, reader in
      guard graph.gradientOperands(of: reader).contains(node),
        graph.hasGradientPath(from: graph.outcome, to: reader)
      else { return count }
      return count + graph.operands(of: reader).filter { $0 == node }.count
    }
    guard paths < 2 else { return }
    source.report(
      paths == 0
        ? "no gradient arrives at \(id)"
        : "only one gradient arrives at \(id): there is nothing to add",
      at: slide.quantities.first?.node)
  }

  private func checkLedger(_ id: String, _ slide: Slide, _ graph: UnrolledGraph) {
    let parameters = graph.network.parameters.map(\.name)
    guard !parameters.contains(id) else { return }
    source.report(
      "\(id) is no parameter, and a ledger is of one", at: slide.quantities.first?.node,
      hint: "the parameters are " + parameters.listed)
  }

  private func hasStackedForm(_ graph: UnrolledGraph) -> Bool {
    graph.network.equations.contains { $0.isTimed && $0.stackedParts != nil }
  }
}
