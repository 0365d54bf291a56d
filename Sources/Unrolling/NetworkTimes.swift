import Formulas

/// The time of a network's quantities: how many time steps each has, and which way its time runs.
///
/// Quantities that read each other at `[t]`, `[t-1]` or `[t+1]` have the same time steps, as many as
/// the inputs among them. An encoder and a decoder that reads it at fixed time steps have times of
/// their own. A recurrence runs backwards if its quantities read each other at later time steps.
public struct NetworkTimes: Sendable {
  /// Which way a recurrence runs.
  public enum Direction: Hashable, Sendable {
    /// From the first time step to the last; also of what is no recurrence.
    case forward
    /// From the last time step to the first: `b[t+1]` is read.
    case backward
  }

  /// A length with the reason for it.
  struct Length: Hashable, Sendable {
    let count: Int
    /// The input or the targets with so many values; `nil` for the network's `stepCount`.
    let series: String?
  }

  private let names: [String: Int]
  private let lengths: [Length?]
  private let directions: [Direction]
  private let areRecurrent: [Bool]
  /// For each quantity, one that stands for all with the same time steps.
  private let axes: [Int]
  /// The parts of the forward pass, in order, for each equation: the time steps of one stage are
  /// computed in the order of time or, where time runs backwards, in the opposite order.
  public let stages: [Int]
  /// What does not fit; quantities with errors still have a length and a direction.
  public let errors: [UnrollingError]
  private let usual: Int
  /// Whether some quantity has the length that the lesson gives.
  public let usesGivenLength: Bool

  /// Finds the times of a network's quantities.
  ///
  /// - Complexity: O(n), n the number of symbols in all formulas.
  init(of network: Network) {
    usual = network.stepCount
    var graph = TimeGraph(network)
    names = graph.names
    lengths = graph.lengths(network)
    axes = graph.axes
    usesGivenLength = lengths.contains { $0?.series == nil }
    let components = graph.components
    directions = graph.directions(components)
    areRecurrent = graph.areRecurrent(components)
    stages = graph.stages(components, directions)
    errors = graph.errors
  }

  /// Returns the number of time steps of a quantity.
  public func length(of name: String) -> Int {
    names[name].flatMap { lengths[$0]?.count } ?? usual
  }

  /// Returns which way a quantity's time runs.
  public func direction(of name: String) -> Direction {
    names[name].map { directions[$0] } ?? .forward
  }

  /// Whether a quantity depends on itself at another time step.
  public func isRecurrent(_ name: String) -> Bool { names[name].map { areRecurrent[$0] } ?? false }

  /// Whether two quantities have the same time steps, because formulas connect them at `[t]`, `[t-1]`
  /// or `[t+1]`.
  func sharesTime(_ one: String, _ other: String) -> Bool {
    guard let one = names[one], let other = names[other] else { return false }
    return axes[one] == axes[other]
  }

  /// The last time steps of the recurrences that are shorter than the longest.
  public var ownEnds: Set<Int> {
    Set(
      names.values.filter { areRecurrent[$0] }.compactMap { lengths[$0]?.count }
    ).subtracting([longest])
  }

  /// Whether some recurrence runs backwards.
  public var hasBackward: Bool { directions.contains(.backward) }

  /// The number of time steps of the longest quantity.
  public var longest: Int { lengths.compactMap { $0?.count }.max() ?? usual }
}

extension Network {
  /// The time steps of its quantities.
  public var times: NetworkTimes { NetworkTimes(of: self) }
}

/// Which quantities with time read which, and when relative to their own time step.
private struct TimeGraph {
  /// A quantity that an equation reads, at an offset from its own time step.
  struct Reading {
    let quantity: Int
    let offset: Int
  }

  private(set) var names: [String: Int] = [:]
  private(set) var errors: [UnrollingError] = []
  private(set) var axes: [Int] = []
  private var all: [String] = []
  /// For each quantity, what its equation reads; empty for a series.
  private var readings: [[Reading]] = []
  private let equations: [(index: Int, quantity: Int)]

  init(_ network: Network) {
    for series in network.series where names[series.name] == nil {
      names[series.name] = all.count
      all.append(series.name)
    }
    for equation in network.equations where equation.isTimed && names[equation.name] == nil {
      names[equation.name] = all.count
      all.append(equation.name)
    }
    readings = Array(repeating: [], count: all.count)
    var equations: [(Int, Int)] = []
    for (index, equation) in network.equations.enumerated() where equation.isTimed {
      guard let quantity = names[equation.name] else { continue }
      equations.append((index, quantity))
      for (symbol, isOverTime) in equation.readings where !isOverTime {
        guard case .relative(let offset)? = symbol.time, let read = names[symbol.name] else {
          continue
        }
        readings[quantity].append(Reading(quantity: read, offset: offset))
      }
    }
    self.equations = equations
  }

  // MARK: Lengths

  /// Joins the quantities that read each other, equation by equation, and reports where two with
  /// different lengths would have the same time steps.
  mutating func lengths(_ network: Network) -> [NetworkTimes.Length?] {
    var group = Array(all.indices)
    func root(_ quantity: Int) -> Int {
      var place = quantity
      while group[place] != place {
        group[place] = group[group[place]]
        place = group[place]
      }
      return place
    }
    var length = [NetworkTimes.Length?](repeating: nil, count: all.count)
    for series in network.series {
      guard let quantity = names[series.name] else { continue }
      length[quantity] = .init(count: series.values.count, series: series.name)
    }
    for (index, quantity) in equations {
      for reading in readings[quantity] {
        let (own, other) = (root(quantity), root(reading.quantity))
        guard own != other else { continue }
        if let first = length[own], let second = length[other], first.count != second.count {
          errors.append(
            .lengthsDiffer(
              in: network.equations[index].name,
              .init(name: all[quantity], count: first.count, series: first.series),
              .init(name: all[reading.quantity], count: second.count, series: second.series)))
          continue
        }
        group[other] = own
        length[own] = length[own] ?? length[other]
      }
    }
    axes = all.indices.map(root)
    // A recurrence without an input has the length that the others agree on, or the lesson's.
    let counts = Set(network.series.map(\.values.count))
    let usual: Int? = network.length ?? (counts.count > 1 ? nil : network.stepCount)
    return all.indices.map { quantity in
      if let found = length[root(quantity)] { return found }
      guard let usual else {
        if root(quantity) == quantity { errors.append(.lengthUnknown(name: all[quantity])) }
        return nil
      }
      return .init(count: usual, series: nil)
    }
  }

  // MARK: Directions

  /// The strongly connected sets of quantities, each after all those that it reads; by Tarjan's
  /// algorithm (R. Tarjan, "Depth-first search and linear graph algorithms", 1972), without
  /// recursion.
  var components: [[Int]] {
    var order = [Int](repeating: -1, count: all.count)
    var low = order
    var isOnStack = [Bool](repeating: false, count: all.count)
    var (stack, found, next): ([Int], [[Int]], Int) = ([], [], 0)
    for start in all.indices where order[start] < 0 {
      var calls = [(quantity: start, reading: 0)]
      while let (quantity, reading) = calls.last {
        if reading == 0 {
          order[quantity] = next
          low[quantity] = next
          next += 1
          stack.append(quantity)
          isOnStack[quantity] = true
        }
        if reading < readings[quantity].count {
          calls[calls.count - 1].reading += 1
          let read = readings[quantity][reading].quantity
          if order[read] < 0 {
            calls.append((read, 0))
          } else if isOnStack[read] {
            low[quantity] = min(low[quantity], order[read])
          }
          continue
        }
        calls.removeLast()
        if let reader = calls.last?.quantity { low[reader] = min(low[reader], low[quantity]) }
        guard low[quantity] == order[quantity] else { continue }
        var component: [Int] = []
        while let last = stack.popLast() {
          isOnStack[last] = false
          component.append(last)
          if last == quantity { break }
        }
        found.append(component)
      }
    }
    return found
  }

  /// For each quantity, whether it depends on itself.
  func areRecurrent(_ components: [[Int]]) -> [Bool] {
    var areRecurrent = [Bool](repeating: false, count: all.count)
    for component in components {
      let isLoop =
        component.count > 1
        || readings[component[0]].contains { $0.quantity == component[0] }
      for quantity in component { areRecurrent[quantity] = isLoop }
    }
    return areRecurrent
  }

  mutating func directions(_ components: [[Int]]) -> [NetworkTimes.Direction] {
    var directions = [NetworkTimes.Direction](repeating: .forward, count: all.count)
    for component in components {
      let members = Set(component)
      var later: (reader: Int, read: Int)?
      var earlier: (reader: Int, read: Int)?
      for reader in component.sorted() {
        for reading in readings[reader] where members.contains(reading.quantity) {
          if reading.offset > 0 { later = later ?? (reader, reading.quantity) }
          if reading.offset < 0 { earlier = earlier ?? (reader, reading.quantity) }
        }
      }
      guard let later else { continue }
      if let earlier {
        errors.append(
          .bothDirections(
            earlier: all[earlier.read], by: all[earlier.reader], later: all[later.read],
            in: all[later.reader]))
      }
      for quantity in component { directions[quantity] = .backward }
    }
    return directions
  }

  /// A recurrence that runs backwards is a stage after what it reads that runs forwards, and before
  /// what reads it; without one, there is a single stage.
  func stages(_ components: [[Int]], _ directions: [NetworkTimes.Direction]) -> [Int] {
    var stageOf = directions.map { $0 == .backward ? 1 : 0 }
    for component in components {
      let members = Set(component)
      var stage = stageOf[component[0]]
      for quantity in component {
        for reading in readings[quantity] where !members.contains(reading.quantity) {
          let isTurned = directions[reading.quantity] != directions[quantity]
          stage = max(stage, stageOf[reading.quantity] + (isTurned ? 1 : 0))
        }
      }
      for quantity in component { stageOf[quantity] = stage }
    }
    let count = (equations.map(\.index).max() ?? -1) + 1
    var stages = [Int](repeating: 0, count: count)
    for (index, quantity) in equations { stages[index] = stageOf[quantity] }
    return stages
  }
}

extension Equation {
  /// What the equation reads, in order of appearance, and whether at all time steps at once: in an
  /// equation with time by `last(h[t])` and `stack(h[t])`, in one without by every function over time.
  ///
  ///     equation.readings.map(\.isOverTime)  // of s[t] = tanh(s[t-1] + last(h[t])): [false, true]
  public var readings: [(symbol: Symbol, isOverTime: Bool)] {
    func readings(_ expression: Expression) -> [(Symbol, Bool)] {
      if expression.overAllTime != nil {
        return expression.symbols.map { symbol, _ in
          if case .relative = symbol.time { (symbol, true) } else { (symbol, false) }
        }
      }
      if case .symbol(let symbol) = expression.kind {
        guard !isTimed, case .relative = symbol.time else { return [(symbol, false)] }
        return [(symbol, true)]
      }
      return expression.operands.flatMap(readings)
    }
    return readings(expression)
  }
}
