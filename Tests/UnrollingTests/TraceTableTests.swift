import Formulas
import Testing

@testable import Unrolling

@Suite struct TraceTableTests {
  @Test("Vectors and Jacobians are written as rows, large ones as shape and norm")
  func vectors() throws {
    let network = try Networks.own(
      ["y[t]": "W*x[t]", "Loss[t]": "sum(y[t])", "Loss": "sum(Loss[t])"],
      parameters: [("W", .matrix([[1, 2], [3, 4]]))], inputs: [.vector([1, -1]), .vector([0, 2])])
    let table = try Networks.trace(network).table()
    #expect(table.contains("[1, 2; 3, 4]^T · [1; 1] via y_1"))
    #expect(table.contains("upstream [1; 1]"))
    #expect(
      table.hasSuffix(
        "W = [1, 2; 3, 4], gradient [1, 1; 1, 1]\n∂Loss/∂W = Σ_t ∂Loss/∂y_t · x_t^T\n"))
    let large = try Networks.own(
      ["y": "v", "q": "sum(v .* v)"],
      values: [("v", .vector(Array(repeating: 1, count: 9)))], outcome: "q")
    let written = try Networks.trace(large).table()
    #expect(written.contains("9 × 1, norm 3"))
    // Each is one factor.
    #expect(written.contains("(1 × 9, norm 6)^T · 1 via q"), "\(written)")
    let chain = try Networks.trace(
      Networks.own(
        ["w": "v .* v", "q": "sum(w)"],
        values: [("v", .vector(Array(repeating: 1, count: 9)))], outcome: "q")
    ).table()
    #expect(chain.contains("(9 × 9, norm 6)^T · (9 × 1, norm 3) via w"), "\(chain)")
  }
}
