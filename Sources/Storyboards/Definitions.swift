import Formulas
import Unrolling

/// The given quantities, as the lines of the definitions panel.
struct Definitions {
  let sourced: SourcedTrace
  let style: NumberStyle
  let phrases: any Phrases
  /// What the network learns, if the deck shows it.
  var training: SourcedTraining?

  private var trace: Trace { sourced.trace }
  private var network: Network { trace.graph.network }

  // A panel with more lines leaves no space for formulas.
  private static let mostLines = 10.0
  // No page has space for more lines that can be read.
  private static let mostDrawn = 32

  /// The lines, with matrices written out where space allows and as their shapes otherwise.
  var lines: [Notation] {
    let whole = wholeLines
    let height = whole.reduce(0.0) { $0 + max(1, 0.8 * Double($1.rowCount)) }
    return height <= Self.mostLines ? whole : lines(areMatricesWritten: false)
  }

  /// The lines, with all matrices written out.
  var wholeLines: [Notation] { lines(areMatricesWritten: true) }

  private func lines(areMatricesWritten: Bool) -> [Notation] {
    Self.shortened(allLines(areMatricesWritten))
  }

  /// Returns the lines; of very many only the first ones and the last.
  static func shortened(_ lines: [Notation]) -> [Notation] {
    guard lines.count > mostDrawn else { return lines }
    return lines.prefix(mostDrawn - 2) + [.sign(.verticalEllipsis)] + lines.suffix(1)
  }

  private func allLines(_ areMatricesWritten: Bool) -> [Notation] {
    var lines: [Notation] = []
    if !network.vocabulary.isEmpty {
      lines.append(
        assignment(phrases.vocabulary, list(tokens)))
      if !network.embeddings.isEmpty {
        lines.append(assignment(phrases.embeddings, embeddings))
      }
    }
    for series in network.series where series.isTarget {
      lines.append(assignment(phrases.targets, list(given(series).map { $0 ?? .word("–") })))
    }
    if let weights = network.classWeights {
      lines.append(
        assignment(weights.name, list(weights.value.components.map { style.notation($0) })))
    }
    lines += inLines(network.parameters, areMatricesWritten)
    if let cell = network.cell {
      lines.append(.strong(phrases.cell(cell)))
      if cell.hasActivation { lines.append(phrases.activation(activation)) }
      if !hasBias { lines.append(.word(phrases.noBias)) }
      if let outcome { lines.append(outcome) }
    } else {
      // Operations can be seen in the graph.
      let isExpanded = network.isExpandedToOperations
      if !isExpanded { lines += network.equations.map { $0.notation(style) } }
      lines += inLines(network.inputs, areMatricesWritten)
    }
    return lines + (training.map { self.lines(of: $0) } ?? [])
  }

  /// Which sample is drawn, and the numbers of the update: η = 0.1, clip 1, μ = 0.9, λ = 0.01.
  private func lines(of training: SourcedTraining) -> [Notation] {
    var lines: [Notation] = []
    let count = training.training.graphs.count
    if count > 1 { lines.append(.word(phrases.drawnSample(of: count))) }
    guard let update = training.training.update else { return lines }
    func number(_ name: String, _ value: Double) -> Notation {
      .row([.variable(name), .sign(.equals), style.notation(training.given(value))])
    }
    var parts = [number("η", update.rate)]
    if let clip = update.clip {
      parts.append(.row([.word("clip "), style.notation(training.given(clip))]))
    }
    if update.hasVelocity { parts.append(number("μ", update.momentum)) }
    if update.decay != 0 { parts.append(number("λ", update.decay)) }
    return lines + [phrases.given(update: parts)]
  }

  // MARK: Parts

  private var tokens: [Notation] { network.vocabulary.map(quoted) }
  private func quoted(_ token: String) -> Notation { .word("‘\(token.shortenedToken)’") }

  /// The values of a series, as tokens where they stand for some; `nil` at time steps without one.
  private func given(_ series: Series) -> [Notation?] {
    series.values.enumerated().map { index, value in
      if let token = series.tokens?[index], !token.isEmpty { return quoted(token) }
      let id = "\(series.name)_\(index + 1)"
      return value.map { style.notation(self.value($0, ofNode: id)) }
    }
  }

  /// A given value with its source: the node that holds it.
  private func value(_ value: Value, ofNode id: String) -> SourcedValue {
    guard sourced.isLive, let node = trace.graph.node(id: id), trace.value(of: node) == value else {
      return SourcedValue(value)
    }
    return sourced.value(of: node)
  }

  /// The embeddings with their sources: the first inputs with them.
  private var embeddingValues: [SourcedValue] {
    zip(network.vocabulary, network.embeddings).map { token, value in
      guard sourced.isLive,
        let node = trace.graph.nodes.firstIndex(where: { network.token(of: $0) == token }),
        trace.value(of: node) == value
      else { return SourcedValue(value) }
      return sourced.value(of: node)
    }
  }

  private var embeddings: Notation {
    isOneHot ? .word(phrases.oneHot) : list(embeddingValues.map(style.notation))
  }

  private var isOneHot: Bool { network.embeddings.count > 1 && network.hasOneHotEmbeddings }

  private var hasBias: Bool { network.parameters.contains { $0.name.hasPrefix("b_") } }

  /// f(x) = tanh(x)
  private var activation: Notation {
    let value = Expression(.call(network.activation, [.symbol(Symbol("x"))])).notation(style)
    return .row([.variable("f"), .parenthesized(.variable("x")), .sign(.equals), value])
  }

  /// Names with their values, as many on a line as there is space for about four numbers.
  private func inLines(_ values: [NamedValue], _ areMatricesWritten: Bool) -> [Notation] {
    var lines: [[Notation]] = []
    var room = 0
    for named in values {
      let columns =
        switch named.value {
        case .matrix(let rows) where areMatricesWritten: min(6, rows.first?.count ?? 1) + 1
        case .scalar, .vector, .matrix: 1
        }
      if columns > room {
        lines.append([])
        room = 4
      }
      room -= columns
      lines[lines.count - 1].append(
        areMatricesWritten || named.value.number != nil
          ? .row([
            .name(named.name), .sign(.equals),
            style.notation(value(named.value, ofNode: named.name)),
          ])
          : .row([.name(named.name), .sign(.member), space(of: named.value)]))
    }
    return lines.map { .list($0, by: .comma) }
  }

  /// ℝ^{2×4}
  private func space(of value: Value) -> Notation {
    let lengths = value.shape.map { Notation.numeral(String($0)) }
    return .scripts(.word("ℝ"), below: nil, above: .list(lengths, by: .cross))
  }

  /// Loss = Loss_1 + Loss_2: what all gradients are of.
  private var outcome: Notation? {
    let graph = trace.graph
    guard let formula = graph.expression(of: graph.outcome), case .sum = formula.kind else {
      return nil
    }
    let name = Notation.symbol(graph.nodes[graph.outcome].symbol)
    return .list([name, formula.notation(style)], by: .equals)
  }

  private func assignment(_ word: String, _ value: Notation) -> Notation {
    .row([.word(word), .sign(.equals), value])
  }

  private func list(_ parts: [Notation]) -> Notation {
    // With more than eight entries, only the first and last ones are shown.
    let shown =
      parts.count <= 8 ? parts : parts.prefix(6) + [.sign(.ellipsis), parts[parts.count - 1]]
    return .row([.word("["), .list(shown, by: .comma), .word("]")])
  }

  // MARK: Spoken

  // Nobody can follow more of one kind than this by ear.
  private static let mostTold = 12

  /// The same as parts of a sentence.
  var clauses: [Notation] {
    var clauses: [Notation] = []
    func add<Part>(_ parts: [Part], _ phrase: ([Part], Int) -> Notation) {
      let (told, rest) = told(parts, most: Self.mostTold)
      if !told.isEmpty { clauses.append(phrase(told, rest)) }
    }
    add(tokens) { phrases.given(vocabulary: $0, rest: $1) }
    if isOneHot {
      clauses.append(phrases.given(embeddings: [], rest: 0))
    } else {
      add(embeddingValues.map(style.notation)) { phrases.given(embeddings: $0, rest: $1) }
    }
    for series in network.series where series.isTarget {
      let given = given(series)
      if !given.contains(nil) {
        add(given.compactMap(\.self)) { phrases.given(targets: $0, rest: $1) }
      } else {
        let timed = given.enumerated().compactMap { index, value in
          value.map { (time: index + 1, value: $0) }
        }
        add(timed) { phrases.given(targets: $0, rest: $1) }
      }
    }
    if let weights = network.classWeights {
      add([Named(name: .word(weights.name), value: style.notation(weights.value))]) {
        phrases.given($0, rest: $1)
      }
    }
    for values in [network.parameters, network.inputs] {
      let named = values.map {
        Named(name: .name($0.name), value: style.notation(value($0.value, ofNode: $0.name)))
      }
      add(named) { phrases.given($0, rest: $1) }
    }
    if let cell = network.cell {
      clauses.append(phrases.given(cell: cell))
      if cell.hasActivation { clauses.append(phrases.given(activation: activation)) }
      if !hasBias { clauses.append(phrases.givenNoBias) }
    }
    return clauses
  }
}

extension Cell {
  /// Whether a formula of the cell calls f.
  var hasActivation: Bool { lines.contains { $0.formula.hasPrefix("f(") } }
}

extension Notation {
  /// The number of rows of the tallest matrix in a line.
  var rowCount: Int {
    switch self {
    case .row(let parts): parts.map(\.rowCount).max() ?? 1
    case .role(_, let part), .scripts(let part, _, _): part.rowCount
    case .matrix(let rows): rows.count
    case .table(let rows): rows.reduce(0) { $0 + ($1.map(\.rowCount).max() ?? 1) }
    case .fraction: 2
    default: 1
    }
  }
}
