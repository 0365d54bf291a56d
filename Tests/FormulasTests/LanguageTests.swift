import Testing

@testable import Formulas

@Suite struct LanguageTests {
  @Test("A language is named by its code and by its own name")
  func codes() {
    #expect(Language.allCases.map(\.rawValue) == ["en", "it"])
    #expect(Language.allCases.map(\.name) == ["English", "italiano"])
    #expect(Language.allCases.map { $0.spokenWords.integer(7) } == ["seven", "sette"])
  }
}
