/// A directive of MyST that holds a lesson, as MyST hands it to an executable plug-in.
///
///     let directive = try MystDirective(bytes: input)
///     directive.block.options["show"]                       // "2-5"
///     directive.nodes(of: [.init(url: "_build/fig.*", …)])  // the figure, for MyST's tree
///
/// Source: `executablePlugin.ts` and `directives.ts` of mystmd 1.11; the plug-in is told the
/// directive's lines, but not its document (jupyter-book/mystmd#2429).
public struct MystDirective: Sendable {
  /// Why an input is no directive.
  public struct Mistake: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong and what to do, without a full stop.
    public let description: String
  }

  /// One picture of the figure.
  public struct Image: Hashable, Sendable {
    /// Where it is, from the document.
    public let url: String
    /// What it shows in words.
    public let alternativeText: String
    /// Its width, such as `60%`.
    public let width: String?
    /// Classes for the page's styles.
    public let classes: String?

    /// Makes a picture.
    public init(url: String, alternativeText: String, width: String?, classes: String?) {
      (self.url, self.alternativeText) = (url, alternativeText)
      (self.width, self.classes) = (width, classes)
    }
  }

  /// The directive's line in its document, from 1.
  public var line: Int { block.line }
  /// The document's line of the body's first one.
  public let bodyLine: Int
  /// The text between the fences without options; empty if a file is named alone.
  public let body: String
  /// The options as text, and the lesson.
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
          "doc": "A figure of backpropagation through time, drawn from the lesson in it.",
          "arg": ["type": "string", "doc": "a lesson's file, relative to the document"],
          "options": .object(options),
          "body": ["type": "string", "doc": "the lesson"],
        ]
      ],
    ]
  }

  /// Reads a directive.
  ///
  /// - Throws: `Mistake` when it is no JSON of this shape.
  public init(bytes: [UInt8]) throws(Mistake) {
    let input: JSON
    do {
      input = try JSON(parsing: bytes)
    } catch {
      throw Mistake(description: "standard input holds no JSON; MyST starts this command itself")
    }
    let node = input["node"]
    guard let line = node["position"]["start"]["line"].integer else {
      throw Mistake(description: "standard input is no directive as MyST 1 writes it")
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
      input["options"]["caption"].array
      ?? block.options["caption"].map { [["type": "text", "value": .string($0)]] } ?? []
  }

  /// Returns the nodes that take the directive's place: one figure.
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
      // Several pictures are one figure with one number.
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
