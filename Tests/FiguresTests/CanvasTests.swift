import Graphviz
import Look
import Storyboards
import Testing

@testable import Figures

@Suite struct CanvasTests {
  private func elman() throws -> Storyboard { try Samples.board("elman") }

  @Test("A picture has the size of its canvas, no matter on which size it was composed")
  func sizes() throws {
    for canvas in [.widescreen, .standard, .a4, Canvas(width: 1920, height: 1080)] {
      for name in ["elman", "gru", "circuit"] {
        let size = try Scene(of: try Samples.board(name), canvas: canvas).pictureSize
        #expect(abs(size.width - canvas.width) < 0.001, "\(name)")
        #expect(abs(size.height - canvas.height) < 0.001, "\(name)")
      }
    }
  }

  @Test("PDF, SVG and PNG pictures have that size, too")
  func pages() throws {
    let board = try elman()
    let figure = try Figure(of: Scene(of: board, canvas: .a4), showing: [board.steps[22]])
    let svg = String(
      decoding: try figure.rendered(board.steps[22], as: .svgWithOutlines), as: UTF8.self)
    #expect(svg.prefix(400).contains("width=\"842pt\" height=\"595pt\" viewBox=\"0 0 764 540\""))
    let png = try figure.rendered(board.steps[22], as: .png(pixelsPerInch: 144))
    func number(at place: Int) -> Int { png[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
    #expect([number(at: 16), number(at: 20)] == [1684, 1190])
    let document = try PDFDocument()
    try figure.addPage(board.steps[22], to: document)
    let pdf = String(decoding: try document.finished(), as: UTF8.self)
    #expect(pdf.contains(/\/MediaBox \[ 0 0 842 595 \]/))
  }

  @Test(
    "A graph that is too large for its canvas is drawn smaller, in the shape that was asked for",
    .timeLimit(.minutes(10)))
  func small() throws {
    let board = try elman()
    let sizes = [
      (1.0, 1.0), (100, 100), (320, 180), (60, 400), (2000, 20), (14_400, 1), (1, 14_400),
    ]
    for (width, height) in sizes {
      let scene = try Scene(of: board, canvas: Canvas(width: width, height: height))
      #expect(abs(scene.pictureSize.width - width) < 0.001)
      #expect(abs(scene.pictureSize.height - height) < 0.001)
      for thing in scene.things
      where scene.storyboard.steps.contains(where: { scene.shows(thing, in: $0) }) {
        #expect(
          thing.box.x > -0.5 && thing.box.x + thing.box.width < scene.width + 0.5 || isWord(thing))
      }
    }
  }

  private func isWord(_ thing: Scene.Thing) -> Bool {
    switch thing.owner {
    case .callout, .caption, .item(.definitions), .item(.title): true
    default: false
    }
  }

  @Test("A tight figure has one crop for all steps, with a small margin around what is drawn")
  func tight() throws {
    let board = try elman()
    let scene = try Scene(of: board, canvas: .tight)
    let whole = try Scene(of: board)
    #expect(scene.width < whole.width && scene.height < whole.height && scene.scale == 1)
    let boxes = scene.things.filter { thing in board.steps.contains { scene.shows(thing, in: $0) } }
      .map(\.box)
    for margin in [
      boxes.map(\.x).min(), boxes.map(\.y).min(),
      boxes.map { scene.width - $0.x - $0.width }.min(),
      boxes.map { scene.height - $0.y - $0.height }.min(),
    ] { #expect((12..<13.01).contains(try #require(margin))) }
    let figure = try Figure(of: scene, showing: [board.steps[0]])
    let other = try Figure(of: scene)
    let one = try figure.rendered(board.steps[0], as: .svgWithOutlines)
    let isSame = try one == other.rendered(board.steps[0], as: .svgWithOutlines)
    #expect(isSame)
  }

  @Test("Without panel, callout, title and caption the graph uses the whole canvas")
  func parts() throws {
    let board = try elman()
    let bare = try Scene(of: board, parts: [])
    for thing in bare.things {
      switch thing.owner {
      case .callout, .caption, .item(.title), .item(.definitions):
        Issue.record("\(thing.owner) is drawn")
      case .always, .item, .scenery: break
      }
    }
    let whole = try Scene(of: board)
    func right(_ scene: Scene) -> Double {
      scene.things.filter { if case .item(.node) = $0.owner { true } else { false } }
        .map { $0.box.x + $0.box.width }.max() ?? 0
    }
    #expect(right(bare) > right(whole))
    #expect(whole.things.contains { $0.owner == .item(.definitions) })
  }

  @Test("On a page that is higher than wide, the graph has the whole width")
  func portrait() throws {
    let scene = try Scene(of: try elman(), canvas: Canvas(width: 600, height: 850))
    let boxes = scene.things.compactMap { thing -> Scene.Box? in
      guard case .item(let item) = thing.owner else { return nil }
      switch item {
      case .node, .value, .gradient: return thing.box
      default: return nil
      }
    }
    let (left, right) = (boxes.map(\.x).min() ?? 0, boxes.map(\.right).max() ?? 0)
    #expect(right - left > 0.7 * scene.width)
    #expect(scene.problems.isEmpty)
  }
}
