import Figures
import Slides
import Storyboards

/// A deck as a value, as the formats of decks take it.
public typealias Presentation = Slides.Presentation
/// The words of a deck.
public typealias DeckWords = Slides.DeckWords

extension Illustration {
  /// The words of the deck of `steps`: titles, narrations, sections.
  ///
  ///     illustration.words.slides[0].title  // "the network, unrolled over 2 time steps"
  public var words: DeckWords { words(of: steps) }

  func words(of steps: [Step]) -> DeckWords { words(of: steps, in: storyboard) }

  func words(of steps: [Step], in storyboard: Storyboard) -> DeckWords {
    DeckWords(
      title: storyboard.title ?? lesson.usualID, language: storyboard.language,
      sections: storyboard.sections(of: steps).map {
        .init(title: $0.title.asTitle, slides: $0.steps)
      },
      slides: steps.map {
        .init(
          number: $0.number, name: $0.name, title: $0.caption.plain.asTitle,
          narration: $0.narration,
          alternativeText: $0.alternativeText)
      })
  }

  /// Returns the deck of `steps` as a value: its words, and everything drawn.
  ///
  ///     try illustration.presentation().pages[0].map(\.name)  // ["h_0->h_1", …, "title", …]
  ///
  /// - Throws: `IllustrationError` if libgraphviz fails.
  public func presentation() throws(IllustrationError) -> Presentation {
    let scene = try scene()
    let (width, height) = scene.pictureSize
    return Presentation(
      words: words, width: width, height: height, palette: scene.palette,
      families: Scene.typefaces, pages: scene.elements(in: steps))
  }
}

extension String {
  /// The sentence with a capital first letter; a symbol that it begins with stays as it is.
  fileprivate var asTitle: String {
    let word = prefix { $0.isLetter }
    let isSymbol = word.count < 2 && dropFirst(word.count).first != " " || word.isEmpty
    return isSymbol ? self : prefix(1).uppercased() + dropFirst()
  }
}
