import Formulas
import Lessons
import Look
import Testing
import Unrolling

@Suite struct MergeKeysTests {
  private func parameters(_ text: String) throws -> [String: Double?] {
    let lesson = try Lesson(
      yaml: lecture("parameters: {W_h: -5, W_x: 1, W_y: -1}", by: text), name: "lesson.yaml")
    return Dictionary(
      uniqueKeysWithValues: lesson.network.parameters.map { ($0.name, $0.value.number) })
  }

  @Test("A merge key puts a mapping in its place, and the mapping's own keys win")
  func merged() throws {
    #expect(
      try parameters("parameters: {<<: {W_h: 5, W_x: 1}, W_y: 2}")
        == ["W_h": 5, "W_x": 1, "W_y": 2])
    #expect(
      try parameters("parameters: {W_y: 2, <<: {W_h: 5, W_x: 1, W_y: 7}}")
        == ["W_h": 5, "W_x": 1, "W_y": 2])
  }

  @Test("Of several merged mappings the first wins, behind aliases, too")
  func several() throws {
    let lesson = try Lesson(
      yaml: """
        cell: elman
        activation: identity
        parameters:
          <<: [{W_h: &weight 5}, {W_h: 3, W_x: *weight}]
          W_y: 2
        sequence: [1, 1]
        loss: output
        """, name: "lesson.yaml")
    #expect(lesson.network.parameters.map(\.value.number) == [5, 5, 2])
    let shared = lecture() + "\nfigure: {<<: {digits: 4, canvas: \"4:3\"}, digits: 2}"
    #expect(try Lesson(yaml: shared, name: "lesson.yaml").figure.digits == 2)
    #expect(try Lesson(yaml: shared, name: "lesson.yaml").figure.canvas == .standard)
  }

  @Test("What has no keys cannot be merged, and a quoted << is a name")
  func wrong() {
    #expect(
      complaint("cell: elman\nparameters: {<<: 3}") == """
        lesson.yaml:2:18: error: the merge key << takes a mapping, or a list of mappings
            parameters: {<<: 3}
                             ^
            hint: mark a mapping with &name, and write <<: *name
        """)
    #expect(
      complaint(lecture("W_h: -5", by: "W_h: -5, \"<<\": {W_q: 1}"))
        .contains("\u{201C}<<\u{201D} is not a name"))
  }
}
