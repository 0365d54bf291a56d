import Formulas
import Testing

@testable import Unrolling

@Suite struct LossesTests {
  private func trace(
    _ loss: LossPreset, _ reduction: LossReduction, y: [Value], targets: [Value?]
  ) throws -> Trace {
    let network = try Networks.own(
      ["y[t]": "x[t]", "Loss[t]": "0", "Loss": "0"], inputs: y, targets: targets)
    var changed = network
    changed.equations[1] = Equation(
      "Loss", isTimed: true, try Formula(loss.formula).expression)
    changed.equations[2] = Equation(
      "Loss", isTimed: false, try Formula(reduction.formula).expression)
    return try Networks.trace(changed)
  }

  @Test("Each loss has the value and gradient of its formula, for numbers and for vectors")
  func presets() throws {
    let expected: [LossPreset: (Double, [Double])] = [
      .output: (4, [1, 1]), .squaredError: (5, [2, 4]), .halfSquaredError: (2.5, [1, 2]),
      .absoluteError: (3, [1, 1]), .mse: (2.5, [1, 2]), .l1: (1.5, [0.5, 0.5]),
      .huber: (1, [0.5, 0.5]),
    ]
    for (loss, (value, gradient)) in expected {
      let vector = try trace(loss, .sum, y: [.vector([1, 3])], targets: [.vector([0, 1])])
      #expect(vector.value("Loss") == .scalar(value), "\(loss)")
      #expect(vector.gradient("y_1") == .vector(gradient))
      let number = try trace(loss, .sum, y: [.scalar(3)], targets: [.scalar(1)])
      let isMean = loss.formula.hasPrefix("mean")
      #expect(number.gradient("y_1") == .scalar(gradient[1] * (isMean ? 2 : 1)))
    }
  }

  @Test("The gradient of cross-entropy is softmax(y) − onehot(target), even with huge scores")
  func crossEntropy() throws {
    let small = try trace(.crossEntropy, .sum, y: [.vector([0, 0])], targets: [.scalar(1)])
    #expect(small.gradient("y_1") == .vector([0.5, -0.5]))
    let huge = try trace(
      .crossEntropy, .sum, y: [.vector([1000, -1000, 0])], targets: [.scalar(1)])
    #expect(huge.value("Loss") == .scalar(2000))
    #expect(huge.gradient("y_1") == .vector([1, -1, 0]))
    let edge = try #require(huge.edge(from: "y_1", to: "Loss_1"))
    #expect(
      huge.derivative(of: edge).notation().plain == "(softmax(y_1) − onehot(target_1))^T")
  }

  @Test("A null target leaves a time step without a loss; mean and last use the others")
  func reductions() throws {
    let y = [1.0, 2, 3, 4].map(Value.scalar)
    let targets: [Value?] = [.scalar(0), nil, .scalar(0), nil]
    let sum = try trace(.squaredError, .sum, y: y, targets: targets)
    #expect(sum.value("Loss") == .scalar(10))
    #expect(sum.graph.node(id: "Loss_2") == nil)
    let mean = try trace(.squaredError, .mean, y: y, targets: targets)
    #expect(mean.value("Loss") == .scalar(5))
    #expect(mean.gradient("y_3") == .scalar(3))
    let last = try trace(.squaredError, .last, y: y, targets: targets)
    #expect(last.value("Loss") == .scalar(9))
    #expect(last.gradient("y_1") == .scalar(0))
  }

  @Test(
    "An invalid class is reported with its time step",
    arguments: [
      (3.0, "y[2] has no component 3: it has 3, counted from 0"),
      (-1, "y[2] has no component −1: it has 3, counted from 0"),
      (0.5, "y[2] has no component 0.5: it has 3, counted from 0"),
    ])
  func classes(target: Double, reason: String) throws {
    do {
      _ = try trace(
        .crossEntropy, .sum, y: [.vector([1, 2, 3]), .vector([1, 2, 3])],
        targets: [.scalar(2), .scalar(target)])
      Issue.record("\(target) is not a class")
    } catch let error as UnrollingError {
      #expect(
        error.description == "the forward pass fails at Loss_2 (time step 2): \(reason)")
    }
  }

  @Test(
    "An undefined operation in a vector is reported with its component",
    arguments: [
      ("log(x[t])", "the logarithm of 0 in component 1"),
      ("1/x[t]", "division by zero in component 1"),
      ("sqrt(x[t] - 1)", "the square root of −1 in component 1"),
      ("exp(1000*x[t])", "its value is too large to represent in component 0"),
    ])
  func components(formula: String, reason: String) throws {
    var network = try Networks.own(
      ["h[t]": "x[t]", "Loss": "sum(sum(h[t]))"], inputs: [.vector([2, 0])])
    network.equations[0] = Equation("h", isTimed: true, try Formula(formula).expression)
    network.equations[1] = Equation(
      "Loss", isTimed: false, try Formula("sum(last(h[t])*1)").expression)
    do {
      _ = try Networks.trace(network)
      Issue.record("\(formula) is undefined")
    } catch let error as UnrollingError {
      #expect(error.description == "the forward pass fails at h_1 (time step 1): \(reason)")
    }
  }
}
