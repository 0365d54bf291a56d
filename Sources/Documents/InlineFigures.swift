import Figures
import Formulas
import Notes

/// The figures of a book as HTML, each on one line; every id is unique in the book.
///
/// If there are several themes, the page decides which one is visible: mdBook sets the reader's
/// choice as a class of `<html>`.
struct InlineFigures {
  /// Whether the pages can choose between themes; if not, only the first one is shown.
  let choosesThemes: Bool
  /// How formulas in captions are marked.
  let delimiters: Caption.Delimiters
  private var prefixes: Set<String> = []

  /// Whether there is no figure.
  var isEmpty: Bool { prefixes.isEmpty }

  init(choosesThemes: Bool, delimiters: Caption.Delimiters = .dollars) {
    (self.choosesThemes, self.delimiters) = (choosesThemes, delimiters)
  }

  // `.light` and the others are mdBook's classes. A printed page is white regardless of the choice.
  private static let stylesheet =
    "<style>"
    + ".unroll-on-light,.unroll-on-dark,.unroll-on-print,.unroll-on-high-contrast{display:none}"
    + "@media screen{"
    + "html:is(.coal,.navy,.ayu) .unroll-not-dark,html:is(.light,.rust) .unroll-not-light"
    + "{display:none}"
    + "html:is(.coal,.navy,.ayu) .unroll-on-dark,html:is(.light,.rust) .unroll-on-light"
    + "{display:inline}}"
    + "@media print{.unroll-not-print{display:none}.unroll-on-print{display:inline}}"
    + "@media screen and (prefers-contrast:more){"
    + "html:is(.light,.rust) .unroll-not-high-contrast{display:none}"
    + "html:is(.light,.rust) .unroll-on-high-contrast{display:inline}}"
    + "</style>"

  /// Returns one block's figure.
  ///
  /// - Parameter isFirst: whether it is the first figure of its page, which carries the styles.
  /// - Throws: `DocumentMistake` at the block's line, if a picture is not an SVG drawn by unroll.
  mutating func html(
    _ block: BlockFigure, _ drawn: DrawnBlock, isFirst: Bool
  ) throws(DocumentMistake) -> String {
    let options = block.block.options
    let steps = drawn.steps
    let themes = choosesThemes ? drawn.themes : Array(drawn.themes.prefix(1))
    let inRow = block.shape.inRow(of: steps.count)
    let width = block.width(inRow: inRow)?.ofEach(inRow: inRow)
    let style =
      (width.map { "width:\($0)\(Double($0) == nil ? "" : "px");" } ?? "")
      + "max-width:100%;height:auto;vertical-align:top"
    var pictures: [String] = []
    for step in steps {
      var variants = ""
      for (index, theme) in themes.enumerated() {
        guard let picture = drawn.picture(step, theme, .svg) else { continue }
        let svg: String
        do {
          svg = try element(picture, style: style, hasOwnText: options["alt"] != nil)
        } catch {
          throw block.wrong(.picture(step: step, error))
        }
        let names =
          index > 0
          ? "unroll-on-\(theme)"
          : themes.dropFirst().map { "unroll-not-\($0)" }.joined(separator: " ")
        variants += themes.count > 1 ? "<span class=\"\(names)\">\(svg)</span>" : svg
      }
      pictures.append(variants)
    }
    let id = options["id"].map { " id=\"\($0.attribute)\"" } ?? ""
    let caption =
      options["caption"].map {
        "<figcaption>\(Caption($0).html(delimiters))</figcaption>"
      } ?? ""
    let styles = choosesThemes && isFirst ? Self.stylesheet : ""
    return "<figure class=\"unroll\"\(id) style=\"margin:1.5em 0;text-align:center\">\(styles)"
      + "<div>\(pictures.joined(separator: " "))</div>\(caption)</figure>"
  }

  private mutating func element(
    _ picture: DrawnBlock.Picture, style: String, hasOwnText: Bool
  ) throws(InlineSVG.Mistake) -> String {
    let svg = try InlineSVG(picture.content)
    var prefix = svg.idPrefix
    var copy = 1
    while !prefixes.insert(prefix).inserted {
      copy += 1
      prefix = "\(svg.idPrefix)-\(copy)"
    }
    return svg.element(
      ids: prefix, style: style,
      description: hasOwnText ? picture.alternativeText.attribute : nil)
  }
}
