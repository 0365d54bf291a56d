/// A language of figures and narrations. **A new language goes here:** a case; the compiler then
/// requires its tables, `SpokenWords` for formulas and `Phrases` for steps.
///
///     Language(rawValue: "it")?.name  // "italiano"
public enum Language: String, CaseIterable, Sendable {
  /// English.
  case english = "en"
  /// Italian.
  case italian = "it"

  /// The language's own name for itself.
  public var name: String {
    switch self {
    case .english: "English"
    case .italian: "italiano"
    }
  }

  /// How formulas are read aloud.
  public var spokenWords: any SpokenWords {
    switch self {
    case .english: EnglishWords()
    case .italian: ItalianWords()
    }
  }
}
