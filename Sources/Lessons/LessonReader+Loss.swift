import Formulas
import Unrolling
import Yams

/// The named losses of a lesson.
extension LessonReader {
  /// A named loss with its weight.
  struct Loss {
    let preset: LossPreset
    /// How much it counts among several.
    var weight = 1.0
    var form = LossPreset.Form()
    /// Where the lesson names it, and its output if it does.
    let node: Node
    var outputNode: Node?

    var takesClasses: Bool { preset.takesClasses(form) }
  }

  /// Reads `loss` or `losses`; what they compare depends on the shapes of a network without them.
  func losses(of network: Network) -> [Loss] {
    if let both = entries["losses"], entries["loss"] != nil {
      source.report(.loss(.lossAndLosses), at: both.key)
    }
    var losses: [Loss] = []
    if let entry = entries["loss"], let preset = preset(entry.value) {
      losses = [Loss(preset: preset, node: entry.value)]
    }
    for node in items("losses") ?? [] { if let loss = loss(node) { losses.append(loss) } }
    let weights = classWeights()
    for index in losses.indices {
      losses[index].form = form(of: losses[index], network, weights)
    }
    checkTogether(losses)
    return losses
  }

  /// Whether each loss that the lesson names exists; if not, unread targets are not reported.
  var areLossesKnown: Bool {
    let nodes =
      (entries["loss"].map { [$0.value] } ?? [])
      + (items("losses") ?? []).map { $0.mapping?["loss"] ?? $0 }
    return nodes.allSatisfy { $0.scalar != nil && preset($0) != nil }
      && (items("losses") ?? []).allSatisfy { $0.mapping != nil }
  }

  private func preset(_ node: Node) -> LossPreset? {
    node.scalar.flatMap { LossPreset(rawValue: $0.string) }
  }

  private func loss(_ node: Node) -> Loss? {
    guard let mapping = node.mapping else { return nil }
    guard let name = mapping["loss"] else {
      // A misspelt key has been reported.
      if mapping.allSatisfy({ LessonKeys.losses[ShapeCheck.name($0.key)] != nil }) {
        source.report(.loss(.noLoss), at: node)
      }
      return nil
    }
    guard let preset = preset(name) else { return nil }
    var loss = Loss(preset: preset, node: name)
    if let weight = mapping["weight"] { loss.weight = number(weight, "the weight of a loss") ?? 1 }
    if let output = mapping["of"], let symbol = GreekName.symbol(output.scalar?.string ?? "") {
      loss.form.output = symbol.name
      loss.outputNode = output
    }
    return loss
  }

  private func form(
    of loss: Loss, _ network: Network, _ weights: [Double]?
  ) -> LossPreset.Form {
    var form = loss.form
    let shape = network.shape(of: Symbol(form.output, time: .relative(0))) ?? .scalar
    let targets = (items("targets") ?? []).filter { !$0.isNull }
    let isList = targets.contains { $0.sequence != nil }
    let isMatrix = targets.contains { $0.sequence?.first?.sequence != nil }
    form.isNumber = shape == .scalar && !isList
    // A class has one axis less than the scores that it is chosen from.
    form.areClasses =
      shape.isMatrix && shape.columns > 1
      ? !isMatrix : !shape.isMatrix && shape.count > 1 && !isList
    form.isBatch = loss.preset.takesClasses(form) && isList
    form.classWeights = weights
    return form
  }

  /// Reports losses that need different targets, and weights of classes without classes.
  private func checkTogether(_ losses: [Loss]) {
    let comparing = losses.filter(\.preset.needsTargets)
    if let classes = comparing.first(where: \.takesClasses),
      let values = comparing.first(where: { !$0.takesClasses })
    {
      let later = comparing.first { $0.takesClasses != comparing[0].takesClasses } ?? values
      source.report(
        .loss(.mixedTargets(classes: classes.preset.rawValue, values: values.preset.rawValue)),
        at: later.node)
    }
    guard let entry = entries["class-weights"], areLossesKnown else { return }
    if losses.isEmpty {
      source.report(.loss(.classWeightsOf(nil)), at: entry.key)
    } else if let other = losses.first(where: { !$0.preset.takesClassWeights }) {
      source.report(.loss(.classWeightsOf(other.preset.rawValue)), at: entry.key)
    }
  }

  private func classWeights() -> [Double]? {
    items("class-weights")?.map { node in
      let what = "the weight of a class"
      guard let number = number(node, what) else { return 1 }
      if number < 0 {
        source.report(.loss(.negative(what, text: node.scalar?.string ?? "")), at: node)
      }
      return number
    }
  }

  // MARK: Equations

  /// Adds the equations of the loss, and returns the name of the quantity to differentiate.
  mutating func addLoss(
    _ losses: [Loss], to equations: inout [Equation], targets: Series?
  ) -> String {
    for key in ["loss", "losses"] {
      guard let entry = entries[key], equations.contains(where: { $0.name == "Loss" }) else {
        continue
      }
      source.report(.network(.lossDefined(key: key)), at: entry.key)
    }
    let reduction = self.reduction(equations)
    if !losses.isEmpty, !equations.contains(where: { $0.name == "Loss" }) {
      add(losses, reduction, to: &equations, hasTargets: targets != nil)
    }
    let form = losses.first?.form ?? LossPreset.Form()
    if equations.contains(where: { $0.name == "Loss" && $0.isTimed }),
      !equations.contains(where: { $0.name == "Loss" && !$0.isTimed }),
      let expression = reduction.expression(
        classWeights: losses.isEmpty ? nil : form.classWeights, targets: targets?.values ?? [])
    {
      equations.append(Equation("Loss", isTimed: false, expression))
    }
    if equations.contains(where: { $0.name == "Loss" && !$0.isTimed }) { return "Loss" }
    guard let last = equations.last, !last.isTimed else {
      if !equations.isEmpty, entries["loss"] == nil, entries["losses"] == nil {
        source.report(
          .network(
            .noLoss(meant: equations.first { $0.name.lowercased() == "loss" }?.name)),
          at: entries["cell"]?.key ?? entries["equations"]?.key)
      }
      return "Loss"
    }
    return last.name
  }

  private func add(
    _ losses: [Loss], _ reduction: LossReduction, to equations: inout [Equation], hasTargets: Bool
  ) {
    var terms: [Expression] = []
    for loss in losses {
      let (name, output) = (loss.preset.rawValue, loss.form.output)
      if loss.preset.needsTargets, !hasTargets, entries["targets"] == nil, !hasBrokenSamples {
        source.report(.network(.noTargets(loss: name)), at: loss.node)
      }
      if !equations.isEmpty, !equations.contains(where: { $0.name == output && $0.isTimed }) {
        source.report(
          .network(.noOutput(loss: name, output: output)), at: loss.outputNode ?? loss.node)
      }
      guard let term = loss.preset.expression(loss.form, reduction) else { continue }
      terms.append(
        loss.weight == 1 ? term : Expression(.product([.number(loss.weight), term])))
    }
    guard let first = terms.first else { return }
    equations.append(
      Equation("Loss", isTimed: true, terms.count == 1 ? first : Expression(.sum(terms))))
  }

  private func reduction(_ equations: [Equation]) -> LossReduction {
    guard let entry = entries["reduction"], let name = word("reduction") else { return .sum }
    if equations.contains(where: { $0.name == "Loss" && !$0.isTimed }) {
      source.report(.network(.lossDefined(key: "reduction")), at: entry.key)
    } else if !equations.isEmpty, entries["loss"] == nil, entries["losses"] == nil,
      !equations.contains(where: { $0.name == "Loss" })
    {
      source.report(.effect(.nothingToReduce), at: entry.key)
    }
    return LossReduction(rawValue: name) ?? .sum
  }
}
