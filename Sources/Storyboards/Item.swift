/// Something that a figure can show; it has the same place in all steps.
public enum Item: Hashable, Sendable {
  /// The slot of a reader: an edge of the graph.
  public struct Slot: Hashable, Sendable {
    // A long sequence has millions of items, so they are kept small.
    private let operandNode, readerNode, readerSlot: Int32
    /// The operand's node.
    public var from: Int { Int(operandNode) }
    /// The reader's node.
    public var to: Int { Int(readerNode) }
    /// The reader's slot.
    public var slot: Int { Int(readerSlot) }

    /// Creates a slot.
    ///
    /// - Precondition: the numbers are less than 2^31.
    public init(from: Int, to: Int, slot: Int) {
      operandNode = Int32(from)
      readerNode = Int32(to)
      readerSlot = Int32(slot)
    }
  }

  /// The lesson's title.
  case title
  /// The given quantities: vocabulary, weights, cell.
  case definitions
  /// A quantity of the graph.
  case node(Int)
  /// The token beside an input.
  case token(Int)
  /// A forward edge.
  case edge(Slot)
  /// A node's value, in its chip.
  case value(Int)
  /// A node's gradient, in its chip.
  case gradient(Int)
  /// The value in the second lesson of a comparison, in the first one's place.
  case otherValue(Int)
  /// The gradient in the second lesson of a comparison, in the first one's place.
  case otherGradient(Int)
  /// The empty chip of a value that a student fills in.
  case valueBlank(Int)
  /// The empty chip of a gradient that a student fills in.
  case gradientBlank(Int)
  /// The question mark at a node asked for.
  case question(Int)
  /// The curve along which the gradient flows back over an edge.
  case flow(Slot)
  /// local · upstream = contribution, beside the curve.
  case contribution(Slot)
  /// The dots in place of time steps that are not drawn, by the gap's number.
  case gap(Int)
  /// The gradient's path back through such a gap.
  case gapFlow(Int)
  /// A folded time step, by the number of its box.
  case fold(Int)
  /// The gradient's path back through such a box.
  case foldFlow(Int)
  /// The total derivative of a state with respect to the same state one time step before, beside
  /// the line into its box; the slot has the two states.
  case totalDerivative(Slot)
  /// The size of the gradient at every time step, below the graph.
  case strip
  /// The loss over the steps of training, in the same place.
  case losses
}

extension Item.Slot: Comparable {
  /// Orders edges by reader, then slot: the order of the drawing.
  public static func < (left: Item.Slot, right: Item.Slot) -> Bool {
    (left.to, left.slot) < (right.to, right.slot)
  }
}
