import Testing

@testable import Figures

@Suite struct SVGScannerTests {
  /// The events of a text, each with its kind.
  private func events(_ text: String) -> [String] {
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      func described(_ kind: String, _ range: Range<Int>) -> String {
        "\(kind) \(String(decoding: bytes[range], as: UTF8.self))"
      }
      var scanner = SVGScanner(bytes)
      var all: [String] = []
      while let event = scanner.next() {
        switch event {
        case .text(let range): all.append(described("text", range))
        case .opening(let range): all.append(described("opening", range))
        case .closing(let range): all.append(described("closing", range))
        }
      }
      return all
    }
  }

  @Test("Declarations, comments and titles are skipped")
  func passedOver() {
    let text = "<?xml version=\"1.0\"?><!DOCTYPE svg><svg><!-- <g> --><title>a&gt;b</title></svg>"
    #expect(events(text) == ["opening <svg>", "closing </svg>"])
  }

  @Test("A value in quotes may contain an angle bracket")
  func quotes() {
    #expect(
      events("<text x='a>b'>1 < 2</text>")
        == ["opening <text x='a>b'>", "text 1 ", "opening < 2</text>"])
    #expect(events("<path d=\">\"/>") == ["opening <path d=\">\"/>"])
  }

  @Test("A text that ends in the middle of a tag ends the events without a crash")
  func truncated() {
    #expect(events("<svg><!-- no end") == ["opening <svg>"])
    #expect(events("<path d=\"M 0") == ["opening <path d=\"M 0"])
    #expect(events("") == [])
  }

  @Test("Each attribute has its name and its value without quotes")
  func attributes() {
    Array("<path  fill=\"none\" d='M 0 0'/>".utf8).withUnsafeBufferPointer { bytes in
      var found: [String] = []
      SVGScanner(bytes).forEachAttribute(of: 0..<bytes.count) { name, value in
        found.append(
          String(decoding: bytes[name], as: UTF8.self) + ": "
            + String(decoding: bytes[value], as: UTF8.self))
      }
      #expect(found == ["fill: none", "d: M 0 0"])
    }
  }
}
