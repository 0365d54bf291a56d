/// The tree of a page, as MyST passes it to a plug-in's transform, with lessons in code blocks whose
/// language is unroll. MyST itself has no directive there, and shows them as code.
///
///     let page = try MystPage(bytes: input)
///     page.replaced { page.blocks[$0].nodes(of: [.init(url: "_build/fig.*", …)]) }
public struct MystPage: Sendable {
  /// The blocks in the page's order.
  public let blocks: [MystDirective]
  private let tree: JSON

  /// Parses a tree.
  ///
  /// - Throws: `MystDirective.Mistake` if it is not JSON of this shape, or if MyST took a block in the
  ///   syntax of Pandoc for a division.
  public init(bytes: [UInt8]) throws(MystDirective.Mistake) {
    guard let tree = try? JSON(parsing: bytes), tree["type"] == "root" else {
      throw MystDirective.Mistake(
        description: "standard input is not a page as MyST 1 writes it; this command is run by MyST"
      )
    }
    self.tree = tree
    try Self.checkDivisions(tree)
    var blocks: [MystDirective] = []
    _ = Self.replaced(tree) { block in
      blocks.append(block)
      return nil
    }
    self.blocks = blocks
  }

  /// Returns the tree with other nodes for each block.
  public func replaced(by nodes: (Int) -> JSON) -> JSON {
    var index = -1
    return Self.replaced(tree) { _ in
      index += 1
      return nodes(index).array
    }
  }

  /// MyST reads ```` ```{.unroll …} ```` as a division of this class, and its lesson as text.
  private static func checkDivisions(_ node: JSON) throws(MystDirective.Mistake) {
    if node["type"] == "div",
      node["class"].string?.split(separator: " ").contains("unroll") == true
    {
      throw MystDirective.Mistake(
        description: (line(of: node).map { "line \($0): " } ?? "")
          + "MyST reads a fence with {.unroll} as a division and the lesson as text; write "
          + "```{unroll} and the keys below it, as :show: answer")
    }
    if node["type"] == "code", node["lang"].string == nil,
      NotesBlock.isShown(asCode: node["value"].string ?? "")
    {
      throw MystDirective.Mistake(
        description: (line(of: node).map { "line \($0): " } ?? "")
          + "this block is indented so far that MyST shows it as code; indent it as much as the text "
          + "around it (an example needs a language, as in ````markdown)")
    }
    for child in node["children"].array ?? [] { try checkDivisions(child) }
  }

  /// The line of the fence of a division, which has no place itself.
  private static func line(of division: JSON) -> Int? {
    if let line = division["position"]["start"]["line"].integer { return line }
    return division["children"].array?.first?["position"]["start"]["line"].integer.map { $0 - 1 }
  }

  private static func replaced(_ node: JSON, _ visit: (MystDirective) -> [JSON]?) -> JSON {
    guard case .object(var fields) = node, let children = node["children"].array else {
      return node
    }
    fields["children"] = .array(
      children.flatMap { child in
        MystDirective(code: child).map { visit($0) ?? [child] } ?? [replaced(child, visit)]
      })
    return .object(fields)
  }
}
