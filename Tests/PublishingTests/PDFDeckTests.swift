import Foundation
import Graphviz
import Slides
import Testing

@testable import Publishing

@Suite struct PDFDeckTests {
  private let empty = DeckWords(title: "RNN", language: .english, sections: [], slides: [])
  /// A deck of three slides in two sections.
  private let words = DeckWords(
    title: "Rückwärts σ(x)", language: .italian,
    sections: [.init(title: "avanti", slides: 0..<2), .init(title: "∂Loss", slides: 2..<3)],
    slides: (1...3).map {
      .init(
        number: $0, name: "value h_\($0)", title: "title \($0)", narration: "We say “\($0)”.",
        alternativeText: "Picture (\($0)) of ∂")
    })

  /// Pages as cairo writes them, with a text on each.
  private func pages(_ count: Int) throws -> [UInt8] {
    let document = try PDFDocument()
    for page in 0..<count {
      let drawing = try Drawing(name: "page", width: 200, height: 100, background: "#ffffff")
      let run = TextRun("letters \(page)", font: Font(face: Face(family: "Sans"), size: 12))
      _ = try drawing.addText(
        PlacedText(run, color: "#000000", left: 20, baseline: 50, width: 60))
      try drawing.layOut()
      try drawing.addPage(to: document)
    }
    return try document.finished()
  }

  /// The objects of a file, with one blank between words.
  private func objects(_ file: [UInt8]) -> String {
    PDFObjects.text(of: file).split { $0 == " " || $0 == "\n" }.joined(separator: " ")
  }

  @Test("A deck has a page a slide, of one size and without a transparency group")
  func pages() throws {
    let raw = try pages(3)
    // The search finds what is there.
    #expect(objects(raw).contains("/Group") && objects(raw).contains("/CreationDate"))
    let text = objects(try PDFDeck.finished(raw, words))
    #expect(text.components(separatedBy: "/MediaBox [ 0 0 200 100 ]").count == 4)
    #expect(!text.contains("/Group") && !text.contains("Date"))
    #expect(text.hasPrefix("%PDF-1.5"))
    // One font for all pages, which can be searched.
    #expect(text.components(separatedBy: "/FontFile").count == 2)
    #expect(text.contains("/ToUnicode"))
  }

  @Test("A deck says its title and language, and has an outline entry and a label a section")
  func sections() throws {
    let text = objects(try PDFDeck.finished(pages(3), words))
    func unicode(_ text: String) -> String {
      "<feff" + text.utf16.map { String(format: "%04x", $0) }.joined() + ">"
    }
    #expect(text.contains("/Title \(unicode("Rückwärts σ(x)"))"))
    #expect(text.contains("/Lang (it)") && text.contains("/DisplayDocTitle true"))
    #expect(text.contains("/Title (avanti)") && text.contains("/Title \(unicode("∂Loss"))"))
    #expect(text.contains("/Nums [ 0 << /P (1) >> 1 << /P (1) >> 2 << /P (2) >> ]"))
    let alone = objects(
      try PDFDeck.finished(
        pages(1),
        DeckWords(
          title: "RNN", language: .english, sections: [.init(title: "RNN", slides: 0..<1)],
          slides: [words.slides[0]])))
    #expect(alone.contains("/Title (RNN)"))
    #expect(!alone.contains("/Outlines") && !alone.contains("/PageLabels"))
  }

  @Test("Each page is a figure with its alternative text in the structure of the document")
  func structure() throws {
    let text = objects(try PDFDeck.finished(pages(3), words))
    #expect(text.contains("/Marked true"))
    #expect(text.components(separatedBy: "/S /Figure").count == 4)
    #expect(text.components(separatedBy: "/Figure <</MCID 0>> BDC").count == 4)
    #expect(text.components(separatedBy: " EMC ").count == 4)
    #expect((0..<3).allSatisfy { text.contains("/StructParents \($0)") })
  }

  @Test("Notes are hidden comments on their pages only if they are asked for")
  func annotations() throws {
    let without = objects(try PDFDeck.finished(pages(3), words))
    #expect(!without.contains("/Annot"))
    let with = objects(try PDFDeck.finished(pages(3), words, hasNotes: true))
    #expect(with.components(separatedBy: "/Subtype /Text").count == 4)
  }

  @Test("Notes for pdfpc number the pages of a section as overlays of one slide")
  func pdfpc() {
    #expect(
      String(decoding: PDFDeck.pdfpc(words), as: UTF8.self) == """
        {"pdfpcFormat": 2, "disableMarkdown": true,
         "pages": [
          {"idx": 0, "label": "1", "overlay": 0, "note": "We say “1”."},
          {"idx": 1, "label": "1", "overlay": 1, "note": "We say “2”."},
          {"idx": 2, "label": "2", "overlay": 0, "note": "We say “3”."}]}

        """)
  }

  /// A file with an object before the information dictionary and one after it.
  private func file(_ information: String) -> [UInt8] {
    let objects = [
      "1 0 obj\n<< /Type /Catalog /Pages 3 0 R >>\nendobj\n",
      "2 0 obj\n<< /Producer (cairo) \(information) >>\nendobj\n",
      "3 0 obj\n<< /Type /Pages /Kids [ ] /Count 0 >>\nendobj\n",
    ]
    var text = "%PDF-1.5\n"
    var table = "xref\n0 4\n0000000000 65535 f \n"
    for object in objects {
      let digits = String(text.utf8.count)
      table += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
      text += object
    }
    return Array(
      "\(text)\(table)trailer\n<< /Size 4 /Root 1 0 R /Info 2 0 R >>\nstartxref\n\(text.utf8.count)\n%%EOF\n"
        .utf8)
  }

  @Test(
    "Dates are removed in any time zone, compressed or not, so that the results are the same",
    arguments: [PDFObjects.plain, .compressed],
    [
      "/CreationDate (D:20261125085204Z)", "/CreationDate (D:20261125085204+09'00)",
      "/CreationDate (D:20261125085204-04'30') /ModDate (D:20261126)",
    ])
  func date(objects: PDFObjects, dates: String) throws {
    let dated = try #require(objects.bytes(of: file(dates)))
    #expect(PDFObjects.text(of: dated).contains("D:2026"))
    let finished = try PDFDeck.finished(dated, empty)
    #expect(try finished == PDFDeck.finished(#require(objects.bytes(of: file(""))), empty))
    #expect(!PDFObjects.text(of: finished).contains("Date"))
    #expect(PDFObjects.text(of: finished).contains("/Producer (cairo)"))
  }

  @Test("A truncated file is an error with libqpdf's message, not half a page")
  func broken() {
    for bytes in [[], Array(file("").prefix(70)), Array("no PDF".utf8)] {
      let error = #expect(throws: PDFError.self) { try PDFDeck.finished(bytes, empty) }
      #expect(error?.description.hasPrefix("libqpdf: ") == true)
      #expect(error?.description.count ?? 0 > "libqpdf: ".count)
    }
  }
}
