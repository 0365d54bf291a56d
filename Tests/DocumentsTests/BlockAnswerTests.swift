import Testing

@testable import Documents

@Suite struct BlockAnswerTests {
  @Test("Pictures that are too long for one answer are a mistake, unless they go to a folder")
  func long() throws {
    let lesson =
      "cell: elman\\nactivation: identity\\nparameters: {W_h: 2, W_x: 1, W_y: 1}\\n"
      + "sequence: [1]\\nloss: output\\n"
    let request = try BlockRequest(
      bytes: Array(
        #"{"lesson": "\#(lesson)", "options": {"show": "1,2"}, "line": 7, "document": "a.rst"}"#
          .utf8))
    let mistake = #expect(throws: DocumentMistake.self) {
      try BlockAnswer(to: request, from: nil, atMost: 1000)
    }
    #expect(
      mistake?.description.hasPrefix("a.rst:7: error: the answer would hold 2 pictures with")
        == true)
    #expect(try BlockAnswer(to: request, from: nil, atMost: 50_000_000).pictures.count == 2)
  }
}
