import Foundation
import Graphviz
import Testing

@testable import Figures

/// Arrowheads, measured in the picture alone.
@Suite struct ArrowHeadTests {
  private func points(_ attribute: String, in line: Substring) -> [Point]? {
    guard let value = line.split(separator: " \(attribute)=\"").dropFirst().first else {
      return nil
    }
    let numbers = value.prefix { $0 != "\"" }.split { !"-.0123456789".contains($0) }
      .compactMap { Double($0) }
    return stride(from: 0, to: numbers.count - 1, by: 2).map { Point(numbers[$0], numbers[$0 + 1]) }
  }

  private func number(_ attribute: String, in line: Substring) -> Double? {
    line.split(separator: " \(attribute)=\"").dropFirst().first
      .flatMap { Double($0.prefix { $0 != "\"" }) }
  }

  private func distance(_ one: Point, _ other: Point) -> Double {
    hypot(one.x - other.x, one.y - other.y)
  }

  @Test(
    "Every arrowhead continues its curve, has the right length, and ends at an outline",
    arguments: ["elman", "elman-vector", "circuit", "lstm"].filter(Samples.names.contains))
  func heads(name: String) throws {
    let board = try Samples.board(name)
    let step = try #require(board.steps.first { $0.kind == .answer })
    let svg = try Figure(of: Scene(of: board), showing: [step]).rendered(step, as: .svgWithText)
    let lines = String(decoding: svg, as: UTF8.self).split(separator: "\n")
    let circles = lines.filter { $0.hasPrefix("<ellipse") }.compactMap { line in
      number("cx", in: line).map {
        (center: Point($0, number("cy", in: line) ?? 0), radius: number("rx", in: line) ?? 0)
      }
    }
    var (count, atRims) = (0, 0)
    for (line, next) in zip(lines, lines.dropFirst())
    where line.hasPrefix("<path fill=\"none\"") && next.hasPrefix("<polygon") {
      guard let curve = points("d", in: line), let corners = points("points", in: next),
        curve.count >= 4, corners.count == 4
      else { continue }
      let (control, end) = (curve[curve.count - 2], curve[curve.count - 1])
      let tip = try #require(
        corners.max { distance($0, end) < distance($1, end) })
      let length = distance(tip, end)
      #expect(min(abs(length - 7), abs(length - 10)) < 0.05, "\(name): \(next)")
      let cosine =
        ((end.x - control.x) * (tip.x - end.x) + (end.y - control.y) * (tip.y - end.y))
        / (distance(end, control) * length)
      #expect(cosine > 0.999, "\(name): \(line) \(next)")
      count += 1
      let gap = circles.map { distance($0.center, tip) - $0.radius }.min { abs($0) < abs($1) }
      if let gap, abs(gap) < 8 {
        #expect(gap > 0.5 && gap < 2.5, "\(name): \(gap) \(next)")
        atRims += 1
      }
    }
    #expect(count > 3 && atRims > 0, "\(name): \(count) heads, \(atRims) at round nodes")
  }
}
