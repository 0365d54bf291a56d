import Formulas
import Graphviz
import Layout
import Look
import Storyboards

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The loss over the steps of training: points with a line through them on a linear axis, on a page
/// without the graph.
extension Composer {
  // With more points, they would make a band.
  private static let mostPoints = 240
  private static let point = 8.0
  private static let leastPoint = 3.0
  private static let letters = TypeScale.height / 30

  /// - Parameter right: the right end of the table beside it.
  mutating func composeLosses(beside right: Double) {
    guard let curve = board.losses else { return }
    let unit = frame.unit
    let letters = Self.letters * unit
    let axis = LinearAxis(holding: curve.losses)
    let field = frame.plot(beside: right)
    let marks = axis.marks.map { label(board.style.notation($0), size: letters) }
    let name = label(.symbol(graph.nodes[graph.outcome].symbol), size: letters)
    let left = field.left + (marks.map(\.width).max() ?? 0) + 8 * unit
    let top = field.top + letters + 14 * unit
    let bottom = field.bottom - letters - 12 * unit
    func y(_ loss: Double) -> Double { bottom - axis.part(of: loss) * (bottom - top) }
    scene.plots.append(
      .init(
        top: top, bottom: bottom, axis: .numbers(axis.marks),
        origins: curve.losses.indices.map {
          $0 == 0 ? "[\"training\",\"loss\",0]" : "[\"training\",\"lossAfter\",\($0 - 1)]"
        }))
    put(name, x: left, baseline: field.top + letters, owner: .item(.losses))
    for (index, mark) in axis.marks.enumerated() {
      let first = scene.things.count
      put(
        marks[index], x: left - 8 * unit - marks[index].width,
        baseline: y(mark) + 0.33 * letters, owner: .item(.losses), color: theme.muted)
      note { $0.labels.append(Array(first..<$1)) }
      scene.things.append(
        .init(
          owner: .item(.losses),
          ink: .rule(color: index == 0 ? theme.muted : theme.faded(theme.muted)),
          box: .init(x: left, y: y(mark) - unit / 2, width: field.right - left, height: unit)))
    }
    let inset = 14 * unit
    let pitch = (field.right - left - 2 * inset) / Double(max(1, curve.losses.count - 1))
    compose(
      curve, Point(left + inset, 0), pitch: pitch, y: y)
    let words = label(.word(board.updateWord), size: letters)
    composeSteps(curve, from: left + inset, pitch: pitch, baseline: bottom + letters + 8 * unit)
    put(
      words, x: field.right - words.width, baseline: bottom + 2.1 * letters + 10 * unit,
      owner: .item(.losses), color: theme.muted)
  }

  /// The points and the line through them.
  private mutating func compose(
    _ curve: LossCurve, _ start: Point, pitch: Double, y: (Double) -> Double
  ) {
    let unit = frame.unit
    let share = (curve.losses.count + Self.mostPoints - 1) / Self.mostPoints
    let shown = Array(stride(from: 0, to: curve.losses.count, by: share))
    let points = shown.map { place in
      Point(start.x + Double(place) * pitch, y(curve.losses[place]))
    }
    if points.count > 1 {
      var path = [points[0]]
      for (start, end) in zip(points, points.dropFirst()) {
        path += [1.0 / 3, 2.0 / 3, 1].map {
          Point(start.x + (end.x - start.x) * $0, start.y + (end.y - start.y) * $0)
        }
      }
      note { $0.lines.append(($1, points.indices)) }
      scene.things.append(
        .init(
          owner: .item(.losses), ink: .curve(path, tip: nil, .stroke(theme.forward)),
          box: Scene.Box(around: points)))
    }
    let diameter = max(
      Self.leastPoint * unit, min(Self.point * unit, 0.6 * pitch * Double(share)))
    for (point, place) in zip(points, shown) {
      note { $0.points.append(($1, place..<place + 1)) }
      shape(
        .ellipse, .lossPoint, center: point, width: diameter, height: diameter,
        owner: .item(.losses))
    }
  }

  /// The numbers of the steps, as many as there is space for, the last one always.
  private mutating func composeSteps(
    _ curve: LossCurve, from left: Double, pitch: Double, baseline: Double
  ) {
    let unit = frame.unit
    let letters = Self.letters * unit
    let labels = curve.losses.indices.map { label(.numeral("\($0)"), size: letters) }
    let last = curve.losses.count - 1
    let lastLeft = min(
      left + Double(last) * pitch - labels[last].width / 2,
      frame.width - frame.margin - labels[last].width)
    let widest = labels[last].width + 8 * unit
    let every = Self.interval(ofAtLeast: widest / pitch)
    for (place, label) in labels.enumerated() {
      let start = min(
        left + Double(place) * pitch - label.width / 2, frame.width - frame.margin - label.width)
      guard place == last || place % every == 0 && start + widest < lastLeft else { continue }
      put(label, x: start, baseline: baseline, owner: .item(.losses), color: theme.muted)
    }
  }

  /// The least of 1, 2, 5, 10, 20, … that is not less than a number.
  private static func interval(ofAtLeast number: Double) -> Int {
    var power = 1
    while true {
      if let found = [1, 2, 5].first(where: { Double($0 * power) >= number }) {
        return found * power
      }
      power *= 10
    }
  }
}

/// A linear axis with three round numbers at equal distances, between which all values lie.
struct LinearAxis: Hashable {
  /// The round numbers, from below.
  let marks: [Double]

  /// Finds the axis of some finite values, from 0 if all have one sign.
  init(holding values: [Double]) {
    var (low, high) = (values.min() ?? 0, values.max() ?? 1)
    if low > 0 { low = 0 }
    if high < 0 { high = 0 }
    if low == high { high = low + 1 }
    let length = (high - low) / 2
    var step = Self.steps(around: length).first { $0 >= length } ?? length
    var start = (low / step).rounded(.down) * step
    while start + 2 * step < high {
      step = Self.steps(around: step).first { $0 > step } ?? 2 * step
      start = (low / step).rounded(.down) * step
    }
    marks = (0...2).map { start + Double($0) * step }
  }

  /// Where a value lies between the lowest and the highest mark: 0 … 1.
  func part(of value: Double) -> Double { (value - marks[0]) / (marks[2] - marks[0]) }

  /// Round numbers near a length.
  private static func steps(around length: Double) -> [Double] {
    let power = Int(log10(length).rounded(.down))
    return (power - 1...power + 2).flatMap { power in
      [1, 1.5, 2, 2.5, 3, 4, 5].map { Double("\($0)e\(power)") ?? length }
    }
  }
}
