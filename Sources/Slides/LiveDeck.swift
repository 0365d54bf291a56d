import Formulas

/// A deck that computes its numbers again: its drawing in pieces, its words, and its network.
public struct LiveDeck: Sendable {
  /// A quantity of the network.
  public struct Node: Hashable, Sendable {
    /// Its id in the trace: `h_1`.
    public let id: String
    /// What it is: `state`, `input`.
    public let kind: String
    /// Its name as a formula.
    public let name: Notation

    /// Creates a quantity.
    public init(id: String, kind: String, name: Notation) {
      (self.id, self.kind, self.name) = (id, kind, name)
    }
  }

  /// A quantity whose value can be set.
  public struct Knob: Hashable, Sendable {
    /// What it is called, also in addresses.
    public let name: String
    /// What it is: `parameter`, `input`, `initial` or `target`.
    public let kind: String
    /// The token whose embedding it is.
    public let token: String?
    /// All nodes that hold it.
    public let nodes: [Int]
    /// Its value.
    public let value: Value
    /// Where its components are in the lesson's text, in UTF-16 code units.
    public let places: [Range<Int>]?

    /// Creates a knob.
    public init(
      name: String, kind: String, token: String?, nodes: [Int], value: Value, places: [Range<Int>]?
    ) {
      (self.name, self.kind, self.token) = (name, kind, token)
      (self.nodes, self.value, self.places) = (nodes, value, places)
    }
  }

  /// The file of the lesson.
  public struct File: Hashable, Sendable {
    /// Its name without folders.
    public let name: String
    /// Its text.
    public let text: String
    /// Whether it says anything of values at time 0.
    public let hasInitial: Bool

    /// Creates a file.
    public init(name: String, text: String, hasInitial: Bool) {
      (self.name, self.text, self.hasInitial) = (name, text, hasInitial)
    }
  }

  /// The words of a slide as formulas, so that numbers in them are found.
  public struct Words: Hashable, Sendable {
    /// Which step it is: "Step 3 of 26".
    public let numbering: String
    /// The title.
    public let title: Notation
    /// What is said.
    public let narration: Notation

    /// Creates words.
    public init(numbering: String, title: Notation, narration: Notation) {
      (self.numbering, self.title, self.narration) = (numbering, title, narration)
    }
  }

  /// The words.
  public let words: DeckWords
  /// The words of each slide, with their numbers.
  public let liveWords: [Words]
  /// The drawing.
  public let picture: LivePicture
  /// The colours of each theme that a reader can choose, by the theme's name.
  public let themes: [(name: String, palette: Palette)]
  /// The name of the deck's own theme.
  public let theme: String
  /// With how many significant digits numbers are written.
  public let digits: Int
  /// The compiled network.
  public let graph: String
  /// The compiled training, if the lesson has any.
  public let training: String?
  /// Its quantities.
  public let nodes: [Node]
  /// What can be set.
  public let knobs: [Knob]
  /// The lesson.
  public let file: File
  /// The place of the slide with the question, from 0.
  public let question: Int?
  /// Whether numbers are hidden until they are asked for.
  public let asksFirst: Bool

  /// Creates a deck.
  public init(
    words: DeckWords, liveWords: [Words], picture: LivePicture,
    themes: [(name: String, palette: Palette)], theme: String, digits: Int, graph: String,
    training: String?,
    nodes: [Node], knobs: [Knob], file: File, question: Int?, asksFirst: Bool
  ) {
    (self.words, self.liveWords, self.picture) = (words, liveWords, picture)
    (self.themes, self.theme, self.digits) = (themes, theme, digits)
    self.training = training
    (self.graph, self.nodes, self.knobs, self.file) = (graph, nodes, knobs, file)
    (self.question, self.asksFirst) = (question, asksFirst)
  }
}
