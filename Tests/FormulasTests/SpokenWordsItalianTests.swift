import Testing

@testable import Formulas

@Suite struct SpokenWordsItalianTests {
  @Test(
    "Whole numbers are written in Italian words, with dropped vowels and accents",
    arguments: [
      (0, "zero"), (3, "tre"), (13, "tredici"), (17, "diciassette"), (20, "venti"),
      (21, "ventuno"), (23, "ventitré"), (24, "ventiquattro"), (28, "ventotto"),
      (88, "ottantotto"), (100, "cento"), (101, "centouno"), (103, "centotré"),
      (108, "centotto"), (180, "centottanta"), (203, "duecentotré"), (1000, "mille"),
      (1903, "millenovecentotré"), (2000, "duemila"), (23_000, "ventitremila"),
      (300_003, "trecentomilatré"),
    ])
  func integers(number: Int, expected: String) {
    #expect(ItalianWords().integer(number) == expected)
  }

  @Test("Every sign has words in the language")
  func signs() {
    for sign in Notation.Sign.allCases where sign != .comma {
      let word = ItalianWords().word(for: sign)
      let hasLetters = word.contains { $0.isLetter }
      #expect(hasLetters && word != EnglishWords().word(for: sign), "\(sign)")
    }
  }
}
