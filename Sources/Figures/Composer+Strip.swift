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

/// The size of the gradient at every time step: points with a line through them on a logarithmic
/// axis, under the columns of their time steps. Two lessons that are compared share the axis.
extension Composer {
  /// How much of the canvas's height a strip takes.
  static let stripHeight = 84.0
  // How much of its width the powers take, beside the last column, whose numbers take more.
  private static let axisWidth = 34.0
  // With more points, they would make a band.
  private static let mostPoints = 240
  // Above the plot is what is plotted, below it are the time steps.
  private static let head = 22.0
  private static let foot = 18.0
  private static let point = 6.0
  private static let leastPoint = 2.5

  private var letters: Double { TypeScale.height / 38 * frame.unit }

  /// Where the sizes of gradients are plotted.
  private struct Plot {
    let left, right, top, bottom: Double
    /// The powers of ten at the axis, from the lowest to the highest.
    let powers: [Int]

    /// The height of a power of ten.
    func y(_ power: Double) -> Double {
      let part = (power - Double(powers[0])) / Double(powers[powers.count - 1] - powers[0])
      return bottom - part * (bottom - top)
    }
  }

  mutating func composeStrip() {
    guard let first = board.flows.first else { return }
    let unit = frame.unit
    let top = frame.floor + 2 * unit
    let plot = Plot(
      left: frame.margin / 2, right: frame.graphRight - Self.axisWidth * unit,
      top: top + Self.head * unit, bottom: frame.floor + (Self.stripHeight - Self.foot) * unit,
      powers: Self.powers(of: board.flows.flatMap(\.norms)))
    scene.plots.append(
      .init(
        top: plot.top, bottom: plot.bottom, axis: .powers(plot.powers),
        origins: first.nodes.map { "[\"norm\",[\"gradient\",\($0)]]" }))
    composeName(first, baseline: top + 14 * unit)
    composeAxis(plot)
    let columns = columns(of: first, in: plot)
    // The first lesson's points are on top of the second one's.
    for (index, flow) in board.flows.enumerated().reversed() {
      compose(flow, isSecond: index > 0, at: columns, in: plot)
    }
    composeTimes(first, columns, below: plot)
  }

  /// What is plotted and, of two lessons, which point is whose.
  private mutating func composeName(_ flow: GradientFlow, baseline: Double) {
    let unit = frame.unit
    let sign = Notation.fenced(
      .row([
        .sign(.partial), .symbol(graph.nodes[graph.outcome].symbol), .word("/"), .sign(.partial),
        .symbol(Symbol(flow.state, time: .relative(0))),
      ]), .bars)
    let name = label(sign, size: letters)
    put(name, x: frame.margin, baseline: baseline, owner: .item(.strip))
    var x = frame.margin + name.width + 24 * unit
    for (index, title) in board.flows.compactMap(\.title).enumerated() {
      dot(at: Point(x, baseline - 0.3 * letters), diameter: Self.point * unit, isSecond: index > 0)
      x += 10 * unit
      // Two titles and what is plotted share the width.
      let title = measure.fitted(
        .strong(title), size: letters, least: letters,
        width: (frame.graphRight - x) / (index == 0 ? 2 : 1))
      put(title, x: x, baseline: baseline, owner: .item(.strip))
      x += title.width + 24 * unit
    }
  }

  private mutating func composeAxis(_ plot: Plot) {
    let unit = frame.unit
    for (index, power) in plot.powers.enumerated() {
      let y = plot.y(Double(power))
      let label = label(
        .scripts(
          .numeral("10"), below: nil, above: NumberStyle().notation(.scalar(Double(power)))),
        size: letters)
      put(
        label, x: plot.right + 6 * unit, baseline: y + 0.33 * letters,
        owner: .item(.strip), color: theme.muted)
      note { $0.labels.append([$1 - 1]) }
      scene.things.append(
        .init(
          owner: .item(.strip),
          ink: .rule(color: index == 0 ? theme.muted : theme.faded(theme.muted)),
          box: .init(
            x: plot.left, y: y - unit / 2, width: plot.right - plot.left, height: unit)))
    }
  }

  /// The points of a lesson and the line through them; no gradient is no point.
  private mutating func compose(
    _ flow: GradientFlow, isSecond: Bool, at columns: [Double], in plot: Plot
  ) {
    // If several time steps share a point, it shows the largest of them.
    let share = (flow.norms.count + Self.mostPoints - 1) / Self.mostPoints
    var runs: [[Point]] = [[]]
    var sizes: [Range<Int>] = []
    for start in stride(from: 0, to: flow.norms.count, by: share) {
      let times = start..<min(start + share, flow.norms.count)
      let size = times.map { flow.norms[$0] }.max() ?? 0
      let x = (columns[times.lowerBound] + columns[times.upperBound - 1]) / 2
      if size > 0 {
        runs[runs.count - 1].append(Point(x, plot.y(log10(size))))
        sizes.append(times)
      } else if !runs[runs.count - 1].isEmpty {
        runs.append([])
      }
    }
    let color = isSecond ? theme.muted : theme.backward
    var first = 0
    for run in runs {
      defer { first += run.count }
      guard run.count > 1 else { continue }
      note { $0.lines.append(($1, first..<first + run.count)) }
      var path = [run[0]]
      for (start, end) in zip(run, run.dropFirst()) {
        path += [1.0 / 3, 2.0 / 3, 1].map {
          Point(start.x + (end.x - start.x) * $0, start.y + (end.y - start.y) * $0)
        }
      }
      scene.things.append(
        .init(
          owner: .item(.strip), ink: .curve(path, tip: nil, .stroke(color)),
          box: Scene.Box(around: run)))
    }
    let points = runs.flatMap(\.self)
    let pitch = points.count > 1 ? (plot.right - plot.left) / Double(points.count) : plot.right
    let diameter = max(Self.leastPoint * frame.unit, min(Self.point * frame.unit, 0.6 * pitch))
    for (point, sizes) in zip(points, sizes) {
      note { $0.points.append(($1, sizes)) }
      dot(at: point, diameter: diameter, isSecond: isSecond)
    }
  }

  /// Notes something of the plot that was begun last.
  ///
  /// - Parameter change: changes it, given how many things the scene has.
  mutating func note(_ change: (inout Scene.Plot, _ things: Int) -> Void) {
    guard let last = scene.plots.indices.last else { return }
    var plot = scene.plots[last]
    change(&plot, scene.things.count)
    scene.plots[last] = plot
  }

  private mutating func dot(at point: Point, diameter: Double, isSecond: Bool) {
    shape(
      .ellipse, isSecond ? .hollowPoint : .point, center: point, width: diameter,
      height: diameter, owner: .item(.strip))
  }

  /// The time steps of the columns that are drawn, as far as there is space; 0 above those without a
  /// gradient.
  private mutating func composeTimes(
    _ flow: GradientFlow, _ columns: [Double], below plot: Plot
  ) {
    let unit = frame.unit
    let drawn = Set(anchors(of: flow).map(\.time)).union([flow.norms.count - 1])
    var right = -Double.infinity
    let labels = columns.indices.filter(drawn.contains).map { index in
      (index, label(.numeral("\(flow.firstTime + index)"), size: letters))
    }
    let last = labels.last.map { columns[$0.0] - $0.1.width / 2 } ?? plot.right
    for (position, (index, text)) in labels.enumerated() {
      let left = columns[index] - text.width / 2
      let isLast = position == labels.count - 1
      // The number of the last one needs the space beside it.
      guard isLast || left > right + 6 * unit && left + text.width < last - 6 * unit else {
        continue
      }
      right = left + text.width
      put(
        text, x: left, baseline: plot.bottom + 15 * unit, owner: .item(.strip),
        color: theme.muted)
      guard board.flows.count == 1, flow.norms[index] == 0 else { continue }
      let zero = label(.numeral("0"), size: letters)
      put(
        zero, x: columns[index] - zero.width / 2, baseline: plot.bottom - 4 * unit,
        owner: .item(.strip), color: theme.backwardText)
    }
  }

  /// Where each time step is: under its column if it is drawn, between its neighbours otherwise.
  private func columns(of flow: GradientFlow, in plot: Plot) -> [Double] {
    let anchors = anchors(of: flow)
    guard let first = anchors.first, let last = anchors.last, last.time > first.time else {
      let pitch = (plot.right - plot.left) / Double(flow.norms.count)
      return flow.norms.indices.map { plot.left + (Double($0) + 0.5) * pitch }
    }
    var next = 1
    return flow.norms.indices.map { time in
      while next < anchors.count - 1, anchors[next].time < time { next += 1 }
      let (one, two) = (anchors[next - 1], anchors[next])
      let part = Double(time - one.time) / Double(two.time - one.time)
      let x = one.x + part * (two.x - one.x)
      return min(max(x, plot.left + 4 * frame.unit), plot.right - 4 * frame.unit)
    }
  }

  /// The drawn time steps, counted from the first of the flow, in order, with their places.
  private func anchors(of flow: GradientFlow) -> [(time: Int, x: Double)] {
    var places: [Int: Double] = [:]
    for (index, piece) in drawn.pieces.enumerated() {
      let time: Int? =
        switch piece {
        case .node(let node): graph.nodes[node].name == flow.state ? graph.nodes[node].time : nil
        case .fold(let box): board.folds.boxes[box].time
        case .dots: nil
        }
      guard let time, flow.norms.indices.contains(time - flow.firstTime) else { continue }
      places[time - flow.firstTime] = layout.outlines[index].center.x
    }
    let anchors = places.sorted { $0.key < $1.key }.map { (time: $0.key, x: $0.value) }
    // Columns that do not go from left to right in time are no axis.
    return zip(anchors, anchors.dropFirst()).allSatisfy { $0.x < $1.x } ? anchors : []
  }

  /// Three whole powers of ten at equal distances that all sizes except 0 lie between.
  static func powers(of sizes: [Double]) -> [Int] {
    let logarithms = sizes.filter { $0 > 0 }.map { log10($0) }
    guard let least = logarithms.min(), let most = logarithms.max() else { return [-2, -1, 0] }
    let high = Int(most.rounded(.up))
    let step = max(1, (high - Int(least.rounded(.down)) + 1) / 2)
    return [high - 2 * step, high - step, high]
  }
}
