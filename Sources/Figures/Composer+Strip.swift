import Formulas
import Look
import Storyboards

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The size of the gradient at every time step: one bar each, on a logarithmic scale, with a height
/// and a colour that depend on the size.
extension Composer {
  /// How much of the canvas's height a strip takes.
  static let stripHeight = 85.0
  // With more bars, each would be thinner than a line.
  private static let mostBars = 240
  // The faintest bar is still seen against the paper.
  private static let faintest = 0.45

  private var letters: Double { TypeScale.height / 38 * frame.unit }

  /// Composes the strips one below another, on one scale.
  mutating func composeStrips() {
    let decades = Self.decades(of: board.flows.flatMap(\.norms))
    for (index, flow) in board.flows.enumerated() {
      compose(flow, decades, top: frame.floor + (8 + Double(index) * Self.stripHeight) * frame.unit)
    }
  }

  private mutating func compose(
    _ flow: GradientFlow, _ decades: ClosedRange<Int>, top: Double
  ) {
    let sign = Notation.fenced(
      .partialDerivative(
        of: .symbol(graph.nodes[graph.outcome].symbol),
        to: .symbol(Symbol(flow.state, time: .relative(0)))), .bars)
    let name = label(sign, size: letters)
    let ends = [decades.upperBound, decades.lowerBound].map { exponent in
      label(
        .scripts(
          .numeral("10"), below: nil, above: NumberStyle().notation(.scalar(Double(exponent)))),
        size: letters)
    }
    let unit = frame.unit
    let bottom = top + 56 * unit
    let nameLeft = frame.margin
    let axis = nameLeft + name.width + 8 * unit + (ends.map(\.width).max() ?? 0) + 6 * unit
    let baseline = (top + bottom + name.ascent - name.descent) / 2
    put(name, x: nameLeft, baseline: baseline, owner: .item(.strip))
    for (label, y) in zip(ends, [top + 12 * unit, bottom]) {
      put(
        label, x: axis - 6 * unit - label.width, baseline: y, owner: .item(.strip),
        color: theme.muted)
    }
    if let title = flow.title {
      let label = measure.fitted(
        .strong(title), size: letters, least: letters,
        width: frame.graphRight - axis - 12 * unit)
      put(label, x: axis + 8 * unit, baseline: top + 2 * unit, owner: .item(.strip))
    }
    rule(x: axis, y: bottom, width: frame.graphRight - axis, height: unit, color: theme.muted)
    bars(flow, decades, from: axis + 4 * unit, to: frame.graphRight, top: top, bottom: bottom)
  }

  private mutating func bars(
    _ flow: GradientFlow, _ decades: ClosedRange<Int>, from left: Double, to right: Double,
    top: Double, bottom: Double
  ) {
    // If several time steps share a bar, it shows the largest of them.
    let share = (flow.norms.count + Self.mostBars - 1) / Self.mostBars
    let sizes = stride(from: 0, to: flow.norms.count, by: share).map { start in
      flow.norms[start..<min(start + share, flow.norms.count)].max() ?? 0
    }
    let pitch = (right - left) / Double(sizes.count)
    let unit = frame.unit
    let width = min(28 * unit, pitch * (pitch > 4 * unit ? 0.78 : 1))
    let span = Double(decades.upperBound - decades.lowerBound)
    let strong = Color(theme.backward) ?? .white
    let paper = Color(theme.background) ?? .white
    for (index, size) in sizes.enumerated() {
      let middle = left + (Double(index) + 0.5) * pitch
      if size > 0 {
        let part = (log10(size) - Double(decades.lowerBound)) / span
        // A title stands above the bars.
        let height = max(
          2 * unit, part * (bottom - top - (flow.title == nil ? 0 : 12 * unit)))
        let tint = paper.mixed(with: strong, share: Self.faintest + (1 - Self.faintest) * part)
        rule(
          x: middle - width / 2, y: bottom - height, width: width, height: height, color: tint.hex)
      }
      let isEnd = index == 0 || index == sizes.count - 1
      guard isEnd || isMarked(index, count: sizes.count, pitch: pitch) else { continue }
      let time = flow.firstTime + index * share
      let text = label(.numeral("\(time)"), size: letters)
      put(
        text, x: middle - text.width / 2, baseline: bottom + 16 * unit, owner: .item(.strip),
        color: theme.muted)
    }
  }

  /// Whether a bar's time step is written below it: every one, every fifth, every tenth …, as space
  /// allows.
  private func isMarked(_ index: Int, count: Int, pitch: Double) -> Bool {
    let step = [1, 5, 10, 20, 50, 100].first { Double($0) * pitch >= 34 * frame.unit } ?? count
    // The number of the last one needs the space beside it.
    return index % step == 0 && Double(count - 1 - index) * pitch >= 34 * frame.unit
  }

  private mutating func rule(
    x: Double, y: Double, width: Double, height: Double, color: String
  ) {
    scene.things.append(
      .init(
        owner: .item(.strip), ink: .rule(color: color),
        box: .init(x: x, y: y, width: width, height: height)))
  }

  /// The whole powers of ten around all sizes except 0.
  static func decades(of sizes: [Double]) -> ClosedRange<Int> {
    let logarithms = sizes.filter { $0 > 0 }.map { log10($0) }
    guard let least = logarithms.min(), let most = logarithms.max() else { return -1...0 }
    let low = Int(least.rounded(.down))
    let high = Int(most.rounded(.up))
    // The smallest bar has a height too.
    let floor = Double(low) == least ? low - 1 : low
    return floor...max(high, floor + 1)
  }
}
