import Formulas
import Unrolling
import Yams

extension LessonReader {
  func activation() -> Function {
    guard let entry = entries["activation"] else { return .tanh }
    let name = entry.value.scalar?.string ?? ""
    if let function = Function.named(name), Function.activations.contains(function) {
      return function
    }
    let names = Function.activations.map { String($0.name.map { $0 == "_" ? "-" : $0 }) }
    source.report(
      "there is no activation \(name)", at: entry.value,
      hint: Spelling.nearest(to: name, among: names).map { "did you mean \($0)?" }
        ?? "the activations are " + names.joined(separator: ", "))
    return .identity
  }

  func cell() -> Cell? {
    guard let entry = entries["cell"] else {
      if entries["equations"] == nil {
        source.report(
          "the lesson has neither cell nor equations", line: 1, column: 1, hint: "add cell: elman")
      }
      return nil
    }
    if let both = entries["equations"] {
      source.report("a lesson has a cell or equations, not both", at: both.key)
    }
    let name = entry.value.scalar?.string ?? ""
    if let cell = Cell.named(name) { return cell }
    let names = Cell.all.map(\.name)
    let isLater = name == "gru" || name == "lstm"
    source.report(
      isLater ? "the cell \(name) comes with a later version" : "there is no cell \(name)",
      at: entry.value,
      hint: isLater
        ? "its equations can be written under equations:"
        : Spelling.nearest(to: name, among: names).map { "did you mean \($0)?" }
          ?? "the cells are " + names.joined(separator: ", "))
    return nil
  }

  func cellEquations(_ cell: Cell, _ activation: Function, _ parameters: [NamedValue]) -> [Equation]
  {
    let given = Set(parameters.map(\.name))
    for name in cell.requiredParameters where !given.contains(name) {
      source.report(
        "parameters lacks \(name), which the \(cell.name) cell needs",
        at: entries["parameters"]?.key ?? entries["cell"]?.key)
    }
    if case .mapping(let mapping)? = entries["parameters"]?.value {
      for (node, _) in mapping {
        guard let name = node.scalar?.string, !cell.parameterNames.contains(name) else { continue }
        let missing = cell.parameterNames
        source.report(
          "\(name) is no parameter of the \(cell.name) cell", at: node,
          hint: Spelling.nearest(to: name, among: missing).map { "did you mean \($0)?" }
            ?? "its parameters are " + missing.joined(separator: ", "))
      }
    }
    return (try? cell.equations(activation: activation) { given.contains($0) }) ?? []
  }

  mutating func ownEquations(_ activation: Function) -> [Equation] {
    guard let entry = entries["equations"] else { return [] }
    guard case .mapping(let mapping) = entry.value else {
      source.report("equations is a mapping left side: formula", at: entry.value)
      return []
    }
    var equations: [Equation] = []
    for (key, value) in mapping {
      guard let text = value.scalar?.string, let left = key.scalar?.string else {
        source.report("an equation is a formula", at: value)
        continue
      }
      do throws(FormulaError) {
        let side = try Formula(left).expression
        let formula = try Formula(text, activation: entries["activation"] == nil ? nil : activation)
        guard case .symbol(let symbol) = side.kind,
          symbol.time == nil || symbol.time == .relative(0)
        else {
          source.report("a left side is h[t] or q, here is \(left)", at: key)
          continue
        }
        equations.append(Equation(symbol.name, isTimed: symbol.time != nil, formula.expression))
        if let mark = key.mark {
          places[symbol.name] = source.diagnostic(
            "", line: mark.line, column: mark.column, length: left.count)
        }
      } catch {
        source.report(
          error.message, in: value, offset: error.position, length: error.length, hint: error.hint)
      }
    }
    return equations
  }

  mutating func addLoss(
    to equations: inout [Equation], _ stepCount: Int, hasTargets: Bool
  ) -> String {
    let hasOwn = equations.contains { $0.name == "Loss" }
    if let entry = entries["loss"] {
      let name = entry.value.scalar?.string ?? ""
      if hasOwn { source.report("the equations define Loss already", at: entry.key) }
      guard let preset = LossPreset(rawValue: name) else {
        let names = LossPreset.allCases.map(\.rawValue)
        source.report(
          name == "cross-entropy"
            ? "cross-entropy needs a vector y, which comes with a later version"
            : "there is no loss \(name)", at: entry.value,
          hint: Spelling.nearest(to: name, among: names).map { "did you mean \($0)?" }
            ?? "the losses are " + names.joined(separator: ", "))
        return "Loss"
      }
      if preset.needsTargets, !hasTargets {
        source.report("the loss \(name) needs targets", at: entry.key, hint: "add targets: [ … ]")
      }
      if !equations.contains(where: { $0.name == "y" && $0.isTimed }) {
        source.report("the loss \(name) needs an equation for y[t]", at: entry.key)
      }
      if let formula = try? Formula(preset.formula) {
        equations.append(Equation("Loss", isTimed: true, formula.expression))
      }
    }
    let reduction = self.reduction()
    if equations.contains(where: { $0.name == "Loss" && $0.isTimed }),
      !equations.contains(where: { $0.name == "Loss" && !$0.isTimed }),
      let formula = try? Formula(reduction.formula)
    {
      equations.append(Equation("Loss", isTimed: false, formula.expression))
    }
    if equations.contains(where: { $0.name == "Loss" && !$0.isTimed }) { return "Loss" }
    guard let last = equations.last, !last.isTimed else {
      if !equations.isEmpty {
        source.report(
          "nothing here can be differentiated: there is no loss", line: 1, column: 1,
          hint: "add loss: output, or an equation for Loss")
      }
      return "Loss"
    }
    return last.name
  }

  private func reduction() -> LossReduction {
    guard let entry = entries["reduction"] else { return .sum }
    let name = entry.value.scalar?.string ?? ""
    if let reduction = LossReduction(rawValue: name) { return reduction }
    source.report(
      "there is no reduction \(name)", at: entry.value, hint: "write sum, mean or last")
    return .sum
  }

  func unrolled(_ network: Network) -> UnrolledGraph? {
    do {
      return try UnrolledGraph(of: network)
    } catch let error as UnrollingError {
      let place = places[error.subject.split(separator: "_").first.map(String.init) ?? ""]
      let exact = places[error.subject] ?? place ?? places["cell"] ?? places["equations"]
      source.report(
        error.description, line: exact?.line ?? 1, column: exact?.column ?? 1,
        length: exact?.length ?? 1)
    } catch {
      source.report("\(error)", line: 1, column: 1)
    }
    return nil
  }
}
