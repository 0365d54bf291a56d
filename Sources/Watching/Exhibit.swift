/// What a page shows, and how its pictures are made.
public struct Exhibit: Sendable {
  /// Makes a picture as SVG when somebody looks at it; `nil` if that fails.
  public typealias Picture = @Sendable () async -> [UInt8]?

  /// The words and the pictures' names.
  public var page: Page
  /// The pictures by name. A name stands for a content: another content has another name.
  public var pictures: [String: Picture]

  /// Makes an exhibit.
  public init(page: Page, pictures: [String: Picture] = [:]) {
    self.page = page
    self.pictures = pictures
  }

  /// The words of a page, as its script reads them.
  public struct Page: Hashable, Sendable, Encodable {
    /// How the figures are shown.
    public enum Kind: String, Sendable, Encodable {
      /// One below the other.
      case document
      /// One of them large, with what is said to it, and all small.
      case deck
    }

    /// A figure of a document; of a deck there is one with all steps.
    public struct Figure: Hashable, Sendable, Encodable {
      /// The same for the same figure after a change.
      public var identity: Int
      /// The document's heading above it.
      public var heading: String?
      /// Where it stands: `notes.md:12`.
      public var place: String?
      /// The author's caption.
      public var caption: String?
      /// What is wrong with it; the pictures are the last good ones.
      public var error: String?
      /// How several pictures stand together: `figure`, `strip`, `grid` or `stack`.
      public var shape: String?
      /// Whether pictures are still to come.
      public var isPending = false
      /// The pictures in order.
      public var pictures: [Picture] = []

      /// Makes a figure without words or pictures.
      public init(identity: Int) { self.identity = identity }
    }

    /// One picture and its words.
    public struct Picture: Hashable, Sendable, Encodable {
      /// Its name among the exhibit's pictures.
      public var name: String
      /// What it shows, for who does not see it.
      public var alternativeText: String
      /// A line about it: a step's caption, or what tells it from others.
      public var caption: String?
      /// What is said to it.
      public var narration: String?

      /// Makes a picture's words.
      public init(
        name: String, alternativeText: String, caption: String? = nil, narration: String? = nil
      ) {
        self.name = name
        self.alternativeText = alternativeText
        self.caption = caption
        self.narration = narration
      }
    }

    /// How the figures are shown.
    public var kind: Kind
    /// The page's title.
    public var title: String
    /// The name of the file that is watched.
    public var file: String
    /// The words' language as HTML writes it.
    public var language: String?
    /// What is wrong with all of it; the figures are the last good ones.
    public var error: String?
    /// The figures in order.
    public var figures: [Figure] = []

    /// Makes a page without figures.
    public init(kind: Kind, title: String, file: String) {
      self.kind = kind
      self.title = title
      self.file = file
    }
  }
}
