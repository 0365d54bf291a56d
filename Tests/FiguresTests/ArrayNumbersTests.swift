import Testing

@testable import Figures

@Suite struct ArrayNumbersTests {
  @Test(
    "Numbers in a text are rounded to at most two decimals",
    arguments: [
      ("M 1.005 -2.50,3", "M 1.01 -2.5,3"), ("-0.001", "0"), ("507.671875", "507.67"),
      ("0.996", "1"), (".5", "0.5"), ("rotate(0)", "rotate(0)"), ("", ""),
    ])
  func rounded(_ text: String, _ expected: String) {
    var bytes: [UInt8] = []
    bytes.appendRounded(text)
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
  }
}
