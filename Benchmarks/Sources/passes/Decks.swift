import Figures
import Graphviz
import Publishing
import UnrollKit

/// Measures how long the pages of a lesson's deck are drawn, and how long each format of decks takes
/// once the lesson is laid out.
func measureDecks(ofFile path: String) throws {
  let lesson = try Lesson(bytes: contents(ofFile: path), name: "lesson")
  let illustration = try Illustration(of: lesson)
  let figure = try Figure(of: illustration.scene())
  let (drawing, _) = try measured {
    let document = try PDFDocument()
    for step in illustration.steps { try figure.addPage(step, to: document) }
    _ = try document.finished()
  }
  report("drawing", drawing)
  for format in DeckFormat.allCases {
    let (seconds, _) = try measured(times: 3) { try illustration.deck(as: format) }
    report(format.rawValue, seconds)
  }
}
