import Formulas

/// Builds the nodes of an `UnrolledGraph`: each on demand, its operands first, with a stack of its
/// own instead of recursion, so that 100,000 time steps are as safe as two.
struct Unroller {
  private let network: Network
  private let equationOfName: [Name: Int]
  private let seriesOfName: [String: Int]
  private let valueOfName: [String: (value: Value, role: UnrolledGraph.Role)]

  // A lesson has both Loss[t] and Loss.
  private struct Name: Hashable {
    let text: String
    let isTimed: Bool
  }

  private struct Key: Hashable {
    let name: String
    let time: Int?
  }

  private struct Pending {
    let key: Key
    let equation: Int
    let program: Int
    // The occurrences of the formula at this time step, in order of appearance.
    let operands: [Key]
    var next = 0
  }

  private var nodeOfKey: [Key: Int32] = [:]
  private var isOnStack: Set<Key> = []
  // A formula over time (the loss) has an expression of its own; the rest share their equation's.
  private var programOfEquation: [Int: Int] = [:]

  init(_ network: Network) {
    self.network = network
    equationOfName = Dictionary(
      network.equations.enumerated().map { (Name(text: $1.name, isTimed: $1.isTimed), $0) },
      uniquingKeysWith: { first, _ in first })
    seriesOfName = Dictionary(
      network.series.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    var values: [String: (value: Value, role: UnrolledGraph.Role)] = [:]
    for input in network.inputs { values[input.name] = (input.value, .input) }
    for parameter in network.parameters { values[parameter.name] = (parameter.value, .parameter) }
    valueOfName = values
  }

  mutating func unroll(into graph: inout UnrolledGraph) throws {
    for parameter in network.parameters { try leaf(Key(name: parameter.name, time: nil), &graph) }
    for input in network.inputs { try leaf(Key(name: input.name, time: nil), &graph) }
    for time in stride(from: 1, through: network.stepCount, by: 1) {
      for (index, equation) in network.equations.enumerated()
      where equation.isTimed && isDefined(index, at: time) {
        try build(Key(name: equation.name, time: time), &graph)
      }
    }
    for equation in network.equations where !equation.isTimed {
      try build(Key(name: equation.name, time: nil), &graph)
    }
    graph.outcome = Int(nodeOfKey[Key(name: network.outcome, time: nil)] ?? 0)
  }

  /// Whether an equation exists at a time step: not where its target is missing.
  private func isDefined(_ equation: Int, at time: Int) -> Bool {
    network.equations[equation].expression.symbols.allSatisfy { symbol, _ in
      guard let series = seriesOfName[symbol.name], case .absolute(let step) = symbol.at(time).time
      else { return true }
      let values = network.series[series].values
      return !values.indices.contains(step - 1) || values[step - 1] != nil
    }
  }

  private mutating func build(_ root: Key, _ graph: inout UnrolledGraph) throws {
    guard nodeOfKey[root] == nil else { return }
    var stack = [try pending(root, &graph)]
    isOnStack = [root]
    while var top = stack.popLast() {
      if top.next < top.operands.count {
        let operand = top.operands[top.next]
        if nodeOfKey[operand] != nil {
          top.next += 1
          stack.append(top)
        } else if isOnStack.contains(operand) {
          let path = (stack + [top]).map(\.key).drop { $0 != operand } + [operand]
          throw UnrollingError.cycle(path: path.map(idText))
        } else if isComputed(operand) {
          stack.append(top)
          stack.append(try pending(operand, &graph))
          isOnStack.insert(operand)
        } else {
          try leaf(operand, &graph, reader: top.key)
          top.next += 1
          stack.append(top)
        }
      } else {
        isOnStack.remove(top.key)
        append(top, &graph)
      }
    }
  }

  private func idText(_ key: Key) -> String { key.time.map { "\(key.name)_\($0)" } ?? key.name }

  private func isComputed(_ key: Key) -> Bool {
    equation(of: key) != nil && key.time.map { $0 >= 1 && $0 <= network.stepCount } ?? true
  }

  private func equation(of key: Key) -> Int? {
    equationOfName[Name(text: key.name, isTimed: key.time != nil)]
  }

  private mutating func pending(_ key: Key, _ graph: inout UnrolledGraph) throws -> Pending {
    let index = equation(of: key) ?? 0
    let equation = network.equations[index]
    let program = try self.program(ofEquation: index, &graph)
    let operands = try graph.programs[program].program.operands.map { symbol -> Key in
      switch symbol.time {
      case nil: return Key(name: symbol.name, time: nil)
      case .absolute(let step): return Key(name: symbol.name, time: step)
      case .relative(let offset):
        guard let time = key.time else {
          throw UnrollingError.timeIndexWithoutTime(name: symbol.name, in: equation.name)
        }
        return Key(name: symbol.name, time: time + offset)
      }
    }
    return Pending(key: key, equation: index, program: program, operands: operands)
  }

  private mutating func program(ofEquation index: Int, _ graph: inout UnrolledGraph) throws -> Int {
    if let program = programOfEquation[index] { return program }
    let equation = network.equations[index]
    let expression = equation.isTimed ? equation.expression : overTime(equation.expression)
    let program = try Program(expression)
    // Parameters take the last slots: what flows through time is what a reader looks for first.
    let isParameter = program.operands.map { valueOfName[$0.name]?.role == .parameter }
    let order =
      isParameter.indices.filter { !isParameter[$0] }
      + isParameter.indices.filter { isParameter[$0] }
    var slots = Array(repeating: 0, count: order.count)
    for (slot, occurrence) in order.enumerated() { slots[occurrence] = slot }
    graph.programs.append((program, slots))
    graph.expressions.append(expression)
    programOfEquation[index] = graph.programs.count - 1
    return graph.programs.count - 1
  }

  /// Writes out `sum(Loss[t])` and `mean(Loss[t])` over the time steps that have the operand.
  private func overTime(_ expression: Expression) -> Expression {
    guard case .call(let function, let arguments) = expression.kind,
      function == .sum || function == .mean, arguments.count == 1,
      arguments[0].symbols.contains(where: { symbol, _ in
        if case .relative = symbol.time { true } else { false }
      })
    else { return expression.mapOperands(overTime) }
    let terms = stride(from: 1, through: network.stepCount, by: 1)
      .filter { time in
        arguments[0].symbols.allSatisfy { symbol, _ in
          equationOfName[Name(text: symbol.name, isTimed: true)].map { isDefined($0, at: time) }
            ?? true
        }
      }
      .map { arguments[0].at($0) }
    let total: Expression =
      terms.isEmpty ? .number(0) : terms.count == 1 ? terms[0] : Expression(.sum(terms))
    guard function == .mean, terms.count > 1 else { return total }
    return Expression(.quotient(total, .number(Double(terms.count))))
  }

  private mutating func leaf(
    _ key: Key, _ graph: inout UnrolledGraph, reader: Key? = nil
  ) throws {
    let readerName = reader?.name ?? key.name
    let (value, role) = try leafValue(key, reader: readerName)
    guard let number = value.number else { throw UnrollingError.notANumber(name: key.name) }
    nodeOfKey[key] = Int32(graph.nodes.count)
    graph.nodes.append(.init(name: key.name, time: key.time, role: role))
    graph.leafValues.append(number)
    graph.programOfNode.append(-1)
    graph.slotStarts.append(Int32(graph.operandNodes.count))
  }

  private func leafValue(_ key: Key, reader: String) throws -> (Value, UnrolledGraph.Role) {
    guard let time = key.time else {
      guard let known = valueOfName[key.name] else {
        throw UnrollingError.unknown(name: key.name, in: reader)
      }
      return known
    }
    if equation(of: key) != nil {
      guard time <= 0 else {
        throw UnrollingError.pastTheEnd(name: key.name, time: time, in: reader)
      }
      return (time == 0 ? network.initial[key.name] ?? .scalar(0) : .scalar(0), .initial)
    }
    guard let index = seriesOfName[key.name] else {
      throw UnrollingError.unknown(name: "\(key.name)[t]", in: reader)
    }
    let series = network.series[index]
    guard time >= 1 else { return (.scalar(0), .initial) }
    guard time <= series.values.count, let value = series.values[time - 1] else {
      throw UnrollingError.pastTheEnd(name: key.name, time: time, in: reader)
    }
    return (value, series.isTarget ? .target : .input)
  }

  private mutating func append(_ pending: Pending, _ graph: inout UnrolledGraph) {
    let start = graph.operandNodes.count
    let slots = graph.programs[pending.program].slotOfOccurrence
    graph.operandNodes += repeatElement(0, count: slots.count)
    for (occurrence, key) in pending.operands.enumerated() {
      graph.operandNodes[start + slots[occurrence]] = nodeOfKey[key] ?? 0
    }
    nodeOfKey[pending.key] = Int32(graph.nodes.count)
    graph.nodes.append(
      .init(name: pending.key.name, time: pending.key.time, role: .computed(pending.equation)))
    graph.leafValues.append(0)
    graph.programOfNode.append(Int32(pending.program))
    graph.slotStarts.append(Int32(graph.operandNodes.count))
  }
}
