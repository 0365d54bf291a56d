/// The sizes of images that Pandoc does not scale to fit by itself.
extension PandocFigure {
  /// Returns the size of each image, as attributes.
  ///
  /// - Parameters:
  ///   - count: the number of images in a row.
  ///   - rows: the number of rows that share a slide or a page.
  func size(for target: PandocTarget, inRow count: Int = 1, rows: Int = 1) -> [(String, String)] {
    if let width {
      let each = FigureWidth(width)?.ofEach(inRow: count) ?? width
      return [("width", target == .word ? Self.inches(of: each) : each)]
    }
    // Rows share the height of a slide, which is not much more than half its width.
    if target == .reveal, rows > 1 { return [("width", "\(min(98 / count, 76 / rows))%")] }
    if target == .beamer, rows > 1, count > 1 {
      return [("width", "\(min(98 / count, 72 / rows))%")]
    }
    guard count > 1 else { return height(for: target, rows).map { [("height", "\($0)%")] } ?? [] }
    return [("width", target == .word ? Self.inches(of: "\(96 / count)%") : "\(98 / count)%")]
  }

  /// The height of images stacked vertically, in percent of the page height.
  private func height(for target: PandocTarget, _ rows: Int) -> Int? {
    switch target {
    // At the full width of the frame, an image would be too high below the title.
    case .beamer: (pictures.contains { $0.caption != nil } ? 65 : 75) / rows
    // A figure is a float, and floats higher than a page are cut off.
    case .context where rows > 1 && caption != nil: 85 / rows
    default: nil
    }
  }

  /// Returns a percentage as a length, relative to the text width in Pandoc's default Word
  /// template, since Pandoc 2 ignores percentages there.
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
