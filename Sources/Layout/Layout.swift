/// The drawing of a network, composed by its structure.
///
/// Give it what is drawn and how large everything is; it gives back where everything stands:
///
///     let graph = Layout.Graph(quantities: …, nodes: …, edges: …)
///     let measures = Layout.Measures(nodes: …)  // in points, as libgraphviz measures them
///     let natural = Layout(of: graph, measures: measures, in: nil).naturalSize
///     // Choose the size of letters by `natural` and the field, measure again, then:
///     let layout = Layout(of: graph, measures: measures, in: field)
///     layout.outlines[node]           // the node's outline; its middle is its center
///     layout.blocks[node].value       // where its chips are
///     layout.routes[edge].corners     // from the source's outline to the reader's
///     layout.joints                   // dots where lines of one bus meet
///     layout.boxes                    // cells, with the places of their time labels
///     layout.bounds                   // what all of it takes
///
/// A network without time is a circuit, from left to right; all others have time in columns and
/// quantities in rows. Everything is decided once, from what reads what: nothing is tried. The
/// same graph and measures give the same layout.
public struct Layout: Sendable {
  /// The chips and the token of a node.
  public struct Block: Hashable, Sendable {
    /// The chip of the value.
    public var value: Box?
    /// The chip of the gradient.
    public var gradient: Box?
    /// The token.
    public var label: Box?
  }

  /// The way of one edge.
  public struct Route: Hashable, Sendable {
    /// The corners, from the source's outline to the reader's.
    public var corners: [Point]
    /// The middle of the number that the edge contributes, on a part of the route that no other
    /// edge takes; `nil` where there is no such part that is long enough.
    public var contribution: Point?
    /// The way of the gradient, from the reader to the source: cubic curves beside a straight edge,
    /// `nil` where it is the route itself, reversed.
    public var flow: [Point]?
    /// Whether no corner is on the way.
    public var isStraight: Bool { corners.count == 2 }
  }

  /// A dot where lines meet.
  public struct Joint: Hashable, Sendable {
    /// Its middle.
    public var point: Point
    /// The bus that it is on.
    public var bus: Int
  }

  /// A cell at one time step.
  public struct CellBox: Hashable, Sendable {
    /// The cell, an index into the structure's cells.
    public var cell: Int
    /// The time step.
    public var time: Int
    /// The box.
    public var box: Box
    /// Where the label of the time step is, above the box's left end.
    public var label: Box?
  }

  /// What the quantities are to one another.
  public let structure: Structure
  /// The outline of each node.
  public internal(set) var outlines: [Box]
  /// The chips of each node.
  public internal(set) var blocks: [Block]
  /// The way of each edge.
  public internal(set) var routes: [Route]
  /// The bus that each edge runs on, `nil` for a line of its own.
  public internal(set) var buses: [Int?]
  /// Where lines of a bus meet.
  public internal(set) var joints: [Joint]
  /// The boxes of cells that have gates.
  public internal(set) var boxes: [CellBox]
  /// What everything takes.
  public internal(set) var bounds: Box
  /// The least size of the drawing with these measures.
  public internal(set) var naturalSize: Size

  /// The level parts of each route.
  var levelParts: [[LevelPart]] = []
  /// The level lines with what crosses them.
  var levelLines: [LevelLine] = []
  /// The number of crossings of slanted lines.
  var slantedCrossings = 0

  /// Composes a drawing.
  ///
  /// - Parameters:
  ///   - graph: what is drawn.
  ///   - measures: how large it is.
  ///   - field: what the drawing should fill; it is centered there, and exceeds it to the right and
  ///     below if `naturalSize` is larger. `nil` for the least size.
  /// - Complexity: O(n log n), n the number of nodes and edges.
  public init(of graph: Graph, measures: Measures, in field: Box?) {
    precondition(measures.nodes.count == graph.nodes.count, "each node has a size")
    precondition(
      measures.contributions.isEmpty || measures.contributions.count == graph.edges.count,
      "each edge has a contribution's size or nil")
    if graph.nodes.contains(where: { $0.time != nil }) {
      self.init(overTime: graph, measures, field)
    } else {
      self.init(circuit: graph, measures, field)
    }
  }
}
