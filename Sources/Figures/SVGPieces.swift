import Graphviz
import Storyboards

/// The SVG of a scene's steps: every thing is drawn once in each of its appearances, and a step is
/// assembled from those that it shows.
struct SVGPieces {
  /// A piece that a step shows.
  private struct Use {
    let piece: Int32
    /// The named group that it belongs to.
    let group: Int32?
    /// Whether it lies below the other pieces of its group.
    let isCurve: Bool
  }

  private let scene: Scene
  private let steps: [Step]
  private let sheet: SVGSheet
  private let groups: [DrawnNames.Group]
  private let foci: [Storyboard.Focus?]
  /// What each step shows, in the scene's order.
  private var uses: [[Use]]

  /// Draws everything that the steps show.
  ///
  /// - Throws: `GraphvizError` with the library's message.
  init(of scene: Scene, showing steps: [Step], as format: Drawing.Format) throws {
    self.scene = scene
    self.steps = steps
    foci = steps.map { scene.storyboard.focus(of: $0) }
    uses = Array(repeating: [], count: steps.count)
    var drawer = PieceDrawer(scene.page, format)
    var appearances = Appearances(scene, in: steps)
    var names = DrawnNames(scene)
    for layer in Appearances.Layer.allCases {
      for drawable in Drawables(scene.things) {
        let each = appearances(drawable, layer)
        guard each.contains(where: { $0 != nil }) else { continue }
        let group = names.group(of: drawable.thing).map(Int32.init)
        var drawn: [(Appearance, Int32)] = []
        for (step, appearance) in each.enumerated() {
          guard let appearance else { continue }
          let known = drawn.first { $0.0 == appearance }?.1
          let piece = try known ?? drawer.add(drawable, appearance)
          if known == nil { drawn.append((appearance, piece)) }
          uses[step].append(Use(piece: piece, group: group, isCurve: drawable.isCurve))
        }
      }
    }
    groups = names.groups
    sheet = try drawer.finished()
  }

  /// Returns the picture of a step, counted from 0 among those shown.
  ///
  /// - Parameter prefix: what begins each id in it.
  func picture(of step: Int, prefix: String) -> [UInt8] {
    sheet.picture(
      of: shown(in: step), prefix: prefix, title: scene.storyboard.title(of: steps[step]),
      description: steps[step].narration)
  }

  /// What a step shows, from below: the background, cells, all lines, then everything else.
  private func shown(in step: Int) -> [SVGSheet.Group] {
    var placeOfGroup: [Int32: Int] = [:]
    var backdrops = [SVGSheet.Group(pieces: [0])]
    var lines: [SVGSheet.Group] = []
    var others: [SVGSheet.Group] = []
    for use in uses[step] {
      guard let index = use.group else {
        others.append(SVGSheet.Group(pieces: [use.piece]))
        continue
      }
      let group = groups[Int(index)]
      func add(to all: inout [SVGSheet.Group]) {
        let place = placeOfGroup[index] ?? all.count
        placeOfGroup[index] = place
        if place == all.count {
          all.append(
            SVGSheet.Group(
              element: group.name.element, classes: group.classes(in: steps[step], foci[step])))
        }
        if use.isCurve {
          all[place].curves.append(use.piece)
        } else {
          all[place].pieces.append(use.piece)
        }
      }
      if group.isBackdrop {
        add(to: &backdrops)
      } else if group.isLine {
        add(to: &lines)
      } else {
        add(to: &others)
      }
    }
    return backdrops + lines + others
  }
}
