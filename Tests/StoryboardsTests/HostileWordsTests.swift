import Formulas
import Foundation
import Lessons
import TestSupport
import Testing
import Unrolling

@testable import Storyboards

@Suite struct HostileWordsTests {
  /// A short lesson with a given word among its tokens.
  private func lesson(_ word: String) throws -> (Lesson, Trace) {
    let lesson = try Lesson(
      yaml: """
        cell: elman
        parameters: {W_h: 0.5, W_x: 1, W_y: 1}
        vocabulary: [word, other]
        embeddings: [2, 3]
        sequence: [word, other]
        loss: output
        ask: h_0
        """, name: "l")
    var network = lesson.network
    network.vocabulary[0] = word
    network.series[0] = Series(
      network.series[0].name, network.series[0].values, tokens: [word, "other"])
    return (lesson, try Trace(of: UnrolledGraph(of: network)))
  }

  @Test("A title, a token and a lecturer's words are read back unchanged from steps and traces")
  func json() throws {
    for word in HostileWords.all {
      let (lesson, trace) = try lesson(word)
      let script = Script([
        .title, .forward(.all, pace: .brief),
        .say(Words([.text(word)]), formula: [], highlighted: []),
      ])
      let board = Storyboard(
        of: trace, asking: lesson.asked, title: word, deck: .lecture(script))
      let steps = try #require(
        try JSONSerialization.jsonObject(with: Data(board.json(of: board.steps).utf8))
          as? [String: Any])
      let list = try #require(steps["steps"] as? [[String: Any]])
      #expect(list.count == board.steps.count)
      for (step, read) in zip(board.steps, list) {
        expectSame(read["title"], step.caption.plain)
        expectSame(read["alt"], step.alternativeText)
        expectSame(read["words"], step.narration)
      }
      let said = try #require(list.last?["title"] as? String)
      #expect(
        word.unicodeScalars.count > 90 || Array(said.unicodeScalars) == Array(word.unicodeScalars))
      let read = try #require(
        try JSONSerialization.jsonObject(with: Data(trace.json.utf8)) as? [String: Any])
      let embeddings = try #require(read["embeddings"] as? [[String: Any]])
      expectSame(embeddings.first?["token"], word)
    }
  }

  private func expectSame(_ read: Any?, _ wanted: String) {
    #expect((read as? String).map { Array($0.unicodeScalars) } == Array(wanted.unicodeScalars))
  }
}
