import Testing

@testable import Look

@Suite struct ColorTests {
  @Test("A colour is read from #rrggbb and written in the same form")
  func hex() {
    #expect(Color("#0072B2") == Color(red: 0, green: 0x72, blue: 0xB2))
    #expect(Color("#0072B2")?.hex == "#0072b2")
    for wrong in ["", "#", "blue", "0072b2", "#0072b", "#0072b22", "#00 2b2", "#+072b2", "#00gg00"]
    { #expect(Color(wrong) == nil, "\(wrong)") }
  }

  // WCAG's own examples: black on white is 21, #777777 fails 4.5 and #767676 does not.
  @Test("Contrast is the ratio of WCAG")
  func contrast() throws {
    let black = Color(red: 0, green: 0, blue: 0)
    #expect(black.contrast(with: .white) == 21)
    #expect(Color.white.contrast(with: .white) == 1)
    let grey = try #require(Color("#767676"))
    #expect(abs(grey.contrast(with: .white) - 4.54) < 0.005)
    #expect(try abs(#require(Color("#777777")).contrast(with: .white) - 4.48) < 0.005)
    #expect(grey.contrast(with: black) == black.contrast(with: grey))
  }

  @Test("Halfway between two colours is their average")
  func mixed() throws {
    let black = Color(red: 0, green: 0, blue: 0)
    #expect(black.mixed(with: .white, share: 0.5).hex == "#808080")
    #expect(black.mixed(with: .white, share: 0).hex == "#000000")
    #expect(black.mixed(with: .white, share: 1) == .white)
  }
}
