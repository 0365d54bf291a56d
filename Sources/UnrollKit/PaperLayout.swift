import Figures
import Formulas
import Graphviz
import Lessons
import Look
import Publishing
import Storyboards

/// The steps of a lesson laid out for printing, several to a page of A4, with their captions.
///
///     let layout = try PaperLayout(of: lesson, .six)
///     let pages = try layout.pages(of: layout.steps)
///     try pages.rendered(0, as: .pdf)
///
/// The pages are portrait or landscape, whichever gives larger letters without crowding.
public struct PaperLayout {
  /// The pages of some steps, in the colors of one theme.
  public struct Pages {
    private let handout: Handout

    private let usualID: String

    fileprivate init(_ handout: Handout, id: String) {
      (self.handout, usualID) = (handout, id)
    }

    /// How many pages there are.
    public var count: Int { handout.pages.count }
    /// The size of the smallest printed letters of the deck, in points.
    public var smallestLetters: Double { handout.smallestLetters }

    /// Returns a page, counted from 0, as the tool writes it to a file.
    ///
    /// - Parameters:
    ///   - pixelsPerInch: the resolution of PNG.
    ///   - id: the prefix of the ids in SVG; by default the lesson's `id`, or else its file name.
    ///   - variant: the theme's name, to keep the ids apart if a page is drawn in several themes.
    /// - Precondition: the page's number is less than `count`.
    /// - Throws: `IllustrationError` if libgraphviz fails.
    public func rendered(
      _ page: Int, as format: FigureFormat, pixelsPerInch: Double = 200, id: String? = nil,
      variant: String? = nil
    ) throws(IllustrationError) -> [UInt8] {
      guard let format = format.drawing(pixelsPerInch: pixelsPerInch) else {
        return try pdf(of: page..<page + 1)
      }
      return try IllustrationError.typed {
        try handout.rendered(page, as: format, id: id ?? usualID, variant: variant)
      }
    }

    /// Returns a PDF of all pages.
    ///
    /// - Throws: `IllustrationError` if libgraphviz or libqpdf fails.
    public func pdf() throws(IllustrationError) -> [UInt8] { try pdf(of: 0..<count) }

    private func pdf(of pages: Range<Int>) throws(IllustrationError) -> [UInt8] {
      try IllustrationError.typed {
        let document = try PDFDocument()
        for page in pages { try handout.addPage(page, to: document) }
        return try PDFDeck.finished(document.finished(), words(of: pages))
      }
    }

    /// What the pages show.
    private func words(of pages: Range<Int>) -> DeckWords {
      let board = handout.scene.storyboard
      return DeckWords(
        title: board.title ?? usualID, language: board.language, sections: [],
        slides: pages.map { page in
          let steps = handout.pages[page]
          return .init(
            number: page + 1, name: "page \(page + 1)",
            title: steps.first.map { board.title(of: $0) } ?? "",
            narration: steps.map(\.narration).joined(separator: "\n\n"),
            alternativeText: steps.map { "\(board.numbering(of: $0)): \($0.alternativeText)" }
              .joined(separator: " "))
        })
    }
  }

  private let illustration: Illustration
  private let grid: Handout.Grid

  /// The lesson.
  public var lesson: Lesson { illustration.lesson }
  /// The steps of the whole deck.
  public var steps: [Step] { illustration.steps }
  /// The colors.
  public var theme: Theme { illustration.theme }

  // The page shows them once.
  private static let unneeded: [Part: Visibility] = [.title: .hidden, .caption: .hidden]

  /// Chooses the page.
  ///
  /// - Parameters:
  ///   - arrangement: how many steps share a page.
  ///   - overrides: settings that take precedence over the lesson's.
  /// - Throws: `IllustrationError`, as `Illustration`'s initializer and its `scene` do.
  public init(
    of lesson: Lesson, _ arrangement: Handout.Arrangement, with overrides: Overrides = Overrides()
  ) throws(IllustrationError) {
    let given = try OverriddenLesson(lesson, overrides)
    let numbers = try CheckedTrace(of: given.lesson, given.training)
    var best: (illustration: Illustration, grid: Handout.Grid)?
    var most = (isClear: false, letters: 0.0)
    // The steps and columns are those of the talk, so that the numbers on paper are those on slides.
    let board = try given.storyboard(of: numbers.trace, telling: given.deck)
    for grid in arrangement.grids {
      // A canvas that was chosen is the only one.
      var tried = given
      tried.settings = LookSettings(canvas: grid.canvas).overridden(by: given.settings)
      tried.settings = tried.settings.overridden(by: LookSettings(parts: Self.unneeded))
      let illustration = Illustration(tried, numbers, board, board.steps)
      let scene = try illustration.scene()
      let letters = try IllustrationError.typed {
        try Handout(of: scene, showing: [], on: grid).smallestLetters
      }
      let isClear = scene.unplaced.isEmpty && scene.problems.isEmpty
      // A tenth is visibly larger; less is not worth another page.
      let isBetter = isClear == most.isClear ? letters > 1.1 * most.letters : isClear
      guard best == nil || isBetter else { continue }
      best = (illustration, grid)
      most = (isClear, letters)
    }
    guard let best else { preconditionFailure("an arrangement has a grid") }
    (illustration, grid) = best
  }

  /// Returns the pages of some steps.
  public func pages(
    of steps: [Step], in theme: Theme? = nil
  ) throws(IllustrationError) -> Pages {
    let scene = try illustration.colored(theme ?? illustration.theme).scene()
    return Pages(
      try IllustrationError.typed { try Handout(of: scene, showing: steps, on: grid) },
      id: lesson.usualID)
  }
}
