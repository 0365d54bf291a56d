import Formulas
import Unrolling

/// Kinds 1, 2 and 5: the bare graph, the given quantities, the formulas.
extension StandardLecture {
  // Nobody can follow more formulas than this by ear.
  private static let mostFormulas = 8

  /// Shows the bare graph, which is visible in every step.
  mutating func showGraph() {
    show(.title)
    for node in graph.nodes.indices where isDrawn(node) {
      show(.node(node))
      if hasToken(node) { show(.token(node)) }
      for edge in trace.edges(into: node) where isDrawn(edge.from) {
        show(.edge(.init(from: edge.from, to: edge.to, slot: edge.slot)))
      }
    }
    for gap in columns.gaps.indices { show(.gap(gap)) }
    for box in folds.boxes.indices { show(.fold(box)) }
  }

  /// - Parameter showsFolded: whether the network is also shown folded in time, where it is one cell.
  mutating func title(showsFolded: Bool = false) {
    showGraph()
    let folded = showsFolded ? foldedCell : nil
    let callout = call(folded ?? equals(symbol(outcome), formula(of: outcome)))
    step(
      .title,
      phrases.title(
        lengths: lengths,
        outcome: Named(name: symbol(outcome), value: formula(of: outcome)),
        isFoldedShown: folded != nil), callout: callout)
  }

  /// How many time steps the recurrences have, each number once; without one, those of all quantities.
  private var lengths: [Int] {
    let timed = graph.network.equations.filter(\.isTimed).map(\.name)
    let recurrent = timed.filter(graph.times.isRecurrent)
    var lengths: [Int] = []
    for name in recurrent.isEmpty ? timed : recurrent {
      let length = graph.times.length(of: name)
      if !lengths.contains(length) { lengths.append(length) }
    }
    return lengths
  }

  /// The cell with a loop, of which unrolling makes one copy for each time step; `nil` for a network
  /// without states, and for one of several parts, such as an encoder and a decoder.
  private var foldedCell: Notation? {
    let network = graph.network
    let states = network.stateNames
    func now(_ name: String) -> Notation { .symbol(Symbol(name, time: .relative(0))) }
    let inputs = network.series.filter { !$0.isTarget }.map { now($0.name) }
    // What no state of the time step is computed from, such as a gate, leaves the cell.
    var isInside = Set(states)
    for equation in network.equations.reversed() where isInside.contains(equation.name) {
      isInside.formUnion(equation.expression.symbols.map(\.symbol.name))
    }
    let others = network.equations.filter {
      $0.isTimed && $0.name != graph.nodes[outcome].name && !isInside.contains($0.name)
    }
    guard !states.isEmpty, network.stepCount > 1, !inputs.isEmpty, !graph.times.hasBackward,
      quantities.structure.stages.allSatisfy({ $0 == 0 }),
      !network.isExpandedToOperations
    else { return nil }
    return .folded(
      cell: network.cell.map { .word(phrases.cell($0)) } ?? .list(states.map(now), by: .comma),
      input: .list(inputs, by: .comma),
      output: others.last.map { now($0.name) } ?? .list(states.map(now), by: .comma),
      carried: .list(
        states.map { .symbol(Symbol($0, time: .relative(-1))) }, by: .comma))
  }

  /// Whether there is a label beside a node: its token, or its name if it is an operation.
  private func hasToken(_ node: Int) -> Bool {
    let drawsOperations = graph.network.isExpandedToOperations
    return drawsOperations || graph.network.token(of: graph.nodes[node]) != nil
  }

  mutating func definitions() {
    show(.definitions)
    let given = Definitions(sourced: sourced, style: style, phrases: phrases).clauses
    step(.definitions, phrases.definitions(given), hot: [.definitions])
  }

  mutating func formulas() {
    let timed = graph.network.equations.filter { $0.isTimed && $0.name != "Loss" }
    guard !timed.isEmpty else {
      let callout = call(Definitions.shortened(graph.network.equations.map { $0.notation(style) }))
      let read = graph.network.equations.map {
        Named(name: .name($0.name), value: $0.expression.notation(style))
      }
      return step(.cell, words(for: read, areTimed: false), callout: callout)
    }
    let lines = timed.map { Named(name: left(of: $0), value: named($0)) }
    let callout = call(Definitions.shortened(lines.map { equals($0.name, $0.value) }))
    step(.cell, words(for: lines, areTimed: true), callout: callout)
  }

  /// The state whose weights can be written as one matrix.
  private var stackedEquation: Equation? {
    let states = graph.network.stateNames
    return graph.network.equations.first {
      $0.isTimed && (states.contains($0.name) || $0.name == "h") && $0.stackedParts != nil
    }
  }

  /// W_h·h + W_x·x as a row of weights times a column, if a state's formula has that form.
  mutating func stackedFormula() {
    guard let equation = stackedEquation, let parts = equation.stackedParts else { return }
    let rest = parts.rest.flatMap { [.sign(.plus), $0.notation(style)] }
    let product = Notation.row(
      [
        .matrix([parts.weights.map { $0.notation(style) }]), .sign(.times),
        .matrix(parts.operands.map { [$0.notation(style)] }),
      ] + rest)
    let stacked = Notation.row([sign(of: equation), .fenced(product, .parentheses)])
    let both = call(
      equals(left(of: equation), named(equation)), equals(left(of: equation), stacked))
    step(
      .cell, "stacked", phrases.stackedFormula(Named(name: left(of: equation), value: stacked)),
      callout: both)
  }

  private func words(for equations: [Named], areTimed: Bool) -> StepWords {
    let (told, rest) = told(equations, most: Self.mostFormulas)
    return phrases.formulas(told, rest: rest, areTimed: areTimed)
  }

  private func left(of equation: Equation) -> Notation {
    .symbol(Symbol(equation.name, time: .relative(0)))
  }

  /// The formula with its activation written as f, if the cell has one; gates have their own.
  private func named(_ equation: Equation) -> Notation {
    equation.rightSide(style, naming: cellActivation)
  }

  /// What f is in the formulas of the cell; `nil` for one without f.
  private var cellActivation: Function? {
    graph.network.cell?.hasActivation == true ? graph.network.activation : nil
  }

  /// The sign of an equation's outermost function, in agreement with `named`.
  private func sign(of equation: Equation) -> Notation {
    guard case .call(let function, _) = equation.expression.kind, function != cellActivation else {
      return .variable("f")
    }
    return function.notation
  }
}
