import Formulas
import Unrolling

/// Makes a deck in the order of a script, from the standard lecture's steps.
extension StandardLecture {
  mutating func tell(_ script: Script) {
    showGraph()
    let sums = script.entries.map { entry -> Int? in
      if case .sum(let id) = entry { graph.node(id: id) } else { nil }
    }
    for (place, entry) in script.entries.enumerated() {
      // A sum with an entry of its own is not shown before that entry.
      tell(entry, sumsToCome: Set(sums.dropFirst(place + 1).compactMap(\.self)))
    }
  }

  private mutating func tell(_ entry: Script.Entry, sumsToCome: Set<Int>) {
    switch entry {
    case .title: title()
    case .definitions: definitions()
    case .target: target()
    case .ask(let words): question(words)
    case .cell: formulas()
    case .stacked: stackedFormula()
    case .formulaOf(let id): if let node = graph.node(id: id) { formulaStep(node) }
    case .formula(let formulas): say(Words([]), formulas, [])
    case .say(let words, let formulas, let ids): say(words, formulas, ids)
    case .forward(let forward, let pace): tell(forward, pace)
    case .backward(let backward): tell(backward, sumsToCome)
    case .sum(let id): if let node = graph.node(id: id) { sum(node, terms(node)) }
    case .ledger(let id):
      if let index = graph.network.parameters.firstIndex(where: { $0.name == id }) {
        ledger(index)
      }
    case .flow: strip()
    case .recap: recap()
    case .update: training()
    case .answer: answer()
    case .pause: pause()
    }
  }

  // MARK: Words

  private mutating func formulaStep(_ node: Int) {
    let isLeaf = graph.operands(of: node).isEmpty
    let right = isLeaf ? valueOf(node) : formula(of: node)
    let callout = call(equals(symbol(node), right))
    step(
      .cell, "formula \(id(node))", phrases.formula(of: Named(name: symbol(node), value: right)),
      hot: [.node(node)],
      callout: callout)
  }

  private mutating func say(_ words: Words, _ formulas: [OwnFormula], _ ids: [String]) {
    let nodes = ids.compactMap { graph.node(id: $0) }
    let hot = nodes.map { isDrawn($0) ? Item.node($0) : .definitions }
    let own = words.parts.isEmpty ? nil : words.notation(style)
    let formulas = formulas.map { $0.notation(style) }
    let lines = [own].compactMap(\.self) + formulas
    let callout = lines.isEmpty ? nil : call(lines)
    step(
      .say, StepKind.say.rawValue,
      phrases.said(
        own, looking: nodes.map(symbol), formulas: formulas), hot: hot, callout: callout,
      isCaptionInCallout: own != nil)
  }

  /// The previous step again, with everything that it showed.
  private mutating func pause() {
    guard let last = steps.last else { return }
    for (item, span) in spans where span.last == last.number {
      spans[item] = (span.first, last.number + 1)
    }
    steps.append(
      Step(
        number: last.number + 1, kind: last.kind, name: unusedName(latestName),
        caption: last.caption,
        alternativeText: last.alternativeText, narration: last.narration,
        narrationInFormulas: last.narrationInFormulas, hot: last.hot,
        touched: last.touched, callout: last.callout, stage: last.stage,
        isCaptionInCallout: last.isCaptionInCallout))
  }

  // MARK: Forward

  private mutating func tell(_ forward: Script.Forward, _ pace: Script.Pace) {
    let nodes: [Int]
    switch forward {
    case .quantities(let ids): nodes = ids.compactMap { graph.node(id: $0) }
    case .time(let time):
      nodes = graph.nodes.indices.filter { graph.nodes[$0].time == time && isToldForward($0) }
    case .all:
      guard pace != .normal else {
        self.forward()
        if !isShown(.value(outcome)) { forwardEnds() }
        return
      }
      nodes = graph.nodes.indices.filter { isDrawn($0) && isToldForward($0) }
    }
    // The operands of a value must be visible.
    for node in nodes {
      for operand in graph.operands(of: node) where graph.operands(of: operand).isEmpty {
        show(.value(operand))
      }
    }
    switch pace {
    case .brief: values(nodes)
    case .normal, .detailed:
      for node in nodes {
        if graph.operands(of: node).isEmpty {
          values([node])
        } else {
          forwardValue(node, isGrowing: pace == .detailed)
        }
      }
    }
  }

  private func isToldForward(_ node: Int) -> Bool {
    !isShown(.value(node)) && !graph.operands(of: node).isEmpty
  }

  private mutating func values(_ nodes: [Int]) {
    guard !nodes.isEmpty else { return }
    nodes.forEach { show(.value($0)) }
    let callout = call(
      lines(of: nodes, most: 4) {
        graph.operands(of: $0).isEmpty
          ? equals(symbol($0), valueOf($0)) : lineWithNumbers($0)
      })
    let (told, rest) = Storyboards.told(nodes, most: 4)
    step(
      .forward, "values \(id(nodes[0]))", phrases.forwardValues(told.map(withValue), rest: rest),
      hot: nodes.map { .value($0) }, callout: callout)
  }

  // MARK: Backward

  private mutating func tell(_ backward: Script.Backward, _ sumsToCome: Set<Int>) {
    let start = backward.from.flatMap { graph.node(id: $0) } ?? outcome
    let ends = backward.to.flatMap { graph.node(id: $0) }.map { [$0] } ?? asked
    let path = backward.path?.compactMap { graph.node(id: $0) }
    let edges = path.map(edges(along:)) ?? edges(from: start, to: Set(ends))
    var source = -1
    for edge in edges {
      if edge.to != source { arrive(at: edge.to, sumsToCome) }
      source = edge.to
      if let box = folds.box(of: edge.to) { backwardFold(box) }
      guard isDrawn(edge.from), isDrawn(edge.to) else { continue }
      let isOnlyTerm = pathCount(terms(edge.from)) == 1
      let isState = isState(edge)
      if trace.local(of: edge) == nil || backward.pace == .brief {
        flow(edge, isState: isState, isOnlyTerm: isOnlyTerm)
      } else {
        grow(
          edge, isOnlyTerm: isOnlyTerm,
          stages: backward.pace == .normal ? [0, 2, 4] : Self.allStages)
      }
    }
    // At the end of one of several paths, the gradient is not complete yet.
    for end in ends where path == nil && isDrawn(end) { arrive(at: end, sumsToCome) }
  }

  /// Makes sure that a node's gradient is shown before it flows on.
  private mutating func arrive(at node: Int, _ sumsToCome: Set<Int>) {
    guard isDrawn(node), !isShown(.gradient(node)) else { return }
    if node == outcome { return backwardBegins() }
    let terms = terms(node)
    if pathCount(terms) > 1 {
      guard !sumsToCome.contains(node) else { return }
      for edge in terms where isDrawn(edge.to) {
        show(.flow(slot(edge)), .contribution(slot(edge)))
      }
      sum(node, terms)
    } else {
      show(.gradient(node))
    }
  }

  /// All edges on paths from a node back to others, starting with readers created last.
  private func edges(from start: Int, to ends: Set<Int>) -> [Trace.Edge] {
    var depends = [Bool](repeating: false, count: graph.nodes.count)
    for node in graph.nodes.indices {
      depends[node] = ends.contains(node) || gradientWays(from: node).contains { depends[$0.from] }
    }
    var reaches = [Bool](repeating: false, count: graph.nodes.count)
    reaches[start] = true
    var result: [Trace.Edge] = []
    for node in stride(from: start, through: 0, by: -1) where reaches[node] && depends[node] {
      for edge in gradientWays(from: node) where depends[edge.from] {
        reaches[edge.from] = true
        result.append(edge)
      }
    }
    return result
  }

  private func edges(along path: [Int]) -> [Trace.Edge] {
    zip(path, path.dropFirst()).flatMap { reader, operand in
      gradientWays(from: reader).filter { $0.from == operand }
    }
  }
}
