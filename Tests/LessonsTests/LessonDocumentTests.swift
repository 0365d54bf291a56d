import Foundation
import Formulas
import Testing
import Unrolling

@testable import Lessons

/// The reference of the lesson file, `docs/lesson.md`.
enum LessonDocument {
  static let checkout = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  static let file = checkout.appendingPathComponent("docs/lesson.md")
  static let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
  /// Its YAML blocks, each a complete lesson.
  static let lessons = text.components(separatedBy: "```yaml\n").dropFirst().compactMap {
    $0.components(separatedBy: "\n```").first
  }
}

@Suite struct LessonDocumentTests {
  private let text = LessonDocument.text
  private let lessons = LessonDocument.lessons

  private func expectNamed(_ names: [String], _ what: String) {
    for name in names { #expect(text.contains("`\(name)`"), "\(what) \(name)") }
  }

  @Test("Its tables match the tables of keys")
  func tables() throws {
    let written = try LessonTables.written(into: text)
    if ProcessInfo.processInfo.environment["UNROLL_RECORD"] != nil {
      try written.write(to: LessonDocument.file, atomically: true, encoding: .utf8)
      Issue.record("recorded docs/lesson.md; read the change, then test without UNROLL_RECORD")
    } else {
      #expect(
        text == written,
        "run UNROLL_RECORD=1 swift test --filter LessonDocumentTests, and read the change")
    }
  }

  @Test("A table without a place in the document is an error")
  func missingPlace() {
    #expect(throws: LessonTables.MissingPlace.self) {
      try LessonTables.written(into: text.replacing("<!-- keys of theme -->", with: ""))
    }
  }

  @Test("It contains every word that can be a value")
  func names() {
    expectNamed(Cell.all.map(\.name), "cell")
    expectNamed(Function.callable.map(\.name), "function")
    expectNamed(
      Function.activations.map { $0.name.replacingOccurrences(of: "_", with: "-") }, "activation")
    expectNamed(LossPreset.allCases.map(\.rawValue), "loss")
    expectNamed(LossReduction.allCases.map(\.rawValue), "reduction")
  }

  @Test("Its lessons are correct, and their gradients agree with finite differences")
  func examples() throws {
    #expect(lessons.count >= 7)
    for (index, yaml) in lessons.enumerated() {
      let lesson = try Lesson(yaml: yaml, name: "lesson \(index + 1)")
      #expect(GradientCheck(of: try Trace(of: lesson.graph)).agrees, "lesson \(index + 1)")
    }
  }

  @Test("It lists every key of the trace")
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
