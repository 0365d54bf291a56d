import Graphviz
import Testing

@testable import Figures

@Suite struct SceneCharactersTests {
  private func scene(_ title: String) throws -> Scene {
    let board = try Samples.board(
      yaml: "title: \"\(title)\"\nequations: {q: x*y}\ninputs: {x: 1, y: 2}")
    return try Scene(of: board)
  }

  @Test("Characters without a font are a problem that names them and what to install")
  func missing() throws {
    // Few machines have fonts for all of these.
    let face = try TextMeasure().font(.regular, 20).face
    let rare: [Unicode.Scalar] = ["\u{13000}", "\u{12000}", "\u{1F9FF}"]
    let missing = rare.filter { Library.shared.missing([$0], in: face).contains($0) }
    try #require(!missing.isEmpty, "this machine has fonts for everything")
    let title = "a é " + String(String.UnicodeScalarView(missing))
    let problem = try #require(try scene(title).missingCharacters)
    #expect(problem.message.hasPrefix("no font has \(missing[0]) (U+"))
    #expect(problem.message.contains(", so boxes are drawn; to install fonts: "))
    #expect(!problem.message.contains("é"))
    #expect(problem.steps.first == 1)
    #expect(try scene(title).problems.contains(problem))
  }

  @Test("Letters, signs and what cannot be seen are no problem")
  func present() throws {
    #expect(try scene("Σ ∂ → é \u{200D}\u{FE0F}\u{A0}").missingCharacters == nil)
  }
}
