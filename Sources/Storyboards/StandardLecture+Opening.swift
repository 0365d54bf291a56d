import Formulas
import Unrolling

/// Kinds 1, 2 and 5: the bare graph, what is given, the formulas.
extension StandardLecture {
  // More formulas than this nobody follows by ear.
  private static let mostFormulas = 8

  mutating func title() {
    show(.title)
    for node in graph.nodes.indices where isDrawn(node) {
      show(.node(node))
      if hasToken(node) { show(.token(node)) }
      for edge in trace.edges(into: node) where isDrawn(edge.from) {
        show(.edge(.init(from: edge.from, to: edge.to, slot: edge.slot)))
      }
    }
    for gap in columns.gaps.indices { show(.gap(gap)) }
    let callout = call(equals(symbol(outcome), formula(of: outcome)))
    step(
      .title,
      phrases.title(
        stepCount: graph.network.stepCount,
        outcome: Named(name: symbol(outcome), value: formula(of: outcome))), callout: callout)
  }

  /// Whether something is written beside a node: its token, or its name where it is an operation.
  private func hasToken(_ node: Int) -> Bool {
    let drawsOperations = graph.network.equations.contains { $0.name.contains(".") }
    return drawsOperations || graph.network.token(of: graph.nodes[node]) != nil
  }

  mutating func definitions() {
    show(.definitions)
    let given = Definitions(trace: trace, style: style, phrases: phrases).clauses
    step(.definitions, phrases.definitions(given), hot: [.definitions])
  }

  mutating func formulas() {
    let states = graph.network.stateNames
    let timed = graph.network.equations.filter { $0.isTimed && $0.name != "Loss" }
    guard !timed.isEmpty else {
      let callout = call(graph.network.equations.map { $0.notation(style) })
      let read = graph.network.equations.map {
        Named(name: .name($0.name), value: $0.expression.notation(style))
      }
      return step(.cell, words(for: read, areTimed: false), callout: callout)
    }
    let lines = timed.map { Named(name: left(of: $0), value: named($0.expression)) }
    let callout = call(lines.map { equals($0.name, $0.value) })
    step(.cell, words(for: lines, areTimed: true), callout: callout)
    guard let equation = timed.first(where: { states.contains($0.name) || $0.name == "h" }),
      let stacked = stacked(equation.expression)
    else { return }
    let both = call(
      equals(left(of: equation), named(equation.expression)), equals(left(of: equation), stacked))
    step(
      .cell, phrases.stackedFormula(Named(name: left(of: equation), value: stacked)), callout: both)
  }

  private func words(for equations: [Named], areTimed: Bool) -> StepWords {
    let (told, rest) = told(equations, most: Self.mostFormulas)
    return phrases.formulas(told, rest: rest, areTimed: areTimed)
  }

  private func left(of equation: Equation) -> Notation {
    .symbol(Symbol(equation.name, time: .relative(0)))
  }

  /// The formula with its activation as f.
  private func named(_ expression: Expression) -> Notation {
    guard graph.network.cell != nil,
      case .call(graph.network.activation, let inner) = expression.kind
    else { return expression.notation(style) }
    return .row([.variable("f"), .parenthesized(inner[0].notation(style))])
  }

  /// W_h·h + W_x·x as one row of weights times one column, where the formula has that form.
  private func stacked(_ expression: Expression) -> Notation? {
    guard case .call(_, let inner) = expression.kind, case .sum(let terms) = inner[0].kind else {
      return nil
    }
    var weights: [Notation] = []
    var column: [[Notation]] = []
    var rest: [Notation] = []
    for term in terms {
      if case .product(let factors) = term.kind, factors.count == 2 {
        weights.append(factors[0].notation(style))
        column.append([factors[1].notation(style)])
      } else {
        rest += [.sign(.plus), term.notation(style)]
      }
    }
    guard weights.count > 1 else { return nil }
    let product = Notation.row([.matrix([weights]), .sign(.times), .matrix(column)] + rest)
    return .row([.variable("f"), .fenced(product, .parentheses)])
  }
}
