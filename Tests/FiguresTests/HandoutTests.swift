import Foundation
import Look
import Storyboards
import Testing

@testable import Figures

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct HandoutTests {
  private func handout(_ arrangement: Handout.Arrangement) throws -> Handout {
    let board = try Samples.board("elman")
    let scene = try Scene(of: board, parts: [.panel, .callout])
    return try Handout(of: scene, showing: Array(board.steps.prefix(7)), on: arrangement.grids[0])
  }

  @Test("Every page has the requested number of steps, and the last page has the rest")
  func pages() throws {
    #expect(try handout(.one).pages.count == 7)
    #expect(try handout(.two).pages.map(\.count) == [2, 2, 2, 1])
    #expect(try handout(.three).pages.map(\.count) == [3, 3, 1])
    #expect(try handout(.four).pages.map(\.count) == [4, 3])
    #expect(try handout(.six).pages.map { $0.map(\.number) } == [[1, 2, 3, 4, 5, 6], [7]])
  }

  @Test(
    "A page is A4, well-formed, and shows the caption of each of its steps",
    arguments: [(Handout.Arrangement.two, "595pt", "842pt"), (.four, "842pt", "595pt")])
  func page(arrangement: Handout.Arrangement, width: String, height: String) throws {
    let handout = try handout(arrangement)
    let svg = try handout.rendered(0, as: .svgWithText)
    #expect(XMLParser(data: Data(svg)).parse())
    let text = String(decoding: svg, as: UTF8.self)
    #expect(text.contains("width=\"\(width)\" height=\"\(height)\""))
    for step in handout.pages[0] { #expect(text.contains(">Step \(step.number) of 26")) }
    #expect(!text.contains(">Step \(handout.pages[1][0].number) of 26 · "))
  }

  @Test(
    "Letters are larger on a canvas with the shape of its place than on a slide's",
    arguments: Handout.Arrangement.allCases)
  func letters(arrangement: Handout.Arrangement) throws {
    let board = try Samples.board("elman")
    #expect(arrangement.grids.allSatisfy { $0.count == arrangement.rawValue })
    let grid = arrangement.grids[0]
    func letters(on canvas: Canvas) throws -> Double {
      let scene = try Scene(of: board, canvas: canvas, parts: [.panel, .callout])
      return try Handout(of: scene, showing: [], on: grid).smallestLetters
    }
    #expect(try letters(on: grid.canvas) > letters(on: .widescreen))
  }

  @Test("A caption is no wider than the place of its step", arguments: Handout.Arrangement.allCases)
  func captions(arrangement: Handout.Arrangement) throws {
    let handout = try handout(arrangement)
    for step in handout.scene.storyboard.steps {
      let place = handout.grid.cell.width * handout.scale
      // Advance widths are rounded to pixels.
      let lines = try handout.caption(of: step)
      #expect(lines.count <= 2 && lines.allSatisfy { $0.width <= 1.01 * place })
    }
  }

  @Test("What is said to a step is whole, beside its picture and no higher than it")
  func words() throws {
    let handout = try handout(.three)
    for step in handout.scene.storyboard.steps {
      let words = try handout.words(of: step)
      let place = handout.grid.cell
      #expect(words.allSatisfy { $0.label.width <= 1.01 * place.width * handout.scale })
      #expect(
        words.allSatisfy { $0.baseline + $0.label.descent <= place.height * handout.scale })
      for (one, next) in zip(words, words.dropFirst()) {
        #expect(one.baseline + one.label.descent <= next.baseline - next.label.ascent)
      }
      // Digits are enough: they are written as in the figure.
      let text = words.flatMap(\.label.pieces).map(\.text).joined()
      #expect(text.filter(\.isNumber) == step.narrationInFormulas.plain.filter(\.isNumber))
    }
  }

  @Test("Letters are measured as printed: they are larger on a page of two than on a page of six")
  func printed() throws {
    let (two, six) = (try handout(.two).smallestLetters, try handout(.six).smallestLetters)
    #expect(two > 8 && six > 4 && two > 1.4 * six, "\(two) \(six)")
  }

  @Test("The edges of a picture are not hidden by its frame")
  func edges() throws {
    let text = String(decoding: try handout(.two).rendered(0, as: .svgWithText), as: UTF8.self)
    let frames = text.split(separator: "<polygon").filter { $0.contains("stroke=\"#52606d\"") }
    #expect(frames.count == 2)
    #expect(frames.allSatisfy { $0.contains("fill=\"none\"") })
  }
}
