import Look
import Storyboards

extension Canvas {
  /// Returns a deck with as many columns as the canvas holds with letters that a back row can read.
  ///
  ///     try Canvas.widescreen.fitting { columns, folding in
  ///       Storyboard(
  ///         of: trace, asking: ["h_0"], title: nil, mostColumns: columns, folding: folding)
  ///     }
  ///
  /// The columns are the same with every font. Where even the fewest columns are too wide, the scene
  /// is drawn smaller.
  ///
  /// - Parameters:
  ///   - parts: the parts drawn around the graph.
  ///   - most: the maximum number of columns.
  ///   - foldings: the ways to draw time steps with one number of columns, the preferred first.
  ///   - others: ways to draw the deck if with these the letters of no number of columns can be
  ///     read; the first that fits, or else the one that needs least space.
  /// - Throws: What `storyboard` throws.
  public func fitting(
    beside parts: Set<Part> = Set(Part.allCases), from most: Int = Columns.usual,
    _ foldings: [Folding] = [.none, .untold], orElse others: [Way] = [],
    _ storyboard: @escaping Way.Drawing
  ) throws -> Storyboard {
    let ways = [Way(foldings, storyboard)] + others
    var best: (board: Storyboard, size: Double)?
    // Rows get low only where no way to fold has space for usual ones.
    for isLow in [false, true] {
      for (index, way) in ways.enumerated() {
        let (board, fits) = try widest(parts, most, way, isLow: isLow)
        // Of a deck without an open time step nobody learns how a cell works; of several that work
        // alike it can tell how they are connected.
        guard index == 0 || board.hasOpenTimeStep || board.hasCellsAlike else { continue }
        if fits { return board }
        // Lines that a question is about are given up only for a graph that fits whole.
        guard index == 0 || !board.hidesAskedLines else { continue }
        let placed = placing(board, parts)
        if !others.isEmpty, try placed.isReadable(isLow: isLow) { return board }
        guard isLow else { continue }
        // Where nothing can be read, the steps of the usual deck are worth somewhat smaller letters.
        let size = try placed.size()
        if size < best.map({ Self.worthwhile * $0.size }) ?? .infinity { best = (board, size) }
      }
    }
    return try best?.board ?? storyboard(most, foldings[0])
  }

  private static let worthwhile = 0.85

  /// A way to draw a deck on a page.
  public struct Way {
    /// Makes a deck with a number of columns.
    public typealias Drawing = (_ mostColumns: Int, Folding) throws -> Storyboard
    let foldings: [Folding]
    let storyboard: Drawing

    /// The ways to draw a deck where nothing else can be read, the preferred first: without a strip
    /// that nobody asked for, with all time steps folded but the last one, with all folded that are
    /// not named, and so without a strip.
    public static func narrow(
      _ foldings: [Folding],
      _ storyboard: @escaping (_ mostColumns: Int, Folding, _ hasStrip: Bool) throws -> Storyboard
    ) -> [Way] {
      [Way(foldings) { try storyboard($0, $1, false) }]
        + [true, false].flatMap { hasStrip in
          [Folding.notLast, .alikeNotLast, .unnamed].map { folding in
            Way([folding]) { try storyboard($0, $1, hasStrip) }
          }
        }
    }

    /// Creates a way to draw a deck, folded the first way that fits.
    public init(_ foldings: [Folding], _ storyboard: @escaping Drawing) {
      (self.foldings, self.storyboard) = (foldings, storyboard)
    }
  }

  private func widest(
    _ parts: Set<Part>, _ most: Int, _ way: Way, isLow: Bool
  ) throws -> (board: Storyboard, fits: Bool) {
    var columns = most
    while true {
      let (board, fits) = try folded(parts, columns, way, isLow: isLow)
      if fits { return (board, true) }
      columns = min(columns, board.columns.all.count)
      repeat {
        columns -= 1
        guard columns >= Columns.fewest else { return (board, false) }
      } while try way.storyboard(columns, way.foldings[0]).columns == board.columns
    }
  }

  /// Returns a deck with a number of columns, folded the first way that fits, or else the last one.
  public func fitting(
    beside parts: Set<Part> = Set(Part.allCases), columns: Int, _ foldings: [Folding],
    _ storyboard: @escaping Way.Drawing
  ) throws -> Storyboard {
    if foldings.count == 1 { return try storyboard(columns, foldings[0]) }
    let way = Way(foldings, storyboard)
    let (board, fits) = try folded(parts, columns, way, isLow: false)
    return fits ? board : try folded(parts, columns, way, isLow: true).board
  }

  private func folded(
    _ parts: Set<Part>, _ columns: Int, _ way: Way, isLow: Bool
  ) throws -> (board: Storyboard, fits: Bool) {
    func fits(_ board: Storyboard) throws -> Bool {
      try placing(board, parts).fits(isLow: isLow)
    }
    var board = try way.storyboard(columns, way.foldings[0])
    if try fits(board) { return (board, true) }
    for folding in way.foldings.dropFirst() {
      let other = try way.storyboard(columns, folding)
      // Without more to fold it is the same deck.
      guard !other.folds.boxes.isEmpty, other.folds.boxes != board.folds.boxes else { continue }
      board = other
      if try fits(board) { return (board, true) }
    }
    return (board, false)
  }

  private func placing(_ board: Storyboard, _ parts: Set<Part>) -> Placing {
    // A tight figure has the steps and columns of the page that it is cropped from.
    let page = Canvas(width: width, height: height)
    return Placing(board, .light, page, parts, .nominal)
  }
}
