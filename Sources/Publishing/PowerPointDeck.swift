import Formulas
import Slides

/// Writes a deck for PowerPoint (Office Open XML, ECMA-376 part 1, section 13), Keynote, LibreOffice
/// or Google Slides: a slide a step, with the step's words in outline view, its narration as speaker
/// notes and its alternative text.
///
/// ```swift
/// let bytes = try PowerPointDeck.finished(illustration.presentation())
/// ```
///
/// On the slides are shapes that can be edited: nodes, chips and lines in the colours of a theme,
/// letters as text with indices. The same thing has the same name on neighbouring slides, beginning
/// with `!!`, so that PowerPoint 2019 and later morph one into the other; older ones fade
/// (MS-PPTX, 2.2.8.1). The same deck always gives the same bytes.
public enum PowerPointDeck {
  /// What is on a slide.
  public enum Content: String, CaseIterable, Sendable {
    /// Shapes and text, which can be edited and recoloured.
    case shapes
    /// One picture, which looks the same everywhere.
    case pictures
  }

  /// The picture of a slide, in two formats: programs that do not read SVG show the other.
  public struct Picture: Hashable, Sendable {
    /// For Office 2019 and later (MS-ODRAWXML, 2.3.3.1, `CT_SVGBlip`).
    public let svg: [UInt8]
    /// For all others.
    public let png: [UInt8]

    /// Creates a picture.
    public init(svg: [UInt8], png: [UInt8]) {
      self.svg = svg
      self.png = png
    }
  }

  /// Returns a deck of shapes as a file. A point of a page is a point of a slide.
  ///
  /// - Throws: `ZIPError` with libzip's message.
  /// - Complexity: O(n) for n parts of elements on all slides.
  public static func finished(_ presentation: Presentation) throws(ZIPError) -> [UInt8] {
    let package = PowerPointPackage(presentation)
    let slides = PowerPointSlides(
      presentation.pages, package.colors, language: package.language)
    return try package.written { index in
      let description = PowerPointParts.alternativeText.filled([
        "description": XMLText(
          escaping: presentation.words.slides[index].alternativeText),
        "width": .length(presentation.width), "height": .length(presentation.height),
      ])
      return XMLText([description, slides.markup(of: index)])
    }
  }

  /// Returns a deck of pictures as a file.
  ///
  /// - Precondition: there is a picture for each slide.
  /// - Throws: `ZIPError` with libzip's message.
  public static func finished(
    _ presentation: Presentation, pictures: [Picture]
  ) throws(ZIPError) -> [UInt8] {
    precondition(pictures.count == presentation.words.slides.count, "each slide has a picture")
    return try PowerPointPackage(presentation).written(pictures: pictures) { index in
      PowerPointParts.picture.filled([
        "description": XMLText(
          escaping: presentation.words.slides[index].alternativeText),
        "width": .length(presentation.width), "height": .length(presentation.height),
      ])
    }
  }

  /// The version of libzip, such as `1.7.3`.
  public static var libraryVersion: String? { ZIPArchive.libraryVersion }
}
