import Formulas

/// A figure in a document: pictures in rows, and the caption below them.
public struct HostFigure: Sendable {
  /// A picture in one theme.
  public struct Picture: Hashable, Sendable {
    let address, alternativeText, theme, mediaQuery: String

    /// Creates a picture.
    ///
    /// - Parameter mediaQuery: the query of the screens that show it instead of the first theme.
    public init(address: String, alternativeText: String, theme: String, mediaQuery: String) {
      (self.address, self.alternativeText) = (address, alternativeText)
      (self.theme, self.mediaQuery) = (theme, mediaQuery)
    }
  }

  /// The rows of steps, each step in one or more themes.
  let rows: [[[Picture]]]
  /// The width of a row or of each picture; `nil` for the natural width.
  let width: FigureWidth?
  let caption: Caption?
  /// How many pictures are in a row.
  var inRow: Int { rows.first?.count ?? 1 }

  /// Creates a figure.
  public init(rows: [[[Picture]]], width: FigureWidth?, caption: Caption?) {
    (self.rows, self.width, self.caption) = (rows, width, caption)
  }

  /// Returns a step as an element of HTML that shows the reader's theme.
  ///
  /// - Parameters:
  ///   - pictures: the step in each theme.
  ///   - width: the attribute; `nil` for the natural width.
  public static func element(of pictures: [Picture], width: String?) -> String {
    guard let first = pictures.first else { return "" }
    let size = width.map { " width=\"\($0.attribute)\"" } ?? ""
    let image =
      "<img src=\"\(first.address.attribute)\" alt=\"\(first.alternativeText.attribute)\"\(size)>"
    guard pictures.count > 1 else { return image }
    let others = pictures.dropFirst().map {
      "<source media=\"\($0.mediaQuery)\" srcset=\"\($0.address.attribute)\">"
    }
    return "<picture>\(others.joined())\(image)</picture>"
  }

  /// The themes that pages with a light and a dark mode can choose from: the first one, and one for
  /// dark pages or, if the first is dark, for light ones.
  public static func lightAndDark(_ themes: [String]) -> [String] {
    let others = themes.dropFirst().filter { themes[0] == "dark" || $0 == "dark" }
    return Array(themes.prefix(1)) + others.prefix(1)
  }
}
