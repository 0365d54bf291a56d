import Formulas

extension LessonReader {
  /// Reads `language`: of the words on figures and of the narration.
  func language() -> Language {
    guard let word = word("language"), let entry = entries["language"] else { return .english }
    if let language = Language(rawValue: word) { return language }
    let codes = Language.allCases.map(\.rawValue)
    let meant =
      Language.allCases.first { nearest(to: word, among: [$0.name, "\($0)"]) != nil }?.rawValue
      ?? nearest(to: word, among: codes)
    source.report(
      "there is no language \(word)", at: entry.value,
      hint: meant.map { "did you mean \($0)?" } ?? "the languages are " + codes.listed)
    return .english
  }
}
