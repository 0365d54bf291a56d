@testable import Formulas

/// Reads the text that `Notation` writes back into a tree, based only on the text: a strict reader
/// of the LaTeX form and one of the plain text form, which share one grammar.
struct PrintedFormula {
  struct Failure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
  }

  private enum Piece: Equatable {
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

  // MARK: LaTeX

  private static func latexPieces(of text: [Character]) throws -> [Piece] {
    var pieces: [Piece] = []
    var at = 0
    func group() throws -> [Character] {
      guard at < text.count, text[at] == "{" else { throw Failure("a group is missing at \(at)") }
      let start = at + 1
      var depth = 0
      while at < text.count {
        if text[at] == "{" { depth += 1 }
        if text[at] == "}" { depth -= 1 }
        at += 1
        if depth == 0 { return Array(text[start..<at - 1]) }
      }
      throw Failure("a group is not closed")
    }
    func wrapped(_ inner: [Character]) throws -> [Piece] {
      [.sign("(")] + (try latexPieces(of: inner)) + [.sign(")")]
    }
    /// A subscript, and a superscript number in parentheses, belong to the name.
    func scripted(_ base: String) throws -> Piece {
      var name = base
      while at + 1 < text.count, text[at] == " ", text[at + 1] == "_" { at += 1 }
      if at < text.count, text[at] == "_" {
        at += 1
        name += "_{" + String(try group()) + "}"
      }
      if at < text.count, text[at] == "^",
        String(text[at...].prefix(20)).starts(with: /\^{\\left\([0-9]+\\right\)}/)
      {
        at += 1
        name += "^{" + String(try group()) + "}"
      }
      return .name(name.filter { $0 != " " })
    }
    while at < text.count {
      let character = text[at]
      if character == " " {
        at += 1
      } else if character.isNumber {
        pieces.append(number(text, &at))
      } else if character == "^" {
        at += 1
        pieces += [.sign("^")] + (try wrapped(group()))
        if at < text.count, text[at] == "^" { throw Failure("double superscript") }
      } else if character == "\\" {
        let start = at
        at += 1
        while at < text.count, text[at].isLetter { at += 1 }
        let command = String(text[start + 1..<at])
        switch command {
        case "left", "right":
          pieces.append(.sign(text[at]))
          at += 1
        case "cdot": pieces.append(.sign("·"))
        case "odot": pieces.append(.sign("⊙"))
        case "times": pieces.append(.sign("×"))
        case "top": pieces.append(.name("⊤"))
        case "frac":
          let (a, b) = (try group(), try group())
          pieces += [.sign("(")] + (try wrapped(a)) + [.sign("/")] + (try wrapped(b)) + [.sign(")")]
        case "sqrt": pieces += [.name("sqrt")] + (try wrapped(group()))
        case "text":
          let word = String(try group())
          if word == "′", case .name(let before)? = pieces.last {
            pieces[pieces.count - 1] = .name(before + word)
          } else {
            let piece = try scripted("\\text{" + word + "}")
            let isBare = piece == .name("\\text{" + word.filter { $0 != " " } + "}")
            pieces.append(isBare ? .name(word) : piece)
          }
        default:
          guard !command.isEmpty else { throw Failure("an unknown escape at \(at)") }
          pieces.append(try scripted("\\" + command))
        }
      } else if character.isLetter {
        at += 1
        pieces.append(try scripted(String(character)))
      } else {
        at += 1
        pieces.append(.sign(character == "-" ? "−" : character))
      }
    }
    return pieces
  }

  // MARK: Plain text

  private static func plainPieces(of text: [Character]) -> [Piece] {
    var pieces: [Piece] = []
    var at = 0
    func script() -> String {
      var depth = 0
      var taken = ""
      repeat {
        if text[at] == "{" { depth += 1 }
        if text[at] == "}" { depth -= 1 }
        taken.append(text[at])
        at += 1
      } while at < text.count
        && (depth > 0
          || taken.last.map { $0.isLetter || $0.isNumber } == true
            && (text[at].isLetter || text[at].isNumber))
      return taken
    }
    while at < text.count {
      let character = text[at]
      if character.isNumber {
        pieces.append(number(text, &at))
      } else if character == "√" {
        at += 1
        pieces.append(.name("sqrt"))
      } else if character.isLetter {
        var name = ""
        while at < text.count, text[at].isLetter || text[at] == "′" {
          name.append(text[at])
          at += 1
        }
        if name == "leaky", text[at...].starts(with: Array(" relu")) {
          name = "leaky relu"
          at += 5
          if at < text.count, text[at] == "′" {
            name += "′"
            at += 1
          }
        }
        if at < text.count, text[at] == "_" {
          at += 1
          name += "_" + script()
        }
        if at < text.count, text[at] == "^",
          String(text[at...].prefix(20)).starts(with: /\^{\([0-9]+\)}/)
        {
          at += 1
          name += "^" + script()
        }
        pieces.append(.name(name))
      } else if "{}".contains(character) {
        // Braces group an exponent.
        pieces.append(.sign(character == "{" ? "(" : ")"))
        at += 1
      } else {
        if character != " " { pieces.append(.sign(character)) }
        at += 1
      }
    }
    return pieces
  }

  private static func number(_ text: [Character], _ at: inout Int) -> Piece {
    let start = at
    while at < text.count, text[at].isNumber || text[at] == "." { at += 1 }
    return .number(Double(String(text[start..<at])) ?? .nan)
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
        base = Expression(.component(base, at: try sum()))
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
    case .sign("["):
      index += 1
      let inner = try sum()
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
    if name.last == "′" { return function(String(name.dropLast())).map { .slope($0) } }
    switch name {
    case "σ", "\\sigma": return .sigmoid
    case "diag": return .diagonal
    case "sign": return .sign
    default: return .named(String(name.map { $0 == " " ? "_" : $0 }))
    }
  }
}
