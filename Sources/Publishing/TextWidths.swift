import Slides

/// How wide texts may be in other fonts than those that a scene was laid out with.
///
/// The fonts of LaTeX and Typst are wider than STIX. A text may take a little of the free space at its right,
/// on all pages of the deck, so that it has the same size on each.
struct TextWidths {
  private let width: Double
  private let boxes: [(name: String, box: Box)]

  // What a text may be wider than in the scene, and what stays free beside it, in points.
  private static let widening = 1.1
  private static let margin = 8.0

  /// Looks at everything that pages show.
  init(_ presentation: Presentation) {
    width = presentation.width
    var seen: Set<Element> = []
    boxes = presentation.pages.joined().filter { seen.insert($0).inserted }
      .flatMap { element in element.parts.map { (element.name, $0.box) } }
  }

  /// The greatest width of a text of an element.
  ///
  /// - Complexity: O(n), n the number of parts of all pages.
  func greatest(of text: Element.Text, in name: String) -> Double {
    let (right, top) = (text.left + text.width, text.baseline - text.ascent)
    var limit = min(text.left + text.width * Self.widening, width - Self.margin)
    // The same element has other texts on other pages.
    for (other, box) in boxes where other != name {
      guard box.y < text.baseline + text.descent, box.y + box.height > top,
        box.x + box.width > right, box.x < limit + Self.margin
      else { continue }
      limit = box.x - Self.margin
    }
    return max(text.width, limit - text.left)
  }
}

extension Element.Part {
  /// The smallest rectangle around it; of a line, around the points that control it.
  fileprivate var box: Box {
    switch self {
    case .shape(let shape): return shape.box
    case .text(let text):
      return Box(
        x: text.left, y: text.baseline - text.ascent, width: text.width,
        height: text.ascent + text.descent)
    case .curve(let curve): return Box(around: curve.points)
    }
  }
}
