import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Elements of HTML or XML in order, each with its attributes and the text in it.
package final class Elements: NSObject, XMLParserDelegate {
  package struct Element {
    package let name: String
    package let attributes: [String: String]
    package var text = ""
  }

  /// Why a text is no XML.
  package struct Mistake: Error, CustomStringConvertible {
    package let description: String
  }

  package private(set) var all: [Element] = []
  private var open: [Int] = []

  package init(_ text: String) throws {
    super.init()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = self
    guard parser.parse(), parser.parserError == nil, open.isEmpty else {
      let reason = parser.parserError.map { "\($0)" } ?? ""
      throw Mistake(description: "\(reason) \(text.prefix(3000))")
    }
  }

  package subscript(name: String) -> [Element] { all.filter { $0.name == name } }

  package func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    open.append(all.count)
    all.append(Element(name: name, attributes: attributes))
  }

  package func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    open.removeLast()
  }

  package func parser(_ parser: XMLParser, foundCharacters string: String) {
    for index in open { all[index].text += string }
  }

  package func parser(_ parser: XMLParser, foundCDATA block: Data) {
    for index in open { all[index].text += String(decoding: block, as: UTF8.self) }
  }
}
