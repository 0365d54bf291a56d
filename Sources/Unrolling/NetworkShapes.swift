import Formulas

/// The shape of every quantity of a network, inferred before any arithmetic, and its equations in
/// the form that is compiled.
///
/// Parameters, inputs and series have the shapes of their values; the shapes of equations follow
/// from those. A state reads itself, so its shape is first guessed from the known ones, in rounds,
/// and then each equation is checked with all shapes known.
struct NetworkShapes: Sendable {
  /// A quantity's name; a lesson has both Loss[t] and Loss.
  struct Name: Hashable, Sendable {
    let text: String
    let isTimed: Bool

    init(_ text: String, isTimed: Bool) {
      self.text = text
      self.isTimed = isTimed
    }

    init(_ symbol: Symbol) { self.init(symbol.name, isTimed: symbol.time != nil) }
  }

  // Each time step before the first one takes memory.
  private static let furthestBack = 100_000

  /// The network's equations, ready to compile.
  private(set) var equations: [Equation]
  /// The time steps of each quantity.
  private(set) var times: NetworkTimes
  private(set) var shapes: [Name: Shape] = [:]
  /// Everything that does not fit, without the consequences of other errors.
  private(set) var errors: [UnrollingError] = []

  init(of network: Network) throws(UnrollingError) {
    equations = network.equations
    times = NetworkTimes(of: network)
    for input in network.inputs {
      shapes[Name(input.name, isTimed: false)] = try Self.shape(of: input.value, input.name)
    }
    for parameter in network.parameters {
      shapes[Name(parameter.name, isTimed: false)] = try Self.shape(
        of: parameter.value, parameter.name)
    }
    for series in network.series {
      shapes[Name(series.name, isTimed: true)] = try Self.shape(of: series)
    }
    equations = equations.map { equation in
      Equation(
        equation.name, isTimed: equation.isTimed, partOf: equation.partOf,
        resolved(equation.expression))
    }
    // A component of a vector without time, v[2], looked like a time step until now.
    var resolvedNetwork = network
    resolvedNetwork.equations = equations
    times = NetworkTimes(of: resolvedNetwork)
    if let whole = network.wholeEquations {
      // The parts of a formula give less to guess from than the whole.
      var plain = network
      (plain.equations, plain.wholeEquations) = (whole, nil)
      let known = try NetworkShapes(of: plain)
      shapes = known.shapes
      errors = known.errors
      guard errors.isEmpty else { return }
    }
    guess(network)
    let doubtful = findErrors(network)
    equations = equations.map { equation in
      Equation(
        equation.name, isTimed: equation.isTimed, partOf: equation.partOf,
        withoutIdleSums(equation.expression, isTimed: equation.isTimed))
    }
    summingOutcome(network)
    let outcome = Name(network.outcome, isTimed: false)
    if let shape = shapes[outcome], shape != .scalar, !doubtful.contains(outcome) {
      errors.append(.outcomeNotANumber(name: network.outcome, shape: shape))
    }
  }

  /// Returns the shape of a name; every name has one once this exists.
  func shape(of symbol: Symbol) -> Shape { shapes[Name(symbol)] ?? .scalar }

  // MARK: Known values

  private static func shape(of value: Value, _ name: String) throws(UnrollingError) -> Shape {
    if case .matrix(let rows) = value, rows.contains(where: { $0.count != rows[0].count }) {
      throw .malformed(name: name, reason: "the rows of \(name) differ in length")
    }
    let shape = Shape(of: value)
    if shape.count == 0 { throw .malformed(name: name, reason: "\(name) has no components") }
    return shape
  }

  private static func shape(of series: Series) throws(UnrollingError) -> Shape {
    var first: (time: Int, shape: Shape)?
    for (index, value) in series.values.enumerated() {
      guard let value else { continue }
      let shape = try shape(of: value, series.name)
      if let first, first.shape != shape {
        throw .malformed(
          name: series.name,
          reason: "\(series.name)[\(first.time)] \(first.shape.phrase) but "
            + "\(series.name)[\(index + 1)] \(shape.phrase)")
      }
      if first == nil { first = (index + 1, shape) }
    }
    return first?.shape ?? .scalar
  }

  // MARK: Equations

  /// `v[2]` looks like a time index; for a quantity without time it is a component.
  private func resolved(_ expression: Expression) -> Expression {
    if case .symbol(let symbol) = expression.kind, case .absolute(let index)? = symbol.time,
      !isDefined(Name(symbol.name, isTimed: true)), isDefined(Name(symbol.name, isTimed: false))
    {
      let whole = Expression(.symbol(Symbol(symbol.name)), position: expression.position)
      return Expression(
        .component(whole, at: .number(Double(index))), position: expression.position)
    }
    return expression.mapOperands(resolved)
  }

  private func isDefined(_ name: Name) -> Bool {
    shapes[name] != nil
      || equations.contains { $0.name == name.text && $0.isTimed == name.isTimed }
  }

  private mutating func guess(_ network: Network) {
    for (state, value) in network.initial.merging(network.final, uniquingKeysWith: { a, _ in a })
    where Shape(of: value) != .scalar && shapes[Name(state, isTimed: true)] == nil {
      shapes[Name(state, isTimed: true)] = Shape(of: value)
    }
    var isChanged = true
    while isChanged {
      isChanged = false
      for equation in equations {
        let name = Name(equation.name, isTimed: equation.isTimed)
        let known = shapes
        let likely = timeless(equation).likelyShape { known[Name($0)] }
        // A shape only grows, so the rounds end.
        if let likely, shapes[name].map({ likely.isGrown(from: $0) }) ?? true {
          shapes[name] = likely
          isChanged = true
        }
      }
      if !isChanged, let open = openName(network) {
        shapes[open] = .scalar
        isChanged = true
      }
    }
  }

  /// A name without a shape, which is most likely a number's: a state before what is computed from it.
  private func openName(_ network: Network) -> Name? {
    let open = equations.map { Name($0.name, isTimed: $0.isTimed) }.filter { shapes[$0] == nil }
    let states = open.isEmpty ? [] : network.stateNames
    return open.first { $0.isTimed && states.contains($0.text) } ?? open.first
  }

  /// Checks all equations, and returns the names whose shapes are doubtful because of an error.
  ///
  /// A name whose equation is wrong causes further errors where it is read. So the equations are
  /// checked again with such names unknown, until only the errors with other causes remain.
  private mutating func findErrors(_ network: Network) -> Set<Name> {
    var doubtful = Set<Name>()
    var first: UnrollingError?
    while true {
      let before = doubtful
      errors = []
      for equation in equations {
        let name = Name(equation.name, isTimed: equation.isTimed)
        let (found, isClear) = check(equation, network, doubtful: before)
        errors += found
        if !isClear { doubtful.insert(name) }
      }
      first = first ?? errors.first
      guard doubtful.count > before.count else { break }
    }
    // Equations that read each other can each look like the other's consequence.
    if errors.isEmpty, let first { errors = [first] }
    // With a mismatch, the guess of a shape that depends on it is no evidence.
    let certain = errors.filter { if case .unclearShape = $0 { false } else { true } }
    if !certain.isEmpty { errors = certain }
    return doubtful
  }

  /// Returns an equation's errors, and whether its shape is certain.
  private func check(
    _ equation: Equation, _ network: Network, doubtful: Set<Name>
  ) -> (errors: [UnrollingError], isClear: Bool) {
    let symbols = equation.expression.symbols.map(\.symbol)
    let unknown = distinct(symbols.filter { shapes[Name($0)] == nil }).map { symbol in
      UnrollingError.unknown(
        name: symbol.name + (symbol.time == nil ? "" : "[t]"), in: equation.name)
    }
    guard unknown.isEmpty else { return (unknown, false) }
    let far = distinct(symbols).filter { symbol in
      if case .relative(let offset) = symbol.time { offset < -Self.furthestBack } else { false }
    }
    guard far.isEmpty else {
      return (far.map { .tooFarBack(name: $0.text, in: equation.name) }, false)
    }
    let own = Name(equation.name, isTimed: equation.isTimed)
    let wanted = shapes[own] ?? .scalar
    var misfits: [ShapeError] = []
    let found = timeless(equation).shape(
      of: { symbol in
        let name = Name(symbol)
        return name != own && doubtful.contains(name) ? nil : shapes[name]
      }, misfits: &misfits)
    guard misfits.isEmpty else {
      return (misfits.map { .shape($0, in: equation.name) }, found == wanted)
    }
    guard let found else { return ([], false) }
    let given = [network.initial, network.final].compactMap { values in
      equation.isTimed ? values[equation.name].map(Shape.init(of:)) : nil
    }
    if let wrong = given.first(where: { $0 != found }) {
      return ([.initialShape(name: equation.name, given: wrong, wanted: found)], false)
    }
    guard found == wanted else {
      return ([.unclearShape(name: equation.name, guess: wanted, found: found)], false)
    }
    return ([], true)
  }

  private func distinct(_ symbols: [Symbol]) -> [Symbol] {
    var seen: Set<Symbol> = []
    return symbols.filter { seen.insert($0).inserted }
  }

  /// The expression with each part over time replaced by one time step of it: the same shape.
  private func timeless(_ equation: Equation) -> Expression {
    equation.replacingOverTime { function, operand in
      function == .stacked
        ? .over(Array(repeating: operand, count: steps(of: operand)), by: function) : operand
    }
  }

  /// The number of time steps of a formula over time: the least of its quantities'.
  func steps(of operand: Expression) -> Int {
    operand.symbols.lazy.map(\.symbol).filter {
      if case .relative = $0.time { true } else { false }
    }.map { times.length(of: $0.name) }.min() ?? 0
  }

  /// An outcome of one component is a number: its sum.
  private mutating func summingOutcome(_ network: Network) {
    let outcome = Name(network.outcome, isTimed: false)
    guard let shape = shapes[outcome], shape != .scalar, shape.count == 1 else { return }
    shapes[outcome] = .scalar
    equations = equations.map { equation in
      guard equation.name == network.outcome, !equation.isTimed else { return equation }
      return Equation(
        equation.name, isTimed: false, partOf: equation.partOf,
        Expression(.call(.sum, [equation.expression])))
    }
  }

  /// Removes sums and means of one number.
  private func withoutIdleSums(_ expression: Expression, isTimed: Bool) -> Expression {
    if (isTimed ? expression.overAllTime : expression.overTime) != nil { return expression }
    if case .call(let function, let arguments) = expression.kind, arguments.count == 1,
      [.sum, .mean, .max, .min].contains(function),
      (try? timeless(Equation("", isTimed: isTimed, arguments[0])).shape { shape(of: $0) })
        == .scalar
    {
      return withoutIdleSums(arguments[0], isTimed: isTimed)
    }
    return expression.mapOperands { withoutIdleSums($0, isTimed: isTimed) }
  }
}

extension Network {
  /// The errors in names and shapes that have causes of their own, without any arithmetic; empty if
  /// all are correct.
  ///
  /// Unrolling throws the first of them; the lesson reader reports them all.
  public var shapeErrors: [UnrollingError] {
    do throws(UnrollingError) {
      return try NetworkShapes(of: self).errors
    } catch {
      return [error]
    }
  }
}

extension Shape {
  /// Whether it has more axes than a smaller shape, or more rows or columns where that has one.
  fileprivate func isGrown(from smaller: Shape) -> Bool {
    axes > smaller.axes || self != smaller && smaller.broadcast(with: self) == self
  }

  /// The number of axes, 0 to 2; a row is between a vector and a matrix.
  fileprivate var axes: Int {
    switch self {
    case .scalar: 0
    case .vector: 1
    case .row: 2
    case .matrix: 3
    }
  }
}

extension Expression {
  /// The function and operand of `sum(Loss[t])`, `mean( )` or `last( )` over time, which an
  /// equation without time may contain. In `sum(last(h[t]))` only `last` is over time.
  var overTime: (function: Function, operand: Expression)? {
    guard case .call(let function, let arguments) = kind, arguments.count == 1,
      [.sum, .mean, .max, .min, .last, .stacked].contains(function), arguments[0].hasOpenTime
    else { return nil }
    return (function, arguments[0])
  }

  /// The same for `last(h[t])` and `stack(h[t])`, which an equation with time may contain as well:
  /// they mean all time steps there too, since at one time step they would mean nothing.
  var overAllTime: (function: Function, operand: Expression)? {
    guard let found = overTime, found.function == .last || found.function == .stacked else {
      return nil
    }
    return found
  }

  /// Whether the tree has a `[t]` outside every part that is over time.
  private var hasOpenTime: Bool {
    if case .symbol(let symbol) = kind, case .relative? = symbol.time { return true }
    return overTime == nil && operands.contains(where: \.hasOpenTime)
  }

  /// Returns the tree with each part that is over time replaced.
  fileprivate func replacingOverTime(
    isTimed: Bool, _ replacement: (_ function: Function, _ operand: Expression) -> Expression
  ) -> Expression {
    if let (function, operand) = isTimed ? overAllTime : overTime {
      return replacement(function, operand)
    }
    return mapOperands { $0.replacingOverTime(isTimed: isTimed, replacement) }
  }

  /// Returns the tree with each stack of numbers as the vector of them, which has no rows to
  /// transpose.
  func withColumnsOfNumbers(_ shapeOf: @escaping (Symbol) -> Shape) -> Expression {
    let inner = mapOperands { $0.withColumnsOfNumbers(shapeOf) }
    guard case .call(.stacked, let entries) = inner.kind, entries.count > 1,
      entries.allSatisfy({ (try? $0.shape(of: shapeOf)) == .scalar })
    else { return inner }
    return Expression(.stack(entries), position: inner.position)
  }

  /// Returns a function over time of what it is at each time step; 0 of nothing.
  static func over(_ terms: [Expression], by function: Function) -> Expression {
    guard let first = terms.first else { return .number(0) }
    switch function {
    case .last: return terms[terms.count - 1]
    case .stacked where terms.count == 1:
      return Expression(.stack([Expression(.transpose(first))]))
    case _ where terms.count == 1: return first
    case .stacked, .max, .min: return Expression(.call(function, terms))
    case .mean:
      return Expression(.quotient(Expression(.sum(terms)), .number(Double(terms.count))))
    default: return Expression(.sum(terms))
    }
  }
}

extension Equation {
  /// Returns the formula with each part that is over time replaced.
  func replacingOverTime(
    _ replacement: (_ function: Function, _ operand: Expression) -> Expression
  ) -> Expression {
    expression.replacingOverTime(isTimed: isTimed, replacement)
  }
}
