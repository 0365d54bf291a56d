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
    _ storyboard: Way.Drawing
  ) throws -> Storyboard {
    let (board, fits) = try widest(parts, most, foldings, storyboard)
    if fits || others.isEmpty { return board }
    let placed = placing(board, parts)
    if try placed.isReadable() { return board }
    var best = (board: board, size: try placed.size())
    for way in others {
      let other = try widest(parts, most, way.foldings, way.storyboard)
      // Of a deck without an open time step nobody learns how a cell works; of several that work
      // alike it can tell how they are connected.
      guard other.board.hasOpenTimeStep || other.board.hasCellsAlike else { continue }
      if other.fits { return other.board }
      // Lines that a question is about are given up only for a graph that fits whole.
      guard !other.board.hidesAskedLines else { continue }
      let placed = placing(other.board, parts)
      if try placed.isReadable() { return other.board }
      // Where nothing can be read, the steps of the usual deck are worth somewhat smaller letters.
      let size = try placed.size()
      if size < Self.worthwhile * best.size { best = (other.board, size) }
    }
    return best.board
  }

  private static let worthwhile = 0.85

  /// A way to draw a deck on a page.
  public struct Way {
    /// Makes a deck with a number of columns.
    public typealias Drawing = (_ mostColumns: Int, Folding) throws -> Storyboard
    let foldings: [Folding]
    let storyboard: Drawing

    /// The ways to draw a deck where nothing else can be read, the preferred first: without a strip
    /// that nobody asked for, with all time steps folded but the last one, and with all folded that
    /// are not named.
    public static func narrow(
      _ foldings: [Folding],
      _ storyboard: @escaping (_ mostColumns: Int, Folding, _ hasStrip: Bool) throws -> Storyboard
    ) -> [Way] {
      [Way(foldings) { try storyboard($0, $1, false) }]
        + [[.notLast], [.alikeNotLast], [.unnamed]].map { folding in
          Way(folding) { try storyboard($0, $1, true) }
        }
    }

    /// Creates a way to draw a deck, folded the first way that fits.
    public init(_ foldings: [Folding], _ storyboard: @escaping Drawing) {
      (self.foldings, self.storyboard) = (foldings, storyboard)
    }
  }

  private func widest(
    _ parts: Set<Part>, _ most: Int, _ foldings: [Folding],
    _ storyboard: Way.Drawing
  ) throws -> (board: Storyboard, fits: Bool) {
    var columns = most
    while true {
      let (board, fits) = try folded(parts, columns, foldings, storyboard)
      if fits { return (board, true) }
      columns = min(columns, board.columns.all.count)
      repeat {
        columns -= 1
        guard columns >= Columns.fewest else { return (board, false) }
      } while try storyboard(columns, foldings[0]).columns == board.columns
    }
  }

  /// Returns a deck with a number of columns, folded the first way that fits, or else the last one.
  public func fitting(
    beside parts: Set<Part> = Set(Part.allCases), columns: Int, _ foldings: [Folding],
    _ storyboard: Way.Drawing
  ) throws -> Storyboard {
    if foldings.count == 1 { return try storyboard(columns, foldings[0]) }
    return try folded(parts, columns, foldings, storyboard).board
  }

  private func folded(
    _ parts: Set<Part>, _ columns: Int, _ foldings: [Folding],
    _ storyboard: Way.Drawing
  ) throws -> (board: Storyboard, fits: Bool) {
    var board = try storyboard(columns, foldings[0])
    if try fits(board, parts) { return (board, true) }
    for folding in foldings.dropFirst() {
      let other = try storyboard(columns, folding)
      // Without more to fold it is the same deck.
      guard !other.folds.boxes.isEmpty, other.folds.boxes != board.folds.boxes else { continue }
      board = other
      if try fits(board, parts) { return (board, true) }
    }
    return (board, false)
  }

  private func fits(_ board: Storyboard, _ parts: Set<Part>) throws -> Bool {
    try placing(board, parts).fits()
  }

  private func placing(_ board: Storyboard, _ parts: Set<Part>) -> Placing {
    // A tight figure has the steps and columns of the page that it is cropped from.
    let page = Canvas(width: width, height: height)
    return Placing(board, .light, page, parts, .nominal)
  }
}
