import Formulas

/// A deck as a value: its words, and everything drawn on its slides by name.
///
/// Every deck format is written from it, so a new format needs nothing else:
///
///     let talk = try illustration.presentation()
///     talk.words.sections.map(\.title)    // ["RNN", "the forward pass begins with the inputs", …]
///     talk.pages[22].map(\.name)          // ["x_1->h_1", …, "h_1", "h_1.value", …]
///
/// All coordinates are in points of the page, from its upper left corner, y downwards.
public struct Presentation: Hashable, Sendable {
  /// The words.
  public let words: DeckWords
  /// The width of the page in points.
  public let width: Double
  /// The height of the page in points.
  public let height: Double
  /// The colours.
  public let palette: Palette
  /// The typefaces that the letters were measured in, best first.
  public let families: [String]
  /// Everything drawn on each slide; later elements are on top.
  public let pages: [[Element]]

  /// Creates a deck.
  ///
  /// - Precondition: there is a page for each slide.
  public init(
    words: DeckWords, width: Double, height: Double, palette: Palette, families: [String],
    pages: [[Element]]
  ) {
    precondition(words.slides.count == pages.count, "each slide has a page")
    self.words = words
    self.width = width
    self.height = height
    self.palette = palette
    self.families = families
    self.pages = pages
  }
}

/// The words of a deck: its title, and what is said to each slide.
public struct DeckWords: Hashable, Sendable {
  /// Slides that belong together, such as the forward pass or one edge of the backward pass.
  public struct Section: Hashable, Sendable {
    /// What it is about, in plain text.
    public let title: String
    /// The places of its slides, counted from 0.
    public let slides: Range<Int>

    /// Creates a section.
    public init(title: String, slides: Range<Int>) {
      self.title = title
      self.slides = slides
    }
  }

  /// The words of one slide, a step of the lecture.
  public struct Slide: Hashable, Sendable {
    /// The step's number in the whole deck, from 1.
    public let number: Int
    /// The step's name, which it keeps when others are added: `backward h_2->h_1`.
    public let name: String
    /// A sentence for its title, in plain text.
    public let title: String
    /// What is said to it, in full sentences.
    public let narration: String
    /// What it shows, for readers who cannot see it.
    public let alternativeText: String

    /// Creates the words of a slide.
    public init(
      number: Int, name: String, title: String, narration: String, alternativeText: String
    ) {
      self.number = number
      self.name = name
      self.title = title
      self.narration = narration
      self.alternativeText = alternativeText
    }
  }

  /// The title, in plain text.
  public let title: String
  /// The language of all words.
  public let language: Language
  /// The sections in order; each slide is in one of them.
  public let sections: [Section]
  /// The slides in order.
  public let slides: [Slide]

  /// Creates the words of a deck.
  public init(title: String, language: Language, sections: [Section], slides: [Slide]) {
    self.title = title
    self.language = language
    self.sections = sections
    self.slides = slides
  }

  /// The place of a slide's section, from 0; `nil` for a slide without one.
  public func section(of slide: Int) -> Int? {
    sections.firstIndex { $0.slides.contains(slide) }
  }
}
