import Formulas
import Unrolling
import Yams

extension LessonReader {
  /// Adds the equations of the loss, and returns the name of what is differentiated.
  mutating func addLoss(
    to equations: inout [Equation], hasTargets: Bool
  ) -> String {
    if let entry = entries["loss"], let name = word("loss") {
      if equations.contains(where: { $0.name == "Loss" }) {
        source.report(
          "the equations define Loss already", at: entry.key, hint: "leave loss: out")
      } else if let preset = LossPreset(rawValue: name) {
        add(preset, to: &equations, hasTargets: hasTargets)
      } else {
        return "Loss"
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
          "the lesson has no loss, so there is nothing to differentiate",
          at: entries["cell"]?.key ?? entries["equations"]?.key,
          hint: "add loss: output, or an equation for Loss")
      }
      return "Loss"
    }
    return last.name
  }

  private func add(_ preset: LossPreset, to equations: inout [Equation], hasTargets: Bool) {
    let entry = entries["loss"]
    if preset.needsTargets, !hasTargets, entries["targets"] == nil {
      source.report(
        "the loss \(preset.rawValue) needs targets", at: entry?.value, hint: "add targets: [ … ]")
    }
    if !equations.isEmpty, !equations.contains(where: { $0.name == "y" && $0.isTimed }) {
      source.report(
        "the loss \(preset.rawValue) needs an equation for y[t]", at: entry?.value,
        hint: "name the output y[t], or write the loss as an equation, Loss[t]")
    }
    if let formula = try? Formula(preset.formula) {
      equations.append(Equation("Loss", isTimed: true, formula.expression))
    }
  }

  /// Reads `truncate`: the time steps over which gradients flow back at most.
  func truncation(_ equations: [Equation]) -> Int? {
    guard let entry = entries["truncate"], let steps = word("truncate").flatMap(PlainNumber.whole)
    else { return nil }
    if !equations.isEmpty, !equations.contains(where: \.isTimed) {
      source.report("a circuit has no time steps to truncate", at: entry.key)
    }
    return steps
  }

  private func reduction(_ equations: [Equation]) -> LossReduction {
    guard let entry = entries["reduction"], let name = word("reduction") else { return .sum }
    if equations.contains(where: { $0.name == "Loss" && !$0.isTimed }) {
      source.report(
        "the equations define Loss already, so nothing is left to reduce", at: entry.key,
        hint: "leave reduction: out")
    }
    return LossReduction(rawValue: name) ?? .sum
  }
}
