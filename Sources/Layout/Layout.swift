/// The layout of a network's drawing, derived from the network's structure.
///
/// It takes what is drawn and how large everything is, and returns where everything is:
///
///     let graph = Layout.Graph(quantities: …, nodes: …, edges: …)
///     let measures = Layout.Measures(nodes: …)  // in points, as libgraphviz measures them
///     let natural = Layout.naturalSize(of: graph, measures: measures)
///     // Choose the font size from `natural` and the field, measure again, then:
///     let layout = Layout(of: graph, measures: measures, in: field)
///     layout.outlines[node]           // the node's outline; its middle is the node's center
///     layout.blocks[node].value       // where its value chip is
///     layout.routes[edge].corners     // from the source's outline to the reader's
///     layout.joints                   // dots where lines of one bus meet
///     layout.boxes                    // cells, with the places of their time labels
///     layout.bounds                   // the bounding box of everything
///
/// A network without time is drawn as a circuit, from left to right; all others have time in
/// columns and quantities in rows. Every position follows directly from which quantities read
/// which, without a search. The same graph and measures give the same layout.
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

  /// The route of one edge.
  public struct Route: Hashable, Sendable {
    /// The corners, from the source's outline to the reader's.
    public var corners: [Point]
    /// The center of the number that the edge contributes, on a part of the route that no other
    /// edge uses; `nil` if no such part is long enough.
    public var contribution: Point?
    /// Whether that place is in the box of a cell.
    public var isContributionInCell = false
    /// The path of the gradient, from the reader to the source: cubic curves beside a straight
    /// edge, `nil` if it is the route itself, reversed.
    public var flow: [Point]?
    /// Whether the route has no corners.
    public var isStraight: Bool { corners.count == 2 }
  }

  /// A dot where lines meet.
  public struct Joint: Hashable, Sendable {
    /// Its middle.
    public var point: Point
    /// The bus that it belongs to.
    public var bus: Int
  }

  /// A cell at one time step.
  public struct CellBox: Hashable, Sendable {
    /// The cell, as an index into the structure's cells.
    public var cell: Int
    /// The time step.
    public var time: Int
    /// The box.
    public var box: Box
    /// The place for the time step's label, above the left end of the box.
    public var label: Box?
  }

  /// The roles of the quantities and how they are related.
  public let structure: Structure
  /// The outline of each node.
  public internal(set) var outlines: [Box]
  /// The chips of each node.
  public internal(set) var blocks: [Block]
  /// The route of each edge.
  public internal(set) var routes: [Route]
  /// The bus that each edge runs on, `nil` for an edge with a separate line.
  public internal(set) var buses: [Int?]
  /// Where lines of a bus meet.
  public internal(set) var joints: [Joint]
  /// The boxes of cells that have gates.
  public internal(set) var boxes: [CellBox]
  /// The bounding box of everything.
  public internal(set) var bounds: Box

  /// The horizontal parts of each route.
  var levelParts: [[LevelPart]] = []
  /// The horizontal lines and what crosses them.
  var levelLines: [LevelLine] = []
  /// The number of crossings of slanted lines.
  var slantedCrossings = 0

  /// Lays out a drawing.
  ///
  /// - Parameters:
  ///   - graph: what is drawn.
  ///   - measures: how large everything is.
  ///   - field: the area that the drawing should fill; the drawing is centered in it, and extends
  ///     beyond it to the right and below if its natural size is larger. `nil` for the least size.
  /// - Complexity: O(n log n), n the number of nodes and edges.
  public init(of graph: Graph, measures: Measures, in field: Box?) {
    precondition(measures.nodes.count == graph.nodes.count, "each node needs a size")
    precondition(
      measures.contributions.isEmpty || measures.contributions.count == graph.edges.count,
      "each edge needs a contribution size or nil")
    if graph.nodes.contains(where: { $0.time != nil }) {
      self.init(overTime: graph, measures, field)
    } else {
      self.init(circuit: graph, measures, field)
    }
  }

  /// Returns the least size of a drawing, without placing its lines and numbers.
  ///
  /// - Complexity: O(n log n), n the number of nodes and edges.
  public static func naturalSize(of graph: Graph, measures: Measures) -> Size {
    if graph.nodes.contains(where: { $0.time != nil }) {
      return Composition(of: graph, measures, in: .zero).naturalSize
    }
    return Circuit(of: graph, CircuitColumns(of: graph), measures, stretch: (0, 0)).size
  }
}
