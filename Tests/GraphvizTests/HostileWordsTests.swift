import Foundation
import Graphviz
import TestSupport
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct HostileWordsTests {
  @Test("A word is drawn literally: the library does not interpret escapes and entities in it")
  func drawn() throws {
    let font = Font(face: Face(family: "STIX"), size: 20)
    for word in HostileWords.all {
      let drawing = try Drawing(name: "t", width: 200, height: 100, background: "#ffffff")
      _ = try drawing.addText(
        PlacedText(TextRun(word, font: font), color: "#000000", left: 10, baseline: 50, width: 40))
      try drawing.layOut()
      let read = try #require(
        DrawnText(try drawing.rendered(as: .svgWithText)), "\(word.debugDescription)")
      let wanted = word.replacingControls(with: " ").replacing("\u{FFFE}", with: "\u{FFFD}")
        .replacing("\u{FFFF}", with: "\u{FFFD}")
      #expect(visible(read.text) == visible(wanted), "\(word.debugDescription)")
    }
  }

  /// The library draws spaces as no-break spaces.
  private func visible(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.map { $0 == "\u{A0}" ? " " : $0 }
  }
}

/// The text content of an SVG, read by an XML parser; `nil` if the SVG is not well-formed.
private final class DrawnText: NSObject, XMLParserDelegate {
  private(set) var text = ""
  private var isText = false

  init?(_ bytes: [UInt8]) {
    super.init()
    let parser = XMLParser(data: Data(bytes))
    parser.delegate = self
    guard parser.parse() else { return nil }
  }

  func parser(
    _: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String] = [:]
  ) { isText = name == "text" }

  func parser(
    _: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) { isText = false }

  func parser(_: XMLParser, foundCharacters more: String) { if isText { text += more } }
}
