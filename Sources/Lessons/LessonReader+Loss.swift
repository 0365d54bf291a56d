import Formulas
import Unrolling
import Yams

extension LessonReader {
  /// Adds the equations of the loss, and returns the name of the quantity to differentiate.
  mutating func addLoss(
    to equations: inout [Equation], _ targets: Series?
  ) -> String {
    if let entry = entries["loss"], let name = word("loss") {
      if equations.contains(where: { $0.name == "Loss" }) {
        source.report(.network(.lossDefined(key: "loss")), at: entry.key)
      } else if let preset = LossPreset(rawValue: name) {
        add(preset, to: &equations, targets)
      }
    }
    let reduction = self.reduction(equations)
    if equations.contains(where: { $0.name == "Loss" && $0.isTimed }),
      !equations.contains(where: { $0.name == "Loss" && !$0.isTimed }),
      let formula = try? Formula(reduction.formula)
    {
      equations.append(Equation("Loss", isTimed: false, formula.expression))
    }
    if equations.contains(where: { $0.name == "Loss" && !$0.isTimed }) { return "Loss" }
    guard let last = equations.last, !last.isTimed else {
      if !equations.isEmpty, entries["loss"] == nil {
        source.report(
          .network(
            .noLoss(meant: equations.first { $0.name.lowercased() == "loss" }?.name)),
          at: entries["cell"]?.key ?? entries["equations"]?.key)
      }
      return "Loss"
    }
    return last.name
  }

  private func add(_ preset: LossPreset, to equations: inout [Equation], _ targets: Series?) {
    let entry = entries["loss"]
    if preset.needsTargets, targets == nil, entries["targets"] == nil, !hasBrokenSamples {
      source.report(.network(.noTargets(loss: preset.rawValue)), at: entry?.value)
    }
    if !equations.isEmpty, !equations.contains(where: { $0.name == "y" && $0.isTimed }) {
      source.report(.network(.noOutput(loss: preset.rawValue)), at: entry?.value)
    }
    // The classes of a minibatch are a vector: one for each sample.
    let isBatch =
      preset.needsClasses && targets?.values.contains { $0 != nil && $0?.number == nil } ?? false
    let reduction = LossReduction(rawValue: word("reduction") ?? "") ?? .sum
    let text = isBatch ? preset.formula(ofBatch: reduction) : preset.formula
    if let formula = try? Formula(text) {
      equations.append(Equation("Loss", isTimed: true, formula.expression))
    }
  }

  private func reduction(_ equations: [Equation]) -> LossReduction {
    guard let entry = entries["reduction"], let name = word("reduction") else { return .sum }
    if equations.contains(where: { $0.name == "Loss" && !$0.isTimed }) {
      source.report(.network(.lossDefined(key: "reduction")), at: entry.key)
    } else if !equations.isEmpty, entries["loss"] == nil,
      !equations.contains(where: { $0.name == "Loss" })
    {
      source.report(.effect(.nothingToReduce), at: entry.key)
    }
    return LossReduction(rawValue: name) ?? .sum
  }
}
