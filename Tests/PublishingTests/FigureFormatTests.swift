import Foundation
import Testing

@testable import Publishing

@Suite struct FigureFormatTests {
  @Test("An extension determines its format in lower and upper case")
  func capitals() {
    #expect(FigureFormat(fileExtension: "svg") == .svg)
    #expect(FigureFormat(fileExtension: "PNG") == .png)
    #expect(FigureFormat(fileExtension: "Pdf") == .pdf)
  }

  @Test("An unknown extension has no format", arguments: ["", "jpg", "svgz", ".svg"])
  func unknown(text: String) {
    #expect(FigureFormat(fileExtension: text) == nil)
  }

  @Test("The reference lists every format by its extension")
  func reference() throws {
    let file = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("docs/lesson.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    for format in FigureFormat.allCases { #expect(text.contains("`.\(format.rawValue)`")) }
  }
}
