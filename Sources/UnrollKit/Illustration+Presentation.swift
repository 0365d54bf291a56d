import Figures
import Slides
import Storyboards

/// A deck as a value, as the formats of decks take it.
public typealias Presentation = Slides.Presentation

extension Illustration {
  /// Returns the deck of `steps` as a value: its words, its sections and everything drawn.
  ///
  ///     try illustration.presentation().slides[0].title  // "the network, unrolled over 2 time steps"
  ///
  /// - Throws: `IllustrationError` if libgraphviz fails.
  public func presentation() throws(IllustrationError) -> Presentation {
    let scene = try scene()
    let (width, height) = scene.pictureSize
    let elements = scene.elements(in: steps)
    return Presentation(
      title: storyboard.title ?? lesson.usualID, language: storyboard.language, width: width,
      height: height, palette: scene.palette, families: Scene.typefaces,
      sections: storyboard.sections(of: steps).map { .init(title: $0.title, slides: $0.steps) },
      slides: zip(steps, elements).map { step, elements in
        Slide(
          number: step.number, name: step.name, title: step.caption.plain,
          narration: step.narration, alternativeText: step.alternativeText, elements: elements)
      })
  }
}
