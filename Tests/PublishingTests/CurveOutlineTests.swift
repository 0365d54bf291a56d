import Graphviz
import Slides
import Testing

@Suite struct CurveOutlineTests {
  private func curve(_ points: [Point], tip: Point? = nil, width: Double = 2) -> Element.Curve {
    Element.Curve(points: points, tip: tip, stroke: Stroke(color: "#000000", width: width))
  }

  @Test(
    "The corners of a head hold its outline: half a pen behind the base, a mitre beyond the tip")
  func head() throws {
    let head = curve(
      [Point(0, 50), Point(30, 50), Point(60, 50), Point(93, 50)], tip: Point(100, 50)
    ).head
    try #require(head.count == 3)
    // A pen of two points reaches (1 + 1/0.35²)^½ = 3.03 points beyond a tip of this angle.
    #expect(abs(head[1].x - 103.027) < 0.01 && abs(head[1].y - 50) < 1e-9)
    #expect(abs(head[0].x - 91) < 1e-9 && abs(head[2].x - 91) < 1e-9)
    #expect(abs(head[0].y - 50 - 0.35 * 12.027) < 0.01 && abs(head[0].y + head[2].y - 100) < 1e-9)
    #expect(curve([Point(0, 0), Point(1, 0), Point(2, 0), Point(3, 0)]).head.isEmpty)
  }

  @Test("Straight pieces of a line are lines, and bends and loops in it are curves")
  func pieces() {
    let points = [
      Point(0, 0), Point(10, 0), Point(20, 0), Point(30, 0), Point(36, 0), Point(40, 4),
      Point(40, 10),
    ]
    #expect(
      curve(points).pieces
        == [.line(to: Point(30, 0)), .curve(Point(36, 0), Point(40, 4), to: Point(40, 10))])
    // A control point beyond the end is on the same line, but the curve overshoots.
    let loop = [Point(0, 0), Point(10, 0), Point(50, 0), Point(30, 0)]
    #expect(curve(loop).pieces == [.curve(Point(10, 0), Point(50, 0), to: Point(30, 0))])
  }
}
