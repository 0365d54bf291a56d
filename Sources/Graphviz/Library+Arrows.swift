import CGraphviz

extension Library {
  /// Returns the distance between the given tip of an arrowhead and the tip that the library draws,
  /// in points.
  ///
  /// Up to Graphviz 7 the outline ends at the given tip. Later versions draw a shorter outline, so
  /// that the mitred stroke ends there. The distance is measured by drawing one arrow for each pen
  /// width.
  ///
  /// - Throws: `GraphvizError` when the library fails.
  func arrowSetback(penWidth: Double) throws -> Double {
    try withContext(.building) { context in
      if let known = setbackOfPen[penWidth] { return known }
      let owner = try GraphOwner(name: "arrow")
      let attributes = try DrawingAttributes(owner, background: "transparent")
      let ends = try (owner.node("a"), owner.node("b"))
      for end in [ends.0, ends.1] { attributes.anchor(end, 0, 0) }
      let edge = try owner.edge(ends.0, ends.1, "e")
      attributes.curve(edge, "e,100,0 0,0 30,0 60,0 90,0", hasArrow: true)
      attributes.setStyle(
        edge, isCurve: true,
        attributes.stroke(edge: edge, Stroke(color: "#000000", width: penWidth)))
      try owner.layOut(context, engine: "nop2")
      let svg = try owner.rendered(context, as: "svg")
      guard let tip = Self.greatestX(inLastPolygonOf: String(decoding: svg, as: UTF8.self)) else {
        throw GraphvizError(stage: .rendering, message: "the arrow was drawn without a head")
      }
      setbackOfPen[penWidth] = 100 - tip
      return 100 - tip
    }
  }

  /// The arrowhead is a polygon: `points="90,3.5 100,0 90,-3.5 90,3.5"`.
  private static func greatestX(inLastPolygonOf svg: String) -> Double? {
    guard let last = svg.split(separator: "points=\"").dropFirst().last else { return nil }
    return last.prefix { $0 != "\"" }.split(separator: " ").compactMap { point in
      point.split(separator: ",").first.flatMap { Double($0) }
    }.max()
  }
}
