import Formulas

extension LessonReader {
  /// Reads `language`: of the words on figures and of the narration.
  func language() -> Language { word("language").flatMap(Language.init) ?? .english }
}
