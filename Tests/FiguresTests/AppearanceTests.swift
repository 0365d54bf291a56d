import Look
import Storyboards
import Testing

@testable import Figures

@Suite struct AppearanceTests {
  @Test("A drawable appears in the steps that show it, with a thicker outline if it is hot")
  func appearances() throws {
    let board = try Samples.board("elman")
    let scene = try Scene(of: board)
    var appearances = Appearances(scene, in: board.steps)
    var hotSteps = 0
    for drawable in Drawables(scene.things) {
      let all = appearances(drawable, of: board.steps.count)
      for (step, appearance) in zip(board.steps, all) {
        #expect((appearance != nil) == scene.shows(drawable.thing, in: step))
      }
      guard case .item(.node(let node)) = drawable.thing.owner, case .shape = drawable.thing.ink
      else { continue }
      for (step, appearance) in zip(board.steps, all) where step.hot.contains(.node(node)) {
        hotSteps += 1
        #expect(appearance?.stroke.width == 3)
      }
    }
    #expect(hotSteps > 10)
  }

  @Test("The loss has the colour of the forward pass when its value is shown, and the other later")
  func loss() throws {
    let board = try Samples.board("lecture")
    let scene = try Scene(of: board)
    let outcome = board.trace.graph.outcome
    let rim = try #require(
      Drawables(scene.things).first {
        guard case .shape = $0.thing.ink else { return false }
        return $0.thing.owner == .item(.node(outcome))
      })
    var appearances = Appearances(scene, in: board.steps)
    let hot = zip(board.steps, appearances(rim, .allElse)).filter {
      $0.0.hot.contains(.node(outcome))
    }
    #expect(
      hot.map(\.0.name) == [
        "value Loss", "gradient Loss", "backward Loss->Loss_2", "backward Loss->Loss_1",
      ])
    let (forward, backward) = (scene.theme.forward, scene.theme.backward)
    #expect(hot.map { $0.1?.stroke.color } == [forward, backward, backward, backward])
  }

  @Test("What a step is not about is drawn with 40 % of its colours over the background")
  func faded() throws {
    for name in ["gru", "elman"] {
      let board = try Samples.board(name)
      let scene = try Scene(of: board, theme: name == "gru" ? .dark : .light)
      let theme = scene.theme
      var appearances = Appearances(scene, in: board.steps)
      let foci = board.steps.map { board.focus(of: $0) }
      let usual = [
        theme.ink, theme.forward, theme.backward, theme.muted, theme.forwardText,
        theme.backwardText, theme.background,
      ]
      let faded = Set(usual.map(theme.faded))
      var count = 0
      for drawable in Drawables(scene.things) {
        guard case .item(let item) = drawable.thing.owner else { continue }
        for (index, appearance) in appearances(drawable, of: board.steps.count).enumerated() {
          guard let appearance else { continue }
          let isFaded = foci[index].map { !$0.contains(item) } ?? false
          if isFaded { count += 1 }
          #expect(
            (isFaded ? faded : Set(usual)).contains(appearance.text),
            "\(name) \(index + 1): the text of \(item)")
          if case .shape(_, .halo) = drawable.thing.ink { continue }
          #expect(
            (isFaded ? faded : Set(usual)).contains(appearance.stroke.color),
            "\(name) \(index + 1): \(item) \(appearance)")
          #expect(!isFaded || !board.steps[index].hot.contains(item), "a hot item is never faded")
        }
      }
      #expect(count > 100)
    }
    // 40 % of #1f2933 over white.
    #expect(Theme.light.faded("#1f2933") == "#a5a9ad")
  }

  @Test("Of lines that share a way, those of the step are drawn last, in SVG and as one layer")
  func order() throws {
    let board = try Samples.board("gru")
    let scene = try Scene(of: board)
    let step = try #require(board.steps.first { $0.caption.plain.contains("computes r_1") })
    let focus = try #require(board.focus(of: step))
    let svg = String(
      decoding: try Figure(of: scene, showing: [step]).rendered(step, as: .svgWithText),
      as: UTF8.self)
    let lines = svg.matches(of: /<g id="[^"]*-([^"-]+_\d-to-[^"]+)" class="edge( faded)?">/)
    let isFaded = lines.map { $0.output.2 != nil }
    #expect(isFaded.contains(true) && isFaded.contains(false))
    #expect(isFaded == isFaded.sorted { $0 && !$1 }, "faded lines come first")
    #expect(
      lines.filter { $0.output.2 == nil }.map { String($0.output.1) }.sorted() == [
        "h_0-to-r_1", "x_1-to-r_1",
      ])
    let r1 = try #require(board.trace.graph.node(id: "r_1"))
    #expect(focus.contains(.value(r1)) && focus.contains(.title) && focus.contains(.strip))
  }
}

extension Appearances {
  /// How a drawable is drawn in each step, in whichever layer.
  fileprivate mutating func callAsFunction(_ drawable: Drawable, of count: Int) -> [Appearance?] {
    let layers = Layer.allCases.map { self(drawable, $0) }
    return (0..<count).map { step in
      let drawn = layers.compactMap { $0[step] }
      #expect(drawn.count < 2, "nothing is drawn twice")
      return drawn.first
    }
  }
}
