import Layout
import Testing

@Suite struct LayoutTests {
  static let field = Layout.Box(left: 36, top: 80, right: 924, bottom: 490)

  static func check(_ kind: Kind, seed: UInt64, steps: Int? = nil) -> (Checker, TestNetwork) {
    var random = Seeded(seed)
    let network = kind.network(&random, steps: steps ?? Int.random(in: 1...12, using: &random))
    let graph = network.graph
    let measures = Layout.Measures.random(for: graph, &random)
    let layout = Layout(of: graph, measures: measures, in: random.chance(0.8) ? field : nil)
    return (Checker(graph, measures, layout), network)
  }

  @Test(
    "Nothing overlaps, each chip is nearest to its owner, and each line keeps clear",
    arguments: Kind.allCases)
  func rules(_ kind: Kind) {
    for seed in 1...UInt64(20) {
      let (checker, network) = Self.check(kind, seed: seed)
      let all = Set(checker.problems)
      let shown = all.map(\.description).sorted().prefix(6).joined(separator: "; ")
      #expect(
        all.isEmpty, "\(kind) \(seed), T = \(network.steps): \(all.count) problems, \(shown)")
      #expect(
        checker.crossings.count == checker.layout.crossingCount || kind == .circuit
          || kind == .regularized,
        "\(kind) \(seed): \(checker.crossings.count) crossings, reported \(checker.layout.crossingCount)"
      )
    }
  }
}
