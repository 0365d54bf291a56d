import Look
import Storyboards
import Testing

@testable import Figures

/// The boxes of cells, open and folded.
@Suite struct CellTests {
  @Test("In SVG cells are below all lines", arguments: ["lstm", "gru"])
  func order(_ sample: String) throws {
    let board = try Samples.fitted(sample)
    let last = try #require(board.steps.last)
    let svg = String(
      decoding: try Figure(of: Scene(of: board), showing: [last])
        .rendered(last, as: .svgWithOutlines), as: UTF8.self)
    let classes = svg.matches(of: /<g id="[^"]*" class="([a-z]+)/).map { String($0.1) }
    let lines = classes.indices.filter { ["edge", "backward"].contains(classes[$0]) }
    let cells = classes.indices.filter { classes[$0] == "cell" }
    #expect(cells.count == 2 && lines.count > 10)
    #expect(cells.allSatisfy { $0 < lines[0] })
  }

  @Test("A number in a cell has the cell's tint behind it, and one outside the page's colour")
  func halos() throws {
    var counts = [true: 0, false: 0]
    for sample in ["lstm", "gru", "elman"] {
      let scene = try Scene(of: Samples.fitted(sample))
      let cells = scene.things.filter { if case .shape(_, .cell) = $0.ink { true } else { false } }
      for thing in scene.things {
        guard case .shape(_, .halo(let isInCell)) = thing.ink else { continue }
        let isInside = cells.contains { cell in
          let (x, y) = (thing.box.center.x - cell.box.x, thing.box.center.y - cell.box.y)
          return (0...cell.box.width).contains(x) && (0...cell.box.height).contains(y)
        }
        #expect(isInCell == isInside, "\(sample): \(thing.owner)")
        counts[isInside, default: 0] += 1
      }
    }
    #expect(counts.values.allSatisfy { $0 > 2 }, "\(counts)")
  }

  @Test("A box has no line to an output without a target, nor a gradient from one")
  func deadEnds() throws {
    let yaml = """
      equations:
        a[t]: tanh(0.5*a[t-1] + x[t])
        b[t]: tanh(0.5*b[t-1] + a[t])
        y[t]: b[t] + 0.1*a[t]
        Loss[t]: (y[t] - target[t])^2
        Loss: sum(Loss[t])
      sequence: [1, 2, 3]
      targets: [~, ~, 1]
      ask: a_0
      """
    let board = try Samples.board(yaml: yaml, folding: .unnamed)
    let names = FigureNames(of: board)
    let drawn = DrawnGraph(of: board)
    let lines = drawn.lines.map { line in
      [line.link.tail, line.link.head].map { names[$0].text }.joined(separator: " ")
    }
    // a feeds b at each time step, and only the last output.
    for time in 1...3 { #expect(lines.filter { $0 == "cell_\(time) cell2_\(time)" }.count == 1) }
    #expect(!lines.contains("cell2_1 Loss") && lines.contains("cell2_3 Loss"))
    // After the last target no gradient flows.
    let early = try Samples.board(
      yaml: yaml.replacing("[~, ~, 1]", with: "[~, 1, ~]"), folding: .unnamed)
    let flows = DrawnGraph(of: early).lines.filter { $0.flow != nil }.map { line in
      [line.link.tail, line.link.head].map { FigureNames(of: early)[$0].text }
    }
    #expect(flows.contains { $0 == ["cell_1", "cell_2"] })
    #expect(!flows.contains { $0[1].hasSuffix("_3") }, "\(flows)")
  }
}
