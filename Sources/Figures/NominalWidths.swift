/// The widths of texts in a face that need not be installed: about those of STIX.
///
/// They decide what a deck shows, so that it does not depend on the fonts installed.
enum NominalWidths {
  // Thousandths of the size, from the space (32) to the tilde (126).
  private static let ascii = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 685, 250, 333, 250, 278, 500, 500, 500,
    500, 500, 500, 500, 500, 500, 500, 278, 278, 685, 685, 685, 444, 921, 722, 667, 667, 722, 611,
    556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722,
    722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500,
    278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
  ]
  // Some faces that figures are drawn with, such as STIX Two, are a little wider.
  private static let widening = 1.05
  private static let others: [Unicode.Scalar: Int] = ["−": 685, "·": 250, "×": 685, "→": 1000]

  /// Returns the advance width of a text, in the unit of its size.
  static func width(of text: String, size: Double) -> Double {
    let thousandths = text.unicodeScalars.reduce(0) { sum, scalar in
      switch scalar.value {
      case 32...126: sum + ascii[Int(scalar.value) - 32]
      case 0x300...0x36F, 0x200B...0x200F: sum
      // From here on, most letters are as wide as they are high.
      case 0x2E80...: sum + 1000
      default: sum + (others[scalar] ?? 550)
      }
    }
    return Double(thousandths) / 1000 * size * widening
  }
}
