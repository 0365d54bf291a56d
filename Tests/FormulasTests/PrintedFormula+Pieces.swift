@testable import Formulas

/// The words and signs of a written formula.
extension PrintedFormula {
  // MARK: LaTeX

  static func latexPieces(of text: [Character]) throws -> [Piece] {
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
        String(text[at...].prefix(20)).starts(with: /\^{\\left\([0-9]+\\right\)|\^{ \\leftarrow/)
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
          let isDouble = text[at] == "\\"
          if isDouble { at += 1 }
          pieces.append(.sign(isDouble ? "‖" : text[at]))
          at += 1
        case "begin", "end":
          _ = try group()
          pieces.append(.sign(command == "begin" ? "[" : "]"))
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
          if command.isEmpty, at < text.count, text[at] == "\\" {
            at += 1
            pieces.append(.sign(";"))
            continue
          }
          guard !command.isEmpty else { throw Failure("an unknown escape at \(at)") }
          pieces.append(try scripted("\\" + command))
        }
      } else if character.isLetter {
        at += 1
        pieces.append(try scripted(String(character)))
      } else {
        at += 1
        pieces.append(.sign(character == "-" ? "−" : character == "&" ? "," : character))
      }
    }
    return pieces
  }

  // MARK: Plain text

  static func plainPieces(of text: [Character]) -> [Piece] {
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
        // A point before a letter, and a digit before a point, belong to a name.
        while at < text.count,
          text[at].isLetter || text[at] == "′"
            || String(text[at...].prefix(3)).starts(with: /\.\p{L}/)
            || String(text[at...].prefix(3)).starts(with: /[0-9]\./)
        {
          name.append(text[at])
          at += 1
        }
        let words = [("leaky", " relu"), ("log", " softmax"), ("layer", " norm")]
        if let (_, second) = words.first(where: {
          name == $0.0 && text[at...].starts(with: Array($0.1))
        }) {
          name += second
          at += second.count
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
}
