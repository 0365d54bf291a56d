/// Finds the route of each edge along the lines of a drawing.
struct Router {
  typealias Point = Layout.Point

  /// The part of a route on one line.
  struct Piece {
    let from: Point
    let to: Point
    /// Whether no other edge uses it.
    let isOwn: Bool
    /// The horizontal line that it is a part of.
    let beam: Int?
  }

  private let composition: Composition
  private let lines: Lines
  private var nets: Nets { composition.nets }

  /// The number of edges that leave each constant.
  private let exits: [Int: Int]

  init(_ composition: Composition, _ lines: Lines) {
    self.composition = composition
    self.lines = lines
    var exits: [Int: Int] = [:]
    for edge in composition.grid.graph.edges where composition.grid.isConstant(edge.source) {
      exits[edge.source, default: 0] += 1
    }
    self.exits = exits
  }

  /// Returns the pieces of an edge's route, from its source to its reader; y grows upwards.
  func pieces(of edge: Int) -> [Piece] {
    let joined = composition.grid.graph.edges[edge]
    switch nets.ways[edge] {
    case .level(let row): return [level(edge, joined.source, joined.reader, row)]
    case .upright(let from, let to):
      let isOwn = nets.ports[from].segments.isEmpty
      return [Piece(from: lines.end(of: from), to: lines.end(of: to), isOwn: isOwn, beam: nil)]
    case .constant: return constant(edge, joined.source, joined.reader)
    case .net(let net, let source, let reader):
      guard composition.slanted.contains(net) else { return routed(net, source, reader) }
      let line = composition.slant(from: joined.source, to: joined.reader)
      return [Piece(from: line.from, to: line.to, isOwn: true, beam: nil)]
    }
  }

  private func level(_ edge: Int, _ source: Int, _ reader: Int, _ row: Int) -> Piece {
    let (from, to) = (composition.across.nodes[source], composition.across.nodes[reader])
    let sign = to > from ? 1.0 : -1.0
    let y = composition.upright.rows[row]
    return Piece(
      from: Point(from + sign * composition.outline(of: source).width / 2, y),
      to: Point(to - sign * composition.outline(of: reader).width / 2, y), isOwn: true,
      beam: lines.levelBeams[edge])
  }

  /// An edge between constants turns once, right before its reader.
  private func constant(_ edge: Int, _ source: Int, _ reader: Int) -> [Piece] {
    guard let beams = lines.constantBeams[edge] else { return [] }
    let (first, second) = (lines.beams[beams.source], lines.beams[beams.reader])
    return [
      Piece(
        from: Point(first.left, first.y), to: Point(first.right, first.y),
        isOwn: exits[source] == 1, beam: beams.source),
      Piece(
        from: Point(first.right, first.y), to: Point(second.left, second.y), isOwn: false,
        beam: nil),
      Piece(
        from: Point(second.left, second.y), to: Point(second.right, second.y), isOwn: false,
        beam: beams.reader),
    ].filter { $0.from.distance(to: $0.to) > 0.001 }
  }

  private func routed(_ index: Int, _ source: Int, _ reader: Int) -> [Piece] {
    let net = nets.nets[index]
    let bus = composition.upright.segments[net.bus]
    let isOnlyReader = net.readers.count == 1
    let isOnlySource = net.sources.count == 1
    var path = Path()
    switch net.sourceEnds[source] {
    case .port(let port): path.start(at: lines.end(of: port), isOwn: isOnlyReader && isAlone(port))
    case .via(let port, let segment, let passage):
      let isOwn = isOnlyReader && isAlone(port)
      path.start(at: lines.end(of: port), isOwn: isOwn)
      path.go(toHeight: composition.upright.segments[segment])
      let isLineOwn = isOnlyReader && nets.segments[segment].ports.count == 1
      path.turn(to: composition.across.passages[passage], isLineOwn, lines.segmentBeams[segment])
      path.isOwn = isLineOwn && nets.passages[passage].segments.count == 2
    case .sideways(let passage):
      let node = net.sources[source]
      let y = composition.sidewaysHeight(of: node)
      let x = composition.across.nodes[node] + composition.outline(of: node).width / 2
      path.start(at: Point(x, y), isOwn: isOnlyReader)
      path.turn(
        to: composition.across.passages[passage], isOnlyReader, lines.sidewaysBeams[passage])
      path.isOwn = isOnlyReader && nets.passages[passage].segments.count == 1
    case .trunk(let trunk):
      let node = net.sources[source]
      let isOwn = isOnlyReader && exits[node] == 1
      path.start(
        at: Point(
          composition.across.nodes[node] + composition.outline(of: node).width / 2,
          composition.upright.nodes[node]), isOwn: isOwn)
      path.turn(to: composition.across.trunks[trunk], isOwn, lines.trunkBeams[trunk])
      path.isOwn = isOwn
    }
    path.go(toHeight: bus)
    let isBusOwn = isOnlyReader && isOnlySource
    switch net.readerEnds[reader] {
    case .via(let port, let segment, let passage):
      path.turn(to: composition.across.passages[passage], isBusOwn, lines.segmentBeams[net.bus])
      let isLineOwn =
        isOnlySource && nets.segments[segment].ports.count == 1
        && nets.passages[passage].segments.count == 2
      path.isOwn = isLineOwn
      path.go(toHeight: composition.upright.segments[segment])
      path.turn(to: lines.end(of: port).x, isLineOwn, lines.segmentBeams[segment])
      path.isOwn = isOnlySource
      path.go(toHeight: lines.end(of: port).y)
    case .port(let port):
      path.turn(to: lines.end(of: port).x, isBusOwn, lines.segmentBeams[net.bus])
      path.isOwn = isOnlySource
      path.go(toHeight: lines.end(of: port).y)
    case .sideways, .trunk: break
    }
    return path.pieces
  }

  /// Whether only one net's lines leave by a port.
  private func isAlone(_ port: Int) -> Bool {
    nets.ports[port].segments.count == 1 && !nets.ports[port].isCentered
  }

  private struct Path {
    var pieces: [Piece] = []
    var isOwn = false
    private var place = Point(0, 0)

    mutating func start(at point: Point, isOwn: Bool) {
      place = point
      self.isOwn = isOwn
    }

    mutating func go(toHeight y: Double) { move(to: Point(place.x, y), isOwn, nil) }

    mutating func turn(to x: Double, _ isOwn: Bool, _ beam: Int?) {
      move(to: Point(x, place.y), isOwn, beam)
    }

    private mutating func move(to point: Point, _ isOwn: Bool, _ beam: Int?) {
      if place.distance(to: point) > 0.001 {
        pieces.append(Piece(from: place, to: point, isOwn: isOwn, beam: beam))
      }
      place = point
    }
  }
}
