import Storyboards

/// Finds the size at which everything of a storyboard finds room on a canvas.
struct Placing {
  private let board: Storyboard
  private let theme: Theme
  private let canvas: Canvas
  private let parts: Set<Scene.Part>
  private let measure: TextMeasure

  private static let growth = 1.12
  private static let greatestStretch = 4.0
  private static let greatestWidth = 1e6
  private static let enoughHeight = 540.0
  private static let greatestWordsWidth = 1.5 * Frame.usualWordsWidth

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
      guard let composer = try fixed(on: canvas) else {
        throw try CanvasError(canvas: canvas, needed: neededCanvas())
      }
      return composer.scene
    }
  }

  enum Fit { case neat, crowded, none }

  /// Whether the canvas keeps its shape, and neatly: with the chips of gates above and below them.
  func fit() throws -> Fit {
    guard let composer = try fitted(on: canvas) else { return .none }
    return composer.isNeat ? .neat : .crowded
  }

  /// Words below a graph suit a page that is higher than it is wide.
  private func arrangements(_ canvas: Canvas) -> [Frame.Arrangement] {
    canvas.width < canvas.height ? [.below, .beside] : [.beside, .below]
  }

  private func frame(
    _ canvas: Canvas, _ scale: Double, _ arrangement: Frame.Arrangement,
    wordsWidth: Double = Frame.usualWordsWidth
  ) -> Frame {
    var frame = Frame(
      width: canvas.width * scale, height: canvas.height * scale, arrangement, parts)
    frame.wordsWidth = wordsWidth
    return frame
  }

  private func composed(_ frame: Frame, scale: Double, stretch: Double = 1) throws -> Composer {
    var composer: Composer
    repeat {
      // The first round finds out which texts there are; sizes that depend on widths take another.
      composer = Composer(board, theme, measure, canvas, frame, stretch: stretch, scale: scale)
      composer.compose()
    } while try measure.learn()
    return composer
  }

  /// Returns the storyboard with room for everything within the canvas, letters as large as can be.
  private func fitted(on canvas: Canvas) throws -> Composer? {
    let scales = canvas.scales
    guard let first = scales.first, let last = scales.last else { return nil }
    for arrangement in arrangements(canvas) {
      func fitted(_ scale: Double, wordsWidth: Double = Frame.usualWordsWidth) throws -> Composer? {
        let frame = frame(canvas, scale, arrangement, wordsWidth: wordsWidth)
        // Columns are too many or not, whatever else there is.
        let bare = Composer(board, theme, measure, canvas, frame, stretch: 1, scale: scale)
        guard bare.frame.width <= frame.width + 0.5 else { return nil }
        let composer = try composed(frame, scale: scale)
        return composer.isRoomy ? composer : nil
      }
      let largest = try fitted(first)
      if let largest, largest.isNeat { return largest }
      // What finds no room among the smallest letters finds none among larger ones.
      if let smallest = try fitted(last) {
        // What is not neat among the smallest letters is so among none.
        var best = largest
        for scale in scales.dropFirst().dropLast() where best == nil || smallest.isNeat {
          guard let composer = try fitted(scale) else { continue }
          if composer.isNeat { return composer }
          best = best ?? composer
        }
        return smallest.isNeat ? smallest : best ?? smallest
      }
      if let largest { return largest }
      if arrangement == .beside,
        let composer = try fitted(last, wordsWidth: Frame.usualWordsWidth * last / first)
      {
        return composer
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
      board, theme, measure, canvas, frame(canvas, scales[0], arrangement), stretch: 1,
      scale: scales[0])
    if probe.isLong {
      var widest: (value: Double, gradient: Double, name: Double)
      repeat { widest = probe.widestTexts() } while try measure.learn()
      let name = max(2 * probe.layout.radius, widest.name + 14)
      let stretch = max(1, (name + widest.value + widest.gradient + 20) / probe.layout.pitch)
      let frame = frame(canvas, scales[0], .beside)
      // All texts are met before many columns are placed, which takes long.
      let bare = Composer(
        board, theme, measure, canvas, frame, stretch: stretch, scale: scales[0])
      _ = bare.widestTexts()
      repeat {
        var composer = bare
        composer.meetWords()
      } while try measure.learn()
      return try composed(frame, scale: scales[0], stretch: stretch)
    }
    if let composer = try fitted(on: canvas) { return composer }
    return try outgrown(canvas)
  }

  /// Returns the storyboard on a canvas that has outgrown its shape: columns further apart, in a
  /// strip that grows to the right, wider words, and where rows or words ask for it a greater height.
  private func outgrown(_ canvas: Canvas) throws -> Composer {
    var scale = canvas.scales[canvas.scales.count - 1]
    var wordsWidth = Frame.usualWordsWidth
    var stretch = 1.0
    while true {
      let composer = try composed(
        frame(canvas, scale, .beside, wordsWidth: wordsWidth), scale: scale, stretch: stretch)
      let isWide = wordsWidth > Self.greatestWordsWidth
      guard !composer.isRoomy, scale < 10, stretch < Self.greatestStretch else { return composer }
      if composer.isWordy, !isWide { wordsWidth *= Self.growth }
      if composer.isLow || composer.isWordy && isWide { scale *= Self.growth }
      if composer.isCrowded { stretch *= Self.growth }
    }
  }

  /// Returns the storyboard on a canvas of a given size, `nil` where it has no room.
  private func fixed(on canvas: Canvas) throws -> Composer? {
    if let composer = try fitted(on: canvas) { return composer }
    let composer = try outgrown(canvas)
    let frame = composer.frame
    guard frame.width * canvas.height <= frame.height * canvas.width + 0.5 else { return nil }
    // From this height on letters grow with the canvas, and a larger one holds no more.
    let isSmall = composer.scene.scale > canvas.scales[canvas.scales.count - 1]
    return isSmall && canvas.height < Self.enoughHeight ? nil : composer
  }

  /// Returns a canvas on which there is room: of the same shape if there is one, else wider.
  private func neededCanvas() throws -> Canvas {
    var (width, height) = (canvas.width, canvas.height)
    while height < Self.enoughHeight {
      width = (width * Self.growth).rounded(.up)
      height = min(Self.enoughHeight, (height * Self.growth).rounded(.up))
      let larger = Canvas(width: width, height: height)
      if try fitted(on: larger) != nil { return larger }
    }
    let frame = try outgrown(Canvas(width: width, height: height)).frame
    var needed = Canvas(
      width: (frame.width * height / frame.height).rounded(.up), height: height)
    while try fixed(on: needed) == nil, needed.width < Self.greatestWidth {
      needed = Canvas(width: (needed.width * Self.growth).rounded(.up), height: height)
    }
    return needed
  }
}
