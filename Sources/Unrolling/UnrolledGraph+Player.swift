import Formulas

extension UnrolledGraph {
  /// The compiled graph as JSON, for the interpreter in an HTML player.
  ///
  ///     try UnrolledGraph(of: network).programJSON
  ///     // {"programs":[…],"computedBy":[-1,-1,0],"shapes":[1,1,1],"times":[null,1,1],
  ///     //  "operands":[0,1],"leaves":[-5,2],"outcome":2}
  ///
  /// `computedBy` has the program of each node, −1 for a leaf; `operands` the operand of each slot,
  /// node by node; `leaves` the components of all leaves. `shared` lists the nodes in which several
  /// slots make one edge, each with the slots of its edges; `cut` the slots, counted over all nodes,
  /// whose edges truncation cuts. Both are left out if they are empty.
  ///
  /// - Complexity: O(n), n the number of operand slots of all nodes.
  package var programJSON: JSONText {
    func integers(_ numbers: some Sequence<Int>) -> JSONText {
      .tight(numbers.map { .integer($0) })
    }
    let leaves = nodes.indices.filter { programOfNode[$0] < 0 }.flatMap {
      leafValues[range(of: $0)]
    }
    let shared = sharedSlots.sorted { $0.key < $1.key }.map { node, edges in
      JSONText.tight([.integer(node), .tight(edges.map { integers($0) })])
    }
    let cut = isSlotCut.indices.filter { isSlotCut[$0] }
    return .tight(
      [
        ("programs", .tight(programs.map(\.playerJSON))),
        ("computedBy", integers(programOfNode.map(Int.init))),
        ("shapes", .tight(nodes.map(\.shape.playerJSON))),
        ("times", .tight(nodes.map { .integer($0.time) })),
        ("operands", integers(operandNodes.map(Int.init))),
        ("leaves", .tight(leaves.map(JSONText.number))), ("outcome", .integer(outcome)),
      ] + (shared.isEmpty ? [] : [("shared", .tight(shared))])
        + (cut.isEmpty ? [] : [("cut", integers(cut))]))
  }
}
