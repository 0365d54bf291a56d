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
      Where what is said to each step goes with a PDF: none, pdfpc (talk.pdfpc, for pdfpc and \
      pympress), or annotations (in the PDF itself).
      """, valueName: "none|pdfpc|annotations"))
  var speakerNotes: PDFDeck.Notes = .none

  @Option(
    help: ArgumentHelp(
      """
      What is on the slides of talk.pptx: shapes, which can be edited and which PowerPoint morphs, \
      or pictures, which look the same everywhere.
      """, valueName: "shapes|pictures"))
  var pptx: PowerPointDeck.Content = .shapes

  @Option(
    help: ArgumentHelp(
      """
      What talk.tex is: beamer, a talk with an overlay for each step; page, a page for each; or \
      figure, a picture to include by \\input.
      """, valueName: "beamer|page|figure"))
  var tex: TeXDeck.Mode = .beamer

  /// The flags as the formats take them.
  var options: DeckOptions {
    var options = DeckOptions()
    options.notes = speakerNotes
    options.powerPoint = pptx
    options.tex = tex
    return options
  }
}
