import Formulas
import Testing

@testable import Unrolling

@Suite struct UnrollingErrorTests {
  private func message(_ network: Network) throws -> String {
    do {
      _ = try Networks.trace(network)
    } catch let error as UnrollingError {
      return error.description
    }
    return "no error"
  }

  @Test("A cycle is reported with everything on it")
  func cycle() throws {
    let network = try Networks.own(["a": "b + 1", "b": "2*c", "c": "a"], outcome: "a")
    #expect(try message(network) == "a depends on itself: a → b → c → a")
    let timed = try Networks.own(
      ["h[t]": "y[t]", "y[t]": "h[t] + x[t]", "Loss": "sum(y[t])"], inputs: [.scalar(1)])
    #expect(try message(timed) == "h_1 depends on itself: h_1 → y_1 → h_1")
  }

  @Test("An unknown name is reported with its reader")
  func unknown() throws {
    let network = try Networks.own(["q": "x1 + 1"], outcome: "q")
    #expect(try message(network) == "q reads x1, which is not defined")
    let timed = try Networks.own(
      ["h[t]": "h[t-1] + z[t]", "Loss": "sum(h[t])"], inputs: [.scalar(1)])
    #expect(try message(timed) == "h reads z[t], which is not defined")
  }

  @Test("A time step past the end and a time index without time are reported")
  func time() throws {
    let late = try Networks.own(["h[t]": "x[t+1]", "Loss": "sum(h[t])"], inputs: [.scalar(1)])
    #expect(
      try message(late) == "h reads x at time step 2, past the end of the sequence at time step 1")
    let early = try Networks.own(
      ["h[t]": "h[t-1000000000] + x[t]", "Loss": "sum(h[t])"], inputs: [.scalar(1)])
    #expect(try message(early) == "h reads h[t-1000000000] too far back")
    let none = try Networks.own(["h[t]": "x[t]", "Loss": "h[t]"], inputs: [.scalar(1)])
    #expect(
      try message(none)
        == "Loss has no time, so it can use h[t] only inside sum( ) or mean( )")
  }

  @Test(
    "An undefined operation is reported with its node and time step",
    arguments: [
      ("1/(x[t] - 2)", 2, "division by zero"),
      ("log(x[t] - 2)", 1, "the logarithm of −1"),
      ("log(1 - x[t])", 1, "the logarithm of 0"),
      ("sqrt(1 - x[t])", 2, "the square root of −1"),
      ("(1 - x[t])^0.5", 2, "an undefined power of −1"),
      ("exp(1000*x[t] - 1000)", 2, "its value is too large to represent"),
    ])
  func undefined(formula: String, time: Int, reason: String) throws {
    var network = try Networks.own(
      ["h[t]": "x[t]", "Loss": "sum(h[t])"], inputs: [.scalar(1), .scalar(2)])
    network.equations[0] = Equation("h", isTimed: true, try Formula(formula).expression)
    #expect(
      try message(network)
        == "the forward pass fails at h_\(time) (time step \(time)): \(reason)")
  }

  @Test("An exponent of a negative base has no gradient; one of a positive base has")
  func exponents() throws {
    func network(_ base: Double) throws -> Network {
      try Networks.own(
        ["s": "q^k + 1"], values: [("q", .scalar(base)), ("k", .scalar(3))], outcome: "s")
    }
    #expect(
      try message(network(-2))
        == "the backward pass fails at k: s has a negative base, and powers of negative numbers"
        + " have no derivative with respect to the exponent")
    let trace = try Networks.trace(network(2))
    #expect(abs((trace.gradient("k")?.number ?? 0) - 8 * 0.6931471805599453) < 1e-14)
    let number = try Networks.own(["s": "q^3"], values: [("q", .scalar(-2))], outcome: "s")
    #expect(try Networks.trace(number).gradient("q") == .scalar(12))
  }

  @Test("An exploding gradient is reported with its node")
  func explosion() throws {
    let network = try Networks.own(
      ["h[t]": "1e-200*w*h[t-1]", "Loss": "1e250*1e50*sum(h[t])"],
      parameters: [("w", .scalar(1e300))], inputs: (0..<3).map { _ in .scalar(0) },
      initial: ["h": .scalar(1e-300)])
    #expect(try message(network).hasPrefix("the backward pass fails at h_"))
  }

  @Test("An overflow in a number other than values and gradients is reported")
  func beyondNumbers() throws {
    let local = try Networks.own(
      ["q": "x*a*b", "z": "q*1e-200"],
      parameters: [("x", .scalar(1e-300)), ("a", .scalar(1e200)), ("b", .scalar(1e200))],
      outcome: "z")
    #expect(
      try message(local) == "the local gradient of q with respect to x is too large to represent")
    let norm = try Networks.own(
      ["q": "[a; a]", "z": "0*q[1]"], parameters: [("a", .scalar(1.7e308))], outcome: "z")
    #expect(try message(norm) == "the norm of q is too large to represent")
  }

  @Test("An overflow within a ledger is reported even if the final sum is finite")
  func ledgerSum() throws {
    // Forward in time 1e308 + 1e308 − 1e308; the backward pass computes it in reverse order.
    let network = try Networks.own(
      ["h[t]": "w*x[t]", "Loss": "sum(h[t])"], parameters: [("w", .scalar(0.1))],
      inputs: [.scalar(1e308), .scalar(1e308), .scalar(-1e308)])
    #expect(
      try message(network)
        == "the gradient of w, summed up to h_2 (time step 2), is too large to represent")
  }
}
