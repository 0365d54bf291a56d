import Foundation
import Storyboards

/// Evaluates a formula as it is printed, from its text alone, with arithmetic of its own for numbers,
/// vectors and matrices: nothing of what computes or draws the numbers is used.
///
///     PrintedValue("tanh(0.5 · 0 + W_x · x_1)") { $0 == "W_x" ? Grid(2) : … }.value
struct PrintedValue {
  /// Rows of numbers; a number is one row of one.
  struct Grid: Equatable {
    var rows: [[Double]]

    init(_ number: Double) { rows = [[number]] }
    init(rows: [[Double]]) { self.rows = rows }

    var number: Double? { rows.count == 1 && rows[0].count == 1 ? rows[0][0] : nil }
    var all: [Double] { rows.flatMap { $0 } }
    var transposed: Grid {
      Grid(rows: (0..<(rows.first?.count ?? 0)).map { column in rows.map { $0[column] } })
    }
    func map(_ transform: (Double) -> Double) -> Grid { Grid(rows: rows.map { $0.map(transform) }) }
    func hasShape(of other: Grid) -> Bool {
      rows.count == other.rows.count && rows.first?.count == other.rows.first?.count
    }
  }

  private struct Unreadable: Error {}

  private var rest: [Character]
  private let lookUp: (String) -> Grid?
  /// Whether a name or a decimal number was read.
  private(set) var hasNames = false
  private(set) var hasDecimals = false
  private(set) var value: Grid?

  /// - Parameter lookUp: the value of a name such as `h_2`.
  init(_ text: String, lookUp: @escaping (String) -> Grid?) {
    rest = Array(text)
    self.lookUp = lookUp
    let sum = try? sum()
    skipBlanks()
    value = rest.isEmpty ? sum : nil
  }

  // MARK: Characters

  private mutating func skipBlanks() { while rest.first == " " { rest.removeFirst() } }

  private mutating func take(_ sign: Character) -> Bool {
    skipBlanks()
    guard rest.first == sign else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func take(word text: String) -> Bool {
    guard rest.starts(with: text) else { return false }
    rest.removeFirst(text.count)
    return true
  }

  private mutating func need(_ sign: Character) throws { if !take(sign) { throw Unreadable() } }

  // MARK: Operators

  private mutating func sum() throws -> Grid {
    var total = try product()
    while true {
      if take("+") {
        total = try combine(total, try product(), +)
      } else if take("−") {
        total = try combine(total, try product(), -)
      } else {
        return total
      }
    }
  }

  private func combine(
    _ left: Grid, _ right: Grid, _ sign: (Double, Double) -> Double
  ) throws -> Grid {
    if let number = left.number { return right.map { sign(number, $0) } }
    if let number = right.number { return left.map { sign($0, number) } }
    guard left.hasShape(of: right) else { throw Unreadable() }
    return Grid(rows: zip(left.rows, right.rows).map { zip($0, $1).map(sign) })
  }

  private mutating func product() throws -> Grid {
    if take("−") { return try product().map { -$0 } }
    var result = try power()
    while true {
      if take("·") || take("×") {
        result = try multiply(result, try power())
      } else if take("⊙") {
        result = try combine(result, try power(), *)
      } else if take("/") {
        result = try combine(result, try power(), /)
      } else {
        return result
      }
    }
  }

  private func multiply(_ left: Grid, _ right: Grid) throws -> Grid {
    if left.number != nil || right.number != nil { return try combine(left, right, *) }
    guard left.rows.first?.count == right.rows.count else { throw Unreadable() }
    let columns = right.transposed.rows
    return Grid(
      rows: left.rows.map { row in columns.map { zip(row, $0).reduce(0) { $0 + $1.0 * $1.1 } } })
  }

  private mutating func power() throws -> Grid {
    var base = try atom()
    while true {
      if take(word: "^T") {
        // 1^T is a row of ones, as many as needed.
        if base.number != nil { throw Unreadable() }
        base = base.transposed
      } else if rest.first == "^" {
        rest.removeFirst()
        let exponent: Grid
        if take(word: "{") {
          exponent = try sum()
          try need("}")
        } else {
          exponent = try atom()
        }
        base = try combine(base, exponent) { pow($0, $1) }
      } else if rest.first == "[" {
        rest.removeFirst()
        guard let index = try sum().number, base.all.indices.contains(Int(index)),
          base.rows[0].count == 1
        else {
          throw Unreadable()
        }
        try need("]")
        base = Grid(base.all[Int(index)])
      } else {
        return base
      }
    }
  }

  // MARK: Atoms

  private mutating func atom() throws -> Grid {
    skipBlanks()
    guard let first = rest.first else { throw Unreadable() }
    switch first {
    case "(":
      rest.removeFirst()
      let inner = try sum()
      try need(")")
      return inner
    case "|":
      rest.removeFirst()
      // Of a gradient, the length; of other vectors, component by component.
      let isLength = rest.first == "∂"
      let inner = try sum()
      try need("|")
      return isLength
        ? Grid(inner.all.reduce(0) { $0 + $1 * $1 }.squareRoot()) : inner.map(abs)
    case "√":
      rest.removeFirst()
      return try atom().map { $0.squareRoot() }
    case "[": return try matrix()
    case _ where first.isNumber: return number()
    case _ where first.isLetter || first == "∂": return try name()
    default: throw Unreadable()
    }
  }

  /// `[1, 2; 3, 4]`, or `[z > 0]`, which is 1 where it holds.
  private mutating func matrix() throws -> Grid {
    try need("[")
    var rows: [[Grid]] = [[try sum()]]
    if take(">") {
      _ = try sum()
      try need("]")
      return rows[0][0].map { $0 > 0 ? 1 : 0 }
    }
    while !take("]") {
      if take(",") {
        rows[rows.count - 1].append(try sum())
      } else if take(";") {
        rows.append([try sum()])
      } else {
        throw Unreadable()
      }
    }
    // Blocks beside each other, then below each other.
    var result: [[Double]] = []
    for row in rows {
      let height = row[0].rows.count
      guard row.allSatisfy({ $0.rows.count == height }) else { throw Unreadable() }
      for line in 0..<height { result.append(row.flatMap { $0.rows[line] }) }
    }
    guard Set(result.map(\.count)).count == 1 else { throw Unreadable() }
    return Grid(rows: result)
  }

  private mutating func number() -> Grid {
    let digits = rest.prefix { $0.isASCII && $0.isNumber || $0 == "." }
    rest.removeFirst(digits.count)
    if digits.contains(".") { hasDecimals = true }
    var result = Double(String(digits)) ?? .nan
    let superscripts: [Character: String] = [
      "⁻": "-", "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7",
      "⁸": "8", "⁹": "9",
    ]
    let raised = rest.prefix { superscripts[$0] != nil }
    if !raised.isEmpty {
      rest.removeFirst(raised.count)
      hasDecimals = true
      result = pow(result, Double(raised.compactMap { superscripts[$0] }.joined()) ?? .nan)
    }
    return Grid(result)
  }

  private mutating func name() throws -> Grid {
    var text = ""
    while let next = rest.first, next.isLetter || next.isNumber || "_∂/,".contains(next) {
      // A comma is part of an index such as that of W_{a,1}; a slash of ∂y_1/∂h_1.
      if next == ",", !text.contains("{") { break }
      if next == "/", !text.hasPrefix("∂") { break }
      text.append(next)
      rest.removeFirst()
    }
    if text.hasSuffix("_"), rest.first == "{" {
      let index = rest.prefix { $0 != "}" } + ["}"]
      rest.removeFirst(index.count)
      text += String(index)
    }
    if let value = lookUp(text) {
      hasNames = true
      return value
    }
    if text == "leaky", take(word: " relu") { text = "leaky relu" }
    if text == "log", take(word: " softmax") { text = "log softmax" }
    let isSlope = take("′")
    try need("(")
    var arguments = [try sum()]
    while take(",") { arguments.append(try sum()) }
    try need(")")
    return try call(isSlope ? text + "′" : text, arguments)
  }

  private func call(_ function: String, _ arguments: [Grid]) throws -> Grid {
    let first = arguments[0]
    let functions: [String: (Double) -> Double] = [
      "tanh": tanh, "σ": { 1 / (1 + exp(-$0)) }, "exp": exp, "log": log, "relu": { max(0, $0) },
      "sin": sin, "cos": cos, "softplus": { log(1 + exp(-abs($0))) + max($0, 0) },
      "elu": { $0 > 0 ? $0 : exp($0) - 1 }, "leaky relu": { $0 > 0 ? $0 : 0.01 * $0 },
    ]
    if let function = functions[function], arguments.count == 1 { return first.map(function) }
    func softmax() -> Grid {
      let most = first.all.max() ?? 0
      let total = first.all.reduce(0) { $0 + exp($1 - most) }
      return first.map { exp($0 - most) / total }
    }
    let all = arguments.count > 1 ? arguments.flatMap(\.all) : first.all
    switch function {
    case "softmax": return softmax()
    case "log softmax": return softmax().map(log)
    case "sum": return Grid(all.reduce(0, +))
    case "mean": return Grid(all.reduce(0, +) / Double(all.count))
    case "max" where arguments.allSatisfy({ $0.number != nil }) || arguments.count == 1:
      return Grid(all.max() ?? 0)
    case "min" where arguments.allSatisfy({ $0.number != nil }) || arguments.count == 1:
      return Grid(all.min() ?? 0)
    case "diag":
      return Grid(
        rows: first.all.indices.map { row in
          first.all.indices.map { $0 == row ? first.all[row] : 0 }
        })
    default: throw Unreadable()
    }
  }
}
