/// The sizes of a figure's letters, in points of the scene.
///
/// Those of the graph are parts of a page 540 points high, whatever the lesson: what a back row can
/// read (look.md). Everything around the graph grows with the page, where a graph needs a larger one.
struct TypeScale: Hashable {
  /// How close the graph is drawn: 0 for the usual letters, 1 for the least that a back row can read.
  let density: Double

  private func between(_ usual: Double, _ dense: Double) -> Double {
    usual + (dense - usual) * density
  }

  /// The height of a page on which letters have these sizes.
  static let height = 540.0
  /// The least index or exponent, of the page's height.
  static let leastIndex = 50.0

  /// The name of a node.
  var node: Double { between(Self.height / 27, Self.height / 32) }
  /// A value, gradient or token.
  var chip: Double { between(Self.height / 34, Self.height / 38) }
  /// The time of a cell.
  var time: Double { Self.height / 38 }
  /// Dots in place of time steps.
  var dots: Double { 24 }
  /// The radius of a node with a short name.
  var radius: Double { between(22, 17) }
  /// Half the height of a box.
  var halfBox: Double { between(18, 14) }
  /// The radius of the corners of lines.
  let corner = 4.0
  /// How much wider a box is than its name.
  var boxPadding: Double { between(20, 10) }
  /// The least height of a chip.
  var chipHeight: Double { between(22, 19) }
  /// How much wider a chip is than its number.
  var chipPadding: Double { between(10, 7) }
  /// The length of the shortest arrow.
  var arrow: Double { between(24, 18) }
  /// The least width of an empty chip, which is filled in by hand.
  static let blankWidth = 48.0
}
