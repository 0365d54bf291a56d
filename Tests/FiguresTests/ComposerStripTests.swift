import Testing

@testable import Figures

@Suite struct ComposerStripTests {
  @Test(
    "The scale ends at whole powers of ten, and the smallest size has a visible bar",
    arguments: [
      ([0.5, 20], -1...2), ([1, 100], -1...2), ([0, 0], -1...0), ([3e-7, 0, 1.5], -7...1),
      ([1, 1], -1...0),
    ])
  func decades(sizes: [Double], decades: ClosedRange<Int>) {
    #expect(Composer.decades(of: sizes) == decades)
  }

  @Test("A larger gradient has a higher bar, and the strip stays within the canvas")
  func bars() throws {
    let scene = try Scene(of: try Samples.board("vanishing"))
    let strip = scene.things.filter { $0.owner == .item(.strip) }
    // The axis is long and thin; a bar is at least two points high.
    let bars = strip.filter { if case .rule = $0.ink { $0.box.height > 1.5 } else { false } }
    #expect(bars.count == 21)
    let heights = bars.sorted { $0.box.x < $1.box.x }.map(\.box.height)
    #expect(zip(heights.dropFirst(), heights).allSatisfy { $0 > $1 })
    for thing in strip {
      #expect(thing.box.x >= 0 && thing.box.x + thing.box.width <= scene.width)
      #expect(thing.box.y >= 0 && thing.box.y + thing.box.height <= scene.height)
    }
  }
}
