/// A part of a formula, with what a path from the root to one symbol asks for at every step.
///
/// A loss may add up 100,000 time steps; with this, the path to the last is as short as that to the
/// first.
struct FormulaPart {
  let expression: Expression
  let shape: Shape
  let operands: [FormulaPart]
  /// How many symbols are left of each operand in this part, then how many there are in all.
  private let symbolCounts: [Int]

  /// Counts the symbols of a formula and asks for the shape of each part.
  ///
  /// - Complexity: O(n), n the number of parts, times what `shape` takes.
  init(_ expression: Expression, shape: (Expression) -> Shape) {
    self.expression = expression
    self.shape = shape(expression)
    operands = expression.operands.map { FormulaPart($0, shape: shape) }
    var counts = [0]
    counts.reserveCapacity(operands.count + 1)
    for operand in operands { counts.append(counts[counts.count - 1] + operand.symbolCount) }
    symbolCounts = counts
  }

  /// How many symbols the part has, one for each occurrence.
  var symbolCount: Int {
    if case .symbol = expression.kind { 1 } else { symbolCounts[symbolCounts.count - 1] }
  }

  /// Returns the operand that holds an occurrence, and which of the operand's occurrences it is;
  /// `nil` if this part is the symbol itself.
  ///
  /// - Parameter slot: less than `symbolCount`.
  /// - Complexity: O(log n), n the number of operands.
  func place(ofSlot slot: Int) -> (operand: Int, slot: Int)? {
    precondition((0..<symbolCount).contains(slot), "there is no such occurrence")
    if operands.isEmpty { return nil }
    // The last operand with so few symbols before it; those without symbols end where they begin.
    var (low, high) = (0, operands.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if symbolCounts[middle] <= slot { low = middle } else { high = middle }
    }
    return (low, slot - symbolCounts[low])
  }

  /// Whether two occurrences are equal neighbours in a sum or a product of numbers, so that the
  /// derivatives with respect to them are the same.
  ///
  /// - Complexity: as that of ``place(ofSlot:)`` for each part on the way to them.
  func areAlike(_ slot: Int, _ other: Int) -> Bool {
    var (part, slot, other) = (self, slot, other)
    while let (index, rest) = part.place(ofSlot: slot),
      let (otherIndex, otherRest) = part.place(ofSlot: other)
    {
      if index != otherIndex {
        guard otherIndex == index + 1, part.isFlat,
          case .symbol = part.operands[index].expression.kind
        else { return false }
        return part.operands[index].expression == part.operands[otherIndex].expression
      }
      (part, slot, other) = (part.operands[index], rest, otherRest)
    }
    return false
  }

  /// Whether it is a sum or a product, whose operands of numbers may change places.
  private var isFlat: Bool {
    switch expression.kind {
    case .sum, .product, .elementwiseProduct: true
    default: false
    }
  }

  /// Returns the partial derivative with respect to one occurrence, all parts being numbers.
  func derivative(withRespectToSlot slot: Int, own: Symbol?) -> Expression {
    guard (0..<symbolCount).contains(slot) else { return .number(0) }
    var factors: [Expression] = []
    var (part, slot) = (self, slot)
    var own = own.map { Expression.symbol($0) }
    while let (index, rest) = part.place(ofSlot: slot) {
      factors += part.expression.outerFactors(ofOperand: index, own: own ?? part.expression)
      (part, slot, own) = (part.operands[index], rest, nil)
    }
    return Expression(.product(factors)).simplified
  }
}
