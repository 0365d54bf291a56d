/// A format in which a whole deck is one file. The raw value is the file extension. **A new format
/// of decks goes here:** a case, and a file that writes it from a `Presentation`.
///
/// ```swift
/// DeckFormat(fileExtension: "PDF")  // Optional(.pdf)
/// ```
public enum DeckFormat: String, CaseIterable, Sendable {
  /// One page a step.
  case pdf
  /// One slide a step, for PowerPoint.
  case pptx
  /// LaTeX with TikZ: real nodes and formulas, to edit.
  case tex
  /// An animation, which plays once.
  case webp
  /// The same in 255 colours, for programs that show no WebP.
  case gif
  /// Typst: shapes and formulas, to edit.
  case typ
  /// A page that presents, answers questions and computes its numbers again.
  case html

  /// Whether it is an animation.
  public var isAnimation: Bool { self == .webp || self == .gif }

  /// Returns the format with the given file extension, or nil if there is none.
  ///
  /// - Parameter fileExtension: the extension without its dot, in upper or lower case.
  public init?(fileExtension: String) { self.init(rawValue: fileExtension.lowercased()) }
}

/// A format of an output: of single pictures, or of a deck.
public enum OutputFormat: Hashable, Sendable {
  /// A file for each picture.
  case picture(FigureFormat)
  /// A file for all.
  case deck(DeckFormat)

  /// All formats by their extensions; a PDF in a folder is a single picture.
  public static let all =
    FigureFormat.allCases.map { OutputFormat.picture($0) }
    + DeckFormat.allCases.filter { FigureFormat(rawValue: $0.rawValue) == nil }.map { .deck($0) }

  /// The extension of its files.
  public var fileExtension: String {
    switch self {
    case .picture(let format): format.rawValue
    case .deck(let format): format.rawValue
    }
  }
}
