import Foundation
import Graphviz
import TestSupport
import Testing

@testable import Figures

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct HostileWordsTests {
  @Test("The title and description of a picture are read back as they are")
  func titles() throws {
    let sheet = try SVGSheet(
      drawn: "<svg><g><path style=\"fill:rgb(0%,0%,0%);\"/></g></svg>")
    for word in HostileWords.all {
      let svg = sheet.picture(
        of: [.init(pieces: [0])], prefix: "u", title: word, description: word + " and more")
      let read = try #require(XMLWords(svg), "\(word.debugDescription)")
      // XML cannot hold control characters, nor the two that are no characters.
      let wanted = word.replacingControls(with: " ").replacing("\u{FFFE}", with: "\u{FFFD}")
        .replacing("\u{FFFF}", with: "\u{FFFD}")
      #expect(Array(read["title"].unicodeScalars) == Array(wanted.unicodeScalars))
      #expect(Array(read["desc"].unicodeScalars) == Array((wanted + " and more").unicodeScalars))
    }
  }
}

extension SVGSheet {
  fileprivate init(drawn text: String) throws {
    self.init(size: (100, 50))
    try add(SVGCutter(Array(text.utf8), colors: ["#a00000", "#a10000", "#a20000"], size: size))
  }
}

/// The text of each kind of element, as an XML reader gives it; `nil` for what is not well-formed.
private final class XMLWords: NSObject, XMLParserDelegate {
  private var texts: [String: String] = [:]
  private var open: [String] = []

  init?(_ bytes: [UInt8]) {
    super.init()
    let parser = XMLParser(data: Data(bytes))
    parser.delegate = self
    guard parser.parse() else { return nil }
  }

  subscript(name: String) -> String { texts[name] ?? "" }

  func parser(
    _: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String] = [:]
  ) { open.append(name) }

  func parser(
    _: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) { open.removeLast() }

  func parser(_: XMLParser, foundCharacters text: String) {
    if let name = open.last { texts[name, default: ""] += text }
  }
}
