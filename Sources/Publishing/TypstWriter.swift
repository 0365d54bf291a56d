import Formulas
import Graphviz
import Slides

/// Writes the parts of one element as calls of the functions in the style block.
struct TypstWriter {
  /// What is written.
  let element: Element
  /// How wide its texts may be.
  let room: TextRoom
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
    let place = "\(box.x.tex), \(box.y.tex), \(box.width.tex), \(box.height.tex)"
    // libgraphviz rounds corners by a third of the shorter side, but not by more than 12 points.
    let radius =
      shape.kind == .roundedRectangle ? min(12, min(box.width, box.height) / 3) : 0
    let corners = radius > 0 ? ", radius: \(radius.tex)" : ""
    let name = shape.kind == .ellipse ? "ellipse" : "rectangle"
    return "unroll-\(name)(\(place), \(fill), \(stroke)\(corners))"
  }

  private func call(_ text: Element.Text, on shape: Element.Shape?) -> String {
    let center = text.left + text.width / 2
    let isOnShape = shape.map { abs($0.box.x + $0.box.width / 2 - center) < 1 } ?? false
    let width =
      if element.isProse {
        room.width(of: text, in: element.name)
      } else if let shape, isOnShape {
        // The text may be as wide as the shape is inside.
        max(text.width, (shape.kind == .ellipse ? 0.8 : 0.86) * shape.box.width)
      } else { text.width }
    // A shape around a vector does without parentheses.
    let formula = text.notation.typst(
      upTo: text.stage, hasFences: element.isProse || !isOnShape)
    return "unroll-text(\((element.isProse ? text.left : center).tex), \(text.baseline.tex), "
      + "\(text.size.tex), \(width.tex), \(colors.name(of: text.color)), [\(formula)]"
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
        return "unroll-text(\(placed.left.tex), \(placed.baseline.tex), \(font.size.tex), "
          + "\(placed.width.tex), \(colors.name(of: placed.color)), "
          + "\(font.face.isItalic ? "emph[\(words)]" : "[\(words)]"))"
      }
  }

  private func calls(_ curve: Element.Curve) -> [String] {
    guard let last = curve.points.last else { return [] }
    let points = curve.points.map(coordinate).joined(separator: ", ")
    let line = "unroll-line(\(colors.stroke(curve.stroke)), \(points))"
    guard let tip = curve.tip, let corners = head(from: last, to: tip, of: curve.stroke) else {
      return [line]
    }
    let color = colors.name(of: curve.stroke.color)
    return [line, "unroll-head(\(color), \(corners.map(coordinate).joined(separator: ", ")))"]
  }

  /// The corners of an arrow head as libgraphviz draws it: a triangle 0.7 times as wide as it is long,
  /// which its outline makes larger, also beyond its tip. It is equally long on edges and on the
  /// curves of gradients, though the one begins seven and the other ten points before its tip.
  private func head(from last: Point, to tip: Point, of stroke: Stroke) -> [Point]? {
    let (dx, dy) = (tip.x - last.x, tip.y - last.y)
    let distance = (dx * dx + dy * dy).squareRoot()
    guard distance > 0 else { return nil }
    let before =
      distance * 8 / (element.kind == "backward" ? 10 : 7) + stroke.width / 2
    let after = 1.514 * stroke.width
    let (ux, uy) = (dx / distance, dy / distance)
    let half = 0.35 * (before + after)
    let base = Point(tip.x - before * ux, tip.y - before * uy)
    return [
      Point(base.x - half * uy, base.y + half * ux),
      Point(tip.x + after * ux, tip.y + after * uy),
      Point(base.x + half * uy, base.y - half * ux),
    ]
  }

  private func coordinate(_ point: Point) -> String { "(\(point.x.tex), \(point.y.tex))" }
}
