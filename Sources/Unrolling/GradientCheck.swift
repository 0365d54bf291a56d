import Formulas

/// Compares the gradients of a trace's leaves with central finite differences.
///
///     GradientCheck(of: trace).agrees        // true: every component of every leaf
///     GradientCheck(sampling: trace).agrees  // true: each leaf along one direction
///
/// A difference is computed at several widths and the one that agrees best counts, because no
/// single width suits a network whose gradient vanishes or explodes. At a kink (relu at 0) the two
/// one-sided slopes differ, and any gradient between them is correct. Where several kinks meet, the
/// chain rule multiplies their conventions, and the result need not be between the slopes: of
/// leaky_relu(−leaky_relu(x)) at 0 it is −0.01², but both slopes are −0.01. There, the gradient is
/// checked at a point nearby. Operands of edges that
/// truncation cuts are held fixed: the reader sees the original value. An input that only selects a
/// component, such as the class in `v[k]`, cannot be varied and is left out.
public struct GradientCheck: Sendable {
  /// The analytic and the numeric gradient of one leaf.
  public struct Entry: Hashable, Sendable {
    /// The leaf's id; for leaves that are moved together, the ids of the first and the last.
    public let id: String
    /// The gradient by reverse mode or, along a sampled direction, gradient · direction.
    public let analytic: Value
    /// The same by central difference.
    public let numeric: Value
    /// The worst component's |analytic − numeric|, relative to the larger of the two, or to the
    /// resolution of a difference if both are tiny.
    public let relativeError: Double
    /// Whether a component is at a kink, where there is no derivative to agree with.
    public var isAtKink = false
    /// Whether all components agree, or are at a kink with the gradient between the slopes, or
    /// where several kinks meet and agree nearby.
    public let agrees: Bool
  }

  /// The largest relative error that still counts as agreement.
  public static let tolerance = 1e-5

  /// The leaves, in the graph's order.
  public let entries: [Entry]
  /// Whether all agree.
  public var agrees: Bool { entries.allSatisfy(\.agrees) }

  init(entries: [Entry]) { self.entries = entries }

  /// Checks the traces of several samples in the same way; each leaf is named with its sample.
  ///
  ///     GradientCheck(ofSamples: training.traces).entries[0].id  // sample 1: W_h
  public init(ofSamples traces: [Trace]) {
    entries = traces.enumerated().flatMap { sample, trace in
      GradientCheck(of: trace).entries.map { entry in
        Entry(
          id: "sample \(sample + 1): \(entry.id)", analytic: entry.analytic,
          numeric: entry.numeric, relativeError: entry.relativeError, isAtKink: entry.isAtKink,
          agrees: entry.agrees)
      }
    }
  }

  /// Checks every component of parameters, initial states and inputs.
  ///
  /// - Complexity: O(components of all leaves · operations).
  public init(of trace: Trace) {
    let graph = trace.graph
    var difference = CentralDifference(of: trace)
    var neighbour = Neighbour(of: trace)
    entries = graph.checkedLeaves.map { leaf in
      let found = graph.range(of: leaf).map { place in
        let length = difference.length(at: place)
        let result = difference.along([(place, length)])
        let agrees = result.agrees || neighbour.agrees(at: place)
        return (numeric: result.numeric / length, error: result.error, agrees: agrees)
      }
      return Entry(
        id: graph.uniqueID(of: leaf), analytic: trace.gradient(of: leaf),
        numeric: Value(graph.nodes[leaf].shape, found.map(\.numeric)),
        relativeError: found.map(\.error).max() ?? 0,
        isAtKink: found.contains { $0.agrees && !($0.error <= Self.tolerance) },
        agrees: found.allSatisfy(\.agrees))
    }
  }

  /// Checks the gradient of each leaf along one seeded random direction: a few forward passes per
  /// leaf, instead of a few per component.
  ///
  /// With g the gradient and d the direction, g · d is compared with the difference of the loss
  /// along d: an error in g goes unnoticed only if it is orthogonal to d. In a long sequence, the
  /// inputs of neighbouring time steps are moved together, in groups large enough to bound the work.
  /// A leaf that disagrees along its direction is then checked component by component.
  ///
  /// - Complexity: O(parameters · operations), and a bounded number of passes for inputs.
  public init(sampling trace: Trace) {
    var difference = CentralDifference(of: trace)
    self.init(sampling: &difference)
  }

  // About a tenth of a second.
  private static let mostWork = 10_000_000

  init(sampling difference: inout CentralDifference) {
    let trace = difference.trace
    let graph = trace.graph
    var random = SplitMix64(seed: 1)
    let passWork = max(
      1,
      graph.operandNodes.reduce(graph.leafValues.count) {
        $0 + graph.nodes[Int($1)].shape.count
      })
    let passes = max(1, Self.mostWork / passWork / 2)
    var neighbour = Neighbour(of: trace)
    var entries: [Entry] = []
    for group in graph.leafGroups(mostInputGroups: passes) {
      let places = group.flatMap { graph.range(of: $0) }
      let lengths = places.map { difference.length(at: $0) }
      let result = difference.along(
        zip(places, lengths).map { ($0, $1 * random.offZero()) })
      // If several components are at kinks, each one's gradient is between its slopes only on its
      // own.
      let agrees =
        result.agrees
        || zip(places, lengths).allSatisfy { place, length in
          difference.along([(place, length)]).agrees || neighbour.agrees(at: place)
        }
      let ids = [group[0]] + (group.count > 1 ? [group[group.count - 1]] : [])
      entries.append(
        Entry(
          id: ids.map { graph.uniqueID(of: $0) }.joined(separator: " … "),
          analytic: .scalar(result.analytic), numeric: .scalar(result.numeric),
          relativeError: result.error, isAtKink: agrees && !result.agrees, agrees: agrees))
    }
    self.entries = entries
  }
}

/// Gradients that finite differences do not confirm.
public struct GradientDisagreement: Error, Hashable, Sendable, CustomStringConvertible {
  /// The ids of the leaves; at least one.
  public let ids: [String]

  /// Which gradients they are, in a sentence without a full stop.
  public var description: String {
    ids.count == 1
      ? "the gradient of \(ids[0]) disagrees with its finite difference"
      : "the gradients of \(ids.joined(separator: ", ")) disagree with their finite differences"
  }
}

extension GradientCheck {
  /// The gradients that disagree; `nil` where all agree.
  public var disagreement: GradientDisagreement? {
    let ids = entries.filter { !$0.agrees }.map(\.id)
    return ids.isEmpty ? nil : GradientDisagreement(ids: ids)
  }
}

extension UnrolledGraph {
  /// Parameters, initial states and inputs, in the graph's order, without mere indices.
  var checkedLeaves: [Int] {
    let isIndex = areSlotsIndices
    var (isRead, isMoved) = (Set<Int32>(), Set<Int32>())
    for (operand, isIndex) in zip(operandNodes, isIndex) {
      isRead.insert(operand)
      if !isIndex { isMoved.insert(operand) }
    }
    return nodes.indices.filter { node in
      if isRead.contains(Int32(node)), !isMoved.contains(Int32(node)) { return false }
      return switch nodes[node].role {
      case .parameter, .initial, .input: true
      case .target, .computed: false
      }
    }
  }

  /// The leaves, each on its own, except inputs over time, which form at most this many groups.
  fileprivate func leafGroups(mostInputGroups: Int) -> [[Int]] {
    func isOverTime(_ node: Int) -> Bool { nodes[node].role == .input && nodes[node].time != nil }
    let checkedLeaves = checkedLeaves
    let inputs = checkedLeaves.count(where: isOverTime)
    let size = (inputs + mostInputGroups - 1) / mostInputGroups
    var groups: [[Int]] = []
    var openGroup: [String: Int] = [:]
    for leaf in checkedLeaves {
      let name = nodes[leaf].name
      if isOverTime(leaf), let open = openGroup[name], groups[open].count < size {
        groups[open].append(leaf)
      } else {
        openGroup[name] = groups.count
        groups.append([leaf])
      }
    }
    return groups
  }
}

extension SplitMix64 {
  /// A number from −1 to 1, not near 0.
  mutating func offZero() -> Double {
    let size = Double.random(in: 0.5...1, using: &self)
    return Bool.random(using: &self) ? size : -size
  }
}
