import Storyboards
import Testing

@Suite struct StoryboardNamesTests {
  @Test("An item's name gives its kind and its nodes")
  func names() throws {
    let board = try Samples.board("elman")
    let node = { (id: String) in try #require(board.trace.graph.node(id: id)) }
    let slot = Item.Slot(from: try node("h_1"), to: try node("h_2"), slot: 0)
    #expect(board.name(of: .title) == "title" && board.name(of: .definitions) == "definitions")
    #expect(board.name(of: .value(slot.to)) == "value h_2")
    #expect(board.name(of: .edge(slot)) == "edge h_1 h_2")
    // A gradient flows in the opposite direction.
    #expect(board.name(of: .flow(slot)) == "flow h_2 h_1")
    #expect(board.name(of: .contribution(slot)) == "contribution h_2 h_1")
  }

  @Test("Two readings of one operand have different names, and so do gaps")
  func distinct() throws {
    let square = try Samples.board(yaml: "equations: {q: a*a}\ninputs: {a: 3}\nask: a\n")
    let names = square.spans.keys.sorted().map(square.name)
    #expect(names.contains("edge a q") && names.contains("edge a q 2"))
    let long = try Samples.board("vanishing")
    #expect(long.spans.keys.map(long.name).contains("gap 4-17"))
    #expect(long.spans.keys.map(long.name).contains("flow gap 4-17"))
  }

  @Test("Items are ordered by kind, then by node")
  func order() {
    let slot = { Item.Slot(from: 0, to: $0, slot: $1) }
    let ordered: [Item] = [
      .title, .definitions, .node(1), .node(2), .edge(slot(1, 1)), .edge(slot(2, 0)), .value(1),
      .gradient(0), .flow(slot(1, 0)),
    ]
    #expect(ordered.reversed().sorted() == ordered)
  }
}
