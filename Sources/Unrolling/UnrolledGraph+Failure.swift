import Formulas

extension UnrolledGraph {
  /// Finds out why a node's value is infinite or not a number.
  func notFinite(at node: Int, values: [Double]) -> UnrollingError {
    let failed = nodes[node]
    let own = values[range(of: node)]
    let component = own.firstIndex { !$0.isFinite }.map { $0 - own.startIndex } ?? 0
    var reason =
      own.contains(where: \.isNaN) ? "it is not a number" : "its value is too large to represent"
    var isExplained = false
    if let expression = expression(of: node) {
      let slots = slotsOfOccurrences[Int(programOfNode[node])]
      let operands = operands(of: node)
      var occurrence = 0
      // Values in place of names, so that each part can be computed on its own.
      let known = expression.replacingSymbols { symbol in
        defer { occurrence += 1 }
        let operand = operands[slots[occurrence]]
        let value = Value(nodes[operand].shape, values[range(of: operand)])
        let name = (nodes[operand].shape == .scalar ? nil : symbol.text)
        return value.number.map { .number($0) } ?? Expression(.value(value, name: name))
      }
      if let failure = known.failure {
        reason = failure
        isExplained = true
      }
    }
    if failed.shape != .scalar, !isExplained { reason += " in component \(component)" }
    return .notFinite(
      node: failed.id, time: failed.time, reason: reason, isTooLarge: !isExplained)
  }
}

extension Expression {
  /// The first operation, innermost first, that is undefined for its operands; for a tree of known
  /// values.
  fileprivate var failure: String? {
    for operand in operands { if let failure = operand.failure { return failure } }
    let style = NumberStyle()
    /// The first invalid component, with its place if it is in a vector.
    func component(_ part: Expression, _ isBad: (Double) -> Bool) -> (text: String, place: String)?
    {
      let numbers = part.numbers
      guard let index = numbers.firstIndex(where: isBad), numbers[index].isFinite else {
        return nil
      }
      return (
        style.notation(numbers[index]).plain, numbers.count == 1 ? "" : " in component \(index)"
      )
    }
    switch kind {
    case .quotient(_, let divisor):
      return component(divisor) { $0 == 0 }.map { "division by zero\($0.place)" }
    case .call(.log, let all):
      return component(all[0]) { $0 <= 0 }.map { "the logarithm of \($0.text)\($0.place)" }
    case .call(.sqrt, let all):
      return component(all[0]) { $0 < 0 }.map { "the square root of \($0.text)\($0.place)" }
    case .power(let base, _):
      let results = numbers
      let bases = base.numbers
      guard
        let index = bases.indices.first(where: {
          results[$0].isNaN || bases[$0] == 0 && !results[$0].isFinite
        }), bases[index].isFinite
      else { return nil }
      let place = bases.count == 1 ? "" : " in component \(index)"
      return "an undefined power of \(style.notation(bases[index]).plain)\(place)"
    case .component(let whole, at: let index): return whole.outside(index)
    case .call(.binaryCrossEntropy, let all):
      return component(all[0]) { !(0...1).contains($0) }.map {
        "\($0.text)\($0.place) is not a probability, from 0 to 1; bce-with-logits takes any score"
      }
    case .call(let function, let all) where function.takesClasses:
      return all[0].outside(all[1], ofEachRow: true)
    default: return nil
    }
  }

  private var numbers: [Double] {
    guard let program = try? Program(self) else { return [] }
    return program.value(at: []).components
  }

  /// The message if a known index is not one of the components, which are counted from 0.
  ///
  /// - Parameter ofEachRow: whether a matrix has an index for each row, and not one of its rows.
  private func outside(_ index: Expression, ofEachRow: Bool = false) -> String? {
    let shape = (try? shape { _ in .scalar }) ?? .scalar
    let hasRows = shape.isMatrix && ofEachRow
    let count = hasRows ? shape.columns : shape.isMatrix ? shape.rows : shape.count
    let wrong = index.numbers.first { number in
      number.isFinite && Int(exactly: number).map { !(0..<count).contains($0) } ?? true
    }
    guard let wrong else { return nil }
    let text = NumberStyle(digits: 15).notation(wrong).plain
    var what = if case .value(_, let name?) = kind { name } else { "the vector" }
    if hasRows { what = "a row of \(what == "the vector" ? "the matrix" : what)" }
    return "\(what) has no component \(text): it has \(count), counted from 0"
  }
}
