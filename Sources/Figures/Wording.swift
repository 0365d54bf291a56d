import Formulas
import Look
import Storyboards

/// The definitions, formulas and captions of a figure as labels, sized for their columns.
struct Wording {
  let board: Storyboard
  let frame: Frame
  let measure: TextMeasure

  // The greatest share of the height for words below a graph.
  private static let greatestShare = 0.42
  /// The letters of formulas on a page of 540 points: the usual, those of longer ones, those that a
  /// back row can still read, and those of what fits in no larger ones.
  static let sizes = [21.0, 27, 32, 38, 46, 56, 68, 82, 100].map { TypeScale.height / $0 }
  /// The letters of the answer: the largest on its slide.
  private static let answerSize = TypeScale.height / 18
  /// The least letters of formulas: those wanted, and those that a back row can still read.
  static let leastSizes = [sizes[1], sizes[3]]
  private var least: Double { Self.sizes[3] * frame.unit }
  // From this size on, lines that are too wide are broken before they are set smaller; below a graph
  // larger formulas are not worth their space.
  private static let unbroken = sizes[1]
  private var captionSize: Double { 16 * frame.unit }
  // Of the width of a column: a shorter last line looks lost.
  private static let stub = 0.2
  // A longer paragraph is set in smaller letters, if they can be read.
  private static let mostSentenceRows = 4
  // How far apart the columns of a list are, in the size of its letters.
  static let columnGap = 2.0
  // The space between lines, as a share of the letters' size.
  private static let lead = 0.75
  private static let sentenceLead = 0.3

  /// How a line is made to fit: broken at its relations, or within its products and lists, or set
  /// in letters below the minimum size.
  enum Breaking: Int, Comparable {
    case none, coarse, fine, small

    static func < (left: Breaking, right: Breaking) -> Bool { left.rawValue < right.rawValue }
  }

  /// Lines from the top of a column downwards.
  struct Column {
    /// Labels with their places, relative to the left end and the top of the column.
    var labels: [(label: Label, x: Double, baseline: Double)] = []
    var height = 0.0
    /// How many labels each line has.
    var lines: [Int] = []
    /// The size of a formula's letters.
    var size = Double.infinity
    /// How a line that is too wide was made to fit, the worst of the column.
    var breaking = Breaking.none
    /// How wide what is before a relation is at most, and whether all relations are under each other.
    var lead = 0.0
    var isAligned = true
    /// How many rows the longest sentence has.
    var sentenceRows = 0
    /// Whether a line had to be set in letters below the minimum size.
    var isSmall: Bool { breaking == .small }
  }

  /// The height needed for words below the graph; 0 for words beside it.
  var height: Double {
    guard frame.arrangement == .below else { return 0 }
    var height = frame.hasPanel ? definitions.height : 0
    if frame.parts.contains(.callout) {
      for (index, lines) in board.callouts.enumerated() where index != board.lossesCallout {
        height = max(height, formula(lines, largest: Self.unbroken, space: .infinity).height)
      }
    }
    return min(height, Self.greatestShare * frame.height)
  }

  /// The caption of a step, in as many lines as it needs.
  func caption(of step: Step) -> [Label] {
    let isElsewhere = step.isCaptionInCallout && frame.parts.contains(.callout)
    let number = board.numbering(of: step)
    let text: Notation = isElsewhere ? "\(number)" : "\(number) · \(step.caption)"
    let width = frame.width - 2 * frame.margin
    let fitted = measure.fitted(text, size: captionSize, least: captionSize, width: width)
    return lines(text, fitted, size: captionSize, width: width).labels
  }

  /// The lines of a formula, as large as its column and a height of `space` points allow; baselines
  /// are relative to the column's top.
  func formula(_ lines: [Notation], space: Double) -> Column {
    formula(lines, largest: .infinity, space: space)
  }

  private func formula(_ lines: [Notation], largest: Double, space: Double) -> Column {
    var column = Column()
    // The largest with a sentence in too many rows.
    var tall: Column?
    let sizes = isAnswer(lines) ? [Self.answerSize] + Self.sizes : Self.sizes
    for size in sizes where size <= largest && size >= frame.leastFormula {
      column = formula(lines, size: size * frame.unit)
      if column.height > space {
        column = inColumns(column, last: listLength(of: lines), space: space) ?? column
      }
      let greatest = size > Self.unbroken ? Breaking.none : .coarse
      if !column.isAligned {
        let narrow = formula(lines, size: size * frame.unit, indent: column.lead)
        if narrow.isAligned, narrow.height <= space, narrow.breaking <= greatest { column = narrow }
      }
      guard column.height <= space, column.breaking <= greatest else { continue }
      if column.sentenceRows <= Self.mostSentenceRows { return column }
      tall = tall ?? column
    }
    return tall ?? column
  }

  /// - Parameter indent: the place of all relations, for which lines are broken earlier.
  private func formula(_ lines: [Notation], size: Double, indent: Double = 0) -> Column {
    var column = Column(size: size)
    /// How far each label's relation is from its beginning; `nil` for a label that is not aligned.
    var leads: [Double?] = []
    for line in lines {
      let whole = measure.label(line, size: size)
      let lead = lead(of: line, size: size)
      let shift = lead.map { max(0, indent - $0) } ?? 0
      let isWhole = whole.width + shift <= frame.calloutWidth
      let width = frame.calloutWidth - (isWhole ? shift : lead == nil ? 0 : indent)
      let set = self.lines(line, whole, size: size, width: width)
      // A sentence may be broken anywhere.
      let isSentence = set.labels.count > 1 && line.isSentence
      let isAllowed = isSentence && set.breaking < .small
      column.breaking = max(column.breaking, isAllowed ? .none : set.breaking)
      column.lines.append(set.labels.count)
      if isSentence { column.sentenceRows = max(column.sentenceRows, set.labels.count) }
      for (index, label) in set.labels.enumerated() {
        // The lines of one sentence are closer than two formulas.
        if index > 0, isSentence { column.height -= size * (Self.lead - Self.sentenceLead) }
        column.labels.append((label, 0, column.height + label.ascent))
        column.height += label.height + size * Self.lead
        // The second row of a formula goes on under the relation.
        leads.append(isSentence ? nil : index > 0 ? lead.map { _ in 0 } : lead)
      }
    }
    column.height -= size * Self.lead
    align(&column, leads)
    return column
  }

  /// The width of what is before a formula's first relation; `nil` without one.
  private func lead(of line: Notation, size: Double) -> Double? {
    guard !line.isSentence, let left = line.beforeRelation else { return nil }
    return left == .empty ? 0 : measure.label(left, size: size).width
  }

  /// Puts the relations under each other, where the column is wide enough.
  private func align(_ column: inout Column, _ leads: [Double?]) {
    column.lead = leads.compactMap { $0 }.max() ?? 0
    let shifts = leads.map { $0.map { column.lead - $0 } ?? 0 }
    column.isAligned = zip(column.labels, shifts).allSatisfy {
      $0.label.width + $1 <= frame.calloutWidth + 1e-9
    }
    guard column.isAligned else { return }
    for (index, shift) in shifts.enumerated() { column.labels[index].x = shift }
  }

  /// Returns a column whose last lines, a list such as that of the inputs, are in several columns, to
  /// be read downwards; `nil` if they do not fit.
  private func inColumns(_ column: Column, last count: Int, space: Double) -> Column? {
    guard count > 0, column.lines.suffix(count).allSatisfy({ $0 == 1 }) else { return nil }
    let (first, list) = (column.labels.dropLast(count), Array(column.labels.suffix(count)))
    let lead = Self.lead * column.size
    var top = 0.0
    if let last = first.last { top = last.baseline + last.label.descent + lead }
    let width = (list.map { $0.x + $0.label.width }.max() ?? 0) + Self.columnGap * column.size
    let most = Int((frame.calloutWidth + Self.columnGap * column.size) / width)
    for columns in stride(from: 2, through: min(most, count), by: 1) {
      // Of two columns, the second one is the longer: an output comes after two cells.
      let starts = (0...columns).map { $0 * count / columns }
      let depth = count - starts[columns - 1]
      var result = column
      result.labels = Array(first)
      result.height = top
      for row in 0..<depth {
        let places = (0..<columns).map { starts[$0] + row }
        let here = zip(places, starts.dropFirst()).enumerated().filter { $1.0 < $1.1 }
        let labels = here.map { list[$1.0].label }
        let baseline = result.height + (labels.map(\.ascent).max() ?? 0)
        for (column, (place, _)) in here {
          let x = width * Double(column) + list[place].x
          result.labels.append((list[place].label, x, baseline))
        }
        result.height = baseline + (labels.map(\.descent).max() ?? 0) + lead
      }
      result.height -= lead
      if result.height <= space { return result }
    }
    return nil
  }

  private func isAnswer(_ lines: [Notation]) -> Bool {
    board.steps.contains { $0.kind == .answer && $0.callout.map { board.callouts[$0] } == lines }
  }

  /// How many of a formula's last lines are a list: the inputs, the equations of a cell, and what is
  /// known of the quantities asked for.
  private func listLength(of lines: [Notation]) -> Int {
    for step in board.steps where step.callout.map({ board.callouts[$0] }) == lines {
      switch step.kind {
      case .forward, .cell: return lines.count > 3 ? lines.count : 0
      // After the question in words and in symbols.
      case .question: return lines.count > 3 ? lines.count - 2 : 0
      default: continue
      }
    }
    return 0
  }

  /// Returns a line's label, or several if it is too wide for a column: broken at its relations,
  /// then at those in parentheses, then at commas, products and spaces, and finally set smaller.
  func lines(
    _ line: Notation, _ whole: Label, size: Double, width: Double
  ) -> (labels: [Label], breaking: Breaking) {
    guard whole.width > width else { return ([whole], .none) }
    var rows: [[Notation]] = [[line]]
    for (isOpen, breaking) in [(false, Breaking.coarse), (true, .coarse), (true, .fine)] {
      let pieces = line.pieces(isOpen: isOpen, isFine: breaking == .fine)
      let widths = pieces.map { measure.label($0, size: size).width }
      rows = filled(pieces, widths, width: width)
      let labels = rows.map { measure.label(.row($0), size: size) }
      guard labels.allSatisfy({ $0.width <= width }) else { continue }
      if line.isSentence {
        let words = line.pieces(isOpen: true, isFine: true)
        let widths = words.map { measure.label($0, size: size).width }
        return (balanced(labels, words, widths, size: size, width: width), breaking)
      }
      // A short last term, such as + 1), is not left alone on its line.
      let isStub = (labels.last?.width ?? 0) < Self.stub * width && rows.last?.count == 1
      return (
        isStub ? balanced(labels, pieces, widths, size: size, width: width) : labels, breaking
      )
    }
    return (
      rows.map { row in
        var size = size
        var label = measure.label(.row(row), size: size)
        // Advance widths of small letters are rounded to pixels, so one step may not be enough; on
        // a canvas of a few points no number of steps is.
        while label.width > width, size > 1 {
          size *= min(0.95, width / label.width)
          label = measure.label(.row(row), size: size)
        }
        return label
      }, .small
    )
  }

  /// Breaks a line into the same number of rows, but about equally long, so that no word or term is
  /// alone.
  private func balanced(
    _ labels: [Label], _ pieces: [Notation], _ widths: [Double], size: Double, width: Double
  ) -> [Label] {
    let shortest = labels.reduce(0) { $0 + $1.width } / Double(labels.count)
    for narrow in stride(from: shortest, to: width, by: 6 * frame.unit) {
      let rows = filled(pieces, widths, width: narrow)
      guard rows.count <= labels.count else { continue }
      let balanced = rows.map { measure.label(.row($0), size: size) }
      if balanced.allSatisfy({ $0.width <= width }) { return balanced }
    }
    return labels
  }

  /// Puts as many pieces of these widths into each row as fit.
  private func filled(_ pieces: [Notation], _ widths: [Double], width: Double) -> [[Notation]] {
    var rows: [[Notation]] = []
    var taken = 0.0
    for (piece, own) in zip(pieces, widths) {
      if rows.isEmpty || taken + own > width {
        rows.append([])
        taken = 0
      }
      rows[rows.count - 1].append(piece)
      taken += own
    }
    return rows
  }
}

extension TextMeasure {
  func label(
    _ notation: Notation, size: Double, isBold: Bool = false, leastNumber: Double = 0
  ) -> Label {
    notation.label(size: size, isBold: isBold, leastNumber: leastNumber) { width($0, $1, $2) }
  }

  /// Returns the label, smaller where it is too wide, but never below a size.
  func fitted(_ notation: Notation, size: Double, least: Double, width: Double) -> Label {
    let whole = label(notation, size: size)
    guard whole.width > width else { return whole }
    return label(notation, size: max(least, (size * width / whole.width * 4).rounded(.down) / 4))
  }
}

extension Notation {
  /// The parts that may be on separate lines: each begins with =, ←, + or −, also within a long
  /// argument if parentheses may be broken; fine parts also begin after a space or a comma and at a
  /// product.
  func pieces(isOpen: Bool, isFine: Bool) -> [Notation] {
    var pieces: [[Notation]] = []
    for part in parts(isOpen: isOpen, isFine: isFine) {
      let last = pieces.last?.last
      let begins =
        part.begins(with: [.equals, .approximates, .receives, .plus, .minus])
        || isFine && (part.begins(with: [.times, .elementwise]) || last?.endsWithGap ?? false)
      if begins || pieces.isEmpty { pieces.append([]) }
      pieces[pieces.count - 1].append(part)
    }
    return pieces.map { .row($0) }
  }

  /// The parts of a row and of the rows in it; if breaking is fine, each word separately.
  private func parts(isOpen: Bool, isFine: Bool) -> [Notation] {
    func opened(_ part: Notation) -> [Notation] { part.parts(isOpen: isOpen, isFine: isFine) }
    return switch self {
    case .row(let parts): parts.flatMap(opened)
    case .stage(let stage, let part): opened(part).map { .stage(stage, $0) }
    case .role(let role, let part): opened(part).map { .role(role, $0) }
    case .fenced(let part, .parentheses)
    where isOpen && part.pieces(isOpen: true, isFine: false).count > 1:
      [.word("(")] + opened(part) + [.word(")")]
    case .word(let text) where isFine: Self.words(of: text)
    default: [self]
    }
  }

  /// The words of a text, each with the spaces after it.
  private static func words(of text: String) -> [Notation] {
    var words: [String] = []
    var previous: Character = " "
    for character in text {
      if words.isEmpty || previous == " " && character != " " { words.append("") }
      words[words.count - 1].append(character)
      previous = character
    }
    return words.map { .word($0) }
  }

  /// What is before the first relation that is not within parentheses; `nil` without a relation.
  fileprivate var beforeRelation: Notation? {
    let parts = parts(isOpen: false, isFine: false)
    return parts.firstIndex { $0.begins(with: [.equals, .approximates, .receives]) }
      .map { .row(Array(parts[..<$0])) }
  }

  private func begins(with signs: [Sign]) -> Bool {
    switch self {
    case .sign(let sign): signs.contains(sign)
    case .stage(_, let part), .role(_, let part), .live(_, let part): part.begins(with: signs)
    default: false
    }
  }

  private var endsWithGap: Bool {
    switch self {
    case .sign(.comma): true
    case .word(let text): text.hasSuffix(" ")
    case .stage(_, let part), .role(_, let part): part.endsWithGap
    default: false
    }
  }

  /// Whether this is a sentence rather than a formula.
  fileprivate var isSentence: Bool {
    parts(isOpen: false, isFine: true).filter { if case .word = $0 { true } else { false } }.count
      > 5
  }
}
