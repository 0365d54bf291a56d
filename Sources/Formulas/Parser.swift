/// Reads a formula's text into an `Expression` by recursive descent, one method per precedence
/// level.
struct Parser {
  private let tokens: [Token]
  private var index = 0
  private var depth = 0
  /// What `f(…)` means: the activation of the cell, if there is one.
  private let activation: Function?

  // Far more than any formula on a slide needs, far less than would overflow the stack.
  private static let greatestDepth = 100

  private init(_ tokens: [Token], activation: Function?) {
    self.tokens = tokens
    self.activation = activation
  }

  static func expression(
    of text: String, activation: Function?
  ) throws(FormulaError) -> Expression {
    var parser = Parser(try Lexer.tokens(of: text), activation: activation)
    if parser.current.kind == .end {
      throw FormulaError(.empty, at: 0)
    }
    let expression = try parser.sum()
    guard parser.current.kind == .end else { throw parser.unexpected() }
    return expression
  }

  private var current: Token { tokens[index] }

  private mutating func take(_ sign: Unicode.Scalar) -> Token? {
    guard current.kind == .sign(sign) else { return nil }
    defer { index += 1 }
    return current
  }

  private func unexpected() -> FormulaError {
    switch current.kind {
    case .end:
      FormulaError(.endsEarly, at: current.position)
    case .number(let number):
      FormulaError(.numberOutOfPlace(number), at: current.position, length: current.length)
    case .name(let name):
      FormulaError(.nameOutOfPlace(name), at: current.position, length: current.length)
    case .sign(let sign):
      FormulaError(.signOutOfPlace("\(sign)"), at: current.position)
    case .elementwise:
      FormulaError(.signOutOfPlace(".*"), at: current.position, length: 2)
    case .transposed:
      FormulaError(.signOutOfPlace(".T"), at: current.position, length: 2)
    }
  }

  // sum := product (("+" | "-") product)*
  private mutating func sum() throws(FormulaError) -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Parser.greatestDepth else {
      throw FormulaError(.tooDeep(most: Parser.greatestDepth), at: current.position)
    }
    let first = try product()
    var terms = [first]
    let position = current.position
    while true {
      if take("+") != nil {
        terms.append(try product())
      } else if let minus = take("-") {
        terms.append(Expression(.negative(try product()), position: minus.position))
      } else {
        return terms.count == 1 ? first : Expression(.sum(terms), position: position)
      }
    }
  }

  // product := unary (("*" | ".*" | "/") unary)*
  private mutating func product() throws(FormulaError) -> Expression {
    var left = try unary()
    // The factors of a·b·c so far; a group in parentheses remains one factor.
    var factors: [Expression] = []
    while true {
      let sign = current
      if take("*") != nil {
        factors = (factors.isEmpty ? [left] : factors) + [try unary()]
        left = Expression(.product(factors), position: sign.position)
        continue
      }
      factors = []
      if sign.kind == .elementwise {
        index += 1
        left = Expression(.elementwiseProduct([left, try unary()]), position: sign.position)
      } else if take("/") != nil {
        left = Expression(.quotient(left, try unary()), position: sign.position)
      } else {
        return left
      }
    }
  }

  // unary := "-" unary | power
  private mutating func unary() throws(FormulaError) -> Expression {
    depth += 1
    defer { depth -= 1 }
    if depth > Parser.greatestDepth {
      throw FormulaError(.tooManySigns, at: current.position)
    }
    if let minus = take("-") {
      let operand = try unary()
      if case .number(let number) = operand.kind {
        return Expression(.number(-number), position: minus.position)
      }
      return Expression(.negative(operand), position: minus.position)
    }
    if take("+") != nil { return try unary() }
    return try power()
  }

  // power := postfix ("^" ("T" | unary) | ".T")*
  private mutating func power() throws(FormulaError) -> Expression {
    var base = try postfix()
    while true {
      if let transposed = takeTransposed() {
        base = Expression(.transpose(base), position: transposed.position)
        continue
      }
      guard let caret = take("^") else { return base }
      if current.kind == .name("T") {
        index += 1
        base = Expression(.transpose(base), position: caret.position)
      } else {
        return Expression(.power(base, try unary()), position: caret.position)
      }
    }
  }

  private mutating func takeTransposed() -> Token? {
    guard current.kind == .transposed else { return nil }
    defer { index += 1 }
    return current
  }

  // postfix := primary ("[" index "]" | ".T")*
  private mutating func postfix() throws(FormulaError) -> Expression {
    var base = try primary()
    while true {
      if let transposed = takeTransposed() {
        base = Expression(.transpose(base), position: transposed.position)
        continue
      }
      guard let bracket = take("[") else { return base }
      if case .symbol(let symbol) = base.kind, symbol.time == nil, let time = try timeIndex() {
        base = Expression(.symbol(Symbol(symbol.name, time: time)), position: base.position)
      } else {
        let index = try sum()
        base = Expression(.component(base, at: index), position: bracket.position)
      }
      guard take("]") != nil else {
        throw FormulaError(.neverClosed("[", with: "]"), at: bracket.position)
      }
    }
  }

  // timeIndex := "t" (("+" | "-") integer)? | integer, where a "]" follows
  private mutating func timeIndex() throws(FormulaError) -> Symbol.Time? {
    let start = index
    if case .number(let number) = current.kind, let step = Parser.steps(number) {
      index += 1
      if current.kind == .sign("]") { return .absolute(step) }
    } else if current.kind == .name("t") {
      index += 1
      if current.kind == .sign("]") { return .relative(0) }
      let direction = take("-") != nil ? -1 : take("+") != nil ? 1 : 0
      if direction != 0, case .number(let number) = current.kind,
        let offset = Parser.steps(number)
      {
        index += 1
        if current.kind == .sign("]") { return .relative(direction * offset) }
      }
      // The index may be right and only not closed.
      if current.kind == .end || current.kind == .sign(")") || current.kind == .sign(",") {
        throw FormulaError(.neverClosed("[", with: "]"), at: tokens[start - 1].position)
      }
      throw FormulaError(.timeIndex, at: tokens[start].position)
    }
    index = start
    return nil
  }

  /// Reads `t)`, `t-1)` or `t+1)` without taking it, and returns the index.
  private func timeInParentheses() -> String? {
    let rest = tokens[index...].prefix(4).map(\.kind)
    if rest.count > 1, rest[1] == .sign(")") { return "t" }
    guard rest.count > 3, rest[3] == .sign(")"), case .number(let number) = rest[2],
      let steps = Parser.steps(number)
    else { return nil }
    return rest[1] == .sign("-") ? "t-\(steps)" : rest[1] == .sign("+") ? "t+\(steps)" : nil
  }

  // A limit, so that no sum of time steps can overflow.
  private static func steps(_ number: Double) -> Int? {
    Int(exactly: number).flatMap { $0 <= 1_000_000_000_000 ? $0 : nil }
  }

  private mutating func primary() throws(FormulaError) -> Expression {
    let token = current
    switch token.kind {
    case .number(let number):
      index += 1
      return Expression(.number(number), position: token.position)
    case .name(let name):
      index += 1
      if let open = take("(") { return try call(name, at: token, open: open) }
      return Expression(.symbol(Symbol(name)), position: token.position)
    case .sign("("):
      index += 1
      let inner = try sum()
      try close(token, with: ")")
      return inner
    case .sign("["):
      index += 1
      return try bracketed(from: token)
    default:
      throw unexpected()
    }
  }

  private mutating func close(_ open: Token, with sign: Unicode.Scalar) throws(FormulaError) {
    if take(sign) != nil { return }
    guard current.kind == .end else { throw unexpected() }
    throw FormulaError(.neverClosed(sign == ")" ? "(" : "[", with: sign), at: open.position)
  }

  private mutating func bracketed(from open: Token) throws(FormulaError) -> Expression {
    var parts = [try sum()]
    var separator: Unicode.Scalar?
    while let next = [";", ","].first(where: { current.kind == .sign($0) }) as Unicode.Scalar? {
      if let separator, separator != next {
        throw FormulaError(.mixedSeparators, at: current.position)
      }
      separator = next
      index += 1
      parts.append(try sum())
    }
    try close(open, with: "]")
    return Expression(separator == "," ? .beside(parts) : .stack(parts), position: open.position)
  }

  private mutating func call(
    _ name: String, at token: Token, open: Token
  ) throws(FormulaError) -> Expression {
    guard let function = name == "f" ? activation ?? .named(name) : .named(name) else {
      // x(t), as mathematicians write it.
      if current.kind == .name("t"), let time = timeInParentheses() {
        throw FormulaError(
          .timeInParentheses(name, time: time), at: token.position, length: token.length)
      }
      let meant = Spelling.nearest(to: name, among: Function.callable.map(\.name))
      throw FormulaError(
        .unknownFunction(name, meant: meant), at: token.position, length: token.length)
    }
    var arguments = [try sum()]
    while take(",") != nil { arguments.append(try sum()) }
    try close(open, with: ")")
    let wanted = function.argumentCounts
    if !wanted.contains(arguments.count) {
      throw FormulaError(
        .argumentCount(arguments.count, of: name, wanted: wanted), at: token.position,
        length: token.length)
    }
    return Expression(.call(function, arguments), position: token.position)
  }
}
