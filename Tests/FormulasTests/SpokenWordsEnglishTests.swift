import Testing

@testable import Formulas

@Suite struct SpokenWordsEnglishTests {
  @Test(
    "Whole numbers are written in English words",
    arguments: [
      (0, "zero"), (13, "thirteen"), (20, "twenty"), (24, "twenty-four"), (100, "one hundred"),
      (105, "one hundred five"), (999, "nine hundred ninety-nine"), (1000, "one thousand"),
      (21_300, "twenty-one thousand three hundred"),
      (999_999, "nine hundred ninety-nine thousand nine hundred ninety-nine"),
    ])
  func integers(number: Int, expected: String) {
    #expect(EnglishWords().integer(number) == expected)
  }

  @Test("Every sign has words that contain no sign")
  func signs() {
    for sign in Notation.Sign.allCases where sign != .comma {
      let hasLetters = EnglishWords().word(for: sign).contains { $0.isLetter }
      #expect(hasLetters, "\(sign)")
    }
  }
}
