import Testing

@testable import Notes

@Suite struct FigureWidthTests {
  @Test(
    "Pictures in a row share a percentage of the text width; other widths apply to each picture")
  func rows() {
    #expect(FigureWidth("60%")?.ofEach(inRow: 1) == "60%")
    #expect(FigureWidth("60%")?.ofEach(inRow: 3) == "19%")
    #expect(FigureWidth("8cm")?.ofEach(inRow: 3) == "8cm")
    #expect(FigureWidth.full.ofEach(inRow: 3) == "32%")
    #expect(FigureWidth.full.ofEach(inRow: 500) == "1%")
  }

  @Test(
    "Pictures in a row are together not wider than the figure, and hardly narrower",
    arguments: 1...49)
  func sums(count: Int) throws {
    for share in [100, 60, 50, 33] where share / count > 1 {
      let width = try #require(FigureWidth("\(share)%"))
      for text in [width.ofEach(inRow: count), width.attribute(inRow: count)] {
        let each = try #require(text.last == "%" ? Int(text.dropLast()) : nil)
        #expect(
          each * count <= share && (each + 1) * count > share * 9 / 10, "\(share)% of \(count)")
      }
    }
  }

  @Test("The HTML attribute has only percentages and pixels")
  func attributes() {
    let all = ["60%", "300", "300px", "2in", "8cm", "80mm", "72pt", "10em"]
    #expect(
      all.map { FigureWidth($0)?.attribute(inRow: 1) }
        == ["60%", "300", "300", "192", "302", "302", "96", "160"])
    #expect(FigureWidth("60%")?.attribute(inRow: 2) == "29%")
  }

  @Test(
    "Invalid widths are rejected",
    arguments: ["", "wide", "0", "-1", "1;x", "5 %", "1e3", "8ex"])
  func others(_ text: String) { #expect(FigureWidth(text) == nil) }

  @Test("A width larger than any page is rejected")
  func beyondPages() {
    for number in [
      "1000001", String(repeating: "9", count: 30), String(repeating: "9", count: 400),
    ] {
      #expect(FigureWidth(number + "%") == nil && FigureWidth(number + "cm") == nil)
    }
    #expect(FigureWidth("100000%")?.ofEach(inRow: 2) == "49000%")
  }
}
