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
    // In the width of the line (20.1.8.22).
    func share(_ length: Double) -> Int { Int((length / stroke.width * 100_000).rounded()) }
    let dash =
      stroke.pattern.dash.map {
        "<a:custDash><a:ds d=\"\(share($0.length))\" sp=\"\(share($0.gap))\"/></a:custDash>"
      } ?? ""
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
      let share = Int(
        (shape.cornerRadius / max(min(box.width, box.height), 1) * 100_000).rounded())
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
    let box = Box(around: curve.points + head)
    let (left, top) = (box.x, box.y)
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
    for piece in curve.pieces {
      switch piece {
      case .line(let end): commands += "<a:lnTo>\(place(end))</a:lnTo>"
      case .curve(let one, let two, let end):
        commands += "<a:cubicBezTo>\([one, two, end].map(place).joined())</a:cubicBezTo>"
      }
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
