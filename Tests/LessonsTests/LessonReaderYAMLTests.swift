import Lessons
import Testing

@Suite struct LessonReaderYAMLTests {
  @Test("An unclosed bracket is reported where it opens")
  func bracket() {
    #expect(
      complaint(lecture("sequence: [o, c]", by: "sequence: [o, c")) == """
        lesson.yaml:7:11: error: “[” is never closed, or a comma in it is missing
            sequence: [o, c
                      ^
            hint: add “]”, or a comma between values; text with brackets, such as h[0], needs quotes here
        """)
    #expect(
      complaint("cell: elman\nparameters: {W_h: 1\n").hasPrefix(
        "lesson.yaml:2:13: error: “{” is never closed"))
  }

  @Test("A tab, an unknown alias, a second document and a misplaced colon are reported as such")
  func others() {
    #expect(
      complaint("cell: elman\n\tactivation: tanh\n") == """
        lesson.yaml:2:1: error: there is a tab where YAML needs spaces
             activation: tanh
            ^
            hint: indent with spaces
        """)
    #expect(
      complaint("cell: elman\nactivation: *b\n") == """
        lesson.yaml:2:13: error: this * refers to an anchor that no & sets
            activation: *b
                        ^
            hint: a text that starts with * needs quotes
        """)
    #expect(
      complaint("cell: elman\n---\ncell: jordan\n") == """
        lesson.yaml:2:1: error: a file holds one lesson, but a second one starts here
            ---
            ^
        """)
    #expect(
      complaint("title: RNN: the graph\n") == """
        lesson.yaml:1:11: error: there is a colon where no key can be
            title: RNN: the graph
                      ^
            hint: is this line indented like its neighbours? a text with a colon needs quotes
        """)
    #expect(
      complaint("title: \"RNN\ncell: elman\n").hasPrefix(
        "lesson.yaml:1:8: error: a quoted text is never closed\n    title: \"RNN\n           ^\n"))
    #expect(
      complaint("cell: elman\ntitle %\nloss: output\n").hasPrefix(
        "lesson.yaml:2:1: error: a key and its value need a colon and a space"))
    #expect(
      complaint("parameters:\n\tW_h: 1\n")
        == "lesson.yaml:2:1: error: there is a tab where YAML needs spaces\n"
        + "     W_h: 1\n    ^\n    hint: indent with spaces")
    #expect(
      complaint("title: @x\n").hasPrefix(
        "lesson.yaml:1:8: error: no value starts with this character"))
  }

  @Test("An extra bracket or comma is reported as such")
  func tooMany() {
    #expect(
      complaint(lecture("[o, c]", by: "[o, , c]")) == """
        lesson.yaml:7:15: error: a value is expected here
            sequence: [o, , c]
                          ^
            hint: is there an extra comma before it?
        """)
    #expect(
      complaint("  cell: elman\nloss: output\n") == """
        lesson.yaml:2:1: error: the lesson ends before this line, which belongs to no key
            loss: output
            ^
            hint: is there an extra bracket in the line before, or is this line indented differently?
        """)
  }

  @Test("A duplicate key is reported at its second place")
  func duplicates() {
    #expect(
      complaint("cell: elman\n# cell: this\ncell: jordan\n") == """
        lesson.yaml:3:1: error: the key cell appears twice
            cell: jordan
            ^~~~
            hint: it is already in line 1; delete one of the two
        """)
    #expect(
      complaint(lecture("W_x: 1", by: "W_h : 1")) == """
        lesson.yaml:4:23: error: the key W_h appears twice
            parameters: {W_h: -5, W_h : 1, W_y: -1}
                                  ^~~
        """)
  }

  @Test("An empty file, a file of comments, a list and a text are not lessons")
  func noLesson() {
    #expect(
      complaint("") == """
        lesson.yaml:1:1: error: the file is empty
            hint: a lesson starts with cell: elman
        """)
    #expect(complaint("# nothing yet\n").hasPrefix("lesson.yaml:1:1: error: the file is empty\n"))
    #expect(complaint("---\n...\n").hasPrefix("lesson.yaml:1:1: error: the file is empty\n"))
    #expect(
      complaint("[1, 2]") == """
        lesson.yaml:1:1: error: a lesson is a mapping of keys to values
            [1, 2]
            ^
            hint: start with cell: elman
        """)
    #expect(complaint("hello").hasPrefix("lesson.yaml:1:1: error: a lesson is a mapping"))
  }

  @Test("A control character is reported at its place, and not sent to the terminal")
  func control() {
    #expect(
      complaint("cell: elman\ntitle: a\u{1B}[31mb\n") == """
        lesson.yaml:2:9: error: YAML cannot hold this character: control characters are not allowed
            title: a\u{FFFD}[31mb
                    ^
            hint: delete it, or write it as an escape in double quotes, such as "\\u263A"
        """)
  }

  @Test("Brackets nested a hundred thousand deep are an error, not a crash")
  func deep() {
    #expect(
      complaint("cell: " + String(repeating: "[", count: 100_000)).hasPrefix(
        "lesson.yaml:1:8: error: brackets are nested too deeply"))
    let nested = String(repeating: "[", count: 900) + "1" + String(repeating: "]", count: 900)
    #expect(
      complaint(lecture("W_h: -5", by: "W_h: \(nested)")).contains(
        "error: W_h must be a number, not a list"))
  }

  @Test("Aliases of aliases of aliases do not exhaust memory")
  func laughs() {
    let levels = (1..<30).map { level in
      "- &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 8).joined(separator: ", ") + "]"
    }
    let text = "title: x\nask:\n- &a0 [h_0]\n" + levels.joined(separator: "\n")
    #expect(complaint(lecture("ask: h_0", by: text)).contains("error:"))
  }

  @Test("An alias of many aliases is no key that takes forever to compare")
  func laughingKeys() {
    let levels = (1..<30).map { level in
      "k\(level): &a\(level) ["
        + Array(repeating: "*a\(level - 1)", count: 8).joined(separator: ", ")
        + "]"
    }
    let text = "title: &a0 x\n" + levels.joined(separator: "\n")
    for key in ["? *a29\n: 3", "*a29 : 3", "k: {*a29 : 3}", "k: {[*a29, 1]: 3}"] {
      #expect(complaint(text + "\n" + key).contains("error: a key must be one word"))
    }
  }

  @Test("A text longer than the limit is an error that says so, before it is read")
  func tooLong() throws {
    let comment = String(repeating: "#", count: Lesson.mostBytes - lecture().utf8.count - 1)
    #expect(complaint(lecture() + "\n" + comment).isEmpty)
    #expect(
      complaint(lecture() + "\n" + comment + "#") == """
        lesson.yaml:1:1: error: the lesson has 1000001 bytes
            hint: a lesson has at most 1000000 bytes (1 MB)
        """)
    #expect(throws: LessonError.self) {
      try Lesson(bytes: Array(repeating: 0, count: 2_000_000), name: "l")
    }
  }
}
