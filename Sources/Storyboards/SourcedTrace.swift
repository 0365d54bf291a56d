import Formulas
import Unrolling

/// The numbers of a trace with what they are, for a deck that can compute them again.
///
/// What they are is written as JSON: `["gradient",4]`. A page's script computes the same from other
/// values of the leaves (`network.js`).
public struct SourcedTrace: Sendable {
  /// The numbers.
  public let trace: Trace
  /// Whether sources are given at all.
  public let isLive: Bool
  /// Whether the numbers are those after the first step of gradient descent.
  private let isAfterUpdate: Bool

  /// Creates sources.
  public init(_ trace: Trace, isLive: Bool, isAfterUpdate: Bool = false) {
    self.trace = trace
    self.isLive = isLive
    self.isAfterUpdate = isAfterUpdate
  }

  private func sourced(_ value: Value, _ origin: @autoclosure () -> String) -> SourcedValue {
    SourcedValue(value, from: isLive ? origin() : nil)
  }

  /// The value of a node.
  public func value(of node: Int) -> SourcedValue {
    sourced(trace.value(of: node), "[\"\(isAfterUpdate ? "after" : "value")\",\(node)]")
  }

  /// The gradient of a node.
  public func gradient(of node: Int) -> SourcedValue {
    sourced(trace.gradient(of: node), "[\"gradient\",\(node)]")
  }

  /// The gradient that arrives at an edge's reader.
  public func upstream(of edge: Trace.Edge) -> SourcedValue {
    sourced(trace.upstream(of: edge), "[\"gradient\",\(edge.to)]")
  }

  /// The local gradient of an edge; `nil` for one with more than two axes.
  public func local(of edge: Trace.Edge) -> SourcedValue? {
    trace.local(of: edge).map { sourced($0, "[\"local\",\(edge.to),\(edge.slot)]") }
  }

  /// What an edge adds to its operand's gradient.
  public func contribution(of edge: Trace.Edge) -> SourcedValue {
    sourced(trace.contribution(of: edge), "[\"contribution\",\(edge.to),\(edge.slot)]")
  }

  /// The derivative of a state with respect to an earlier one.
  public func totalDerivative(of state: Int, by earlier: Int) -> SourcedValue? {
    trace.totalDerivative(of: state, by: earlier).map {
      sourced($0, "[\"total\",\(state),\(earlier)]")
    }
  }

  /// The gradient of an embedding: the sum of those of the inputs with it.
  func gradient(of embedding: Trace.EmbeddingGradient) -> SourcedValue {
    let parts = embedding.terms.map(Self.origin).joined(separator: ",")
    return sourced(embedding.gradient, "[\"sum\",[\(parts)]]")
  }

  /// What one use of a token adds to the gradient of its embedding.
  func contribution(of use: Trace.EmbeddingGradient.Use) -> SourcedValue {
    sourced(use.contribution, Self.origin(of: use))
  }

  /// The gradient of an input or, of a minibatch, a row of it.
  private static func origin(of use: Trace.EmbeddingGradient.Use) -> String {
    let gradient = "[\"gradient\",\(use.node)]"
    return use.row.map { "[\"row\",\(gradient),\($0),\(use.contribution.components.count)]" }
      ?? gradient
  }

  /// The Euclidean norm of a gradient.
  func norm(_ norm: Double, ofGradientOf node: Int?) -> SourcedValue {
    guard let node else { return SourcedValue(.scalar(norm)) }
    return sourced(.scalar(norm), "[\"norm\",[\"gradient\",\(node)]]")
  }

  /// The mean factor between the norms of gradients.
  func factor(_ factor: Double, between nodes: [Int]) -> SourcedValue {
    let norms = nodes.map { "[\"norm\",[\"gradient\",\($0)]]" }.joined(separator: ",")
    return sourced(.scalar(factor), "[\"flowFactor\",[\(norms)]]")
  }

  /// The sum of a ledger after a row, counted from 0.
  func runningSum(_ sum: Value, of parameter: Int, row: Int) -> SourcedValue {
    sourced(sum, "[\"running\",\(parameter),\(row)]")
  }
}

extension SourcedValue {
  /// The value of a sum or product of others.
  ///
  /// - Parameter kind: `sum` or `product`.
  init(_ value: Value, _ kind: String, of parts: [SourcedValue]) {
    let origins = parts.compactMap(\.origin)
    self.init(
      value,
      from: origins.count == parts.count && !parts.isEmpty
        ? "[\"\(kind)\",[\(origins.joined(separator: ","))]]" : nil)
  }

  /// A vector on one line: the same numbers.
  var asRow: SourcedValue {
    guard case .vector(let components) = value else { return self }
    return SourcedValue(.matrix([components]), from: origin)
  }
}
