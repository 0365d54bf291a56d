import Storyboards
import Testing

@Suite struct StoryboardNotesTests {
  @Test("Notes have the deck's title, and a heading and the narration for each step")
  func lecture() throws {
    let board = try Samples.board("elman")
    let notes = board.notes(of: board.steps)
    #expect(notes.hasPrefix("# RNN and their computational graph\n\n## 1. the network, unrolled"))
    #expect(
      notes.contains(
        "\n\n## 21. the answer: the gradient with respect to h_0\n\nThe gradient of the "
          + "loss with respect to h zero is minus twenty.\n"))
    let headings = notes.split(separator: "\n").filter { $0.hasPrefix("## ") }
    #expect(headings.count == board.steps.count)
  }

  @Test("Characters that Markdown would take for markup are escaped")
  func markup() throws {
    let board = try Samples.board(
      yaml: """
        title: "A *title*\\n# of two lines"
        cell: elman
        parameters: {W_h: 1, W_x: 1, W_y: 1}
        vocabulary: ["<b>", "[x](y)"]
        embeddings: [1, 2]
        sequence: ["<b>", "[x](y)"]
        loss: output
        """)
    let notes = board.notes(of: board.steps)
    #expect(notes.hasPrefix("# A \\*title\\* \\# of two lines\n\n"))
    #expect(notes.contains("‘\\<b\\>’") && notes.contains("‘\\[x\\](y)’"))
  }
}
