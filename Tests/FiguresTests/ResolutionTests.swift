import Figures
import Graphviz
import Testing

@Suite("The resolution of pictures")
struct ResolutionTests {
  @Test("Each PNG has the requested number of pixels per inch")
  func pixels() throws {
    let board = try Samples.board("elman")
    let figure = try Figure(of: Scene(of: board))
    for (pixelsPerInch, width, height) in [(144.0, 1920, 1080), (72, 960, 540), (288, 3840, 2160)] {
      let bytes = try figure.rendered(board.steps[0], as: .png(pixelsPerInch: pixelsPerInch))
      // The header contains width and height, four bytes each.
      func number(at place: Int) -> Int { bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
      #expect([number(at: 16), number(at: 20)] == [width, height])
    }
  }
}
