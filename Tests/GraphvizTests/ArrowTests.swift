import Testing

@testable import Graphviz

/// Tests where arrowheads are drawn, read back from the picture.
@Suite struct ArrowTests {
  private struct Head {
    let lineEnd, lineControl, tip, base: Point
  }

  /// The only curve and its arrowhead, in a picture of this height.
  private func head(in svg: [UInt8], height: Double) throws -> Head {
    func points(_ attribute: String) throws -> [Point] {
      let text = String(decoding: svg, as: UTF8.self)
      let value = try #require(text.split(separator: attribute + "=\"").last).prefix { $0 != "\"" }
      let numbers = value.split { !"-.0123456789".contains($0) }.compactMap { Double($0) }
      return stride(from: 0, to: numbers.count - 1, by: 2).map {
        Point(numbers[$0], numbers[$0 + 1] + height)
      }
    }
    let line = try points(" d")
    var corners = try points("points")
    corners.removeLast()
    try #require(corners.count == 3 && line.count >= 4)
    // The tip lies beyond the end of the line, the other two points beside it.
    let end = line[line.count - 1]
    let tip = try #require(corners.max { distance($0, end) < distance($1, end) })
    let others = corners.filter { $0 != tip }
    let base = Point((others[0].x + others[1].x) / 2, (others[0].y + others[1].y) / 2)
    return Head(lineEnd: end, lineControl: line[line.count - 2], tip: tip, base: base)
  }

  private func distance(_ one: Point, _ other: Point) -> Double {
    ((one.x - other.x) * (one.x - other.x) + (one.y - other.y) * (one.y - other.y)).squareRoot()
  }

  private let height = 200.0

  /// Draws a curve whose arrowhead points at an angle, with one pen width after another.
  private func heads(degrees: Double, pens: [Double]) throws -> (asked: Point, [Head]) {
    let (sine, cosine) = (sinus(degrees), sinus(degrees + 90))
    func point(_ distance: Double) -> Point {
      Point(100 + distance * cosine, 100 + distance * sine)
    }
    let drawing = try Drawing(name: "arrow", width: 200, height: height, background: nil)
    let handle = try drawing.addCurve(
      [Point(100, 20), Point(60, 40), point(-30), point(50)], arrowTip: point(60),
      stroke: Stroke(color: "#000000", width: pens[0]))
    try drawing.layOut()
    let heads = try pens.map { pen in
      try drawing.restyle(handle, stroke: Stroke(color: "#000000", width: pen))
      return try head(in: drawing.rendered(as: .svgWithText), height: height)
    }
    return (point(60), heads)
  }

  private func sinus(_ degrees: Double) -> Double {
    // Taylor series, because this module does not import Foundation.
    let x = (degrees.truncatingRemainder(dividingBy: 360)) * .pi / 180
    var (term, sum) = (x, x)
    for n in 1..<20 {
      term *= -x * x / Double(2 * n * (2 * n + 1))
      sum += term
    }
    return sum
  }

  @Test(
    "An arrowhead ends at the requested tip for every pen width and follows the curve's tangent",
    arguments: [0.0, 37, 90, 145, 180, 233, 270, 341])
  func tips(degrees: Double) throws {
    let (asked, heads) = try heads(degrees: degrees, pens: [1.6, 0.5, 3, 5, 1.6])
    for head in heads {
      #expect(distance(head.tip, asked) < 0.03, "\(head)")
      #expect(abs(distance(head.tip, head.lineEnd) - 10) < 0.03, "\(head)")
      // The base lies on the curve's end tangent, 8 points, the length of the head, behind the tip.
      let tangent = (
        x: head.lineEnd.x - head.lineControl.x, y: head.lineEnd.y - head.lineControl.y
      )
      let length = (tangent.x * tangent.x + tangent.y * tangent.y).squareRoot()
      let expected = Point(
        head.tip.x - 8 * tangent.x / length, head.tip.y - 8 * tangent.y / length)
      #expect(distance(head.base, expected) < 0.05, "\(head)")
    }
  }
}
