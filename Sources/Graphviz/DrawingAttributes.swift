import CGraphviz

/// The attributes that drawings set, looked up once. Attributes that are not set keep their
/// defaults.
struct DrawingAttributes {
  typealias Symbol = UnsafeMutablePointer<Agsym_t>

  let text: TextAttributes
  private let viewport: Symbol
  private let nodeStyle, nodePosition, nodeShape, nodeWidth, nodeHeight, nodeColor, nodeFill,
    nodePenWidth, nodeFixed: Symbol
  private let edgeStyle, edgePosition, edgeColor, edgePenWidth, edgeHead: Symbol

  init(_ owner: GraphOwner, background: String) throws {
    for (name, value) in [
      ("notranslate", "true"), ("pad", "0"), ("margin", "0"), ("outputorder", "edgesfirst"),
      ("bgcolor", background), ("charset", "UTF-8"),
    ] { _ = try owner.declare(unroll_graph, name, value) }
    viewport = try owner.declare(unroll_graph, "viewport", "")
    text = TextAttributes(owner.graph)
    nodePosition = try owner.declare(unroll_node, "pos", "0,0")
    nodeStyle = try owner.declare(unroll_node, "style", "")
    nodeShape = try owner.declare(unroll_node, "shape", "none")
    nodeWidth = try owner.declare(unroll_node, "width", "0")
    nodeHeight = try owner.declare(unroll_node, "height", "0")
    nodeColor = try owner.declare(unroll_node, "color", "#000000")
    nodeFill = try owner.declare(unroll_node, "fillcolor", "#ffffff")
    nodePenWidth = try owner.declare(unroll_node, "penwidth", "1")
    nodeFixed = try owner.declare(unroll_node, "fixedsize", "false")
    edgePosition = try owner.declare(unroll_edge, "pos", "")
    edgeStyle = try owner.declare(unroll_edge, "style", "")
    edgeColor = try owner.declare(unroll_edge, "color", "#000000")
    edgePenWidth = try owner.declare(unroll_edge, "penwidth", "1")
    edgeHead = try owner.declare(unroll_edge, "arrowhead", "normal")
    _ = try owner.declare(unroll_edge, "arrowsize", "0.8")
  }

  /// Sets the page size in points and the zoom; with `nil` the page is as large as the drawing.
  func page(_ owner: GraphOwner, _ page: (width: Double, height: Double, zoom: Double)?) {
    unroll_set(owner.graph, viewport, page.map { "\($0.width),\($0.height),\($0.zoom)" } ?? "")
  }

  func place(_ node: OpaqueNode, _ x: Double, _ y: Double) {
    unroll_set(node, nodePosition, "\(x),\(y)")
  }

  func size(_ node: OpaqueNode, _ width: Double, _ height: Double) {
    unroll_set(node, nodeWidth, "\(width / 72)")
    unroll_set(node, nodeHeight, "\(height / 72)")
    unroll_set(node, nodeFixed, "true")
  }

  func shape(_ node: OpaqueNode, _ kind: Drawing.ShapeKind) {
    unroll_set(node, nodeShape, kind == .ellipse ? "ellipse" : "box")
  }

  func anchor(_ node: OpaqueNode, _ x: Double, _ y: Double) {
    place(node, x, y)
    unroll_set(node, nodeStyle, "invis")
  }

  func stroke(_ node: OpaqueNode, _ stroke: Stroke?, fill: String?) {
    unroll_set(node, nodeColor, stroke?.color ?? fill ?? "#000000")
    unroll_set(node, nodePenWidth, "\(stroke?.width ?? 0)")
    if let fill { unroll_set(node, nodeFill, fill) }
  }

  func style(_ kind: Drawing.ShapeKind, _ stroke: Stroke?, fill: String?) -> String {
    var parts: [String] = []
    if kind == .roundedRectangle { parts.append("rounded") }
    if fill != nil { parts.append("filled") }
    if let stroke, stroke.pattern != .solid { parts.append(stroke.pattern.rawValue) }
    // The style must be set explicitly; an empty one falls back to the default, which draws
    // nothing.
    return parts.isEmpty ? "solid" : parts.joined(separator: ",")
  }

  func curve(_ edge: OpaqueEdge, _ path: String, hasArrow: Bool) {
    setPath(edge, path)
    if !hasArrow { unroll_set(edge, edgeHead, "none") }
  }

  func setPath(_ edge: OpaqueEdge, _ path: String) { unroll_set(edge, edgePosition, path) }

  func stroke(edge: OpaqueEdge, _ stroke: Stroke) -> String {
    unroll_set(edge, edgeColor, stroke.color)
    unroll_set(edge, edgePenWidth, "\(stroke.width)")
    return stroke.pattern.rawValue
  }

  func setStyle(_ object: UnsafeMutableRawPointer, isCurve: Bool, _ style: String) {
    unroll_set(object, isCurve ? edgeStyle : nodeStyle, style)
  }
}
