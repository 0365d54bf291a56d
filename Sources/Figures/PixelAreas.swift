import Graphviz

/// The areas of a picture in which something has changed, joined where drawing them together costs
/// less.
struct PixelAreas {
  private(set) var all: [Pixels.Area] = []

  // What drawing one more area costs, in pixels that could be drawn in that time.
  private static let overhead = 60_000
  // The pixels of the rim that antialiasing reaches, and by which the library may round the page.
  private static let rim = 3.0

  /// - Parameters:
  ///   - boxes: what has changed, in points.
  ///   - width: the width of the picture in pixels.
  ///   - height: its height in pixels.
  init(of boxes: [Scene.Box], pixelsPerPoint: Double, width: Int, height: Int) {
    func pixel(_ points: Double, _ rim: Double, _ most: Int) -> Int {
      let place = points * pixelsPerPoint + rim
      return Int(max(0, min(Double(most), rim < 0 ? place.rounded(.down) : place.rounded(.up))))
    }
    for box in boxes {
      let area = Pixels.Area(
        left: pixel(box.x, -Self.rim, width), top: pixel(box.y, -Self.rim, height),
        right: pixel(box.right, Self.rim, width), bottom: pixel(box.bottom, Self.rim, height))
      if area.count > 0 { add(area) }
    }
  }

  /// How many pixels are drawn.
  var count: Int { all.reduce(0) { $0 + $1.count } }

  private mutating func add(_ area: Pixels.Area) {
    var area = area
    while let place = all.firstIndex(where: {
      $0.union(area).count <= $0.count + area.count + Self.overhead
    }) {
      area = area.union(all.remove(at: place))
    }
    all.append(area)
  }
}

extension Drawable {
  // Letters may reach beyond their advance width and their line: slanted ones, and marks on them.
  private static let overhang = 0.5
  // Half of the width of an arrow head, and what a miter adds to its tip.
  private static let arrow = 8.0

  /// Returns a box in points around all that is drawn of it.
  ///
  /// - Parameter lineWidth: the width of its line or outline.
  func extent(lineWidth: Double) -> Scene.Box {
    var box = thing.extent(lineWidth: lineWidth)
    if let label { box = box.union(label.extent(lineWidth: 0)) }
    return box
  }

  fileprivate static func extent(of run: TextRun, _ baseline: Double, _ box: Scene.Box) -> Scene.Box
  {
    let size = run.font.size
    return Scene.Box(
      x: box.x - overhang * size, y: baseline - (1 + overhang) * size,
      width: box.width + 2 * overhang * size, height: (1 + 2 * overhang) * size)
  }

  fileprivate static func extent(_ points: [Point], _ lineWidth: Double) -> Scene.Box {
    let (x, y) = (points.map(\.x), points.map(\.y))
    let (left, top) = (x.min() ?? 0, y.min() ?? 0)
    return Scene.Box(x: left, y: top, width: (x.max() ?? left) - left, height: (y.max() ?? top) - top)
      .grown(by: lineWidth + arrow)
  }
}

extension Scene.Thing {
  fileprivate func extent(lineWidth: Double) -> Scene.Box {
    switch ink {
    case .text(let run, _, let baseline): Drawable.extent(of: run, baseline, box).union(box)
    // The library draws shapes in whole points.
    case .shape, .rule: box.grown(by: lineWidth + 1)
    // A Bézier curve lies in the hull of its points.
    case .curve(let points, let tip, _):
      Drawable.extent(points + (tip.map { [$0] } ?? []), lineWidth)
    }
  }
}

extension Scene.Box {
  fileprivate func grown(by margin: Double) -> Scene.Box {
    Scene.Box(
      x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin)
  }

  fileprivate func union(_ other: Scene.Box) -> Scene.Box {
    let (left, top) = (min(x, other.x), min(y, other.y))
    return Scene.Box(
      x: left, y: top, width: max(right, other.right) - left, height: max(bottom, other.bottom) - top)
  }
}
