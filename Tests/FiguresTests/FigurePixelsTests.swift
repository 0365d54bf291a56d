import Foundation
import Graphviz
import Look
import Storyboards
import Testing

@testable import Figures

@Suite struct FigurePixelsTests {
  @Test(
    "A step has the same pixels and the same PNG in a whole deck and drawn alone",
    arguments: [("elman", Theme.light), ("lstm", .dark), ("circuit", .print)])
  func alone(name: String, theme: Theme) throws {
    let board = try Samples.board(name)
    let scene = try Scene(of: board, theme: theme)
    let deck = try Figure(of: scene)
    for step in board.steps {
      let pixels = try deck.pixels(of: step, pixelsPerInch: 36)
      #expect((pixels.width, pixels.height) == (480, 270))
      let png = try deck.rendered(step, as: .png(pixelsPerInch: 36))
      // Every third step; each has its own drawing.
      guard step.number % 3 == 0 else { continue }
      let single = try Figure(of: scene, showing: [step])
      #expect(try single.pixels(of: step, pixelsPerInch: 36) == pixels)
      #expect(try single.rendered(step, as: .png(pixelsPerInch: 36)) == png)
    }
  }

  @Test("A page without background is transparent, and all else has the colours of its paper")
  func transparent() throws {
    let board = try Samples.board("elman")
    let step = board.steps[22]
    for theme in [Theme.light, .dark] {
      let (plain, clear) = (
        try Figure(of: Scene(of: board, theme: theme)),
        try Figure(of: Scene(of: board, theme: theme.withoutPage()))
      )
      #expect(clear.scene.palette.background == nil)
      #expect(clear.scene.palette.entries == plain.scene.palette.entries)
      let (painted, bare) = (
        try plain.pixels(of: step, pixelsPerInch: 72), try clear.pixels(of: step, pixelsPerInch: 72)
      )
      #expect(painted.isOpaque && bare.values[0] == 0)
      // Over its paper it is the same picture, up to rounding.
      let paper = try #require(Color(theme.background))
      let ground = [paper.red, paper.green, paper.blue].map(UInt32.init)
      var greatest = 0
      for (one, two) in zip(painted.values, bare.values) {
        for (place, shift) in ([16, 8, 0] as [UInt32]).enumerated() {
          let below = (ground[place] * (255 - two >> 24) + 127) / 255
          let both = Int(two >> shift & 255) + Int(below)
          greatest = max(greatest, abs(both - Int(one >> shift & 255)))
        }
      }
      #expect(greatest <= 4)
      // Nodes are filled with the paper, which hides what is below them.
      let fill = UInt32(0xff) << 24 | ground.reduce(0) { $0 << 8 | $1 }
      #expect(bare.values.contains(fill))
      for format in [Drawing.Format.svgWithText, .svgWithOutlines, .dot] {
        let (with, without) = (
          try plain.rendered(step, as: format), try clear.rendered(step, as: format)
        )
        let name = theme.background
        func count(_ bytes: [UInt8]) -> Int {
          String(decoding: bytes, as: UTF8.self).components(separatedBy: name).count
        }
        #expect(count(without) == count(with) - 1, "\(format)")
      }
    }
  }
}
