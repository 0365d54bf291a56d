import Testing

@testable import Storyboards

@Suite struct StandardLectureStepsTests {
  @Test("Lines that are left out of a callout are replaced by an ellipsis, wherever they are")
  func omissions() throws {
    let words = ["a", "b", "c", "d", "e", "f", "g"]
    let board = try Samples.board(
      yaml: """
        cell: elman
        parameters: {W_h: 0.5, W_x: 1, W_y: 1}
        vocabulary: [\(words.joined(separator: ", "))]
        embeddings: [1, 2, 3, 4, 5, 6, 7]
        sequence: [\(words.joined(separator: ", "))]
        loss: output
        """)
    for (name, whole) in [("forward inputs", 8), ("ledger embeddings", 7), ("backward t=2-6", 5)] {
      let step = try #require(board.steps.first { $0.name == name }, "\(name)")
      let lines = board.callouts[try #require(step.callout)]
      #expect(
        lines.count < whole && lines.contains(.sign(.ellipsis)), "\(name): \(lines.map(\.plain))")
    }
    #expect(lines(of: [1, 2, 3], most: 2) { .numeral("\($0)") }.map(\.plain) == ["1", "2", "3"])
    #expect(
      lines(of: [1, 2, 3, 4], most: 2) { .numeral("\($0)") }.map(\.plain) == ["1", "2", "…"])
  }

  @Test("A text that is too long is cut after a whole word")
  func cut() {
    #expect("one two three".cut(to: 13) == "one two three")
    #expect("one two three".cut(to: 12) == "one two…")
    #expect("one two three".cut(to: 8) == "one two…")
    #expect("one two three".cut(to: 7) == "one…")
    #expect("one, two; three".cut(to: 11) == "one, two…")
    #expect("unpronounceable".cut(to: 5) == "unpr…")
  }

  @Test("A list leaves out none or several items, never just one")
  func lists() {
    #expect(told([1, 2, 3], most: 3).parts == [1, 2, 3])
    #expect(told([1, 2, 3, 4], most: 3).parts == [1, 2, 3, 4])
    #expect(told([1, 2, 3, 4, 5], most: 3).parts == [1, 2, 3])
    #expect(told([1, 2, 3, 4, 5], most: 3).rest == 2)
  }
}
