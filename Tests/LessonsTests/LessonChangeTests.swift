import Lessons
import Testing

@Suite struct LessonChangeTests {
  private static let lesson = """
    cell: elman
    parameters: {W_h: 2, W_x: 3, W_y: 1}
    sequence: [1, 2]
    loss: output
    figure: {canvas: tight, digits: 2}
    """

  private func changed(by yaml: String) throws -> Lesson {
    try Lesson(
      yaml: Self.lesson, name: "a.yaml", changes: [LessonChange(yaml: yaml, name: "notes.md")])
  }

  @Test("A key replaces the lesson's, and a key of the figure only that of the figure")
  func keys() throws {
    let lesson = try changed(by: "ask: W_h\ndigits: 4\ntitle: \"A: b\"")
    #expect(lesson.asked == ["W_h"] && lesson.title == "A: b")
    #expect(lesson.figure.digits == 4 && lesson.figure.canvas?.isCropped == true)
    let other = try changed(by: "figure: {digits: 5}")
    #expect(other.figure.digits == 5 && other.figure.canvas?.isCropped == true)
  }

  @Test("A changed lesson stays changed when it is drawn in another detail")
  func detail() throws {
    #expect(try changed(by: "ask: W_h").detailed(.operations).asked == ["W_h"])
  }

  @Test("Mistakes have the place and the name of the text that they are in")
  func places() throws {
    let error = #expect(throws: LessonError.self) { try changed(by: "ask: zz\n\ndigit: 1") }
    let places = error?.diagnostics.map { "\($0.file):\($0.line):\($0.column) \($0.sourceLine)" }
    #expect(places == ["notes.md:1:6 ask: zz", "notes.md:3:1 digit: 1"])
    let broken = #expect(throws: LessonError.self) { try changed(by: "\nask: \"h_0") }
    #expect(broken?.diagnostics.map(\.line) == [2])
  }

  @Test("A block's text names its lesson in any form that YAML has")
  func references() throws {
    func file(_ text: String) throws -> String? { try LessonReference(in: text, name: "")?.file }
    #expect(try file("lesson: \"a #1.yaml\" # one") == "a #1.yaml")
    #expect(try file("lesson: 'it''s.yaml'") == "it's.yaml")
    #expect(try file("{lesson: a.yaml, ask: h_0}") == "a.yaml")
    #expect(try file("# a\n'lesson': >-\n  a.yaml\nask: h_0") == "a.yaml")
    #expect(try LessonReference(in: Self.lesson, name: "") == nil)
    #expect(try LessonReference(in: "lesson: ~", name: "")?.entries.count == 1)
    #expect(throws: LessonError.self) { try LessonReference(in: "lesson: \"a", name: "") }
  }
}
