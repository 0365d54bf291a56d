/// A book as mdBook passes it to a preprocessor: `[context, book]`.
///
///     let book = try MdBook(bytes: input)
///     book.replacingContents { chapter in chapter.content.uppercased() }.bytes
///
/// mdBook 0.4 and 0.5 differ in one key, `sections` or `items`. Everything else passes through
/// unchanged, including drafts and part titles. Source: the chapter on preprocessors in the mdBook
/// guide, and `mdbook-core/src/book.rs`.
public struct MdBook: Sendable {
  /// A chapter that has a file.
  public struct Chapter: Hashable, Sendable {
    /// The path of its file, relative to the source folder of the book.
    public let path: String
    /// Its Markdown, which other preprocessors may have changed.
    public let content: String
  }

  /// The reason why an input is not a book.
  public struct Mistake: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong and what to do, without a full stop.
    public let description: String
  }

  /// The folder of `book.toml`.
  public let root: String
  /// The folder of the chapters, relative to `root`, such as `src`.
  public let source: String
  /// The renderer that the book is for, such as `html`.
  public let renderer: String
  /// Whether its pages read formulas with MathJax; if not, they may have a preprocessor for those
  /// between dollar signs, such as mdbook-katex.
  public var hasMathJax: Bool {
    renderer == "html" && context["config"]["output"]["html"]["mathjax-support"] == .bool(true)
  }
  private let context: JSON
  private let book: JSON

  /// Parses the input that mdBook writes to a preprocessor.
  ///
  /// - Throws: `Mistake` if it is not JSON of this shape.
  public init(bytes: [UInt8]) throws(Mistake) {
    let input: JSON
    do {
      input = try JSON(parsing: bytes)
    } catch {
      throw Mistake(description: "standard input is not JSON; this command is run by mdBook")
    }
    (context, book) = (input[0], input[1])
    guard let renderer = context["renderer"].string, Self.key(of: book) != nil else {
      throw Mistake(
        description: "standard input is not [context, book] as mdBook 0.4 and 0.5 write it")
    }
    self.renderer = renderer
    root = context["root"].string ?? "."
    source = context["config"]["book"]["src"].string ?? "src"
  }

  /// The table of a preprocessor in `book.toml`, `[preprocessor.NAME]`.
  public func settings(of name: String) -> [String: JSON] {
    context["config"]["preprocessor"][name].object ?? [:]
  }

  private static func key(of book: JSON) -> String? {
    ["items", "sections"].first { book[$0].array != nil }
  }

  /// Returns the book to pass back to mdBook, with new contents for the chapters.
  ///
  /// - Parameter content: returns the new content of a chapter; `nil` keeps the old one.
  /// - Throws: any error that `content` throws.
  public func replacingContents(_ content: (Chapter) throws -> String?) rethrows -> JSON {
    guard let key = Self.key(of: book), case .object(var fields) = book else { return book }
    fields[key] = try Self.replacing(in: book[key], content)
    return .object(fields)
  }

  private static func replacing(
    in items: JSON, _ content: (Chapter) throws -> String?
  ) rethrows -> JSON {
    guard let all = items.array else { return items }
    return .array(
      try all.map { item in
        guard case .object(var wrapper) = item, case .object(var chapter)? = wrapper["Chapter"]
        else { return item }
        // `path` is the output path, which is `index.md` for a README.md.
        let path = chapter["source_path"]?.string ?? chapter["path"]?.string
        if let path, let old = chapter["content"]?.string,
          let new = try content(Chapter(path: path, content: old))
        {
          chapter["content"] = .string(new)
        }
        if let inner = chapter["sub_items"] {
          chapter["sub_items"] = try replacing(in: inner, content)
        }
        wrapper["Chapter"] = .object(chapter)
        return .object(wrapper)
      })
  }
}
