import Formulas
import Testing

@testable import Unrolling

@Suite("Training") struct TrainingTests {
  /// The network of Mazur's article, "A Step by Step Backpropagation Example" (2015).
  private static func mazur() throws -> UnrolledGraph {
    try UnrolledGraph(
      of: Network(
        equations: [
          Equation("h", isTimed: false, try Formula("sigmoid(W_1*x + b_1)").expression),
          Equation("o", isTimed: false, try Formula("sigmoid(W_2*h + b_2)").expression),
          Equation("E", isTimed: false, try Formula("sum((o - d)^2) / 2").expression),
        ],
        parameters: [
          NamedValue("W_1", .matrix([[0.15, 0.20], [0.25, 0.30]])),
          NamedValue("b_1", .scalar(0.35)),
          NamedValue("W_2", .matrix([[0.40, 0.45], [0.50, 0.55]])),
          NamedValue("b_2", .scalar(0.60)),
        ],
        inputs: [NamedValue("x", .vector([0.05, 0.10])), NamedValue("d", .vector([0.01, 0.99]))],
        outcome: "E"))
  }

  /// loss = (w · x − 1)², with the gradient 2 (w x − 1) x.
  private static func line(w: Double, x: Double) throws -> UnrolledGraph {
    try UnrolledGraph(
      of: Network(
        equations: [Equation("q", isTimed: false, try Formula("(w*x - 1)^2").expression)],
        parameters: [NamedValue("w", .scalar(w))], inputs: [NamedValue("x", .scalar(x))],
        outcome: "q"))
  }

  @Test("One step on Mazur's network gives the article's losses, without its rounding on the way")
  func mazurStep() throws {
    let training = try Training(
      of: [Self.mazur()], update: Update(rate: 0.5, parameters: ["W_1", "W_2"]))
    let step = try #require(training.steps.first)
    #expect(abs(step.loss - 0.298371109) < 5e-10)
    #expect(abs((step.lossAfter ?? 0) - 0.2910277737) < 5e-11)
    // The article's weights after the step.
    let published: [Double] = [
      0.149780716, 0.19956143, 0.24975114, 0.29950229, 0.35891648, 0.408666186, 0.511301270,
      0.561370121,
    ]
    let weights = step.changes.flatMap { $0.updated.components }
    for (own, their) in zip(weights, published) { #expect(abs(own - their) < 1e-8) }
    #expect(step.updated[1] == .scalar(0.35), "a bias that does not learn stays as it is")
  }

  @Test("Clipping, decay and momentum come in PyTorch's order")
  func order() throws {
    // w = 2, x = 3: the gradient is 2 · 5 · 3 = 30; clipped to 1.5, plus 0.1 · 2, plus 0.9 · 4.
    let update = Update(
      rate: 0.5, parameters: ["w"], clip: 1.5, momentum: 0.9, decay: 0.1,
      velocity: ["w": .scalar(4)])
    let step = try #require(
      Training(of: [Self.line(w: 2, x: 3)], update: update).steps.first)
    #expect(step.norm == 30)
    #expect(step.clipFactor == 1.5 / (30 + 1e-6))
    let velocity = 0.9 * 4 + (30 * step.clipFactor + 0.1 * 2)
    #expect(step.changes[0].velocity == .scalar(velocity))
    #expect(step.changes[0].updated == .scalar(2 - 0.5 * velocity))
  }

  @Test("A gradient that is smaller than the limit is not scaled")
  func notClipped() throws {
    let update = Update(rate: 0.5, parameters: ["w"], clip: 100)
    #expect(try Training(of: [Self.line(w: 2, x: 3)], update: update).steps[0].clipFactor == 1)
  }

  @Test("Each step starts where the one before ended, and keeps its velocity")
  func steps() throws {
    let update = Update(rate: 0.01, parameters: ["w"], momentum: 0.5)
    let training = try Training(of: [Self.line(w: 2, x: 3)], update: update, count: 3)
    var (w, v) = (2.0, 0.0)
    for step in training.steps {
      #expect(step.loss == (w * 3 - 1) * (w * 3 - 1))
      v = 0.5 * v + 2 * (w * 3 - 1) * 3
      w -= 0.01 * v
      #expect(step.updated == [.scalar(w)])
      #expect(step.lossAfter == (w * 3 - 1) * (w * 3 - 1))
    }
    #expect(training.steps.count == 3)
  }

  @Test("Samples one after the other are used in turn; a batch uses the mean of all")
  func samples() throws {
    let graphs = [try Self.line(w: 2, x: 3), try Self.line(w: 2, x: 1)]
    let update = Update(rate: 0.01, parameters: ["w"])
    let inTurn = try Training(of: graphs, update: update, count: 3)
    #expect(inTurn.steps.map(\.samples) == [[0], [1], [0]])
    #expect(try Training(of: graphs, update: update).steps.count == 2, "each sample once")
    let second = inTurn.steps[0].updated[0].components[0]
    #expect(inTurn.steps[1].changes[0].gradient == .scalar(2 * (second - 1)))
    #expect(inTurn.traces[1].graph.network.parameters[0].value == .scalar(second))

    let batch = try Training(of: graphs, update: update, isBatch: true)
    #expect(batch.steps.map(\.samples) == [[0, 1]])
    #expect(batch.steps[0].changes[0].gradient == .scalar((30 + 2) / 2))
    #expect(batch.steps[0].loss == (25 + 1) / 2)
  }

  @Test("Without an update, the losses and gradients of samples add up")
  func sums() throws {
    let training = try Training(
      of: [Self.line(w: 2, x: 3), Self.line(w: 2, x: 1)], update: nil)
    #expect(training.steps.isEmpty)
    #expect(training.loss == 26)
    #expect(training.gradient(of: 0) == .scalar(32))
  }

  @Test("A step that makes the loss too large to represent is the last one, and says why")
  func overflow() throws {
    let update = Update(rate: 1e200, parameters: ["w"])
    let training = try Training(of: [Self.line(w: 2, x: 3)], update: update, count: 5)
    #expect(training.steps.count == 1)
    #expect(training.steps[0].lossAfter == nil)
    #expect("\(try #require(training.failure))".contains("too large to represent"))
    let json = training.json(hasSamples: false)
    #expect(json.contains("\"loss\": null"))
    #expect(json.contains("\"failure\": "))
    #expect(training.table(hasSamples: false).contains("too large to represent after"))
  }

  @Test("Both biases of a gate learn in PyTorch's form, so their sum changes twice as much")
  func stackedBiases() throws {
    let network = Network(
      equations: [Equation("q", isTimed: false, try Formula("(b*x - 1)^2").expression)],
      parameters: [NamedValue("b", .scalar(2))],
      stacked: [
        StackedParameter("bias_ih_l0", .vector([0.5]), parts: ["b"]),
        StackedParameter("bias_hh_l0", .vector([1.5]), parts: ["b"]),
      ],
      inputs: [NamedValue("x", .scalar(3))], outcome: "q")
    let update = Update(rate: 0.01, parameters: ["bias_ih_l0", "bias_hh_l0"])
    let step = try Training(of: [UnrolledGraph(of: network)], update: update).steps[0]
    #expect(step.changes.map(\.updated) == [.vector([0.5 - 0.3]), .vector([1.5 - 0.3])])
    #expect(step.updated == [.scalar(0.5 - 0.3 + (1.5 - 0.3))])
    #expect(abs(step.norm - 30 * 2.0.squareRoot()) < 1e-13)
  }
}
