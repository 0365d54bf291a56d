import Lessons
import Testing

@Suite struct SurrogatePairsTests {
  private func json(_ title: String, cell: String = "elman") -> String {
    """
    {"title": "\(title)", "cell": "\(cell)", "activation": "identity",
     "parameters": {"W_h": -5, "W_x": 1, "W_y": -1}, "sequence": [5, 1], "loss": "output",
     "id": "a", "figure": {"digits": 3}}
    """
  }

  @Test("A pair of escapes is one character, as JSON writes it")
  func pairs() throws {
    let text = json(#"a \ud83d\ude42 b \uD834\uDD1E"#)
    #expect(try Lesson(yaml: text, name: "l").title == "a \u{1F642} b \u{1D11E}")
    let block =
      #"title: "\ud83d\ude42""# + "\n"
      + lecture().split(separator: "\n").dropFirst()
      .joined(separator: "\n")
    #expect(try Lesson(yaml: block, name: "l").title == "\u{1F642}")
  }

  @Test("Outside double quotes the escapes are plain text")
  func plain() throws {
    let text = lecture("RNN and their computational graph", by: #"a \ud83d\ude42"#)
    #expect(try Lesson(yaml: text, name: "l").title == #"a \ud83d\ude42"#)
    let both =
      #"id: "a""# + "\n"
      + lecture("RNN and their computational graph", by: #"'\ud83d\ude42'"#)
    #expect(try Lesson(yaml: both, name: "l").title == #"\ud83d\ude42"#)
  }

  @Test("What follows a pair on its line keeps its place")
  func places() {
    let text = complaint(json(#"\ud83d\ude42"#, cell: "elmann"))
    #expect(text.hasPrefix("lesson.yaml:1:35: error: there is no cell elmann"), "\(text)")
  }

  @Test("Half a character is an error that says so")
  func halves() {
    for half in [#"\ud83d"#, #"\ude42"#, #"\ud83d\ud83d"#, #"\ud83d x"#] {
      let text = complaint(json(half))
      #expect(
        text.contains(": error: this escape is no character, or only half of one\n"), "\(text)")
      #expect(
        text.hasSuffix(#"hint: write both halves, such as \ud83d\ude42, or the whole, \U0001f642"#))
    }
  }
}
