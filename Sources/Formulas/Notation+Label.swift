extension Notation {
  /// Returns the width of a text in a style and size, in points.
  public typealias Measure = (_ text: String, _ cut: Label.Cut, _ size: Double) -> Double

  /// Returns the formula laid out as a label.
  ///
  /// Proportions follow D. E. Knuth's rules for mathematics (The TeXbook, appendix G), rounded:
  /// indices at 0.76 of the size, relations spaced wider than operators, a bar on the axis.
  ///
  /// - Parameters:
  ///   - size: the letters' size in points.
  ///   - isBold: whether numbers and words are bold.
  ///   - leastNumber: the width that each number with a source has at least, because it may change.
  ///   - measure: the text widths in the renderer's fonts.
  public func label(
    size: Double, isBold: Bool = false, leastNumber: Double = 0, measure: Measure
  ) -> Label {
    var context = LabelContext(
      size: size, isBold: isBold, role: nil, stage: 0, leastNumber: leastNumber)
    var label = context.label(of: self, measure)
    label.source = Label.Source(
      notation: self, size: size, isBold: isBold, leastNumber: leastNumber)
    return label
  }
}

/// The state during layout: size, weight, role, stage.
private struct LabelContext {
  var size: Double
  var isBold: Bool
  var role: Notation.Role?
  var stage: Int
  var live: Notation.Live?
  let leastNumber: Double
  // In an index or exponent, signs have no space around them.
  var isScript = false

  // Relative to the size: the extent of STIX's letters, and the axis of fractions.
  private static let ascent = 0.70
  private static let descent = 0.22
  private static let axis = 0.26
  private static let scriptScale = 0.76
  // Thickness of bars, braces and parentheses, of the size.
  private static let rule = 0.055

  mutating func label(of notation: Notation, _ measure: Notation.Measure) -> Label {
    switch notation {
    case .variable(let text): piece(text, isBold ? .boldItalic : .italic, measure)
    case .word(let text), .numeral(let text): piece(text, isBold ? .bold : .regular, measure)
    case .strong(let text): piece(text, .bold, measure)
    case .sign(let sign): self.sign(sign, measure)
    case .row(let parts): row(parts, measure)
    case .scripts(let base, let below, let above): scripts(base, below, above, measure)
    case .fraction(let a, let b): fraction(a, b, measure)
    case .fenced(let part, let fence): fenced(label(of: part, measure), fence, measure)
    case .brace(let part, let word):
      with(\.role, part.outerRole ?? role) { $0.brace(part, word, measure) }
    case .matrix(let rows): matrix(rows, measure)
    case .table(let rows): table(rows, measure)
    case .folded(let cell, let input, let output, let carried):
      folded(cell, input, output, carried, measure)
    case .radical(let part): radical(part, measure)
    case .role(let role, let part):
      // The subject of a line stands out by weight as well as by colour.
      with(\.role, role) { context in
        context.with(\.isBold, true) { $0.label(of: part, measure) }
      }
    case .live(let live, let part):
      with(\.live, live) { $0.label(of: part, measure) }.widened(to: leastNumber)
    case .stage(let stage, let part):
      // The innermost stage counts: a brace may appear after its contents.
      with(\.stage, stage) { $0.label(of: part, measure) }
    case .qualified(let texts, let name): label(of: .superscripted(name, by: texts), measure)
    }
  }

  private mutating func with<Field>(
    _ field: WritableKeyPath<LabelContext, Field>, _ value: Field,
    _ body: (inout LabelContext) -> Label
  ) -> Label {
    let before = self[keyPath: field]
    self[keyPath: field] = value
    defer { self[keyPath: field] = before }
    return body(&self)
  }

  private func piece(_ text: String, _ cut: Label.Cut, _ measure: Notation.Measure) -> Label {
    guard !text.isEmpty else { return Label() }
    let width = measure(text, cut, size)
    return Label(
      pieces: [
        .init(
          text: text, cut: cut, size: size, x: 0, y: 0, width: width, role: role, stage: stage,
          isScript: isScript, live: live)
      ], width: width, ascent: LabelContext.ascent * size, descent: LabelContext.descent * size)
  }

  private func mark(
    _ shape: Label.Mark.Shape, _ x: Double, _ y: Double, _ width: Double, _ height: Double
  ) -> Label.Mark {
    .init(shape: shape, x: x, y: y, width: width, height: height, role: role, stage: stage)
  }

  private func sign(_ sign: Notation.Sign, _ measure: Notation.Measure) -> Label {
    var label = piece(sign.glyph, isBold ? .bold : .regular, measure)
    let (before, after) = isScript ? (0, 0) : sign.space
    label.pieces[0].x += before * size
    label.width += (before + after) * size
    return label
  }

  private mutating func row(_ parts: [Notation], _ measure: Notation.Measure) -> Label {
    var line = Label()
    for part in parts { line.append(label(of: part, measure)) }
    return line
  }

  private mutating func scripts(
    _ base: Notation, _ below: Notation?, _ above: Notation?, _ measure: Notation.Measure
  ) -> Label {
    var line = label(of: base, measure)
    let size = self.size
    // An index of an index is as large as an index: smaller ones cannot be read.
    let scale = isScript ? 1 : LabelContext.scriptScale
    func script(_ part: Notation, _ context: inout LabelContext) -> Label {
      context.with(\.isScript, true) { context in
        context.with(\.size, size * scale) { $0.label(of: part, measure) }
      }
    }
    let lower = below.map { script($0, &self) }
    let upper = above.map { script($0, &self) }
    // Σ is followed by a space, but not before its index.
    let right = line.width - (base == .sign(.sum) ? 0.12 * size : 0)
    // Two scripts are further apart, and an exponent needs space after a slanted letter.
    let drop = 0.19 * size + (upper == nil ? 0 : 0.08 * size)
    let raise = max(0.38 * size, line.ascent - 0.30 * size)
    if let lower { line.add(lower, x: right + 0.02 * size, y: drop) }
    if let upper { line.add(upper, x: right + 0.06 * size, y: -raise) }
    line.width =
      right + max((lower?.width ?? 0) + 0.04 * size, upper.map { $0.width + 0.08 * size } ?? 0)
    // Space between Σ_t and what it sums.
    if base == .sign(.sum) { line.width += 0.12 * size }
    return line
  }

  private mutating func fraction(
    _ a: Notation, _ b: Notation, _ measure: Notation.Measure
  ) -> Label {
    let above = label(of: a, measure)
    let below = label(of: b, measure)
    let width = max(above.width, below.width) + 0.3 * size
    let margin = 0.08 * size
    let thickness = LabelContext.rule * size
    let bar = -LabelContext.axis * size
    let gap = 0.13 * size
    var line = Label(width: width + 2 * margin)
    line.add(
      above, x: margin + (width - above.width) / 2, y: bar - thickness / 2 - gap - above.descent)
    line.add(
      below, x: margin + (width - below.width) / 2, y: bar + thickness / 2 + gap + below.ascent)
    line.marks.append(mark(.rule, margin, bar - thickness / 2, width, thickness))
    return line
  }

  private func fenced(
    _ inner: Label, _ fence: Notation.Fence, _ measure: Notation.Measure
  ) -> Label {
    var line = Label()
    let hasBars = fence == .bars || fence == .doubleBars
    if inner.height <= 1.25 * size, !hasBars {
      let glyphs = fence == .parentheses ? ("(", ")") : ("[", "]")
      let cut = isBold ? Label.Cut.bold : .regular
      line.append(piece(glyphs.0, cut, measure))
      line.append(inner)
      line.append(piece(glyphs.1, cut, measure))
      return line
    }
    let reach = 0.06 * size
    let top = -inner.ascent - reach
    let height = inner.height + 2 * reach
    let width = fence == .bars ? 0 : fence == .doubleBars ? 0.16 * size : 0.22 * size
    let margin = 0.12 * size
    let left: Label.Mark.Shape = fence == .parentheses ? .opening : .bar
    let right: Label.Mark.Shape = fence == .parentheses ? .closing : .bar
    func add(_ shape: Label.Mark.Shape) {
      let start = line.width + margin
      if fence == .doubleBars {
        for x in [start, start + width] { line.marks.append(mark(.bar, x, top, 0, height)) }
      } else {
        line.marks.append(mark(shape, start, top, width, height))
      }
    }
    add(left)
    line.width = 2 * margin + width
    line.append(inner)
    add(right)
    line.width += 2 * margin + width
    line.ascent = max(line.ascent, -top)
    line.descent = max(line.descent, top + height)
    return line
  }

  private mutating func brace(
    _ part: Notation, _ word: String, _ measure: Notation.Measure
  ) -> Label {
    let inner = label(of: part, measure)
    let caption = with(\.size, max(14.25, size * 0.68)) { context in
      context.with(\.isBold, false) { $0.label(of: .word(word), measure) }
    }
    let braceWidth = max(inner.width, 0.9 * size)
    let width = max(braceWidth, caption.width)
    let height = 0.26 * size
    let top = inner.descent + 0.06 * size
    var line = Label(width: width)
    line.add(inner, x: (width - inner.width) / 2, y: 0)
    line.marks.append(mark(.brace, (width - braceWidth) / 2, top, braceWidth, height))
    line.add(
      caption, x: (width - caption.width) / 2, y: top + height + 0.08 * size + caption.ascent)
    return line
  }

  private mutating func matrix(_ rows: [[Notation]], _ measure: Notation.Measure) -> Label {
    let inner = grid(rows, columnGap: 0.7, rowGap: 0.25, measure) { _ in 0.5 }.label
    // Centred on the axis, like a fraction.
    let shift = (inner.ascent - inner.descent) / 2 - LabelContext.axis * size
    var centered = Label(width: inner.width)
    centered.add(inner, x: 0, y: shift)
    return fenced(centered, .parentheses, measure)
  }

  /// Names at the left, numbers at the right of their columns, and a rule below the heads.
  private mutating func table(_ rows: [[Notation]], _ measure: Notation.Measure) -> Label {
    var (label, tops) = grid(rows, columnGap: 1, rowGap: 0.5, measure) { $0 == 0 ? 0 : 1 }
    if tops.count > 1 {
      let thickness = LabelContext.rule * size
      label.marks.append(
        mark(.rule, 0, tops[1] - 0.25 * size - thickness / 2, label.width, thickness))
    }
    return label
  }

  /// Entries in rows and columns, below the first row's baseline, and the tops of the rows.
  ///
  /// - Parameters:
  ///   - columnGap: the space between columns, relative to the size, as is that between rows.
  ///   - place: where entries are in a column: at the left for 0, at the right for 1.
  private mutating func grid(
    _ rows: [[Notation]], columnGap: Double, rowGap: Double, _ measure: Notation.Measure,
    place: (_ column: Int) -> Double
  ) -> (label: Label, tops: [Double]) {
    let cells = rows.map { row in row.map { label(of: $0, measure) } }
    let columns = cells.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      cells.map { $0.indices.contains(column) ? $0[column].width : 0 }.max() ?? 0
    }
    var inner = Label()
    var tops: [Double] = []
    var y = 0.0
    for (index, row) in cells.enumerated() {
      let ascent = row.map(\.ascent).max() ?? 0
      if index > 0 { y += rowGap * size + ascent }
      tops.append(y - ascent)
      var x = 0.0
      for (column, cell) in row.enumerated() {
        inner.add(cell, x: x + (widths[column] - cell.width) * place(column), y: y)
        x += widths[column] + columnGap * size
      }
      y += row.map(\.descent).max() ?? 0
    }
    inner.width = widths.reduce(0, +) + columnGap * size * Double(max(0, columns - 1))
    return (inner, tops)
  }

  private mutating func folded(
    _ cell: Notation, _ input: Notation, _ output: Notation, _ carried: Notation,
    _ measure: Notation.Measure
  ) -> Label {
    let name = label(of: cell, measure)
    let (below, above) = (label(of: input, measure), label(of: output, measure))
    let back = label(of: carried, measure)
    let width = max(name.width + size, 2.6 * size)
    let height = 1.6 * size
    let (arrow, gap, head) = (0.7 * size, 0.12 * size, 0.26 * size)
    let left = max(0, (max(below.width, above.width) - width) / 2)
    let (center, right) = (left + width / 2, left + width)
    let top = -LabelContext.axis * size - height / 2
    let bottom = top + height
    let stroke = LabelContext.rule * size
    var line = Label(width: right)
    for y in [top, bottom - stroke] { line.marks.append(mark(.rule, left, y, width, stroke)) }
    for x in [left, right] { line.marks.append(mark(.bar, x, top, 0, height)) }
    line.add(
      name, x: center - name.width / 2, y: (top + bottom + name.ascent - name.descent) / 2)
    // From below into the box, and from the box upwards.
    for y in [bottom, top - arrow] {
      line.marks.append(mark(.bar, center, y, 0, arrow))
      line.marks.append(mark(.headUp, center - head / 2, y, head, head))
    }
    line.add(
      above, x: center - above.width / 2, y: top - arrow - gap - above.descent)
    line.add(below, x: center - below.width / 2, y: bottom + arrow + gap + below.ascent)
    let (reach, rise) = (1.2 * size, 0.5 * height)
    let upper = top + (height - rise) / 2
    line.marks.append(mark(.loop, right, upper, reach, rise))
    line.marks.append(mark(.headLeft, right, upper - head / 2, head, head))
    line.add(
      back, x: right + reach + 2 * gap, y: (top + bottom + back.ascent - back.descent) / 2)
    line.width = right + reach + 2 * gap + back.width
    return line
  }

  private mutating func radical(_ part: Notation, _ measure: Notation.Measure) -> Label {
    let inner = label(of: part, measure)
    var line = piece("√", .regular, measure)
    let thickness = LabelContext.rule * size
    let top = -max(inner.ascent, 0.74 * size) - 0.05 * size
    line.marks.append(mark(.rule, line.width, top, inner.width + 0.08 * size, thickness))
    line.append(inner)
    line.width += 0.08 * size
    line.ascent = max(line.ascent, -top)
    return line
  }
}

extension Notation.Sign {
  var glyph: String {
    switch self {
    case .plus, .minus, .comma, .times, .cross, .elementwise, .equals, .approximates, .member,
      .receives, .greater, .unequal:
      plain.filter { $0 != " " }
    case .transposed: "⊤"
    default: plain
    }
  }

  /// The space before and after, relative to the size.
  var space: (Double, Double) {
    switch self {
    case .plus, .minus, .elementwise: (0.22, 0.22)
    case .times: (0.2, 0.2)
    case .cross: (0.12, 0.12)
    case .equals, .approximates, .member, .receives, .greater, .unequal: (0.28, 0.28)
    case .comma: (0, 0.24)
    case .centeredEllipsis: (0.1, 0.1)
    case .question: (0.05, 0)
    case .negative, .partial, .ellipsis, .transposed, .verticalEllipsis, .colon: (0, 0)
    case .sum: (0, 0.12)
    }
  }
}

extension Notation {
  /// The role of the whole, if it has one.
  var outerRole: Role? {
    switch self {
    case .role(let role, _): role
    case .stage(_, let part), .live(_, let part): part.outerRole
    default: nil
    }
  }
}
