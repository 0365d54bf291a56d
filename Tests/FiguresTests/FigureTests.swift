import Foundation
import Graphviz
import Storyboards
import Testing

@testable import Figures

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct FigureTests {
  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test("Every step of every sample is well-formed SVG with title, description and exact size")
  func wellFormed() throws {
    for name in Samples.names {
      let board = try Samples.board(name)
      let figure = try Figure(of: Scene(of: board))
      for step in board.steps {
        // Outlines take ten times as long; every eighth step covers all kinds of them.
        let isOutlined = step.number % 8 == 1 || step == board.steps.last
        for format in [Drawing.Format.svgWithText] + (isOutlined ? [.svgWithOutlines] : []) {
          let svg = try figure.rendered(step, as: format)
          let parser = XMLParser(data: Data(svg))
          #expect(parser.parse(), "\(name) step \(step.number)")
          let head = text(Array(svg.prefix(700)))
          #expect(head.contains("width=\"960pt\" height=\"540pt\" viewBox=\"0 0 "))
          #expect(head.contains("role=\"img\" aria-labelledby="))
          let whole = text(svg)
          #expect(head.contains(">Step \(step.number) of \(board.steps.count): "))
          let start = whole.split(separator: "</desc>").first ?? ""
          #expect(
            start.hasSuffix(
              "\">"
                + step.narration.replacing("<", with: "&lt;")
                .replacing(">", with: "&gt;")))
          #expect(!whole.contains("<!--") && !whole.contains("DOCTYPE"))
          // Outlines are defined once: as symbols by cairo 1.16, as groups by 1.18.
          let defined = whole.split(separator: "<defs>").dropFirst().first ?? ""
          let isDefined = defined.contains("<symbol ") || defined.contains("<g id=")
          #expect(isDefined == isOutlined || format == .svgWithText)
          #expect(whole.contains("<use ") == isDefined)
          // Without it browsers would clip glyphs, because a symbol is a viewport of size 0.
          let symbols = whole.split(separator: "<symbol").dropFirst()
          #expect(symbols.allSatisfy { $0.prefix { $0 != ">" }.contains("overflow=\"visible\"") })
          #expect(!whole.contains(" style=\"") && !whole.contains("transparent"))
        }
      }
    }
  }

  @Test("Every text of a picture is on the baseline given by the scene")
  func baselines() throws {
    let board = try Samples.board("elman")
    let scene = try Scene(of: board)
    let figure = try Figure(of: scene)
    let step = try #require(board.steps.last)
    let svg = text(try figure.rendered(step, as: .svgWithText))
    let drawn = svg.matches(of: /<text[^>]* x="([-0-9.]+)" y="([-0-9.]+)"/).map {
      (x: Double($0.1) ?? 0, y: Double($0.2) ?? 0)
    }
    // The library's coordinates start at the bottom of the page.
    let texts = scene.things.compactMap { thing -> (x: Double, y: Double)? in
      guard scene.shows(thing, in: step), case .text(_, _, let baseline) = thing.ink else {
        return nil
      }
      return (thing.box.x, baseline - scene.height)
    }
    #expect(!texts.isEmpty && drawn.count == texts.count)
    for wanted in texts {
      let isDrawn = drawn.contains { abs($0.x - wanted.x) < 0.02 && abs($0.y - wanted.y) < 0.02 }
      #expect(isDrawn, "\(wanted)")
    }
  }

  @Test("Nothing moves: a thing has the same outline in every step that shows it")
  func still() throws {
    let board = try Samples.board("elman")
    let figure = try Figure(of: Scene(of: board))
    var lines: Set<String> = []
    for step in board.steps {
      let svg = text(try figure.rendered(step, as: .svgWithText))
      for line in svg.split(separator: "\n") where line.contains("<ellipse") {
        let place = line.split(separator: " ").filter { $0.hasPrefix("cx") || $0.hasPrefix("cy") }
        lines.insert(place.joined(separator: " "))
      }
    }
    // h_0, x_1, h_1, y_1, x_2, h_2, y_2.
    #expect(lines.count == 7)
  }

  @Test("The same step gives the same bytes, no matter what was drawn before it")
  func deterministic() throws {
    let board = try Samples.board("elman")
    let first = try Figure(of: Scene(of: board))
    let second = try Figure(of: Scene(of: board))
    for step in board.steps { _ = try first.rendered(step, as: .svgWithText) }
    for step in [board.steps[20], board.steps[3]] {
      for format in [Drawing.Format.svgWithOutlines, .svgWithText, .png(pixelsPerInch: 72)] {
        let (one, two) = (
          try first.rendered(step, as: format), try second.rendered(step, as: format)
        )
        // `one == two` within the macro would print both pictures.
        let isSame = one == two
        #expect(isSame, "step \(step.number) as \(format)")
      }
    }
  }

  @Test("A token is drawn literally, never as markup")
  func hostile() throws {
    let tokens = [
      "\\x01\\uFFFF", "<", "&", "\\\"", "</TD>", "<B>x</B>", "&lt;", "\\\\N", "😀", "שלום",
      String(repeating: "long", count: 50),
    ]
    let list = tokens.map { "\"\($0)\"" }.joined(separator: ", ")
    let board = try Samples.board(
      yaml: """
        cell: elman
        parameters: {W_h: 1, W_x: 1, W_y: 1}
        vocabulary: [\(list)]
        embeddings: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
        sequence: [\(list)]
        loss: output
        """, mostColumns: nil)
    let figure = try Figure(of: Scene(of: board))
    let step = try #require(board.steps.first { $0.kind == .answer })
    let svg = try figure.rendered(step, as: .svgWithText)
    #expect(XMLParser(data: Data(svg)).parse())
    let whole = text(svg)
    for drawn in [
      "‘&lt;’", "‘&amp;’", "‘&lt;/TD&gt;’", "‘&amp;lt;’", "‘\\N’",
      "‘😀’", "שלום", "‘ \u{FFFD}’",
    ] {
      #expect(whole.contains(drawn), "\(drawn)")
    }
    #expect(whole.contains("…’"))
    #expect(!whole.contains("<B>"))
  }
}
