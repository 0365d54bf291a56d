import Graphviz
import Slides

/// A line of letters, as one line of text in PowerPoint: letters of one baseline, merged with their
/// indices and exponents.
///
/// A formula has several lines if parts of it are above each other, such as a fraction.
struct PowerPointLine {
  /// Letters in one style.
  private struct Run {
    var text: String
    let font: Font
    let color: String
    /// How much it is above the baseline in thousandths of a per cent of its size; `nil` for letters
    /// that are no index.
    let shift: Int?
    /// What is added to the width of each of its characters, in points.
    var spacing = 0.0
    /// Whether it has mathematical signs that Times lacks.
    let isRare: Bool

    init(_ text: String, _ font: Font, _ color: String, shift: Int? = nil, spacing: Double = 0) {
      (self.text, self.font, self.color) = (text, font, color)
      (self.shift, self.spacing) = (shift, spacing)
      isRare = text.unicodeScalars.contains(where: PowerPointLine.isRare)
    }

    func hasStyle(of other: Run) -> Bool {
      font == other.font && color == other.color && shift == other.shift
        && spacing == other.spacing && isRare == other.isRare
    }
  }

  /// The ends of the letters as they were measured, in points.
  private(set) var left, right: Double
  /// The y coordinate of the baseline, in points.
  let baseline: Double
  /// The size of the letters that are no indices, in points.
  let size: Double
  private var runs: [Run]
  /// By how much the last letters are narrower in Times than as they were measured.
  private var slack: Double
  /// How far the first letters are to the right of their left end, so that a sign keeps its middle.
  private let lead: Double

  /// PowerPoint draws an index at two thirds of the size of its run.
  private static let scriptScale = 2.0 / 3
  /// The widths of a blank and of a sign such as = in Times, in the size of the letters.
  private static let (blank, sign) = (0.25, 0.564)
  /// The middle of a line above its baseline. In Times, Cambria and others the middle between ascent
  /// and descent is within 0.03 of it.
  private static let middle = 0.35

  private init(_ letters: Element.Text.Letters) {
    let placed = letters.placed
    (left, right) = (placed.left, placed.left + placed.width)
    (baseline, size) = (placed.baseline, placed.run.font.size)
    runs = [Run(placed.run.text, placed.run.font, placed.color)]
    slack = Self.slack(of: letters)
    lead = slack / 2
  }

  private static func slack(of letters: Element.Text.Letters) -> Double {
    let placed = letters.placed
    guard !letters.isScript, ["=", "+", "−", "×"].contains(placed.run.text) else { return 0 }
    return max(0, placed.width - sign * placed.run.font.size)
  }

  /// Returns the lines of a text.
  ///
  /// - Complexity: O(n) for n pieces of letters.
  static func lines(of text: Element.Text) -> [PowerPointLine] {
    var lines: [PowerPointLine] = []
    for letters in text.letters where !letters.placed.run.text.isEmpty {
      guard let last = lines.indices.last, lines[last].takes(letters) else {
        lines.append(PowerPointLine(letters))
        continue
      }
      lines[last].append(letters)
    }
    return lines
  }

  /// Whether letters continue the line: to the right of it, and on its baseline or, if they are an
  /// index, near it.
  private func takes(_ letters: Element.Text.Letters) -> Bool {
    let placed = letters.placed
    let gap = placed.left - right
    guard gap > -0.2 * size, gap < 0.5 * size else { return false }
    let rise = baseline - placed.baseline
    return letters.isScript && placed.run.font.size < size
      ? abs(rise) < 0.8 * size
      : abs(rise) < 0.02 * size && abs(placed.run.font.size - size) < 0.1
  }

  private mutating func append(_ letters: Element.Text.Letters) {
    let placed = letters.placed
    let next = Self.slack(of: letters)
    let gap = placed.left - right
    // A sign keeps its middle.
    if gap > 0.08 * size { addBlank(gap + (slack + next) / 2) }
    slack = next
    var font = placed.run.font
    var shift: Int?
    if letters.isScript, font.size < size {
      let rise = baseline - placed.baseline
      font.size /= Self.scriptScale
      shift = Int((rise / font.size * 100_000).rounded())
    }
    append(Run(placed.run.text, font, placed.color, shift: shift))
    right = max(right, placed.left + placed.width)
  }

  /// Adds a blank of a width.
  private mutating func addBlank(_ width: Double) {
    guard let last = runs.last else { return }
    let spacing = width - Self.blank * size
    var font = last.font
    font.size = size
    let isUsual = abs(spacing) < 0.03 * size
    append(
      Run(
        " ", isUsual && last.shift == nil ? last.font : font, last.color,
        spacing: isUsual ? 0 : spacing))
  }

  private mutating func append(_ run: Run) {
    if let last = runs.last, last.hasStyle(of: run) {
      runs[runs.count - 1].text += run.text
    } else {
      runs.append(run)
    }
  }

  /// Whether it begins with a sign of a relation, so that the next line has one below it.
  private var beginsWithRelation: Bool {
    guard let first = runs.first?.text.first else { return false }
    return "=≈→≤≥∝".contains(first)
  }

  /// The text as PowerPoint has it.
  func runs(_ colors: PowerPointColors, language: XMLText) -> XMLText {
    XMLText(
      runs.map { run in
        var style = ""
        if run.font.face.isBold { style += " b=\"1\"" }
        if run.font.face.isItalic { style += " i=\"1\"" }
        if let shift = run.shift { style += " baseline=\"\(shift)\"" }
        if run.spacing != 0 { style += " spc=\"\(Int((run.spacing * 100).rounded()))\"" }
        return PowerPointParts.run.filled([
          "language": language, "size": XMLText(Int((run.font.size * 100).rounded())),
          "style": XMLText(markup: style), "color": colors.markup(of: run.color),
          "typeface": XMLText(markup: run.isRare ? "<a:latin typeface=\"Cambria Math\"/>" : ""),
          "text": XMLText(escaping: run.text),
        ])
      })
  }

  /// Whether Times lacks a mathematical sign, which Cambria Math has.
  fileprivate static func isRare(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "∂", "∆", "∏", "∑", "−", "√", "∞", "∩", "∫", "≈", "≠", "≡", "≤", "≥": false
    // Letters with double strokes; operators; letters of formulas.
    case "\u{2102}", "\u{2115}", "\u{2119}"..."\u{211D}": true
    case "\u{2200}"..."\u{22FF}", "\u{2A00}"..."\u{2AFF}": true
    case "\u{1D400}"..."\u{1D7FF}": true
    default: false
    }
  }

  /// Returns the text body for a shape of which it is the only line, centred; `nil` if it is not in
  /// the middle of the shape.
  func body(of shape: Box, _ colors: PowerPointColors, language: XMLText) -> XMLText? {
    guard abs((left + right) / 2 - (shape.x + shape.width / 2)) < 1 else { return nil }
    // The middle of the text is the middle of what the insets leave.
    let drop = baseline - Self.middle * size - (shape.y + shape.height / 2)
    return PowerPointParts.textBody.filled([
      "top": .length(max(0, 2 * drop)), "bottom": .length(max(0, -2 * drop)),
      "alignment": "ctr", "runs": runs(colors, language: language),
    ])
  }

  /// Returns a text box, a tenth wider than the letters as they were measured.
  ///
  /// - Parameter isLeading: whether it begins where the letters begin, rather than having its middle
  ///   where they have it.
  func textBox(
    isLeading: Bool, _ colors: PowerPointColors, language: XMLText
  ) -> PowerPointShape {
    let width = 1.1 * (right - left)
    let isLeft = isLeading || beginsWithRelation
    let body = PowerPointParts.textBody.filled([
      "top": .length(0), "bottom": .length(0), "alignment": isLeft ? "l" : "ctr",
      "runs": runs(colors, language: language),
    ])
    let box = Box(
      x: isLeft ? left + lead : (left + right - width) / 2,
      y: baseline - (Self.middle + 0.6) * size, width: width, height: 1.2 * size)
    return PowerPointShape(
      kind: .text, box: box, geometry: PowerPointShape.preset("rect"), fill: .none, line: .none,
      text: body)
  }
}
