extension Notation {
  /// Returns the formula as presentation MathML Core, for between `<math>` and `</math>`: parts of
  /// later stages keep their space.
  ///
  ///     let sum = Notation.row([.numeral("5"), .stage(1, .row([.sign(.plus), .numeral("2")]))])
  ///     sum.mathML(upTo: 0)
  ///     // <mn>5</mn><mrow class="later"><mo lspace="0.22em" rspace="0.22em">+</mo><mn>2</mn></mrow>
  ///
  /// It has no attributes of style, but classes, for which the document has rules: `later` for what is
  /// hidden; `shown` for what is shown within; `role-local`, `role-upstream`, `role-value`,
  /// `role-result` and `role-asked`; `strong`; `under` for a word below a brace; `tall` and `taller`
  /// for parentheses; `bars` for what is between bars; `ledger` for a table; and `n` for a
  /// number that can change, whose number is in `data-n`.
  ///
  /// - Parameters:
  ///   - stage: the last stage that is shown.
  ///   - number: the numbers of what can change; without one, it is written like any other part.
  public func mathML(upTo stage: Int, number: (Live) -> Int? = { _ in nil }) -> String {
    withoutActuallyEscaping(number) { StagedMathML(stage: stage, number: $0).row(self, at: 0) }
  }

  /// Returns the formula as an element of MathML Core.
  ///
  ///     Notation.name("5").math(upTo: 0)  // <math><mn>5</mn></math>
  public func math(upTo stage: Int, number: (Live) -> Int? = { _ in nil }) -> String {
    "<math>\(mathML(upTo: stage, number: number))</math>"
  }

  /// Returns a sentence with formulas as HTML: its words are text, and its formulas elements of MathML.
  ///
  ///     let sentence: Notation = "the gradient is \(Notation.numeral("5"))"
  ///     sentence.html(upTo: 0)  // the gradient is <math><mn>5</mn></math>
  ///
  /// Blanks at the ends of words count (`white-space: pre` or `pre-wrap`). Words of later stages keep
  /// their space in a `<span class="later">`.
  public func html(upTo stage: Int, number: (Live) -> Int? = { _ in nil }) -> String {
    withoutActuallyEscaping(number) { number in
      let writer = StagedMathML(stage: stage, number: number)
      var result = ""
      var formula: [StagedPart] = []
      func finished() -> String {
        formula.isEmpty ? "" : "<math>\(writer.joined(formula).joined())</math>"
      }
      for part in StagedMathML.parts(of: self, at: 0) {
        guard let words = part.notation.sentence else {
          formula.append(part)
          continue
        }
        result +=
          finished() + (part.stage > stage ? "<span class=\"later\">\(words)</span>" : words)
        formula = []
      }
      return result + finished()
    }
  }

  /// Whether MathML can write all of it; a network that is folded in time is a drawing.
  public var isMathML: Bool {
    switch self {
    case .variable, .word, .strong, .numeral, .sign, .qualified: true
    case .row(let parts): parts.allSatisfy(\.isMathML)
    case .scripts(let base, let below, let above):
      [base, below, above].compactMap(\.self).allSatisfy(\.isMathML)
    case .fraction(let a, let b): a.isMathML && b.isMathML
    case .fenced(let part, _), .brace(let part, _), .radical(let part), .role(_, let part),
      .stage(_, let part), .live(_, let part):
      part.isMathML
    case .matrix(let rows), .table(let rows): rows.joined().allSatisfy(\.isMathML)
    case .folded: false
    }
  }

  /// The words, if it is part of a sentence and not of a formula.
  private var sentence: String? {
    switch self {
    case .word(let text) where text.contains(where: \.isWhitespace): text.attribute
    case .strong(let text) where text.contains(where: \.isWhitespace):
      "<strong>\(text.attribute)</strong>"
    default: nil
    }
  }
}

/// Writes the parts of a formula, each as one element, and marks those of later stages.
private struct StagedMathML {
  /// The last stage that is shown.
  let stage: Int
  let number: (Notation.Live) -> Int?
  /// Whether the element around is hidden.
  var isHidden = false
  /// Whether it writes an index or exponent.
  var isScript = false

  /// The parts side by side, like `stagedParts`, but with what can change as parts of their own.
  static func parts(of notation: Notation, at own: Int) -> [StagedPart] {
    switch notation {
    case .row(let parts): parts.flatMap { Self.parts(of: $0, at: own) }
    case .stage(let inner, let part): parts(of: part, at: inner)
    case .variable(""), .word(""), .strong(""), .numeral(""): []
    default: [StagedPart(notation: notation, stage: own)]
    }
  }

  func row(_ notation: Notation, at own: Int) -> String {
    joined(Self.parts(of: notation, at: own)).joined()
  }

  /// Writes exactly one element, as an argument of a script or a fraction has to be.
  private func element(_ notation: Notation, at own: Int) -> String {
    let elements = joined(Self.parts(of: notation, at: own))
    return elements.count == 1 ? elements[0] : Self.element("mrow", elements.joined())
  }

  /// Writes parts side by side; those that are hidden one after the other share an element.
  func joined(_ parts: [StagedPart]) -> [String] {
    var elements: [String] = []
    var rest = parts[...]
    while let first = rest.first {
      let isLater = first.stage > stage
      let alike = rest.prefix { ($0.stage > stage) == isLater }
      rest = rest.dropFirst(alike.count)
      var writer = self
      writer.isHidden = isLater
      let written = alike.map { writer.written($0.notation, at: $0.stage) }
      elements +=
        isLater == isHidden
        ? written : [Self.element("mrow", written.joined(), isLater ? "later" : "shown")]
    }
    return elements
  }

  private func written(_ notation: Notation, at own: Int) -> String {
    switch notation {
    // Browsers would take a letter from the alphabet of italics of another font, without bold ones:
    // italics are a matter of style here.
    case .variable(let text): Self.element("mi", text.attribute, nil, " mathvariant=\"normal\"")
    case .word(let text): Self.word(text)
    case .strong(let text): Self.element("mtext", Self.unbroken(text), "strong")
    case .numeral(let text): Self.element("mn", text.attribute)
    case .sign(let sign): self.sign(sign)
    case .row, .stage: element(notation, at: own)
    case .scripts(let base, let below, let above): scripts(base, below, above, at: own)
    case .fraction(let a, let b):
      Self.element("mfrac", element(a, at: own) + element(b, at: own))
    case .fenced(let part, let fence):
      enclosed(row(part, at: own), fence, of: part.height)
    case .brace(let part, let word): brace(part, word, at: own)
    case .matrix(let rows):
      enclosed(table(rows, at: own), .parentheses, of: notation.height - 0.12)
    case .table(let rows): table(rows, "ledger", at: own)
    case .folded(let cell, let input, let output, let carried):
      Self.element(
        "mrow",
        row(input, at: own) + "<mo>→</mo>"
          + Self.element(
            "mrow", row(cell, at: own) + sign(.comma) + row(carried, at: own), "boxed")
          + "<mo>→</mo>" + row(output, at: own))
    case .radical(let part): Self.element("msqrt", row(part, at: own))
    case .role(let role, let part): Self.element("mrow", row(part, at: own), role.htmlClass)
    case .live(let live, let part): self.live(live, part, at: own)
    case .qualified(let texts, let name): written(.superscripted(name, by: texts), at: own)
    }
  }

  /// What can change: the sign itself, or an element around the number.
  private func live(_ live: Notation.Live, _ part: Notation, at own: Int) -> String {
    guard let number = number(live) else { return element(part, at: own) }
    let form = live.form == .bare ? "" : " data-form=\"\(live.form.rawValue)\""
    let attributes = " data-n=\"\(number)\"" + form
    if case .sign(let sign) = part { return self.sign(sign, "n", attributes) }
    return Self.element("mrow", row(part, at: own), "n", attributes)
  }

  private func scripts(
    _ base: Notation, _ below: Notation?, _ above: Notation?, at own: Int
  ) -> String {
    var script = self
    script.isScript = true
    let name = below == nil ? "msup" : above == nil ? "msub" : "msubsup"
    return Self.element(
      name,
      element(base, at: own)
        + [below, above].compactMap(\.self).map { script.element($0, at: own) }.joined())
  }

  // Fonts have braces of a few widths only; below a wider part, the style draws a bracket.
  private static let widestBraced = 8

  private func brace(_ part: Notation, _ word: String, at own: Int) -> String {
    let isWide = part.plain.count > Self.widestBraced
    let braced =
      isWide
      ? Self.element("mrow", row(part, at: own), "braced")
      : Self.element("munder", element(part, at: own) + "<mo stretchy=\"true\">⏟</mo>")
    return Self.element(
      "munder", braced + Self.element("mtext", Self.unbroken(word), "under"),
      part.outerRole?.htmlClass)
  }

  /// A part between two signs, in parentheses as large as letters or about as tall as the part.
  private func enclosed(
    _ content: String, _ fence: Notation.Fence, of height: Double
  ) -> String {
    // Two pairs of bars, one within the other.
    if fence == .doubleBars {
      return enclosed(enclosed(content, .bars, of: height), .bars, of: height)
    }
    let isTall = fence != .bars && height > 1.25
    let classes = isTall ? height > 2.5 ? "taller" : "tall" : nil
    // Signs up to three lines high are of a few sizes. As in TeX, one that is a tenth too small is
    // preferred to one that is too large.
    let size = classes == "tall" ? " maxsize=\"\((88 * height).rounded() / 100)em\"" : ""
    func sign(_ sign: String, _ form: String) -> String {
      Self.element(
        "mo", sign, classes,
        " form=\"\(form)\" stretchy=\"\(isTall)\"\(size) lspace=\"0\" rspace=\"0\"")
    }
    let (left, right) = fence.signs
    // Not every browser stretches bars of every font: those of this class are drawn by its style.
    return Self.element(
      "mrow", sign(left, "prefix") + content + sign(right, "postfix"),
      fence == .bars ? "bars" : nil)
  }

  private func table(_ rows: [[Notation]], _ classes: String? = nil, at own: Int) -> String {
    // Rows are as high as in a label, whichever letters they have.
    let strut = "<mspace height=\"0.7em\" depth=\"0.22em\"></mspace>"
    let written = rows.map { cells in
      cells.enumerated().map { column, cell in
        Self.element("mtd", (column == 0 ? strut : "") + row(cell, at: own))
      }.joined()
    }
    return Self.element(
      "mtable", written.map { Self.element("mtr", $0) }.joined(), classes)
  }

  private func sign(
    _ sign: Notation.Sign, _ classes: String? = nil, _ attributes: String = ""
  ) -> String {
    let (before, after) = isScript ? (0, 0) : sign.space
    func space(_ width: Double) -> String { width == 0 ? "0" : "\(width)em" }
    return Self.element(
      "mo", sign.glyph.attribute, classes,
      attributes + (sign == .negative ? " form=\"prefix\"" : "")
        + " lspace=\"\(space(before))\" rspace=\"\(space(after))\"")
  }

  /// A name, or text.
  private static func word(_ text: String) -> String {
    if text.count > 1, text.allSatisfy(\.isLetter) { return element("mi", text.attribute) }
    return element("mtext", unbroken(text))
  }

  /// Text whose blanks count, also at its ends.
  private static func unbroken(_ text: String) -> String {
    text.attribute.replacing(" ", with: "\u{A0}")
  }

  private static func element(
    _ name: String, _ content: String, _ classes: String? = nil, _ attributes: String = ""
  ) -> String {
    "<\(name)" + (classes.map { " class=\"\($0)\"" } ?? "") + attributes + ">\(content)</\(name)>"
  }
}

extension Notation {
  /// Its height as a label, relative to the size of its letters.
  fileprivate var height: Double { label(size: 1) { _, _, _ in 0 }.height }
}

extension Notation.Role {
  /// The class of a part of this role.
  fileprivate var htmlClass: String {
    switch self {
    case .local: "role-local"
    case .upstream: "role-upstream"
    case .value: "role-value"
    case .result: "role-result"
    case .asked: "role-asked"
    }
  }
}
