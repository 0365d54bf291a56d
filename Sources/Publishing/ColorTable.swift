/// At most 255 colours that stand for all colours of some pictures, as GIF needs them.
///
/// Flat colours, which cover most of a figure, are there exactly; the rest, which are the smoothed
/// rims of letters and lines, are cut into groups that differ least, each time at the mean of the
/// widest one (the variance-based cut of Wu, 1991). Pictures of at most 255 colours keep them all.
struct ColorTable {
  /// A colour as red, green and blue, red in the highest of three bytes, and how often it occurs.
  typealias Counted = (color: UInt32, count: Int)

  /// The colours, `0xRRGGBB`, and nothing in the highest byte.
  let colors: [UInt32]
  /// The place of each colour's substitute.
  private(set) var places: [UInt32: UInt8] = [:]

  private static let most = 255
  // The colours of themes and their faded forms.
  private static let exact = 40

  /// - Parameter counts: how often each colour occurs.
  init(_ counts: [UInt32: Int]) {
    // A dictionary has no order of its own.
    let all: [Counted] = counts.map { ($0.key, $0.value) }
      .sorted { ($1.count, $0.color) < ($0.count, $1.color) }
    let kept = all.count <= Self.most ? all.count : Self.exact
    var colors = all.prefix(kept).map(\.color)
    if kept < all.count {
      colors += Self.groups(Array(all.dropFirst(kept)), most: Self.most - kept).map(\.mean)
    }
    self.colors = colors
    for (place, one) in all.prefix(kept).enumerated() { places[one.color] = UInt8(place) }
    for one in all.dropFirst(kept) { places[one.color] = nearest(to: one.color) }
  }

  private func nearest(to color: UInt32) -> UInt8 {
    var best = (place: 0, distance: Int.max)
    for (place, other) in colors.enumerated() {
      var distance = 0
      for shift in [UInt32(0), 8, 16] {
        let difference = Int(color >> shift & 0xff) - Int(other >> shift & 0xff)
        distance += difference * difference
      }
      if distance < best.distance { best = (place, distance) }
    }
    return UInt8(best.place)
  }

  private static func groups(_ colors: [Counted], most: Int) -> [Group] {
    var groups = [Group(colors)]
    while groups.count < most {
      guard
        let widest = groups.indices.max(by: { groups[$0].error < groups[$1].error }),
        let (one, two) = groups[widest].halves
      else { break }
      groups[widest] = one
      groups.append(two)
    }
    return groups
  }

  /// Colours that one stands for.
  private struct Group {
    let colors: [Counted]
    /// The sum of the squared distances of all pixels from the mean, in each channel.
    private var errors = [0.0, 0, 0]
    private var means = [0.0, 0, 0]

    var error: Double { errors.reduce(0, +) }
    var mean: UInt32 { means.reduce(0) { $0 << 8 | UInt32($1.rounded()) } }

    init(_ colors: [Counted]) {
      self.colors = colors
      let total = colors.reduce(0.0) { $0 + Self.weight($1) }
      for channel in 0..<3 {
        var (sum, squares) = (0.0, 0.0)
        for one in colors {
          let value = Self.value(one, channel)
          sum += Self.weight(one) * value
          squares += Self.weight(one) * value * value
        }
        means[channel] = sum / total
        errors[channel] = max(0, squares - sum * sum / total)
      }
    }

    private static func value(_ one: Counted, _ channel: Int) -> Double {
      Double(one.color >> UInt32(16 - 8 * channel) & 0xff)
    }

    // A colour that occurs once is visible too.
    private static func weight(_ one: Counted) -> Double { Double(one.count).squareRoot() }

    /// The colours on both sides of the mean of the channel that differs most.
    var halves: (Group, Group)? {
      guard colors.count > 1, let channel = (0..<3).max(by: { errors[$0] < errors[$1] })
      else { return nil }
      let low = colors.filter { Self.value($0, channel) <= means[channel] }
      let high = colors.filter { Self.value($0, channel) > means[channel] }
      return low.isEmpty || high.isEmpty ? nil : (Group(low), Group(high))
    }
  }
}
