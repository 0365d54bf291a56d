import Formulas
import Unrolling
import Yams

/// Reports names that mean two things.
extension LessonReader {
  /// Reports `^T` in a lesson that calls a number T.
  func checkTransposes(_ network: Network) {
    // Only a number can be an exponent.
    let values =
      (network.parameters + network.inputs).filter { $0.name == "T" }.map(\.value)
      + network.series.filter { $0.name == "T" }.compactMap { $0.values.compactMap(\.self).first }
    guard values.contains(where: { $0.number != nil }) else { return }
    for (index, node) in formulas where network.equations.indices.contains(index) {
      let text = Array((node.scalar?.string ?? "").unicodeScalars)
      for position in network.equations[index].expression.transposes
      where text.indices.contains(position) && text[position] == "^" {
        source.report(.ambiguity(.transpose), in: node, offset: position, length: 1)
      }
    }
  }

  /// Reports the name of a quantity that is also that of another one at a time step.
  ///
  /// - Returns: whether there is only one.
  @discardableResult
  func checkIsOne(_ id: String, in graph: UnrolledGraph, at node: Node?) -> Bool {
    let both = graph.nodes.filter { $0.id == id }
    guard both.count > 1, let other = both.first(where: { $0.time != nil }), let time = other.time
    else { return true }
    source.report(.ambiguity(.quantity(id, name: other.name, time: time)), at: node)
    return false
  }

  /// Reports entries without quotes that are tokens of the vocabulary and numbers, unless both are
  /// the same.
  ///
  /// - Parameter value: what a token means.
  /// - Returns: whether there is one.
  func checkTokensOrNumbers(
    _ nodes: [Node], _ name: String, value: (String) -> Double?
  ) -> Bool {
    let doubtful = nodes.first { node in
      guard let text = node.scalar?.string, !node.isQuoted, let number = PlainNumber.read(text),
        let token = value(text)
      else { return false }
      return token != number
    }
    guard let doubtful else { return false }
    source.report(
      .ambiguity(.tokenOrNumber(doubtful.scalar?.string ?? "", of: name)), at: doubtful)
    return true
  }
}

extension Expression {
  /// Where the signs of transposes are in the text.
  fileprivate var transposes: [Int] {
    let inner = operands.flatMap(\.transposes)
    guard case .transpose = kind, let position else { return inner }
    return [position] + inner
  }
}
