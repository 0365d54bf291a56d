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
  // In a drawing with names.
  private var nodeId, nodeClass, edgeId, edgeClass: Symbol?
  private let bounds, boxId, boxClass, boxStyle, boxColor, boxFill, boxPenWidth: Symbol
  private let hasNames: Bool

  init(_ owner: GraphOwner, background: String, hasNames: Bool = false) throws {
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
    _ = try owner.declare(unroll_edge, "arrowsize", "\(Drawing.headLength / 10)")
    bounds = try owner.declare(unroll_graph, "bb", "")
    boxId = try owner.declare(unroll_graph, "id", "")
    boxClass = try owner.declare(unroll_graph, "class", "")
    boxStyle = try owner.declare(unroll_graph, "style", "")
    boxColor = try owner.declare(unroll_graph, "color", "#000000")
    boxFill = try owner.declare(unroll_graph, "fillcolor", "#ffffff")
    boxPenWidth = try owner.declare(unroll_graph, "penwidth", "1")
    self.hasNames = hasNames
    guard hasNames else { return }
    nodeId = try owner.declare(unroll_node, "id", "")
    nodeClass = try owner.declare(unroll_node, "class", "")
    edgeId = try owner.declare(unroll_edge, "id", "")
    edgeClass = try owner.declare(unroll_edge, "class", "")
    // What is empty by default is not written, and the reader's default is the node's name.
    _ = try owner.declare(unroll_node, "label", "\\N")
  }

  func name(_ node: OpaqueNode, _ name: Drawing.Name) {
    unroll_set(node, nodeId, name.id)
    unroll_set(node, nodeClass, name.classes)
    text.clear(node)
  }

  func name(edge: OpaqueEdge, _ name: Drawing.Name) {
    unroll_set(edge, edgeId, name.id)
    unroll_set(edge, edgeClass, name.classes)
  }

  func name(box: OpaqueGraph, _ name: Drawing.Name) {
    unroll_set(box, boxId, name.id)
    unroll_set(box, boxClass, name.classes)
  }

  func place(
    box: OpaqueGraph, left: Double, bottom: Double, right: Double, top: Double
  ) {
    let numbers = [left, bottom, right, top].map { number($0) }
    unroll_set(box, bounds, numbers.joined(separator: ","))
  }

  func stroke(box: OpaqueGraph, _ stroke: Stroke, fill: String) {
    unroll_set(box, boxColor, stroke.color)
    unroll_set(box, boxPenWidth, number(stroke.width))
    unroll_set(box, boxFill, fill)
  }

  func setStyle(box: OpaqueGraph, _ style: String) { unroll_set(box, boxStyle, style) }

  /// Sets the page size in points and the zoom; with `nil` the page is as large as the drawing.
  func page(_ owner: GraphOwner, _ page: (width: Double, height: Double, zoom: Double)?) {
    unroll_set(owner.graph, viewport, page.map { "\($0.width),\($0.height),\($0.zoom)" } ?? "")
  }

  /// Returns a number as an attribute; people read those of a drawing with names.
  func number(_ number: Double, decimals: Int = 2) -> String {
    guard hasNames else { return "\(number)" }
    let unit = decimals == 2 ? 100.0 : 10000
    let rounded = (number * unit).rounded() / unit
    guard rounded == rounded.rounded(), abs(rounded) < 1e15 else { return "\(rounded)" }
    return "\(Int(rounded))"
  }

  /// Sets the page to the whole canvas, of which `scale` points make one of the page, by its middle.
  func page(_ owner: GraphOwner, around middle: (x: Double, y: Double), _ scale: Double) {
    let numbers =
      [2 * middle.x / scale, 2 * middle.y / scale].map { number($0, decimals: 4) }
      + ["\(1 / scale)", number(middle.x), number(middle.y)]
    unroll_set(owner.graph, viewport, numbers.joined(separator: ","))
    unroll_set(owner.graph, bounds, "0,0,\(number(2 * middle.x)),\(number(2 * middle.y))")
  }

  func place(_ node: OpaqueNode, _ x: Double, _ y: Double) {
    unroll_set(node, nodePosition, "\(number(x)),\(number(y))")
  }

  /// Sets the size of a shape to the nearest whole points: some versions of the library round it,
  /// and shapes must have one size in all of them.
  func size(_ node: OpaqueNode, _ width: Double, _ height: Double) {
    unroll_set(node, nodeWidth, number(max(1, width.rounded()) / 72, decimals: 4))
    unroll_set(node, nodeHeight, number(max(1, height.rounded()) / 72, decimals: 4))
    unroll_set(node, nodeFixed, "true")
  }

  /// Sets the size of a node that is nothing but text, in points; the library draws it by its letters.
  func size(text node: OpaqueNode, _ width: Double, _ height: Double) {
    unroll_set(node, nodeWidth, number(width / 72, decimals: 4))
    unroll_set(node, nodeHeight, number(height / 72, decimals: 4))
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
    unroll_set(node, nodePenWidth, number(stroke?.width ?? 0))
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
    unroll_set(edge, edgePenWidth, number(stroke.width))
    return stroke.pattern.rawValue
  }

  func setStyle(_ object: UnsafeMutableRawPointer, isCurve: Bool, _ style: String) {
    unroll_set(object, isCurve ? edgeStyle : nodeStyle, style)
  }
}
