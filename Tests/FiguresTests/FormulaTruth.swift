import Formulas
import Foundation
import Storyboards
import Unrolling

@testable import Figures

/// Checks what a deck's formulas say: each result against the trace, each side against the others,
/// and each sign against the printed numbers before it.
struct FormulaTruth {
  private typealias Grid = PrintedValue.Grid

  let board: Storyboard
  /// What is wrong, with the step's name and the line.
  private(set) var faults: [String] = []
  /// How many lines with a printed result were checked, and how many of them could be evaluated.
  private(set) var lineCount = 0
  private(set) var evaluatedCount = 0
  private var nodeByName: [String: Int] = [:]
  private var isRead: Set<String> = []
  /// The numbers that the step in question is about: after a training step, those with the new weights.
  private var trace: Trace
  private var isAfterUpdate = false

  /// - Parameter altered: what is checked in place of a line.
  init(_ board: Storyboard, altered: (String) -> String = { $0 }) {
    self.board = board
    trace = board.trace
    for node in board.trace.graph.nodes.indices {
      nodeByName[Notation.symbol(board.trace.graph.nodes[node].symbol).plain] = node
    }
    for step in board.steps {
      guard let callout = step.callout else { continue }
      isAfterUpdate = step.name == "update forward"
      trace = isAfterUpdate ? board.other?.trace ?? board.trace : board.trace
      var lines: [String] = []
      for notation in board.callouts[callout] {
        let shown = notation.grown(to: step.stage)
        if case .table(let rows) = shown {
          check(table: rows, in: step)
          continue
        }
        let line = altered(
          shown.plain.replacing(" (local)", with: "").replacing(" (upstream)", with: ""))
        if let first = line.trimmingPrefix(" ").first, "=≈".contains(first), !lines.isEmpty {
          lines[lines.count - 1] += line
        } else {
          lines.append(line)
        }
      }
      for line in lines {
        for line in atEveryTime(line) { check(line, in: step) }
      }
    }
  }

  /// A line about ∂Loss/∂y_t, for every time step.
  private func atEveryTime(_ line: String) -> [String] {
    let line = line.replacing(" at every time step t", with: "")
    let head = line.prefix { $0 != " " }
    guard head.hasPrefix("∂Loss/∂"), head.hasSuffix("_t") else { return [line] }
    let rest = line.dropFirst(head.count)
    return (1...max(1, board.trace.graph.network.stepCount)).compactMap { time in
      let name = head.dropLast() + "\(time)"
      return value(of: String(name)) == nil ? nil : "\(name)\(rest)"
    }
  }

  // MARK: Lines

  private mutating func check(_ line: String, in step: Step) {
    guard isRead.insert("\(step.name): \(line)").inserted else { return }
    var line = line
    if line.hasPrefix("via "), let colon = line.firstRange(of: ": ") {
      line = String(line[colon.upperBound...])
    }
    let (parts, signs) = Self.split(line)
    guard parts.count > 1, let last = parts.last, let printed = printedValue(last) else { return }
    lineCount += 1
    let names = self
    let read = parts.dropLast().map { part in PrintedValue(part) { names.value(of: $0) } }
    let exact =
      exactValue(parts[0], signs[0], step) ?? read.first { $0.isExact && signs[0] != "←" }?.value
    var isEvaluated = exact != nil
    if let exact, !isPrinted(exact, as: printed) {
      faults.append("\(step.name): \(line): the result is \(exact.all)")
    }
    for (index, formula) in read.enumerated() where signs[index] != "←" {
      guard let value = formula.value else { continue }
      isEvaluated = true
      if formula.isExact {
        if let exact, !isClose(value, exact) {
          faults.append("\(step.name): \(line): \(parts[index]) is \(value.all), not \(exact.all)")
        }
      } else if index == read.count - 1 {
        let agrees = isPrinted(value, as: printed)
        if agrees != (signs[index] != "≈") {
          faults.append("\(step.name): \(line): \(parts[index]) is \(value.all)")
        }
      }
    }
    if isEvaluated { evaluatedCount += 1 }
  }

  /// The parts between the relations outside parentheses and brackets, and the relations.
  private static func split(_ line: String) -> (parts: [String], signs: [Character]) {
    var parts = [""]
    var signs: [Character] = []
    var depth = 0
    for character in line {
      if "([{".contains(character) { depth += 1 }
      if ")]}".contains(character) { depth -= 1 }
      if depth == 0, "=≈←".contains(character) {
        signs.append(character)
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    return (
      parts.map { String($0.trimmingPrefix(" ").reversed().trimmingPrefix(" ").reversed()) }, signs
    )
  }

  private func printedValue(_ text: String) -> PrintedValue.Grid? {
    let formula = PrintedValue(text) { _ in nil }
    let isPlain = !["·", "+", " − ", "(", "^", "/", "⊙"].contains { text.contains($0) }
    return isPlain ? formula.value : nil
  }

  private func value(of name: String) -> PrintedValue.Grid? {
    // A weight with a prime is a new one.
    let old = isAfterUpdate ? name.replacing("′", with: "") : name
    if let node = nodeByName[old] { return Grid(trace.value(of: node)) }
    let ends = name.split(separator: "/").map { $0.drop { $0 == "∂" } }
    guard name.hasPrefix("∂"), ends.count == 2, let reader = nodeByName[String(ends[0])],
      let operand = nodeByName[String(ends[1])]
    else { return nil }
    if reader == board.trace.graph.outcome { return Grid(board.trace.gradient(of: operand)) }
    let edge = board.trace.edges(into: reader).first { $0.from == operand }
    return edge.flatMap { board.trace.local(of: $0) }.map { Grid($0) }
  }

  /// What the left side of a line is; what flows along an edge if it is only a part of a gradient.
  private func exactValue(_ left: String, _ sign: Character, _ step: Step) -> PrintedValue.Grid? {
    guard sign == "←" else { return value(of: left) }
    let ends = step.name.drop { $0 != " " }.dropFirst().split(separator: "->").map(String.init)
    let graph = board.trace.graph
    guard ends.count == 2, let reader = graph.node(id: ends[0]),
      let operand = graph.node(id: ends[1]),
      let edge = board.trace.edges(into: reader).first(where: { $0.from == operand })
    else { return nil }
    return Grid(board.trace.contribution(of: edge))
  }

  // MARK: Tables

  /// Rows that end with a local gradient, an upstream one, their product and, in a ledger, the sum
  /// of the products so far.
  private mutating func check(table rows: [[Notation]], in step: Step) {
    guard let head = rows.first else { return }
    let hasSum = step.kind == .ledger
    let width = hasSum ? 4 : 3
    guard head.count == width + 1 else { return }
    let isProductRounded = head[3].plain.contains("≈")
    let isSumRounded = hasSum && head[4].plain.contains("≈")
    var sum: Double? = 0
    var (products, sums) = (true, true)
    for row in rows.dropFirst() {
      let numbers = row.suffix(width).map { PrintedValue($0.plain) { _ in nil }.value?.number }
      guard let local = numbers[0], let upstream = numbers[1], let product = numbers[2] else {
        sum = nil
        continue
      }
      lineCount += 1
      evaluatedCount += 1
      products = products && isPrinted(Grid(local * upstream), as: Grid(product))
      guard hasSum, let total = numbers[3] else { continue }
      if let before = sum {
        sums = sums && isPrinted(Grid(before + product), as: Grid(total))
      }
      sum = total
    }
    if !products, !isProductRounded { faults.append("\(step.name): a product of the table") }
    if !sums, !isSumRounded { faults.append("\(step.name): a sum of the table") }
  }

  // MARK: Comparing

  /// Whether a value, rounded, is what is printed.
  private func isPrinted(_ value: PrintedValue.Grid, as printed: PrintedValue.Grid) -> Bool {
    let (value, printed) = (value.all, printed.all)
    guard value.count == printed.count else { return false }
    return zip(value, printed).allSatisfy { value, printed in
      guard printed != 0 else { return abs(value) < 1e-9 }
      let place = floor(log10(abs(printed)) + 1e-12) - Double(board.style.digits - 1)
      let unit = pow(10, abs(printed) < 999_999.5 ? min(0, place) : place)
      return abs(value - printed) <= unit / 2 * (1 + 1e-6) + 1e-9 * abs(printed)
    }
  }

  private func isClose(_ left: PrintedValue.Grid, _ right: PrintedValue.Grid) -> Bool {
    let (left, right) = (left.all, right.all)
    return left.count == right.count
      && zip(left, right).allSatisfy { abs($0 - $1) <= 1e-7 * max(1, abs($0), abs($1)) }
  }
}

extension PrintedValue {
  /// Whether the formula has only names and whole numbers, so that its value is not rounded.
  fileprivate var isExact: Bool { hasNames && !hasDecimals && value != nil }
}

extension PrintedValue.Grid {
  fileprivate init(_ value: Value) {
    switch value {
    case .scalar(let number): self.init(number)
    case .vector(let components): self.init(rows: components.map { [$0] })
    case .matrix(let rows): self.init(rows: rows)
    }
  }
}
