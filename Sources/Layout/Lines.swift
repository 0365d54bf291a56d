/// The lines of a drawing over time, before its coordinates are converted to grow downwards.
///
/// A line that edges share is a single line here.
struct Lines {
  typealias Point = Layout.Point

  /// A vertical line: a port's, a passage's, a trunk's, or a straight edge.
  struct Post {
    let x: Double
    var low: Double
    var high: Double
    /// The segments that it is connected to.
    let segments: [Int]
  }

  /// A horizontal line: a segment's, a straight edge's, or one that leaves a node sideways.
  struct Beam {
    let y: Double
    var left: Double
    var right: Double
    /// The segment, `nil` for other lines.
    let segment: Int?
    /// The vertical lines that it is connected to.
    var posts: Set<Int> = []
  }

  private(set) var posts: [Post] = []
  private(set) var beams: [Beam] = []
  /// Where three or more lines of a net meet.
  private(set) var joints: [(point: Point, net: Int)] = []
  /// The crossings on each beam, from left to right.
  private(set) var gapsOn: [[Double]] = []
  /// The post of each port, passage and trunk.
  private(set) var portPosts: [Int?] = []
  private(set) var passagePosts: [Int] = []
  private(set) var trunkPosts: [Int] = []
  /// The beam of each segment.
  private(set) var segmentBeams: [Int] = []
  /// The beams that leave nodes sideways, by passage; those of trunks; those of horizontal edges.
  private(set) var sidewaysBeams: [Int: Int] = [:]
  private(set) var trunkBeams: [Int] = []
  private(set) var levelBeams: [Int: Int] = [:]
  /// The two beams of each edge between constants.
  private(set) var constantBeams: [Int: (source: Int, reader: Int)] = [:]

  private let composition: Composition
  private var nets: Nets { composition.nets }
  private var across: Across { composition.across }
  private var upright: Upright { composition.upright }

  init(of composition: Composition) {
    self.composition = composition
    addPosts()
    addBeams()
    addConstantLines()
    findJoints()
    findGaps()
  }

  /// The end of a vertical line at a node's outline.
  func end(of port: Int) -> Point {
    let this = nets.ports[port]
    let size = composition.outline(of: this.node)
    let form = composition.measures.nodes[this.node].outline
    let reach = form.reach(at: this.offset, size)
    return Point(
      across.nodes[this.node] + this.offset,
      upright.nodes[this.node] + (this.side == .top ? reach : -reach))
  }

  private mutating func addPosts() {
    func add(_ x: Double, _ ys: [Double], _ segments: [Int]) -> Int {
      posts.append(Post(x: x, low: ys.min() ?? 0, high: ys.max() ?? 0, segments: segments))
      return posts.count - 1
    }
    for (index, port) in nets.ports.enumerated() {
      let end = end(of: index)
      let ys = port.segments.map { upright.segments[$0] }
      portPosts.append(ys.isEmpty ? nil : add(end.x, ys + [end.y], port.segments))
    }
    for (index, passage) in nets.passages.enumerated() {
      var ys = passage.segments.map { upright.segments[$0] }
      if let node = passage.sideways { ys.append(composition.sidewaysHeight(of: node)) }
      passagePosts.append(add(across.passages[index], ys, passage.segments))
    }
    for (index, trunk) in nets.trunks.enumerated() {
      let ys = trunk.segments.map { upright.segments[$0] } + [upright.nodes[trunk.node]]
      trunkPosts.append(add(across.trunks[index], ys, trunk.segments))
    }
    for case .upright(let from, let to) in nets.ways {
      let ends = [end(of: from), end(of: to)]
      // The exit may also be connected to segments.
      _ = add(ends[0].x, ends.map(\.y), nets.ports[from].segments)
    }
  }

  private mutating func addBeams() {
    for (index, segment) in nets.segments.enumerated() {
      let ends =
        segment.ports.compactMap { portPosts[$0] } + segment.passages.map { passagePosts[$0] }
        + segment.trunks.map { trunkPosts[$0] }
      let xs = ends.map { posts[$0].x }
      segmentBeams.append(beams.count)
      beams.append(
        Beam(
          y: upright.segments[index], left: xs.min() ?? 0, right: xs.max() ?? 0, segment: index))
    }
    for (index, passage) in nets.passages.enumerated() {
      guard let node = passage.sideways else { continue }
      sidewaysBeams[index] = beams.count
      beams.append(
        Beam(
          y: composition.sidewaysHeight(of: node),
          left: across.nodes[node] + composition.outline(of: node).width / 2,
          right: across.passages[index], segment: nil,
          posts: [passagePosts[index]]))
    }
    for (index, trunk) in nets.trunks.enumerated() {
      trunkBeams.append(beams.count)
      beams.append(
        Beam(
          y: upright.nodes[trunk.node],
          left: across.nodes[trunk.node] + composition.outline(of: trunk.node).width / 2,
          right: across.trunks[index], segment: nil,
          posts: [trunkPosts[index]]))
    }
    for (edge, way) in nets.ways.enumerated() {
      guard case .level(let row) = way else { continue }
      let joined = composition.grid.graph.edges[edge]
      let (first, second) =
        across.nodes[joined.source] < across.nodes[joined.reader]
        ? (joined.source, joined.reader) : (joined.reader, joined.source)
      levelBeams[edge] = beams.count
      beams.append(
        Beam(
          y: upright.rows[row],
          left: across.nodes[first] + composition.outline(of: first).width / 2,
          right: across.nodes[second] - composition.outline(of: second).width / 2, segment: nil))
    }
  }

  /// An edge between constants turns once, right before its reader, as do all edges to that reader.
  private mutating func addConstantLines() {
    let block = composition.constants
    let right = across.extent.left + block.width
    var inputs: [Int: [Int]] = [:]
    var readers: [Int] = []
    for (edge, way) in nets.ways.enumerated() {
      guard case .constant = way else { continue }
      let reader = composition.grid.graph.edges[edge].reader
      if inputs[reader] == nil { readers.append(reader) }
      inputs[reader, default: []].append(edge)
    }
    var beamsOf: [Int: [Int]] = [:]
    var postsOf: [Int: Set<Int>] = [:]
    for (index, trunk) in nets.trunks.enumerated() {
      beamsOf[trunk.node] = [trunkBeams[index]]
    }
    defer {
      for (node, all) in beamsOf {
        for beam in all { beams[beam].posts.formUnion(postsOf[node, default: []]) }
      }
    }
    for reader in readers {
      let edges = inputs[reader, default: []]
      let x = right - block.distance(ofLineInto: reader)
      let y = upright.nodes[reader]
      let heights = edges.map { upright.nodes[composition.grid.graph.edges[$0].source] }
      let post = posts.count
      let (low, high) = ((heights + [y]).min() ?? y, (heights + [y]).max() ?? y)
      posts.append(Post(x: x, low: low, high: high, segments: []))
      let last = beams.count
      let end = across.nodes[reader] - composition.outline(of: reader).width / 2
      beams.append(Beam(y: y, left: x, right: end, segment: nil, posts: [post]))
      for (edge, height) in zip(edges, heights) {
        let source = composition.grid.graph.edges[edge].source
        let start = across.nodes[source] + composition.outline(of: source).width / 2
        constantBeams[edge] = (beams.count, last)
        beamsOf[source, default: []].append(beams.count)
        postsOf[source, default: []].insert(post)
        beams.append(Beam(y: height, left: start, right: x, segment: nil, posts: [post]))
      }
      for height in Set(heights + [y]).sorted() {
        let branches = [
          height > low + 0.01, height < high - 0.01, heights.contains(height), height == y,
        ]
        if branches.filter({ $0 }).count > 2 { joints.append((Point(x, height), -1 - reader)) }
      }
    }
  }

  private mutating func findJoints() {
    let straightExits = Set(
      nets.ways.compactMap { if case .upright(let exit, _) = $0 { exit } else { nil } })
    for (index, segment) in nets.segments.enumerated()
    where !composition.slanted.contains(segment.net) {
      let beam = beams[segmentBeams[index]]
      let ends =
        segment.ports.compactMap { portPosts[$0] } + segment.passages.map { passagePosts[$0] }
        + segment.trunks.map { trunkPosts[$0] }
      let sorted = ends.sorted { (posts[$0].x, $0) < (posts[$1].x, $1) }
      // A straight edge continues where its exit port branches.
      let straight = Set(
        segment.ports.filter(straightExits.contains).compactMap { portPosts[$0] }
          .map { posts[$0].x })
      var start = 0
      while start < sorted.count {
        let x = posts[sorted[start]].x
        var end = start
        var (goesUp, goesDown) = (false, false)
        while end < sorted.count, posts[sorted[end]].x - x < 0.01 {
          goesUp = goesUp || posts[sorted[end]].high > beam.y + 0.01
          goesDown = goesDown || posts[sorted[end]].low < beam.y - 0.01
          end += 1
        }
        if straight.contains(x) { (goesUp, goesDown) = (true, true) }
        let branches = [goesUp, goesDown, beam.left < x - 0.01, beam.right > x + 0.01]
        if branches.filter({ $0 }).count > 2 {
          joints.append((Point(x, beam.y), segment.net))
        }
        start = end
      }
    }
    for (index, trunk) in nets.trunks.enumerated() {
      let (beam, post) = (beams[trunkBeams[index]], posts[trunkPosts[index]])
      if post.low < beam.y - 0.01, post.high > beam.y + 0.01, let first = trunk.segments.first {
        joints.append((Point(beam.right, beam.y), nets.segments[first].net))
      }
    }
  }

  /// Finds where horizontal lines cross vertical ones that they are not connected to.
  private mutating func findGaps() {
    gapsOn = beams.map { _ in [] }
    let sorted = posts.indices.sorted { (posts[$0].x, $0) < (posts[$1].x, $1) }
    // Posts by height, so that a beam is only tested against those near it.
    let bandCount = max(1, composition.grid.rowCount * 2 + 1)
    let height = max(1, upright.extent.top - upright.extent.bottom)
    func band(_ y: Double) -> Int {
      min(bandCount - 1, max(0, Int((y - upright.extent.bottom) / height * Double(bandCount))))
    }
    var bands = [[Int]](repeating: [], count: bandCount)
    for post in sorted {
      for index in band(posts[post].low)...band(posts[post].high) { bands[index].append(post) }
    }
    for (index, beam) in beams.enumerated() {
      let members = bands[band(beam.y)]
      var (low, high) = (0, members.count)
      while low < high {
        let middle = (low + high) / 2
        if posts[members[middle]].x > beam.left + 0.01 { high = middle } else { low = middle + 1 }
      }
      while low < members.count, posts[members[low]].x < beam.right - 0.01 {
        let post = posts[members[low]]
        let isJoined =
          beam.segment.map(post.segments.contains) ?? false || beam.posts.contains(members[low])
        if !isJoined, post.low < beam.y - 0.01, post.high > beam.y + 0.01,
          gapsOn[index].last.map({ post.x - $0 > 0.01 }) ?? true
        {
          gapsOn[index].append(post.x)
        }
        low += 1
      }
    }
  }
}
