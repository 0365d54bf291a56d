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

  @Test("Before a function that saturates numbers are 1 or 2, and no answer is almost 0")
  func saturating() throws {
    let network = try Networks.cell(
      "elman", activation: .tanh,
      parameters: [("W_h", .scalar(0.5)), ("W_x", .scalar(1)), ("W_y", .scalar(-1))],
      inputs: [.scalar(0.5), .scalar(0), .scalar(-3)],
      loss: ["Loss[t]": "y[t]^2", "Loss": "sum(Loss[t])"])
    var variants = Variants(of: network, asking: ["h_0", "h_1"], seed: 5)
    for _ in 0..<30 {
      let next = variants.next()
      let trace = try #require(next)
      for id in ["W_h", "W_x", "W_y", "x_1", "x_3"] {
        let number = try #require(trace.value(id)?.number)
        #expect([1, 2].contains(abs(number)), "\(id) = \(number)")
      }
      #expect(trace.value("x_2") == .scalar(0))
      for id in ["h_0", "h_1"] {
        let node = try #require(trace.graph.node(id: id))
        let answer = try #require(trace.gradient(of: node).number)
        #expect(abs(answer) >= 0.01, "∂Loss/∂\(id) = \(answer)")
      }
    }
  }
}
