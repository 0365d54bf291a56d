import Formulas
import Graphviz
import Storyboards

/// What is drawn of each step on a page of a handout: its frame, its items, and its caption.
extension Handout {
  /// Something that is drawn on a page.
  struct Part {
    let drawable: Drawable
    let appearance: Appearance
    /// What it is called in DOT: the step's number, a hyphen, and its name.
    let named: Drawing.Name
    /// The name of all that is called alike, within an id of SVG.
    let element: String
    /// The ends of a line.
    var ends: (tail: String, head: String)?
  }

  /// Returns the parts of a step on its page: lines first, which lie below.
  ///
  /// - Parameter isSplit: whether each text is a part of its own, and not one with its shape.
  func parts(of step: Step, on page: Int, isSplit: Bool = false) throws -> [Part] {
    let corner = corner(of: step, on: page)
    let prefix = "\(step.number)-"
    var lines: [Part] = []
    var others = [frame(at: corner, prefix)]
    var appearances = Appearances(scene, in: [step])
    let focus = scene.storyboard.focus(of: step)
    var fadedLines: [Part] = []
    var namer = PartNamer(scene)
    var things = scene.things[...]
    while let first = things.first {
      var drawables = Drawables(Array(things.prefix(2)))
      let drawable = isSplit ? Drawable(thing: first, label: nil) : drawables.next()
      guard let drawable else { break }
      let named = namer.next(first)
      if let label = drawable.label { _ = namer.next(label) }
      things = things.dropFirst(drawable.label == nil ? 1 : 2)
      let faded = appearances(drawable, .fadedLines)[0]
      guard let named, let appearance = faded ?? appearances(drawable, .allElse)[0] else {
        continue
      }
      let part = Part(
        drawable: drawable.moved(by: corner), appearance: appearance,
        named: named.name(in: step, focus, prefix: prefix), element: named.element,
        ends: named.ends.map { (prefix + $0.tail, prefix + $0.head) })
      if faded != nil {
        fadedLines.append(part)
      } else if first.link == nil {
        others.append(part)
      } else {
        lines.append(part)
      }
    }
    return fadedLines + lines + others + (try caption(of: step, at: corner, prefix))
  }

  private func corner(of step: Step, on page: Int) -> Point {
    let place = pages[page].firstIndex { $0.number == step.number } ?? 0
    let size = grid.page
    let pitch = (
      x: (size.width - 2 * Self.margin + Self.gap) / Double(grid.columns),
      y: (size.height - 2 * Self.margin + Self.gap) / Double(grid.rows)
    )
    return Point(
      (Self.margin + Double(place % grid.columns) * pitch.x) * scale,
      (Self.margin + Double(place / grid.columns) * pitch.y) * scale)
  }

  private func frame(at corner: Point, _ prefix: String) -> Part {
    let box = Scene.Box(x: corner.x, y: corner.y, width: scene.width, height: scene.height)
    let stroke = Stroke(color: scene.theme.muted, width: 0.5 * scale)
    return Part(
      drawable: Drawable(
        thing: .init(owner: .always, ink: .shape(.rectangle, .node), box: box), label: nil),
      appearance: Appearance(stroke: stroke, fill: nil, text: scene.theme.ink),
      named: Drawing.Name(prefix + "frame", classes: "frame"), element: "frame")
  }

  /// The caption of a step, no wider than the step's place on the page: a long one has two lines.
  func caption(of step: Step) throws -> [Label] {
    let caption = Notation("\(scene.storyboard.numbering(of: step)) · \(step.caption)")
    let width = grid.cell.width * scale
    let least = Self.leastCaption * scale
    var labels: [Label]
    repeat {
      let whole = measure.fitted(
        caption, size: Self.captionSize * scale, least: least, width: width)
      labels = [whole]
      if whole.width > width {
        let words = caption.pieces(isOpen: true, isFine: true)
        let ends = (1...max(1, words.count)).prefix { end in
          measure.label(.row(Array(words[..<end])), size: least).width <= width
        }
        let first = ends.last ?? words.count
        labels = [words[..<first], words[first...]].filter { !$0.isEmpty }
          .map { measure.label(.row(Array($0)), size: least) }
      }
    } while try measure.learn()
    return labels
  }

  private func caption(of step: Step, at corner: Point, _ prefix: String) throws -> [Part] {
    let labels = try caption(of: step)
    let first = corner.y + scene.height + (labels.count > 1 ? 10 : 14) * scale
    let color = scene.theme.ink
    let pieces = labels.enumerated().flatMap { line, label in
      label.pieces.map { (piece: $0, baseline: first + Double(line) * 9.5 * scale) }
    }
    return pieces.enumerated().map { index, place in
      let (piece, baseline) = place
      let run = TextRun(piece.text, font: measure.font(piece.cut, piece.size))
      let box = Scene.Box(
        x: corner.x + piece.x, y: baseline + piece.y - 0.7 * piece.size, width: piece.width,
        height: 0.92 * piece.size)
      let ink = Scene.Ink.text(run, color: color, baseline: baseline + piece.y)
      return Part(
        drawable: Drawable(
          thing: .init(owner: .caption(step.number), ink: ink, box: box), label: nil),
        appearance: Appearance(stroke: Stroke(color: color, width: 0), fill: nil, text: color),
        named: index == 0
          ? Drawing.Name(prefix + "caption", classes: "caption")
          : Drawing.Name("\(prefix)caption.text_\(index + 1)", classes: "text"),
        element: "caption")
    }
  }
}
