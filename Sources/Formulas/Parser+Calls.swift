extension Parser {
  /// Reads a call after its opening parenthesis.
  mutating func call(
    _ name: String, at token: Token, open: Token
  ) throws(FormulaError) -> Expression {
    let word = String(name.map { $0 == "-" ? "_" : $0 })
    if word == "argmax" || word == "argmin" {
      throw FormulaError(.noGradient(name), at: token.position, length: token.length)
    }
    let synonym = Function.synonyms[word]
    let isStack = word == "concat"
    guard isStack || synonym != nil || function(name) != nil else { throw unknown(name, token) }
    let function = synonym ?? function(name)
    let start = index
    var arguments = [try sum()]
    var tallest = height
    while take(",") != nil {
      if let function, arguments.count == 1, function.goesByRows, current.kind == .name("rows"),
        tokens[index + 1].kind == .sign(")")
      {
        index += 2
        try rise(above: tallest)
        return Expression(.call(.rowwise(function), arguments), position: token.position)
      }
      arguments.append(try sum())
      tallest = max(tallest, height)
    }
    try close(open, with: ")")
    // Some are written as several operations.
    try rise(above: tallest + 2)
    guard let function else { return Expression(.stack(arguments), position: token.position) }
    let wanted = synonym == nil ? function.argumentCounts : 2...Int.max
    if !wanted.contains(arguments.count) {
      let comma = arguments.count > wanted.upperBound ? decimalComma(in: start..<index) : nil
      throw comma
        ?? FormulaError(
          .argumentCount(arguments.count, of: name, wanted: wanted), at: token.position,
          length: token.length)
    }
    return try meaning(of: function, arguments, token)
  }

  private func function(_ name: String) -> Function? {
    name == "f" ? activation ?? .named(name) : .named(name)
  }

  private func unknown(_ name: String, _ token: Token) -> FormulaError {
    // x(t), as mathematicians write it.
    if current.kind == .name("t"), let time = timeInParentheses() {
      // h_(t-1), as in LaTeX.
      let stem = name.hasSuffix("_") ? String(name.dropLast()) : name
      return FormulaError(
        .timeInParentheses(stem, time: time), at: token.position, length: token.length)
    }
    let names = Function.callable.map(\.name) + Function.synonyms.keys.sorted() + ["concat"]
    // np.tanh, torch.nn.functional.relu
    if let last = name.split(separator: ".").last.map(String.init), last.count < name.count,
      let meant = names.first(where: { $0 == last.lowercased() })
    {
      return FormulaError(
        .unknownFunction(name, meant: meant), at: token.position, length: token.length)
    }
    return FormulaError(
      .unknownFunction(name, meant: Spelling.nearest(to: name, among: names)),
      at: token.position, length: token.length)
  }

  private func meaning(
    of function: Function, _ arguments: [Expression], _ token: Token
  ) throws(FormulaError) -> Expression {
    let position = token.position
    switch function {
    case .layerNorm where arguments.count > 1:
      let normalized = Expression(.call(.layerNorm, [arguments[0]]), position: position)
      let scaled = Expression(.elementwiseProduct([arguments[1], normalized]), position: position)
      return arguments.count == 2
        ? scaled : Expression(.sum([scaled, arguments[2]]), position: position)
    case .hinge where arguments.count == 2:
      return Expression(.call(.multiclassHinge, arguments), position: position)
    case .clip:
      if case .number(let low) = arguments[1].kind, case .number(let high) = arguments[2].kind,
        low > high
      {
        throw FormulaError(
          .reversedClip(low, high), at: arguments[1].start ?? position)
      }
      return Expression(.call(function, arguments), position: position)
    default:
      return overRange(function, arguments, position)
        ?? Expression(.call(function, arguments), position: position)
    }
  }

  /// The sum, mean, largest, smallest or last of a range over time, component by component.
  private func overRange(
    _ function: Function, _ arguments: [Expression], _ position: Int
  ) -> Expression? {
    guard arguments.count == 1, case .call(.stacked, let entries) = arguments[0].kind,
      let start = arguments[0].position, ranges.contains(start)
    else { return nil }
    switch function {
    case .sum: return Expression(.sum(entries), position: position)
    case .mean:
      let total = Expression(.sum(entries), position: position)
      return Expression(.quotient(total, .number(Double(entries.count))), position: position)
    case .max, .min: return Expression(.call(function, entries), position: position)
    case .last: return entries.last
    default: return nil
    }
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
}
