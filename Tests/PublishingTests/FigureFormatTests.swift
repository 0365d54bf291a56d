import Testing

@testable import Publishing

@Suite struct FigureFormatTests {
  @Test("An extension names its format in small and in capital letters")
  func capitals() {
    #expect(FigureFormat(fileExtension: "svg") == .svg)
    #expect(FigureFormat(fileExtension: "PNG") == .png)
    #expect(FigureFormat(fileExtension: "Pdf") == .pdf)
  }

  @Test("An extension of another kind names no format", arguments: ["", "jpg", "svgz", ".svg"])
  func unknown(text: String) {
    #expect(FigureFormat(fileExtension: text) == nil)
  }
}
