import CGraphviz

/// A drawing of shapes, text and curves that are placed once and can then be shown or hidden.
///
/// Every item is pinned: the library measures and draws, but moves nothing. After `layOut` only
/// visibility, strokes and fills can change, because the library ignores other changes.
///
///     let drawing = try Drawing(name: "figure", width: 960, height: 540, background: "#ffffff")
///     let rim = try drawing.addShape(.ellipse, center: Point(100, 100), width: 50, height: 50,
///       stroke: Stroke(color: "#000000", width: 1.5), fill: "#ffffff")
///     try drawing.layOut()
///     drawing.setVisible(rim, false)
///     let svg = try drawing.rendered(as: .svgWithOutlines)
public final class Drawing {
  /// The outline of a shape.
  public enum ShapeKind: String, Hashable, Sendable {
    /// Corners.
    case rectangle
    /// Round corners.
    case roundedRectangle
    /// Ellipse or circle.
    case ellipse
  }

  /// An output format of the library's renderers.
  public enum Format: Hashable, Sendable {
    /// SVG with live text.
    case svgWithText
    /// SVG with text as outlines, which looks the same in every viewer.
    case svgWithOutlines
    /// PNG at a given resolution.
    case png(pixelsPerInch: Double)
    /// The graph as DOT text, including every position.
    case dot
  }

  /// What an item is called in DOT.
  public struct Name: Hashable, Sendable {
    /// The node's name, and the `id` of an edge, which has no name there.
    public var id: String
    /// The classes, with blanks between them.
    public var classes: String

    /// Creates a name.
    public init(_ id: String, classes: String) {
      self.id = id
      self.classes = classes
    }
  }

  /// One item of the drawing.
  public struct Handle: Hashable, Sendable {
    fileprivate enum Kind { case node, curve, box }
    fileprivate let index: Int32
    fileprivate let kind: Kind
  }

  private let owner: GraphOwner
  private let width, height, scale: Double
  private var nodes: [OpaqueNode] = []
  private var curves: [Curve] = []
  private var boxes: [(graph: OpaqueGraph, style: String)] = []
  // The texts whose exact widths and positions are restored after layout.
  private var texts: [(node: OpaqueNode, text: PlacedText, center: Point)] = []
  private var styles: [String] = []
  private var anchors: (OpaqueNode, OpaqueNode)?
  private let hasNames: Bool
  // The ends of named curves that are no items, or not yet; and where the curves end there.
  private var missingEnds: [String: Point] = [:]
  private var namedNodes: Set<String> = []
  private let attributes: DrawingAttributes
  private var isLaidOut = false

  private struct Curve {
    let edge: OpaqueEdge
    let points: [Point]
    let arrowTip: Point?
    var penWidth: Double
    var style = ""
  }

  /// Creates an empty drawing.
  ///
  /// - Parameters:
  ///   - name: the graph's name inside the library.
  ///   - width: the canvas's width in points.
  ///   - height: the canvas's height in points.
  ///   - background: the canvas's colour, `nil` for none.
  ///   - scale: how many points of the canvas make one of a page of PDF.
  ///   - hasNames: whether every item is added with a name, which DOT then says: such a drawing is
  ///     for DOT only. The library draws the lines of others in their order, whatever they join.
  /// - Throws: `GraphvizError` when the library fails.
  public init(
    name: String, width: Double, height: Double, background: String?, scale: Double = 1,
    hasNames: Bool = false
  ) throws {
    (owner, attributes) = try Library.shared.withContext(.building) { _ in
      let owner = try GraphOwner(name: name)
      let background = background ?? "transparent"
      return (owner, try DrawingAttributes(owner, background: background, hasNames: hasNames))
    }
    self.hasNames = hasNames
    self.width = width
    self.height = height
    self.scale = scale
  }

  /// Adds a shape. Later shapes are drawn on top of earlier ones.
  ///
  /// - Parameter text: a text on the shape, shown and hidden together with it. One library object
  ///   for both costs half as much as two.
  public func addShape(
    _ kind: ShapeKind, center: Point, width: Double, height: Double, stroke: Stroke?, fill: String?,
    text: PlacedText? = nil, name: Name? = nil
  ) throws -> Handle {
    try add(text, at: center, name) { attributes, node in
      attributes.shape(node, kind)
      attributes.size(node, width, height)
      attributes.place(node, center.x, self.height - center.y)
      attributes.stroke(node, stroke, fill: fill)
      return attributes.style(kind, stroke, fill: fill)
    }
  }

  /// Adds a text.
  public func addText(_ text: PlacedText, name: Name? = nil) throws -> Handle {
    let center = Point(text.left + text.width / 2, text.baseline - 0.25 * text.run.font.size)
    return try add(text, at: center, name) { attributes, node in
      attributes.place(node, center.x, self.height - center.y)
      return ""
    }
  }

  private func add(
    _ text: PlacedText?, at center: Point, _ name: Name?,
    _ body: (DrawingAttributes, OpaqueNode) -> String
  ) throws -> Handle {
    precondition(!isLaidOut, "items are added before the layout")
    precondition((name != nil) == hasNames, "a drawing names all of its items, or none")
    return try Library.shared.withContext(.building) { _ in
      let node = try owner.node(name?.id ?? "n\(nodes.count)")
      if let name {
        attributes.name(node, name)
        missingEnds[name.id] = nil
        namedNodes.insert(name.id)
      }
      let style = body(attributes, node)
      if let text {
        attributes.text.set(node, text.run, color: text.color)
        texts.append((node, text, center))
      }
      if !style.isEmpty { attributes.setStyle(node, isCurve: false, style) }
      styles.append(style)
      nodes.append(node)
      return Handle(index: Int32(nodes.count - 1), kind: .node)
    }
  }

  /// Adds a filled box with round corners below all curves; it cannot be restyled. For the library it
  /// is a cluster without nodes.
  public func addBox(
    left: Double, top: Double, right: Double, bottom: Double, stroke: Stroke, fill: String,
    name: Name? = nil
  ) throws -> Handle {
    precondition(!isLaidOut, "items are added before the layout")
    precondition((name != nil) == hasNames, "a drawing names all of its items, or none")
    return try Library.shared.withContext(.building) { _ in
      let box = try owner.subgraph("cluster_" + (name?.id ?? "\(boxes.count)"))
      if let name { attributes.name(box: box, name) }
      attributes.place(
        box: box, left: left, bottom: height - bottom, right: right, top: height - top)
      attributes.stroke(box: box, stroke, fill: fill)
      let style = "rounded,filled"
      attributes.setStyle(box: box, style)
      boxes.append((box, style))
      return Handle(index: Int32(boxes.count - 1), kind: .box)
    }
  }

  /// Adds a curve defined by Bézier points. Curves are drawn below all shapes and texts.
  ///
  /// - Parameters:
  ///   - points: 3n + 1 points.
  ///   - arrowTip: where an arrow head that begins at the last point ends; `nil` for none.
  ///   - name: its name, in a drawing with names.
  ///   - ends: the names of the nodes that it joins there.
  public func addCurve(
    _ points: [Point], arrowTip: Point?, stroke: Stroke, name: Name? = nil,
    joining ends: (tail: String, head: String)? = nil
  ) throws -> Handle {
    precondition(!isLaidOut, "items are added before the layout")
    precondition(points.count >= 4 && points.count % 3 == 1, "a Bézier curve has 3n + 1 points")
    precondition((name != nil) == hasNames, "a drawing names all of its items, or none")
    return try Library.shared.withContext(.building) { _ in
      let edge: OpaqueEdge
      if let name, let ends {
        for (end, point) in [(ends.tail, points[0]), (ends.head, arrowTip ?? points[0])]
        where !namedNodes.contains(end) { missingEnds[end] = point }
        edge = try owner.edge(owner.node(ends.tail), owner.node(ends.head))
        attributes.name(edge: edge, name)
      } else {
        let (tail, head) = try anchored()
        edge = try owner.edge(tail, head, "e\(curves.count)")
      }
      var curve = Curve(
        edge: edge, points: points, arrowTip: arrowTip, penWidth: stroke.width)
      try attributes.curve(edge, path(of: curve), hasArrow: arrowTip != nil)
      curve.style = attributes.stroke(edge: edge, stroke)
      attributes.setStyle(edge, isCurve: true, curve.style)
      curves.append(curve)
      return Handle(index: Int32(curves.count - 1), kind: .curve)
    }
  }

  /// Two invisible nodes that all curves without names join.
  private func anchored() throws -> (OpaqueNode, OpaqueNode) {
    if let anchors { return anchors }
    let ends = try (owner.node("a"), owner.node("b"))
    for end in [ends.0, ends.1] { attributes.anchor(end, width / 2, height / 2) }
    anchors = ends
    return ends
  }

  /// Returns the curve and its arrow as the library reads them.
  private func path(of curve: Curve) throws -> String {
    func text(_ point: Point) -> String {
      "\(attributes.number(point.x)),\(attributes.number(height - point.y))"
    }
    let tip = try givenTip(of: curve).map { "e,\(text($0)) " } ?? ""
    return tip + curve.points.map(text).joined(separator: " ")
  }

  /// Returns the tip to pass to the library so that the arrow is drawn up to the requested tip;
  /// `nil` without an arrow.
  private func givenTip(of curve: Curve) throws -> Point? {
    guard let tip = curve.arrowTip, let end = curve.points.last else { return nil }
    let (dx, dy) = (tip.x - end.x, tip.y - end.y)
    let length = (dx * dx + dy * dy).squareRoot()
    guard length > 0 else { return tip }
    let setback = try Library.shared.arrowSetback(penWidth: curve.penWidth) / length
    return Point(tip.x + setback * dx, tip.y + setback * dy)
  }

  /// Measures all texts and pins every item. Call it once, after adding the last item.
  ///
  /// - Throws: `GraphvizError` with the library's message.
  public func layOut() throws {
    precondition(!isLaidOut, "a drawing is laid out once")
    try Library.shared.withContext(.layout) { context in
      for (name, point) in missingEnds {
        try attributes.anchor(owner.node(name), point.x, height - point.y)
      }
      try settle(context)
      if hasNames { placeTexts() }
    }
    isLaidOut = true
  }

  private func settle(_ context: OpaquePointer) throws {
    try owner.layOut(context, engine: "nop2")
    unroll_order_clusters(owner.graph)
    unroll_set_bounds(owner.graph, width, height)
    // A drawing with names keeps the library's own measures, by which others will draw it.
    guard !hasNames else { return }
    for (node, text, center) in texts {
      unroll_settle_label(
        node, text.width, text.run.font.size, text.left - center.x, text.baseline - center.y)
    }
  }

  /// Places each text such that the library, which centres it, puts it where it was asked to.
  private func placeTexts() {
    for (node, text, _) in texts {
      let offset = unroll_label_baseline(node, text.run.font.size)
      attributes.place(
        node, text.left + unroll_label_width(node) / 2, height - text.baseline + offset)
      attributes.size(text: node, text.width, text.run.font.size)
    }
  }

  /// Shows or hides an item.
  public func setVisible(_ handle: Handle, _ isVisible: Bool) {
    Library.shared.withLock {
      let index = Int(handle.index)
      switch handle.kind {
      case .curve:
        let curve = curves[index]
        attributes.setStyle(curve.edge, isCurve: true, isVisible ? curve.style : "invis")
      case .node:
        attributes.setStyle(nodes[index], isCurve: false, isVisible ? styles[index] : "invis")
      case .box:
        attributes.setStyle(
          box: boxes[index].graph, isVisible ? boxes[index].style : "invis")
      }
    }
  }

  /// Changes the colours, line width and dash pattern of a shape. The kind must stay the same.
  public func restyle(_ handle: Handle, _ kind: ShapeKind, stroke: Stroke?, fill: String?) {
    Library.shared.withLock {
      let index = Int(handle.index)
      attributes.stroke(nodes[index], stroke, fill: fill)
      styles[index] = attributes.style(kind, stroke, fill: fill)
      attributes.setStyle(nodes[index], isCurve: false, styles[index])
    }
  }

  /// Changes the colour of the text of an item, if it has one.
  ///
  ///     drawing.recolor(label, "#a5a9ad")
  ///
  /// - Precondition: the item is a shape or a text.
  public func recolor(_ handle: Handle, _ color: String) {
    precondition(handle.kind == .node, "only nodes have texts")
    Library.shared.withLock { attributes.text.recolor(nodes[Int(handle.index)], color) }
  }

  /// Changes the colour, line width and dash pattern of a curve.
  ///
  /// - Throws: `GraphvizError` when the library fails.
  public func restyle(_ handle: Handle, stroke: Stroke) throws {
    try Library.shared.withContext(.building) { _ in
      let index = Int(handle.index)
      let edge = curves[index].edge
      if curves[index].penWidth != stroke.width {
        curves[index].penWidth = stroke.width
        attributes.setPath(edge, try path(of: curves[index]))
        if isLaidOut, let tip = try givenTip(of: curves[index]) {
          unroll_set_arrow_tip(edge, tip.x, height - tip.y)
        }
      }
      curves[index].style = attributes.stroke(edge: edge, stroke)
      attributes.setStyle(edge, isCurve: true, curves[index].style)
    }
  }

  /// Returns the bytes of the picture as the library writes them; those of PNG as libpng does.
  ///
  /// - Throws: `GraphvizError` with the library's message.
  public func rendered(as format: Format) throws -> [UInt8] {
    if case .png(let pixelsPerInch) = format {
      return try PNGEncoder(pixelsPerInch: pixelsPerInch * scale)
        .encoded(pixels(pixelsPerInch: pixelsPerInch))
    }
    return try withLayout { owner, context in
      if hasNames { attributes.page(owner, around: (width / 2, height / 2), scale) }
      let bytes = try owner.rendered(context, as: format.renderer)
      return format == .dot && boxes.count > 1 ? Self.withBoxesInOrder(bytes) : bytes
    }
  }

  /// Runs `body` with the graph, which is laid out, and the context.
  ///
  /// - Parameter pixelsPerInch: the resolution; 0 for vector formats.
  func withLayout<Result>(
    pixelsPerInch: Double = 0, _ body: (GraphOwner, OpaquePointer) throws -> Result
  ) throws -> Result {
    precondition(isLaidOut, "a drawing is laid out before it is rendered")
    return try Library.shared.withContext(.rendering) { context in
      if !owner.isLatestLayout { try settle(context) }
      unroll_set_resolution(owner.graph, pixelsPerInch)
      attributes.page(owner, nil)
      return try body(owner, context)
    }
  }
}

extension Drawing {
  /// Draws the picture on the next page of a document.
  ///
  /// - Throws: `GraphvizError` with the library's message.
  public func addPage(to document: PDFDocument) throws {
    try withLayout { owner, context in
      if scale != 1 { attributes.page(owner, (width / scale, height / scale, 1 / scale)) }
      try document.add(owner, context, width: width / scale, height: height / scale)
    }
  }
}

extension Drawing.Format {
  fileprivate var renderer: String {
    switch self {
    case .svgWithText: "svg"
    case .svgWithOutlines: "svg:cairo"
    case .png: "png:cairo"
    // The renderer `dot` writes places with five digits only.
    case .dot: "canon"
    }
  }
}
