import Formulas
import Storyboards
import Unrolling

/// Puts a network's numbers into the lecturer's own formulas, in the order of the slides.
///
///     var check = OwnFormulaCheck(trace)
///     check.mistake(in: formula, "y[t] = h[t]^2")  // "y[t] = h[t]^2" gives 0.25, y_1 is 0.5
struct OwnFormulaCheck {
  private let trace: Trace
  private let nodes: [String: Int]
  private let names: Set<String>
  private let timed: Set<String>
  /// What the lecturer's own names stand for: u[t] for what is in the parentheses of tanh.
  private var definitions: [String: Expression] = [:]

  // A formula that holds at this many time steps holds at the others.
  private static let mostTimes = 20
  // Of one function: anywhere but at 0, where many are equal.
  private static let arguments = [0.7, -1.3]

  init(_ trace: Trace) {
    self.trace = trace
    let all = trace.graph.nodes
    nodes = Dictionary(
      all.indices.map { (all[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
    names = Set(all.map(\.name)).union(nodes.keys)
    timed = Set(all.filter { $0.time != nil }.map(\.name))
  }

  private var network: Network { trace.graph.network }

  /// Returns what is wrong with a formula; `nil` for one that holds, and for one whose own names
  /// nothing defines.
  mutating func mistake(in formula: OwnFormula, _ text: String) -> SlideMistake? {
    let parts = formula.parts
    let symbols = parts.flatMap(\.symbols).map(\.symbol)
    if let missing = symbols.first(where: isBeyondTime) {
      return .unknownQuantity(Self.id(of: missing, at: 0), hint: times(of: missing))
    }
    let unknown = Set(symbols.map(\.name)).subtracting(names).subtracting(definitions.keys)
    for name in unknown.sorted() {
      if let meant = Spelling.meant(by: name, among: names.sorted()) {
        return .unknownName(name, meant: meant)
      }
    }
    if case .call(.identity, let arguments) = parts[0].kind {
      return mistake(inFunctionOf: arguments[0], parts, text)
    }
    guard unknown.isEmpty else {
      if unknown.count == 1, parts.count > 1, case .symbol(let own) = parts[0].kind,
        unknown.contains(own.name), own.time == nil || own.time == .relative(0),
        !parts[1].symbols.contains(where: { $0.symbol.name == own.name })
      {
        definitions[own.name] = parts[1]
      }
      return nil
    }
    return mistake(comparing: parts, text)
  }

  /// h[9] or h_9 of a known quantity.
  private func isBeyondTime(_ symbol: Symbol) -> Bool {
    if case .relative = symbol.time { return false }
    let id = Self.id(of: symbol, at: 0)
    guard !names.contains(id), let mark = id.lastIndex(of: "_") else { return false }
    return timed.contains(String(id[..<mark])) && Int(id[mark...].dropFirst()) != nil
  }

  /// "h goes from h_0 to h_2"
  private func times(of symbol: Symbol) -> String? {
    let id = Self.id(of: symbol, at: 0)
    let name = id.lastIndex(of: "_").map { String(id[..<$0]) }
    let times = trace.graph.nodes.filter { $0.name == name }.compactMap(\.time)
    guard let name, let first = times.min(), let last = times.max() else { return nil }
    return "\(name) goes from \(name)_\(first) to \(name)_\(last)"
  }

  /// f(x) = … with a name of its own says what f is; with a quantity, what f stands for on this slide.
  private func mistake(
    inFunctionOf argument: Expression, _ parts: [Expression], _ text: String
  ) -> SlideMistake? {
    guard parts.count > 1, case .symbol(let symbol) = argument.kind, symbol.time == nil,
      nodes[symbol.name] == nil,
      parts[1].symbols.allSatisfy({ $0.symbol == symbol })
    else { return nil }
    for number in Self.arguments {
      let values = [Expression(.call(.identity, [argument])), parts[1]].map { part in
        let numbers = part.replacingSymbols { _ in .number(number) }
        return (try? Program(calling(network.activation, in: numbers)))?.value(at: [])
      }
      guard let left = values[0], let right = values[1] else { return nil }
      if !Self.isClose(left, right, isRounded: false) {
        let (gives, value) = Self.distinct(right, left)
        let place = NumberStyle().notation(number).plain
        return .wrongFormula(
          text, gives: gives, left: "f(\(place))", is: value,
          right: "f(\(symbol.name)) = \(network.activation.name)(\(symbol.name))")
      }
    }
    return nil
  }

  /// Puts numbers in, at every time step that has all of them.
  private func mistake(comparing parts: [Expression], _ text: String) -> SlideMistake? {
    let isRounded = parts.contains(where: Self.hasDecimals)
    for time in 1...min(max(1, network.stepCount), Self.mostTimes) {
      let values = parts.map { value(of: $0, at: time, definitions) }
      guard let left = values[0] else { continue }
      for right in values.dropFirst().compactMap(\.self)
      where !Self.isClose(left, right, isRounded: isRounded) {
        let name =
          if case .symbol(let symbol) = parts[0].kind {
            Self.id(of: symbol, at: time)
          } else {
            "the left side"
          }
        let (gives, value) = Self.distinct(right, left)
        return .wrongFormula(
          text, gives: gives, left: name, is: value, right: equation(of: parts[0]))
      }
    }
    return nil
  }

  // MARK: Numbers

  /// A part's value; `nil` at a time step where a quantity has none, or if its shapes do not fit.
  private func value(
    of part: Expression, at time: Int, _ definitions: [String: Expression]
  ) -> Value? {
    guard !Self.goesOverTime(part) else { return nil }
    var isWhole = true
    let numbers = part.replacingSymbols { symbol in
      if let value = value(of: symbol, at: time, definitions) { return .literal(value) }
      isWhole = false
      return .symbol(symbol)
    }
    guard isWhole, let program = try? Program(calling(network.activation, in: numbers)) else {
      return nil
    }
    return program.value(at: [])
  }

  private func value(
    of symbol: Symbol, at time: Int, _ definitions: [String: Expression]
  ) -> Value? {
    if let node = nodes[Self.id(of: symbol, at: time)] { return trace.value(of: node) }
    guard let definition = definitions[symbol.name] else { return nil }
    // Nothing is defined by itself.
    let others = definitions.filter { $0.key != symbol.name }
    switch symbol.time {
    case nil: return value(of: definition, at: time, others)
    case .absolute(let step): return value(of: definition, at: step, others)
    case .relative(let offset): return value(of: definition, at: time + offset, others)
    }
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
  private static func isClose(_ left: Value, _ right: Value, isRounded: Bool) -> Bool {
    let (left, right) = (left.components, right.components)
    let most = isRounded ? 0.01 : 1e-6
    return left.count == right.count
      && zip(left, right).allSatisfy { abs($0 - $1) <= most * max(abs($0), abs($1)) + 1e-12 }
  }

  // MARK: Words

  /// The equation of a formula's left side, as a lesson writes it.
  private func equation(of left: Expression) -> String? {
    guard case .symbol(let symbol) = left.kind,
      let equation = network.equations.first(where: { $0.name == symbol.name })
    else { return nil }
    let right = equation.expression.text.replacing("identity(", with: "f(")
    return "\(equation.name)\(equation.isTimed ? "[t]" : "") = \(right)"
  }

  /// Two values with as many digits as tell them apart.
  private static func distinct(_ first: Value, _ second: Value) -> (String, String) {
    let texts = [3, 6, 12].map { digits -> (String, String) in
      let style = NumberStyle(digits: digits)
      return (style.notation(first).plain, style.notation(second).plain)
    }
    return texts.first { $0 != $1 } ?? texts[2]
  }
}
