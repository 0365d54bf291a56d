import Testing

@testable import Look

@Suite struct CanvasTests {
  @Test("A canvas is read by its name or its size in points, in any case")
  func read() {
    #expect(Canvas("16:9") == .widescreen && Canvas("4:3") == .standard)
    #expect(Canvas("A4") == .a4 && Canvas("tight") == .tight)
    #expect(Canvas("800X600") == Canvas(width: 800, height: 600))
    for wrong in ["16:10", "800", "0x600", "800x", "800x600x2", "-8x6", "14401x9", "", "8.5x6"] {
      #expect(Canvas(wrong) == nil, "\(wrong)")
    }
  }

  @Test("Every named canvas is named in the sentence about how to write one")
  func names() {
    #expect(Canvas.spelling == "16:9, 4:3, a4, tight, or a size in points such as 800x600")
    for name in Canvas.names { #expect(Canvas(name) != nil) }
  }

  @Test("A canvas of the size of a named one is another canvas: it does not grow")
  func fit() {
    #expect(Canvas("960x540") != Canvas("16:9"))
  }
}
