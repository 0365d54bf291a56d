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
      y: (size.height - 2 * Self.margin - Self.headHeight + Self.gap) / Double(grid.rows)
    )
    let columns = grid.hasWords ? 1 : grid.columns
    return Point(
      (Self.margin + Double(place % columns) * pitch.x) * scale,
      (Self.margin + Self.headHeight + Double(place / columns) * pitch.y) * scale)
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
    var placed = labels.enumerated().map { line, label in
      Line(label: label, x: corner.x, baseline: first + Double(line) * 9.5 * scale)
    }
    var parts = self.parts(placed, prefix + "caption", "caption", owner: .caption(step.number))
    guard grid.hasWords else { return parts }
    placed = try words(of: step).map { line in
      Line(
        label: line.label, x: corner.x + (grid.cell.width + Self.gap) * scale,
        baseline: corner.y + line.baseline)
    }
    parts += self.parts(placed, prefix + "words", "words", owner: .caption(step.number))
    return parts
  }

  /// What is said to a step, in lines beside it, as large as there is space; baselines are relative
  /// to the upper edge of its picture.
  func words(of step: Step) throws -> [(label: Label, baseline: Double)] {
    let width = grid.cell.width * scale
    let pieces = step.narrationInFormulas.pieces(isOpen: true, isFine: true)
    var size = Self.wordsSize * scale
    while true {
      var rows: [[Notation]] = []
      repeat {
        rows = []
        var taken = 0.0
        for piece in pieces {
          let own = measure.label(piece, size: size).width
          if rows.isEmpty || taken + own > width {
            rows.append([])
            taken = 0
          }
          rows[rows.count - 1].append(piece)
          taken += own
        }
      } while try measure.learn()
      var lines: [(label: Label, baseline: Double)] = []
      for row in rows {
        let label = measure.label(.row(row), size: size)
        // A matrix needs more than a line's space above and below.
        let bottom = lines.last.map { $0.baseline + $0.label.descent } ?? 0
        let usual = lines.last.map { $0.baseline + 1.35 * size } ?? size
        lines.append((label, max(usual, bottom + label.ascent + 0.1 * size)))
      }
      // Words that are cut would be missed; small ones can be read.
      let bottom = lines.last.map { $0.baseline + $0.label.descent } ?? 0
      if bottom <= grid.cell.height * scale { return lines }
      size *= 0.95
    }
  }

  /// The deck's title and the page's number, above the steps.
  func head(of page: Int) throws -> [Part] {
    let space = grid.page.width - 2 * Self.margin
    let size = Self.headSize * scale
    var lines: [Line]
    repeat {
      let number = measure.label(.word("\(page + 1) / \(pages.count)"), size: 0.85 * size)
      let baseline = (Self.margin + 0.8 * Self.headSize) * scale
      lines = [
        Line(
          label: number, x: (Self.margin + space) * scale - number.width, baseline: baseline)
      ]
      if let title = scene.storyboard.title {
        let width = space * scale - number.width - size
        let label = measure.fitted(.strong(title), size: size, least: size * 0.3, width: width)
        lines.append(Line(label: label, x: Self.margin * scale, baseline: baseline))
      }
    } while try measure.learn()
    return parts(lines, "head", "head", owner: .always)
  }

  /// A label with its place on the page.
  private struct Line {
    let label: Label
    let x, baseline: Double
  }

  /// Returns the letters and strokes of lines; the first letters have the name, and all else are
  /// parts of it.
  private func parts(
    _ lines: [Line], _ name: String, _ element: String, owner: Scene.Owner
  ) -> [Part] {
    let color = scene.theme.ink
    func part(
      _ ink: Scene.Ink, _ box: Scene.Box, _ appearance: Appearance, _ named: Drawing.Name,
      ends: (tail: String, head: String)? = nil
    ) -> Part {
      Part(
        drawable: Drawable(thing: .init(owner: owner, ink: ink, box: box), label: nil),
        appearance: appearance, named: named, element: element, ends: ends)
    }
    let pieces = lines.flatMap { line in line.label.pieces.map { (piece: $0, line: line) } }
    let letters = pieces.enumerated().map { index, place in
      let (piece, line) = place
      let baseline = line.baseline + piece.y
      let run = TextRun(piece.text, font: measure.font(piece.cut, piece.size))
      let box = Scene.Box(
        x: line.x + piece.x, y: baseline - 0.7 * piece.size, width: piece.width,
        height: 0.92 * piece.size)
      return part(
        .text(run, color: color, baseline: baseline), box,
        Appearance(stroke: Stroke(color: color, width: 0), fill: nil, text: color),
        index == 0
          ? Drawing.Name(name, classes: element)
          : Drawing.Name("\(name).text_\(index + 1)", classes: "text"))
    }
    let marks = lines.flatMap { line in line.label.marks.map { (mark: $0, line: line) } }
    let strokes = marks.enumerated().map { index, place in
      let (mark, line) = place
      let box = Scene.Box(
        x: line.x + mark.x, y: line.baseline + mark.y, width: mark.width, height: mark.height)
      if mark.shape == .rule {
        return part(
          .rule(color: color), box,
          Appearance(stroke: Stroke(color: color, width: 0), fill: color, text: color),
          Drawing.Name("\(name).rule_\(index + 1)", classes: "rule"))
      }
      return part(
        .curve(mark.points(in: box), tip: nil, .stroke(color)), box,
        Appearance(
          stroke: Stroke(color: color, width: 0.7 * scale), fill: nil, text: color),
        Drawing.Name("\(name).stroke_\(index + 1)", classes: "stroke"), ends: (name, name))
    }
    return letters + strokes
  }
}
