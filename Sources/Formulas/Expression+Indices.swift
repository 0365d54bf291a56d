extension Expression {
  /// For each occurrence of a symbol, in the order of `symbols`, whether it only selects a
  /// component and therefore has no derivative, like the class in `v[target[t]]`.
  ///
  ///     try Formula("v[k] + k").expression.areIndices  // [false, true, false]
  public var areIndices: [Bool] { areIndices(within: false) }

  private func areIndices(within isIndex: Bool) -> [Bool] {
    switch kind {
    case .symbol: [isIndex]
    case .component(let whole, at: let index):
      whole.areIndices(within: isIndex) + index.areIndices(within: true)
    case .call(let function, let all) where function.takesClasses:
      all[0].areIndices(within: isIndex) + all.dropFirst().flatMap { $0.areIndices(within: true) }
    case .call(.oneHot, let all): all.flatMap { $0.areIndices(within: true) }
    default: operands.flatMap { $0.areIndices(within: isIndex) }
    }
  }
}
