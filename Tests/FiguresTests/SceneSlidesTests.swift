import Graphviz
import Look
import Slides
import Storyboards
import Testing

@testable import Figures

@Suite struct SceneSlidesTests {
  @Test("No two elements of a slide share a name, and every one of them has parts")
  func names() throws {
    for name in Samples.names {
      let board = try Samples.board(name)
      let pages = try Scene(of: board).elements(in: board.steps)
      for (page, step) in zip(pages, board.steps) {
        let names = page.map(\.name)
        #expect(
          Set(names).count == names.count,
          "\(name) step \(step.number): \(Dictionary(grouping: names) { $0 }.filter { $1.count > 1 }.keys)"
        )
        #expect(page.allSatisfy { !$0.parts.isEmpty && !$0.name.isEmpty })
      }
    }
  }

  @Test("A slide has every letter, shape and line that its step shows, at its place on the page")
  func whole() throws {
    let board = try Samples.board("lstm")
    let scene = try Scene(of: board, canvas: .a4)
    let pages = scene.elements(in: board.steps)
    var texts = 0
    for (page, step) in zip(pages, board.steps) {
      let shown = scene.things.filter { scene.shows($0, in: step) }
      var letters: Set<Point> = []
      var (shapes, lines, rules) = (0, 0, 0)
      for case let part in page.flatMap(\.parts) {
        switch part {
        case .shape: shapes += 1
        case .curve: lines += 1
        case .text(let text):
          texts += 1
          for letter in text.letters {
            letters.insert(.init(letter.placed.left, letter.placed.baseline))
          }
          for mark in text.marks {
            if case .rule = mark { rules += 1 } else { lines += 1 }
          }
        }
      }
      for thing in shown {
        switch thing.ink {
        case .text(_, _, let baseline):
          #expect(letters.contains(Point(thing.box.x / scene.scale, baseline / scene.scale)))
        case .shape: shapes -= 1
        case .curve: lines -= 1
        case .rule: rules -= 1
        }
      }
      #expect(shapes == 0 && lines == 0 && rules == 0, "step \(step.number)")
    }
    #expect(texts > 1000)
  }

  @Test("Colours are found in the palette, also those of what a step is not about")
  func colours() throws {
    let board = try Samples.board("elman")
    for theme in Theme.all {
      let scene = try Scene(of: board, theme: theme)
      let palette = scene.palette
      var hasFaded = false
      for part in scene.elements(in: board.steps).flatMap({ $0 }).flatMap(\.parts) {
        let colors: [String] =
          switch part {
          case .shape(let shape): [shape.fill, shape.stroke?.color].compactMap(\.self)
          case .curve(let curve): [curve.stroke.color]
          case .text(let text): [text.color] + text.letters.map(\.placed.color)
          }
        for color in colors {
          let swatch = palette.swatch(of: color)
          #expect(swatch != nil, "\(theme.name): \(color)")
          hasFaded = hasFaded || swatch?.isFaded == true
        }
      }
      #expect(hasFaded)
    }
  }

  @Test("Sections keep the steps of one edge together, and cover all steps in order")
  func sections() throws {
    let board = try Samples.board("lecture")
    let sections = board.sections(of: board.steps)
    #expect(sections.flatMap(\.steps) == Array(board.steps.indices))
    let edge = try #require(
      sections.first { $0.title == "the gradient flows from h_2 back to h_1" })
    #expect(
      edge.steps.map { board.steps[$0].name } == [
        "state h_2->h_1", "derivative h_2->h_1", "local h_2->h_1", "upstream h_2->h_1",
        "backward h_2->h_1",
      ])
    #expect(sections.first?.title == board.title)
    #expect(board.sections(of: [board.steps[20]]).map(\.steps) == [0..<1])
    #expect(board.sections(of: []).isEmpty)
  }
}
