import Foundation
import Formulas
import Look
import Testing
import Unrolling

@testable import Lessons

/// The reference of the lesson file, `docs/lesson.md`.
@Suite struct LessonDocumentTests {
  private let text: String
  private let lessons: [String]

  init() throws {
    let file = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("docs/lesson.md")
    text = try String(contentsOf: file, encoding: .utf8)
    lessons = text.components(separatedBy: "```yaml\n").dropFirst().compactMap {
      $0.components(separatedBy: "\n```").first
    }
  }

  private func expectNamed(_ names: [String], _ what: String) {
    for name in names { #expect(text.contains("`\(name)`"), "\(what) \(name)") }
  }

  @Test("It names every key, and every value that is a name")
  func names() {
    expectNamed(LessonReader.keys, "key")
    expectNamed(LessonReader.figureKeys, "key of figure")
    expectNamed(LessonReader.slideKinds, "slide")
    expectNamed(LessonReader.slideOptions.values.flatMap(\.self).sorted(), "key of a slide")
    expectNamed(Cell.all.map(\.name), "cell")
    expectNamed(Function.callable.map(\.name), "function")
    expectNamed(
      Function.activations.map { $0.name.replacingOccurrences(of: "_", with: "-") }, "activation")
    expectNamed(LossPreset.allCases.map(\.rawValue), "loss")
    expectNamed(LossReduction.allCases.map(\.rawValue), "reduction")
    expectNamed(Theme.colorNames + ["base"], "theme")
    expectNamed(Language.allCases.map(\.rawValue), "language")
  }

  @Test("Its lessons are right, and their gradients agree with finite differences")
  func examples() throws {
    #expect(lessons.count >= 7)
    for (index, yaml) in lessons.enumerated() {
      let lesson = try Lesson(yaml: yaml, name: "lesson \(index + 1)")
      #expect(GradientCheck(of: try Trace(of: lesson.graph)).agrees, "lesson \(index + 1)")
    }
  }

  @Test("It names every key of the trace")
  func trace() throws {
    let yaml = """
      cell: elman
      parameters: {W_h: 1, W_x: 1, W_y: 1}
      vocabulary: [a, b]
      embeddings: [1, 2]
      sequence: [a, b]
      loss: output
      truncate: 1
      """
    let json = try Trace(of: Lesson(yaml: yaml, name: "l").graph).json
    #expect(json.contains("\"cut\": true"))
    func keys(_ value: Any) -> Set<String> {
      if let object = value as? [String: Any] {
        return object.reduce(into: Set(object.keys)) { $0.formUnion(keys($1.value)) }
      }
      return (value as? [Any])?.reduce(into: []) { $0.formUnion(keys($1)) } ?? []
    }
    let found = keys(try JSONSerialization.jsonObject(with: Data(json.utf8)))
    #expect(found.isSuperset(of: ["embeddings", "upstream", "local", "sum", "cut"]))
    expectNamed(found.sorted(), "key of the trace")
  }
}
