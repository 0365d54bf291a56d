import Layout
import Testing

@Suite struct LayoutTests {
  @Test(
    "Nothing overlaps, each chip is nearest to its owner, and lines keep their distance",
    arguments: Kind.allCases)
  func rules(_ kind: Kind) {
    for seed in 1...UInt64(18) {
      let sample = Sample(kind, seed: seed)
      let problems = sample.problems
      #expect(problems.isEmpty, "\(sample): \(problems.joined(separator: "; "))")
    }
  }

  @Test("The rules also hold where rows are low", arguments: Kind.allCases)
  func lowRows(_ kind: Kind) {
    for seed in 1...UInt64(9) {
      let sample = Sample(kind, seed: seed, gaps: .low)
      let problems = sample.problems
      #expect(problems.isEmpty, "\(sample): \(problems.joined(separator: "; "))")
    }
  }

  @Test("The rules also hold with 200 time steps", arguments: [Kind.lstm, .skip, .bidirectional])
  func longSequences(_ kind: Kind) {
    let sample = Sample(kind, seed: 3, steps: 200)
    let problems = sample.problems
    #expect(problems.isEmpty, "\(sample): \(problems.joined(separator: "; "))")
  }

  @Test(
    "The crossings that a layout reports are those of its routes", arguments: Kind.allCases)
  func reportedCrossings(_ kind: Kind) {
    for seed in 1...UInt64(6) {
      let sample = Sample(kind, seed: seed, steps: 4)
      #expect(sample.checker.crossings.count == sample.layout.crossingCount, "\(sample)")
    }
  }

  @Test("Chains, GRUs and stacks have no crossings at all")
  func noCrossings() {
    for kind in [Kind.elman, .jordan, .gruBefore, .gruAfter, .pooling] {
      for seed in 1...UInt64(12) {
        let sample = Sample(kind, seed: seed)
        // An outcome that also reads the pooled state, besides its reader, adds no crossings
        // either.
        #expect(sample.checker.crossings.isEmpty, "\(sample)")
      }
    }
    for layers in 2...3 {
      var network = TestNetwork()
      var below = network.add()
      for _ in 0..<layers { below = network.elman(below) }
      network.addOutputs(below)
      #expect(Sample(network).checker.crossings.isEmpty)
    }
  }

  @Test("An LSTM has one crossing per time step: its output's line over the cell state's")
  func lstmCrossings() {
    for steps in 1...6 {
      var network = TestNetwork()
      network.steps = steps
      network.addOutputs(network.lstm(network.add()))
      #expect(Sample(network).checker.crossings.count == steps - 1)
    }
  }

  @Test("Two chains that meet in a distance do not cross")
  func twinCrossings() {
    var network = TestNetwork()
    let chains = [network.elman(network.add()), network.elman(network.add())]
    network.outcome = network.add(timed: false, chains.map { ($0, .fixed(network.steps)) })
    #expect(Sample(network).checker.crossings.isEmpty)
  }

  @Test("Attention over two states in two time steps has at most two crossings")
  func attentionCrossings() {
    var network = TestNetwork()
    network.steps = 2
    network.addAttention()
    #expect(Sample(network).checker.crossings.count <= 2)
  }

  @Test("The time for 10,000 time steps grows only linearly with the length")
  func linearTime() {
    func time(_ steps: Int) -> Duration {
      var network = TestNetwork()
      network.steps = steps
      network.addOutputs(network.elman(network.add()))
      let graph = network.graph
      var random = Seeded(1)
      let measures = Layout.Measures.random(for: graph, &random)
      return ContinuousClock().measure {
        #expect(Layout(of: graph, measures: measures, in: nil).routes.count == graph.edges.count)
      }
    }
    // Generous for busy machines; a quadratic step would take 100 times as long.
    #expect(time(10_000) < time(1_000) * 40 + .milliseconds(200))
  }

  @Test("The same graph and measures give the same layout", arguments: Kind.allCases)
  func determinism(_ kind: Kind) {
    let (one, other) = (Sample(kind, seed: 5).layout, Sample(kind, seed: 5).layout)
    #expect(one.outlines == other.outlines)
    #expect(one.routes == other.routes)
    #expect(one.joints == other.joints)
    #expect(one.blocks == other.blocks)
  }

  @Test("A drawing has the size that it reports, lies within its field and is centered there")
  func field() {
    for seed in 1...UInt64(8) {
      let sample = Sample(.elman, seed: seed, steps: 2)
      let natural = Layout.naturalSize(of: sample.graph, measures: sample.measures)
      let field = Layout.Box(
        left: 10, top: 20, right: 10 + natural.width + 40, bottom: 20 + natural.height + 30)
      let layout = Layout(of: sample.graph, measures: sample.measures, in: field)
      #expect(layout.bounds.width > natural.width && layout.bounds.width <= field.width + 1)
      #expect(layout.bounds.height > natural.height && layout.bounds.height <= field.height + 1)
      #expect(abs(layout.bounds.center.x - field.center.x) < 0.01)
      #expect(abs(layout.bounds.center.y - field.center.y) < 0.01)
    }
  }

  @Test("Free rectangles contain nothing and do not overlap")
  func freeRectangles() {
    for kind in Kind.allCases {
      let sample = Sample(kind, seed: 2, steps: 4)
      let field = sample.layout.bounds.outset(by: 30)
      let free = sample.layout.freeRectangles(in: field, count: 3)
      #expect(!free.isEmpty, "\(sample)")
      for (index, box) in free.enumerated() {
        #expect(!sample.layout.outlines.contains { $0.overlaps(box) }, "\(sample)")
        #expect(!free[..<index].contains { $0.overlaps(box) }, "\(sample)")
        for route in sample.layout.routes {
          for (from, to) in zip(route.corners, route.corners.dropFirst()) {
            #expect(!Plane.crosses(from, to, box), "\(sample)")
          }
        }
      }
    }
  }
}

/// A network with random measures, laid out and checked.
struct Sample: CustomStringConvertible {
  let description: String
  let graph: Layout.Graph
  let measures: Layout.Measures
  let layout: Layout
  let checker: Checker

  static let field = Layout.Box(left: 36, top: 80, right: 924, bottom: 490)

  init(
    _ kind: Kind, seed: UInt64, steps: Int? = nil, gaps: Layout.Gaps = Layout.Gaps()
  ) {
    var random = Seeded(seed)
    let network = kind.network(&random, steps: steps ?? Int.random(in: 1...12, using: &random))
    self.init(network, "\(kind) \(seed), T = \(network.steps)", gaps, &random)
  }

  init(_ network: TestNetwork, seed: UInt64 = 1, gaps: Layout.Gaps = Layout.Gaps()) {
    var random = Seeded(seed)
    self.init(network, "T = \(network.steps)", gaps, &random)
  }

  private init(
    _ network: TestNetwork, _ description: String, _ gaps: Layout.Gaps, _ random: inout Seeded
  ) {
    self.description = description
    graph = network.graph
    var measures = Layout.Measures.random(for: graph, &random)
    measures.gaps = gaps
    self.measures = measures
    layout = Layout(of: graph, measures: measures, in: random.chance(0.8) ? Self.field : nil)
    checker = Checker(graph, measures, layout)
  }

  /// The first problems, as text.
  var problems: [String] {
    Array(Set(checker.problems).map(\.description).sorted().prefix(6))
  }
}
