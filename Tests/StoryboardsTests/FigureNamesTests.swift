import Testing

@testable import Storyboards

@Suite struct FigureNamesTests {
  @Test("A node has its id in the trace, and what belongs to it begins with that")
  func nodes() throws {
    let board = try Samples.board("elman")
    let names = FigureNames(of: board)
    let node = { (id: String) in try #require(board.trace.graph.node(id: id)) }
    let slot = Item.Slot(from: try node("h_1"), to: try node("h_2"), slot: 0)
    #expect(names[.node(slot.from)] == .init(text: "h_1", element: "h_1", classes: "node state"))
    #expect(
      names[.gradient(slot.from)]
        == .init(text: "h_1.gradient", element: "h_1-gradient", classes: "gradient"))
    #expect(
      names[.edge(slot)] == .init(text: "h_1->h_2", element: "h_1-to-h_2", classes: "edge"))
    #expect(
      names[.flow(slot)]
        == .init(text: "h_2->h_1", element: "h_2-back-to-h_1", classes: "backward"))
    #expect(
      names[.contribution(slot)]
        == .init(
          text: "h_1->h_2.contribution", element: "h_1-to-h_2-contribution",
          classes: "contribution"))
  }

  @Test("What is no quantity gives way to a quantity of its name")
  func words() throws {
    let words = ["title", "panel", "strip", "callout", "caption"]
    func names(of quantities: [String]) throws -> (FigureNames, [FigureNames.Name]) {
      let inputs = quantities.map { "\($0): 1" }.joined(separator: ", ")
      let board = try Samples.board(
        yaml: "equations: {q: \(quantities.joined(separator: " + "))}\ninputs: {\(inputs)}\n")
      let names = FigureNames(of: board)
      for id in quantities {
        let node = try #require(board.trace.graph.node(id: id))
        #expect(names[.node(node)].text == id)
      }
      return (
        names,
        [names[.title], names[.definitions], names[.strip], names.callout, names.caption]
      )
    }
    let usual = try names(of: ["a", "b"]).1
    #expect(usual.map(\.text) == words && usual.map(\.element) == words)
    let moved = try names(of: words).1
    #expect(moved.map(\.text) == words.map { "figure-\($0)" })
    #expect(moved.map(\.classes) == words)
  }

  @Test(
    "Two readings of one operand by an operation, and two quantities of one id, have different names"
  )
  func distinct() throws {
    let square = try Samples.board(
      yaml: "equations: {q: a*a}\ninputs: {a: 3}\nask: a\nfigure: {detail: operations}\n")
    let (a, q) = (
      try #require(square.trace.graph.node(id: "a")), try #require(square.trace.graph.node(id: "q"))
    )
    let names = FigureNames(of: square)
    let readings = (0...1).map { names[.edge(.init(from: a, to: q, slot: $0))] }
    #expect(readings.map(\.text) == ["a->q", "a->q#2"])
    #expect(readings.map(\.element) == ["a-to-q", "a-to-q-2"])
    let twins = try Samples.board(
      yaml: """
        equations: {"h[t]": "h[t-1]*h_1 + x[t]", Loss: "last(h[t])"}
        parameters: {h_1: 2}
        sequence: [1, 2]
        """)
    let twinNames = FigureNames(of: twins)
    let all = twins.trace.graph.nodes.indices.map { twinNames[.node($0)].text }
    #expect(Set(all).count == all.count && all.contains("h_1") && all.contains("h_1#2"))
  }
}
