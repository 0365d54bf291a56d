import Formulas
import Foundation

/// What was computed of all edges into a node at once, so that asking for one edge after another does
/// not compute the rest each time.
///
/// Only nodes with many edges are kept, and only the latest few of them.
final class EdgeMemory: @unchecked Sendable {
  /// The local gradients and contributions of all edges into a node.
  typealias Gradients = (locals: [Value?], contributions: [Value])

  // Narrower nodes are as fast without it.
  private static let leastEdges = 12
  private static let mostNodes = 4

  // Guards the two lists.
  private let lock = NSLock()
  private var gradients: [(node: Int, found: Gradients)] = []
  private var derivatives: [(node: Int, found: Derivatives)] = []

  /// Returns the gradients of a node's edges, computed if they are not known.
  func gradients(into node: Int, count: Int, _ compute: () -> Gradients) -> Gradients {
    guard count >= Self.leastEdges else { return compute() }
    if let known = lock.withLock({ gradients.first { $0.node == node } }) { return known.found }
    let found = compute()
    lock.withLock { Self.keep((node, found), in: &gradients) }
    return found
  }

  /// Returns the derivatives of a node's formula, computed if they are not known.
  func derivatives(of node: Int, count: Int, _ compute: () -> Derivatives) -> Derivatives {
    guard count >= Self.leastEdges else { return compute() }
    if let known = lock.withLock({ derivatives.first { $0.node == node } }) { return known.found }
    let found = compute()
    lock.withLock { Self.keep((node, found), in: &derivatives) }
    return found
  }

  private static func keep<Found>(
    _ entry: (node: Int, found: Found), in list: inout [(node: Int, found: Found)]
  ) {
    list.removeAll { $0.node == entry.node }
    list.append(entry)
    if list.count > mostNodes { list.removeFirst() }
  }
}
