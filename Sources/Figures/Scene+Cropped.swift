import Storyboards
import Graphviz

extension Scene {
  private static let margin = 12.0

  /// Returns the scene cropped to everything that some steps show, with a small margin: the same for
  /// all of them.
  public func cropped(to steps: [Step]) -> Scene {
    let boxes = things.filter { thing in steps.contains { shows(thing, in: $0) } }
      .map(\.box)
    guard let left = boxes.map(\.x).min(), let top = boxes.map(\.y).min(),
      let right = boxes.map({ $0.x + $0.width }).max(),
      let bottom = boxes.map({ $0.y + $0.height }).max()
    else { return self }
    // The library draws canvases in whole points.
    let (x, y) = ((left - Self.margin).rounded(.down), (top - Self.margin).rounded(.down))
    var scene = Scene(
      width: (right + Self.margin - x).rounded(.up),
      height: (bottom + Self.margin - y).rounded(.up),
      scale: 1, theme: theme, storyboard: storyboard, canvas: canvas)
    scene.unplaced = unplaced
    scene.scenery = scenery
    scene.isPanelAlone = isPanelAlone
    scene.aloneCallouts = aloneCallouts
    scene.things = things.map { $0.moved(by: Point(-x, -y)) }
    scene.formulas = formulas.map { formula in
      var moved = formula
      moved.x -= x
      moved.baseline -= y
      return moved
    }
    return scene
  }
}

extension Scene.Thing {
  /// Returns the same thing at another place.
  func moved(by way: Point) -> Scene.Thing {
    func moved(_ point: Point) -> Point { Point(point.x + way.x, point.y + way.y) }
    var thing = self
    thing.box.x += way.x
    thing.box.y += way.y
    switch ink {
    case .text(let run, let color, let baseline):
      thing.ink = .text(run, color: color, baseline: baseline + way.y)
    case .curve(let points, let tip, let look):
      thing.ink = .curve(points.map(moved), tip: tip.map(moved), look)
    case .shape, .rule: break
    }
    return thing
  }
}

extension Drawable {
  /// Returns the same drawable at another place.
  func moved(by way: Point) -> Drawable {
    Drawable(thing: thing.moved(by: way), label: label?.moved(by: way))
  }
}
