import Formulas
import Foundation
import Unrolling

extension GradientCheck {
  /// The check as a table for people.
  var table: String {
    let numbers = NumberStyle(digits: 6)
    var rows = [["quantity", "analytic", "numeric", "relative error", "verdict"]]
    for entry in entries {
      rows.append([
        entry.id, numbers.notation(entry.analytic).plain,
        entry.numeric.isFinite ? numbers.notation(entry.numeric).plain : "none",
        entry.relativeError.isFinite ? String(format: "%.1e", entry.relativeError) : "none",
        entry.agrees ? "agrees" : "DISAGREES",
      ])
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let lines = rows.map { row in
      row.enumerated().map { column, cell in
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        // Names and verdicts stand left, numbers right; no line ends with blanks.
        return column == 0 ? cell + padding : column == 4 ? cell : padding + cell
      }.joined(separator: "  ")
    }
    let wrong = entries.filter { !$0.agrees }.count
    let verdict =
      wrong == 0
      ? entries.count == 1 ? "The gradient agrees." : "All \(entries.count) gradients agree."
      : "\(wrong) of \(entries.count) gradients disagree\(wrong == 1 ? "s" : "")."
    return (lines + ["", verdict, ""]).joined(separator: "\n")
  }

  /// The check as JSON of the format `unroll-check`, version 1, in full precision; a difference
  /// that could not be taken is null.
  var json: String {
    func text(_ number: Double) -> String { number.isFinite ? "\(number)" : "null" }
    let lines = entries.map { entry in
      "{\"id\": \"\(entry.id)\", \"analytic\": \(text(entry.analytic)), "
        + "\"numeric\": \(text(entry.numeric)), "
        + "\"relativeError\": \(text(entry.relativeError)), \"agrees\": \(entry.agrees)}"
    }
    return "{\"format\": \"unroll-check\", \"version\": 1, \"agrees\": \(agrees),\n"
      + " \"gradients\": [\n  " + lines.joined(separator: ",\n  ") + "]}\n"
  }
}
