import Slides

/// What is drawn on the slides of a deck, as shapes with names by which PowerPoint finds the same
/// thing on the next slide.
struct PowerPointSlides {
  /// All that has one name: one shape, or a group.
  private struct Item {
    let name: String
    let shapes: [PowerPointShape]
  }

  private var pages: [[Item]] = []
  /// The names of what is a group on every slide, because it is one on some slide or has another
  /// kind there: only things of one kind are morphed into each other.
  private let groups: Set<String>

  /// - Parameter language: the language of the letters, such as `en-US`.
  init(_ pages: [[Element]], _ colors: PowerPointColors, language: XMLText) {
    var kinds: [String: PowerPointShape.Kind] = [:]
    var groups: Set<String> = []
    for page in pages {
      var counts: [String: Int] = [:]
      var items: [Item] = []
      for element in page {
        let shapes = element.shapes(colors, language: language)
        guard let first = shapes.first else { continue }
        let count = counts[element.name, default: 0] + 1
        counts[element.name] = count
        let name = count == 1 ? element.name : "\(element.name) \(count)"
        if shapes.count > 1 || kinds[name, default: first.kind] != first.kind {
          groups.insert(name)
        }
        kinds[name] = first.kind
        items.append(Item(name: name, shapes: shapes))
      }
      self.pages.append(items)
    }
    self.groups = groups
  }

  /// Returns the shapes of a slide, lower ones first. Their numbers begin at 4.
  func markup(of page: Int) -> XMLText {
    var id = 3
    func next() -> Int {
      id += 1
      return id
    }
    return XMLText(
      pages[page].map { item in
        guard groups.contains(item.name), let first = item.shapes.first else {
          return XMLText(item.shapes.map { $0.markup(id: next(), name: "!!\(item.name)") })
        }
        let group = next()
        let box = item.shapes.dropFirst().reduce(first.box) { $0.union($1.box) }
        let shapes = item.shapes.enumerated().map { index, shape in
          shape.markup(id: next(), name: "\(item.name) \(index + 1)")
        }
        return PowerPointParts.group.filled([
          "id": XMLText(group), "name": XMLText(escaping: "!!\(item.name)"), "x": .length(box.x),
          "y": .length(box.y), "width": .length(box.width), "height": .length(box.height),
          "shapes": XMLText(shapes),
        ])
      })
  }
}

extension Element {
  /// Its shapes, lower ones first. Letters on one line in the middle of its only shape belong to the
  /// shape.
  fileprivate func shapes(
    _ colors: PowerPointColors, language: XMLText
  ) -> [PowerPointShape] {
    if parts.count == 2, case .shape(let shape) = parts[0], case .text(let text) = parts[1],
      text.marks.isEmpty
    {
      let lines = PowerPointLine.lines(of: text)
      if lines.count == 1,
        let body = lines[0].body(of: shape.box, colors, language: language)
      {
        return [PowerPointShape(shape, text: body, colors)]
      }
    }
    var isFilled = false
    return parts.flatMap { part -> [PowerPointShape] in
      switch part {
      case .shape(let shape):
        isFilled = isFilled || shape.fill != nil
        return [PowerPointShape(shape, colors)]
      case .curve(let curve): return [PowerPointShape(curve, colors)]
      case .text(let text):
        let lines = PowerPointLine.lines(of: text)
        let marks = text.marks.compactMap { mark -> PowerPointShape? in
          switch mark {
          case .rule(let box, let color): PowerPointShape(bar: box, color: color, colors)
          // In figures, shapes cover all lines, also the parentheses of a vector in a chip.
          case .curve(let curve): isFilled ? nil : PowerPointShape(curve, colors)
          }
        }
        return marks
          + lines.map {
            $0.textBox(
              isLeading: isProse && lines.count == 1, colors, language: language)
          }
      }
    }
  }
}
