import Formulas
import Foundation
import Lessons
import Storyboards
import Unrolling

/// The lessons under samples/, as decks.
enum Samples {
  static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  static let folder =
    tests
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("samples")

  static var names: [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }

  static func board(
    _ name: String, showsParameters: Bool = false, in language: Language = .english
  ) throws -> Storyboard {
    let file = folder.appendingPathComponent(name + ".yaml")
    return try board(
      yaml: String(contentsOf: file, encoding: .utf8), showsParameters: showsParameters,
      in: language)
  }

  static func board(
    yaml: String, pace: Script.Pace = .normal, showsParameters: Bool = false,
    in language: Language = .english
  ) throws -> Storyboard {
    let lesson = try Lesson(yaml: yaml, name: "lesson.yaml")
    return Storyboard(
      of: try Trace(of: lesson.graph), asking: lesson.asked, title: lesson.title,
      style: lesson.style, deck: .lecture(lesson.script), pace: pace,
      training: try lesson.training(), showsParameters: showsParameters, language: language)
  }
}
