extension Typesetter {
  /// A function with its arguments.
  func call(_ function: Function, _ arguments: [Expression]) -> Notation {
    let inner = Notation.list(arguments.map { notation($0, in: .free) }, by: .comma)
    switch function {
    case .identity:
      return activation.map { .row([$0, .parenthesized(inner)]) }
        ?? notation(arguments[0], in: .free)
    case .abs: return .fenced(inner, .bars)
    case .norm: return .fenced(inner, .doubleBars)
    case .sqrt: return .radical(inner)
    case .step, .share:
      return .fenced(.row([inner, .sign(.greater), .numeral("0")]), .brackets)
    case .oneHot:
      return .row([function.notation, .parenthesized(notation(arguments[0], in: .free))])
    case .rowwise(.norm):
      return .scripts(.fenced(inner, .doubleBars), below: .word("rows"), above: nil)
    case .slice(let slice):
      return .row([
        grouped(notation(arguments[0], in: .base)), .fenced(slice.notation, .brackets),
      ])
    case .stacked: return stacked(arguments)
    case .multiclassHinge: return multiclassHinge(arguments[0], arguments[1])
    default: return .row([function.notation, .parenthesized(inner)])
    }
  }

  /// A few known scores and the class among them; `nil` for names, and for more scores.
  static func terms(ofHinge arguments: [Expression]) -> (scores: [Double], chosen: Int)? {
    guard case .value(.vector(let numbers), name: nil) = arguments[0].kind,
      (2...mostScores).contains(numbers.count), case .number(let place) = arguments[1].kind
    else { return nil }
    return Program.index(place, below: numbers.count).map { (numbers, $0) }
  }

  private static let mostScores = 4

  /// Σ max(0, 1 − y[k] + y[j]) over j ≠ k; of a few known scores all of its terms.
  private func multiclassHinge(_ scores: Expression, _ chosen: Expression) -> Notation {
    func violation(_ own: Notation, _ other: Notation) -> Notation {
      let margin: [Notation] = [.numeral("1"), .sign(.minus), own, .sign(.plus), other]
      return .row([
        Function.max.notation,
        .parenthesized(.list([.numeral("0"), .row(margin)], by: .comma)),
      ])
    }
    if let (numbers, own) = Self.terms(ofHinge: [scores, chosen]) {
      let written = numbers.indices.map { index -> Notation in
        if let origin = scores.origin {
          return style.live(numbers[index], .init(text: origin, component: index), .factor)
        }
        let number = style.notation(numbers[index])
        return numbers[index] < 0 ? .parenthesized(number) : number
      }
      let others = written.indices.filter { $0 != own }
      return .list(others.map { violation(written[own], written[$0]) }, by: .plus)
    }
    let name = notation(scores, in: .base)
    func score(_ index: Notation) -> Notation { .row([name, .fenced(index, .brackets)]) }
    let own = notation(chosen, in: .free)
    let over = Notation.row([.variable("j"), .sign(.unequal), own])
    return .row([
      .scripts(.sign(.sum), below: over, above: nil), violation(score(own), score(.variable("j"))),
    ])
  }

  /// Parts one above the other; of a quantity at many time steps its ends.
  func column(_ parts: [Expression]) -> Notation {
    let isLong = parts.count > 4 && Expression.rangeText(of: parts) != nil
    var rows = (isLong ? Array(parts[..<2]) + parts.suffix(1) : parts)
      .map { [notation($0, in: .free)] }
    if isLong { rows.insert([.sign(.verticalEllipsis)], at: 2) }
    return .matrix(rows)
  }

  /// A matrix with a row for each entry; of many its ends.
  private func stacked(_ entries: [Expression]) -> Notation {
    if entries.count == 1 {
      let name = Notation.scripts(
        Function.stacked.notation, below: .variable("t"), above: nil)
      return .row([name, .parenthesized(notation(entries[0], in: .free))])
    }
    let rows = entries.count > 4 ? Array(entries[..<2]) + entries.suffix(1) : entries
    var written = rows.map(row)
    if entries.count > 4 {
      let width = written.map(\.count).max() ?? 1
      written.insert(Array(repeating: .sign(.verticalEllipsis), count: width), at: 2)
    }
    return .matrix(written)
  }

  /// An entry as a row: its numbers, or its transpose.
  private func row(_ entry: Expression) -> [Notation] {
    if case .number = entry.kind { return [notation(entry, in: .free)] }
    let whole = notation(entry, in: .free)
    if case .value(_, name: nil) = entry.kind, case .matrix(let rows) = whole {
      return rows.flatMap(\.self)
    }
    return [notation(.transposed(entry), in: .free)]
  }
}

extension Slice {
  /// The slice as it is between brackets.
  var notation: Notation {
    guard let columns else { return rows.notation }
    return .list([rows.notation, columns.notation], by: .comma)
  }
}

extension Slice.Bounds {
  fileprivate var notation: Notation {
    func end(_ number: Int?) -> [Notation] { number.map { [.numeral(String($0))] } ?? [] }
    return .row(end(start) + [.sign(.colon)] + end(self.end))
  }
}
