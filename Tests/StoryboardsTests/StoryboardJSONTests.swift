import Formulas
import Foundation
import Storyboards
import Testing

@Suite struct StoryboardJSONTests {
  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test("The steps of every sample are JSON with number, kind, words and items")
  func samples() throws {
    for name in Samples.names {
      let board = try Samples.board(name)
      let object = try object(board.json(of: board.steps))
      #expect(object["format"] as? String == "unroll-steps" && object["version"] as? Int == 1)
      #expect(object["language"] as? String == "en")
      #expect(object["count"] as? Int == board.steps.count)
      let steps = try #require(object["steps"] as? [[String: Any]])
      #expect(steps.map { $0["number"] as? Int } == Array(1...board.steps.count))
      for (told, step) in zip(steps, board.steps) {
        #expect(told["kind"] as? String == step.kind.rawValue)
        #expect(told["title"] as? String == step.caption.plain)
        #expect(told["alt"] as? String == step.alternativeText)
        #expect(told["words"] as? String == step.narration)
        let visible = told["visible"] as? [String] ?? []
        let hot = told["hot"] as? [String] ?? []
        #expect(Set(visible).count == visible.count, "\(name): two items of one name")
        #expect(visible.contains("title") == (board.title != nil))
        #expect(Set(hot).isSubset(of: visible), "\(name) \(step.number): \(hot)")
      }
    }
  }

  @Test("Selected steps keep their numbers, and the count is that of the whole deck")
  func chosen() throws {
    let board = try Samples.board("elman", in: .italian)
    let object = try object(board.json(of: [board.steps[22]]))
    #expect(object["count"] as? Int == 32 && object["language"] as? String == "it")
    let step = try #require((object["steps"] as? [[String: Any]])?.first)
    #expect(step["number"] as? Int == 23)
    #expect(
      step["hot"] as? [String] == ["node h_2", "flow h_2 h_1", "contribution h_2 h_1"])
    let visible = try #require(step["visible"] as? [String])
    #expect(visible.contains("gradient h_2") && visible.contains("token x_1"))
    #expect(!visible.contains("gradient h_1") && !visible.contains("token h_1"))
  }
}
