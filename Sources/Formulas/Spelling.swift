/// Finds the name that was probably meant.
public enum Spelling {
  /// Returns the candidate nearest to `name` if it is close enough to be a typing error.
  ///
  ///     Spelling.nearest(to: "W_hh", among: ["W_h", "W_x"])  // "W_h"
  ///     Spelling.nearest(to: "colour", among: ["W_h"])       // nil
  ///
  /// - Parameter mostErrors: how many typing errors it may have; it also depends on the length.
  public static func nearest(
    to name: String, among candidates: [String], mostErrors: Int = .max
  ) -> String? {
    let wanted = Array(name.lowercased())
    let limit = min(mostErrors, max(1, (wanted.count + 1) / 3))
    let rated = candidates.filter { $0 != name }
      .map { (candidate: $0, distance: distance(wanted, Array($0.lowercased()))) }
    return rated.filter { $0.distance <= limit }.min { $0.distance < $1.distance }?.candidate
  }

  /// Returns the nearest candidate as a question, `nil` if none is near.
  ///
  ///     Spelling.question(for: "W_hh", among: ["W_h", "W_x"])  // "did you mean W_h?"
  package static func question(for name: String, among candidates: [String]) -> String? {
    nearest(to: name, among: candidates).map(question)
  }

  /// The question whether a name was meant.
  package static func question(_ meant: String) -> String { "did you mean \(meant)?" }

  /// Returns what to write instead of an unknown name: the nearest one as a question, or else all
  /// of them.
  ///
  ///     Spelling.advice(for: "colour", among: ["W_h", "W_x"], intro: "the parameters are")
  ///     // "the parameters are W_h and W_x"
  package static func advice(
    for name: String, among candidates: [String], intro: String
  ) -> String {
    question(for: name, among: candidates) ?? "\(intro) \(candidates.listed)"
  }

  /// Returns the sentence about those of some words that are not among the known ones.
  ///
  ///     "there is no part foo; the parts are title and panel"
  ///     "there are no parts foo and bar; the parts are title and panel"
  package static func complaint(
    about words: [String], among known: [String], noun: String, plural: String
  ) -> String {
    let wrong = words.filter { !known.contains($0) }
    if wrong.count > 1 {
      return "there are no \(plural) \(wrong.listed); the \(plural) are \(known.listed)"
    }
    let name = wrong.first ?? ""
    guard !name.isEmpty else {
      return "the name of a \(noun) is missing; the \(plural) are \(known.listed)"
    }
    return "there is no \(noun) \(name); "
      + advice(for: name, among: known, intro: "the \(plural) are")
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

extension [String] {
  /// The words as a list in a sentence: `a, b or c`.
  ///
  /// - Parameter comma: what precedes the conjunction before the last word.
  package func joined(lastBy word: String, comma: String = "") -> String {
    guard let last, count > 1 else { return first ?? "" }
    return dropLast().joined(separator: ", ") + "\(comma) \(word) " + last
  }

  /// The words as a list in a sentence: `a, b and c`.
  package var listed: String { joined(lastBy: "and") }
}
