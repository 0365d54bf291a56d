import Testing

@testable import Formulas

@Suite struct JSONTextTests {
  @Test("A number has full precision, no needless point, and is null where JSON has no number")
  func numbers() {
    let numbers = [5, -0.0, 0.1 + 0.2, -1e300, 9_007_199_254_740_992, .infinity, .nan]
    #expect(
      JSONText.array(numbers.map(JSONText.number)).description
        == "[5, 0, 0.30000000000000004, -1e+300, 9007199254740992.0, null, null]")
    #expect(JSONText.value(.matrix([[1, 2.5], [3, 4]])).description == "[[1, 2.5], [3, 4]]")
  }

  @Test("Members keep their order, and each list of them has a line")
  func lines() {
    let object = JSONText.object(
      [("z", .integer(1)), ("a", .null)], [], [("list", .lines([.bool(true), .null], indent: 2))],
      [("none", .lines([], indent: 2))])
    #expect(
      object.description == """
        {"z": 1, "a": null,
         "list": [
          true,
          null],
         "none": []}
        """)
    #expect(
      JSONText.lines([.null, .string("\"")], indent: 1, startsLine: false).description
        == "[null,\n \"\\\"\"]")
  }
}
