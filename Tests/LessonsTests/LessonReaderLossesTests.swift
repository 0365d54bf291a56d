import Formulas
import Lessons
import Testing
import Unrolling

@Suite struct LessonReaderLossesTests {
  private let number = """
    cell: elman
    activation: identity
    parameters: {W_h: 1, W_x: 1, W_y: 1}
    sequence: [1, 2]

    """
  private let vector = """
    equations:
      y[t]: W*x[t]
    parameters: {W: [[1, 0], [0, 1], [1, 1]]}
    sequence: [[1, 0], [0.5, 2]]

    """

  private func loss(_ text: String) throws -> Double? {
    let trace = try Trace(of: Lesson(yaml: text, name: "l").graph)
    return trace.value(of: trace.graph.outcome).number
  }

  @Test("A loss of several adds them up with their weights")
  func several() throws {
    let targets = number + "targets: [3, 1]\n"
    // y is 1 and 3.
    #expect(try loss(targets + "losses: [{loss: mse, weight: 0.5}, {loss: l1}]") == 8)
    #expect(try loss(targets + "losses: [{loss: huber}]\nreduction: mean") == 1.5)
    let other = """
      equations: {"y[t]": "w*x[t]", "z[t]": "2*x[t]"}
      parameters: {w: 1}
      sequence: [1, 2]
      targets: [3, 1]
      losses: [{loss: mse}, {loss: l1, of: z, weight: 2}]
      """
    #expect(try loss(other) == 4 + 1 + 2 * (1 + 3))
  }

  @Test("hinge has classes where y is a vector and a target a number, otherwise signs")
  func hinges() throws {
    #expect(try loss(number + "targets: [1, -1]\nloss: hinge") == 4)
    #expect(try loss(vector + "targets: [0, 1]\nloss: hinge") == 1 + 1.5)
    #expect(try loss(vector + "targets: [[1, 1, 1], [1, -1, 1]]\nloss: hinge") == 1 + 0.5 + 3)
  }

  @Test("Weights of classes multiply their losses, and divide the mean")
  func classWeights() throws {
    let plain = vector + "targets: [0, 2]\nloss: nll\n"
    #expect(try loss(plain) == -1 - 2.5)
    #expect(try loss(plain + "class-weights: [2, 1, 0.5]") == -2 - 1.25)
    #expect(try loss(plain + "class-weights: [2, 1, 0.5]\nreduction: mean") == -3.25 / 2.5)
    #expect(try loss(plain + "class-weights: [2, 1, 0.5]\nreduction: last") == -1.25)
  }

  @Test("A penalty counts every component of its parameters, by default of all")
  func regularisation() throws {
    let plain = number + "targets: [1, 3]\nloss: mse\n"
    #expect(try loss(plain + "regularisation: {l2: 0.5}") == 1.5)
    #expect(try loss(plain + "regularisation: {l1: 2, l2: 1, parameters: W_y}") == 3)
    let circuit = """
      equations: {q: W*x, Loss: "dot(q, q)"}
      parameters: {W: [[1, -2], [0, 3]]}
      inputs: {x: [0, 0]}
      regularisation: {l1: 0.5, l2: 0.1}
      """
    #expect(try loss(circuit) == 0.5 * 6 + 0.1 * 14)
    let formula = try Lesson(yaml: circuit, name: "l").graph.network.equations[1].notation().plain
    #expect(formula == "Loss = q^T · q + 0.5 · sum(|W|) + 0.1 · sum(W^2)")
  }

  @Test(
    "An unknown loss is answered with the right one, never with another",
    arguments: [
      ("MSELoss", "mse"), ("mean-squared-error", "mse"), ("sse", "squared-error"), ("mae", "l1"),
      ("absolute", "l1"), ("smooth-l1", "huber"), ("SmoothL1Loss", "huber"),
      ("bce", "binary-cross-entropy"), ("BCELoss", "binary-cross-entropy"),
      ("log-loss", "binary-cross-entropy"), ("binary-crossentropy", "binary-cross-entropy"),
      ("BCEWithLogitsLoss", "bce-with-logits"), ("logistic", "bce-with-logits"),
      ("ce", "cross-entropy"), ("CrossEntropyLoss", "cross-entropy"),
      ("categorical-cross-entropy", "cross-entropy"), ("softmax", "cross-entropy"),
      ("cros-entropy", "cross-entropy"), ("NLLLoss", "nll"),
      ("negative-log-likelihood", "nll"), ("svm", "hinge"), ("multi-margin", "hinge"),
      ("hubr", "huber"), ("kl-divergence", nil), ("KLDivLoss", nil), ("focal", nil), ("rmse", nil),
      ("squared-hinge", nil), ("msle", nil), ("l0", nil), ("poisson-nll", nil), ("cosine", nil),
    ] as [(String, String?)])
  func names(name: String, meant: String?) {
    let text = complaint(lecture("loss: output", by: "loss: \(name)"))
    #expect(text.hasPrefix("lesson.yaml:9:7: error: there is no loss \(name)\n"))
    if let meant {
      #expect(text.hasSuffix("hint: did you mean \(meant)?"))
    } else {
      #expect(text.hasSuffix("nll and hinge; write others as an equation for Loss[t]"))
    }
  }

  @Test(
    "A loss that does not fit its targets or keys is reported at its place",
    arguments: [
      ("targets: [1, 0]\nloss: hinge", "5:14: error: target[2] is 0, which hinge cannot take"),
      (
        "targets: [1, 2]\nloss: bce-with-logits",
        "5:14: error: target[2] is 2, which bce-with-logits cannot take"
      ),
      (
        "targets: [-0.5, 1]\nloss: binary-cross-entropy",
        "5:11: error: target[1] is −0.5, which binary-cross-entropy cannot take"
      ),
      (
        "targets: [[1, 2], [1, 2]]\nloss: mse",
        "5:11: error: target[1] has 2 components but y[t] is a number"
      ),
      ("targets: [0.5, 1]\nloss: nll", "5:11: error: target[1] must be a class"),
      (
        "targets: [1, 0]\nloss: mse\nlosses: [{loss: l1}]",
        "7:1: error: the lesson has a loss and losses"
      ),
      ("targets: [1, 0]\nlosses: [{weight: 2}]", "6:10: error: this entry of losses has no loss"),
      (
        "targets: [1, 0]\nlosses: [{loss: mse, of: z}]",
        "6:26: error: the loss mse needs an equation for z[t]"
      ),
      (
        "targets: [1, 0]\nlosses: [{loss: mse}, {loss: nll}]",
        "6:30: error: the targets cannot be both classes, as nll takes them, and values, as mse does"
      ),
      (
        "targets: [1, 0]\nloss: mse\nclass-weights: [1, 2]",
        "7:1: error: mse takes no weights of classes"
      ),
      (
        "targets: [1, 0]\nloss: mse\nregularisation: {l2: -0.1}", "7:22: error: l2 is -0.1"
      ),
      (
        "targets: [1, 0]\nloss: mse\nregularisation: {parameters: W_h}",
        "7:1: error: regularisation does not say how much the parameters count"
      ),
      (
        "targets: [1, 0]\nloss: mse\nregularisation: {l2: 1, parameters: [W_h, h]}",
        "7:43: error: there is no parameter “h”"
      ),
      (
        "targets: [1, 0]\nloss: mse\nregularisation: {l2: 1, parameters: [W_h, W_h]}",
        "7:43: error: W_h is listed twice"
      ),
      (
        "targets: [1, 0]\nloss: mse\nregularization: {l2: 1}",
        "7:1: error: there is no key regularization"
      ),
    ])
  func mistakes(lines: String, expected: String) {
    let text = complaint(number + lines)
    #expect(text.hasPrefix("lesson.yaml:" + expected), "\(text)")
  }

  @Test("Weights must be as many as there are classes, and not negative")
  func classWeightMistakes() {
    let plain = vector + "targets: [0, 2]\nloss: nll\n"
    #expect(
      complaint(plain + "class-weights: [1, 2]").hasPrefix(
        "lesson.yaml:7:16: error: class-weights has 2 entries, but y[t] has 3 classes\n"))
    #expect(
      complaint(plain + "class-weights: [1, -2, 1]").hasPrefix(
        "lesson.yaml:7:20: error: the weight of a class is -2\n"))
    #expect(
      complaint(vector + "targets: [0, 3]\nloss: hinge").hasPrefix(
        "lesson.yaml:5:14: error: target[2] is the class 3, but y[t] has 3 components"))
    #expect(
      complaint(vector + "targets: [[0, 1], [0, 1]]\nloss: nll").hasPrefix(
        "lesson.yaml:5:1: error:"))
  }

  @Test("A value that is no probability is reported at the loss, with the one that takes scores")
  func probabilities() throws {
    let text = try complaintWhenComputed(
      number + "targets: [1, 0]\nloss: binary-cross-entropy")
    #expect(
      text.hasPrefix(
        "lesson.yaml:6:1: error: the forward pass fails at Loss_2 (time step 2): 3 is not a "
          + "probability, from 0 to 1; bce-with-logits takes any score"))
  }

  @Test("A penalty needs a loss, and parameters that are known by themselves")
  func penalties() {
    #expect(
      complaint(
        "equations: {q: w*x}\nparameters: {w: 1}\ninputs: {x: 2}\nregularisation: {l2: 0.1}"
      ).hasPrefix(
        "lesson.yaml:4:1: error: the lesson has no Loss to which a penalty could be added\n"))
    let stacked = """
      cell: rnn
      parameters:
        weight_ih_l0: [[1]]
        weight_hh_l0: [[1]]
        bias_ih_l0: [1]
        bias_hh_l0: [1]
        W_y: 1
      sequence: [[1]]
      loss: output
      regularisation: {l2: 0.1}
      """
    #expect(
      complaint(stacked).hasSuffix(
        "hint: list the others: parameters: [weight_ih_l0, weight_hh_l0, W_y]"))
    #expect(
      complaint(stacked.replacing("0.1}", with: "0.1, parameters: [W_x]}")).hasSuffix(
        "hint: write weight_ih_l0"))
  }
}
