import Formulas
import Graphviz
import Slides

/// Writes the parts of one element as calls of the functions in the style block.
struct TypstWriter {
  /// What is written.
  let element: Element
  /// How wide its texts may be.
  let widths: TextWidths
  /// The names of its colours.
  let colors: TypstColors

  /// The calls; later ones draw on top.
  var commands: [String] {
    var shape: Element.Shape?
    return element.parts.flatMap { part -> [String] in
      switch part {
      case .shape(let next):
        shape = next
        return [call(next)]
      case .curve(let curve): return calls(curve)
      case .text(let text):
        return text.notation.isFolded ? letters(of: text) : [call(text, on: shape)]
      }
    }
  }

  private func call(_ shape: Element.Shape) -> String {
    let box = shape.box
    let fill = shape.fill.map(colors.name) ?? "none"
    let stroke = shape.stroke.map(colors.stroke) ?? "none"
    let place =
      "\(box.x.twoDecimals), \(box.y.twoDecimals), \(box.width.twoDecimals), \(box.height.twoDecimals)"
    let radius = shape.cornerRadius
    let corners = radius > 0 ? ", radius: \(radius.twoDecimals)" : ""
    let name = shape.kind == .ellipse ? "ellipse" : "rectangle"
    return "unroll-\(name)(\(place), \(fill), \(stroke)\(corners))"
  }

  private func call(_ text: Element.Text, on shape: Element.Shape?) -> String {
    let center = text.left + text.width / 2
    let isOnShape = shape.map { abs($0.box.x + $0.box.width / 2 - center) < 1 } ?? false
    let width =
      if element.isProse {
        widths.greatest(of: text, in: element.name)
      } else if let shape, isOnShape {
        // The text may be as wide as the shape is inside.
        max(text.width, (shape.kind == .ellipse ? 0.8 : 0.86) * shape.box.width)
      } else { text.width }
    // A shape around a vector does without parentheses.
    let formula = text.notation.typst(
      upTo: text.stage, hasFences: element.isProse || !isOnShape)
    return
      "unroll-text(\((element.isProse ? text.left : center).twoDecimals), \(text.baseline.twoDecimals), "
      + "\(text.size.twoDecimals), \(width.twoDecimals), \(colors.name(of: text.color)), [\(formula)]"
      + (text.isBold ? ", bold: true" : "") + (element.isProse ? "" : ", middle: true") + ")"
  }

  /// A formula that Typst has no form of, letter by letter as in the figure.
  private func letters(of text: Element.Text) -> [String] {
    let marks = text.marks.flatMap { mark -> [String] in
      switch mark {
      case .rule(let box, let color):
        [call(.init(kind: .rectangle, box: box, stroke: nil, fill: color))]
      case .curve(let curve): calls(curve)
      }
    }
    return marks
      + text.letters.map { letters in
        let placed = letters.placed
        let font = placed.run.font
        let words = "#\(placed.run.text.typstString)"
        return
          "unroll-text(\(placed.left.twoDecimals), \(placed.baseline.twoDecimals), \(font.size.twoDecimals), "
          + "\(placed.width.twoDecimals), \(colors.name(of: placed.color)), "
          + "\(font.face.isItalic ? "emph[\(words)]" : "[\(words)]"))"
      }
  }

  private func calls(_ curve: Element.Curve) -> [String] {
    let points = curve.points.map(coordinate).joined(separator: ", ")
    let line = "unroll-line(\(colors.stroke(curve.stroke)), \(points))"
    guard !curve.head.isEmpty else { return [line] }
    let color = colors.name(of: curve.stroke.color)
    return [line, "unroll-head(\(color), \(curve.head.map(coordinate).joined(separator: ", ")))"]
  }

  private func coordinate(_ point: Point) -> String {
    "(\(point.x.twoDecimals), \(point.y.twoDecimals))"
  }
}
