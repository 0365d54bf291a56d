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
        #expect((told["section"] as? String)?.isEmpty == false)
        let formula = told["formula"] as? [String: [String]]
        #expect((formula == nil) == (step.callout == nil))
        #expect(formula?["plain"]?.count == formula?["latex"]?.count)
        let visible = told["visible"] as? [String] ?? []
        let hot = told["hot"] as? [String] ?? []
        #expect(Set(visible).count == visible.count, "\(name): two items of one name")
        #expect(visible.contains("title") == (board.title != nil))
        #expect(Set(hot).isSubset(of: visible), "\(name) \(step.number): \(hot)")
      }
    }
  }

  @Test(
    "Two readings of one operand are one line; by an operation, two gradients flow along it")
  func names() throws {
    func visible(_ board: Storyboard) throws -> Set<String> {
      let steps = try #require(try object(board.json(of: board.steps))["steps"] as? [[String: Any]])
      return Set(steps.flatMap { $0["visible"] as? [String] ?? [] })
    }
    let square = "equations: {q: a*a}\ninputs: {a: 3}\nask: a\n"
    #expect(
      Set(try visible(Samples.board(yaml: square)).filter { $0.contains("->") })
        == ["a->q", "q->a", "a->q.contribution"])
    let operations = try visible(
      Samples.board(yaml: square + "figure: {detail: operations}\n"))
    #expect(Set(operations.filter { $0.contains("->") }) == ["a->q", "q->a", "q->a#2"])
    let long = try visible(Samples.board("vanishing"))
    #expect(long.filter { $0.hasPrefix("dots") } == ["dots_4"])
  }

  @Test("A question is no longer visible once its gradient is")
  func answered() throws {
    let board = try Samples.board("elman")
    let steps = try #require(try object(board.json(of: board.steps))["steps"] as? [[String: Any]])
    let visible = steps.map { Set($0["visible"] as? [String] ?? []) }
    #expect(visible.contains { $0.contains("h_0.question") })
    #expect(visible.contains { $0.contains("h_0.gradient") })
    #expect(!visible.contains { $0.isSuperset(of: ["h_0.question", "h_0.gradient"]) })
  }

  @Test(
    "A step's formula is what it shows, and all steps of one way of the gradient are one section")
  func formulas() throws {
    let board = try Samples.board("elman")
    let steps = try #require(try object(board.json(of: board.steps))["steps"] as? [[String: Any]])
    func formula(_ name: String) -> [String] {
      let step = steps.first { $0["name"] as? String == name }
      return (step?["formula"] as? [String: [String]])?["plain"] ?? []
    }
    let function = "f(h_1, …) = W_h · h_1 + W_x · x_2"
    #expect(formula("state h_2->h_1") == [function])
    #expect(formula("derivative h_2->h_1") == [function, "(∂f(h_1, …))/∂h_1 = W_h"])
    #expect(formula("upstream h_2->h_1").last == "∂Loss/∂h_1 ← −5 · (−1)")
    #expect(formula("value h_2").last == "= −24")
    let sections = steps.compactMap { $0["section"] as? String }
    var parts: [String] = []
    for section in sections where parts.last != section { parts.append(section) }
    #expect(
      parts == [
        "question", "forward", "backward Loss", "backward y_2->h_2", "backward h_2->h_1",
        "backward y_1->h_1", "sum h_1", "backward h_1->h_0", "answer", "ledger",
      ])
  }

  @Test("Selected steps keep their numbers, and the count is that of the whole deck")
  func chosen() throws {
    let board = try Samples.board("elman", in: .italian)
    let object = try object(board.json(of: [board.steps[16]]))
    #expect(object["count"] as? Int == 26 && object["language"] as? String == "it")
    let step = try #require((object["steps"] as? [[String: Any]])?.first)
    #expect(step["number"] as? Int == 17)
    #expect(
      step["hot"] as? [String] == ["h_2", "h_2->h_1", "h_1->h_2.contribution"])
    let visible = try #require(step["visible"] as? [String])
    #expect(visible.contains("h_2.gradient") && visible.contains("x_1.token"))
    #expect(!visible.contains("h_1.gradient") && !visible.contains("h_1.token"))
  }
}
