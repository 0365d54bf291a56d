import Testing

@Suite struct LongDefinitionsTests {
  @Test("Of a long chain of equations, the first ones and the last are on the slides")
  func chain() throws {
    let equations = (1...201).map { "  q\($0): \($0 == 1 ? "x" : "q\($0 - 1)")*1.01" }
    let board = try Samples.board(
      yaml: (["equations:"] + equations + ["inputs: {x: 1}", ""]).joined(separator: "\n"))
    let lines = board.definitions.map(\.plain)
    #expect(lines.count == 32)
    #expect(lines[0] == "q1 = x · 1.01")
    #expect(lines[30] == "⋮")
    #expect(lines[31].contains("x = 1"))
    #expect(board.callouts.allSatisfy { $0.count <= 32 })
  }
}
