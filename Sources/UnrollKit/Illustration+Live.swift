import Figures
import Formulas
import Foundation
import Lessons
import Look
import Slides
import Storyboards
import Unrolling

extension Illustration {
  // A page of six megabytes.
  private static let mostUses = 300_000

  /// Returns the deck of `steps` as one that computes its numbers again.
  ///
  ///     try illustration.liveDeck().knobs.map(\.name)  // ["W_h", "W_x", "W_y", "h_0", "x_1", "x_2"]
  ///
  /// A deck of the question alone is the whole lecture with its numbers hidden.
  ///
  /// - Throws: `IllustrationError` if libgraphviz fails, or if the page would be too large for
  ///   browsers.
  public func liveDeck() throws(IllustrationError) -> LiveDeck {
    var own = overridden
    own.isLive = true
    // Colours are variables, so that a reader can choose a theme; no two of this one are equal.
    own.settings.theme = .light
    var asksFirst = false
    if case .question(let script) = own.deck {
      own.deck = .lecture(script)
      asksFirst = true
    }
    // The same steps as in every other format.
    let board =
      try asksFirst
      ? own.storyboard(of: trace, telling: own.deck)
      : own.storyboard(of: trace, telling: own.deck, storyboard.extent)
    let isWhole = steps.count == storyboard.steps.count
    let numbers = Set(steps.map(\.number))
    let chosen = isWhole ? board.steps : board.steps.filter { numbers.contains($0.number) }
    let picture = try IllustrationError.typed {
      try Scene(of: board, theme: .light, canvas: own.look.canvas, parts: own.look.parts)
        .livePicture(of: chosen)
    }
    let uses = picture.pages.reduce(0) { $0 + $1.pieces.count }
    guard uses <= Self.mostUses else { throw .largePage(uses: uses, most: Self.mostUses) }
    let graph = trace.graph
    let kinds = FigureNames(of: board)
    let file = lesson.fileText
    let themes = Theme.all + (Theme.all.contains(theme) ? [] : [theme])
    return LiveDeck(
      words: words(of: chosen, in: board),
      liveWords: chosen.map {
        .init(
          numbering: board.numbering(of: $0), title: $0.caption, narration: $0.narrationInFormulas)
      },
      picture: picture, themes: themes.map { ($0.name, Scene.palette(of: $0)) },
      theme: theme.name, digits: board.style.digits, graph: graph.programJSON.description,
      training: own.training.map { training in
        training.programJSON { lesson.leavesShared(with: $0) }.description
      },
      nodes: graph.nodes.indices.map {
        .init(
          id: graph.uniqueID(of: $0),
          kind: String(kinds[.node($0)].classes.split(separator: " ").last ?? "node"),
          name: .symbol(graph.nodes[$0].symbol))
      },
      knobs: lesson.adjustables.map {
        .init(
          name: $0.name, kind: $0.kind.rawValue, token: $0.token, nodes: $0.nodes, value: $0.value,
          places: $0.places)
      },
      file: .init(
        name: URL(fileURLWithPath: lesson.name).lastPathComponent, text: file.text,
        hasInitial: file.hasInitial),
      question: chosen.firstIndex { $0.kind == .question || $0.kind == .target },
      asksFirst: asksFirst)
  }
}
