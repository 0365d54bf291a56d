import Formulas
import Look
import Storyboards
import Unrolling
import Yams

/// Checks what the lecturer wrote on slides against the network: own formulas by their numbers.
extension LessonReader {
  // A formula that holds at this many time steps holds at the others.
  private static let mostTimes = 20

  func checkFormulas(of slides: [Slide], _ graph: UnrolledGraph) {
    let written = slides.flatMap(\.formulas)
    guard !written.isEmpty, let trace = try? Trace(of: graph) else { return }
    var nodes: [String: Int] = [:]
    for (index, node) in graph.nodes.enumerated() { nodes[node.id] = index }
    let names = Set(graph.nodes.map(\.name)).union(nodes.keys)
    let timed = Set(graph.nodes.filter { $0.time != nil }.map(\.name))
    for written in written where haveKnownNames(written, names, timed: timed) {
      check(written, trace, nodes)
    }
  }

  /// Reports names that are misspelt; other names that the lesson lacks are the lecturer's own, such
  /// as u[t] for what is in the parentheses of tanh.
  private func haveKnownNames(
    _ written: WrittenFormula, _ names: Set<String>, timed: Set<String>
  ) -> Bool {
    let symbols = written.formula.parts.flatMap(\.symbols).map(\.symbol)
    for symbol in symbols {
      // h[9], or h_9, of a known quantity.
      let id = Self.id(of: symbol, at: 0)
      let base = id.lastIndex(of: "_").map { String(id[..<$0]) }
      guard symbol.time.map({ if case .absolute = $0 { true } else { false } }) ?? true,
        !names.contains(id), let base, timed.contains(base),
        Int(id.dropFirst(base.count + 1)) != nil
      else { continue }
      source.report(.slide(.unknownQuantity(id, hint: nil)), at: written.node)
      return false
    }
    guard let unknown = symbols.map(\.name).first(where: { !names.contains($0) }) else {
      return true
    }
    if let meant = Spelling.meant(by: unknown, among: names.sorted()) {
      source.report(.slide(.unknownName(unknown, meant: meant)), at: written.node)
    }
    return false
  }

  /// Puts numbers in, at every time step that has all of them.
  private func check(_ written: WrittenFormula, _ trace: Trace, _ nodes: [String: Int]) {
    let network = trace.graph.network
    let parts = written.formula.parts
    // f(h[t-1]) = … says what f stands for here.
    if case .call(.identity, _) = parts[0].kind { return }
    let last = max(1, network.stepCount)
    for time in 1...min(last, Self.mostTimes) {
      let values = parts.map { value(of: $0, at: time, trace, nodes) }
      guard parts.count > 1, let left = values[0] else { continue }
      let isRounded = parts.contains(where: Self.hasDecimals)
      for right in values.dropFirst().compactMap(\.self)
      where !isClose(left, right, isRounded: isRounded) {
        let name =
          if case .symbol(let symbol) = parts[0].kind {
            Self.id(of: symbol, at: time)
          } else {
            "the left side"
          }
        let (gives, value) = distinct(right, left)
        source.report(
          .slide(
            .wrongFormula(
              written.node.scalar?.string ?? "", gives: gives, left: name, is: value,
              right: Self.equation(of: parts[0], network))), at: written.node)
        return
      }
    }
  }

  /// A part's value; `nil` at a time step where a quantity has none, or if its shapes do not fit.
  private func value(
    of part: Expression, at time: Int, _ trace: Trace, _ nodes: [String: Int]
  ) -> Value? {
    let symbols = part.symbols.map(\.symbol)
    guard symbols.allSatisfy({ nodes[Self.id(of: $0, at: time)] != nil }),
      !Self.goesOverTime(part)
    else { return nil }
    let numbers = part.replacingSymbols { symbol in
      let node = nodes[Self.id(of: symbol, at: time)]
      return node.map { Expression.literal(trace.value(of: $0)) } ?? Expression.symbol(symbol)
    }
    let program = try? Program(calling(trace.graph.network.activation, in: numbers))
    return program?.value(at: [])
  }

  /// The formula with what f stands for.
  private func calling(_ activation: Function, in formula: Expression) -> Expression {
    let inner = formula.mapOperands { calling(activation, in: $0) }
    guard case .call(.identity, let arguments) = inner.kind else { return inner }
    return Expression(.call(activation, arguments))
  }

  private static func id(of symbol: Symbol, at time: Int) -> String {
    switch symbol.time {
    case nil: symbol.name
    case .absolute(let step): "\(symbol.name)_\(step)"
    case .relative(let offset): "\(symbol.name)_\(time + offset)"
    }
  }

  /// Whether a formula has the sum, mean, last or greatest of a quantity over all time steps, which
  /// the numbers of one time step do not give.
  private static func goesOverTime(_ formula: Expression) -> Bool {
    if case .call(let function, let arguments) = formula.kind, arguments.count == 1,
      [.sum, .mean, .last, .max, .min].contains(function),
      arguments[0].symbols.contains(where: {
        if case .relative = $0.symbol.time { true } else { false }
      })
    {
      return true
    }
    return formula.operands.contains(where: goesOverTime)
  }

  /// Whether a formula has a number with decimals, as a lecturer copies it from a figure.
  private static func hasDecimals(_ formula: Expression) -> Bool {
    if case .number(let number) = formula.kind, number != number.rounded() { return true }
    return formula.operands.contains(where: hasDecimals)
  }

  /// - Parameter isRounded: whether the formula has numbers with a few digits only.
  private func isClose(_ left: Value, _ right: Value, isRounded: Bool) -> Bool {
    let (left, right) = (left.components, right.components)
    let most = isRounded ? 0.01 : 1e-6
    return left.count == right.count
      && zip(left, right).allSatisfy { abs($0 - $1) <= most * max(abs($0), abs($1)) + 1e-12 }
  }

  /// The equation of a formula's left side, as a lesson writes it.
  private static func equation(of left: Expression, _ network: Network) -> String? {
    guard case .symbol(let symbol) = left.kind,
      let equation = network.equations.first(where: { $0.name == symbol.name })
    else { return nil }
    let right = equation.expression.text.replacing("identity(", with: "f(")
    return "\(equation.name)\(equation.isTimed ? "[t]" : "") = \(right)"
  }

  /// Two values with as many digits as tell them apart.
  private func distinct(_ first: Value, _ second: Value) -> (String, String) {
    let texts = [3, 6, 12].map { digits -> (String, String) in
      let style = NumberStyle(digits: digits)
      return (style.notation(first).plain, style.notation(second).plain)
    }
    return texts.first { $0 != $1 } ?? texts[2]
  }

  /// Reports highlighted quantities that no slide shows: shared parameters and targets, where
  /// neither the graph nor the panel has them.
  func checkHighlighted(
    _ slides: [Slide], _ figure: LookSettings, asked: [String], _ graph: UnrolledGraph
  ) {
    let look = figure.resolved
    guard !look.parts.contains(.panel) else { return }
    for slide in slides {
      guard case .say(_, _, let ids) = slide.entry else { continue }
      for (id, node) in slide.quantities where ids.contains(id) && !asked.contains(id) {
        guard let index = graph.node(id: id) else { continue }
        let role = graph.nodes[index].role
        guard role == .target || role == .parameter && !look.showsParameters else { continue }
        source.report(.slide(.neverShown(id)), at: node)
      }
    }
  }
}
