import Formulas

/// The same network with other small numbers, for a quiz in which no two students have the same
/// answer.
///
///     var variants = Variants(of: network, asking: ["h_0"], seed: 7)
///     let trace = try variants.next()   // weights, embeddings and states are other integers
///
/// The set of quantities, the tokens and the zeros do not change. Numbers are drawn until the
/// answers can be read and written easily: see `isReadable`.
public struct Variants {
  private let network: Network
  private let asked: [String]
  private var random: SplitMix64
  private var seen: Set<Network.Numbers> = []
  private let keepsIntegers: Bool

  // After this many draws, a readable variant is unlikely to come. The draws of a large network take
  // long, so they are limited by the number of nodes that are drawn.
  private static let mostDraws = 20_000
  private static let fewestDraws = 100
  private static let mostNodes = 1_000_000
  /// The largest magnitude of a value or gradient of a variant.
  private static let largest = 99.0
  /// The least magnitude of the largest component of a gradient that is asked for.
  private static let leastAnswer = 0.01

  /// Prepares variants; the network itself is not among them.
  ///
  /// - Parameters:
  ///   - network: the lesson's network.
  ///   - asked: the ids of the nodes whose gradients the quiz asks for.
  ///   - seed: the same seed gives the same variants.
  public init(of network: Network, asking asked: [String], seed: UInt64) {
    self.network = network
    self.asked = asked
    random = SplitMix64(seed: seed)
    seen = [network.numbers]
    keepsIntegers = network.equations.allSatisfy(\.expression.keepsIntegers)
  }

  /// Returns the trace of another variant, `nil` if no other readable one is found.
  public mutating func next() -> Trace? {
    var draws = 0
    var nodes = 0
    while draws < Self.fewestDraws || draws < Self.mostDraws && nodes < Self.mostNodes {
      draws += 1
      var drawn = network
      drawn.numbers = changed(network.numbers)
      guard !seen.contains(drawn.numbers), let graph = try? UnrolledGraph(of: drawn) else {
        continue
      }
      nodes += graph.nodes.count
      guard let trace = try? Trace(of: graph), isReadable(trace) else { continue }
      seen.insert(drawn.numbers)
      return trace
    }
    return nil
  }

  /// Whether all values and gradients have at most two digits before the point, and each answer is
  /// more than almost 0.
  private func isReadable(_ trace: Trace) -> Bool {
    guard trace.values.allSatisfy({ abs($0) <= Self.largest }),
      trace.gradients.allSatisfy({ abs($0) <= Self.largest })
    else { return false }
    return asked.allSatisfy { id in
      guard let node = trace.graph.node(id: id) else { return false }
      return trace.gradient(of: node).components.contains { abs($0) >= Self.leastAnswer }
    }
  }

  /// Other integers in place of all numbers but 0; small ones before a function that saturates.
  private mutating func changed(_ numbers: Network.Numbers) -> Network.Numbers {
    var changed = numbers
    for (index, value) in numbers.values.enumerated() {
      let drawn = value.components.map { number -> Double in
        guard number != 0 else { return 0 }
        let size = Double(Int.random(in: 1...(keepsIntegers ? 5 : 2), using: &random))
        return Bool.random(using: &random) ? size : -size
      }
      changed.values[index] = Value(Shape(of: value), drawn)
    }
    return changed
  }
}

extension Trace {
  /// Returns the first of some nodes that no gradient reaches, whatever the numbers are: there is no
  /// way to it from the loss, or truncation cuts every one.
  ///
  /// - Parameter ids: the nodes' ids.
  /// - Complexity: O(n), n the number of slots.
  public func unreached(of ids: [String]) -> String? {
    var isReached = [Bool](repeating: false, count: graph.nodes.count)
    isReached[graph.outcome] = true
    for node in graph.nodes.indices.reversed() where isReached[node] {
      for edge in edges(into: node) where !edge.isCut { isReached[edge.from] = true }
    }
    return ids.first { id in graph.node(id: id).map { !isReached[$0] } ?? false }
  }
}

extension Network {
  /// All numbers that a lesson chooses, in a fixed order.
  struct Numbers: Hashable {
    fileprivate var values: [Value]
  }

  /// Parameters, inputs, initial states and, if tokens have embeddings that are not one-hot, those
  /// embeddings.
  fileprivate(set) var numbers: Numbers {
    get {
      Numbers(
        values: parameters.map(\.value) + inputs.map(\.value)
          + initial.sorted { $0.key < $1.key }.map(\.value) + changingEmbeddings
          + series.filter { isChanging($0) }.flatMap { $0.values.compactMap(\.self) })
    }
    set {
      var rest = newValue.values[...]
      func next(_ old: Value) -> Value { rest.popFirst() ?? old }
      parameters = parameters.map { NamedValue($0.name, next($0.value)) }
      inputs = inputs.map { NamedValue($0.name, next($0.value)) }
      for (name, value) in initial.sorted(by: { $0.key < $1.key }) { initial[name] = next(value) }
      if !changingEmbeddings.isEmpty { embeddings = embeddings.map(next) }
      series = series.map { old in
        if isChanging(old) {
          return Series(
            old.name, old.values.map { $0.map(next) }, tokens: old.tokens, isTarget: old.isTarget)
        }
        guard let tokens = old.tokens, !old.isTarget, !changingEmbeddings.isEmpty else {
          return old
        }
        let values = tokens.map { token in vocabulary.firstIndex(of: token).map { embeddings[$0] } }
        return Series(old.name, values, tokens: tokens)
      }
    }
  }

  private var changingEmbeddings: [Value] { hasOneHotEmbeddings ? [] : embeddings }

  /// Whether a series has numbers to change; targets keep theirs, which may be classes.
  private func isChanging(_ series: Series) -> Bool { series.tokens == nil && !series.isTarget }
}

extension Expression {
  /// Whether integer inputs give integers, in the value and in the gradients.
  fileprivate var keepsIntegers: Bool {
    let isPlain: Bool =
      switch kind {
      case .quotient: false
      case .call(let function, _): [.identity, .relu, .abs, .max, .min, .sum].contains(function)
      default: true
      }
    return isPlain && operands.allSatisfy(\.keepsIntegers)
  }
}
