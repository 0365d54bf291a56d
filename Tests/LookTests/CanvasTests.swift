import Testing

@testable import Look

@Suite struct CanvasTests {
  @Test("A canvas is read by its name or its size in points, in upper or lower case")
  func read() {
    #expect(Canvas("16:9") == .widescreen && Canvas("4:3") == .standard)
    #expect(Canvas("A4") == .a4 && Canvas("tight") == .tight)
    #expect(Canvas("800X600") == Canvas(width: 800, height: 600))
    for wrong in [
      "16:10", "800", "0x600", "800x", "800x600x2", "-8x6", "14401x90", "", "8.5x6", "49x50",
    ] {
      #expect(Canvas(wrong) == nil, "\(wrong)")
    }
    #expect(Canvas("50x14400") != nil)
    // A shape, written like a size.
    #expect(Canvas("16x9") == nil && Canvas.size(ofShape: "16x9") == "960x540")
    #expect(Canvas.size(ofShape: "0x1") == nil && Canvas.size(ofShape: "16X9:1") == nil)
  }

  @Test("The sentence on how to write a canvas has the names of all named ones")
  func names() {
    #expect(Canvas.spelling == "16:9, 4:3, a4, tight, or a size in points such as 800x600")
    for name in Canvas.names { #expect(Canvas(name) != nil) }
  }

  @Test("A canvas of the same size as a named one is that canvas, unless it is cropped")
  func size() {
    #expect(Canvas("960x540") == Canvas("16:9"))
    #expect(Canvas("960x540") != Canvas("tight"))
  }
}
