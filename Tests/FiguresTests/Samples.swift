import Formulas
import Foundation
import Lessons
import Look
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

  static func board(
    _ name: String, showsParameters: Bool = false, in language: Language = .english
  ) throws -> Storyboard {
    let text = try String(
      contentsOf: folder.appendingPathComponent(name + ".yaml"), encoding: .utf8)
    return try board(yaml: text, showsParameters: showsParameters, in: language)
  }

  static func board(
    yaml: String, mostColumns: Int? = Columns.usual, folding: Folding = .none,
    pace: Script.Pace = .normal, showsFlow: Bool? = nil, showsParameters: Bool = false,
    in language: Language = .english
  ) throws -> Storyboard {
    let lesson = try Lesson(yaml: yaml, name: "lesson.yaml")
    return Storyboard(
      of: try Trace(of: lesson.graph), asking: lesson.asked, title: lesson.title,
      style: lesson.style, mostColumns: mostColumns, folding: folding,
      deck: .lecture(lesson.script), pace: pace, showsFlow: showsFlow,
      training: try lesson.training(), showsParameters: showsParameters, language: language)
  }

  /// The deck of a sample with as many columns as the tool draws.
  static func fitted(
    _ name: String, on canvas: Canvas = .widescreen, showsParameters: Bool = false,
    in language: Language = .english
  ) throws -> Storyboard {
    let text = try String(
      contentsOf: folder.appendingPathComponent(name + ".yaml"), encoding: .utf8)
    func drawn(_ columns: Int, _ folding: Folding, _ hasStrip: Bool) throws -> Storyboard {
      try board(
        yaml: text, mostColumns: columns, folding: folding, showsFlow: hasStrip ? nil : false,
        showsParameters: showsParameters, in: language)
    }
    // A lesson may ask for boxes in place of all time steps.
    let isFolded = try Lesson(yaml: text, name: name).figure.resolved.fold == .all
    guard !isFolded else {
      return try canvas.fitting(from: 2 * Columns.usual, [.unnamed]) { try drawn($0, $1, true) }
    }
    return try canvas.fitting(orElse: Canvas.Way.narrow([.none, .untold], drawn)) {
      try drawn($0, $1, true)
    }
  }

  /// A lesson with a cell, scalar weights of this scale, and this number of time steps and targets.
  static func gated(_ cell: String, steps: Int, scale: Double = 1) -> String {
    let names = Cell.named(cell)?.requiredParameters() ?? []
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
}
