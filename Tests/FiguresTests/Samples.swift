import Formulas
import Foundation
import Lessons
import Storyboards
import Unrolling

/// The lessons under samples/.
enum Samples {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("samples")

  static var names: [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }

  static func board(_ name: String, in language: Language = .english) throws -> Storyboard {
    let text = try String(
      contentsOf: folder.appendingPathComponent(name + ".yaml"), encoding: .utf8)
    return try board(yaml: text, in: language)
  }

  static func board(
    yaml: String, mostColumns: Int? = Columns.usual, in language: Language = .english
  ) throws -> Storyboard {
    let lesson = try Lesson(yaml: yaml, name: "lesson.yaml")
    return Storyboard(
      of: try Trace(of: lesson.graph), asking: lesson.asked, title: lesson.title,
      style: lesson.style, mostColumns: mostColumns, deck: .lecture(lesson.script),
      language: language)
  }
}

struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
