import Formulas

/// The computational graph of a network over its time steps.
///
/// Nodes are in creation order, which is a topological order: every operand comes before its
/// reader. There is an operand slot for each occurrence in a formula, so `a * a` has two, which make
/// one edge unless the network separates its readings. A node's slots list computed operands and
/// inputs first, then the parameters, each in order of appearance. All values
/// are stored one after another in one array, matrices row by row.
public struct UnrolledGraph: Sendable {
  /// What a node is.
  public enum Role: Hashable, Sendable {
    /// A shared weight or bias.
    case parameter
    /// A value from outside.
    case input
    /// A known answer.
    case target
    /// A state at time 0 or earlier.
    case initial
    /// Computed by the equation of this index in `network.equations`.
    case computed(Int)
  }

  /// One quantity at one time step.
  public struct Node: Hashable, Sendable {
    /// The quantity's name.
    public let name: String
    /// The time step, `nil` without time.
    public let time: Int?
    /// What the node is.
    public let role: Role
    /// Whether the node holds a number, vector or matrix.
    public let shape: Shape

    /// A stable identifier: `name_time`, or `name` without time.
    public var id: String { time.map { "\(name)_\($0)" } ?? name }
    /// The node as a symbol of a formula.
    public var symbol: Symbol { Symbol(name, time: time.map { .absolute($0) }) }
  }

  /// The unrolled network, with its equations as they are computed: a sum over a single number is
  /// removed, and `v[2]` of a vector without time is its component.
  public private(set) var network: Network
  /// All nodes, operands before readers.
  public internal(set) var nodes: [Node] = []
  /// The values of leaves at their places; 0 elsewhere.
  var leafValues: [Double] = []
  /// Where each node's value starts among all values.
  var offsets: [Int] = []
  /// Where each node's slots start in `operandNodes`; one more entry than there are nodes.
  var slotStarts: [Int] = [0]
  /// The operand of each slot, as a node.
  var operandNodes: [Int32] = []
  /// For each node, where its slots' values start, then where its own starts: the slots of node `n`
  /// start at `slotStarts[n] + n`.
  var operandOffsets: [Int] = []
  /// Whether truncation cuts each slot's edge; empty without truncation.
  var isSlotCut: [Bool] = []
  /// Which program computes a node, −1 for a leaf.
  var programOfNode: [Int32] = []
  /// The programs that compute nodes.
  var programs: [Program] = []
  /// For each program, the slot that each occurrence of a symbol fills.
  var slotsOfOccurrences: [[Int]] = []
  /// The expression behind each program, with relative times if the equation has time.
  var expressions: [Expression] = []
  /// The node of the outcome.
  public internal(set) var outcome = 0
  private var secondOfID: Set<Int> = []
  /// The slots of each edge, for the nodes of which some edge has several.
  private(set) var sharedSlots: [Int: [[Int]]] = [:]
  /// The shape of each quantity.
  let shapes: NetworkShapes
  /// The time steps of each quantity.
  public var times: NetworkTimes { shapes.times }

  /// Unrolls a network.
  ///
  /// - Throws: `UnrollingError` for a cycle, an unknown name, a time index out of range, or shapes
  ///   that do not fit.
  /// - Complexity: O(n), n the number of operand slots of all nodes; no recursion over time.
  public init(of network: Network) throws(UnrollingError) {
    shapes = try NetworkShapes(of: network)
    if let error = shapes.times.errors.first ?? shapes.errors.first { throw error }
    var resolved = network
    resolved.equations = shapes.equations
    resolved.stepCount = max(0, shapes.times.longest)
    self.network = resolved
    var unroller = Unroller(resolved, shapes, shapes.times)
    try unroller.unroll(into: &self)
    secondOfID = Self.secondOfID(nodes)
    if !network.separatesReadings { shareSlots() }
  }

  /// Returns the same graph with other values of the parameters, in the network's order.
  ///
  ///     let after = try Trace(of: graph.setting(parameters: step.updated))
  public func setting(parameters values: [Value]) -> UnrolledGraph {
    precondition(values.map(Shape.init(of:)) == network.parameters.map { Shape(of: $0.value) })
    var changed = self
    for (place, value) in values.enumerated() {
      changed.network.parameters[place] = NamedValue(network.parameters[place].name, value)
      changed.leafValues.replaceSubrange(range(of: place), with: value.components)
    }
    return changed
  }

  /// Gives each reading of a quantity an edge of its own.
  mutating func separateReadings() { sharedSlots = [:] }

  /// Finds the nodes that read an operand several times.
  private mutating func shareSlots() {
    var latestReader = [Int32](repeating: -1, count: nodes.count)
    for reader in nodes.indices {
      var isRepeated = false
      for operand in operandNodes[slotRange(of: reader)] {
        if latestReader[Int(operand)] == reader { isRepeated = true }
        latestReader[Int(operand)] = Int32(reader)
      }
      guard isRepeated else { continue }
      var groups: [[Int]] = []
      var groupOfOperand: [Int32: Int] = [:]
      for (slot, operand) in operandNodes[slotRange(of: reader)].enumerated() {
        if let group = groupOfOperand[operand] {
          groups[group].append(slot)
        } else {
          groupOfOperand[operand] = groups.count
          groups.append([slot])
        }
      }
      sharedSlots[reader] = groups
    }
  }

  /// The ids of all nodes, each unique: a quantity may be called `h_1` beside h at time 1, and the
  /// second of the two is `h_1#2`.
  ///
  ///     graph.uniqueIDs  // ["W_h", "W_x", "h_0", "x_1", "h_1", …]
  ///
  /// - Complexity: O(n), n the number of nodes.
  public var uniqueIDs: [String] { nodes.indices.map(uniqueID(of:)) }

  /// Returns the id of a node by which no other node is called.
  public func uniqueID(of node: Int) -> String {
    nodes[node].id + (secondOfID.contains(node) ? "#2" : "")
  }

  /// The nodes with an id that an earlier one has: `h_1` without time, and h at time 1.
  private static func secondOfID(_ nodes: [Node]) -> Set<Int> {
    let timed = Set(nodes.lazy.filter { $0.time != nil }.map(\.name))
    let doubtful = Set(
      nodes.lazy.filter { $0.time == nil }.map(\.name).filter { name in
        name.lastIndex(of: "_").map { timed.contains(String(name[..<$0])) } ?? false
      })
    guard !doubtful.isEmpty else { return [] }
    var known: Set<String> = []
    return Set(
      nodes.indices.filter {
        doubtful.contains(nodes[$0].id) && !known.insert(nodes[$0].id).inserted
      })
  }

  /// Returns the operands of a node, slot by slot.
  public func operands(of node: Int) -> [Int] {
    operandNodes[slotRange(of: node)].map(Int.init)
  }

  /// Returns the operand of each edge into a node, in the edges' order: each operand once, unless the
  /// network separates its readings.
  ///
  ///     graph.edgeOperands(of: q).map { graph.nodes[$0].id }  // ["a"], of q = a · a
  public func edgeOperands(of node: Int) -> [Int] {
    let operands = operands(of: node)
    return sharedSlots[node].map { $0.map { operands[$0[0]] } } ?? operands
  }

  /// Returns whether truncation cuts each of a node's slots.
  public func cuts(of node: Int) -> [Bool] {
    slotRange(of: node).map { isSlotCut.indices.contains($0) && isSlotCut[$0] }
  }

  /// Returns the nodes that a node's gradient flows to, each once: its operands except those that
  /// truncation cuts off.
  ///
  ///     graph.gradientOperands(of: h2).map { graph.nodes[$0].id }  // ["h_1", "x_2", "W_h", "W_x"]
  public func gradientOperands(of node: Int) -> [Int] {
    var seen = Set<Int>()
    return slotRange(of: node).filter { !(isSlotCut.indices.contains($0) && isSlotCut[$0]) }
      .map { Int(operandNodes[$0]) }.filter { seen.insert($0).inserted }
  }

  /// Returns whether gradients flow back from one node to another, along any path.
  ///
  ///     graph.hasGradientPath(from: graph.outcome, to: h0)  // true
  ///     graph.hasGradientPath(from: h0, to: graph.outcome)  // false
  ///
  /// - Complexity: O(n), n the number of operand slots between the two.
  public func hasGradientPath(from start: Int, to end: Int) -> Bool {
    guard end < start else { return end == start }
    var depends = [Bool](repeating: false, count: start - end + 1)
    depends[0] = true
    for node in end + 1...start {
      depends[node - end] = gradientOperands(of: node).contains { $0 >= end && depends[$0 - end] }
    }
    return depends[start - end]
  }

  /// Returns the value that a node is given, `nil` for one that is computed.
  ///
  ///     graph.leafValue(of: weight)  // −5
  public func leafValue(of node: Int) -> Value? {
    programOfNode[node] < 0
      ? Value(nodes[node].shape, Array(leafValues[range(of: node)])) : nil
  }

  /// Returns the node with this id.
  public func node(id: String) -> Int? { nodes.firstIndex { $0.id == id } }

  /// Returns the nodes with these ids, in their order; an id of no node is left out.
  ///
  /// - Complexity: O(n), n the number of nodes and of ids.
  public func nodes(ids: [String]) -> [Int] {
    if ids.count < 2 { return ids.compactMap(node(id:)) }
    let places = Dictionary(
      nodes.indices.map { (nodes[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
    return ids.compactMap { places[$0] }
  }

  /// Returns the formula of a computed node at its own time step, `nil` for a leaf.
  public func expression(of node: Int) -> Expression? {
    let program = Int(programOfNode[node])
    guard program >= 0 else { return nil }
    return nodes[node].time.map { expressions[program].at($0) } ?? expressions[program]
  }

  /// Returns the slot that the node's `occurrence`-th symbol, in order of appearance, fills.
  public func slot(ofOccurrence occurrence: Int, in node: Int) -> Int {
    slotsOfOccurrences[Int(programOfNode[node])][occurrence]
  }

  func slotRange(of node: Int) -> Range<Int> { slotStarts[node]..<slotStarts[node + 1] }

  /// The places of a node's components among all values.
  func range(of node: Int) -> Range<Int> {
    offsets[node]..<offsets[node] + nodes[node].shape.count
  }

  func program(of node: Int) -> Program? {
    programOfNode[node] < 0 ? nil : programs[Int(programOfNode[node])]
  }
}
