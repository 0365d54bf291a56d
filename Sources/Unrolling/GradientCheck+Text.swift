import Formulas
import Foundation

extension GradientCheck {
  /// The check as a table for people.
  public var table: String {
    var rows = [["quantity", "analytic", "numeric", "relative error", "verdict"]]
    for entry in entries {
      rows.append([
        entry.id, text(entry.analytic), text(entry.numeric),
        entry.relativeError.isFinite ? String(format: "%.1e", entry.relativeError) : "none",
        entry.agrees ? entry.isAtKink ? "at a kink" : "agrees" : "DISAGREES",
      ])
    }
    let lines = TextTable.lines(rows, [.left, .right, .right, .right])
    let wrong = entries.filter { !$0.agrees }.count
    let verdict =
      wrong == 0
      ? entries.count == 1 ? "The gradient agrees." : "All \(entries.count) gradients agree."
      : entries.count == 1
        ? "The gradient disagrees."
        : "\(wrong) of \(entries.count) gradients disagree\(wrong == 1 ? "s" : "")."
    return (lines + ["", verdict, ""]).joined(separator: "\n")
  }

  /// A value in a line: `[1, 2]`, `[1, 2; 3, 4]`; a large one as its shape and its norm.
  private func text(_ value: Value) -> String {
    let style = NumberStyle(digits: value.number == nil ? 4 : 6)
    func text(_ number: Double) -> String {
      number.isFinite ? style.notation(number).plain : "none"
    }
    let components = value.components
    if components.count > Self.mostShown, components.allSatisfy(\.isFinite) {
      return "\(Shape(of: value)), norm \(text(value.norm))"
    }
    switch value {
    case .scalar(let number): return text(number)
    case .vector(let all): return "[" + all.map(text).joined(separator: ", ") + "]"
    case .matrix(let rows):
      return "[" + rows.map { $0.map(text).joined(separator: ", ") }.joined(separator: "; ") + "]"
    }
  }

  // More would not fit side by side on a terminal.
  private static let mostShown = 4

  /// The check as JSON of the format `unroll-check`, version 1, in full precision; a difference
  /// that could not be taken is null.
  public var json: String {
    let gradients = entries.map { entry in
      JSONText.object(
        [
          ("id", .string(entry.id)), ("analytic", .value(entry.analytic)),
          ("numeric", .value(entry.numeric)), ("relativeError", .number(entry.relativeError)),
          ("agrees", .bool(entry.agrees)),
        ] + (entry.isAtKink ? [("kink", .bool(true))] : []))
    }
    let text = JSONText.object(
      [
        ("format", .string("unroll-check")), ("version", .integer(1)), ("agrees", .bool(agrees)),
      ],
      [("gradients", .lines(gradients, indent: 2))])
    return "\(text)\n"
  }
}
