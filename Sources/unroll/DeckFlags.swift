import ArgumentParser
import Publishing
import UnrollKit

extension PDFDeck.Notes: ExpressibleByArgument {}
extension PowerPointDeck.Content: ExpressibleByArgument {}
extension TeXDeck.Mode: ExpressibleByArgument {}

extension OutputFormat: ExpressibleByArgument {
  /// Reads an extension such as `pptx`.
  public init?(argument: String) {
    guard let format = Self.all.first(where: { $0.fileExtension == argument.lowercased() }) else {
      return nil
    }
    self = format
  }

  /// The extension.
  public var defaultValueDescription: String { fileExtension }
  /// The extensions of all formats.
  public static var allValueStrings: [String] { all.map(\.fileExtension) }
}

/// The flags for decks that are one file.
struct DeckFlags: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Where the speaker notes of a PDF go: none, pdfpc (talk.pdfpc, for pdfpc and \
      pympress), or annotations (in the PDF itself). (default: none)
      """, valueName: "none|pdfpc|annotations"))
  var speakerNotes: PDFDeck.Notes?

  @Option(
    help: ArgumentHelp(
      """
      What is on the slides of talk.pptx: shapes, which can be edited and which PowerPoint morphs, \
      or pictures, which look the same everywhere. (default: shapes)
      """, valueName: "shapes|pictures"))
  var pptx: PowerPointDeck.Content?

  @Option(
    help: ArgumentHelp(
      """
      What talk.tex is: beamer, a talk with an overlay for each step; page, a page for each; or \
      figure, a picture to include by \\input. (default: beamer)
      """, valueName: "beamer|page|figure"))
  var tex: TeXDeck.Mode?

  /// The flags as the formats take them.
  var options: DeckOptions {
    var options = DeckOptions()
    options.notes = speakerNotes ?? options.notes
    options.powerPoint = pptx ?? options.powerPoint
    options.tex = tex ?? options.tex
    return options
  }

  /// Checks that each flag has an output that it changes.
  func check(_ plans: [OutputPlan]) throws {
    let decks = plans.flatMap(\.decks)
    for (flag, isGiven, format) in [
      ("--speaker-notes", speakerNotes != nil, DeckFormat.pdf), ("--pptx", pptx != nil, .pptx),
      ("--tex", tex != nil, .tex),
    ] where isGiven && !decks.contains(format) {
      throw Failure.usage(
        "\(flag): it is for -o talk.\(format.rawValue), and no output is one")
    }
    if speakerNotes == .pdfpc,
      let stream = plans.first(where: { $0.isStream && $0.decks.contains(.pdf) })
    {
      throw Failure.usage(
        "-o \(stream.argument): --speaker-notes pdfpc writes a file beside the deck; name a file, "
          + "or write --speaker-notes annotations")
    }
  }
}
