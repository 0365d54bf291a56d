/// The sizes of a figure's letters, in points of the scene.
///
/// Those of the graph are parts of a page 540 points high, whatever the lesson: what a back row can
/// read (look.md). Everything around the graph grows with the page, where a graph needs a larger one.
struct TypeScale: Hashable {
  /// How close the graph is drawn.
  enum Density: CaseIterable {
    /// The usual letters.
    case usual
    /// The least letters, for cells with many gates.
    case dense
  }

  let density: Density

  /// The height of a page on which letters have these sizes.
  static let height = 540.0
  /// The least index or exponent, of the page's height.
  static let leastIndex = 50.0

  /// The name of a node.
  var node: Double { density == .dense ? Self.height / 32 : Self.height / 27 }
  /// A value, gradient or token.
  var chip: Double { density == .dense ? Self.height / 38 : Self.height / 34 }
  /// The time of a cell.
  var time: Double { Self.height / 38 }
  /// Dots in place of time steps.
  var dots: Double { 24 }
  /// The radius of a node with a short name.
  var radius: Double { density == .dense ? 17 : 24 }
  /// Half the height of a box.
  var halfBox: Double { density == .dense ? 14 : 18 }
  /// The radius of the corners of lines.
  let corner = 4.0
  /// How much wider a box is than its name.
  var boxPadding: Double { density == .dense ? 10 : 20 }
  /// The least height of a chip.
  var chipHeight: Double { density == .dense ? 19 : 22 }
  /// How much wider a chip is than its number.
  var chipPadding: Double { density == .dense ? 7 : 10 }
  /// The least width of an empty chip, which is filled in by hand.
  static let blankWidth = 48.0
}
