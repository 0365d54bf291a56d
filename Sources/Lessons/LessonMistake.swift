import Formulas
import Unrolling

/// What is wrong with a lesson, as facts; `description` and `hint` put them into words.
protocol Mistake: Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, without a full stop.
  var description: String { get }
  /// What to do, if known.
  var hint: String? { get }
}

extension Mistake {
  /// The hint that names what was probably meant.
  func guess(_ meant: String) -> String { Spelling.question(meant) }
}

/// A mistake in a lesson, grouped by what is needed to find it.
enum LessonMistake: Mistake {
  /// The bytes are not UTF-8.
  case notUTF8
  /// The text is not valid YAML.
  case yaml(YAMLMistake)
  /// A key, or the type of its value.
  case shape(ShapeMistake)
  /// A number or a name.
  case value(ValueMistake)
  /// The cell or the equations, and the names that they read.
  case network(NetworkMistake)
  /// The tokens, the inputs and the targets.
  case sequence(SequenceMistake)
  /// The quantity in question.
  case question(QuestionMistake)
  /// A slide.
  case slide(SlideMistake)
  /// A character that looks like another one.
  case lookalike(LookalikeMistake)
  /// The loss, and what is added to it.
  case loss(LossMistake)
  /// A key that changes nothing in this lesson.
  case effect(EffectMistake)
  /// A name that means two things.
  case ambiguity(AmbiguityMistake)
  /// The samples, or the step of gradient descent.
  case training(TrainingMistake)
  /// A file longer than a lesson can be; without its size if not all of it was read.
  case tooLong(bytes: Int?)
  /// A formula's text, with a hint that only the lesson can give.
  case formula(FormulaError, FormulaCure?)
  /// The network cannot be unrolled or computed; with a hint that only the file can give.
  case unrolling(UnrollingError, initial: InitialPlace? = nil)
  /// Another module's message about a setting of the figure.
  case figure(String, hint: String?)

  private var facts: (any Mistake)? {
    switch self {
    case .yaml(let mistake): mistake
    case .shape(let mistake): mistake
    case .value(let mistake): mistake
    case .network(let mistake): mistake
    case .sequence(let mistake): mistake
    case .question(let mistake): mistake
    case .slide(let mistake): mistake
    case .lookalike(let mistake): mistake
    case .loss(let mistake): mistake
    case .effect(let mistake): mistake
    case .ambiguity(let mistake): mistake
    case .training(let mistake): mistake
    case .tooLong, .notUTF8, .formula, .unrolling, .figure: nil
    }
  }

  var description: String {
    switch self {
    case .notUTF8: "this line is not UTF-8"
    case .tooLong(let bytes):
      "the lesson has \(bytes.map { "\($0)" } ?? "more than \(Lesson.mostBytes)") bytes"
    case .formula(let error, _): error.message
    case .unrolling(let error, _): error.description
    case .figure(let message, _): message
    default: facts?.description ?? ""
    }
  }

  var hint: String? {
    switch self {
    case .notUTF8: "save the file as UTF-8"
    case .tooLong: "a lesson has at most \(Lesson.mostBytes) bytes (1 MB)"
    case .formula(let error, let cure): cure?.rawValue ?? error.hint
    case .unrolling(let error, let initial):
      error.bestHint
        ?? initial.map { "the initial \($0.name) is given in line \($0.line)" }
    case .figure(_, let hint): hint
    default: facts?.hint
    }
  }
}

/// What a lesson suggests about a formula that cannot be read.
enum FormulaCure: String, Sendable {
  case activation = "add activation: tanh, which says what f is"
  case quotes = "a formula with a comma needs quotes here"
}

/// The place of a state's value at time 0, which may be the cause of a mismatch.
struct InitialPlace: Hashable, Sendable {
  let name: String
  let line: Int
}

/// The kinds of values in YAML.
enum NodeKind: String, Hashable, Sendable {
  case list = "a list"
  case mapping = "a mapping"
  case text = "text"
}

/// Returns a count in words: `1 entry`, `2 entries`.
func counted(_ count: Int, _ one: String, _ several: String) -> String {
  "\(count) \(count == 1 ? one : several)"
}

extension Spelling {
  /// Returns the candidate that was probably meant.
  ///
  /// A name of one letter is close to every other letter, so it gives no guess, with a time step
  /// or without: `q_2` is not `h_2`.
  ///
  /// - Parameter mostErrors: how many typing errors it may have, besides the usual limit.
  static func meant(
    by name: String, among candidates: [String], mostErrors: Int = .max
  ) -> String? {
    guard Quantities.stem(of: name).count > 1 else {
      return candidates.first { $0 != name && $0.lowercased() == name.lowercased() }
    }
    return nearest(to: name, among: candidates, mostErrors: mostErrors)
  }
}
