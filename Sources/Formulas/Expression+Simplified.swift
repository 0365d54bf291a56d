extension Expression {
  /// The tree as a person would write it: no factors of 1, no terms of 0, signs and numbers in
  /// front, fractions gathered.
  ///
  ///     try Formula("2*(y - 1)*1").expression.simplified  // 2 · (y − 1)
  public var simplified: Expression {
    let inner = mapOperands(\.simplified)
    switch inner.kind {
    case .negative(let a): return a.negated
    case .sum(let terms): return Expression.sum(ofSimplified: terms)
    case .product(let factors): return Expression.product(ofSimplified: factors)
    case .quotient(let a, let b): return Expression.product(ofSimplified: [a], over: b)
    case .power(let base, let exponent):
      if exponent.kind == .number(1) { return base }
      if exponent.kind == .number(0) { return .number(1) }
      return inner
    case .call(.identity, let arguments): return arguments[0]
    default: return inner
    }
  }

  /// The sum of simplified terms as a person would write it: equal terms once, with their number in
  /// front, and a positive one first.
  ///
  /// - Parameters:
  ///   - terms: the terms, each with how often it is to be added.
  ///   - areNumbers: whether all are numbers, which may be added up and change places.
  static func total(
    of terms: [(term: Expression, count: Int)], areNumbers: Bool
  ) -> Expression {
    var counts: [Kind: Int] = [:]
    var order: [Expression] = []
    for (term, count) in terms where term.kind != .number(0) {
      if counts[term.kind] == nil { order.append(term) }
      counts[term.kind, default: 0] += count
    }
    var distinct = order.map { term -> Expression in
      guard let count = counts[term.kind], count > 1 else { return term }
      let factors = [.number(Double(count)), term]
      return areNumbers ? product(ofSimplified: factors) : Expression(.product(factors))
    }
    if let first = distinct.firstIndex(where: { !$0.isNegative }) {
      distinct.insert(distinct.remove(at: first), at: 0)
    }
    if areNumbers { return sum(ofSimplified: distinct) }
    return distinct.isEmpty
      ? .number(0) : distinct.count == 1 ? distinct[0] : Expression(.sum(distinct))
  }

  private var isNegative: Bool {
    switch kind {
    case .negative: true
    case .number(let number): number < 0
    case .product(let factors): factors.first?.isNegative ?? false
    default: false
    }
  }

  private var negated: Expression {
    switch kind {
    case .number(let number): .number(-number)
    case .negative(let a): a
    case .product: Expression.product(ofSimplified: [.number(-1), self])
    default: Expression(.negative(self))
    }
  }

  private static func sum(ofSimplified terms: [Expression]) -> Expression {
    var constant = 0.0
    var kept: [Expression] = []
    for term in terms {
      switch term.kind {
      case .number(let number): constant += number
      case .sum(let inner): kept += inner
      default: kept.append(term)
      }
    }
    // A number beyond the largest one cannot be written.
    if !constant.isFinite { return Expression(.sum(terms)) }
    // 1 − h² keeps its number first and y − 1 last; u + 0 loses it.
    if constant != 0 {
      let leads = if case .number = terms[0].kind { true } else { false }
      kept.insert(.number(constant), at: leads ? 0 : kept.count)
    }
    return kept.isEmpty ? .number(0) : kept.count == 1 ? kept[0] : Expression(.sum(kept))
  }

  /// Multiplies simplified factors: the number first, then the rest in order, over the divisor.
  private static func product(
    ofSimplified factors: [Expression], over wholeDivisor: Expression? = nil
  ) -> Expression {
    var coefficient = 1.0
    var divisor = 1.0
    var above: [Expression] = []
    var below: [Expression] = []
    func gather(_ expression: Expression, isDivisor: Bool) {
      switch expression.kind {
      case .number(let number):
        if isDivisor { divisor *= number } else { coefficient *= number }
      case .negative(let a):
        coefficient = -coefficient
        gather(a, isDivisor: isDivisor)
      case .product(let all): all.forEach { gather($0, isDivisor: isDivisor) }
      case .quotient(let a, let b):
        gather(a, isDivisor: isDivisor)
        gather(b, isDivisor: !isDivisor)
      default:
        if isDivisor { below.append(expression) } else { above.append(expression) }
      }
    }
    factors.forEach { gather($0, isDivisor: false) }
    if let wholeDivisor { gather(wholeDivisor, isDivisor: true) }
    // A number that is not finite, such as 1 / 0, cannot be written: the formula stays as it is.
    guard divisor != 0, divisor.isFinite, (coefficient / divisor).isFinite else {
      let top = factors.count == 1 ? factors[0] : Expression(.product(factors))
      return wholeDivisor.map { Expression(.quotient(top, $0)) } ?? top
    }
    if coefficient == 0 { return .number(0) }
    for factor in below {
      if let match = above.firstIndex(of: factor) {
        above.remove(at: match)
        below.remove(at: below.firstIndex(of: factor) ?? 0)
      }
    }
    // 2 · a / 2 is a, and 1 / (2 · a) stays as it is.
    let inverse = divisor / coefficient
    if !below.isEmpty, abs(inverse) > 1, inverse.isFinite, inverse == inverse.rounded() {
      coefficient = inverse < 0 ? -1 : 1
      below.insert(.number(abs(inverse)), at: 0)
    } else {
      coefficient /= divisor
    }
    var numerator = above
    let sign = coefficient < 0 ? -1.0 : 1.0
    if abs(coefficient) != 1 || numerator.isEmpty {
      numerator.insert(.number(abs(coefficient)), at: 0)
    }
    if numerator.count == 1, case .number(let number) = numerator[0].kind, below.isEmpty {
      return .number(sign * number)
    }
    let top = numerator.count == 1 ? numerator[0] : Expression(.product(numerator))
    let whole =
      below.isEmpty
      ? top
      : Expression(.quotient(top, below.count == 1 ? below[0] : Expression(.product(below))))
    // −W_y, but −2 · y rather than −(2 · y).
    guard sign < 0 else { return whole }
    if below.isEmpty, case .number(let number) = numerator[0].kind {
      return Expression(.product([.number(-number)] + numerator.dropFirst()))
    }
    return Expression(.negative(whole))
  }
}
