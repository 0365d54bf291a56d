import Testing

@testable import Formulas

@Suite struct NumberStyleTests {
  @Test(
    "Numbers are written as on a slide",
    arguments: [
      (-5.0, "−5"), (0, "0"), (-0.0, "0"), (0.39322, "0.393"), (0.5, "0.5"), (0.9999, "1.00"),
      (1.2e-7, "1.2 × 10^{−7}"), (999_999, "999999"), (1e6, "10^6"), (-1e6, "−10^6"),
      (1.5e-4, "0.00015"), (9.9996e-5, "0.000100"), (12.3456, "12.3"), (-2.5e10, "−2.5 × 10^10"),
    ])
  func numbers(number: Double, expected: String) {
    #expect(NumberStyle().notation(number).plain == expected)
  }

  @Test("A vector is a column and a matrix its rows")
  func shapes() {
    #expect(NumberStyle().notation(.vector([1, -2])).plain == "[1; −2]")
    #expect(NumberStyle().notation(.matrix([[1, 2], [3, 4]])).plain == "[1, 2; 3, 4]")
    #expect(
      NumberStyle().notation(.matrix([[1, 2]])).latex == "\\begin{pmatrix}1 & 2\\end{pmatrix}")
  }

  @Test("In little room a vector of two is written out, and more is told by shape and norm")
  func brief() {
    #expect(NumberStyle().brief(.scalar(0.1234)).plain == "0.123")
    #expect(NumberStyle().brief(.vector([0.126, 1])).plain == "[0.13; 1]")
    #expect(NumberStyle().brief(.vector([2, 3, 6])).plain == "3 × 1, norm 7")
    #expect(NumberStyle().brief(.matrix([[3, 4]])).plain == "1 × 2, norm 5")
  }
}
