import Formulas
import Graphviz
import Slides

/// The elements of a deck as TikZ: nodes and lines at their places, with the styles that they need.
struct TeXPicture {
  /// The definitions of colours.
  let colors: [String]
  /// The definitions of styles.
  let styles: [String]
  /// Each element that some pages show: its name, its pages and its commands.
  let entries: [(name: String, pages: [Int], commands: [String])]

  /// Draws all pages.
  init(_ presentation: Presentation) {
    let timeline = DeckTimeline.entries(of: presentation.pages)
    let used = timeline.flatMap { $0.element.colors }
    var seen: Set<String> = []
    let others = used.filter {
      presentation.palette.swatch(of: $0) == nil && seen.insert($0).inserted
    }
    let names = TeXColors(presentation.palette, others: others)
    colors = names.definitions
    var looks = TeXLooks(names)
    for entry in timeline {
      for piece in entry.element.pieces {
        looks.add(piece.look, kind: entry.element.kind, pages: entry.pages.count)
      }
    }
    styles = looks.definitions()
    var places = TeXNames()
    let widths = TextWidths(presentation)
    entries = timeline.map { entry in
      var writer = Writer(
        looks: looks, colors: names, widths: widths, element: entry.element,
        name: places.name(of: entry.element.name))
      for piece in entry.element.pieces { writer.write(piece) }
      return (entry.element.name, entry.pages, writer.commands)
    }
  }

  /// A part, with the text on it.
  fileprivate enum Piece {
    case shape(Element.Shape, Element.Text?)
    case curve(Element.Curve)
    case text(Element.Text, isLeft: Bool)
  }
}

/// Names of nodes that TikZ allows: without full stops, commas, colons and parentheses.
struct TeXNames {
  private var names: [String: String] = [:]
  private var used: Set<String> = []

  /// `h_1-value` for `h_1.value`, `h_1-to-h_2` for `h_1->h_2`; different for different elements.
  mutating func name(of element: String) -> String {
    if let name = names[element] { return name }
    var safe = ""
    for scalar in element.replacing("->", with: "-to-").unicodeScalars {
      let isSafe = scalar.isASCII && (scalar.properties.isAlphabetic || "0"..."9" ~= scalar)
      if isSafe || scalar == "_" || scalar == "-" {
        safe.unicodeScalars.append(scalar)
      } else if scalar.isASCII {
        safe += "-"
      } else {
        safe += "u" + String(scalar.value, radix: 16)
      }
    }
    var name = safe
    var count = 1
    while !used.insert(name).inserted {
      count += 1
      name = "\(safe)-\(count)"
    }
    names[element] = name
    return name
  }
}

/// Writes the parts of one element.
private struct Writer {
  let looks: TeXLooks
  let colors: TeXColors
  let widths: TextWidths
  let element: Element
  let name: String
  private(set) var commands: [String] = []
  private var count = 0

  init(looks: TeXLooks, colors: TeXColors, widths: TextWidths, element: Element, name: String) {
    (self.looks, self.colors, self.widths) = (looks, colors, widths)
    (self.element, self.name) = (element, name)
  }

  /// The name of the next node: the element's, then that with a number.
  private mutating func nextName() -> String {
    count += 1
    return count == 1 ? name : "\(name)-\(count)"
  }

  mutating func write(_ piece: TeXPicture.Piece) {
    let style = looks.name(of: piece.look, kind: element.kind)
    switch piece {
    case .shape(let shape, let text):
      let box = shape.box
      let size = "unroll/size={\(box.width.twoDecimals)}{\(box.height.twoDecimals)}"
      let label = text.map { text in
        // The text may be as wide as the shape is inside.
        let inside = (shape.kind == .ellipse ? 0.8 : shape.stroke == nil ? 1 : 0.86) * box.width
        let drop = text.baseline - (box.y + box.height / 2)
        return macro("label", text) + "{\(drop.twoDecimals)}"
          + "{\(max(text.width, inside).twoDecimals)}"
          // A shape around a vector does without parentheses.
          + "{\(text.notation.latex(upTo: text.stage, hasFences: false))}"
      }
      let place = coordinate(Point(box.x + box.width / 2, box.y + box.height / 2))
      commands.append(
        "\\node[\(style), \(size)] (\(nextName())) at \(place) {\(label ?? "")};")
    case .curve(let curve):
      commands.append("\\draw[\(style)] \(path(curve));")
    case .text(let text, let isLeft):
      guard !text.notation.isFolded else { return writeLetters(of: text, style) }
      let x = isLeft ? text.left : text.left + text.width / 2
      let width = isLeft ? widths.greatest(of: text, in: element.name) : text.width
      commands.append(
        "\\node[\(style)] (\(nextName())) at \(coordinate(Point(x, text.baseline)))\n"
          + "  {\(macro("text", text)){\(width.twoDecimals)}"
          + "{\(text.notation.latex(upTo: text.stage))}};")
    }
  }

  private func macro(_ word: String, _ text: Element.Text) -> String {
    "\\unroll\(text.isBold ? "bold" : "")\(word){\(text.size.twoDecimals)}"
  }

  /// A formula that LaTeX has no form of, letter by letter as in the figure.
  private mutating func writeLetters(of text: Element.Text, _ style: String) {
    for mark in text.marks {
      switch mark {
      case .rule(let box, let color):
        commands.append(
          "\\fill[\(colors.name(of: color))] \(coordinate(Point(box.x, box.y)))"
            + " rectangle \(coordinate(Point(box.x + box.width, box.y + box.height)));")
      case .curve(let curve):
        commands.append(
          "\\draw[draw=\(colors.name(of: curve.stroke.color)), "
            + "line width=\(curve.stroke.width.twoDecimals)\\unrollpt] \(path(curve));")
      }
    }
    for letters in text.letters {
      let placed = letters.placed
      let font = placed.run.font
      let isLetter = font.face.isItalic && placed.run.text.count == 1
      let words = (isLetter ? Notation.variable(placed.run.text) : .word(placed.run.text))
        .latex(upTo: 0)
      commands.append(
        "\\node[\(style), anchor=base west, text=\(colors.name(of: placed.color))]"
          + " at \(coordinate(Point(placed.left, placed.baseline)))\n"
          + "  {\\unrolltext{\(font.size.twoDecimals)}{\(placed.width.twoDecimals)}{\(words)}};")
    }
  }

  private func path(_ curve: Element.Curve) -> String {
    guard let first = curve.points.first else { return "" }
    let pieces = curve.pieces.map { piece in
      switch piece {
      case .line(let end): " -- \(coordinate(end))"
      case .curve(let one, let two, let end):
        " .. controls \(coordinate(one)) and \(coordinate(two)) .. \(coordinate(end))"
      }
    }
    return coordinate(first) + pieces.joined() + (curve.tip.map { " -- \(coordinate($0))" } ?? "")
  }

  private func coordinate(_ point: Point) -> String {
    "(\(point.x.twoDecimals),\(point.y.twoDecimals))"
  }
}

extension TeXPicture.Piece {
  var look: TeXLooks.Look {
    switch self {
    case .shape(let shape, let text):
      return .shape(
        shape.kind, stroke: shape.stroke?.rounded, fill: shape.fill, text: text?.color,
        corners: (shape.cornerRadius * 2).rounded() / 2)
    case .curve(let curve):
      let length = (curve.headLength * 4).rounded() / 4
      return .line(
        curve.stroke.rounded,
        head: curve.tip.map { _ in .init(length: length, reach: curve.headReach) })
    case .text(let text, let isLeft): return .text(text.color, isLeft: isLeft)
    }
  }
}

extension Element {
  /// Its parts; a text on a shape is a part of it.
  fileprivate var pieces: [TeXPicture.Piece] {
    var pieces: [TeXPicture.Piece] = []
    for part in parts {
      switch part {
      case .shape(let shape): pieces.append(.shape(shape, nil))
      case .curve(let curve): pieces.append(.curve(curve))
      case .text(let text):
        if case .shape(let shape, nil)? = pieces.last, text.isCentered(in: shape.box),
          !text.notation.isFolded, !isProse
        {
          pieces[pieces.count - 1] = .shape(shape, text)
        } else {
          pieces.append(.text(text, isLeft: isProse))
        }
      }
    }
    return pieces
  }

  fileprivate var colors: [String] {
    parts.flatMap { part -> [String] in
      switch part {
      case .shape(let shape): return [shape.stroke?.color, shape.fill].compactMap(\.self)
      case .curve(let curve): return [curve.stroke.color]
      case .text(let text):
        guard text.notation.isFolded else { return [text.color] }
        return [text.color] + text.letters.map(\.placed.color)
          + text.marks.map {
            switch $0 {
            case .rule(_, let color): color
            case .curve(let curve): curve.stroke.color
            }
          }
      }
    }
  }
}

extension Element.Text {
  fileprivate func isCentered(in box: Box) -> Bool {
    abs(left + width / 2 - box.x - box.width / 2) < 1 && baseline > box.y
      && baseline - ascent / 2 < box.y + box.height
  }
}

extension Stroke {
  /// The same with a width of at most two decimals, as it is written.
  fileprivate var rounded: Stroke {
    Stroke(color: color, width: (width * 100).rounded() / 100, pattern: pattern)
  }
}
