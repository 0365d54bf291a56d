/// Reads a formula's text into an `Expression` by recursive descent, one method per precedence
/// level.
struct Parser {
  let tokens: [Token]
  var index = 0
  private var depth = 0
  /// How many parts of the expression read last are one within the other.
  var height = 0
  /// Where ranges over time begin, which `sum( )` and the like take step by step.
  var ranges: Set<Int> = []
  /// What `f(…)` means: the activation of the cell, if there is one.
  let activation: Function?

  // Far more than any formula on a slide needs, far less than would overflow the stack.
  private static let greatestDepth = 100
  private static let greatestHeight = 250

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

  var current: Token { tokens[index] }

  mutating func take(_ sign: Unicode.Scalar) -> Token? { take(.sign(sign)) }

  mutating func take(_ kind: Token.Kind) -> Token? {
    guard current.kind == kind else { return nil }
    defer { index += 1 }
    return current
  }

  /// Notes that the expression read last is one level above parts of some height.
  mutating func rise(above parts: Int) throws(FormulaError) {
    height = parts + 1
    guard height <= Parser.greatestHeight else {
      throw FormulaError(.tooDeep(most: Parser.greatestHeight), at: current.position)
    }
  }

  func unexpected() -> FormulaError {
    switch current.kind {
    case .end:
      FormulaError(.endsEarly, at: current.position)
    case .number(let number):
      FormulaError(.numberOutOfPlace(number), at: current.position, length: current.length)
    case .name(let name):
      FormulaError(.nameOutOfPlace(name), at: current.position, length: current.length)
    case .sign(let sign):
      decimalComma(in: index..<index + 1)
        ?? FormulaError(.signOutOfPlace("\(sign)"), at: current.position)
    case .elementwise:
      FormulaError(.signOutOfPlace(".*"), at: current.position, length: 2)
    case .transposed:
      FormulaError(.signOutOfPlace(".T"), at: current.position, length: 2)
    case .range:
      FormulaError(.signOutOfPlace(".."), at: current.position, length: 2)
    }
  }

  /// The error for the first comma among some tokens that is between digits, without a space; `nil` if
  /// there is none.
  func decimalComma(in range: Range<Int>) -> FormulaError? {
    for place in range.clamped(to: 1..<tokens.count - 1) where tokens[place].kind == .sign(",") {
      let (whole, part) = (tokens[place - 1], tokens[place + 1])
      guard case .number(let number) = whole.kind, case .number(let decimals) = part.kind,
        number == number.rounded(), decimals == decimals.rounded(), number < 1e15, decimals < 1e15,
        whole.position + whole.length == tokens[place].position,
        tokens[place].position + 1 == part.position
      else { continue }
      let digits = String(Int(decimals))
      let zeros = String(repeating: "0", count: max(0, part.length - digits.count))
      return FormulaError(
        .decimalComma("\(Int(number)),\(zeros)\(digits)"), at: whole.position,
        length: whole.length + 1 + part.length)
    }
    return nil
  }

  // sum := product (("+" | "-") product)*
  mutating func sum() throws(FormulaError) -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Parser.greatestDepth else {
      throw FormulaError(.tooDeep(most: Parser.greatestDepth), at: current.position)
    }
    let first = try product()
    var terms = [first]
    var tallest = height
    let position = current.position
    while true {
      if take("+") != nil {
        terms.append(try product())
        tallest = max(tallest, height)
      } else if let minus = take("-") {
        terms.append(Expression(.negative(try product()), position: minus.position))
        tallest = max(tallest, height + 1)
      } else {
        height = tallest
        if terms.count == 1 { return first }
        try rise(above: tallest)
        return Expression(.sum(terms), position: position)
      }
    }
  }

  // product := unary (("*" | ".*" | "/") unary)*
  private mutating func product() throws(FormulaError) -> Expression {
    var left = try unary()
    var tallest = height
    while true {
      let sign = current
      switch sign.kind {
      case .sign("*"), .elementwise:
        // A group in parentheses remains one factor.
        var factors = [left]
        var position = sign.position
        while let next = take(sign.kind) {
          position = next.position
          if sign.kind == .sign("*"), current.kind == sign.kind, current.position == position + 1 {
            throw FormulaError(.twoStars, at: position, length: 2)
          }
          factors.append(try unary())
          tallest = max(tallest, height)
        }
        let isElementwise = sign.kind == .elementwise
        left = Expression(
          isElementwise ? .elementwiseProduct(factors) : .product(factors), position: position)
      case .sign("/"):
        index += 1
        left = Expression(.quotient(left, try unary()), position: sign.position)
        tallest = max(tallest, height)
      default:
        height = tallest
        return left
      }
      try rise(above: tallest)
      tallest = height
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
      try rise(above: height)
      return Expression(.negative(operand), position: minus.position)
    }
    if take("+") != nil { return try unary() }
    return try power()
  }

  // power := postfix ("^" ("T" | unary) | ".T")*
  private mutating func power() throws(FormulaError) -> Expression {
    var base = try postfix()
    while true {
      if let transposed = take(.transposed) {
        try rise(above: height)
        base = Expression(.transpose(base), position: transposed.position)
        continue
      }
      guard let caret = take("^") else { return base }
      let below = height
      if take(.name("T")) != nil {
        try rise(above: below)
        base = Expression(.transpose(base), position: caret.position)
      } else {
        let exponent = try unary()
        try rise(above: max(below, height))
        return Expression(.power(base, exponent), position: caret.position)
      }
    }
  }

  mutating func primary() throws(FormulaError) -> Expression {
    let token = current
    height = 0
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

  mutating func close(_ open: Token, with sign: Unicode.Scalar) throws(FormulaError) {
    if take(sign) != nil { return }
    guard current.kind == .end else { throw unexpected() }
    throw FormulaError(.neverClosed(sign == ")" ? "(" : "[", with: sign), at: open.position)
  }

  private mutating func bracketed(from open: Token) throws(FormulaError) -> Expression {
    let start = index
    var parts = [try sum()]
    var tallest = height
    var separator: Unicode.Scalar?
    while let next = [";", ","].first(where: { current.kind == .sign($0) }) as Unicode.Scalar? {
      if let separator, separator != next {
        throw decimalComma(in: start..<tokens.count)
          ?? FormulaError(.mixedSeparators, at: current.position)
      }
      separator = next
      index += 1
      parts.append(try sum())
      tallest = max(tallest, height)
    }
    try close(open, with: "]")
    try rise(above: tallest)
    return Expression(separator == "," ? .beside(parts) : .stack(parts), position: open.position)
  }
}
