import Formulas
import Graphviz
import Slides

/// The style block of a deck in Typst: what a lecturer may change, and the functions it is drawn with.
struct TypstStyle {
  private let palette: Palette

  init(_ presentation: Presentation) { palette = presentation.palette }

  /// The colours, fonts and functions.
  var block: [String] {
    [
      "", "// ---- Style: change colours, fonts and functions here.",
      "// A faded colour is that of what a step is not about.",
    ] + TypstColors(palette).definitions + [
      "#let unroll-page = \(palette.background == nil ? "none" : "unroll-background")"
    ] + Self.functions + ["// ---- End of the style."]
  }

  // Explained in the file, because a lecturer edits it. A hyphen in a formula would be a minus.
  private static let functions = [
    "// Every Typst has these fonts; Typst looks for letters that they do not have in others.",
    "#let unroll-font = \"New Computer Modern\"",
    "#let unroll-math-font = \"New Computer Modern Math\"",
    "// The parts of a formula by their roles.",
    "#let unroll-role(color, body) = text(fill: color, weight: \"bold\", math.bold(body))",
    "#let unrollLocal(body) = unroll-role(unroll-forward-text, body)",
    "#let unrollUpstream(body) = unroll-role(unroll-backward-text, body)",
    "#let unrollValue(body) = unroll-role(unroll-forward-text, body)",
    "#let unrollResult(body) = unroll-role(unroll-ink, body)",
    "#let unrollAsked(body) = unroll-role(unroll-backward-text, body)",
    "// A word below a brace, where letters are 0.7 times as large; it is not smaller than the other",
    "// words of a picture.",
    "#let unrollWord(body) = context box(text(size: calc.max(text.size, 14.25pt / 0.7),",
    "  weight: \"regular\", body))",
    "// A table whose first row is on the line.",
    "#let unrollTable(..rows) = context {",
    "  let rows = rows.pos()",
    "  set text(top-edge: 0.95em, bottom-edge: -0.45em)",
    "  box(baseline: rows.len() * 1.4em - 0.95em, grid(columns: rows.first().len(),",
    "    column-gutter: 1em, align: (x, y) => if x == 0 { left } else { right },",
    "    grid.hline(y: 1, stroke: 0.055em + text.fill), ..rows.flatten().map(cell => $display(cell)$)))",
    "}",
    "// A text with its baseline at y, and its left end or its middle at x, in points; one that is",
    "// wider than width is scaled down.",
    "#let unroll-text(x, y, size, width, color, body, bold: false, middle: false) = context {",
    "  let weight = if bold { \"bold\" } else { \"regular\" }",
    "  let content = {",
    "    show math.equation: set text(font: unroll-math-font)",
    "    show math.equation: it => if bold { set text(weight: \"bold\"); it } else { it }",
    "    text(font: unroll-font, size: size * 1pt, fill: color, weight: weight, body)",
    "  }",
    "  let needed = measure(content).width",
    "  let factor = calc.min(1, width * 1pt / calc.max(needed, 0.01pt))",
    "  let start = x * 1pt - if middle { needed * factor / 2 } else { 0pt }",
    "  // The empty box makes the line end 200 points below its top.",
    "  place(top + left, dx: start, dy: (y - 200 * factor) * 1pt, scale(100% * factor,",
    "    origin: top + left, box(width: calc.max(needed, 1pt) + 1pt,",
    "      box(height: 200pt) + content)))",
    "}",
    "#let unroll-ellipse(x, y, width, height, fill, stroke) = place(top + left, dx: x * 1pt,",
    "  dy: y * 1pt, ellipse(width: width * 1pt, height: height * 1pt, fill: fill, stroke: stroke))",
    "#let unroll-rectangle(x, y, width, height, fill, stroke, radius: 0) = place(top + left,",
    "  dx: x * 1pt, dy: y * 1pt, rect(width: width * 1pt, height: height * 1pt, fill: fill,",
    "    stroke: stroke, radius: radius * 1pt))",
    "#let unroll-points(points) = points.map(point => point.map(number => number * 1pt))",
    "// A line of Bézier curves: its first point, then two control points and an end for each curve.",
    "#let unroll-line(stroke, start, ..points) = place(top + left, curve(stroke: stroke,",
    "  curve.move(unroll-points((start,)).first()),",
    "  ..unroll-points(points.pos()).chunks(3).map(points => curve.cubic(..points))))",
    "#let unroll-head(color, ..points) = place(top + left,",
    "  polygon(fill: color, ..unroll-points(points.pos())))",
  ]
}

/// The colours of a deck as Typst calls them.
struct TypstColors {
  private let palette: Palette

  init(_ palette: Palette) { self.palette = palette }

  /// `unroll-forward`, and `unroll-forward-faded` where it is faded.
  func name(of color: String) -> String {
    guard let swatch = palette.swatch(of: color) else { return "rgb(\(color.typstString))" }
    return "unroll-\(swatch.name)\(swatch.isFaded ? "-faded" : "")"
  }

  /// `1.6pt + unroll-ink`, or what says how it is dashed.
  func stroke(_ stroke: Stroke) -> String {
    let (width, color) = ("\(stroke.width.twoDecimals)pt", name(of: stroke.color))
    guard let dash = stroke.pattern.dash else { return "\(width) + \(color)" }
    return "(paint: \(color), thickness: \(width), "
      + "dash: (\(dash.length.twoDecimals)pt, \(dash.gap.twoDecimals)pt))"
  }

  /// The definitions of all colours.
  var definitions: [String] {
    var lines: [String] = []
    if !palette.entries.contains(where: { $0.name == "background" }) {
      lines.append(definition("background", palette.background ?? "#ffffff"))
    }
    for entry in palette.entries {
      lines.append(definition(entry.name, entry.color))
      if entry.faded != entry.color {
        lines.append(definition("\(entry.name)-faded", entry.faded))
      }
    }
    return lines
  }

  private func definition(_ name: String, _ color: String) -> String {
    "#let unroll-\(name) = rgb(\(color.typstString))"
  }
}
