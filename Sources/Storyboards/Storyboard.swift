import Formulas
import Unrolling

/// A deck before it has coordinates: what is on each step, in which words and formulas.
///
///     let board = Storyboard(standardLectureOf: trace, asking: ["h_0"], title: "RNN")
///     board.steps.count             // 31 for the lecture's lesson
///     board.steps.last?.narration   // "The gradient of the loss on h zero is minus twenty."
public struct Storyboard: Sendable {
  /// What was computed.
  public let trace: Trace
  /// The columns that are drawn.
  public let columns: Columns
  /// The asked nodes.
  public let asked: [Int]
  /// The deck's title.
  public let title: String?
  /// How numbers are written.
  public let style: NumberStyle
  /// The language of all words.
  public let language: Language
  /// What is given, one line each.
  public let definitions: [Notation]
  /// The formulas called out, each of several lines.
  public let callouts: [[Notation]]
  /// The steps in order.
  public let steps: [Step]
  /// The steps, by number, in which an item shows; an item that is not here never shows.
  public let spans: [Item: ClosedRange<Int>]

  /// Makes the standard lecture of a trace.
  ///
  /// - Parameters:
  ///   - trace: the numbers.
  ///   - ids: the asked nodes' ids.
  ///   - title: the deck's title.
  ///   - style: how numbers are written.
  ///   - mostColumns: how many columns are drawn; the time steps in the middle of a longer sequence
  ///     are left out. `nil` draws all.
  ///   - language: the language of all words, drawn and spoken.
  public init(
    standardLectureOf trace: Trace, asking ids: [String], title: String?,
    style: NumberStyle = NumberStyle(), mostColumns: Int? = Columns.usual,
    language: Language = .english
  ) {
    let asked = ids.compactMap { trace.graph.node(id: $0) }
    columns = Columns(
      stepCount: trace.graph.network.stepCount, most: mostColumns,
      needed: Set(asked.compactMap { trace.graph.nodes[$0].time }))
    var style = style
    style.normWord = language.spokenWords.norm
    var lecture = StandardLecture(
      trace: trace, asked: asked, style: style, columns: columns, language: language)
    lecture.tell()
    self.trace = trace
    self.asked = asked
    self.title = title
    self.style = style
    self.language = language
    definitions = Definitions(trace: trace, style: style, phrases: language.phrases).lines
    callouts = lecture.callouts
    steps = lecture.steps
    let last = lecture.steps.count
    spans = lecture.spans.mapValues { $0.first...($0.last ?? last) }
  }

  /// Returns whether an item shows in a step.
  public func shows(_ item: Item, in step: Step) -> Bool {
    spans[item]?.contains(step.number) ?? false
  }

  /// Returns a step's number in words: `Step 3 of 31`.
  public func numbering(of step: Step) -> String {
    language.phrases.numbering(step.number, of: steps.count)
  }

  /// Returns a step's title in one line: `Step 3 of 31: wanted: the gradient on h_0`.
  public func title(of step: Step) -> String { "\(numbering(of: step)): \(step.caption.plain)" }
}
