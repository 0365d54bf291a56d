import Foundation
import Lessons
import Storyboards
import Formulas
import Unrolling

/// The lessons under samples/, and seeded ones.
enum Samples {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("samples")

  static var names: [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }

  static func board(_ name: String, showsParameters: Bool = false) throws -> Storyboard {
    let text = try String(
      contentsOf: folder.appendingPathComponent(name + ".yaml"), encoding: .utf8)
    return try board(yaml: text, showsParameters: showsParameters)
  }

  static func board(
    yaml: String, mostColumns: Int? = Columns.usual, showsParameters: Bool = false
  ) throws -> Storyboard {
    let lesson = try Lesson(yaml: yaml, name: "lesson.yaml")
    return Storyboard(
      of: try Trace(of: lesson.graph), asking: lesson.asked, title: lesson.title,
      style: lesson.style, mostColumns: mostColumns,
      showsParameters: showsParameters, deck: .lecture(lesson.script))
  }

  /// A lesson of a cell, with scalar weights of this scale, over so many time steps with targets.
  static func gated(_ cell: String, steps: Int, scale: Double = 1) -> String {
    let names = Cell.named(cell)?.requiredParameters ?? []
    let weights = names.enumerated().map { "\($1): \([1, 0.5, -0.5, 1.5][$0 % 4] * scale)" }
    let inputs = (0..<steps).map { "\([1, -0.5, 0.25, 0.75, -1, 0.5][$0 % 6])" }
    let targets = inputs.map { _ in "0.5" }
    return """
      cell: \(cell)
      parameters: {\(weights.joined(separator: ", "))}
      sequence: [\(inputs.joined(separator: ", "))]
      targets: [\(targets.joined(separator: ", "))]
      loss: squared-error
      """
  }

  /// A lesson of a cell over so many time steps, with numbers drawn from the seed.
  static func seeded(_ seed: UInt64) -> String {
    var random = SplitMix64(seed: seed)
    let cell = ["elman", "jordan"][Int(random.next() % 2)]
    let activation = ["identity", "tanh", "sigmoid", "relu", "softplus"][Int(random.next() % 5)]
    let steps = 1 + Int(random.next() % 8)
    func number() -> Double { Double(Int(random.next() % 400)) / 100 - 2 }
    let sequence = (0..<steps).map { _ in "\(number())" }.joined(separator: ", ")
    return """
      title: Seed \(seed)
      cell: \(cell)
      activation: \(activation)
      parameters: {W_h: \(number()), W_x: \(number()), W_y: \(number()), b_h: \(number())}
      sequence: [\(sequence)]
      loss: output
      """
  }
}
