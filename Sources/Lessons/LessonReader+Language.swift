import Formulas

extension LessonReader {
  /// Reads `language`: that of the figures and of the narration.
  func language() -> Language { word("language").flatMap(Language.init) ?? .english }
}
