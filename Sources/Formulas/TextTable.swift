/// Rows of cells set in columns, for a terminal.
///
///     TextTable.lines([["a", "1"], ["b", "10"]], [.left, .right])  // ["a   1", "b  10"]
package enum TextTable {
  /// On which side of its column a cell is.
  package enum Side { case left, right }

  /// Returns a line for each row; cells beyond the last side follow as they are, and no line ends
  /// with blanks.
  package static func lines(_ rows: [[String]], _ sides: [Side]) -> [String] {
    let widths = sides.indices.map { column in
      rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        guard sides.indices.contains(column) else { return cell }
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        return sides[column] == .left ? cell + padding : padding + cell
      }
      return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
    }
  }
}
