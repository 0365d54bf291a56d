extension Expression {
  /// Returns the formula typeset as written: nothing is simplified.
  ///
  ///     try Formula("W_h*h[t-1] + b").expression.notation().plain  // "W_h · h_{t−1} + b"
  ///
  /// - Parameters:
  ///   - style: how literal numbers are written.
  ///   - activation: what `identity` is written as, in a formula as its writer sees it; without it
  ///     identity(u) is u.
  ///   - names: the notation that replaces a symbol's own, where it returns one.
  public func notation(
    _ style: NumberStyle = NumberStyle(), activation: Notation? = nil,
    names: @escaping (Symbol) -> Notation? = { _ in nil }
  ) -> Notation {
    Typesetter(style: style, activation: activation, names: names).notation(self, in: .free)
  }
}

/// Turns expressions into notation; an operand's place decides whether it needs parentheses.
struct Typesetter {
  /// Where an operand is, from the place that binds loosest to the one that binds tightest.
  enum Place: Int {
    case free, leadingTerm, term, leadingFactor, factor, base
  }

  let style: NumberStyle
  let activation: Notation?
  let names: (Symbol) -> Notation?

  func notation(_ expression: Expression, in place: Place) -> Notation {
    let expression = spelledOut(expression)
    // A vector of one component is written as a number, a negative one in parentheses like it.
    if case .value(let value, nil) = expression.kind, value.number == nil, let number = value.single
    {
      return notation(Expression(.number(number), origin: expression.origin), in: place)
    }
    if let origin = expression.origin, case .number(let number) = expression.kind {
      return style.live(number, .init(text: origin, component: 0), form(in: place))
    }
    let inner = bare(expression, in: place)
    return needsParentheses(expression, in: place) ? .parenthesized(inner) : inner
  }

  /// How a number that can change is written.
  private func form(in place: Place) -> Notation.Live.Form {
    switch place {
    case .base: .base
    case .term, .factor: .factor
    case .free, .leadingTerm, .leadingFactor: .bare
    }
  }

  // Losses are computed in one step and written as in textbooks: −log softmax(y)[k].
  private func spelledOut(_ expression: Expression) -> Expression {
    // A dot product is a row times a column.
    if case .call(.dot, let arguments) = expression.kind {
      let isNumber = arguments.contains(where: \.isConstant)
      let left = isNumber ? arguments[0] : .transposed(arguments[0])
      return Expression(.product([left, arguments[1]]))
    }
    guard case .call(let function, let arguments) = expression.kind else { return expression }
    return spelledOut(function, arguments) ?? expression
  }

  private func spelledOut(_ function: Function, _ arguments: [Expression]) -> Expression? {
    func log(_ part: Expression) -> Expression { Expression(.call(.log, [part])) }
    func rest(_ part: Expression) -> Expression { .difference(.number(1), part) }
    switch function {
    case .crossEntropy:
      let probabilities = Expression(.call(.softmax, [arguments[0]]))
      return Expression(.negative(log(Expression(.component(probabilities, at: arguments[1])))))
    case .negativeLogLikelihood:
      return Expression(.negative(Expression(.component(arguments[0], at: arguments[1]))))
    case .binaryCrossEntropy:
      let (p, target) = (arguments[0], arguments[1])
      let likelihood = Expression(
        .sum([.elementwise([target, log(p)]), .elementwise([rest(target), log(rest(p))])]))
      return Expression(.negative(likelihood))
    case .hinge: return Expression(.call(.max, [.number(0), rest(arguments[0])]))
    default: return nil
    }
  }

  /// The number that a known index chooses from values with a name, such as the weights of classes.
  private func named(_ whole: Expression, _ index: Expression) -> Double? {
    guard case .value(.vector(let numbers), name: _?) = whole.kind,
      case .number(let place) = index.kind
    else { return nil }
    return Program.index(place, below: numbers.count).map { numbers[$0] }
  }

  private func needsParentheses(_ expression: Expression, in place: Place) -> Bool {
    switch expression.kind {
    case .number(let number):
      // A sum reads 24 + (−5), a product −5 · (−1), a power (−3)².
      number < 0 && (place == .term || place.rawValue >= Place.factor.rawValue)
    case .symbol, .value, .transpose, .stack, .beside, .component: false
    case .call(.multiclassHinge, let arguments) where Self.terms(ofHinge: arguments) != nil:
      place.rawValue >= Place.leadingFactor.rawValue
    case .call(let function, _):
      function == .identity && activation == nil && place.rawValue > Place.term.rawValue
        && !isAtom(expression)
    case .negative: place.rawValue >= Place.term.rawValue
    case .sum: place.rawValue >= Place.leadingFactor.rawValue
    case .product, .elementwiseProduct: place == .base
    case .quotient, .power: place == .base
    }
  }

  // identity(u) is typeset as u, so u decides.
  private func isAtom(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .call(.identity, let arguments): isAtom(arguments[0])
    case .number, .value, .symbol: true
    default: false
    }
  }

  private func bare(_ expression: Expression, in place: Place) -> Notation {
    switch expression.kind {
    case .number(let number): style.notation(number)
    case .value(let value, let name):
      name.map { $0 == "I" ? .variable($0) : $0.count > 1 ? .word($0) : .numeral($0) }
        ?? style.notation(SourcedValue(value, from: expression.origin))
    case .symbol(let symbol): names(symbol) ?? .symbol(symbol)
    case .negative(let a):
      .row([.sign(.negative), notation(a, in: a.origin == nil ? .leadingFactor : .factor)])
    case .sum(let terms): sum(terms)
    case .product(let factors): product(factors, .times, in: place)
    case .elementwiseProduct(let factors): product(factors, .elementwise, in: place)
    case .quotient(let a, let b): .fraction(notation(a, in: .free), notation(b, in: .free))
    case .power(let base, let exponent): power(base, exponent)
    case .call(let function, let arguments): call(function, arguments)
    case .transpose(let a):
      .scripts(grouped(notation(a, in: .base)), below: nil, above: .sign(.transposed))
    case .stack(let parts): column(parts)
    case .beside(let parts): .matrix([parts.map { notation($0, in: .free) }])
    case .component(let a, at: let index):
      named(a, index).map { style.notation($0) }
        ?? .row([notation(a, in: .base), .fenced(notation(index, in: .free), .brackets)])
    }
  }

  // More operands fill no page that can be read.
  private static let mostOperands = 32

  private func sum(_ terms: [Expression]) -> Notation {
    // A loss over many time steps shows its ends; terms with different names are all shown, unless
    // they are too many.
    let isLong =
      terms.count > Self.mostOperands
      || terms.count > 4 && Set(terms.map { $0.symbols.map(\.symbol.name) }).count == 1
    guard isLong else { return .row(added(terms)) }
    return .row(
      added(Array(terms.prefix(2))) + [.sign(.plus), .sign(.centeredEllipsis)]
        + added([terms[0], terms[terms.count - 1]]).dropFirst())
  }

  private func added(_ terms: [Expression]) -> [Notation] {
    var parts = [notation(terms[0], in: .leadingTerm)]
    for term in terms.dropFirst() {
      if case .negative(let a) = term.kind {
        parts += [.sign(.minus), notation(a, in: .leadingFactor)]
      } else if case .product(let factors) = term.kind, factors.count > 1,
        case .number(let number) = factors[0].kind, number < 0, number != -1, term.position == nil
      {
        let positive = Expression(.product([.number(-number)] + factors.dropFirst()))
        parts += [.sign(.minus), notation(positive, in: .term)]
      } else {
        parts += [.sign(.plus), notation(term, in: .term)]
      }
    }
    return parts
  }

  private func product(
    _ factors: [Expression], _ sign: Notation.Sign, in place: Place
  ) -> Notation {
    if factors.count > Self.mostOperands {
      let ends = Array(factors.prefix(2)) + [factors[factors.count - 1]]
      guard case .row(let parts) = product(ends, sign, in: place) else {
        return product(ends, sign, in: place)
      }
      // a · b · ⋯ · z
      return .row(parts.dropLast() + [.sign(.centeredEllipsis), .sign(sign)] + parts.suffix(1))
    }
    let parts = factors.enumerated().map { index, factor in
      // 24 + (−5) · 3
      let isInside = index == 0 && place == .term && factor.origin != nil
      var part = notation(factor, in: index == 0 && !isInside ? .leadingFactor : .factor)
      if index == 0, place == .term, !isInside, case .number(let number) = factor.kind, number < 0 {
        part = .parenthesized(part)
      }
      // The order of · and ⊙ changes a product of vectors.
      let isOther =
        switch spelledOut(factor).kind {
        case .elementwiseProduct: sign == .times
        case .product: sign == .elementwise && index > 0
        default: false
        }
      return isOther ? .parenthesized(part) : part
    }
    return .list(parts, by: sign)
  }

  private func power(_ base: Expression, _ exponent: Expression) -> Notation {
    let above = notation(exponent, in: .free)
    // In h_t², index and exponent are on the same letter.
    if case .symbol(let symbol) = base.kind,
      case .scripts(let letter, let below, nil) = .symbol(symbol) as Notation
    {
      return .scripts(letter, below: below, above: above)
    }
    return .scripts(grouped(notation(base, in: .base)), below: nil, above: above)
  }

  // 10⁻⁷ already has something above it.
  func grouped(_ base: Notation) -> Notation {
    switch base {
    case .live: base
    case .scripts(_, below: _, above: .some), .qualified: .parenthesized(base)
    case .row(let parts) where parts.last.map { grouped($0) != $0 } ?? false:
      .parenthesized(base)
    default: base
    }
  }
}

extension Function {
  /// The function's name as a formula shows it: σ for sigmoid, otherwise its own name.
  public var notation: Notation {
    switch self {
    case .sigmoid: .variable("σ")
    case .slope(let function): .row([function.notation, .word("′")])
    case .rowwise(let function): .scripts(function.notation, below: .word("rows"), above: nil)
    case .slice(let slice): .fenced(slice.notation, .brackets)
    case .leakyRelu, .logSoftmax, .layerNorm: .word(String(name.map { $0 == "_" ? " " : $0 }))
    default: .word(name)
    }
  }
}
