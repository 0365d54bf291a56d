import Foundation
import Graphviz
import Look
import Storyboards
import Testing

@testable import Figures

@Suite struct PropertyTests {
  /// 45 lessons, three of each kind; `make random` draws 300 by setting the variable.
  private static let count =
    ProcessInfo.processInfo.environment["UNROLL_SEEDS"].flatMap { UInt64($0) } ?? 45

  @Test("In every step of seeded lessons, all is readable, clear and on the canvas")
  func seeded() async {
    let results = await withTaskGroup(of: Drawn.self) { group in
      for seed in 0..<Self.count { group.addTask { Drawn(seed) } }
      return await group.reduce(into: []) { $0.append($1) }
    }.sorted { $0.seed < $1.seed }
    for result in results where !result.faults.isEmpty {
      Issue.record("\(result.name):\n\(result.faults.joined(separator: "\n"))\n\n\(result.yaml)")
    }
    let refused = results.filter { $0.refusal != nil }
    let list = refused.map { "\($0.name): \($0.refusal ?? "")" }.joined(separator: "\n")
    #expect(refused.count * 20 <= results.count, "\(list)")
    let small = results.filter(\.isSmall).count
    print(
      "\(results.count) seeded lessons: \(refused.count) refused, \(small) with letters below the "
        + "minimum, as lint reports\(list.isEmpty ? "" : "\n\(list)")")
  }

  /// A seeded lesson, drawn and checked.
  private struct Drawn {
    let seed: UInt64
    let name: String
    let yaml: String
    private(set) var faults: [String] = []
    private(set) var isSmall = false
    private(set) var refusal: String?

    init(_ seed: UInt64) {
      var lesson = SeededLesson(seed: seed)
      let look = lesson.look()
      self.seed = seed
      yaml = lesson.yaml
      name = "\(lesson.name), \(look)"
      do {
        let scene = try PropertyTests.scene(of: lesson, look)
        // What is drawn smaller is reported, and only its letters may be small.
        isSmall = SceneCheck.hasReportedLetters(scene)
        faults =
          SceneCheck.unreported(in: scene) + SceneCheck.graphFaults(in: scene)
          + SceneCheck.unclear(in: scene).faults
      } catch {
        refusal = "\(error)"
      }
    }
  }

  private static func scene(of lesson: SeededLesson, _ look: SeededLesson.Look) throws -> Scene {
    func board(_ mostColumns: Int?, _ folding: Folding) throws -> Storyboard {
      try Samples.board(
        yaml: lesson.yaml, mostColumns: mostColumns, folding: folding,
        showsParameters: look.showsParameters)
    }
    return try Scene(
      of: look.drawsAllColumns
        ? board(nil, look.folding ?? .none)
        : look.canvas.fitting(beside: look.parts, look.folding.map { [$0] } ?? [.none, .untold]) {
          try board($0, $1)
        },
      theme: look.theme, canvas: look.canvas, parts: look.parts)
  }

  @Test(
    "In the library's drawings of seeded lessons, nothing moves from step to step",
    arguments: 0..<6 as Range<UInt64>)
  func still(_ seed: UInt64) throws {
    var lesson = SeededLesson(seed: seed &* 7)
    let look = lesson.look()
    let scene = try Self.scene(of: lesson, look)
    let figure = try Figure(of: scene)
    var first: [String: Substring] = [:]
    for step in scene.storyboard.steps {
      let text = String(decoding: try figure.rendered(step, as: .dot), as: UTF8.self)
      // Every item has a statement, shown or hidden: … [id=h_1, pos="24,40", …]; formula and caption
      // are of the step.
      var places: [String: Substring] = [:]
      for statement in text.split(separator: ";") {
        guard
          let id = statement.firstMatch(of: /\sid="?([^",\]]+)/)?.1,
          !id.hasPrefix("callout"), !id.hasPrefix("caption"),
          let place = statement.firstMatch(of: /\spos="([^"]+)"/)?.1
        else { continue }
        // A tip takes up how far the library sets a head back from it, which depends on the pen.
        places[String(id)] = place.replacing(#/^e,\S+ /#, with: "")
      }
      if first.isEmpty { first = places }
      let isStill = places == first
      #expect(isStill, "\(lesson.name), step \(step.number)")
    }
    #expect(first.count > 20)
  }
}
