import Formulas
import Slides

/// The files in a deck for PowerPoint: everything but what is drawn on the slides.
struct PowerPointPackage {
  let colors: PowerPointColors
  /// The language of all words, such as `en-US`.
  let language: XMLText
  private let words: DeckWords
  private let width, height: Double

  /// Times New Roman is on every machine with Office, its letters are as wide as those of STIX, in
  /// which figures are measured, and programs that lack it have one with the same widths. Cambria
  /// Math has no bold and italic faces, and in programs that do not typeset formulas its lines are
  /// several times as high; it is for single signs that Times lacks.
  private static let typeface: XMLText = "Times New Roman"
  private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
  private static let package = "http://schemas.openxmlformats.org/package/2006/relationships/"

  init(_ presentation: Presentation) {
    colors = PowerPointColors(presentation.palette)
    words = presentation.words
    (width, height) = (presentation.width, presentation.height)
    language =
      switch words.language {
      case .english: "en-US"
      case .italian: "it-IT"
      }
  }

  /// Returns the file.
  ///
  /// - Parameters:
  ///   - pictures: the pictures of the slides, if they are in the file.
  ///   - drawing: what is drawn on a slide, counted from 0.
  /// - Throws: `ZIPError` with libzip's message.
  func written(
    pictures: [PowerPointDeck.Picture] = [], _ drawing: (Int) -> XMLText
  ) throws(ZIPError) -> [UInt8] {
    let archive = try ZIPArchive()
    for (name, part) in description + frame {
      try archive.add(name, Array(part.markup.utf8))
    }
    for index in words.slides.indices {
      let picture = pictures.isEmpty ? nil : pictures[index]
      for (name, part) in slide(index, drawing(index), hasPicture: picture != nil) {
        try archive.add(name, Array(part.markup.utf8))
      }
      if let picture {
        try archive.add("ppt/media/image\(index + 1).png", picture.png)
        try archive.add("ppt/media/image\(index + 1).svg", picture.svg)
      }
    }
    return try archive.written()
  }

  // MARK: The deck

  /// What the file says about itself; the list of types is first.
  private var description: [(String, XMLText)] {
    let types = words.slides.indices.map { index in
      PowerPointParts.contentTypeOfSlide.filled(["number": XMLText(index + 1)])
    }
    return [
      ("[Content_Types].xml", PowerPointParts.contentTypes.filled(["slides": XMLText(types)])),
      (
        "_rels/.rels",
        relationships([
          ("rIdDeck", Self.office + "officeDocument", "ppt/presentation.xml"),
          ("rIdCore", Self.package + "metadata/core-properties", "docProps/core.xml"),
          ("rIdApp", Self.office + "extended-properties", "docProps/app.xml"),
        ])
      ),
      ("docProps/app.xml", PowerPointParts.app.filled(["slides": XMLText(words.slides.count)])),
      (
        "docProps/core.xml",
        PowerPointParts.core.filled([
          "title": XMLText(escaping: words.title), "language": language,
        ])
      ),
    ]
  }

  /// The deck, its masters and themes.
  private var frame: [(String, XMLText)] {
    let slides = words.slides.indices.map { index in
      ("rIdSlide\(index + 1)", Self.office + "slide", "slides/slide\(index + 1).xml")
    }
    return [
      ("ppt/presentation.xml", presentation),
      (
        "ppt/_rels/presentation.xml.rels",
        relationships(
          [
            ("rIdMaster", Self.office + "slideMaster", "slideMasters/slideMaster1.xml"),
            ("rIdNotes", Self.office + "notesMaster", "notesMasters/notesMaster1.xml"),
            ("rIdProperties", Self.office + "presProps", "presProps.xml"),
            ("rIdView", Self.office + "viewProps", "viewProps.xml"),
            ("rIdTheme", Self.office + "theme", "theme/theme1.xml"),
            ("rIdTables", Self.office + "tableStyles", "tableStyles.xml"),
          ] + slides)
      ),
      ("ppt/presProps.xml", PowerPointParts.presentationProperties.filled([:])),
      ("ppt/viewProps.xml", PowerPointParts.viewProperties.filled([:])),
      ("ppt/tableStyles.xml", PowerPointParts.tableStyles.filled([:])),
      ("ppt/theme/theme1.xml", theme(Dictionary(uniqueKeysWithValues: colors.theme))),
      // Notes are black on white, also those of a dark deck.
      ("ppt/theme/theme2.xml", theme([:])),
      ("ppt/slideMasters/slideMaster1.xml", slideMaster),
      (
        "ppt/slideMasters/_rels/slideMaster1.xml.rels",
        relationships([
          ("rIdLayout", Self.office + "slideLayout", "../slideLayouts/slideLayout1.xml"),
          ("rIdTheme", Self.office + "theme", "../theme/theme1.xml"),
        ])
      ),
      (
        "ppt/slideLayouts/slideLayout1.xml",
        PowerPointParts.slideLayout.filled(["language": language, "placeholder": placeholder])
      ),
      (
        "ppt/slideLayouts/_rels/slideLayout1.xml.rels",
        relationships([
          ("rIdMaster", Self.office + "slideMaster", "../slideMasters/slideMaster1.xml")
        ])
      ),
      (
        "ppt/notesMasters/notesMaster1.xml",
        PowerPointParts.notesMaster.filled([
          "language": language, "imageHeight": .length(432 * height / width),
        ])
      ),
      (
        "ppt/notesMasters/_rels/notesMaster1.xml.rels",
        relationships([("rIdTheme", Self.office + "theme", "../theme/theme2.xml")])
      ),
    ]
  }

  private var presentation: XMLText {
    // Numbers of slides begin at 256 (19.7.13).
    let ids = words.slides.indices.map { XMLText(256 + $0) }
    let slides = ids.enumerated().map { index, id in
      PowerPointParts.slideID.filled(["id": id, "number": XMLText(index + 1)])
    }
    let sections = words.sections.enumerated().map { index, section in
      let number = String(index + 1, radix: 16, uppercase: true)
      let digits = String(repeating: "0", count: 12 - number.count) + number
      return PowerPointParts.section.filled([
        "title": XMLText(escaping: section.title),
        "id": XMLText(markup: "{556E726F-6C6C-4000-8000-\(digits)}"),
        "slides": XMLText(
          ids[section.slides].map { PowerPointParts.sectionSlide.filled(["id": $0]) }),
      ])
    }
    return PowerPointParts.presentation.filled([
      "slides": XMLText(slides), "width": .length(width), "height": .length(height),
      "language": language,
      "sections": sections.isEmpty
        ? .none : PowerPointParts.sections.filled(["sections": XMLText(sections)]),
    ])
  }

  /// The text in an empty title.
  private var placeholder: XMLText {
    switch words.language {
    case .english: "Title"
    case .italian: "Titolo"
    }
  }

  /// The title is above the slide, where PowerPoint's own hidden titles are: the drawing has a title
  /// and a caption of its own, and this one is for screen readers and outline view.
  private var slideMaster: XMLText {
    let titleHeight = 36.0
    return PowerPointParts.slideMaster.filled([
      "language": language, "placeholder": placeholder, "width": .length(width),
      "titleY": .length(-titleHeight - 6), "titleHeight": .length(titleHeight),
      "bg1": colors.isDark ? "dk1" : "lt1", "tx1": colors.isDark ? "lt1" : "dk1",
      "bg2": colors.isDark ? "dk2" : "lt2", "tx2": colors.isDark ? "lt2" : "dk2",
    ])
  }

  private func theme(_ colors: [String: String]) -> XMLText {
    func color(_ slot: String) -> XMLText {
      let usual = slot.hasPrefix("lt") ? "#ffffff" : "#000000"
      return XMLText(escaping: String((colors[slot] ?? usual).dropFirst()))
    }
    return PowerPointParts.theme.filled([
      "typeface": Self.typeface, "dk1": color("dk1"), "lt1": color("lt1"), "dk2": color("dk2"),
      "lt2": color("lt2"), "accent1": color("accent1"), "accent2": color("accent2"),
      "accent3": color("accent3"), "accent4": color("accent4"), "accent5": color("accent5"),
      "accent6": color("accent6"), "hlink": color("hlink"), "folHlink": color("folHlink"),
    ])
  }

  private func relationships(_ list: [(id: String, type: String, target: String)]) -> XMLText {
    PowerPointParts.relationships.filled([
      "relationships": XMLText(
        list.map {
          PowerPointParts.relationship.filled([
            "id": XMLText(escaping: $0.id), "type": XMLText(escaping: $0.type),
            "target": XMLText(escaping: $0.target),
          ])
        })
    ])
  }

  // MARK: A slide

  private func slide(
    _ index: Int, _ drawing: XMLText, hasPicture: Bool
  ) -> [(String, XMLText)] {
    let number = index + 1
    let words = words.slides[index]
    let slide = PowerPointParts.slide.filled([
      "language": language, "title": XMLText(escaping: words.title), "shapes": drawing,
      "transition": index == 0 ? .none : PowerPointParts.transition.filled([:]),
    ])
    let notes = PowerPointParts.notesSlide.filled([
      "language": language, "note": XMLText(escaping: words.narration),
    ])
    var links = [
      ("rIdLayout", Self.office + "slideLayout", "../slideLayouts/slideLayout1.xml"),
      ("rIdNotes", Self.office + "notesSlide", "../notesSlides/notesSlide\(number).xml"),
    ]
    if hasPicture {
      links.append(("rIdPNG", Self.office + "image", "../media/image\(number).png"))
      links.append(("rIdSVG", Self.office + "image", "../media/image\(number).svg"))
    }
    return [
      ("ppt/slides/slide\(number).xml", slide),
      ("ppt/slides/_rels/slide\(number).xml.rels", relationships(links)),
      ("ppt/notesSlides/notesSlide\(number).xml", notes),
      (
        "ppt/notesSlides/_rels/notesSlide\(number).xml.rels",
        relationships([
          ("rIdMaster", Self.office + "notesMaster", "../notesMasters/notesMaster1.xml"),
          ("rIdSlide", Self.office + "slide", "../slides/slide\(number).xml"),
        ])
      ),
    ]
  }
}
