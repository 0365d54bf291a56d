import Graphviz
import Look
import Storyboards
import Testing

@testable import Figures

@Suite struct PropertyTests {
  @Test(
    "In every step of seeded lessons, boxes do not overlap and all is readable and on the canvas",
    arguments: 0..<48 as Range<UInt64>)
  func seeded(_ seed: UInt64) throws {
    var lesson = SeededLesson(seed: seed)
    let look = lesson.look()
    let board = try look.canvas.fitting(beside: look.parts) {
      try Samples.board(yaml: lesson.yaml, mostColumns: $0, folding: $1)
    }
    let scene = try Scene(
      of: board, theme: look.theme, canvas: look.canvas, parts: look.parts)
    // What is drawn smaller is reported, and only its letters may be small.
    let faults = SceneCheck.unreported(in: scene)
    #expect(faults.isEmpty, "\(lesson.name), \(look.canvas): \(faults.first ?? "")\n\(lesson.yaml)")
    let unclear = SceneCheck.unclear(in: scene).faults
    #expect(unclear.isEmpty, "\(lesson.name), \(look.canvas): \(unclear)\n\(lesson.yaml)")
  }

  @Test(
    "In the library's drawings of seeded lessons, nothing moves from step to step",
    arguments: 0..<6 as Range<UInt64>)
  func still(_ seed: UInt64) throws {
    var lesson = SeededLesson(seed: seed &* 7)
    let look = lesson.look()
    let board = try look.canvas.fitting(beside: look.parts) {
      try Samples.board(yaml: lesson.yaml, mostColumns: $0, folding: $1)
    }
    let figure = try Figure(
      of: Scene(of: board, theme: look.theme, canvas: look.canvas, parts: look.parts))
    var first: [String: Substring] = [:]
    for step in board.steps {
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
