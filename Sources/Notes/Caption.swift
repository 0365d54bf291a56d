import Formulas

/// A caption: Markdown of one line, with formulas between dollar signs by Pandoc's rule: no space just
/// inside the dollars, and no digit after the closing one.
///
///     Caption("the weight $W_h$").runs     // text "the weight ", formula "W_h"
///     Caption("from $5 to $6").runs        // text only
///     Caption("*a* & $h_1$").html()        // <em>a</em> &amp; $h_1$
///
/// HTML in it is text.
public struct Caption: Hashable, Sendable {
  /// A part of a caption.
  public indirect enum Run: Hashable, Sendable {
    /// Literal text.
    case text(String)
    /// The LaTeX of a formula, without dollar signs.
    case formula(String)
    /// Code.
    case code(String)
    /// Emphasized and strongly emphasized parts.
    case emphasis([Run])
    case strong([Run])
    /// A link to an address.
    case link([Run], to: String)
  }

  /// How a page marks its formulas.
  public enum Delimiters: Sendable {
    /// `$…$`
    case dollars
    /// `\(…\)`, which MathJax expects in mdBook.
    case parentheses
  }

  /// The parts in order.
  public let runs: [Run]

  /// Reads Markdown.
  public init(_ text: String) { runs = CaptionReader(text).runs }

  /// The caption as one line of Markdown for hosts that read formulas between dollar signs.
  public var markdown: String { written(in: Markup(words: \.markdown) { "$\($0)$" }) }

  /// How a host writes the parts of a caption; Markdown, if not said otherwise.
  struct Markup {
    /// Writes literal text.
    var words: (String) -> String
    /// Writes LaTeX, in which nothing is markup, between the marks of a formula.
    var formula: (String) -> String
    // A caption is within asterisks.
    var emphasis: (String) -> String = { "_\($0)_" }
    var strong: (String) -> String = { "**\($0)**" }
    var code: (String) -> String = Markup.fenced
    var link: (_ words: String, _ address: String) -> String = { "[\($0)](<\($1)>)" }

    init(words: @escaping (String) -> String, formula: @escaping (String) -> String) {
      (self.words, self.formula) = (words, formula)
    }

    /// Code between more backquotes than it has.
    private static func fenced(_ code: String) -> String {
      let longest = code.split { $0 != "`" }.map(\.count).max() ?? 0
      let fence = String(repeating: "`", count: longest + 1)
      let blank = code.hasPrefix("`") || code.hasSuffix("`") ? " " : ""
      return fence + blank + code + blank + fence
    }
  }

  /// Returns the caption as one line in the markup of a host.
  func written(in markup: Markup) -> String { Self.written(runs, in: markup).trimmingBlanks }

  private static func written(_ runs: [Run], in markup: Markup) -> String {
    runs.map { run in
      switch run {
      case .text(let text):
        // Blanks at the ends of the words separate them from a formula.
        (text.first?.isWhitespace == true ? " " : "") + markup.words(text)
          + (text.count > 1 && text.last?.isWhitespace == true ? " " : "")
      case .formula(let latex): markup.formula(plain(latex))
      case .code(let code): markup.code(code)
      case .emphasis(let parts): markup.emphasis(written(parts, in: markup))
      case .strong(let parts): markup.strong(written(parts, in: markup))
      case .link(let parts, let address): markup.link(written(parts, in: markup), address)
      }
    }.joined()
  }

  /// Signs that would be markup where no formulas are read, by their names.
  private static func plain(_ formula: String) -> String {
    formula.replacing("<", with: "\\lt ").replacing(">", with: "\\gt ")
      .replacing("*", with: "\\ast ").split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  /// Returns the caption as HTML.
  public func html(_ delimiters: Delimiters = .dollars) -> String { Self.html(runs, delimiters) }

  private static func html(_ runs: [Run], _ delimiters: Delimiters) -> String {
    let (open, close) = delimiters == .dollars ? ("$", "$") : ("\\(", "\\)")
    return runs.map { run in
      switch run {
      case .text(let text): text.attribute
      case .formula(let formula): open + formula.attribute + close
      case .code(let code): "<code>\(code.attribute)</code>"
      case .emphasis(let parts): "<em>\(html(parts, delimiters))</em>"
      case .strong(let parts): "<strong>\(html(parts, delimiters))</strong>"
      case .link(let parts, let address):
        "<a href=\"\(address.attribute)\">\(html(parts, delimiters))</a>"
      }
    }.joined()
  }

  /// The caption as nodes of MyST's tree.
  var nodes: [JSON] { Self.nodes(of: runs) }

  private static func nodes(of runs: [Run]) -> [JSON] {
    func parent(_ type: String, _ parts: [Run]) -> JSON {
      ["type": .string(type), "children": .array(nodes(of: parts))]
    }
    return runs.map { run in
      switch run {
      case .text(let text): ["type": "text", "value": .string(text)]
      case .formula(let formula): ["type": "inlineMath", "value": .string(formula)]
      case .code(let code): ["type": "inlineCode", "value": .string(code)]
      case .emphasis(let parts): parent("emphasis", parts)
      case .strong(let parts): parent("strong", parts)
      case .link(let parts, let address):
        [
          "type": "link", "url": .string(address), "children": .array(nodes(of: parts)),
        ]
      }
    }
  }
}
