@testable import Formulas

/// Reads the text that `Notation` writes back into a tree, based only on the text: a strict reader
/// of the LaTeX form and one of the plain text form, which share one grammar.
struct PrintedFormula {
  struct Failure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
  }

  enum Piece: Equatable {
    case number(Double)
    /// A letter or word with its index, as written.
    case name(String)
    case sign(Character)
  }

  private var pieces: [Piece]
  private var index = 0
  /// The symbols, by their written form.
  private let symbols: [String: Symbol]

  static func latex(_ text: String, _ symbols: [Symbol]) throws -> Expression {
    try read(
      try Self.latexPieces(of: Array(text)), symbols, { Notation.symbol($0).latex })
  }

  static func plain(_ text: String, _ symbols: [Symbol]) throws -> Expression {
    let raised = text.replacing(/[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+/) { power in
      "^{"
        + power.0.map { digit in
          digit == "⁻"
            ? "−" : Array("⁰¹²³⁴⁵⁶⁷⁸⁹").firstIndex(of: digit).map { String($0) } ?? ""
        }.joined() + "}"
    }
    return try read(Self.plainPieces(of: Array(raised)), symbols, { Notation.symbol($0).plain })
  }

  private static func read(
    _ pieces: [Piece], _ symbols: [Symbol], _ written: (Symbol) -> String
  ) throws -> Expression {
    let keys = symbols.map { symbol in
      var key = written(symbol).filter { $0 != " " }
      // A name of several letters is set as text, and so is a function's name.
      if key.hasPrefix("\\text{"), key.last == "}", !key.contains("_") {
        key = String(key.dropFirst(6).dropLast())
      }
      return (key, symbol)
    }
    var reader = PrintedFormula(
      pieces: pieces, symbols: Dictionary(keys, uniquingKeysWith: { first, _ in first }))
    let expression = try reader.sum()
    guard reader.index == pieces.count else {
      throw Failure("unexpected \(pieces[reader.index])")
    }
    return expression
  }

  private init(pieces: [Piece], symbols: [String: Symbol]) {
    (self.pieces, self.symbols) = (pieces, symbols)
  }

  // MARK: The grammar

  private func peek(_ offset: Int = 0) -> Piece? {
    pieces.indices.contains(index + offset) ? pieces[index + offset] : nil
  }

  private mutating func take(_ sign: Character) -> Bool {
    guard peek() == .sign(sign) else { return false }
    index += 1
    return true
  }

  private mutating func expect(_ sign: Character) throws {
    guard take(sign) else {
      throw Failure("\(sign) is missing before \(peek().map { "\($0)" } ?? "the end")")
    }
  }

  private mutating func sum() throws -> Expression {
    var terms = [try product()]
    while true {
      if take("+") {
        terms.append(try product())
      } else if take("−") {
        terms.append(Expression(.negative(try product())))
      } else {
        return terms.count == 1 ? terms[0] : Expression(.sum(terms))
      }
    }
  }

  private mutating func product() throws -> Expression {
    if take("−") { return Expression(.negative(try product())) }
    var left = try quotient()
    while true {
      if take("·") || take("×") {
        left = Expression(.product([left, try quotient()]))
      } else if take("⊙") {
        left = Expression(.elementwiseProduct([left, try quotient()]))
      } else {
        return left
      }
    }
  }

  // A slash binds more tightly than a dot, as in 1/a · b.
  private mutating func quotient() throws -> Expression {
    var left = try power()
    while take("/") { left = Expression(.quotient(left, try power())) }
    return left
  }

  private mutating func power() throws -> Expression {
    if take("−") { return Expression(.negative(try power())) }
    var base = try operand()
    while true {
      if take("[") {
        if let slice = slice() {
          base = Expression(.call(.slice(slice), [base]))
        } else {
          base = Expression(.component(base, at: try sum()))
        }
        try expect("]")
      } else if peek() == .sign("^") {
        index += 1
        if peek() == .name("T") || peek() == .name("⊤") {
          index += 1
          base = Expression(.transpose(base))
        } else if peek() == .sign("("), peek(1) == .name("⊤") {
          index += 3
          base = Expression(.transpose(base))
        } else {
          base = Expression(.power(base, try operand()))
        }
        if peek() == .sign("^") { throw Failure("double superscript") }
      } else {
        return base
      }
    }
  }

  /// Reads what is between the brackets of a slice; `nil` for anything else.
  private mutating func slice() -> Slice? {
    let start = index
    func bounds() -> Slice.Bounds? {
      func number() -> Int? {
        guard case .number(let number)? = peek() else { return nil }
        index += 1
        return Int(number)
      }
      let first = number()
      let isBraced = take("{")
      guard take(":") else { return nil }
      if isBraced { _ = take("}") }
      return Slice.Bounds(start: first, end: number())
    }
    if let rows = bounds() {
      if !take(",") { return Slice(rows: rows) }
      if let columns = bounds() { return Slice(rows: rows, columns: columns) }
    }
    index = start
    return nil
  }

  /// Reads the entries of a matrix after its opening bracket and first entry.
  private mutating func matrix(_ first: Expression) throws -> Expression {
    var rows = [[first]]
    while true {
      if take(",") {
        rows[rows.count - 1].append(try sum())
      } else if take(";") {
        rows.append([try sum()])
      } else {
        try expect("]")
        let parts = rows.map { $0.count == 1 ? $0[0] : Expression(.beside($0)) }
        return parts.count == 1 ? parts[0] : Expression(.stack(parts))
      }
    }
  }

  private mutating func operand() throws -> Expression {
    switch peek() {
    case .number(let number):
      index += 1
      return .number(number)
    case .sign("−"):
      index += 1
      return Expression(.negative(try operand()))
    case .sign("("):
      index += 1
      let inner = try sum()
      try expect(")")
      return inner
    case .sign("|"):
      index += 1
      let inner = try sum()
      try expect("|")
      return Expression(.call(.abs, [inner]))
    case .sign("‖"):
      index += 1
      let inner = try sum()
      try expect("‖")
      guard take("_") else { return Expression(.call(.norm, [inner])) }
      _ = take("{")
      guard peek() == .name("rows") else { throw Failure("a norm has an unknown index") }
      index += 1
      _ = take("}")
      return Expression(.call(.rowwise(.norm), [inner]))
    case .sign("["):
      index += 1
      let inner = try sum()
      if peek() != .sign(">") { return try matrix(inner) }
      try expect(">")
      guard peek() == .number(0) else { throw Failure("a share is compared with 0") }
      index += 1
      try expect("]")
      return Expression(.call(.share, [inner]))
    case .name(let name):
      index += 1
      if let symbol = symbols[name] { return .symbol(symbol) }
      guard let function = function(name) else { throw Failure("there is no function \(name)") }
      try expect("(")
      var arguments = [try sum()]
      while take(",") { arguments.append(try sum()) }
      try expect(")")
      return Expression(.call(function, arguments))
    default: throw Failure("an operand is missing before \(peek().map { "\($0)" } ?? "the end")")
    }
  }

  private func function(_ name: String) -> Function? {
    for suffix in ["_rows", "_{\\text{rows}}"] where name.hasSuffix(suffix) {
      let inner = String(name.dropLast(suffix.count)).replacing("\\text{", with: "").replacing(
        "}", with: "")
      return function(inner.replacing("logsoftmax", with: "log softmax")).map { .rowwise($0) }
    }
    if name.last == "′" { return function(String(name.dropLast())).map { .slope($0) } }
    switch name {
    case "σ", "\\sigma": return .sigmoid
    case "diag": return .diagonal
    case "sign": return .sign
    default: return .named(String(name.map { $0 == " " ? "_" : $0 }))
    }
  }
}
