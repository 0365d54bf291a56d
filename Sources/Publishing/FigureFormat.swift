/// A kind of picture that the tool can write; its raw value is the extension of the file.
///
/// ```swift
/// FigureFormat(fileExtension: "SVG")  // Optional(.svg)
/// FigureFormat(fileExtension: "jpg")  // nil
/// ```
public enum FigureFormat: String, CaseIterable, Sendable {
  /// Lines and text that stay sharp at any size: for web pages and slides.
  case svg
  /// Pixels: for programs that take nothing else.
  case png
  /// A page: for LaTeX.
  case pdf
  /// The drawing as text in Graphviz's language, everything placed: for other tools.
  case gv

  /// Returns the format that an extension stands for, or nil if it stands for none.
  ///
  /// - Parameter fileExtension: the extension without its dot, in capitals or not.
  public init?(fileExtension: String) {
    self.init(rawValue: fileExtension.lowercased())
  }
}
