extension Layout {
  /// The drawn part of an unrolled network: which quantities read which, which nodes are drawn, and
  /// which edges connect them.
  ///
  /// Names are not used: only the structure matters. Quantities, nodes and edges are referred to by
  /// index.
  public struct Graph: Sendable {
    /// When a quantity is read, relative to its reader.
    public enum Moment: Hashable, Sendable {
      /// At this offset from the reader's time step: `h[t-1]` is −1, `x[t]` is 0, `b[t+1]` is 1.
      case offset(Int)
      /// At one time step, whatever the reader's: `e[3]`.
      case fixed(Int)
      /// At all time steps at once: `sum(Loss[t])`.
      case every
      /// The quantity has no time.
      case timeless
    }

    /// One operand of a formula.
    public struct Reading: Hashable, Sendable {
      /// What is read.
      public var quantity: Int
      /// When it is read.
      public var moment: Moment

      /// Creates a reading.
      public init(_ quantity: Int, _ moment: Moment) {
        self.quantity = quantity
        self.moment = moment
      }
    }

    /// A variable with a value at each time step, or with only one: `h[t]`, `W_h`, `Loss`.
    public struct Quantity: Hashable, Sendable {
      /// Whether there is one for each time step.
      public var isTimed: Bool
      /// What its formula reads; empty for an input or a parameter.
      public var readings: [Reading]

      /// Creates a quantity.
      public init(isTimed: Bool, readings: [Reading] = []) {
        self.isTimed = isTimed
        self.readings = readings
      }
    }

    /// One drawn node.
    public struct Node: Hashable, Sendable {
      /// What a node represents.
      public enum Kind: Hashable, Sendable {
        /// A value that is given: an input, a parameter, an initial state.
        case leaf
        /// A value that a formula computes.
        case computed
        /// A whole cell at one time step, drawn as one box; its quantity may be any of the cell's.
        case foldedCell
        /// The dots in a row in place of time steps that are left out; its time step is one of
        /// those.
        case dots
      }

      /// The quantity that it belongs to.
      public var quantity: Int
      /// The time step, `nil` without time.
      public var time: Int?
      /// What it represents.
      public var kind: Kind
      /// Whether this is what the gradients are of; it is placed at the top.
      public var isOutcome: Bool

      /// Creates a node.
      public init(quantity: Int, time: Int?, kind: Kind, isOutcome: Bool = false) {
        self.quantity = quantity
        self.time = time
        self.kind = kind
        self.isOutcome = isOutcome
      }
    }

    /// One operand of one node.
    public struct Edge: Hashable, Sendable {
      /// The node that is read.
      public var source: Int
      /// The node that reads.
      public var reader: Int
      /// What is read if `source` is a folded cell, otherwise the source's quantity.
      public var quantity: Int?

      /// Creates an edge.
      public init(from source: Int, to reader: Int, carrying quantity: Int? = nil) {
        self.source = source
        self.reader = reader
        self.quantity = quantity
      }
    }

    /// All quantities, in the lesson's order.
    public var quantities: [Quantity]
    /// The drawn nodes.
    public var nodes: [Node]
    /// One edge for each drawn operand of a drawn node, even if the operand is read several times.
    public var edges: [Edge]

    /// Creates a graph.
    public init(quantities: [Quantity], nodes: [Node], edges: [Edge]) {
      for edge in edges {
        precondition(
          nodes.indices.contains(edge.source) && nodes.indices.contains(edge.reader)
            && edge.source != edge.reader, "an edge connects two different nodes of the graph")
      }
      for node in nodes {
        precondition(
          quantities.indices.contains(node.quantity)
            && quantities[node.quantity].isTimed == (node.time != nil),
          "a node belongs to a quantity and has a time step if the quantity has time")
      }
      self.quantities = quantities
      self.nodes = nodes
      self.edges = edges
    }
  }
}
