/// A MyST directive that contains a lesson, as MyST passes it to an executable plug-in.
///
///     let directive = try MystDirective(bytes: input)
///     directive.block.options["show"]                       // "2-5"
///     directive.nodes(of: [.init(url: "_build/fig.*", …)])  // the figure, for MyST's tree
///
/// Source: `executablePlugin.ts` and `directives.ts` of mystmd 1.11. The plug-in receives the line
/// numbers of the directive, but not the name of its document (jupyter-book/mystmd#2429).
public struct MystDirective: Sendable {
  /// The reason why an input is not a directive.
  public struct Mistake: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong and what to do, without a full stop.
    public let description: String
  }

  /// One picture of the figure.
  public struct Image: Hashable, Sendable {
    /// Its location, relative to the document.
    public let url: String
    /// A text description of the picture.
    public let alternativeText: String
    /// Its width, such as `60%`.
    public let width: String?
    /// Classes for the styles of the page.
    public let classes: String?

    /// Creates a picture.
    public init(url: String, alternativeText: String, width: String?, classes: String?) {
      (self.url, self.alternativeText) = (url, alternativeText)
      (self.width, self.classes) = (width, classes)
    }
  }

  /// The line number of the directive in its document, counted from 1.
  public var line: Int { block.line }
  /// The line number in the document of the first line of the body.
  public let bodyLine: Int
  /// The text between the fences without options; empty if there is only a file name.
  public let body: String
  /// The block with the lesson and the options as text.
  public let block: NotesBlock
  private let caption: [JSON]
  private let classes: String?

  /// Returns what a plug-in says when it is started without arguments.
  ///
  /// - Parameter keys: the options that a block has as keys, and a line on each, but for label and
  ///   caption, which MyST reads in its own way.
  public static func specification(options keys: [(name: String, help: String)]) -> JSON {
    var options: [String: JSON] = [
      "label": [
        "type": "string", "doc": "the figure's label", "alias": ["name", "id"],
      ],
      "caption": ["type": "myst", "doc": "the figure's caption"],
    ]
    for (name, help) in keys + [("class", "classes of the figure")] {
      options[name] = ["type": "string", "doc": .string(help)]
    }
    return [
      "name": "unroll",
      "directives": [
        [
          "name": "unroll",
          "doc": "A figure of backpropagation through time, drawn from the enclosed lesson.",
          "arg": ["type": "string", "doc": "the file of a lesson, relative to the document"],
          "options": .object(options),
          "body": ["type": "string", "doc": "the lesson"],
        ]
      ],
      "transforms": [
        [
          "name": "unroll", "stage": "document",
          "doc": "Replaces code blocks whose language is unroll by figures.",
        ]
      ],
    ]
  }

  /// Parses a directive.
  ///
  /// - Throws: `Mistake` if it is not JSON of this shape.
  public init(bytes: [UInt8]) throws(Mistake) {
    let input: JSON
    do {
      input = try JSON(parsing: bytes)
    } catch {
      throw Mistake(description: "standard input is not JSON; this command is run by MyST")
    }
    let node = input["node"]
    guard let line = node["position"]["start"]["line"].integer else {
      throw Mistake(description: "standard input is not a directive as MyST 1 writes it")
    }
    body = input["body"].string ?? ""
    let bodyNode = node["children"].array?.first { $0["type"] == "mystDirectiveBody" }
    bodyLine = bodyNode?["position"]["start"]["line"].integer ?? line + 1
    var options: [String: String] = [:]
    for (name, value) in input["options"].object ?? [:] {
      if let text = value.string { options[name == "label" ? "id" : name] = text }
    }
    classes = options.removeValue(forKey: "class")
    block = NotesBlock(
      lesson: body, file: input["arg"].string, options: options, line: line, textLine: bodyLine)
    caption =
      input["options"]["caption"].array.map { $0.map(Self.withoutRole) }
      ?? block.options["caption"].map { Caption($0).nodes } ?? []
  }

  /// MyST leaves roles in options to the plug-in.
  private static func withoutRole(_ node: JSON) -> JSON {
    guard case .object(var fields) = node else { return node }
    guard node["type"] == "mystRole", let value = node["value"].string else {
      fields["children"] = node["children"].array.map { .array($0.map(withoutRole)) }
      return .object(fields)
    }
    let text: JSON = ["type": "text", "value": .string(value)]
    switch node["name"].string {
    case "math": return ["type": "inlineMath", "value": .string(value)]
    case "sub", "subscript": return ["type": "subscript", "children": [text]]
    case "sup", "superscript": return ["type": "superscript", "children": [text]]
    case "ref", "numref", "eq":
      return [
        "type": "crossReference", "label": .string(value),
        "identifier": .string(value.lowercased()),
      ]
    default: return text
    }
  }

  /// Creates the directive that means the same as a code block of MyST's tree; `nil` if the block's
  /// language is not unroll.
  init?(code node: JSON) {
    guard node["type"] == "code", let language = node["lang"].string,
      let line = node["position"]["start"]["line"].integer,
      let keys = NotesBlock.keys(of: language + (node["meta"].string.map { " " + $0 } ?? ""))
    else { return nil }
    (body, bodyLine, classes) = (node["value"].string ?? "", line + 1, nil)
    block = NotesBlock(
      lesson: body, file: keys.file, options: keys.options, line: line, textLine: bodyLine)
    caption = block.options["caption"].map { Caption($0).nodes } ?? []
  }

  /// Returns the nodes that replace the directive: one figure.
  public func nodes(of images: [Image]) -> JSON {
    var children: [JSON] = images.map { image in
      var fields: [String: JSON] = [
        "type": "image", "url": .string(image.url), "alt": .string(image.alternativeText),
      ]
      fields["width"] = image.width.map { .string($0) }
      fields["class"] = image.classes.map { .string($0) }
      return .object(fields)
    }
    if !caption.isEmpty {
      children.append([
        "type": "caption", "children": [["type": "paragraph", "children": .array(caption)]],
      ])
    }
    var figure: [String: JSON] = [
      "type": "container", "kind": "figure", "children": .array(children),
      // Several pictures form one figure with one number.
      "noSubcontainers": .bool(true),
    ]
    if let id = block.id {
      figure["label"] = .string(id)
      figure["identifier"] = .string(id.lowercased())
    }
    figure["class"] = classes.map { .string($0) }
    return [.object(figure)]
  }
}
