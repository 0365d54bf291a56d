import Graphviz
import Slides

/// A shape of a slide, ready to be written: its place in points and its DrawingML.
struct PowerPointShape {
  /// What PowerPoint takes for the same kind when it morphs one slide into the next.
  enum Kind: Hashable {
    case ellipse, rectangle, roundedRectangle, freeform, text
  }

  let kind: Kind
  let box: Box
  let geometry, fill, line: XMLText
  var text: XMLText = .none

  /// Returns the shape with its number and name on the slide.
  func markup(id: Int, name: String) -> XMLText {
    (kind == .text ? PowerPointParts.textBox : PowerPointParts.shape).filled([
      "id": XMLText(id), "name": XMLText(escaping: name), "x": .length(box.x), "y": .length(box.y),
      "width": .length(box.width), "height": .length(box.height), "geometry": geometry,
      "fill": kind == .text ? Self.noFill : fill, "line": line, "text": text,
    ])
  }

  /// A geometry that PowerPoint knows (ECMA-376, part 1, 20.1.9.18).
  static func preset(_ kind: XMLText, adjustment: XMLText = .none) -> XMLText {
    PowerPointParts.preset.filled(["kind": kind, "adjustment": adjustment])
  }

  private static let noFill = XMLText(markup: "<a:noFill/>")
  private static let noLine = XMLText(markup: "<a:ln><a:noFill/></a:ln>")

  private static func fill(_ color: String?, _ colors: PowerPointColors) -> XMLText {
    guard let color else { return noFill }
    return XMLText(markup: "<a:solidFill>\(colors.markup(of: color).markup)</a:solidFill>")
  }

  private static func line(_ stroke: Stroke?, _ colors: PowerPointColors) -> XMLText {
    guard let stroke, stroke.width > 0 else { return noLine }
    // As cairo draws them: dashes of 6 points and gaps of as many, or dots of 2; here in the width
    // of the line (20.1.8.22).
    let (on, off) = stroke.pattern == .dotted ? (2.0, 6.0) : (6.0, 6.0)
    func share(_ length: Double) -> Int { Int((length / stroke.width * 100_000).rounded()) }
    let dash =
      stroke.pattern == .solid
      ? "" : "<a:custDash><a:ds d=\"\(share(on))\" sp=\"\(share(off))\"/></a:custDash>"
    return PowerPointParts.line.filled([
      "width": .length(stroke.width), "color": colors.markup(of: stroke.color),
      "dash": XMLText(markup: dash),
    ])
  }

  /// A rectangle or an ellipse.
  init(_ shape: Element.Shape, text: XMLText = .none, _ colors: PowerPointColors) {
    box = shape.box
    fill = Self.fill(shape.fill, colors)
    line = Self.line(shape.stroke, colors)
    self.text = text
    switch shape.kind {
    case .ellipse: (kind, geometry) = (.ellipse, Self.preset("ellipse"))
    case .rectangle: (kind, geometry) = (.rectangle, Self.preset("rect"))
    case .roundedRectangle:
      let least = min(box.width, box.height)
      // libgraphviz rounds corners by 12 points, and in small shapes by a third of the height.
      let share = Int((min(12, least / 3) / max(least, 1) * 100_000).rounded())
      kind = .roundedRectangle
      geometry = Self.preset(
        "roundRect",
        adjustment: XMLText(markup: "<a:gd name=\"adj\" fmla=\"val \(share)\"/>"))
    }
  }

  /// A filled bar without an outline.
  init(bar box: Box, color: String, _ colors: PowerPointColors) {
    self.init(
      Element.Shape(kind: .rectangle, box: box, stroke: nil, fill: color), colors)
  }

  /// A line with its head, as one freeform. PowerPoint would route a connector anew as soon as a
  /// node is moved, and its own heads have other sizes.
  init(_ curve: Element.Curve, _ colors: PowerPointColors) {
    let head = curve.head
    let points = curve.points + head
    let xs = points.map(\.x)
    let ys = points.map(\.y)
    let (left, top) = (xs.min() ?? 0, ys.min() ?? 0)
    let box = Box(
      x: left, y: top, width: (xs.max() ?? 0) - left, height: (ys.max() ?? 0) - top)
    func place(_ point: Point) -> String {
      "<a:pt x=\"\(PowerPointParts.units(point.x - left))\" y=\"\(PowerPointParts.units(point.y - top))\"/>"
    }
    func path(_ style: String, _ commands: String) -> XMLText {
      PowerPointParts.path.filled([
        "width": .length(box.width), "height": .length(box.height),
        "style": XMLText(markup: style), "commands": XMLText(markup: commands),
      ])
    }
    var commands = curve.points.first.map { "<a:moveTo>\(place($0))</a:moveTo>" } ?? ""
    for end in stride(from: 3, to: curve.points.count, by: 3) {
      let piece = Array(curve.points[(end - 3)...end])
      commands +=
        piece.isStraight
        ? "<a:lnTo>\(place(piece[3]))</a:lnTo>"
        : "<a:cubicBezTo>\(piece.dropFirst().map(place).joined())</a:cubicBezTo>"
    }
    var paths = [path(" fill=\"none\"", commands)]
    if let start = head.first {
      paths.append(
        path(
          " stroke=\"0\"",
          "<a:moveTo>\(place(start))</a:moveTo>"
            + head.dropFirst().map { "<a:lnTo>\(place($0))</a:lnTo>" }.joined() + "<a:close/>"))
    }
    kind = .freeform
    self.box = box
    geometry = PowerPointParts.freeform.filled(["paths": XMLText(paths)])
    fill = Self.fill(head.isEmpty ? nil : curve.stroke.color, colors)
    line = Self.line(curve.stroke, colors)
  }

  init(kind: Kind, box: Box, geometry: XMLText, fill: XMLText, line: XMLText, text: XMLText) {
    (self.kind, self.box, self.geometry) = (kind, box, geometry)
    (self.fill, self.line, self.text) = (fill, line, text)
  }
}

extension Element.Curve {
  /// The corners of the arrow head with its outline, as libgraphviz draws it: a triangle whose base
  /// is 0.7 of its length, with sharp corners. Empty without a head.
  fileprivate var head: [Point] {
    guard let tip, let end = points.last else { return [] }
    let (dx, dy) = (tip.x - end.x, tip.y - end.y)
    let length = (dx * dx + dy * dy).squareRoot()
    guard length > 0 else { return [] }
    let slope = 0.35
    let outline = stroke.width / 2
    // How far the outline is beyond the tip, and beyond the ends of the base.
    let reach = length + outline * (1 + 1 / (slope * slope)).squareRoot()
    let half = slope * (reach + outline)
    func corner(_ along: Double, _ across: Double) -> Point {
      Point(
        end.x + (dx * along - dy * across) / length, end.y + (dy * along + dx * across) / length)
    }
    return [corner(-outline, half), corner(reach, 0), corner(-outline, -half)]
  }
}

extension [Point] {
  /// Whether four Bézier points are on a straight line.
  fileprivate var isStraight: Bool {
    let (dx, dy) = (self[3].x - self[0].x, self[3].y - self[0].y)
    let length = (dx * dx + dy * dy).squareRoot()
    return self[1...2].allSatisfy { point in
      abs(dx * (point.y - self[0].y) - dy * (point.x - self[0].x)) <= 0.01 * length
    }
  }
}
