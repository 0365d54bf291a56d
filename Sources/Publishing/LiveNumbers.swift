import Formulas

/// The numbers of a page that can change, each with a number of its own, and where they come from.
struct LiveNumbers {
  private var numbers: [Notation.Live: Int] = [:]
  private var origins: [String: Int] = [:]
  private var programs: [String: Int] = [:]
  private(set) var entries: [JSONText] = []
  private(set) var originTexts: [String] = []
  private(set) var programTexts: [String] = []

  /// The number of a source that was added.
  func number(of live: Notation.Live) -> Int? { numbers[live] }

  /// Adds a source, unless it is known.
  mutating func add(_ live: Notation.Live) {
    guard numbers[live] == nil, let entry = entry(of: live) else { return }
    numbers[live] = entries.count
    entries.append(entry)
  }

  private mutating func entry(of live: Notation.Live) -> JSONText? {
    switch live.source {
    case .number(let text, let component):
      let form: [JSONText] = live.form == .bare ? [] : [.string(live.form.rawValue)]
      return .tight(
        [.integer(origin(text)), .integer(component), .integer(live.digits)] + form)
    case .relation(let formula, _, let result):
      return relation(formula, result, live.digits).map { .tight([.string("=")] + $0) }
    case .anyApproximate(let lives):
      for live in lives { add(live) }
      return .tight([
        .string("any"), .tight(lives.compactMap { numbers[$0] }.map { .integer($0) }),
      ])
    }
  }

  private mutating func origin(_ text: String) -> Int {
    if let known = origins[text] { return known }
    origins[text] = originTexts.count
    originTexts.append(text)
    return originTexts.count - 1
  }

  /// A formula of numbers as a program, the origins of its numbers, each with 1 if it is printed by
  /// a name and thus not rounded, and the origin of its result.
  private mutating func relation(
    _ formula: Expression, _ result: String, _ digits: Int
  ) -> [JSONText]? {
    var shapes: [Shape] = []
    var operands: [JSONText] = []
    let symbolic = symbols(in: formula, &shapes, &operands)
    // A symbol is called by its place.
    let program = NumberStyle(digits: digits).relationJSON(symbolic) { symbol in
      Int(symbol.name.dropFirst()).map { shapes[$0] } ?? .scalar
    }
    guard let program else { return nil }
    let text = program.description
    let number = programs[text] ?? programTexts.count
    if number == programTexts.count {
      programs[text] = number
      programTexts.append(text)
    }
    return [
      .integer(number), .tight(operands), .integer(origin(result)), .integer(digits),
    ]
  }

  /// The formula with a symbol in place of each literal that has a source.
  private mutating func symbols(
    in formula: Expression, _ shapes: inout [Shape], _ operands: inout [JSONText]
  ) -> Expression {
    guard let text = formula.origin else {
      return formula.mapOperands { symbols(in: $0, &shapes, &operands) }
    }
    let isNamed: Bool
    switch formula.kind {
    case .number: (isNamed, shapes) = (false, shapes + [.scalar])
    case .value(let value, let name): (isNamed, shapes) = (name != nil, shapes + [Shape(of: value)])
    default: return formula
    }
    operands.append(.tight([.integer(origin(text)), .integer(isNamed ? 1 : 0)]))
    return .symbol(Symbol("n\(shapes.count - 1)"))
  }
}
