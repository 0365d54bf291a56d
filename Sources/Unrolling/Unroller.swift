import Formulas

/// Builds the nodes of an `UnrolledGraph`, each on demand and its operands first, with an explicit
/// stack instead of recursion, so that 100,000 time steps are as safe as two.
struct Unroller {
  typealias Name = NetworkShapes.Name

  /// What is known about a quantity.
  struct Quantity {
    let name: Name
    /// Its equation, −1 for a quantity from outside.
    var equation = -1
    var series = -1
    var known: (value: Value, role: UnrolledGraph.Role)?
    var shape: Shape
  }

  /// An occurrence of a symbol in a formula.
  private struct Operand {
    let quantity: Int
    let time: Symbol.Time?
  }

  private struct Pending {
    let quantity: Int
    let time: Int
    let program: Int
    var next = 0
  }

  private static let missing: Int32 = -1
  private static let onStack: Int32 = -2

  let network: Network
  let shapes: NetworkShapes
  let times: NetworkTimes
  var quantities: [Quantity] = []
  /// For each quantity, properties that every time step needs.
  private var isTimed: [Bool] = []
  private var equationOf: [Int] = []
  private var quantityOfEquation: [Int]
  /// Each quantity's node at time step `index - margin`, or at 0 without time.
  private var nodes: [[Int32]] = []
  var quantityOfName: [Name: Int] = [:]
  private var programOfEquation: [Int]
  private var operandsOfProgram: [[Operand]] = []
  /// How far formulas reach back before time step 0.
  private let margin: Int
  /// For each quantity, the number of its time steps, and whether they run backwards.
  private var lengthOf: [Int] = []
  private var isBackward: [Bool] = []
  /// For each equation, the time steps at which it does not exist; empty if it always exists.
  var isMissing: [[Bool]] = []

  init(_ network: Network, _ shapes: NetworkShapes, _ times: NetworkTimes) {
    self.network = network
    self.shapes = shapes
    self.times = times
    programOfEquation = Array(repeating: -1, count: network.equations.count)
    quantityOfEquation = programOfEquation
    let symbols = network.equations.flatMap { $0.expression.symbols.map(\.symbol) }
    margin =
      symbols.map { symbol in
        switch symbol.time {
        case .relative(let offset): max(0, -offset)
        case .absolute(let step): max(0, -step)
        case nil: 0
        }
      }.max() ?? 0
    for (index, equation) in network.equations.enumerated() {
      add(Name(equation.name, isTimed: equation.isTimed)) { $0.equation = index }
    }
    for (index, series) in network.series.enumerated() {
      add(Name(series.name, isTimed: true)) { $0.series = index }
    }
    for parameter in network.parameters {
      add(Name(parameter.name, isTimed: false)) { $0.known = (parameter.value, .parameter) }
    }
    for input in network.inputs {
      add(Name(input.name, isTimed: false)) { $0.known = (input.value, .input) }
    }
    findGaps()
  }

  private mutating func add(_ name: Name, _ adjust: (inout Quantity) -> Void) {
    guard quantityOfName[name] == nil else { return }
    let symbol = Symbol(name.text, time: name.isTimed ? .relative(0) : nil)
    let length = name.isTimed ? times.length(of: name.text) : 0
    let count = name.isTimed ? length + margin + 1 : 1
    lengthOf.append(length)
    isBackward.append(name.isTimed && times.direction(of: name.text) == .backward)
    var quantity = Quantity(name: name, shape: shapes.shape(of: symbol))
    adjust(&quantity)
    nodes.append(Array(repeating: Self.missing, count: count))
    if quantity.equation >= 0 { quantityOfEquation[quantity.equation] = quantities.count }
    quantityOfName[name] = quantities.count
    isTimed.append(name.isTimed)
    equationOf.append(quantity.equation)
    quantities.append(quantity)
  }

  mutating func unroll(into graph: inout UnrolledGraph) throws(UnrollingError) {
    try checkGaps()
    graph.reserve(network.stepCount * (network.equations.count + network.series.count))
    for (index, quantity) in quantities.enumerated() where quantity.known?.role == .parameter {
      try leaf(index, 0, &graph, reader: index)
    }
    for (index, quantity) in quantities.enumerated() where quantity.known?.role == .input {
      try leaf(index, 0, &graph, reader: index)
    }
    for stage in Set(times.stages).sorted() { try unroll(stage, into: &graph) }
    for quantity in quantityOfEquation where quantity >= 0 && !isTimed[quantity] {
      try build(quantity, 0, &graph)
    }
    guard let outcome = quantityOfName[Name(network.outcome, isTimed: false)],
      nodes[outcome][0] >= 0
    else { throw .unknown(name: network.outcome, in: "the outcome") }
    graph.outcome = Int(nodes[outcome][0])
  }

  /// Builds the timed quantities of a stage: at each time step all that run forwards, then, from the
  /// last time step to the first, all that run backwards.
  private mutating func unroll(
    _ stage: Int, into graph: inout UnrolledGraph
  ) throws(UnrollingError) {
    let members = quantityOfEquation.enumerated().filter { index, quantity in
      quantity >= 0 && isTimed[quantity] && times.stages[index] == stage
    }
    for runsBackward in [false, true] {
      let now = members.filter { isBackward[$0.element] == runsBackward }
      let last = now.map { lengthOf[$0.element] }.max() ?? 0
      for step in stride(from: 1, through: last, by: 1) {
        for (index, quantity) in now where step <= lengthOf[quantity] {
          let time = runsBackward ? lengthOf[quantity] + 1 - step : step
          if isDefined(index, at: time) { try build(quantity, time, &graph) }
        }
      }
    }
  }

  // MARK: Computed nodes

  private mutating func build(
    _ quantity: Int, _ time: Int, _ graph: inout UnrolledGraph
  ) throws(UnrollingError) {
    guard node(quantity, time) == Self.missing else { return }
    var stack = [try pending(quantity, time, &graph)]
    while let top = stack.last {
      let operands = operandsOfProgram[top.program]
      guard top.next < operands.count else {
        stack.removeLast()
        append(top, &graph)
        continue
      }
      let operand = operands[top.next]
      let step = try self.step(operand, top)
      let isComputed =
        equationOf[operand.quantity] >= 0
        && (!isTimed[operand.quantity] || 1...lengthOf[operand.quantity] ~= step)
      switch node(operand.quantity, step) {
      case Self.missing where isComputed:
        stack.append(try pending(operand.quantity, step, &graph))
      case Self.missing:
        try leaf(operand.quantity, step, &graph, reader: top.quantity)
        stack[stack.count - 1].next += 1
      case Self.onStack:
        let path = stack.drop { $0.quantity != operand.quantity || $0.time != step }
        let ids = path.map { id($0.quantity, $0.time) } + [id(operand.quantity, step)]
        throw .cycle(path: ids)
      default: stack[stack.count - 1].next += 1
      }
    }
  }

  private func node(_ quantity: Int, _ time: Int) -> Int32 {
    guard isTimed[quantity] else { return nodes[quantity][0] }
    let place = time + margin
    return nodes[quantity].indices.contains(place) ? nodes[quantity][place] : Self.missing
  }

  private mutating func set(_ quantity: Int, _ time: Int, to node: Int32) {
    let place = isTimed[quantity] ? time + margin : 0
    // Time steps after the last one are few.
    while place >= nodes[quantity].count { nodes[quantity].append(Self.missing) }
    nodes[quantity][place] = node
  }

  private func id(_ quantity: Int, _ time: Int) -> String {
    let name = quantities[quantity].name
    return name.isTimed ? "\(name.text)_\(time)" : name.text
  }

  /// The time step that an operand refers to in its reader.
  private func step(_ operand: Operand, _ reader: Pending) throws(UnrollingError) -> Int {
    func name(_ quantity: Int) -> String { quantities[quantity].name.text }
    let step: Int
    switch operand.time {
    case nil: return 0
    case .absolute(let absolute): step = absolute
    case .relative(let offset):
      guard isTimed[reader.quantity] else {
        throw .timeIndexWithoutTime(name: name(operand.quantity), in: name(reader.quantity))
      }
      step = reader.time + offset
    }
    let read = quantities[operand.quantity]
    if step < 1, isBackward[operand.quantity] {
      throw .backwardBeforeTheStart(
        name: read.name.text, time: step, in: name(reader.quantity))
    }
    let last = lengthOf[operand.quantity]
    guard step > last, !isBackward[operand.quantity] else { return step }
    // What is no recurrence may be read after its end, if the lesson gives the value there.
    let furthest = furthestStep(of: operand, step, reader)
    let isNext = furthest == last + 1 && !(times.isRecurrent(read.name.text))
    guard isNext, network.final[read.name.text] != nil else {
      throw .pastTheEnd(
        name: read.name.text, time: furthest, last: last, takesFinal: isNext,
        in: name(reader.quantity))
    }
    return step
  }

  /// The last of the time steps that a formula names of an operand, as in `h[1..9]`; `step` if it names
  /// none.
  private func furthestStep(of operand: Operand, _ step: Int, _ reader: Pending) -> Int {
    guard case .absolute = operand.time else { return step }
    return operandsOfProgram[reader.program].filter { $0.quantity == operand.quantity }
      .map { if case .absolute(let time) = $0.time { time } else { step } }.max() ?? step
  }

  private mutating func pending(
    _ quantity: Int, _ time: Int, _ graph: inout UnrolledGraph
  ) throws(UnrollingError) -> Pending {
    let equation = equationOf[quantity]
    if programOfEquation[equation] < 0 { try compile(equation, &graph) }
    set(quantity, time, to: Self.onStack)
    return Pending(quantity: quantity, time: time, program: programOfEquation[equation])
  }

  private mutating func compile(
    _ index: Int, _ graph: inout UnrolledGraph
  ) throws(UnrollingError) {
    let equation = network.equations[index]
    let shapes = shapes
    let expression = overTime(equation).withColumnsOfNumbers { shapes.shape(of: $0) }
    var operands: [Operand] = []
    for (symbol, _) in expression.symbols {
      guard let quantity = quantityOfName[Name(symbol)] else {
        throw .unknown(name: symbol.text, in: equation.name)
      }
      operands.append(Operand(quantity: quantity, time: symbol.time))
    }
    // Parameters take the last slots: readers look first for what flows through time.
    let isParameter = operands.map { quantities[$0.quantity].known?.role == .parameter }
    let order =
      isParameter.indices.filter { !isParameter[$0] }
      + isParameter.indices.filter { isParameter[$0] }
    var slots = Array(repeating: 0, count: order.count)
    for (slot, occurrence) in order.enumerated() { slots[occurrence] = slot }
    do throws(ShapeError) {
      let program = try Program(expression, slots: slots) { shapes.shape(of: $0) }
      graph.programs.append(program)
      graph.slotsOfOccurrences.append(slots)
    } catch {
      throw .shape(error, in: equation.name)
    }
    graph.expressions.append(expression)
    operandsOfProgram.append(operands)
    programOfEquation[index] = graph.programs.count - 1
  }

  /// Expands `sum(Loss[t])` and the like over the time steps that have the operand.
  private func overTime(_ equation: Equation) -> Expression {
    equation.replacingOverTime { function, operand in
      let symbols = operand.symbols.map(\.symbol)
      let length = shapes.steps(of: operand)
      let steps = stride(from: 1, through: length, by: 1).filter { time in
        isMissing.isEmpty || !symbols.contains { isGap($0, at: time) }
      }
      return Expression.over(steps.map { operand.at($0) }, by: function)
    }
  }

  // MARK: Nodes

  private mutating func leaf(
    _ quantity: Int, _ time: Int, _ graph: inout UnrolledGraph, reader: Int
  ) throws(UnrollingError) {
    let place = quantities[quantity]
    let name = place.name.text
    var value: Value?
    var role = UnrolledGraph.Role.initial
    if let known = place.known {
      (value, role) = known
    } else if time > lengthOf[quantity] {
      value = time == lengthOf[quantity] + 1 ? network.final[name] : nil
      if place.series >= 0 { role = .input }
    } else if place.equation >= 0 {
      value = time == 0 ? network.initial[name] : nil
    } else if time >= 1 {
      let series = network.series[place.series]
      guard let given = series.values[time - 1] else {
        throw .missingTarget(name: name, time: time, in: quantities[reader].name.text)
      }
      value = given
      role = series.isTarget ? .target : .input
    } else {
      guard time == 0, let given = network.initial[name] else {
        throw .beforeTheStart(name: name, time: time, in: quantities[reader].name.text)
      }
      value = given
      role = .input
    }
    set(quantity, time, to: Int32(graph.nodes.count))
    graph.append(
      .init(name: name, time: place.name.isTimed ? time : nil, role: role, shape: place.shape),
      program: -1)
    let range = graph.range(of: graph.nodes.count - 1)
    switch value {
    case nil: break
    case .scalar(let number): graph.leafValues[range.lowerBound] = number
    case let value?: graph.leafValues.replaceSubrange(range, with: value.components)
    }
    graph.operandOffsets.append(range.lowerBound)
    graph.slotStarts.append(graph.operandNodes.count)
  }

  private mutating func append(_ pending: Pending, _ graph: inout UnrolledGraph) {
    let place = quantities[pending.quantity]
    let node = graph.nodes.count
    set(pending.quantity, pending.time, to: Int32(node))
    let time = place.name.isTimed ? pending.time : nil
    graph.append(
      .init(
        name: place.name.text, time: time, role: .computed(place.equation), shape: place.shape),
      program: pending.program)
    let start = graph.operandNodes.count
    let slots = graph.slotsOfOccurrences[pending.program]
    graph.operandNodes += repeatElement(0, count: slots.count)
    graph.operandOffsets += repeatElement(0, count: slots.count)
    if network.truncation != nil {
      graph.isSlotCut += repeatElement(false, count: start + slots.count - graph.isSlotCut.count)
    }
    for (occurrence, operand) in operandsOfProgram[pending.program].enumerated() {
      // The time step was in range when the operand was built.
      let step = (try? self.step(operand, pending)) ?? 0
      let from = Int(self.node(operand.quantity, step))
      let slot = start + slots[occurrence]
      graph.operandNodes[slot] = Int32(from)
      graph.operandOffsets[slot + node] = graph.offsets[from]
      // Quantities with times of their own have no chunks in common.
      if let length = network.truncation, let time, isTimed[operand.quantity],
        times.sharesTime(place.name.text, quantities[operand.quantity].name.text)
      {
        graph.isSlotCut[slot] =
          chunk(step, length, of: operand.quantity) < chunk(time, length, of: operand.quantity)
      }
    }
    graph.operandOffsets.append(graph.offsets[node])
    graph.slotStarts.append(graph.operandNodes.count)
  }

  /// Time steps 1…k are one chunk, together with time 0 and earlier; where time runs backwards, the
  /// last k, together with what is after them.
  private func chunk(_ time: Int, _ length: Int, of quantity: Int) -> Int {
    max(0, isBackward[quantity] ? lengthOf[quantity] - time : time - 1) / length
  }
}

extension UnrolledGraph {
  fileprivate mutating func reserve(_ count: Int) {
    nodes.reserveCapacity(count)
    offsets.reserveCapacity(count)
    leafValues.reserveCapacity(count)
    programOfNode.reserveCapacity(count)
    slotStarts.reserveCapacity(count)
    operandNodes.reserveCapacity(2 * count)
    operandOffsets.reserveCapacity(3 * count)
  }

  fileprivate mutating func append(_ node: Node, program: Int) {
    offsets.append(leafValues.count)
    nodes.append(node)
    programOfNode.append(Int32(program))
    for _ in 0..<node.shape.count { leafValues.append(0) }
  }
}
