import Storyboards
import Testing

@Suite struct ItemTests {
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
