import Foundation
import Testing

@testable import Graphviz

/// What other formats assume of the library's outlines, against what it draws.
@Suite struct OutlineTests {
  private func svg(_ body: (Drawing) throws -> Void) throws -> String {
    let drawing = try Drawing(name: "outline", width: 200, height: 100, background: nil)
    try body(drawing)
    try drawing.layOut()
    return String(decoding: try drawing.rendered(as: .svgWithText), as: UTF8.self)
  }

  private func points(_ text: Substring) -> [Point] {
    text.split(separator: " ").map { pair in
      let numbers = pair.split(separator: ",").compactMap { Double($0) }
      return Point(numbers.first ?? 0, numbers.last ?? 0)
    }
  }

  @Test("An arrow head is as long as other formats draw it, and 0.7 times as wide")
  func head() throws {
    let svg = try svg {
      _ = try $0.addCurve(
        [Point(10, 50), Point(50, 50), Point(100, 50), Point(150, 50)], arrowTip: Point(157, 50),
        stroke: Stroke(color: "#000000", width: 1))
    }
    let polygon = try #require(svg.matches(of: /<polygon[^>]* points="([^"]+)"/).last)
    let corners = points(polygon.1)
    let (xs, ys) = (corners.map(\.x), corners.map(\.y))
    let length = try #require(xs.max()) - (try #require(xs.min()))
    let width = try #require(ys.max()) - (try #require(ys.min()))
    // Later versions of the library draw a shorter outline, whose pen makes up for it.
    #expect(abs(length - Drawing.headLength) < 1.6, "\(length)")
    #expect(abs(width / length - 0.7) < 0.01)
  }

  @Test(
    "The corners of a rounded rectangle have the radius that other formats draw",
    arguments: [(90.0, 24.0), (30, 60), (120, 90)])
  func corners(width: Double, height: Double) throws {
    let svg = try svg {
      _ = try $0.addShape(
        .roundedRectangle, center: Point(100, 50), width: width, height: height,
        stroke: Stroke(color: "#000000", width: 1), fill: "#ffffff")
    }
    let path = try #require(svg.firstMatch(of: /<path[^>]* d="M([^"]+)"/))
    let numbers = path.1.split { !"-.0123456789".contains($0) }.compactMap { Double($0) }
    let xs = stride(from: 0, to: numbers.count, by: 2).map { numbers[$0] }
    let (left, right) = (try #require(xs.min()), try #require(xs.max()))
    // The straight part of the upper side ends where the corners begin.
    let ends = xs.filter { $0 > left + 0.1 && $0 < right - 0.1 }
    let radius = try #require(ends.max().map { right - $0 })
    let expected = Drawing.cornerRadius(width: width, height: height)
    #expect(abs(radius - expected) < 0.51 * expected, "\(radius), not \(expected)")
    #expect(abs((right - left) - width) < 1)
  }
}
