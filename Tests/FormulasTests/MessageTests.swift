import Formulas
import Foundation
import Testing

@Suite struct MessageTests {
  @Test("The parts of a message make up its text, and are encoded with what stands out")
  func text() throws {
    var message = Message("notes.md:3", .warning, "a: error: b")
    message.append("\n    ")
    message.append("^~", .mark)
    #expect(message.description == "notes.md:3: warning: a: error: b\n    ^~")
    #expect(
      message.parts.map(\.role)
        == [.origin, .plain, .severity(.warning), .plain, .plain, .mark])
    #expect(Message(lines: [Message("a"), Message("b")]).description == "a\nb")
    // Control characters, which a file's name can hold, do not reach the terminal.
    #expect(
      Message("\u{1B}[31m é\t…\n\r\u{7F}\u{9B}1m").description == "␛[31m é\t…\n␍␡\u{FFFD}1m")
    #expect(
      try JSONSerialization.jsonObject(with: JSONEncoder().encode(Message("a", .error, "b")))
        as? [NSDictionary] == [
          ["text": "a:", "isEmphasized": true], ["text": " ", "isEmphasized": false],
          ["text": "error:", "isEmphasized": true], ["text": " b", "isEmphasized": false],
        ])
  }
}
