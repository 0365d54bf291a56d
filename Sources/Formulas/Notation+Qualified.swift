extension Notation {
  /// What a name has before its last part.
  enum Qualifier: Equatable {
    /// `l2`: the second layer of a stack.
    case layer(String)
    /// `back`: the direction from the last time step to the first.
    case backwards
    /// Any other name.
    case other(String)

    init(_ text: String) {
      if text == "back" {
        self = .backwards
      } else if text.first == "l", text.count > 1,
        text.dropFirst().allSatisfy({ $0.isASCII && $0.isNumber })
      {
        self = .layer(String(text.dropFirst()))
      } else {
        self = .other(text)
      }
    }

    fileprivate var mark: Notation {
      switch self {
      case .layer(let number): .parenthesized(.numeral(number))
      case .backwards: .sign(.receives)
      case .other(let text): .word(text)
      }
    }

    fileprivate var isWord: Bool { if case .other = self { true } else { false } }
  }

  /// A name with qualifiers as formulas show it: the last part with the others as superscripts, a
  /// layer as (2) and the direction backwards as ←.
  static func superscripted(_ name: Notation, by texts: [String]) -> Notation {
    let qualifiers = texts.map(Qualifier.init)
    var marks: [Notation] = []
    for (index, qualifier) in qualifiers.enumerated() {
      if index > 0, qualifier.isWord || qualifiers[index - 1].isWord { marks.append(.sign(.comma)) }
      marks.append(qualifier.mark)
    }
    let above = marks.count == 1 ? marks[0] : Notation.row(marks)
    guard case .scripts(let base, let below, nil) = name else {
      return .scripts(name, below: nil, above: above)
    }
    return .scripts(base, below: below, above: above)
  }
}
