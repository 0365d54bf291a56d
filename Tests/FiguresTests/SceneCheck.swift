@testable import Figures
import Storyboards
import Testing

/// Checks scenes step by step; a fault fails the test.
enum SceneCheck {
  /// Checks every step of a scene.
  static func run(_ scene: Scene) {
    let faults = faults(in: scene)
    #expect(faults.isEmpty, "\(scene.storyboard.title ?? "")")
  }

  /// Returns the same without letters that are small and reported to be: those of a graph that is
  /// drawn smaller, or of a formula that fits in no larger ones.
  static func unreported(in scene: Scene) -> [String] {
    let small = hasReportedLetters(scene)
    return faults(in: scene).filter { !small || !$0.hasSuffix(" points") }
  }

  /// Whether lint reports letters below the minimum.
  static func hasReportedLetters(_ scene: Scene) -> Bool {
    scene.problems.contains { $0.message.contains("but the back row needs") }
  }

  /// Returns everything that overlaps, leaves the canvas or is too small to read, each with the
  /// first step that shows it, and a page of another shape than asked for.
  static func faults(in scene: Scene) -> [String] {
    let names = FigureNames(of: scene.storyboard)
    func step(_ things: Scene.Thing...) -> Int? {
      scene.storyboard.steps.first { step in things.allSatisfy { scene.shows($0, in: step) } }?
        .number
    }
    let clashes = clashes(scene.things).compactMap { a, b in
      step(a, b).map {
        "step \($0): \(text(of: a.owner, names)) overlaps \(text(of: b.owner, names))"
      }
    }
    let others = scene.things.flatMap { thing in
      faults(of: thing, in: scene, text(of: thing.owner, names)).compactMap { fault in
        step(thing).map { "step \($0): \(fault)" }
      }
    }
    let ratio = scene.width / scene.height / (scene.canvas.width / scene.canvas.height)
    let isShaped = scene.canvas.isCropped || abs(ratio - 1) < 0.01
    return clashes + others
      + (isShaped ? [] : ["step 1: the page is \(scene.width) by \(scene.height)"])
  }

  /// The name of an item as in DOT.
  static func text(of owner: Scene.Owner, _ names: FigureNames) -> String {
    switch owner {
    case .item(let item): names[item].text
    case .callout: names.callout.text
    case .caption: names.caption.text
    case .always, .scenery: "\(owner)"
    }
  }

  /// Returns the chips that are on an edge or nearer to another node than to their own, each with
  /// the first step that shows it, and the number of chips.
  static func unclear(in scene: Scene) -> (faults: [String], chipCount: Int) {
    let crossings = scene.crossings
    let faults =
      crossings.map { ($0.mark, "\($0.mark.owner) lies on \($0.line.owner)") }
      + scene.strays.map { ($0.chip, "\($0.chip.owner) is nearer to \($0.node.owner)") }
    let chips = scene.things.filter { thing in
      if case .shape(_, let look) = thing.ink {
        look == .valueChip || look == .gradientChip
      } else {
        false
      }
    }
    var first: [Scene.Owner: String] = [:]
    for (chip, fault) in faults where first[chip.owner] == nil {
      let step = scene.storyboard.steps.first { scene.shows(chip, in: $0) }?.number ?? 0
      first[chip.owner] = "step \(step): \(fault)"
    }
    return (first.values.sorted(), chips.count)
  }

  /// Chips, nodes and texts must not overlap unless they belong together; edges and curves may
  /// cross. A step shows only one formula and one caption.
  private static func clashes(_ things: [Scene.Thing]) -> [(Scene.Thing, Scene.Thing)] {
    let solid = things.filter { thing in
      switch thing.ink {
      case .shape(_, .cell), .shape(_, .joint), .shape(_, .halo): false
      case .shape, .text: true
      case .rule, .curve: false
      }
    }.sorted { $0.box.x < $1.box.x }
    var found: [(Scene.Thing, Scene.Thing)] = []
    for (index, a) in solid.enumerated() {
      for b in solid[(index + 1)...] {
        guard b.box.x < a.box.x + a.box.width else { break }
        guard a.owner != b.owner, overlap(a, b) else { continue }
        switch (a.owner, b.owner) {
        case (.callout, .callout), (.caption, .caption): continue
        default: found.append((a, b))
        }
      }
    }
    return found
  }

  /// Whether two shapes meet in one of the points of a fine grid over what their boxes share.
  private static func overlap(_ a: Scene.Thing, _ b: Scene.Thing) -> Bool {
    guard a.box.overlaps(b.box) else { return false }
    let (left, right) = (max(a.box.x, b.box.x), min(a.box.right, b.box.right))
    let (top, bottom) = (max(a.box.y, b.box.y), min(a.box.bottom, b.box.bottom))
    func holds(_ thing: Scene.Thing, _ x: Double, _ y: Double) -> Bool {
      guard case .shape(.ellipse, _) = thing.ink else { return true }
      let (dx, dy) = (x - thing.box.center.x, y - thing.box.center.y)
      let part = (2 * dx / thing.box.width, 2 * dy / thing.box.height)
      return part.0 * part.0 + part.1 * part.1 < 0.95
    }
    return (0...10).contains { column in
      (0...10).contains { row in
        let x = left + (right - left) * Double(column) / 10
        let y = top + (bottom - top) * Double(row) / 10
        return holds(a, x, y) && holds(b, x, y)
      }
    }
  }

  private static func faults(
    of thing: Scene.Thing, in scene: Scene, _ name: String
  ) -> [String] {
    var found: [String] = []
    let box = thing.box
    if box.x < 0 || box.y < 0 || box.x + box.width > scene.width
      || box.y + box.height > scene.height
    {
      found.append("\(name) leaves the canvas")
    }
    if case .text(let run, _, _) = thing.ink {
      let page = scene.canvas.isCropped ? 540 : min(scene.width, scene.height)
      let least = page / (thing.isScript ? 50 : 38)
      if run.font.size < least * 0.995 {
        found.append("\(name): ‘\(run.text)’ has \(run.font.size) of \(scene.height) points")
      }
    }
    return found
  }
}
