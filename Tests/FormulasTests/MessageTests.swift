import Formulas
import Foundation
import Testing

@Suite struct MessageTests {
  @Test("The parts of a message make up its text")
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
  }

  @Test("A page has a message in sentences and lines of code, each part with its role")
  func paragraphs() throws {
    var one = Message("a.yaml:3:14", .error, "there is no W_hh")
    one.append("\n    {W_hh: 2}")
    one.append("\n     ")
    one.append("^~~~", .mark)
    one.append("\n    ")
    one.append("hint:", .hint)
    one.append(" did you mean W_h?")
    var all = Message(lines: [one, Message("a.yaml", .error, "x")])
    all.append("\n2 errors")
    let paragraphs = all.paragraphs
    #expect(
      paragraphs.map(\.text) == [
        "a.yaml:3:14: error: there is no W_hh", "    {W_hh: 2}\n     ^~~~",
        "hint: did you mean W_h?", "a.yaml: error: x", "2 errors",
      ])
    #expect(paragraphs.map(\.isCode) == [false, true, false, false, false])
    #expect(
      paragraphs[0].parts.map(\.role.name) == ["origin", "plain", "severity", "plain"])
    #expect(paragraphs[1].parts.last?.role == .mark && paragraphs[2].parts.first?.role == .hint)
    let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(paragraphs[2]))
    #expect(
      json as? NSDictionary == [
        "isCode": false,
        "parts": [
          ["text": "hint:", "role": "hint"], ["text": " did you mean W_h?", "role": "plain"],
        ],
      ])
    #expect(Message("").paragraphs.isEmpty)
  }
}
