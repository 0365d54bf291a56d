import CGraphviz

typealias OpaqueGraph = UnsafeMutablePointer<Agraph_t>
typealias OpaqueNode = UnsafeMutablePointer<Agnode_t>
typealias OpaqueEdge = UnsafeMutablePointer<Agedge_t>

/// Owns one graph of the library, and frees it and its layout on deinitialization.
///
/// Use it only inside `Library.withContext`.
final class GraphOwner {
  let graph: OpaqueGraph
  // Set once the graph has layout records, which must be freed with it.
  private var context: OpaquePointer?
  private var layoutNumber = 0

  init(name: String) throws {
    let opened = name.withCString { unroll_open_directed(UnsafeMutablePointer(mutating: $0)) }
    guard let opened else {
      throw GraphvizError(stage: .building, message: "the graph could not be created")
    }
    graph = opened
  }

  deinit {
    Library.shared.withLock {
      if let context { gvFreeLayout(context, graph) }
      agclose(graph)
    }
  }

  func declare(_ kind: Int32, _ name: String, _ value: String) throws -> UnsafeMutablePointer<
    Agsym_t
  > {
    guard let symbol = unroll_declare(graph, kind, name, value) else {
      throw GraphvizError(stage: .building, message: "the attribute \(name) could not be declared")
    }
    return symbol
  }

  func node(_ name: String) throws -> OpaqueNode {
    let node = name.withCString { agnode(graph, UnsafeMutablePointer(mutating: $0), 1) }
    guard let node else {
      throw GraphvizError(stage: .building, message: "a node could not be created")
    }
    return node
  }

  func subgraph(_ name: String) throws -> OpaqueGraph {
    let subgraph = name.withCString { agsubg(graph, UnsafeMutablePointer(mutating: $0), 1) }
    guard let subgraph else {
      throw GraphvizError(stage: .building, message: "a subgraph could not be created")
    }
    return subgraph
  }

  func edge(_ tail: OpaqueNode, _ head: OpaqueNode, _ name: String) throws -> OpaqueEdge {
    try made(
      name.withCString { agedge(graph, tail, head, UnsafeMutablePointer(mutating: $0), 1) })
  }

  /// Adds an edge without a key, beside others of the same ends.
  func edge(_ tail: OpaqueNode, _ head: OpaqueNode) throws -> OpaqueEdge {
    try made(agedge(graph, tail, head, nil, 1))
  }

  private func made(_ edge: OpaqueEdge?) throws -> OpaqueEdge {
    guard let edge else { throw GraphvizError(stage: .building, message: "no edge was made") }
    return edge
  }

  /// Whether no other graph has been laid out since this one. The library keeps the attributes of
  /// the latest layout in globals, which rendering reads, so any other graph must be laid out again
  /// before it is rendered.
  var isLatestLayout: Bool { layoutNumber == layoutCount }

  func layOut(_ context: OpaquePointer, engine: String) throws {
    if let old = self.context {
      gvFreeLayout(old, graph)
      self.context = nil
    }
    layoutCount += 1
    layoutNumber = layoutCount
    guard gvLayout(context, graph, engine) == 0 else {
      throw GraphvizError(stage: .layout, message: "the engine \(engine) failed")
    }
    self.context = context
  }

  func rendered(_ context: OpaquePointer, as format: String) throws -> [UInt8] {
    var data: UnsafeMutablePointer<CChar>?
    var length = 0
    let status = unroll_render_data(context, graph, format, &data, &length)
    defer { if let data { gvFreeRenderData(data) } }
    // A failed device shows only as empty output.
    guard status == 0, let data, length > 0 else {
      throw GraphvizError(stage: .rendering, message: "no output in the format \(format)")
    }
    return data.withMemoryRebound(to: UInt8.self, capacity: length) {
      Array(UnsafeBufferPointer(start: $0, count: length))
    }
  }
}

extension GraphOwner {
  /// Returns the picture at the resolution that is set.
  func pixels(_ context: OpaquePointer) throws -> Pixels {
    var data: UnsafeMutablePointer<CChar>?
    var length = 0
    takenPixels = nil
    defer { takenPixels = nil }
    let status = unroll_render_data(context, graph, "pixels:cairo:unroll", &data, &length)
    if let data { gvFreeRenderData(data) }
    guard status == 0, let takenPixels else {
      throw GraphvizError(stage: .rendering, message: "no pixels were drawn")
    }
    return takenPixels
  }
}

// The picture that the library drew last. Guarded by `Library.lock`.
nonisolated(unsafe) private var takenPixels: Pixels?

/// Copies the pixels that the library drew, before it frees them.
func takePixels(_ job: UnsafeMutablePointer<GVJ_t>?) {
  guard let job else { return }
  var (width, height) = (0, 0)
  guard let pixels = unroll_pixels(job, &width, &height), width > 0, height > 0 else { return }
  takenPixels = Pixels(
    width: width, height: height,
    values: Array(UnsafeBufferPointer(start: pixels, count: width * height)))
}

// The number of layouts in this process. Guarded by `Library.lock`.
nonisolated(unsafe) private var layoutCount = 0

/// The attributes of a node that consists of text only.
struct TextAttributes {
  private let label, fontName, fontSize, fontColor: UnsafeMutablePointer<Agsym_t>?

  init(_ graph: OpaqueGraph) {
    func declare(_ name: String, _ value: String) -> UnsafeMutablePointer<Agsym_t>? {
      unroll_declare(graph, unroll_node, name, value)
    }
    _ = declare("shape", "none")
    _ = declare("margin", "0")
    _ = declare("width", "0")
    _ = declare("height", "0")
    label = declare("label", "")
    fontName = declare("fontname", "")
    fontSize = declare("fontsize", "14")
    fontColor = declare("fontcolor", "#000000")
    _ = declare("pos", "0,0")
  }

  /// Gives a node no text.
  func clear(_ node: OpaqueNode) { unroll_set(node, label, "") }

  func recolor(_ node: OpaqueNode, _ color: String) {
    unroll_set(node, fontColor, color)
    unroll_refresh_text_color(node, fontColor)
  }

  func set(_ node: OpaqueNode, _ run: TextRun, color: String) {
    unroll_set(node, label, run.label)
    unroll_set(node, fontName, run.font.face.pangoName)
    unroll_set(node, fontSize, "\(run.font.size)")
    unroll_set(node, fontColor, color)
  }
}
