import Layout
import Testing

@Suite struct RoutesTests {
  private func network(_ make: (inout TestNetwork) -> Void) -> TestNetwork {
    var network = TestNetwork()
    make(&network)
    return network
  }

  private func edge(_ sample: Sample, _ source: [Int], _ reader: [Int]) -> Int? {
    sample.graph.edges.firstIndex { edge in
      let (from, to) = (sample.graph.nodes[edge.source], sample.graph.nodes[edge.reader])
      return [from.quantity, from.time ?? -9] == source && [to.quantity, to.time ?? -9] == reader
    }
  }

  @Test("Input and previous state share the bus of an LSTM's gates, and each gate has one riser")
  func lstmBus() throws {
    let sample = Sample(network { $0.addOutputs($0.lstm($0.add())) })
    var risers: Set<Layout.Point> = []
    var buses: Set<Int?> = []
    for gate in 1...4 {
      let input = try #require(edge(sample, [0, 2], [gate, 2]))
      let state = try #require(edge(sample, [6, 1], [gate, 2]))
      buses.formUnion([sample.layout.buses[input], sample.layout.buses[state]])
      let ends = Set([input, state].compactMap { sample.layout.routes[$0].corners.last })
      #expect(ends.count == 1, "what gate \(gate) reads enters by one arrowhead")
      risers.formUnion(ends)
    }
    #expect(buses.count == 1 && !buses.contains(nil))
    #expect(risers.count == 4)
    // The four gates have joints, and so do both sources.
    #expect(sample.layout.joints.filter { buses.contains($0.bus) }.count >= 3)
  }

  @Test("Lines leave every joint in at least three directions", arguments: Kind.allCases)
  func jointBranches(_ kind: Kind) {
    for seed in 1...UInt64(12) {
      let sample = Sample(kind, seed: seed)
      for joint in sample.layout.joints {
        // Two corners less than a point apart are under one dot.
        let dot = Layout.Box(center: joint.point, size: .init(1.2, 1.2))
        var directions: Set<[Bool]> = []
        for route in sample.layout.routes {
          for (from, to) in zip(route.corners, route.corners.dropFirst())
          where Plane.crosses(from, to, dot) {
            for end in [from, to] {
              let (dx, dy) = (end.x - joint.point.x, end.y - joint.point.y)
              if max(abs(dx), abs(dy)) > 0.6 {
                directions.insert([abs(dx) > abs(dy), dx + dy > 0])
              }
            }
          }
        }
        #expect(directions.count >= 3, "\(sample): \(joint.point)")
      }
    }
  }

  @Test("A belt runs straight from state to state, at the height of both")
  func belt() throws {
    let sample = Sample(network { $0.addOutputs($0.elman($0.add())) })
    for time in 1...3 {
      let belt = try #require(edge(sample, [1, time - 1], [1, time]))
      let route = sample.layout.routes[belt]
      #expect(route.isStraight && route.corners[0].y == route.corners[1].y)
      #expect(sample.layout.buses[belt] == nil)
    }
  }

  @Test("All states of an encoder are on the one bus that all scores and contexts read from")
  func attentionBus() throws {
    let sample = Sample(network { $0.addAttention() })
    var buses: Set<Int?> = []
    for source in 1...3 {
      for (reader, time) in [(4, 1), (4, 3), (6, 1), (6, 3)] {
        let tap = try #require(edge(sample, [1, source], [reader, time]))
        buses.insert(sample.layout.buses[tap])
      }
    }
    #expect(buses.count == 1 && !buses.contains(nil))
  }

  @Test("A decoder has its columns after its encoder's, in the same rows")
  func decoderColumns() throws {
    let sample = Sample(network { $0.addAttention() })
    func center(_ quantity: Int, _ time: Int) throws -> Layout.Point {
      let node = try #require(
        sample.graph.nodes.firstIndex { $0.quantity == quantity && $0.time == time })
      return sample.layout.outlines[node].center
    }
    #expect(try center(1, 3).x < center(3, 0).x)
    #expect(try center(3, 0).x < center(3, 1).x)
    #expect(try center(1, 1).y == center(3, 1).y)
  }

  @Test("What reads a state with nothing above it is reached by a straight line")
  func straightAbove() throws {
    let network = network {
      $0.steps = 5
      let state = $0.elman($0.add())
      let output = $0.add([(state, .offset(0))])
      let loss = $0.add([(output, .offset(0))])
      $0.times = [output: [1, 5], loss: [1, 5]]
      $0.outcome = $0.add(timed: false, [(loss, .every), (state, .fixed(3))])
    }
    let sample = Sample(network)
    #expect(sample.problems.isEmpty)
    let outcome = try #require(
      sample.graph.nodes.indices.first { sample.graph.nodes[$0].isOutcome })
    let line = try #require(
      sample.graph.edges.indices.first {
        let edge = sample.graph.edges[$0]
        return edge.reader == outcome && sample.graph.nodes[edge.source].quantity == 1
      })
    let corners = sample.layout.routes[line].corners
    let state = sample.layout.outlines[sample.graph.edges[line].source].center
    for corner in corners.prefix(2) { #expect(abs(corner.x - state.x) < 0.001) }
    let losses = sample.graph.nodes.indices.filter { sample.graph.nodes[$0].quantity == 3 }
    #expect(losses.count == 2)
    for loss in losses { #expect(corners[1].y < sample.layout.outlines[loss].top) }
  }

  @Test("Totals over the same time steps are in the lesson's order, if that costs no crossing")
  func orderOfTotals() throws {
    // A bidirectional network written with two series: y₁ reads h₁ and b₃, y₂ h₂ and b₂, y₃ h₃ and b₁.
    let network = network { network in
      let forward = network.elman(network.add())
      let backward = network.elman(network.add())
      let outputs = (1...3).map { time in
        network.add(timed: false, [(forward, .fixed(time)), (backward, .fixed(4 - time))])
      }
      network.outcome = network.add(timed: false, outputs.map { ($0, .timeless) })
    }
    let sample = Sample(network)
    let outputs = sample.graph.nodes.indices.filter {
      (4...6).contains(sample.graph.nodes[$0].quantity)
    }
    let places = outputs.sorted {
      sample.graph.nodes[$0].quantity < sample.graph.nodes[$1].quantity
    }
    .map { sample.layout.outlines[$0].center.x }
    #expect(places.count == 3 && places == places.sorted())
    // Three sequences, of which the first is compared with the third, then with the second.
    let triplet = self.network { network in
      let first = network.elman(network.add())
      let second = network.elman(network.add())
      let third = network.elman(network.add())
      let near = network.add(timed: false, [(first, .fixed(3)), (second, .fixed(3))])
      let far = network.add(timed: false, [(first, .fixed(3)), (third, .fixed(3))])
      network.outcome = network.add(timed: false, [(near, .timeless), (far, .timeless)])
    }
    let crossed = Sample(triplet).layout.crossingCount
    #expect(crossed <= 1, "\(crossed)")
  }

  @Test("Two losses have slanted edges to their sum, three have a bus")
  func slants() {
    for steps in 2...3 {
      var network = network { $0.addOutputs($0.elman($0.add())) }
      network.steps = steps
      let nodes = network.graph.nodes.map { _ in
        Layout.Measures.Node(.box, .init(40, 28), value: .init(24, 18), gradient: .init(24, 18))
      }
      let graph = network.graph
      let layout = Layout(of: graph, measures: .init(nodes: nodes), in: nil)
      let sums = graph.edges.indices.filter { graph.nodes[graph.edges[$0].reader].isOutcome }
      #expect(sums.count == steps)
      for edge in sums {
        #expect(layout.routes[edge].isStraight == (steps == 2) || layout.buses[edge] != nil)
        #expect((layout.buses[edge] == nil) == (steps == 2))
      }
    }
  }

  @Test("A folded cell is one box over the rows of its cell, and states connect through it")
  func foldedCells() throws {
    var network = network { $0.addOutputs($0.gru($0.add(), isResetBefore: true)) }
    network.steps = 4
    network.folded = [2, 3]
    let sample = Sample(network)
    #expect(sample.problems.isEmpty)
    #expect(Set(sample.layout.boxes.map(\.time)) == [1, 4])
    let folded = sample.graph.nodes.indices.filter { sample.graph.nodes[$0].kind == .foldedCell }
    #expect(folded.count == 2)
    let passing = try #require(
      sample.graph.edges.firstIndex { $0.source == folded[0] && $0.reader == folded[1] })
    let route = sample.layout.routes[passing]
    #expect(route.isStraight && route.corners[0].y == route.corners[1].y)
    let state = try #require(
      sample.graph.nodes.firstIndex { $0.quantity == 4 && $0.time == 1 })
    #expect(route.corners[0].y == sample.layout.outlines[state].center.y)
    #expect(sample.layout.outlines[folded[0]].height > sample.layout.outlines[state].height)
  }

  @Test("Layers that are all folded stand above one another, whatever their gates")
  func foldedLayers() {
    var network = network { network in
      let lower = network.gru(network.add(), isResetBefore: true)
      network.addOutputs(network.gru(lower, isResetBefore: true))
    }
    network.steps = 3
    network.folded = [1, 2, 3]
    let sample = Sample(network)
    #expect(sample.problems.isEmpty)
    for time in 1...3 {
      let middles = sample.graph.nodes.indices.filter {
        sample.graph.nodes[$0].time == time && sample.graph.nodes[$0].kind == .foldedCell
      }.map { sample.layout.outlines[$0].center.x }
      #expect(middles.count == 2 && Set(middles).count == 1)
    }
  }

  @Test("In low rows, values of inputs whose lines leave to the right are at their left")
  func lowInputs() throws {
    var network = TestNetwork()
    let x = network.add()
    let lower = network.elman(x)
    let upper = network.elman(lower)
    network.reads(upper, x, .offset(0))
    network.addOutputs(upper)
    let (usual, low) = (Sample(network), Sample(network, gaps: .low))
    #expect(low.problems.isEmpty)
    let input = try #require(low.graph.nodes.firstIndex { $0.quantity == x })
    let value = try #require(low.layout.blocks[input].value)
    #expect(value.right < low.layout.outlines[input].left)
    #expect(abs(value.center.y - low.layout.outlines[input].center.y) < 25)
    #expect(low.layout.bounds.height <= usual.layout.bounds.height)
  }

  @Test("A number at a line into a folded cell is above that line, which is as long as it needs")
  func foldedNumbers() {
    for seed in 1...UInt64(12) {
      let sample = Sample(.folded, seed: seed)
      for (edge, joined) in sample.graph.edges.enumerated()
      where sample.graph.nodes[joined.reader].kind == .foldedCell {
        let route = sample.layout.routes[edge]
        guard let size = sample.measures.contributions[edge], route.isStraight,
          route.corners[0].y == route.corners[1].y
        else { continue }
        #expect(abs(route.corners[1].x - route.corners[0].x) > size.width, "\(sample): \(edge)")
        #expect(
          route.contribution.map { $0.y + size.height / 2 < route.corners[0].y } == true,
          "\(sample): \(edge)")
      }
    }
  }

  @Test("Dots have a separate column, between the time steps next to them")
  func dots() throws {
    var network = network { $0.addOutputs($0.elman($0.add())) }
    network.steps = 30
    network.leftOut = 3...28
    let sample = Sample(network)
    let dots = try #require(sample.graph.nodes.firstIndex { $0.kind == .dots })
    func center(_ time: Int) throws -> Layout.Point {
      let node = try #require(
        sample.graph.nodes.firstIndex { $0.quantity == 1 && $0.time == time })
      return sample.layout.outlines[node].center
    }
    let place = sample.layout.outlines[dots].center
    #expect(try center(2).x < place.x && place.x < center(29).x)
    #expect(try center(2).y == place.y)
    #expect(sample.problems.isEmpty)
  }

  @Test("A gradient flows beside a straight edge, from its reader to its source")
  func flows() throws {
    let sample = Sample(network { $0.addOutputs($0.elman($0.add())) }, seed: 3)
    let belt = try #require(edge(sample, [1, 1], [1, 2]))
    let route = sample.layout.routes[belt]
    let flow = try #require(route.flow)
    #expect(flow.count == 4)
    #expect(abs(flow[0].x - route.corners[1].x) < 1 && abs(flow[3].x - route.corners[0].x) < 1)
    #expect(Curves.point(of: flow, at: 0.5).y > route.corners[0].y + 8)
  }

  @Test("A rounded route starts and ends where the route does, and stays close to its corners")
  func roundedCorners() {
    let corners: [Layout.Point] = [.init(0, 0), .init(40, 0), .init(40, 30), .init(80, 30)]
    let curves = Curves.along(corners, radius: 4)
    #expect(curves.count == 1 && curves[0].count % 3 == 1)
    #expect(curves[0].first == corners.first && curves[0].last == corners.last)
    #expect(!curves[0].contains(corners[1]))
    for point in curves[0] {
      #expect(
        zip(corners, corners.dropFirst()).contains { Plane.distance(point, $0, $1) < 2 })
    }
  }

  @Test("An interrupted route has two pieces, with space where the other line crosses")
  func interruptions() {
    let corners: [Layout.Point] = [.init(0, 0), .init(40, 0), .init(40, 30)]
    let pieces = Curves.along(corners, radius: 4, gaps: [.init(20, 0)], width: 8)
    #expect(pieces.count == 2)
    #expect(pieces[0].last == .init(16, 0) && pieces[1].first == .init(24, 0))
    #expect(pieces[1].last == corners.last)
  }

  @Test("A circuit's leaf is in the column before its first reader; a long edge has a passage")
  func circuit() {
    var network = TestNetwork()
    network.steps = 0
    let x = network.add(timed: false)
    let a = network.add(timed: false, [(x, .timeless)])
    let b = network.add(timed: false, [(a, .timeless)])
    let target = network.add(timed: false)
    let loss = network.add(timed: false, [(b, .timeless), (target, .timeless), (x, .timeless)])
    let sample = Sample(network)
    let centers = sample.layout.outlines.map(\.center)
    #expect(abs(centers[target].x - centers[b].x) < 0.01)
    #expect(centers[x].x < centers[a].x && centers[b].x < centers[loss].x)
    #expect(sample.layout.routes.last?.isStraight == false)
    #expect(sample.problems.isEmpty)
  }

  @Test("Twice as many equations that all read one input take no more than a few times as long")
  func longChain() throws {
    func time(_ count: Int) -> Duration {
      var network = TestNetwork()
      network.steps = 0
      let x = network.add(timed: false)
      var last = network.add(timed: false, [(x, .timeless)])
      for _ in 2...count { last = network.add(timed: false, [(last, .timeless), (x, .timeless)]) }
      network.outcome = last
      let graph = network.graph
      var random = Seeded(1)
      let measures = Layout.Measures.random(for: graph, &random)
      return (0..<3).map { _ in
        ContinuousClock().measure { _ = Layout(of: graph, measures: measures, in: nil) }
      }.min() ?? .zero
    }
    _ = time(20)
    let (short, long) = (time(60), time(120))
    // All lines together are four times as long; each pair of them would take sixteen times as long.
    // A time limit of the test would count its wait for other tests, too.
    #expect(long < .seconds(20))
    #expect(long < short * 9, "\(short) for 60 equations, \(long) for 120")
  }
}
