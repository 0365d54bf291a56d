import Formulas

/// The contents of a page, with functions that draw its pictures.
public struct Exhibit: Sendable {
  /// Draws a picture as SVG when it is requested; `nil` if that fails.
  public typealias Picture = @Sendable () async -> [UInt8]?

  /// The text of the page and the names of its pictures.
  public var page: Page
  /// The pictures by name. A name identifies the content: different content has a different name.
  public var pictures: [String: Picture]

  /// Creates an exhibit.
  public init(page: Page, pictures: [String: Picture] = [:]) {
    self.page = page
    self.pictures = pictures
  }

  /// The text of a page, in the form that its script reads.
  public struct Page: Hashable, Sendable, Encodable {
    /// How the figures are displayed.
    public enum Kind: String, Sendable, Encodable {
      /// One below another.
      case document
      /// One picture large, with its narration, and all pictures small.
      case deck
    }

    /// A figure of a document. A deck has a single figure with all its steps.
    public struct Figure: Hashable, Sendable, Encodable {
      /// An identity that stays the same when the figure changes.
      public var identity: Int
      /// The document heading above the figure.
      public var heading: String?
      /// Its place in the document, such as `notes.md:12`.
      public var place: String?
      /// The author's caption.
      public var caption: String?
      /// The error in it, if any; the pictures are then the last good ones.
      public var error: Message?
      /// How several pictures are arranged: `figure`, `strip`, `grid` or `stack`.
      public var shape: String?
      /// Whether pictures are still being drawn.
      public var isPending = false
      /// The pictures in order.
      public var pictures: [Picture] = []

      /// Creates a figure without text or pictures.
      public init(identity: Int) { self.identity = identity }
    }

    /// A picture and its text.
    public struct Picture: Hashable, Sendable, Encodable {
      /// Its name among the pictures of the exhibit.
      public var name: String
      /// The alternative text, for readers who cannot see the picture.
      public var alternativeText: String
      /// A one-line caption: that of a step, or what distinguishes this picture from the others.
      public var caption: String?
      /// The narration.
      public var narration: String?

      /// Creates a picture from its name and text.
      public init(
        name: String, alternativeText: String, caption: String? = nil, narration: String? = nil
      ) {
        self.name = name
        self.alternativeText = alternativeText
        self.caption = caption
        self.narration = narration
      }
    }

    /// How the figures are displayed.
    public var kind: Kind
    /// The title of the page.
    public var title: String
    /// The name of the watched file.
    public var file: String
    /// The language of the text, as in HTML.
    public var language: String?
    /// The error in the whole file, if any; the figures are then the last good ones.
    public var error: Message?
    /// The figures in order.
    public var figures: [Figure] = []

    /// Creates a page without figures.
    public init(kind: Kind, title: String, file: String) {
      self.kind = kind
      self.title = title
      self.file = file
    }
  }
}
