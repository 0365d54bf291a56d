import Formulas
import Slides

/// Makes the pages that cairo wrote into a deck that is the same on any day, in any time zone and in
/// any process, and that says what it shows.
///
/// It gets a title and a language, an outline entry and one page label for each section (so that
/// presenters jump between sections; PDF 32000-1, 12.4.2), and a structure in which each page is a
/// figure with its alternative text (14.7).
public enum PDFDeck {
  /// Where what is said to each slide goes.
  public enum Notes: String, CaseIterable, Sendable {
    /// Nowhere.
    case none
    /// Into a file beside the PDF, for the presenter's programs pdfpc and pympress.
    case pdfpc
    /// Into the PDF, as annotations, which presenters show only to the speaker.
    case annotations
  }

  /// Returns a finished PDF.
  ///
  /// - Parameters:
  ///   - raw: the pages as cairo wrote them, one for each slide.
  ///   - words: the words of the deck.
  ///   - hasNotes: whether what is said is put into annotations.
  /// - Throws: `PDFError` with libqpdf's message if the bytes are not a PDF.
  public static func finished(
    _ raw: [UInt8], _ words: DeckWords, hasNotes: Bool = false
  ) throws(PDFError) -> [UInt8] {
    let file = try PDFFile(raw)
    for date in ["/CreationDate", "/ModDate"] { file.removeInformation(date) }
    let information = file.value("/Info", of: file.trailer)
    file.set("/Title", of: information, to: file.string(words.title))
    file.set("/Lang", of: file.root, to: file.string(words.language.rawValue))
    file.set(
      "/ViewerPreferences", of: file.root, to: file.parsed("<< /DisplayDocTitle true >>"))
    for page in 0..<file.pageCount { file.removeTransparency(from: file.page(page)) }
    file.addStructure(words)
    if words.slides.count > 1, !words.sections.isEmpty {
      file.addLabels(words)
      file.addOutline(words)
    }
    if hasNotes { file.addNotes(words) }
    return try file.written()
  }

  /// Returns the notes of a deck for pdfpc: the file beside the PDF.
  ///
  /// The format is that of pdfpc 4 (`pdfpcFormat` 2): pages with one label are one slide, whose
  /// overlays are counted.
  public static func pdfpc(_ words: DeckWords) -> [UInt8] {
    let pages = words.slides.enumerated().map { index, slide -> JSONText in
      let section = words.section(of: index) ?? 0
      return .object([
        ("idx", .integer(index)), ("label", .string("\(section + 1)")),
        ("overlay", .integer(index - words.sections[section].slides.lowerBound)),
        ("note", .string(slide.narration)),
      ])
    }
    let notes = JSONText.object(
      [("pdfpcFormat", .integer(2)), ("disableMarkdown", .bool(true))],
      [("pages", .lines(pages, indent: 2))])
    return Array("\(notes)\n".utf8)
  }

  /// The version of libqpdf, such as `11.3.0`.
  public static var libraryVersion: String? { PDFFile.libraryVersion }
}

extension PDFFile {
  /// Removes the transparency groups of a page, which figures do not need and which make printers
  /// and pdfTeX change its colours.
  fileprivate func removeTransparency(from page: Object) {
    remove("/Group", from: page)
    let forms = value("/XObject", of: value("/Resources", of: page))
    for name in keys(of: forms) { remove("/Group", from: dictionary(of: value(name, of: forms))) }
  }

  /// Makes each page a figure with its alternative text, for readers who cannot see it.
  fileprivate func addStructure(_ words: DeckWords) {
    let tree = indirect(parsed("<< /Type /StructTreeRoot >>"))
    let document = indirect(parsed("<< /Type /StructElem /S /Document >>"))
    set("/P", of: document, to: tree)
    var figures: [Object] = []
    var parents: [Object] = []
    for (index, slide) in words.slides.enumerated() {
      let page = page(index)
      let figure = indirect(parsed("<< /Type /StructElem /S /Figure /K 0 >>"))
      set("/P", of: figure, to: document)
      set("/Pg", of: figure, to: page)
      set("/Alt", of: figure, to: string(slide.alternativeText))
      let content = items(of: value("/Contents", of: page))
      let begin = indirect(stream("/Figure <</MCID 0>> BDC\n"))
      set(
        "/Contents", of: page, to: array([begin] + content + [indirect(stream("\nEMC\n"))]))
      set("/StructParents", of: page, to: number(index))
      figures.append(figure)
      parents += [number(index), array([figure])]
    }
    set("/K", of: document, to: array(figures))
    set("/K", of: tree, to: document)
    let numbers = parsed("<< >>")
    set("/Nums", of: numbers, to: array(parents))
    set("/ParentTree", of: tree, to: indirect(numbers))
    set("/StructTreeRoot", of: root, to: tree)
    set("/MarkInfo", of: root, to: parsed("<< /Marked true >>"))
  }

  /// Gives all pages of a section one label: the section's number.
  fileprivate func addLabels(_ words: DeckWords) {
    var entries: [Object] = []
    for (number, section) in zip(1..., words.sections) {
      for slide in section.slides {
        let label = parsed("<< >>")
        set("/P", of: label, to: string("\(number)"))
        entries += [self.number(slide), label]
      }
    }
    let labels = parsed("<< >>")
    set("/Nums", of: labels, to: array(entries))
    set("/PageLabels", of: root, to: labels)
  }

  /// Adds an entry for each section, which leads to its first page.
  fileprivate func addOutline(_ words: DeckWords) {
    let outline = indirect(parsed("<< /Type /Outlines >>"))
    let entries = words.sections.map { section in
      let entry = indirect(parsed("<< >>"))
      set("/Title", of: entry, to: string(section.title))
      set("/Parent", of: entry, to: outline)
      set("/Dest", of: entry, to: array([page(section.slides.lowerBound), parsed("/Fit")]))
      return entry
    }
    for (one, next) in zip(entries, entries.dropFirst()) {
      set("/Next", of: one, to: next)
      set("/Prev", of: next, to: one)
    }
    guard let first = entries.first, let last = entries.last else { return }
    set("/First", of: outline, to: first)
    set("/Last", of: outline, to: last)
    set("/Count", of: outline, to: number(entries.count))
    set("/Outlines", of: root, to: outline)
  }

  /// Adds what is said as a hidden comment on each page, which presenters show to the speaker.
  fileprivate func addNotes(_ words: DeckWords) {
    for (index, slide) in words.slides.enumerated() where !slide.narration.isEmpty {
      let page = page(index)
      // The flags keep it from being printed, moved and turned.
      let note = indirect(
        parsed("<< /Type /Annot /Subtype /Text /Rect [0 0 18 18] /F 24 /Name /Note >>"))
      set("/Contents", of: note, to: string(slide.narration))
      set("/Annots", of: page, to: array([note]))
    }
  }
}
