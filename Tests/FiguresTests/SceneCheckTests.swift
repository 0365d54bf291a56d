import Graphviz
import Storyboards
import Testing

@testable import Figures

/// The checks of scenes find faults: each test moves one item of a good scene.
@Suite struct SceneCheckTests {
  private let scene: Scene

  init() throws {
    scene = try Scene(of: try Samples.fitted("gru"))
  }

  private func node(_ id: String) throws -> Int {
    try #require(scene.storyboard.trace.graph.node(id: id))
  }

  private func box(_ item: Item) throws -> Scene.Box {
    try #require(scene.things.first { $0.owner == .item(item) }).box
  }

  private func faults(moving item: Item, _ x: Double, _ y: Double) -> [String] {
    faults { thing in
      guard thing.owner == .item(item) else { return }
      thing.box.x += x
      thing.box.y += y
      if case .text(let run, let color, let baseline) = thing.ink {
        thing.ink = .text(run, color: color, baseline: baseline + y)
      }
    }
  }

  private func faults(_ change: (inout Scene.Thing) -> Void) -> [String] {
    var moved = scene
    for index in moved.things.indices { change(&moved.things[index]) }
    return SceneCheck.faults(in: moved) + SceneCheck.graphFaults(in: moved)
  }

  private func slot(_ from: String, _ to: String) throws -> Item.Slot {
    let (from, to) = (try node(from), try node(to))
    let edge = try #require(
      scene.storyboard.trace.edges(into: to).first { $0.from == from })
    return Item.Slot(from: edge.from, to: edge.to, slot: edge.slot)
  }

  @Test("A good scene has no faults")
  func good() {
    #expect(faults { _ in }.isEmpty)
  }

  @Test("A chip away from its node is found, for each chip")
  func chips() throws {
    var count = 0
    for thing in scene.things {
      guard case .shape = thing.ink, case .item(let item) = thing.owner else { continue }
      switch item {
      case .value, .gradient: break
      default: continue
      }
      count += 1
      let found = faults(moving: item, 0, -60)
      #expect(!found.isEmpty, "\(item)")
    }
    #expect(count > 20)
  }

  @Test("A chip beside another node is found with its step and both names")
  func foreignChip() throws {
    let (own, other) = (try box(.value(node("x_1"))), try box(.node(node("z_2"))))
    let found = faults(
      moving: .value(try node("x_1")), other.right + 3 - own.x, other.center.y - own.center.y)
    #expect(
      found.contains { $0.hasPrefix("step ") && $0.contains(": x_1.value is 3.0 points from z_2") },
      "\(found)")
  }

  @Test("A node on another is found")
  func node() throws {
    let (one, other) = (try box(.node(node("r_1"))), try box(.node(node("z_1"))))
    let found = faults(moving: .node(try node("r_1")), other.x - one.x, other.y - one.y)
    #expect(
      found.contains { $0.hasSuffix(": r_1 overlaps z_1") || $0.hasSuffix(": z_1 overlaps r_1") })
  }

  @Test("A line through a node, beside one, and through a number are found")
  func lines() throws {
    let edge = try slot("z_1", "h_1")
    func through(_ point: Point) -> [String] {
      faults { thing in
        guard thing.owner == .item(.edge(edge)),
          case .curve(let points, let tip, let look) = thing.ink
        else { return }
        let (start, end) = (points[0], points[points.count - 1])
        thing.ink = .curve([start, start, point, point, point, end, end], tip: tip, look)
      }
    }
    let r = try box(.node(node("r_1")))
    #expect(through(r.center).contains { $0.contains(": z_1->h_1 runs through r_1 or") })
    let beside = Point(r.right + 3, r.center.y)
    #expect(through(beside).contains { $0.contains(": z_1->h_1 runs through r_1 or") })
    let chip = try box(.value(node("x_1")))
    #expect(through(chip.center).contains { $0.contains(": z_1->h_1 runs through x_1.value") })
  }

  @Test("A contribution off its line, and one on another line, are found")
  func contributions() throws {
    let slot = try slot("h_0", "h_1")
    #expect(
      faults(moving: .contribution(slot), 0, 20).contains {
        $0.hasSuffix(": h_0->h_1.contribution is not on its line")
      })
    let own = try box(.contribution(slot))
    let other = try box(.edge(self.slot("h_1", "y_1")))
    let found = faults(
      moving: .contribution(slot), other.center.x - own.center.x, other.center.y - own.center.y)
    #expect(found.contains { $0.contains(": h_0->h_1.contribution is on h_1->y_1") }, "\(found)")
  }

  @Test("What leaves the canvas, small letters and a page of another shape are found")
  func page() throws {
    let found = faults(moving: .value(try node("h_2")), 900, 0)
    #expect(found.contains { $0.hasSuffix(": h_2.value leaves the canvas") })
    let small = faults { thing in
      guard thing.owner == .item(.title), case .text(var run, let color, let baseline) = thing.ink
      else { return }
      run.font.size = 9
      thing.ink = .text(run, color: color, baseline: baseline)
    }
    #expect(small.count == 1 && small[0].hasPrefix("step 1: title: "), "\(small)")
    var wide = scene
    wide.width += 20
    #expect(SceneCheck.faults(in: wide).count == 1)
  }
}
