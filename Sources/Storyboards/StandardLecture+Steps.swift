import Formulas
import Unrolling

/// How steps are made: what is shown and hidden, what the callout contains, what is said.
extension StandardLecture {
  // A caption together with its number has at most 120 characters.
  private static let longestCaption = 100
  private static let longestAlternativeText = 150

  mutating func show(_ items: Item...) { items.forEach { show($0) } }

  mutating func show(_ item: Item) {
    guard isPlaced(item) else { return }
    guard let span = spans[item] else { return spans[item] = (steps.count + 1, nil) }
    guard let last = span.last, last < steps.count + 1 else { return }
    earlierSpans[item, default: []].append(span.first...last)
    spans[item] = (steps.count + 1, nil)
  }

  /// Whether an item is shown in the step being made.
  func isShown(_ item: Item) -> Bool { spans[item].map { $0.last == nil } ?? false }

  /// Hides an item, if it is shown, from the step being made on.
  mutating func hide(_ item: Item) {
    guard let span = spans[item], span.last == nil, span.first <= steps.count else { return }
    spans[item] = (span.first, steps.count)
  }

  mutating func call(_ lines: Notation...) -> Int { call(lines) }

  mutating func call(_ lines: [Notation]) -> Int {
    callouts.append(lines)
    return callouts.count - 1
  }

  /// Makes a step that is called by its kind.
  mutating func step(_ kind: StepKind, _ words: StepWords, hot: [Item] = [], callout: Int? = nil) {
    step(kind, kind.rawValue, words, hot: hot, callout: callout)
  }

  /// - Parameters:
  ///   - name: what the step is called, unless another one is.
  ///   - touched: what it is also about.
  mutating func step(
    _ kind: StepKind, _ name: String, _ words: StepWords, hot: [Item] = [],
    touching touched: [Item] = [],
    callout: Int? = nil, stage: Int = 0, isCaptionInCallout: Bool = false
  ) {
    let caption = words.caption.plain.cut(to: Self.longestCaption)
    var picture = words.picture.spoken(in: language, digits: true)
    if picture.count > Self.longestAlternativeText, let brief = words.briefPicture {
      picture = brief.spoken(in: language, digits: true)
    }
    steps.append(
      Step(
        number: steps.count + 1, kind: kind, name: unusedName(name),
        caption: caption == words.caption.plain ? words.caption : .word(caption),
        alternativeText: picture.cut(to: Self.longestAlternativeText),
        narration: words.narration.spoken(in: language), narrationInFormulas: words.narration,
        hot: Set(hot),
        touched: Set(touched), callout: callout, stage: stage,
        isCaptionInCallout: isCaptionInCallout))
  }

  /// A name of a step, with a number from the second step of that name on.
  mutating func unusedName(_ name: String) -> String {
    latestName = name
    var numbered = name
    var count = 1
    while !names.insert(numbered).inserted {
      count += 1
      numbered = "\(name) \(count)"
    }
    return numbered
  }

  /// A node in the name of a step.
  func id(_ node: Int) -> String { graph.uniqueID(of: node) }

  /// The way back along an edge, as figures call it.
  func wayBack(_ edge: Trace.Edge) -> String { "\(id(edge.to))->\(id(edge.from))" }

  /// Time steps in the name of a step: `t=3`, or `t=4-9`.
  func range(_ times: ClosedRange<Int>) -> String {
    "t=\(times.lowerBound)" + (times.count == 1 ? "" : "-\(times.upperBound)")
  }

  /// Whether an item's nodes are drawn.
  private func isPlaced(_ item: Item) -> Bool {
    switch item {
    case .title, .definitions, .gap, .gapFlow, .fold, .foldFlow, .totalDerivative, .strip, .losses:
      true
    case .node(let node), .token(let node), .value(let node), .gradient(let node),
      .otherValue(let node), .otherGradient(let node), .valueBlank(let node),
      .gradientBlank(let node), .question(let node):
      isDrawn(node)
    case .edge(let slot), .flow(let slot), .contribution(let slot):
      isDrawn(slot.from) && isDrawn(slot.to)
    }
  }
}

/// Returns the first parts of a list and how many are left out, which is never just one.
func told<Part>(_ parts: [Part], most: Int) -> (parts: [Part], rest: Int) {
  let told = parts.count <= most + 1 ? parts : Array(parts.prefix(most))
  return (told, parts.count - told.count)
}

/// Returns a line for each of the first parts of a list, and … where parts are left out.
func lines<Part>(of parts: [Part], most: Int, _ line: (Part) -> Notation) -> [Notation] {
  let (told, rest) = told(parts, most: most)
  return told.map(line) + (rest > 0 ? [.sign(.ellipsis)] : [])
}

extension String {
  /// Returns the text, or as many of its whole words as leave space for an ellipsis.
  func cut(to most: Int) -> String {
    guard count > most else { return self }
    let end = prefix(most).lastIndex(of: " ") ?? index(startIndex, offsetBy: most - 1)
    var words = self[..<end]
    while let mark = words.last, ",;:".contains(mark) { words.removeLast() }
    return words + "…"
  }
}
