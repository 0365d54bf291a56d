import Formulas
import Foundation
import Lessons
import Testing

/// Where the numbers of a lesson are in its text.
@Suite struct AdjustablesTests {
  private func adjustables(_ text: String) throws -> [Lesson.Adjustable] {
    try Lesson(yaml: text, name: "lesson.yaml").adjustables
  }

  /// What the text says at the places of a quantity.
  private func written(_ adjustable: Lesson.Adjustable, in text: String) -> [String]? {
    let units = Array(text.utf16)
    return adjustable.places?.map { String(decoding: units[$0], as: UTF16.self) }
  }

  @Test("The numbers of every sample are where they are said to be")
  func samples() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("samples")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".yaml") }.sorted()
    #expect(files.count > 10)
    for file in files {
      let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
      let all = try adjustables(text)
      #expect(!all.isEmpty, "\(file)")
      for adjustable in all {
        guard let written = written(adjustable, in: text) else {
          // What a lesson does not say is 0, and the components of one-hot vectors are not there.
          #expect(
            adjustable.kind == .initial || adjustable.token != nil, "\(file) \(adjustable.name)")
          continue
        }
        let numbers = written.map(Double.init)
        #expect(numbers == adjustable.value.components, "\(file) \(adjustable.name)")
      }
    }
  }

  @Test("An embedding is one quantity, however often its token occurs")
  func embeddings() throws {
    let text = """
      cell: elman
      parameters: {W_h: 1, W_x: 1, W_y: 1}
      vocabulary: [a, b]
      embeddings: [0.5, 2]
      sequence: [b, a, b]
      loss: output

      """
    let inputs = try adjustables(text).filter { $0.kind == .input }
    #expect(inputs.map(\.token) == ["b", "a"])
    #expect(inputs.map(\.name) == ["x_1", "x_2"])
    #expect(inputs[0].nodes.count == 2 && inputs[1].nodes.count == 1)
    #expect(inputs.map { written($0, in: text) } == [["2"], ["0.5"]])
  }

  @Test("Places count UTF-16 code units, after emoji and with line endings of Windows")
  func units() throws {
    let text =
      "title: 😀 ä\r\ncell: elman\r\nparameters: {W_h: -1.5e0, W_x: 1, W_y: [1, 2]}\r\n"
      + "sequence:\r\n  - 1\r\n  - 0.25\r\nloss: squared-error\r\ntargets: [~, [1, -3]]\r\n"
    let all = try adjustables(text)
    #expect(
      all.map { written($0, in: text) ?? [] }
        == [["-1.5e0"], ["1"], ["1", "2"], [], ["1"], ["0.25"], ["1", "-3"]])
    #expect(all.map(\.kind.rawValue).filter { $0 == "target" }.count == 1)
  }

  @Test("Classes are not adjustable, and a value that an alias repeats has one place")
  func others() throws {
    let classes = """
      equations: {"y[t]": "W*x[t]"}
      parameters: {W: [1, 2]}
      sequence: [1]
      loss: cross-entropy
      targets: [1]

      """
    #expect(try adjustables(classes).map(\.name) == ["W", "x_1"])
    let alias = """
      equations: {y: a * b}
      inputs: {a: &one 2, b: *one}

      """
    let both = try adjustables(alias)
    #expect(both.map { $0.places != nil } == [true, false])
  }
}
