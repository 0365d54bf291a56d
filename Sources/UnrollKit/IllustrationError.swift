import Figures
import Graphviz
import Lessons
import Storyboards
import Unrolling

/// Why an illustration could not be made.
///
///     do {
///       try Illustration(of: Lesson(yaml: text, name: "lesson.yaml"))
///     } catch let error as IllustrationError {
///       if case .lesson(let error) = error { print(error.diagnostics[0].line) }
///     }
public enum IllustrationError: Error, Hashable, Sendable {
  /// The lesson has mistakes at these places; for example, its network cannot be computed.
  case lesson(LessonError)
  /// Gradients of the lesson with this name disagree with finite differences.
  case gradients(GradientDisagreement, lesson: String)
  /// No gradient reaches the node with this id, so a worksheet that asks for it has the answer 0.
  case unreached(String)
  /// Two lessons to compare do not have the same network.
  case comparison(Storyboard.Unlikeness, lessons: [String])
  /// A page of HTML would have to show pieces of the drawing this many times.
  case largePage(uses: Int, most: Int)
  /// libgraphviz failed.
  case graphviz(GraphvizError)
}

extension IllustrationError: CustomStringConvertible {
  /// The message; for a mistake in the lesson, with file, line and column.
  public var description: String {
    switch self {
    case .lesson(let error): error.description
    case .gradients(let disagreement, _): "not drawn: \(disagreement)"
    case .unreached(let id):
      "no gradient reaches \(id), so its answer is 0 in every variant; ask for another quantity, or "
        + "cut the gradient elsewhere"
    case .comparison(let unlikeness, let lessons):
      "\(lessons.joined(separator: " and ")) do not have the same network: they differ at "
        + "\(unlikeness.id); compare lessons in which only numbers differ"
    case .largePage(let uses, let most):
      "the page would show \(uses) pieces of the drawing, and browsers become slow with more than "
        + "\(most); choose fewer steps with --steps, or fewer columns with figure: {columns: 8}"
    case .graphviz(let error): error.description
    }
  }
}

extension IllustrationError {
  /// Runs work of the underlying modules, whose errors are not typed.
  static func typed<Value>(_ work: () throws -> Value) throws(IllustrationError) -> Value {
    do {
      return try work()
    } catch let error as IllustrationError {
      throw error
    } catch let error as GraphvizError {
      throw .graphviz(error)
    } catch {
      // Drawing throws nothing else today; a future error is reported, not lost.
      throw .graphviz(GraphvizError(stage: .rendering, message: "\(error)"))
    }
  }
}
