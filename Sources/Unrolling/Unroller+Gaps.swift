import Formulas

/// Where quantities do not exist: a time step without a target has no loss.
extension Unroller {
  /// Whether an equation exists at a time step: it does not if its target is missing.
  func isDefined(_ equation: Int, at time: Int) -> Bool {
    isMissing.isEmpty || !isMissing[equation][time]
  }

  /// Finds the time steps at which equations do not exist, because they read a missing target or an
  /// equation that does not exist at the same time step.
  mutating func findGaps() {
    guard network.series.contains(where: { $0.values.contains(nil) }) else { return }
    let steps = times.longest
    isMissing = network.equations.map { _ in Array(repeating: false, count: steps + 1) }
    for time in stride(from: 1, through: steps, by: 1) {
      var isChanged = true
      while isChanged {
        isChanged = false
        for (index, equation) in network.equations.enumerated()
        where equation.isTimed && !isMissing[index][time]
          && equation.expression.symbols.contains(where: { isGap($0.symbol, at: time) })
        {
          isMissing[index][time] = true
          isChanged = true
        }
      }
    }
  }

  /// Throws if a missing target reaches a state: it takes the loss of its own time step away, and
  /// nothing else.
  func checkGaps() throws(UnrollingError) {
    guard !isMissing.isEmpty else { return }
    let states = Set(
      network.equations.filter(\.isTimed).flatMap { $0.expression.symbols }.compactMap {
        symbol, _ -> String? in
        if case .relative(let offset) = symbol.time, offset != 0 { symbol.name } else { nil }
      })
    for (index, equation) in network.equations.enumerated() where states.contains(equation.name) {
      guard let time = isMissing[index].firstIndex(of: true) else { continue }
      var reader = equation
      while let gap = reader.expression.symbols.map(\.symbol).first(where: { isGap($0, at: time) }),
        let found = quantityOfName[Name(gap)]
      {
        let quantity = quantities[found]
        guard quantity.equation >= 0 else {
          throw .missingTarget(name: gap.name, time: time, in: reader.partOf ?? reader.name)
        }
        reader = network.equations[quantity.equation]
      }
    }
  }

  // A target is missing, with what reads it, at its own time step; what reads it later must not be
  // left out with it.
  func isGap(_ symbol: Symbol, at time: Int) -> Bool {
    guard symbol.time == .relative(0), let index = quantityOfName[Name(symbol)] else {
      return false
    }
    let quantity = quantities[index]
    if quantity.series >= 0 {
      let values = network.series[quantity.series].values
      return values.indices.contains(time - 1) && values[time - 1] == nil
    }
    return quantity.equation >= 0 && isMissing[quantity.equation][time]
  }
}
