/// Finds the name that was probably meant.
public enum Spelling {
  /// Returns the candidate nearest to `name` if it is close enough to be a typing error.
  ///
  ///     Spelling.nearest(to: "W_hh", among: ["W_h", "W_x"])  // "W_h"
  ///     Spelling.nearest(to: "colour", among: ["W_h"])       // nil
  public static func nearest(to name: String, among candidates: [String]) -> String? {
    let wanted = Array(name.lowercased())
    let limit = max(1, (wanted.count + 1) / 3)
    let rated = candidates.filter { $0 != name }
      .map { (candidate: $0, distance: distance(wanted, Array($0.lowercased()))) }
    return rated.filter { $0.distance <= limit }.min { $0.distance < $1.distance }?.candidate
  }

  /// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours cost 1.
  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    // Names are short; a pasted text is not a typing error.
    guard left.count <= 64, right.count <= 64 else { return .max }
    var rows = [Array(0...right.count)]
    for (i, character) in left.enumerated() {
      var row = [i + 1]
      for (j, other) in right.enumerated() {
        var best = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (character == other ? 0 : 1))
        if i > 0, j > 0, character == right[j - 1], left[i - 1] == other {
          best = min(best, rows[i - 1][j - 1] + 1)
        }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[left.count][right.count]
  }
}
