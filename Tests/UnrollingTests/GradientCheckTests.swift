import Formulas
import Testing

@testable import Unrolling

@Suite struct GradientCheckTests {
  @Test("The lecture's gradients agree, for every parameter, initial state and input")
  func lecture() throws {
    let check = GradientCheck(of: try Networks.trace(Networks.lecture()))
    #expect(check.agrees)
    #expect(check.entries.map(\.id) == ["W_h", "W_x", "W_y", "h_0", "x_1", "x_2"])
  }

  @Test("At a kink a gradient between the slopes agrees")
  func kink() throws {
    let network = try Networks.own(
      ["q": "relu(a) + abs(b)"], values: [("a", .scalar(0)), ("b", .scalar(0))], outcome: "q")
    #expect(GradientCheck(of: try Networks.trace(network)).agrees)
  }
}
