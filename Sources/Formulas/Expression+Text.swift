extension Symbol {
  /// The symbol as a formula's text writes it: `h[t-1]`.
  public var text: String {
    switch time {
    case nil: name
    case .relative(0): "\(name)[t]"
    case .relative(let offset): "\(name)[t\(offset < 0 ? "-" : "+")\(abs(offset))]"
    case .absolute(let step): "\(name)[\(step)]"
    }
  }
}

extension Expression {
  /// The formula in the grammar of lessons, for messages: `W_h*h[t-1] + b_h`.
  public var text: String {
    switch kind {
    case .number(let number):
      number == number.rounded() && Swift.abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
    case .value(_, let name): name ?? "[…]"
    case .symbol(let symbol): symbol.text
    case .negative(let a): "-" + a.factorText
    case .sum(let terms): sumText(terms)
    case .product(let all):
      all.enumerated().map { index, factor in
        // Of matrices, A*(B/C) is not A*B/C, nor of one component u*(A*x) always u*A*x.
        let isGroup =
          switch factor.kind {
          case .elementwiseProduct: true
          case .quotient, .product: index > 0
          default: false
          }
        return isGroup ? "(\(factor.text))" : factor.factorText
      }.joined(separator: "*")
    case .elementwiseProduct(let all):
      all[0].factorText + all.dropFirst().map { " .* " + $0.operandText }.joined()
    case .quotient(let a, let b): a.factorText + "/" + b.baseText
    case .power(let a, let b): a.baseText + "^" + b.baseText
    case .call(.slice(let slice), let all): all[0].indexedText + "[\(slice.text)]"
    case .call(.rowwise(let function), let all): "\(function.name)(\(all[0].text), rows)"
    case .call(.stacked, let all) where all.count > 1:
      Expression.rangeText(of: all) ?? "stack(" + all.map(\.text).joined(separator: ", ") + ")"
    case .call(let function, let all):
      function.name + "(" + all.map(\.text).joined(separator: ", ") + ")"
    case .transpose(let a): a.baseText + "^T"
    case .stack(let all): "[" + all.map(\.text).joined(separator: "; ") + "]"
    case .beside(let all): "[" + all.map(\.text).joined(separator: ", ") + "]"
    case .component(let a, at: let index): a.indexedText + "[" + index.text + "]"
    }
  }

  private func sumText(_ terms: [Expression]) -> String {
    var text = terms[0].text
    for term in terms.dropFirst() {
      if case .negative(let a) = term.kind {
        text += " - " + a.factorText
      } else {
        text += " + " + term.text
      }
    }
    return text
  }

  /// The range over time that some entries are: `h[1..3]`.
  static func rangeText(of entries: [Expression]) -> String? {
    guard case .symbol(let first) = entries[0].kind, let time = first.time,
      case .symbol(let last)? = entries.last?.kind, let end = last.time
    else { return nil }
    let isRange = entries.enumerated().allSatisfy { index, entry in
      switch time {
      case .absolute(let step): entry == .symbol(Symbol(first.name, time: .absolute(step + index)))
      case .relative(let step): entry == .symbol(Symbol(first.name, time: .relative(step + index)))
      }
    }
    return isRange ? Symbol.rangeText(first.name, time, end) : nil
  }

  // The order of * and .* changes a product of vectors.
  private var operandText: String {
    beginsWithProduct ? "(\(text))" : factorText
  }

  private var beginsWithProduct: Bool {
    switch kind {
    case .product: true
    case .quotient(let a, _): a.beginsWithProduct
    default: false
    }
  }

  private var factorText: String {
    switch kind {
    case .sum, .negative: "(\(text))"
    default: text
    }
  }

  // In A^T[0] the index would be an exponent's.
  private var indexedText: String {
    if case .transpose = kind { "(\(text))" } else { baseText }
  }

  private var baseText: String {
    switch kind {
    case .sum, .negative, .product, .elementwiseProduct, .quotient, .power: "(\(text))"
    case .number(let number) where number < 0: "(\(text))"
    default: text
    }
  }
}
