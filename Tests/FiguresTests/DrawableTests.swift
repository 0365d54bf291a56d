import Graphviz
import Storyboards
import Testing

@testable import Figures

@Suite struct DrawableTests {
  private func thing(_ item: Item, _ ink: Scene.Ink) -> Scene.Thing {
    .init(owner: .item(item), ink: ink, box: .init(x: 0, y: 0, width: 10, height: 10))
  }

  @Test("A shape is drawn with the text of the same owner that follows it, and with no other")
  func labels() {
    let shape = Scene.Ink.shape(.ellipse, .node)
    let text = Scene.Ink.text(
      TextRun("h", font: Font(face: Face(family: "STIX"), size: 20)), color: "#000000", baseline: 8)
    let things = [
      thing(.node(1), shape), thing(.node(1), text), thing(.node(1), text), thing(.node(2), shape),
      thing(.node(3), text), thing(.node(4), shape),
    ]
    let drawables = Array(Drawables(things))
    #expect(drawables.map(\.thing) == [things[0], things[2], things[3], things[4], things[5]])
    #expect(drawables.map { $0.label != nil } == [true, false, false, false, false])
  }

  @Test("The box of a text has the width measured by the library")
  func widths() throws {
    for thing in try Scene(of: Samples.board("elman")).things {
      guard case .text(let run, _, _) = thing.ink else { continue }
      #expect(try abs(Library.shared.widths(of: [run])[0] - thing.box.width) < 1e-9)
    }
  }
}
