import Storyboards

/// Finds the size at which everything of a storyboard finds room on a canvas.
struct Placing {
  private let board: Storyboard
  private let theme: Theme
  private let canvas: Canvas
  private let parts: Set<Scene.Part>
  private let measure: TextMeasure

  private static let stretchStep = 1.12
  private static let greatestStretch = 4.0
  private static let growth = 1.06

  init(
    _ board: Storyboard, _ theme: Theme, _ canvas: Canvas, _ parts: Set<Scene.Part>
  ) throws {
    self.board = board
    self.theme = theme
    self.canvas = canvas
    self.parts = board.title == nil ? parts.subtracting([.title]) : parts
    measure = try TextMeasure()
  }

  func scene() throws -> Scene {
    switch canvas.fit {
    case .grows: return try grown(on: canvas).scene
    case .isCropped: return try grown(on: canvas).scene.cropped
    case .isFixed:
      if let composer = try fitted(on: canvas) { return composer.scene }
      throw try CanvasError(canvas: canvas, needed: neededCanvas())
    }
  }

  /// Words below a graph suit a page that is higher than it is wide.
  private func arrangements(_ canvas: Canvas) -> [Frame.Arrangement] {
    canvas.width < canvas.height ? [.below, .beside] : [.beside, .below]
  }

  private func frame(
    _ canvas: Canvas, _ scale: Double, _ arrangement: Frame.Arrangement
  ) -> Frame {
    Frame(width: canvas.width * scale, height: canvas.height * scale, arrangement, parts)
  }

  private func composed(_ frame: Frame, scale: Double, stretch: Double = 1) throws -> Composer {
    var composer: Composer
    repeat {
      // The first round finds out which texts there are; sizes that depend on widths take another.
      composer = Composer(board, theme, measure, frame, stretch: stretch, scale: scale)
      composer.compose()
    } while try measure.learn()
    return composer
  }

  /// Returns the storyboard at the first scale, then with the least stretch, at which all finds
  /// room within the canvas.
  private func fitted(on canvas: Canvas) throws -> Composer? {
    let scales = canvas.scales
    for arrangement in arrangements(canvas) {
      for scale in scales {
        let frame = frame(canvas, scale, arrangement)
        let composer = try composed(frame, scale: scale)
        if composer.isRoomy, composer.frame.width <= frame.width + 0.5 { return composer }
      }
      let scale = scales[scales.count - 1]
      let frame = frame(canvas, scale, arrangement)
      var stretch = Self.stretchStep
      while stretch <= Self.greatestStretch {
        let composer = try composed(frame, scale: scale, stretch: stretch)
        guard composer.frame.width <= frame.width + 0.5 else { break }
        if composer.isRoomy { return composer }
        stretch *= Self.stretchStep
      }
    }
    return nil
  }

  /// Returns the storyboard with room for everything: on the canvas, or on one that has outgrown
  /// its shape.
  private func grown(on canvas: Canvas) throws -> Composer {
    let scales = canvas.scales
    let arrangement = arrangements(canvas)[0]
    // Many columns are given room for their widest chips at once.
    let probe = Composer(
      board, theme, measure, frame(canvas, scales[0], arrangement), stretch: 1, scale: scales[0])
    if probe.isLong {
      _ = probe.widestTexts()
      _ = try measure.learn()
      let widest = probe.widestTexts()
      let name = max(2 * probe.layout.radius, widest.name + 14)
      let stretch = max(1, (name + widest.value + widest.gradient + 20) / probe.layout.pitch)
      return try composed(
        frame(canvas, scales[0], .beside), scale: scales[0], stretch: stretch)
    }
    if let composer = try fitted(on: canvas) { return composer }
    // Letters cannot be smaller: the columns go further apart, in a strip that grows to the right.
    var scale = scales[scales.count - 1]
    var stretch = 1.0
    var composer = try composed(frame(canvas, scale, .beside), scale: scale)
    while composer.isLow && scale < 10 {
      scale *= Self.stretchStep
      composer = try composed(frame(canvas, scale, .beside), scale: scale)
    }
    while composer.isCrowded && stretch < Self.greatestStretch {
      stretch *= Self.stretchStep
      composer = try composed(frame(canvas, scale, .beside), scale: scale, stretch: stretch)
    }
    return composer
  }

  /// Returns a canvas on which the graph has room: of the same shape if there is one, else wider.
  private func neededCanvas() throws -> Canvas {
    var (width, height) = (canvas.width, canvas.height)
    // Beyond this height letters grow with the canvas, and a larger one holds no more.
    while height < 540 {
      width = (width * Self.growth).rounded(.up)
      height = min(540, (height * Self.growth).rounded(.up))
      let larger = Canvas(width: width, height: height)
      if try fitted(on: larger) != nil { return larger }
    }
    let composer = try grown(on: Canvas(width: width, height: height))
    return Canvas(
      width: (composer.scene.width / composer.scene.scale).rounded(.up),
      height: (composer.scene.height / composer.scene.scale).rounded(.up))
  }
}
