/// The page of a figure: its shape and its size. A graph that does not fit on it is drawn smaller.
///
///     Canvas.a4.width                          // 842
///     Canvas(width: 800, height: 600).height   // 600
///     Canvas("4:3") == .standard               // true
public struct Canvas: Hashable, Sendable {
  /// The width of the picture in points.
  public let width: Double
  /// The height of the picture in points.
  public let height: Double
  /// Whether the page is cropped to what is drawn.
  package let isCropped: Bool

  /// 16:9, the shape of slides: 960 by 540 points.
  public static let widescreen = Canvas(width: 960, height: 540)
  /// 4:3, the shape of older slides: 720 by 540 points.
  public static let standard = Canvas(width: 720, height: 540)
  /// A landscape A4 page, because a graph over time is wide: 842 by 595 points.
  public static let a4 = Canvas(width: 842, height: 595)
  /// As large as what is drawn, the same for all steps: for notes and papers.
  public static let tight = Canvas(width: 960, height: 540, isCropped: true)

  /// A canvas of this size in points.
  public init(width: Double, height: Double) {
    self.init(width: width, height: height, isCropped: false)
  }

  private init(width: Double, height: Double, isCropped: Bool) {
    precondition(width > 0 && height > 0, "a canvas must have a positive width and height")
    (self.width, self.height, self.isCropped) = (width, height, isCropped)
  }
}

/// Canvases as written in lessons and flags.
extension Canvas {
  private static let named: [(name: String, canvas: Canvas)] = [
    ("16:9", .widescreen), ("4:3", .standard), ("a4", .a4), ("tight", .tight),
  ]

  /// The names of the named canvases.
  public static let names = named.map(\.name)

  /// How a canvas is written, as part of a sentence.
  public static let spelling =
    names.joined(separator: ", ") + ", or a size in points such as 800x600"

  /// Returns how to write a canvas of a shape such as `16:10`, or of the shape of a size that no
  /// page can have; `nil` for a text that is no shape.
  ///
  ///     Canvas.size(ofShape: "16:10")  // "864x540"
  ///     Canvas.size(ofShape: "16x9")   // "960x540"
  package static func size(ofShape text: String) -> String? {
    let sides = text.lowercased().split(
      separator: text.contains(":") ? ":" : "x", omittingEmptySubsequences: false
    ).map { Double($0) }
    guard sides.count == 2, let width = sides[0], let height = sides[1],
      width >= 1, height >= 1, case let ratio = width / height, (0.2...10).contains(ratio)
    else { return nil }
    return "\(Int((ratio * standard.height).rounded()))x\(Int(standard.height))"
  }

  // No letter of a smaller page can be read; 16x9 is meant as a shape.
  package static let shortest = 50
  // The longest side that a PDF page can have is two hundred inches.
  package static let longest = 14_400

  /// Reads a canvas as written in lessons and flags, in lower or upper case.
  ///
  ///     Canvas("800x600") == Canvas(width: 800, height: 600)  // true
  ///     Canvas("800")                                         // nil
  public init?(_ text: String) {
    let word = text.lowercased()
    if let known = Self.named.first(where: { $0.name == word }) {
      self = known.canvas
      return
    }
    let sides = word.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard sides.count == 2, let width = sides[0], let height = sides[1],
      (Self.shortest...Self.longest).contains(width),
      (Self.shortest...Self.longest).contains(height)
    else { return nil }
    self.init(width: Double(width), height: Double(height))
  }
}
