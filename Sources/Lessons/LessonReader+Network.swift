import Formulas
import Unrolling
import Yams

extension LessonReader {
  func activation() -> Function {
    guard let name = word("activation") else { return Cell.usualActivation }
    return Function.named(name) ?? .identity
  }

  func cell() -> Cell? {
    guard entries["cell"] != nil else {
      if entries["equations"] == nil {
        source.report(.network(.neitherCellNorEquations), at: nil)
      }
      return nil
    }
    if let both = entries["equations"] {
      source.report(.network(.cellAndEquations), at: both.key)
    }
    guard let name = entries["cell"]?.value.scalar?.string else { return nil }
    // A misspelt cell counts as the one that was meant.
    return Cell.named(name)
      ?? Spelling.meant(by: name, among: Cell.all.map(\.name)).flatMap(Cell.named)
  }

  /// Reports an activation beside a cell whose gates have their own.
  func checkActivation(_ cell: Cell?) {
    guard let cell, let entry = entries["activation"],
      !cell.lines.contains(where: { $0.formula.contains("f(") })
    else { return }
    source.report(.network(.activation(cell: cell.name)), at: entry.key)
  }

  func cellEquations(
    _ cell: Cell, _ activation: Function, _ arrangement: Cell.Arrangement,
    _ stacked: [StackedParameter]
  ) -> [Equation] {
    let nodes = (pairs("parameters") ?? []).map(\.key)
    let given = Set(
      nodes.compactMap { $0.scalar?.string }.map(GreekName.canonical) + stacked.flatMap(\.parts))
    let all = cell.parameterNames(arrangement)
    // The parts of a stacked parameter that does not fit are not missing as well.
    let meant = nodes.compactMap { StackedParameter.Place($0.scalar?.string ?? "") }
      .flatMap(cell.parts(of:))
    var missing = cell.requiredParameters(arrangement).filter {
      !given.contains($0) && !meant.contains($0)
    }
    for node in nodes {
      guard let name = node.scalar?.string, GreekName.symbol(name) != nil, !all.contains(name),
        StackedParameter.Place(name) == nil, !isOfRefusedDirection(name)
      else { continue }
      if let whole = misspeltStacked(name, cell, arrangement) {
        source.report(
          .network(.noParameter(name, cell: cell.name, meant: whole, all: all)), at: node)
        let parts = StackedParameter.Place(whole).map(cell.parts(of:)) ?? []
        missing.removeAll(where: parts.contains)
        continue
      }
      if let mistake = prefixMistake(name, cell, arrangement) {
        source.report(.network(mistake), at: node)
        continue
      }
      let meant =
        Spelling.meant(by: name, among: missing) ?? Spelling.meant(by: name, among: all)
      source.report(
        .network(.noParameter(name, cell: cell.name, meant: meant, all: all)), at: node)
      // A misspelt name is one mistake, not two.
      missing.removeAll { $0 == meant }
    }
    if !missing.isEmpty, entries["parameters"].map({ $0.value.mapping != nil }) ?? true {
      source.report(
        .network(.missingParameters(missing, cell: cell.name)),
        at: entries["parameters"]?.key ?? entries["cell"]?.key)
    }
    return (try? cell.equations(activation: activation, arrangement) { given.contains($0) }) ?? []
  }

  /// What is wrong with the prefixes of a parameter whose last part the cell has; `nil` if nothing is.
  private func prefixMistake(
    _ name: String, _ cell: Cell, _ arrangement: Cell.Arrangement
  ) -> NetworkMistake? {
    let parts = name.split(separator: ".").map(String.init)
    guard parts.count > 1, let last = parts.last, cell.parameterNames().contains(last) else {
      return nil
    }
    var layer = 1
    var isBackward = false
    for part in parts.dropLast() {
      if part == "back" {
        isBackward = true
      } else if part.hasPrefix("l"), let number = Int(part.dropFirst()), number > 0 {
        layer = number
      } else {
        return nil
      }
    }
    if layer > arrangement.layers { return .noPart(name, key: "layers: \(layer)") }
    if isBackward, !arrangement.isBidirectional {
      return cell.isOutputFedBack ? nil : .noPart(name, key: "bidirectional: true")
    }
    let right = (layer > 1 ? "l\(layer)." : "") + (isBackward ? "back." : "") + last
    return right == name ? nil : .prefix(name, meant: right)
  }

  mutating func ownEquations(_ activation: Function) -> [Equation] {
    var equations: [Equation] = []
    for (key, value) in pairs("equations") ?? [] {
      guard let left = leftSide(key) else {
        hasBrokenFormulas = true
        // The name is known, but not what it is.
        if let name = LeftSideCure(key.scalar?.string ?? "")?.name {
          equations.append(Equation(name, isTimed: true, .number(0)))
        }
        continue
      }
      if equations.contains(where: { $0.name == left.name && $0.isTimed == (left.time != nil) }) {
        source.report(.network(.equationTwice(left.name)), at: key)
      }
      places.add(equation: left.name, at: key, in: source)
      guard let formula = formula(value, activation) else {
        hasBrokenFormulas = true
        // The name is known, but its value is not.
        equations.append(Equation(left.name, isTimed: left.time != nil, .number(0)))
        continue
      }
      equations.append(Equation(left.name, isTimed: left.time != nil, formula.expression))
      formulas.append((equations.count - 1, value))
    }
    return equations
  }

  private func leftSide(_ key: Node) -> Symbol? {
    let text = key.scalar?.string ?? ""
    if source.decimalComma(before: key) != nil {
      _ = name(key)
      return nil
    }
    if let symbol = GreekName.symbol(text), symbol.name != "t",
      symbol.time == nil || symbol.time == .relative(0)
    {
      return symbol
    }
    source.report(.network(.leftSide(text, LeftSideCure(text))), at: key)
    return nil
  }

  private func formula(_ value: Node, _ activation: Function) -> Formula? {
    guard let text = value.scalar?.string, !value.isNull else { return nil }
    do throws(FormulaError) {
      return try Formula(text, activation: entries["activation"] == nil ? nil : activation)
    } catch {
      let cure: FormulaCure? =
        switch error.fault {
        case .unknownFunction("f", _): .activation
        case .neverClosed where source.endsAtComma(value): .quotes
        default: nil
        }
      source.report(
        .formula(error, cure), in: value, offset: error.position, length: error.length)
      return nil
    }
  }
}
