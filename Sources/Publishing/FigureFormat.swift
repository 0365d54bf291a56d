/// A picture format that the tool can write. The raw value is the file extension.
///
/// ```swift
/// FigureFormat(fileExtension: "SVG")  // Optional(.svg)
/// FigureFormat(fileExtension: "jpg")  // nil
/// ```
public enum FigureFormat: String, CaseIterable, Sendable {
  /// A vector format that stays sharp at any size, for web pages and slides.
  case svg
  /// Pixels, for programs that accept nothing else.
  case png
  /// A page, for LaTeX.
  case pdf
  /// The drawing as DOT text with all positions, for other tools.
  case gv

  /// Returns the format with the given file extension, or nil if there is none.
  ///
  /// - Parameter fileExtension: the extension without its dot, in upper or lower case.
  public init?(fileExtension: String) {
    self.init(rawValue: fileExtension.lowercased())
  }
}
