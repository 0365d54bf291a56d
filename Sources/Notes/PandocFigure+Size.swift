/// How large images are where Pandoc does not make them fit by itself.
extension PandocFigure {
  /// The size of each image, as attributes.
  ///
  /// - Parameters:
  ///   - count: how many images stand in a row.
  ///   - rows: how many rows share a slide or a page.
  func size(for target: PandocTarget, inRow count: Int = 1, rows: Int = 1) -> [(String, String)] {
    if let width {
      let each = FigureWidth(width)?.ofEach(inRow: count) ?? width
      return [("width", target == .word ? Self.inches(of: each) : each)]
    }
    // Rows share the height of a slide, which is not much more than half of its width.
    if target == .reveal, rows > 1 { return [("width", "\(min(98 / count, 76 / rows))%")] }
    if target == .beamer, rows > 1, count > 1 {
      return [("width", "\(min(98 / count, 72 / rows))%")]
    }
    guard count > 1 else { return height(for: target, rows).map { [("height", "\($0)%")] } ?? [] }
    return [("width", target == .word ? Self.inches(of: "\(96 / count)%") : "\(98 / count)%")]
  }

  /// The height of images below each other, in percent of the page's.
  private func height(for target: PandocTarget, _ rows: Int) -> Int? {
    switch target {
    // As wide as the frame, an image would be too high under its title.
    case .beamer: 75 / rows
    // A figure floats, and what is higher than a page is cut off.
    case .latex where rows > 1 && caption != nil: 85 / rows
    default: nil
    }
  }

  /// A share of the text's width in Pandoc's own template for Word, since Pandoc 2 takes percents
  /// there for nothing.
  ///
  ///     PandocFigure.inches(of: "50%")  // "2.90in"
  ///     PandocFigure.inches(of: "8cm")  // "8cm"
  static func inches(of width: String) -> String {
    guard width.hasSuffix("%"), let percent = Double(width.dropLast()), (0...1000).contains(percent)
    else { return width }
    let hundredths = Int((percent * 5.8).rounded())
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)in"
  }
}
