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
        source.report(
          "the lesson has neither cell nor equations", line: 1, column: 1, hint: "add cell: elman")
      }
      return nil
    }
    if let both = entries["equations"] {
      source.report(
        "a lesson has a cell or equations, not both", at: both.key,
        hint: "unroll equations prints a cell's equations, to begin your own from")
    }
    guard let name = entries["cell"]?.value.scalar?.string else { return nil }
    // A misspelt cell counts as the one that is meant.
    return Cell.named(name)
      ?? Spelling.meant(by: name, among: Cell.all.map(\.name)).flatMap(Cell.named)
  }

  /// Reports an activation beside a cell whose gates have their own.
  func checkActivation(_ cell: Cell?) {
    guard let cell, let entry = entries["activation"],
      !cell.lines.contains(where: { $0.formula.contains("f(") })
    else { return }
    source.report(
      "the \(cell.name) cell has activations of its own", at: entry.key,
      hint: "leave activation out; other ones can be written under equations:")
  }

  func cellEquations(_ cell: Cell, _ activation: Function) -> [Equation] {
    let nodes = (pairs("parameters") ?? []).map(\.key)
    let given = Set(nodes.compactMap { $0.scalar?.string }.map(GreekName.canonical))
    var missing = cell.requiredParameters.filter { !given.contains($0) }
    for node in nodes {
      guard let name = node.scalar?.string, GreekName.symbol(name) != nil,
        !cell.parameterNames.contains(name)
      else { continue }
      let meant =
        Spelling.meant(by: name, among: missing)
        ?? Spelling.meant(by: name, among: cell.parameterNames)
      source.report(
        "\(name) is no parameter of the \(cell.name) cell", at: node,
        hint: meant.map { "did you mean \($0)?" }
          ?? "its parameters are " + cell.parameterNames.listed)
      // A slip of the keys is one mistake, not two.
      missing.removeAll { $0 == meant }
    }
    if !missing.isEmpty, entries["parameters"].map({ $0.value.mapping != nil }) ?? true {
      source.report(
        "the \(cell.name) cell needs \(missing.count == 1 ? "the parameter" : "the parameters") "
          + missing.listed, at: entries["parameters"]?.key ?? entries["cell"]?.key,
        hint:
          "unroll equations \(cell.name) shows what \(missing.count == 1 ? "it is" : "they are") "
          + "for")
    }
    return (try? cell.equations(activation: activation) { given.contains($0) }) ?? []
  }

  mutating func ownEquations(_ activation: Function) -> [Equation] {
    var equations: [Equation] = []
    for (key, value) in pairs("equations") ?? [] {
      guard let left = leftSide(key) else {
        hasBrokenFormulas = true
        continue
      }
      if equations.contains(where: { $0.name == left.name && $0.isTimed == (left.time != nil) }) {
        source.report("\(left.name) has an equation already", at: key)
      }
      places.add(equation: left.name, at: key, in: source)
      guard let formula = formula(value, activation) else {
        hasBrokenFormulas = true
        // The name is known, though not what it is.
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
    if let symbol = GreekName.symbol(text), symbol.name != "t",
      symbol.time == nil || symbol.time == .relative(0)
    {
      return symbol
    }
    source.report(
      "the left side of an equation is a name such as h[t] or q, not \(text.quoted)", at: key)
    return nil
  }

  private func formula(_ value: Node, _ activation: Function) -> Formula? {
    guard let text = value.scalar?.string, !value.isNull else { return nil }
    do throws(FormulaError) {
      return try Formula(text, activation: entries["activation"] == nil ? nil : activation)
    } catch {
      let lacksActivation = error.message == "there is no function f"
      let isCut = error.message.hasSuffix("is never closed") && source.endsAtComma(value)
      source.report(
        error.message, in: value, offset: error.position, length: error.length,
        hint: lacksActivation
          ? "add activation: tanh, which says what f is"
          : isCut ? "a formula with a comma needs quotes in here" : error.hint)
      return nil
    }
  }
}
