import Look
import Storyboards

/// Finds the size at which everything in a storyboard fits on a canvas.
struct Placing {
  private let board: Storyboard
  private let theme: Theme
  private let canvas: Canvas
  private let parts: Set<Part>
  private let measure: TextMeasure
  /// Whether it is enough to know that everything fits, even if lines and chips are badly placed.
  private var isDraft = false

  private static let growth = 1.12
  private static let greatestStretch = 4.0
  private static let greatestWidth = 1e6
  private static let enoughHeight = 540.0
  private static let smallCanvas = Canvas(width: 320, height: 180)
  private static let greatestWordsWidth = 1.5 * Frame.usualWordsWidth

  init(
    _ board: Storyboard, _ theme: Theme, _ canvas: Canvas, _ parts: Set<Part>,
    _ measure: TextMeasure
  ) {
    self.board = board
    self.theme = theme
    self.canvas = canvas
    self.parts = board.title == nil ? parts.subtracting([.title]) : parts
    self.measure = measure
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

  /// Returns the penalties of the composition in the smallest letters on a canvas that keeps its
  /// shape; `nil` if there is no such composition.
  func demerits() throws -> Int? {
    for arrangement in arrangements(canvas) {
      if let composer = try smallest(on: canvas, arrangement) { return composer.demerits }
    }
    return nil
  }

  /// The arrangements in the order to try: words below the graph first on a page in portrait.
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
    func composed(around known: [Item: Scene.Box]) throws -> Composer {
      var composer: Composer
      repeat {
        // The first round finds the texts; sizes that depend on their widths need another round.
        composer = Composer(
          board, theme, measure, canvas, frame, stretch: stretch, scale: scale, around: known)
        composer.compose()
      } while try measure.learn()
      return composer
    }
    let first = try composed(around: [:])
    guard first.isRoomy, !first.faults.isEmpty, !isDraft else { return first }
    // If chips are on lines, the lines are routed around them.
    let second = try composed(around: first.marks)
    return second.isRoomy && second.demerits < first.demerits ? second : first
  }

  /// Returns the storyboard with everything on the canvas, in the largest letters that fit.
  private func fitted(on canvas: Canvas) throws -> Composer? {
    let scales = canvas.scales
    for arrangement in arrangements(canvas) {
      let largest = isDraft ? nil : try fitted(on: canvas, scales[0], arrangement)
      if let largest, largest.isClear { return largest }
      guard let smallest = try smallest(on: canvas, arrangement) else {
        if let largest { return largest }
        continue
      }
      if isDraft { return smallest }
      if let largest, largest.demerits <= smallest.demerits { return largest }
      // Find the largest letters in between that are as clear as the smallest.
      var best = smallest
      var (low, high) = (1, scales.count - 2)
      while low <= high {
        let middle = (low + high) / 2
        if let composer = try fitted(on: canvas, scales[middle], arrangement),
          composer.demerits <= best.demerits
        {
          best = composer
          high = middle - 1
        } else {
          low = middle + 1
        }
      }
      return best
    }
    return nil
  }

  /// Returns the storyboard in the smallest letters: what does not fit then does not fit in larger
  /// ones either.
  private func smallest(on canvas: Canvas, _ arrangement: Frame.Arrangement) throws -> Composer? {
    let (first, last) = (canvas.scales[0], canvas.scales[canvas.scales.count - 1])
    if let composer = try fitted(on: canvas, last, arrangement) { return composer }
    guard arrangement == .beside else { return nil }
    return try fitted(
      on: canvas, last, arrangement, wordsWidth: Frame.usualWordsWidth * last / first)
  }

  private func fitted(
    on canvas: Canvas, _ scale: Double, _ arrangement: Frame.Arrangement,
    wordsWidth: Double = Frame.usualWordsWidth
  ) throws -> Composer? {
    let frame = frame(canvas, scale, arrangement, wordsWidth: wordsWidth)
    // Whether there are too many columns does not depend on anything else.
    let bare = Composer(board, theme, measure, canvas, frame, stretch: 1, scale: scale)
    guard bare.frame.width <= frame.width + 0.5 else { return nil }
    let composer = try composed(frame, scale: scale)
    return composer.isRoomy ? composer : nil
  }

  /// Returns the storyboard with everything on the canvas, or on a canvas that has outgrown its
  /// shape.
  private func grown(on canvas: Canvas) throws -> Composer {
    let scales = canvas.scales
    let arrangement = arrangements(canvas)[0]
    // Many columns get space for their widest chips from the start.
    let probe = Composer(
      board, theme, measure, canvas, frame(canvas, scales[0], arrangement), stretch: 1,
      scale: scales[0])
    if probe.isLong {
      var widest: (value: Double, gradient: Double, name: Double)
      repeat { widest = probe.widestTexts() } while try measure.learn()
      let name = max(2 * probe.layout.radius, widest.name + 14)
      let stretch = max(1, (name + widest.value + widest.gradient + 20) / probe.layout.pitch)
      let frame = frame(canvas, scales[0], .beside)
      // Measure all texts first, because placing many columns takes long.
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

  /// Returns the storyboard on a canvas that has outgrown its shape: with columns further apart, so
  /// that the graph grows to the right, wider words, and a greater height if rows or words need it.
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

  /// Returns the storyboard on a canvas of a given size, `nil` if it does not fit.
  private func fixed(on canvas: Canvas) throws -> Composer? {
    if let composer = try fitted(on: canvas) { return composer }
    let composer = try outgrown(canvas)
    let frame = composer.frame
    guard frame.width * canvas.height <= frame.height * canvas.width + 0.5 else { return nil }
    // From this height on, letters grow with the canvas, so a larger one does not hold more.
    let isSmall = composer.scene.scale > canvas.scales[canvas.scales.count - 1]
    return isSmall && canvas.height < Self.enoughHeight ? nil : composer
  }

  /// Returns a canvas on which the figure fits: of the same shape if there is one, or else wider; of
  /// the usual shape if no page is as long as that.
  private func neededCanvas() throws -> Canvas {
    let needed = try neededCanvas(growing: canvas)
    if max(needed.width, needed.height) <= Double(Canvas.longest) { return needed }
    return try neededCanvas(growing: Self.smallCanvas)
  }

  private func neededCanvas(growing canvas: Canvas) throws -> Canvas {
    var draft = self
    draft.isDraft = true
    var (width, height) = (canvas.width, canvas.height)
    while height < Self.enoughHeight {
      width = (width * Self.growth).rounded(.up)
      height = min(Self.enoughHeight, (height * Self.growth).rounded(.up))
      let larger = Canvas(width: width, height: height)
      if try draft.fitted(on: larger) != nil { return larger }
    }
    let frame = try draft.outgrown(Canvas(width: width, height: height)).frame
    var needed = Canvas(
      width: (frame.width * height / frame.height).rounded(.up), height: height)
    while try draft.fixed(on: needed) == nil, needed.width < Self.greatestWidth {
      needed = Canvas(width: (needed.width * Self.growth).rounded(.up), height: height)
    }
    return needed
  }
}
