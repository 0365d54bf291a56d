import Foundation
import Lessons
import Storyboards
import TestSupport

@testable import Formulas
@testable import Unrolling

/// A graph, and the numbers of its leaves in each round.
struct PlayerCase {
  let name: String
  let graph: UnrolledGraph
  var rounds: [UnrolledGraph] = []

  /// Some of the nodes, whose paths from the loss are compared.
  var asked: [Int] {
    Array(stride(from: 0, to: graph.nodes.count, by: max(1, graph.nodes.count / 6)))
  }

  /// Chooses numbers for all leaves that do not select a component; the first round changes none,
  /// and the last ones are too large.
  init(_ name: String, _ graph: UnrolledGraph, rounds count: Int, _ random: inout SplitMix64) {
    (self.name, self.graph) = (name, graph)
    let indices = Set(
      zip(graph.operandNodes, graph.areSlotsIndices).filter(\.1).map { Int($0.0) })
    for round in 0..<count {
      var changed = graph
      let scale = round == 0 ? 0 : round > count - 3 ? 1e200 : random.pick([0.01, 0.3, 1])
      for node in graph.nodes.indices where !indices.contains(node) && graph.isLeaf(node) {
        for place in graph.range(of: node) {
          changed.leafValues[place] += scale * random.number()
        }
      }
      rounds.append(changed)
    }
  }

  var json: JSONText {
    let changes = rounds.map { round in
      JSONText.array(
        graph.nodes.indices.filter(graph.isLeaf).flatMap { node in
          graph.range(of: node).enumerated().map { component, place in
            .array([.integer(node), .integer(component), .number(round.leafValues[place])])
          }
        })
    }
    return .object([
      ("graph", graph.programJSON), ("asked", .array(asked.map { .integer($0) })),
      ("rounds", .array(changes)),
      ("origins", .array(questions.map(\.origin))),
    ])
  }

  /// Everything that a page may show, with the tool's answers.
  var questions: [(origin: JSONText, answer: (Trace) -> Value?)] {
    var all: [(JSONText, (Trace) -> Value?)] = []
    func ask(_ kind: String, _ numbers: Int..., answer: @escaping (Trace) -> Value?) {
      all.append((.array([.string(kind)] + numbers.map { .integer($0) }), answer))
    }
    for node in graph.nodes.indices {
      ask("value", node) { $0.value(of: node) }
      ask("gradient", node) { $0.gradient(of: node) }
      all.append((norm(of: node), { .scalar($0.gradient(of: node).norm) }))
      for slot in graph.edgeOperands(of: node).indices {
        ask("local", node, slot) { $0.local(of: $0.edges(into: node)[slot]) }
        ask("contribution", node, slot) { $0.contribution(of: $0.edges(into: node)[slot]) }
      }
    }
    for parameter in graph.nodes.indices where graph.nodes[parameter].role == .parameter {
      let rows = graph.nodes.indices.flatMap { graph.edgeOperands(of: $0) }
        .count { $0 == parameter }
      for row in 0..<rows { ask("running", parameter, row) { $0.ledger(of: parameter)[row].sum } }
    }
    for state in graph.nodes.indices {
      // A derivative with more than two axes is not shown.
      for earlier in 0..<state
      where graph.isStep(from: earlier, to: state) && !graph.nodes[state].shape.isMatrix {
        ask("total", state, earlier) { $0.totalDerivative(of: state, by: earlier) }
      }
    }
    let inputs = graph.nodes.indices.filter { graph.nodes[$0].role == .input }
    let sum = JSONText.array([.string("embedding"), .array(inputs.map { .integer($0) })])
    if Set(inputs.map { graph.nodes[$0].shape }).count == 1 {
      all.append((sum, { trace in Value.sum(of: inputs.map(trace.gradient(of:))) }))
    }
    for name in graph.network.stateNames.prefix(1) {
      let states = graph.nodes.indices.filter { graph.nodes[$0].name == name }
      let norms = JSONText.array(states.map(norm(of:)))
      all.append(
        (
          .array([.string("flowFactor"), norms]),
          { GradientFlow(of: $0, asked: [states[0]])?.factor.map(Value.scalar) }
        ))
      all.append(
        (
          .array([.string("product"), norms]),
          { trace in .scalar(states.map { trace.gradient(of: $0).norm }.reduce(1, *)) }
        ))
    }
    for node in graph.nodes.indices where graph.nodes[node].shape.isMatrix {
      let shape = graph.nodes[node].shape
      let value = JSONText.array([.string("value"), .integer(node)])
      all.append(
        (
          .array([.string("transposed"), value, .integer(shape.rows), .integer(shape.columns)]),
          { trace in
            let rows = (0..<shape.columns).map { column in
              stride(from: column, to: shape.count, by: shape.columns)
                .map { trace.value(of: node).components[$0] }
            }
            return .matrix(rows)
          }
        ))
    }
    return all
  }

  private func norm(of node: Int) -> JSONText {
    .array([.string("norm"), .array([.string("gradient"), .integer(node)])])
  }

  /// The edges between the loss and a node that carry a gradient from one to the other.
  func path(to node: Int) -> [[Int]] {
    graph.nodes.indices.reversed().flatMap { reader -> [[Int]] in
      guard graph.hasGradientPath(from: graph.outcome, to: reader) else { return [] }
      let operands = graph.edgeOperands(of: reader)
      return operands.indices.filter { slot in
        graph.gradientOperands(of: reader).contains(operands[slot])
          && graph.hasGradientPath(from: operands[slot], to: node)
      }.map { [reader, $0] }
    }
  }
}

extension UnrolledGraph {
  fileprivate func isLeaf(_ node: Int) -> Bool { program(of: node) == nil }

  /// Whether two nodes are states at consecutive time steps.
  fileprivate func isStep(from earlier: Int, to state: Int) -> Bool {
    guard let time = nodes[state].time, let before = nodes[earlier].time else { return false }
    let names = network.stateNames
    return before == time - 1 && names.contains(nodes[state].name)
      && names.contains(nodes[earlier].name)
  }
}
