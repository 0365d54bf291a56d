/// What follows an operand in brackets: a time step, a range of them, a component or a slice.
extension Parser {
  // postfix := primary ("[" index "]" | ".T")*
  mutating func postfix() throws(FormulaError) -> Expression {
    var base = try primary()
    while true {
      if let transposed = take(.transposed) {
        try rise(above: height)
        base = Expression(.transpose(base), position: transposed.position)
        continue
      }
      guard let bracket = take("[") else { return base }
      let below = height
      base = try indexed(base, from: bracket)
      try rise(above: max(below, height))
      guard take("]") != nil else {
        if current.kind == .range { throw unexpected() }
        throw FormulaError(.neverClosed("[", with: "]"), at: bracket.position)
      }
    }
  }

  private mutating func indexed(
    _ base: Expression, from bracket: Token
  ) throws(FormulaError) -> Expression {
    if holds(.sign(":")) {
      let slice = try slice(in: bracket)
      return Expression(.call(.slice(slice), [base]), position: bracket.position)
    }
    guard case .symbol(let symbol) = base.kind, symbol.time == nil else {
      return Expression(.component(base, at: try sum()), position: bracket.position)
    }
    if holds(.range) {
      let entries = try range(of: symbol.name, in: bracket)
      if let position = base.position { ranges.insert(position) }
      return Expression(
        .call(
          .stacked,
          entries.map {
            Expression(.symbol(Symbol(symbol.name, time: $0)), position: base.position)
          }), position: base.position)
    }
    if let time = try timeIndex() {
      return Expression(.symbol(Symbol(symbol.name, time: time)), position: base.position)
    }
    let start = current
    let index = try sum()
    if current.kind == .sign("]") { try checkIndex(index, of: symbol.name, at: start) }
    return Expression(.component(base, at: index), position: bracket.position)
  }

  /// Whether a sign follows before the bracket is closed, outside other brackets.
  private func holds(_ kind: Token.Kind) -> Bool {
    var level = 0
    for token in tokens[index...] {
      if token.kind == kind, level == 0 { return true }
      switch token.kind {
      case .sign("("), .sign("["): level += 1
      case .sign(")"), .sign("]"):
        level -= 1
        if level < 0 { return false }
      default: break
      }
    }
    return false
  }

  // MARK: Time

  // timeIndex := "t" (("+" | "-") integer)? | integer, where a "]" follows
  private mutating func timeIndex() throws(FormulaError) -> Symbol.Time? {
    let start = index
    if let time = time(), current.kind == .sign("]") { return time }
    guard tokens[start].kind == .name("t") else {
      index = start
      return nil
    }
    // The index may be right and only not closed.
    if current.kind == .end || current.kind == .sign(")") || current.kind == .sign(",") {
      throw FormulaError(.neverClosed("[", with: "]"), at: tokens[start - 1].position)
    }
    throw FormulaError(.timeIndex, at: tokens[start].position)
  }

  /// Takes `3`, `t`, `t-1` or `t+1`; `nil` for anything else.
  private mutating func time() -> Symbol.Time? {
    if case .number(let number) = current.kind, let step = Parser.steps(number) {
      index += 1
      return .absolute(step)
    }
    guard take(.name("t")) != nil else { return nil }
    let direction = take("-") != nil ? -1 : take("+") != nil ? 1 : 0
    if direction == 0 { return .relative(0) }
    guard case .number(let number) = current.kind, let offset = Parser.steps(number) else {
      return nil
    }
    index += 1
    return .relative(direction * offset)
  }

  /// Throws for an index that is meant as a time step and is none.
  private func checkIndex(
    _ index: Expression, of name: String, at start: Token
  ) throws(FormulaError) {
    switch index.kind {
    case .symbol(Symbol("T")): throw FormulaError(.lastStep(name, "T"), at: start.position)
    case .number(let number) where number < 0 && number == number.rounded():
      throw FormulaError(
        .lastStep(name, Expression.number(number).text), at: start.position, length: 2)
    default:
      if let time = index.symbols.first(where: { $0.symbol == Symbol("t") }) {
        throw FormulaError(.timeIndex, at: time.position ?? start.position)
      }
    }
  }

  // A limit, so that no sum of time steps can overflow.
  static func steps(_ number: Double) -> Int? {
    Int(exactly: number).flatMap { $0 >= 0 && $0 <= 1_000_000_000_000 ? $0 : nil }
  }

  private static let mostEntries = 1000

  // range := time ".." time
  private mutating func range(
    of name: String, in bracket: Token
  ) throws(FormulaError) -> [Symbol.Time] {
    let first = time()
    let isRange = take(.range) != nil
    let last = time()
    guard isRange, current.kind == .sign("]") || current.kind == .end, let first, let last else {
      throw FormulaError(.rangeEnds, at: tokens[self.index - 1].position)
    }
    func entries(
      _ low: Int, _ high: Int, _ time: @escaping (Int) -> Symbol.Time
    ) throws(FormulaError) -> [Symbol.Time] {
      let written = { Symbol(name, time: time($0)).text }
      if low >= high {
        let rightWay = Symbol.rangeText(name, time(high), time(low))
        throw FormulaError(
          low == high ? .shortRange(write: written(low)) : .reversedRange(write: rightWay),
          at: bracket.position)
      }
      guard high - low < Parser.mostEntries else {
        throw FormulaError(.longRange(most: Parser.mostEntries), at: bracket.position)
      }
      return (low...high).map(time)
    }
    switch (first, last) {
    case (.absolute(let low), .absolute(let high)): return try entries(low, high) { .absolute($0) }
    case (.relative(let low), .relative(let high)): return try entries(low, high) { .relative($0) }
    default: throw FormulaError(.rangeEnds, at: bracket.position)
    }
  }

  // MARK: Slices

  // slice := bounds ("," bounds)?
  private mutating func slice(in bracket: Token) throws(FormulaError) -> Slice {
    let rows = try bounds()
    let columns = take(",") == nil ? nil : try bounds()
    guard current.kind == .sign("]") || current.kind == .end else {
      throw FormulaError(.slice, at: current.position, length: current.length)
    }
    return Slice(rows: rows, columns: columns)
  }

  // bounds := integer? ":" integer?
  private mutating func bounds() throws(FormulaError) -> Slice.Bounds {
    let start = try wholeNumber()
    guard take(":") != nil else {
      throw FormulaError(.slice, at: current.position, length: current.length)
    }
    return Slice.Bounds(start: start, end: try wholeNumber())
  }

  private mutating func wholeNumber() throws(FormulaError) -> Int? {
    if current.kind == .sign("-"), case .number(let number) = tokens[index + 1].kind,
      Parser.steps(number) != nil
    {
      throw FormulaError(
        .sliceFromEnd, at: current.position,
        length: tokens[index + 1].position + tokens[index + 1].length - current.position)
    }
    guard case .number(let number) = current.kind, let whole = Parser.steps(number) else {
      return nil
    }
    index += 1
    return whole
  }
}
