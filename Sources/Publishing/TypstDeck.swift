import Formulas
import Graphviz
import Slides

/// Writes a deck as Typst: shapes, lines and formulas at their places, one page a step.
///
/// ```swift
/// let text = TypstDeck.written(presentation)  // "// RNN, in 32 steps …"
/// ```
///
/// It needs no packages, and Typst 0.13 or later. Colours, fonts and functions are defined at the top.
/// What several steps show alike is written once.
public enum TypstDeck {
  /// Returns the deck as UTF-8.
  public static func written(_ presentation: Presentation) -> [UInt8] {
    let words = presentation.words
    let count = words.slides.count
    var lines = [
      "// \(words.title.inTypstComment), in \(count) step\(count == 1 ? "" : "s").",
      "// Compile it with typst compile, a page for each step.",
      "#set document(title: \(words.title.typstString))",
    ]
    lines += head(presentation)
    lines += ["", "// What step k shows, in the order in which it is drawn.", "#let unroll-step(k) = {"]
    let room = TeXRoom(presentation)
    let colors = TypstColors(presentation.palette)
    for entry in TeXTimeline.entries(of: presentation.pages) {
      let writer = TypstWriter(element: entry.element, room: room, colors: colors)
      lines.append("  // \(entry.element.name.inTypstComment)")
      let commands = writer.commands
      if entry.pages.count == count {
        lines += commands.map { "  \($0)" }
      } else {
        lines.append("  if \(condition(entry.pages, count)) {")
        lines += commands.map { "    \($0)" } + ["  }"]
      }
    }
    lines += ["}", ""]
    for (index, slide) in words.slides.enumerated() {
      lines += [
        "// Step \(slide.number): \(slide.title.inTypstComment)",
        "#page[#unroll-step(\(index + 1))"
          + "#metadata((t: \"Note\", v: \(slide.narration.typstString)))<pdfpc>]",
      ]
    }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private static func condition(_ pages: [Int], _ count: Int) -> String {
    TeXTimeline.specification(of: pages, in: count).split(separator: ",").map { range in
      let ends = range.split(separator: "-")
      if !range.contains("-") { return "k == \(range)" }
      return ends.count == 1
        ? "k >= \(ends[0])" : "(k >= \(ends[0]) and k <= \(ends[1]))"
    }.joined(separator: " or ")
  }

  private static func head(_ presentation: Presentation) -> [String] {
    let palette = presentation.palette
    var lines = [
      "", "// Colours, fonts and functions: change them here.",
      "#let unroll-background = rgb(\((palette.background ?? "#ffffff").typstString))",
    ]
    lines += palette.entries.filter { $0.name != "background" }
      .map { "#let unroll-\($0.name) = rgb(\($0.color.typstString))" }
    return lines + [
      "#let unroll-faded(color) = color.mix((color, 40%), (unroll-background, 60%), space: rgb)",
      "#set page(width: \(presentation.width.tex)pt, height: \(presentation.height.tex)pt, "
        + "margin: 0pt, fill: \(palette.background == nil ? "none" : "unroll-background"))",
      "#set text(font: (\"STIX Two Text\", \"New Computer Modern\", \"Libertinus Serif\"), "
        + "lang: \(presentation.words.language.rawValue.typstString))",
      "#show math.equation: set text(font: (\"STIX Two Math\", \"New Computer Modern Math\"))",
      "#let unroll-role(color, body) = text(fill: color, math.bold(body))",
      "#let unrollLocal(body) = unroll-role(unroll-forward-text, body)",
      "#let unrollUpstream(body) = unroll-role(unroll-backward-text, body)",
      "#let unrollValue(body) = unroll-role(unroll-forward-text, body)",
      "#let unrollResult(body) = unroll-role(unroll-ink, body)",
      "#let unrollAsked(body) = unroll-role(unroll-backward-text, body)",
      "// A text of a size on a line at y, with its left end or its middle at x; one that is wider",
      "// than width is scaled down.",
      "#let unroll-text(x, y, size, width, color, body, bold: false, middle: false) = context {",
      "  let weight = if bold { \"bold\" } else { \"regular\" }",
      "  let content = text(size: size * 1pt, fill: color, weight: weight, body)",
      "  let needed = measure(content).width",
      "  let factor = calc.min(1, width * 1pt / calc.max(needed, 0.01pt))",
      "  let start = x * 1pt - if middle { needed * factor / 2 } else { 0pt }",
      "  // The empty box says where the line is.",
      "  place(top + left, dx: start, dy: (y - 200 * factor) * 1pt, scale(100% * factor,",
      "    origin: top + left, box(width: calc.max(needed, 1pt) + 1pt,",
      "      box(height: 200pt) + content)))",
      "}",
      "#let unroll-shape(kind, x, y, width, height, fill, stroke, radius: 0pt) = place(",
      "  top + left, dx: x * 1pt, dy: y * 1pt,",
      "  if kind == \"ellipse\" {",
      "    ellipse(width: width * 1pt, height: height * 1pt, fill: fill, stroke: stroke)",
      "  } else {",
      "    rect(width: width * 1pt, height: height * 1pt, fill: fill, stroke: stroke, radius: radius)",
      "  })",
      "#let unroll-line(stroke, ..parts) = place(top + left, curve(stroke: stroke, ..parts))",
      "#let unroll-head(color, ..points) = place(top + left, polygon(fill: color, ..points))",
    ]
  }
}

/// The colours of a deck as Typst calls them.
private struct TypstColors {
  let palette: Palette

  init(_ palette: Palette) { self.palette = palette }

  func name(of color: String) -> String {
    guard let swatch = palette.swatch(of: color) else { return "rgb(\(color.typstString))" }
    let name = "unroll-\(swatch.name)"
    return swatch.isFaded ? "unroll-faded(\(name))" : name
  }

  func stroke(_ stroke: Stroke) -> String {
    let dash =
      switch stroke.pattern {
      case .solid: ""
      case .dashed: ", dash: (6pt, 6pt)"
      case .dotted: ", dash: (1pt, 5pt)"
      }
    return "(paint: \(name(of: stroke.color)), thickness: \(stroke.width.tex)pt\(dash))"
  }
}

/// Writes the parts of one element.
private struct TypstWriter {
  let element: Element
  let room: TeXRoom
  let colors: TypstColors

  var commands: [String] {
    var shape: Element.Shape?
    return element.parts.flatMap { part -> [String] in
      switch part {
      case .shape(let next):
        shape = next
        return [self.shape(next)]
      case .curve(let curve): return lines(curve)
      case .text(let text): return self.text(text, on: shape)
      }
    }
  }

  private func shape(_ shape: Element.Shape) -> String {
    let box = shape.box
    let radius = min(12, min(box.width, box.height) / 3)
    let corners = shape.kind == .roundedRectangle ? ", radius: \(radius.tex)pt" : ""
    return "unroll-shape(\"\(shape.kind == .ellipse ? "ellipse" : "rectangle")\", \(box.x.tex), "
      + "\(box.y.tex), \(box.width.tex), \(box.height.tex), "
      + "\(shape.fill.map(colors.name) ?? "none"), "
      + "\(shape.stroke.map(colors.stroke) ?? "none")\(corners))"
  }

  private func text(_ text: Element.Text, on shape: Element.Shape?) -> [String] {
    let kind = element.classes.split(separator: " ").first ?? ""
    let isProse = ["title", "caption", "callout", "panel"].contains(kind)
    guard !text.notation.isFolded else { return letters(of: text) }
    let center = text.left + text.width / 2
    let isOnShape = shape.map { abs($0.box.x + $0.box.width / 2 - center) < 1 } ?? false
    let width =
      if isProse {
        room.width(of: text, in: element.name)
      } else if let shape, isOnShape {
        max(text.width, (shape.kind == .ellipse ? 0.8 : 0.86) * shape.box.width)
      } else { text.width }
    return [
      "unroll-text(\((isProse ? text.left : center).tex), \(text.baseline.tex), \(text.size.tex), "
        + "\(width.tex), \(colors.name(of: text.color)), "
        + "[\(text.notation.typst(upTo: text.stage, hasFences: isProse || !isOnShape))]"
        + (text.isBold ? ", bold: true" : "") + (isProse ? "" : ", middle: true") + ")"
    ]
  }

  /// A formula that Typst has no form of, letter by letter as in the figure.
  private func letters(of text: Element.Text) -> [String] {
    text.marks.flatMap { mark -> [String] in
      switch mark {
      case .rule(let box, let color):
        [
          "unroll-shape(\"rectangle\", \(box.x.tex), \(box.y.tex), \(box.width.tex), "
            + "\(box.height.tex), \(colors.name(of: color)), none)"
        ]
      case .curve(let curve): lines(curve)
      }
    }
      + text.letters.map { letters in
        let placed = letters.placed
        let font = placed.run.font
        let text = "#\(placed.run.text.typstString)"
        return
          "unroll-text(\(placed.left.tex), \(placed.baseline.tex), \(font.size.tex), "
          + "\(placed.width.tex), \(colors.name(of: placed.color)), "
          + "\(font.face.isItalic ? "emph[\(text)]" : "[\(text)]"))"
      }
  }

  private func lines(_ curve: Element.Curve) -> [String] {
    guard let first = curve.points.first, let last = curve.points.last else { return [] }
    var parts = ["curve.move(\(coordinate(first)))"]
    for index in stride(from: 1, to: curve.points.count - 2, by: 3) {
      parts.append(
        "curve.cubic(" + curve.points[index...index + 2].map(coordinate).joined(separator: ", ")
          + ")")
    }
    let line = "unroll-line(\(colors.stroke(curve.stroke)), \(parts.joined(separator: ", ")))"
    guard let tip = curve.tip else { return [line] }
    let (dx, dy) = (tip.x - last.x, tip.y - last.y)
    let length = (dx * dx + dy * dy).squareRoot()
    guard length > 0 else { return [line] }
    // As libgraphviz draws it: a triangle 0.7 times as wide as it is long, with an outline.
    let isFlow = element.classes.hasPrefix("backward")
    let (before, after) = (
      (isFlow ? 0.8 : 8.0 / 7) * length + curve.stroke.width / 2, 1.514 * curve.stroke.width
    )
    let (ux, uy) = (dx / length, dy / length)
    let half = 0.35 * (before + after)
    let base = Point(tip.x - before * ux, tip.y - before * uy)
    let corners = [
      Point(base.x - half * uy, base.y + half * ux),
      Point(tip.x + after * ux, tip.y + after * uy),
      Point(base.x + half * uy, base.y - half * ux),
    ]
    return [
      line,
      "unroll-head(\(colors.name(of: curve.stroke.color)), "
        + corners.map(coordinate).joined(separator: ", ") + ")",
    ]
  }

  private func coordinate(_ point: Point) -> String { "(\(point.x.tex)pt, \(point.y.tex)pt)" }
}

extension String {
  /// The text on one line, for a comment.
  fileprivate var inTypstComment: String {
    split(whereSeparator: { $0.isWhitespace || $0.isNewline }).joined(separator: " ")
  }
}
