import Formulas
import Testing

@testable import Unrolling

@Suite struct VariantsTests {
  private func values(_ trace: Trace) -> [Value] { trace.graph.nodes.indices.map(trace.value(of:)) }

  private func drawn(_ count: Int, seed: UInt64) throws -> [Trace] {
    var variants = try Variants(of: Networks.lecture(), asking: ["h_0"], seed: seed)
    var drawn: [Trace] = []
    for _ in 0..<count {
      let next = variants.next()
      drawn.append(try #require(next))
    }
    return drawn
  }

  @Test("The same seed gives the same variants, another seed gives others")
  func reproducible() throws {
    let first = try drawn(5, seed: 7).map(values)
    #expect(try drawn(5, seed: 7).map(values) == first)
    #expect(try drawn(5, seed: 8).map(values) != first)
  }

  @Test("No two variants are equal, and none equals the lesson")
  func distinct() throws {
    let all = try drawn(30, seed: 1).map(values)
    #expect(Set(all).count == 30)
    let lesson = try Trace(of: UnrolledGraph(of: Networks.lecture()))
    #expect(!all.contains(values(lesson)))
  }

  @Test("Integers stay integers below 100 in values and gradients, and no answer is 0")
  func readable() throws {
    for trace in try drawn(30, seed: 3) {
      #expect((trace.values + trace.gradients).allSatisfy { abs($0) <= 99 && $0 == $0.rounded() })
      let asked = try #require(trace.graph.node(id: "h_0"))
      #expect(trace.gradient(of: asked) != .scalar(0))
      #expect(trace.value(of: asked) == .scalar(0))
    }
  }

  @Test("A network without readable variants gives none")
  func none() throws {
    let square = try Network(
      equations: [
        Equation("y", isTimed: false, Formula("exp(exp(exp(x*x)))").expression)
      ], inputs: [NamedValue("x", .scalar(3))], outcome: "y")
    var variants = Variants(of: square, asking: ["x"], seed: 1)
    #expect(variants.next() == nil)
  }
}
