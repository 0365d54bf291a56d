import Formulas
import Look
import Storyboards
import Unrolling
import Yams

/// A checked lesson: a network, and the question about it.
///
///     let lesson = try Lesson(yaml: text, name: "elman.yaml")
///     let trace = try Trace(of: lesson.graph)
public struct Lesson: Sendable {
  /// The title, if the file gives one.
  public let title: String?
  /// The prefix of the ids of the figures' elements, if the file gives one.
  public let id: String?
  /// The network; its equations include the loss.
  public let network: Network
  /// The network unrolled over its time steps.
  public let graph: UnrolledGraph
  /// The ids of the nodes whose gradients the lesson asks for.
  public let asked: [String]
  /// The language of all text.
  public let language: Language
  /// The lesson's settings for the look of its figures.
  public let figure: LookSettings
  /// The order of the deck; `nil` for the standard lecture.
  public let script: Script?
  /// What the lesson learns, and from which other samples.
  let trainingSettings: LessonReader.Training
  /// How numbers are written.
  public var style: NumberStyle { figure.resolved.numbers }
  /// The file's name in messages.
  public var name: String { start.file }
  private let places: Places
  private let start: Place
  let text: String
  private let changes: [LessonChange]

  /// Reads a lesson.
  ///
  /// - Parameters:
  ///   - text: the file's text.
  ///   - name: the file's name, for messages.
  ///   - changes: keys from elsewhere, each of which takes precedence over those before it.
  /// - Throws: `LessonError` with every mistake of the file and of the changes.
  public init(
    yaml text: String, name: String, changes: [LessonChange] = []
  ) throws(LessonError) {
    try self.init(text, name, changes, detail: nil)
  }

  private init(
    _ text: String, _ name: String, _ changes: [LessonChange], detail: Detail?
  ) throws(LessonError) {
    guard text.utf8.count <= Self.mostBytes else {
      throw Self.tooLong(bytes: text.utf8.count, name: name)
    }
    let source = Source(text: text, name: name)
    var reader = LessonReader(source)
    guard let read = reader.read(text, changes, detail: detail), !source.hasErrors else {
      guard changes.isEmpty else { throw source.error }
      throw LookalikeSearch(text: text, name: name, detail: detail).explained(source.error)
    }
    title = read.title
    id = read.id
    network = read.network
    graph = read.graph
    asked = read.asked
    language = read.language
    figure = read.figure
    script = read.script
    trainingSettings = read.training
    places = read.places
    start = source.place(line: 1, column: 1)
    self.text = text
    self.changes = changes
  }

  /// The largest size of a lesson's text.
  public static let mostBytes = 1_000_000

  /// Returns the error of a lesson that is longer than `mostBytes`.
  ///
  /// - Parameter bytes: its size, `nil` if not all of it was read.
  public static func tooLong(bytes: Int?, name: String) -> LessonError {
    let start = Place(file: name, line: 1, column: 1, length: 1, sourceLine: "")
    return LessonError(diagnostics: [Diagnostic(.tooLong(bytes: bytes), at: start)])
  }

  /// Returns the lesson with this detail instead of its own.
  ///
  ///     try lesson.detailed(.operations).graph.nodes.count > lesson.graph.nodes.count  // true
  ///
  /// - Throws: `LessonError` if the slides name something that the graph does not have in this
  ///   detail.
  public func detailed(_ detail: Detail) throws(LessonError) -> Lesson {
    detail == figure.resolved.detail ? self : try Lesson(text, name, changes, detail: detail)
  }

  /// Reads a lesson from a file's bytes, which must be UTF-8.
  ///
  /// - Throws: `LessonError` with every mistake of the file.
  public init(bytes: [UInt8], name: String) throws(LessonError) {
    guard bytes.count <= Self.mostBytes + 3 else {
      throw Self.tooLong(bytes: bytes.count, name: name)
    }
    let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    guard let text = String(validating: body, as: UTF8.self) else {
      var right = String.UnicodeScalarView()
      var (parser, rest) = (Unicode.UTF8.ForwardParser(), body.makeIterator())
      while case .valid(let scalar) = parser.parseScalar(from: &rest) {
        right.append(Unicode.UTF8.decode(scalar))
      }
      let source = Source(text: String(decoding: body, as: UTF8.self), name: name)
      let line = Source.place(after: String(right)[...]).line
      source.report(.notUTF8, at: source.place(line: line, column: 1))
      throw source.error
    }
    try self.init(yaml: text, name: name)
  }

  /// Returns a mistake at the place where the lesson's `figure` sets a key; if it does not, at the
  /// beginning of the file.
  ///
  ///     lesson.diagnostic(forFigure: "canvas", "this is too small", hint: nil).line  // 12
  public func diagnostic(forFigure key: String, _ message: String, hint: String?) -> Diagnostic {
    Diagnostic(.figure(message, hint: hint), at: places.setting(key) ?? start)
  }

  /// Returns the values and gradients of the lesson's graph, unchecked.
  ///
  /// - Throws: `LessonError` at the place in the file that made a computation fail.
  public func trace() throws(LessonError) -> Trace {
    try reporting { () throws(UnrollingError) in try Trace(of: graph) }
  }

  /// Returns what a computation of the lesson's numbers returns.
  ///
  /// - Throws: `LessonError` with its error at the place in the file that caused it.
  public func reporting<Result>(
    _ compute: () throws(UnrollingError) -> Result
  ) throws(LessonError) -> Result {
    do throws(UnrollingError) {
      return try compute()
    } catch {
      throw LessonError(diagnostics: [diagnostic(for: error)])
    }
  }

  /// Whether the lesson gives samples, or a step of gradient descent.
  public var hasTraining: Bool { trainingSettings.update != nil || trainingSettings.hasSamples }

  /// Whether the lesson gives a list of samples; `graph` is that of the first.
  public var hasSamples: Bool { trainingSettings.hasSamples }

  /// Returns what the network learns from the lesson's samples; `nil` without samples and update.
  ///
  ///     try Lesson(yaml: text, name: "mazur.yaml").training()?.steps[0].lossAfter  // 0.291027774
  ///
  /// - Throws: `LessonError` at the place in the file that made a computation fail.
  public func training() throws(LessonError) -> Training? {
    guard hasTraining else { return nil }
    return try reporting { () throws(UnrollingError) in
      try Training(
        of: [graph] + trainingSettings.others, update: trainingSettings.update,
        count: trainingSettings.count, isBatch: trainingSettings.isBatch)
    }
  }

  /// Returns an error of `Trace(of: graph)` at the place in the file that caused it.
  public func diagnostic(for error: UnrollingError) -> Diagnostic {
    Diagnostic(
      .unrolling(error), at: places.place(of: error.subjectName(in: graph), in: network) ?? start)
  }
}
