import Figures
import Look
import Publishing
import Slides
import Storyboards

/// One of the files of a run of `unroll render`: a picture or a deck in one theme, and its path.
///
///     let files = try OutputFile.all(of: plans, themes: [.light], steps: illustration.steps) { $0.pictureName }
///     for file in files { try illustration.colored(file.theme).bytes(of: file, DeckOptions()) }
public struct OutputFile: Sendable {
  /// What it holds.
  public enum Content: Hashable, Sendable {
    /// A step.
    case picture(Step, FigureFormat)
    /// All steps.
    case deck(DeckFormat)
    /// What is said to each step, beside a deck.
    case notes
  }

  /// The colors.
  public let theme: Theme
  /// What it holds.
  public let content: Content
  /// Its path; `-` is standard output.
  public let path: String
  /// The prefix of ids in it.
  public let id: String

  /// Returns all files of some outputs, theme by theme: pictures, then animations, whose
  /// encoding takes the longest and can go on beside the rest, then other decks.
  ///
  /// - Parameters:
  ///   - variants: whether file names say the theme.
  ///   - hasNotes: whether a file with notes is beside each PDF.
  ///   - id: the prefix of ids in the files of an output.
  /// - Throws: `OutputError` if two of them have one path.
  public static func all(
    of plans: [OutputPlan], themes: [Theme], variants: Bool = false, steps: [Step],
    hasNotes: Bool = false, id: (OutputPlan) -> String
  ) throws(OutputError) -> [OutputFile] {
    var files: [OutputFile] = []
    for theme in themes {
      let variant = variants ? theme.name : nil
      for plan in plans {
        for format in plan.formats {
          files += steps.map { step in
            OutputFile(
              theme: theme, content: .picture(step, format),
              path: plan.path(
                forStep: step.number, ofChosen: steps.count, format: format, variant: variant),
              id: id(plan))
          }
        }
      }
      let decks = plans.flatMap { plan in plan.decks.map { (plan: plan, format: $0) } }
      for isAnimation in [true, false] {
        for (plan, format) in decks where format.isAnimation == isAnimation {
          let path = plan.path(of: format, variant: variant)
          files.append(OutputFile(theme: theme, content: .deck(format), path: path, id: id(plan)))
          guard format == .pdf, hasNotes, !plan.isStream else { continue }
          files.append(
            OutputFile(
              theme: theme, content: .notes,
              path: path.dropLast(format.rawValue.count) + "pdfpc", id: id(plan)))
        }
      }
    }
    try OutputPlan.checkUnique(files.map(\.path))
    return files
  }
}

/// How decks are written.
public struct DeckOptions: Sendable {
  /// Where what is said goes in a PDF.
  public var notes = PDFDeck.Notes.none
  /// What is on the slides of a PPTX.
  public var powerPoint = PowerPointDeck.Content.shapes
  /// What a file of LaTeX is.
  public var tex = TeXDeck.Mode.beamer
  /// The resolution of animations in pixels per inch; `nil` for 1280 pixels on the longest side.
  public var pixelsPerInch: Double?

  /// The usual options.
  public init() {}
}

extension Illustration {
  /// Returns the deck of `steps` as one file.
  ///
  ///     try illustration.deck(as: .pdf)  // a page for each step
  ///
  /// - Throws: `IllustrationError` if a library fails.
  public func deck(
    as format: DeckFormat, _ options: DeckOptions = DeckOptions()
  ) throws(IllustrationError) -> [UInt8] {
    switch format {
    case .pdf: try pdf(of: steps, hasNotes: options.notes == .annotations)
    case .pptx: try powerPoint(options.powerPoint)
    case .typ: TypstDeck.written(try presentation())
    case .tex: TeXDeck.written(try presentation(), as: options.tex)
    case .html: try page().content
    case .webp, .gif: try animation(as: format, pixelsPerInch: options.pixelsPerInch)
    }
  }

  /// Returns the deck of `steps` as a page of HTML that computes its numbers again.
  ///
  ///     try illustration.page(isServed: true).version  // "9c1185a5c5e9fc54"
  ///
  /// - Parameter isServed: whether a server on this machine shows the page, which it then listens
  ///   to.
  /// - Throws: `IllustrationError` if libgraphviz fails.
  public func page(isServed: Bool = false) throws(IllustrationError) -> HTMLPage {
    HTMLDeck.page(of: try liveDeck(), families: Scene.typefaces, isServed: isServed)
  }
}
